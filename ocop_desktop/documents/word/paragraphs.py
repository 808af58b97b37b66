"""Words as Word paragraphs: runs, check boxes, dotted blanks, rules of a given length."""

from __future__ import annotations

import unicodedata
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ocop_desktop.documents import measures
from ocop_desktop.documents.blocks import Box, Run, Words

FACE, SYMBOLS = "Times New Roman", "Segoe UI Symbol"
TICKED, EMPTY = "☒", "☐"
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def paragraph(
    made: Any,
    text: Words,
    align: str = "left",
    *,
    size: float | None = None,
    before: float | None = None,
    first: float = 0.0,
    hang: float = 0.0,
    keep: bool = False,
) -> Any:
    """Set words in a paragraph; `first` and `hang` in millimetres, the rest in points."""
    look = made.paragraph_format
    look.alignment = ALIGN[align]
    if before is not None:
        look.space_before = Pt(before)
    if first:
        look.first_line_indent = Mm(first)
    if hang:
        look.left_indent = Mm(hang)
    look.keep_with_next = keep or None
    runs(made, text, size)
    return made


def runs(made: Any, text: Words, size: float | None = None, *, bold: bool = False) -> None:
    """Add words to a paragraph."""
    for piece in text:
        if isinstance(piece, Box):
            _box(made, piece, size)
        else:
            _run(made, piece, size, bold)


def dotted(made: Any, *, to: float) -> None:
    """A dotted line to write on, up to so many millimetres from the left margin."""
    stops = made.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(to), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    made.add_run("\t")


def rule_below(made: Any, *, indent: float = 0.0) -> None:
    """A line under a paragraph, shorter by `indent` millimetres at both ends."""
    made.paragraph_format.left_indent = made.paragraph_format.right_indent = Mm(max(indent, 0.0))
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    made._p.get_or_add_pPr().append(borders)  # noqa: SLF001 (python-docx has no borders)


def field(made: Any, code: str) -> None:
    """A field that Word fills in: the number of the page."""
    run = made.add_run()
    for kind in ("begin", "separate", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)  # noqa: SLF001 (python-docx has no fields)
        if kind == "begin":
            told = OxmlElement("w:instrText")
            told.text = code
            run._r.append(told)  # noqa: SLF001


def _run(made: Any, piece: Run, size: float | None, bold: bool) -> None:
    first, *more = unicodedata.normalize("NFC", piece.text).split("\n")
    run = made.add_run(first)
    for line in more:
        run.add_break()
        run.add_text(line)
    run.bold, run.italic = piece.bold or bold or None, piece.italic or None
    run.font.superscript = piece.raised or None
    if size and size != measures.BODY:
        run.font.size = Pt(size)


def _box(made: Any, box: Box, size: float | None) -> None:
    run = made.add_run(TICKED if box.ticked else EMPTY)
    run.font.name = SYMBOLS
    run.font.size = Pt(size or measures.BODY)
