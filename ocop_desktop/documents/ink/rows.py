"""Rows of a table: cells as paragraphs, and rows too tall for a page cut into pieces."""

from __future__ import annotations

from typing import Any, TypeAlias

from reportlab.lib.units import mm
from reportlab.platypus import Paragraph

from ocop_desktop.documents import blocks as b
from ocop_desktop.documents.ink.text import paragraph, style

Cell: TypeAlias = list[Paragraph]

PAD = 4.0
"""Points between a cell's text and its rule, at either side."""

TALLEST = 70 * mm
"""A row taller than this is cut, so that no page stays half empty because of it."""


def cell(words: b.Words, align: str, size: float) -> Cell:
    """One paragraph for each line of the words; nothing for none."""
    look = style(size, align, leading=1.15)
    return [paragraph(line, look) for line in _split(words)] if words else []


def bold(words: b.Words) -> b.Words:
    """The same words in bold."""
    return tuple(
        b.Run(piece.text, True, piece.italic, piece.raised) if isinstance(piece, b.Run) else piece
        for piece in words
    )


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
