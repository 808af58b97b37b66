"""Rows of a table: cells as paragraphs, and rows too tall for a page cut into pieces."""

from __future__ import annotations

import threading
from copy import copy
from typing import Any, TypeAlias

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Paragraph

from ocop_desktop.documents import blocks as b
from ocop_desktop.documents.ink import pen, shapes, text
from ocop_desktop.documents.ink.text import BOX, frags, joined, paragraph, style

Cell: TypeAlias = list[Paragraph]
Laid: TypeAlias = list[tuple[list[Cell], float]]
"""A row's pieces, each with its height in points."""

MOST = 2000
_kept = threading.local()

PAD = 4.0
"""Points between a cell's text and its rule, at either side."""

SHIFT = {str(TA_CENTER): 0.5, str(TA_RIGHT): 1.0}
"""How much of the room left beside a line stands before it."""

TALLEST = 70 * mm
"""A row taller than this is cut, so that no page stays half empty because of it."""


def cell(words: b.Words, align: str, size: float) -> Cell:
    """One paragraph for each line of the words; nothing for none."""
    look = style(size, align, leading=1.15)
    return [_line(line, look) for line in _split(words)] if words else []


class Quick(text.Laid):
    """A paragraph of one style that is no paragraph where it fits one line: most cells do."""

    one_line = False

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """One line where the words fit, else as a paragraph is."""
        if avail_width == self._laid:
            return self.width, self.height
        frag, room = self.frags[0], avail_width - self.style.leftIndent
        text = getattr(frag, "text", None)  # a part of a split paragraph has words instead
        needed = room + 1 if text is None else _width_of(frag)
        self.one_line = needed <= room
        if not self.one_line:
            return super().wrap(avail_width, avail_height)
        self._laid = self.width = avail_width
        self.height = float(self.style.leading)
        self.gap = (room - needed) * SHIFT.get(str(self.style.alignment), 0.0)
        return self.width, self.height

    def split(self, avail_width: float, avail_height: float) -> list[Any]:
        """One line cannot be split."""
        return [] if self.one_line else super().split(avail_width, avail_height)

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """The words as one line, or as a paragraph."""
        if not self.one_line:
            super().drawOn(canvas, x, y, _sW)
            return
        frag = self.frags[0]
        base = self.height - frag.fontSize  # where reportlab sets a paragraph's first line
        piece = (frag.text, frag.fontName, frag.fontSize, 0.0)
        line = (self.style.leftIndent + self.gap, 0.0, (piece,))
        pen.write(canvas, x, y + base, 0.0, (line,))


def _width_of(frag: Any) -> float:
    return float(pdfmetrics.stringWidth(frag.text, frag.fontName, frag.fontSize))


class Boxed(Quick):
    """A check box, and beside it the words of its choice."""

    ticked = False

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """The box on the first line, then the words."""
        size = float(self.style.fontSize)
        base = y + self.height - size
        shapes.box(canvas, x, base - 0.1 * BOX * size, BOX * size, self.ticked)
        super().drawOn(canvas, x, y, _sW)


def _line(words: b.Words, look: ParagraphStyle) -> Paragraph:
    """One paragraph; a box that stands first has the words beside it."""
    first, *rest = joined(words) or [b.Run("")]
    if isinstance(first, b.Run) and not rest:
        return Quick("", look, frags=frags((_stripped(first),), look))
    if isinstance(first, b.Run) or len(rest) != 1 or not isinstance(rest[0], b.Run):
        return paragraph(words, look)
    beside = copy(look)
    beside.leftIndent = (BOX + 0.25) * look.fontSize
    made = Boxed("", beside, frags=frags((_stripped(rest[0]),), beside))
    made.ticked = first.ticked
    return made


def _stripped(run: b.Run) -> b.Run:
    """The run as a paragraph shows it: spaces at its ends and between words count once."""
    return _like(run, " ".join(part for part in run.text.split(" ") if part))


def bold(words: b.Words) -> b.Words:
    """The same words in bold."""
    return tuple(
        b.Run(piece.text, True, piece.italic, piece.raised) if isinstance(piece, b.Run) else piece
        for piece in words
    )


def laid(
    cells: tuple[b.Words, ...], aligns: tuple[str, ...], size: float, widths: tuple[float, ...]
) -> Laid:
    """A row in its pieces, and the height of each; what is printed again is not laid out again.

    Most rows of a form are the decree's words and come on every paper. The paragraphs are kept for
    one thread: reportlab writes into them while it draws.
    """
    kept: dict[Any, Laid] = _kept.__dict__.setdefault("rows", {})
    key = cells, aligns, size, widths
    found = kept.get(key)
    if found is None:
        pairs = zip(cells, aligns, strict=True)
        parts = pieces([cell(words, align, size) for words, align in pairs], list(widths))
        found = [(part, height(part, list(widths))) for part in parts]
        if len(kept) >= MOST:
            kept.clear()
        kept[key] = found
    return found


def pieces(row: list[Cell], widths: list[float]) -> list[list[Cell]]:
    """The row as one piece, or as many as keep each under the tallest allowed."""
    made: list[list[Cell]] = []
    while any(row) or not made:
        upper = [_cut(one, width - 2 * PAD) for one, width in zip(row, widths, strict=True)]
        made.append([first for first, _ in upper])
        row = [rest for _, rest in upper]
    return made


def height(row: list[Cell], widths: list[float]) -> float:
    """Points of the highest cell."""
    pairs = zip(row, widths, strict=True)
    return max(sum(line.wrap(w - 2 * PAD, 10_000)[1] for line in one) for one, w in pairs)


def _cut(one: Cell, width: float) -> tuple[Cell, Cell]:
    """What of a cell fits the tallest row, and the rest."""
    room = TALLEST
    for number, line in enumerate(one):
        height = float(line.wrap(width, 10_000)[1])
        if height > room:
            parts: list[Any] = line.split(width, room)
            first, rest = (parts[:1], parts[1:]) if len(parts) > 1 else ([], [line])
            if not first and not number:
                first, rest = [line], []
            return [*one[:number], *first], [*rest, *one[number + 1 :]]
        room -= height
    return one, []


def _split(words: b.Words) -> list[b.Words]:
    """The words at their line breaks."""
    lines: list[list[b.Run | b.Box]] = [[]]
    for piece in words:
        if isinstance(piece, b.Box):
            lines[-1].append(piece)
            continue
        first, *more = piece.text.split("\n")
        lines[-1].append(_like(piece, first))
        lines += [[_like(piece, line)] for line in more]
    return [tuple(line) for line in lines]


def _like(run: b.Run, text: str) -> b.Run:
    return b.Run(text, run.bold, run.italic, run.raised, run.blank)
