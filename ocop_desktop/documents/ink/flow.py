"""Each block as the flowables that draw it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    ActionFlowable,
    CondPageBreak,
    Flowable,
    HRFlowable,
    KeepTogether,
    Spacer,
    Table,
)
from reportlab.platypus import PageBreak as NewPage

from ocop_desktop.documents import blocks as b
from ocop_desktop.documents import measures
from ocop_desktop.documents.ink import lines, tables
from ocop_desktop.documents.ink.head import HeadInk
from ocop_desktop.documents.ink.pages import CodeInk, CoverInk, NoteInk
from ocop_desktop.documents.ink.text import balanced, paragraph, style

Flowables = list[Flowable]
TAKEN_ALONG = 14 * mm
BEGINNING, TABLE_BEGINNING = 20 * mm, 40 * mm


def flow(blocks: Iterable[b.Block], width: float) -> Flowables:
    """Flowables of the blocks in order, headings held to what they head."""
    groups = [(block, _DRAW[type(block)](block, width)) for block in blocks]
    made: Flowables = []
    for number, (block, flowables) in enumerate(groups):
        if isinstance(block, b.Signatures) and number:
            flowables = _with_signatures(made, flowables, width)
        made += flowables
    return _hold(made, width)


def _with_signatures(made: Flowables, signatures: Flowables, width: float) -> Flowables:
    """Signatures take the last lines before them along: never alone on a page."""
    last = made.pop()
    if isinstance(last, Table):
        return [tables.Tailed(last, signatures[0])]
    height = last.wrap(width, 10_000)[1]
    parts = last.split(width, height - TAKEN_ALONG) if height > 2 * TAKEN_ALONG else []
    made += parts[:-1]
    return [KeepTogether([parts[-1] if parts else last, *signatures])]


def _hold(flowables: Flowables, width: float) -> Flowables:
    """A heading goes to the next page where no room is left for the beginning of what follows."""
    made: Flowables = []
    held: Flowables = []
    for one in flowables:
        if one.getKeepWithNext():  # type: ignore[no-untyped-call]
            one.keepWithNext = 0
            held.append(one)
            continue
        if held:
            room = sum(_height(h, width) for h in held)
            made += [CondPageBreak(room + _beginning(one, width)), *held]
            held = []
        made.append(one)
    return [*made, *held]


def _beginning(one: Flowable, width: float) -> float:
    """The height of what follows a heading that must stand under it on the same page."""
    if isinstance(one, KeepTogether):
        parts: list[Flowable] = getattr(one, "_content", [])
        return sum((_height(part, width) for part in parts), 0.0)
    whole = _height(one, width)
    return min(whole, TABLE_BEGINNING if isinstance(one, Table) else BEGINNING)


def _height(one: Flowable, width: float) -> float:
    return float(one.wrap(width, 10_000)[1] + one.getSpaceBefore())


def _head(block: b.Head, width: float) -> Flowables:
    return [HeadInk(block)]


def _title(block: b.Title, width: float) -> Flowables:
    big = style(measures.TITLE, "center", before=2.5 * measures.BETWEEN, leading=1.2, keep=True)
    note = style(measures.BODY, "center", leading=1.2, keep=True)
    made: Flowables = [paragraph(b.words(block.name, bold=True), big)]
    made += [balanced(line, _more()) for line in block.about]
    if block.note:
        made.append(paragraph(b.words(block.note, italic=True), note))
    if block.rule:
        rule = HRFlowable(width=width * 0.3, thickness=0.7, color="black", spaceBefore=3)
        made.append(rule)
    return [*made, Spacer(0, measures.BETWEEN)]


def _heading(block: b.Heading, width: float) -> Flowables:
    look = style(measures.BODY, block.align, before=1.5 * measures.BETWEEN, keep=True)
    return [paragraph(block.text, look)]


def _paragraph(block: b.Paragraph, width: float) -> Flowables:
    size = block.size or measures.BODY
    before = measures.BETWEEN
    look = style(size, block.align, block.first, block.hang, before, keep=block.keep)
    return [paragraph(block.text, look)]


def _line(block: b.Line, width: float) -> Flowables:
    more = block.more if not block.parts[-1].value else 0
    return [lines.LineInk(block), *([lines.DotsInk(more)] if more else [])]


def _signatures(block: b.Signatures, width: float) -> Flowables:
    return [tables.signatures(block, width)]


def _together(block: b.Together, width: float) -> Flowables:
    return [KeepTogether(flow(block.blocks, width))]


def _cover(block: b.Cover, width: float) -> Flowables:
    return [CoverInk(block, lambda blocks, room: flow(blocks, room))]


def _big(block: b.Big, width: float) -> Flowables:
    look = style(block.size, "center", before=block.size * 0.4, leading=1.25)
    return [balanced(b.words(block.text, bold=block.bold), look)]


def _break(block: b.PageBreak, width: float) -> Flowables:
    return [*([ActionFlowable(("restart",))] if block.restart else []), NewPage()]


def _more() -> ParagraphStyle:
    return style(measures.TITLE, "center", leading=1.2, keep=True)


def _rule(block: b.Rule, width: float) -> Flowables:
    return [HRFlowable(width="100%", thickness=0.6, color="black", spaceBefore=6, spaceAfter=2)]


_DRAW: dict[type, Callable[[Any, float], Flowables]] = {
    b.Head: _head,
    b.Title: _title,
    b.Heading: _heading,
    b.Paragraph: _paragraph,
    b.Line: _line,
    b.Dots: lambda block, width: [lines.DotsInk(block.lines)],
    b.Table: lambda block, width: [tables.table(block, width)],
    b.Signatures: _signatures,
    b.Note: lambda block, width: [NoteInk(block)],
    b.Space: lambda block, width: [Spacer(0, block.height * mm)],
    b.PageBreak: _break,
    b.Code: lambda block, width: [CodeInk(block)],
    b.Rule: _rule,
    b.Together: _together,
    b.Cover: _cover,
    b.Big: _big,
    b.Contents: lambda block, width: [lines.ListedInk(line) for line in block.lines],
}
