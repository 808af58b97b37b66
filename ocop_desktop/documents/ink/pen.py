"""Writes broken lines of text straight onto a page.

The marks are those that reportlab's own paragraph makes, without the states it saves and the
features it looks for at every line: most of a dossier is words in one or two faces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.rl_accel import fp_str
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

Piece: TypeAlias = tuple[str, str, float, float]  # text, face, size, rise in points
Line: TypeAlias = tuple[float, float, Sequence[Piece]]  # x, room added between words, what it says

SHIFT: dict[Any, float] = {TA_LEFT: 0.0, TA_CENTER: 0.5, TA_RIGHT: 1.0, TA_JUSTIFY: 0.0}
"""How much of the room left beside a line stands before it."""

NEXT_TO_NOTHING = 1e-8


def write(canvas: Canvas, x: float, y: float, leading: float, lines: Sequence[Line]) -> None:
    """Write lines under each other, the first one's base at (x, y)."""
    marks, face, set_in, spaced, raised = ["BT"], "", -1, 0.0, 0.0
    document: Any = getattr(canvas, "_doc")  # noqa: B009  fonts are kept by document
    escape: Any = getattr(canvas, "_escape")  # noqa: B009
    last: tuple[str, float, int] | None = None
    for indent, gap, pieces in lines:
        marks.append(f"1 0 0 1 {fp_str(x + indent, y)} Tm")
        if gap != spaced:
            marks.append(f"{fp_str(gap)} Tw")
            spaced = gap
        for text, face, size, rise in pieces:
            if rise != raised:
                marks.append(f"{fp_str(rise)} Ts")
                raised = rise
            font: Any = pdfmetrics.getFont(face)
            for set_in, codes in font.splitString(text, document):
                if (face, size, set_in) != last:
                    name = font.getSubsetInternalName(set_in, document)
                    marks.append(f"{name} {fp_str(size)} Tf")
                    last = face, size, set_in
                marks.append(f"({escape(codes)}) Tj")
        y -= leading
    if spaced:
        marks.append("0 Tw")
    if raised:
        marks.append("0 Ts")
    marks.append("ET")
    canvas.addLiteral(" ".join(marks))


def lines_of(broken: Any, look: ParagraphStyle) -> Iterator[Line]:
    """The lines of a paragraph that reportlab has broken, as they are written in its style."""
    indent = float(look.leftIndent + look.firstLineIndent)
    count = len(broken.lines)
    for number, line in enumerate(broken.lines, 1):
        stretched = number < count
        if broken.kind == 0:
            room, words = line
            pieces = [(" ".join(words), broken.fontName, broken.fontSize, 0.0)]
            spaces = len(words) - 1
        else:
            room = line.extraSpace
            pieces = [(f.text, f.fontName, f.fontSize, f.rise) for f in line.words]
            spaces = line.wordCount - 1
            stretched = stretched and not line.lineBreak
        gap = _gap(room, spaces, pieces, look.alignment == TA_JUSTIFY and stretched)
        before = 0.0 if gap else SHIFT[look.alignment] * room
        yield indent + before, gap, pieces
        indent = float(look.leftIndent)


def _gap(room: float, spaces: int, pieces: Sequence[Piece], stretched: bool) -> float:
    """Points added to each space: of a justified line, and of one that is a little too long."""
    if -NEXT_TO_NOTHING < room < NEXT_TO_NOTHING or (room > 0 and not stretched):
        return 0.0
    spaces += sum(text.count("\u00a0") for text, *_ in pieces)
    return room / spaces if spaces > 0 else 0.0
