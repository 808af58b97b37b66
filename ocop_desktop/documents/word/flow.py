"""Each block as it stands in a Word document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from ocop_desktop.documents import blocks as b
from ocop_desktop.documents import measures
from ocop_desktop.documents.word import tables
from ocop_desktop.documents.word.paragraphs import dotted, paragraph, rule_below, runs

Draw = Callable[[Any, Any, measures.Sheet], None]
MIDDLE = 60.0
"""Millimetres above what stands in the middle of a cover."""


def flow(made: Any, blocks: Iterable[b.Block], sheet: measures.Sheet) -> None:
    """Add the blocks to a document, in order."""
    for block in blocks:
        _DRAW[type(block)](made, block, sheet)


def _title(made: Any, block: b.Title, sheet: measures.Sheet) -> None:
    name = b.words(block.name, bold=True)
    paragraph(made.add_paragraph(), name, "center", size=measures.TITLE, before=15, keep=True)
    for line in block.about:
        paragraph(made.add_paragraph(), line, "center", size=measures.TITLE, before=0, keep=True)
    if block.note:
        note = b.words(block.note, italic=True)
        paragraph(made.add_paragraph(), note, "center", before=0, keep=True)
    if block.rule:
        rule = paragraph(made.add_paragraph(), (), "center", before=0, keep=True)
        rule.paragraph_format.line_spacing = Mm(1)
        rule_below(rule, indent=sheet.room * 0.35)


def _paragraph(made: Any, block: b.Paragraph, sheet: measures.Sheet) -> None:
    paragraph(
        made.add_paragraph(),
        block.text,
        block.align,
        size=block.size,
        first=block.first,
        hang=block.hang,
        keep=block.keep,
    )


def _heading(made: Any, block: b.Heading, sheet: measures.Sheet) -> None:
    paragraph(made.add_paragraph(), block.text, block.align, before=9, keep=True)


def _line(made: Any, block: b.Line, sheet: measures.Sheet) -> None:
    """Labelled values on one line; what is blank is dotted up to where its part ends."""
    shares = sum(part.share for part in block.parts)
    line, at = paragraph(made.add_paragraph(), ()), 0.0
    for number, part in enumerate(block.parts):
        at += sheet.room * part.share / shares
        runs(line, part.label)
        runs(line, b.words(f" {part.value}") if part.value else ())
        if not part.value:
            dotted(line, to=at - (3 if number < len(block.parts) - 1 else 0))
        runs(line, (b.Run(" "), *part.after) if part.after else ())
        if number < len(block.parts) - 1:
            line.paragraph_format.tab_stops.add_tab_stop(Mm(at))
            line.add_run("\t")
    if not block.parts[-1].value:
        _dots(made, b.Dots(block.more), sheet)


def _dots(made: Any, block: b.Dots, sheet: measures.Sheet) -> None:
    for _ in range(block.lines):
        dotted(paragraph(made.add_paragraph(), ()), to=sheet.room)


def _note(made: Any, block: b.Note, sheet: measures.Sheet) -> None:
    rule = paragraph(made.add_paragraph(), (), before=12, keep=True)
    rule_below(rule)
    rule.paragraph_format.right_indent = Mm(sheet.room - 50)
    paragraph(made.add_paragraph(), block.text, "justify", size=measures.SMALL, before=2)


def _space(made: Any, block: b.Space, sheet: measures.Sheet) -> None:
    gap = paragraph(made.add_paragraph(), (), before=0)
    gap.paragraph_format.line_spacing = Mm(block.height)


def _break(made: Any, block: b.PageBreak, sheet: measures.Sheet) -> None:
    """A new page; of another document also a new section that counts its pages from one."""
    if not block.restart:
        made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        return
    section = made.add_section(WD_SECTION.NEW_PAGE)
    number = OxmlElement("w:pgNumType")
    number.set(qn("w:start"), "1")
    section._sectPr.append(number)  # noqa: SLF001 (python-docx cannot restart numbers)


def _rule(made: Any, block: b.Rule, sheet: measures.Sheet) -> None:
    rule_below(paragraph(made.add_paragraph(), (), before=0))


def _together(made: Any, block: b.Together, sheet: measures.Sheet) -> None:
    before = len(made.paragraphs)
    flow(made, block.blocks, sheet)
    for one in made.paragraphs[before:-1]:
        one.paragraph_format.keep_with_next = True


def _cover(made: Any, block: b.Cover, sheet: measures.Sheet) -> None:
    flow(made, block.top, sheet)
    _space(made, b.Space(MIDDLE), sheet)
    flow(made, block.middle, sheet)
    _space(made, b.Space(MIDDLE / 2), sheet)
    flow(made, block.foot, sheet)


def _big(made: Any, block: b.Big, sheet: measures.Sheet) -> None:
    words = b.words(block.text, bold=block.bold)
    paragraph(made.add_paragraph(), words, "center", size=block.size, before=block.size * 0.4)


def _code(made: Any, block: b.Code, sheet: measures.Sheet) -> None:
    """The note alone: a code stands on what is bound, which is never edited."""
    if block.note:
        paragraph(made.add_paragraph(), b.words(block.note), "center", size=measures.SMALL)


def _contents(made: Any, block: b.Contents, sheet: measures.Sheet) -> None:
    for listed in block.lines:
        remark = b.words(f" {listed.remark}", italic=True) if listed.remark else ()
        text = (*b.words(listed.text, bold=not listed.level), *remark)
        line = paragraph(made.add_paragraph(), text, hang=listed.level * 6.0)
        stops = line.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(sheet.room), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        line.add_run(f"\t{listed.page}")


_DRAW: dict[type, Draw] = {
    b.Head: tables.head,
    b.Title: _title,
    b.Heading: _heading,
    b.Paragraph: _paragraph,
    b.Line: _line,
    b.Dots: _dots,
    b.Table: tables.table,
    b.Signatures: tables.signatures,
    b.Note: _note,
    b.Space: _space,
    b.PageBreak: _break,
    b.Rule: _rule,
    b.Together: _together,
    b.Cover: _cover,
    b.Code: _code,
    b.Big: _big,
    b.Contents: _contents,
}
