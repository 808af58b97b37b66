"""Tables, heads and signatures in Word: ruled or without rules, their widths fixed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ocop_desktop.documents import blocks as b
from ocop_desktop.documents import measures
from ocop_desktop.documents.ink import fonts
from ocop_desktop.documents.ink.head import LEFT_SHARE, RULE_SHARE, parted
from ocop_desktop.documents.ink.widths import column_widths
from ocop_desktop.documents.word.paragraphs import paragraph, rule_below

POINT = 25.4 / 72
PAD = 1.3
"""Millimetres kept free at either side of a cell, as on the drawn page."""

HELD_ROWS = 2


def grid(made: Any, widths: Sequence[float], rows: int, *, ruled: bool) -> Any:
    """An empty table of so many rows, its columns in millimetres; it joins no table before it."""
    if _last(made).tag == qn("w:tbl"):
        between = paragraph(made.add_paragraph(), (), before=0, keep=True)
        between.paragraph_format.line_spacing = Pt(2)
    table = made.add_table(rows=rows, cols=len(widths))
    table.style = "Table Grid" if ruled else "Normal Table"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _pad(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def hold(made: Any) -> None:
    """Keep what stands last in a document on the page of what follows."""
    last = _last(made)
    if last.tag == qn("w:p"):
        made.paragraphs[-1].paragraph_format.keep_with_next = True
    elif last.tag == qn("w:tbl"):
        for row in made.tables[-1].rows[-HELD_ROWS:]:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True


def _last(made: Any) -> Any:
    """The last paragraph or table of a document."""
    found = [one for one in made.element.body if one.tag != qn("w:sectPr")]
    return found[-1] if found else made.element.body


def _pad(table: Any) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(PAD / POINT * 20)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)  # noqa: SLF001 (python-docx has no margins of cells)


def table(made: Any, block: b.Table, sheet: measures.Sheet) -> None:
    """A ruled table whose heading is repeated on every page."""
    fonts.register()
    size = block.size or measures.TABLE
    widths = [one * POINT for one in column_widths(block, size, sheet.room / POINT)]
    heads = 1 + block.numbered
    ruled = grid(made, widths, heads + len(block.rows), ruled=True)
    rows = list(ruled.rows)
    _fill(rows[0], [b.words(c.label, bold=True) for c in block.columns], ["center"] * 99, size)
    if block.numbered:
        numbers = [b.words(f"({n})", italic=True) for n in range(1, len(widths) + 1)]
        _fill(rows[1], numbers, ["center"] * 99, size - 1)
    for row in rows[:heads]:
        _mark(row, "w:tblHeader")
    aligns = [column.align for column in block.columns]
    for row, content in zip(rows[heads:], block.rows, strict=True):
        _row(row, content, aligns, block)


def _row(row: Any, content: b.Row, aligns: Sequence[str], block: b.Table) -> None:
    size = block.size or measures.TABLE
    _mark(row, "w:cantSplit")
    if block.row_height or not any(content.cells):
        row.height = Mm(block.row_height or 8.0)
    if content.kind == "group":
        last = len(aligns) - len(content.cells)
        merged = row.cells[0].merge(row.cells[last])
        _cell(merged, content.cells[0], "left", size, bold=True)
        for cell, words in zip(row.cells[last + 1 :], content.cells[1:], strict=True):
            _cell(cell, words, "center", size, bold=True)
        return
    own = [content.align or aligns[0], *aligns[1:]]
    _fill(row, content.cells, own, size, bold=content.kind == "total")


def _fill(
    row: Any, cells: Sequence[b.Words], aligns: Sequence[str], size: float, bold: bool = False
) -> None:
    for cell, words, align in zip(row.cells, cells, aligns, strict=False):
        _cell(cell, words, align, size, bold)


def _cell(cell: Any, words: b.Words, align: str, size: float, bold: bool = False) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    text = tuple(_bolder(one) for one in words) if bold else words
    made = paragraph(cell.paragraphs[0], text, align, size=size, before=1)
    made.paragraph_format.space_after = Pt(2)


def _bolder(piece: b.Run | b.Box) -> b.Run | b.Box:
    return (
        b.Run(piece.text, True, piece.italic, piece.raised) if isinstance(piece, b.Run) else piece
    )


def _mark(row: Any, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 (python-docx has no such property)


# ---- head and signatures


def head(made: Any, block: b.Head, sheet: measures.Sheet) -> None:
    """Issuing body and number beside Quốc hiệu and Tiêu ngữ."""
    fonts.register()
    left = sheet.room * LEFT_SHARE if block.agency else 0.0
    widths = [left, sheet.room - left] if block.agency else [sheet.room]
    cells = grid(made, widths, 1, ruled=False).rows[0].cells
    if block.agency:
        _agency(cells[0], block, left - 2 * PAD)
    _country(cells[-1], block, widths[-1] - 2 * PAD)


def _agency(cell: Any, block: b.Head, room: float) -> None:
    lines = [(line, False) for line in parted(block.superior, room / POINT)]
    lines += [(line, True) for line in parted(block.agency, room / POINT, bold=True)]
    longest = max(fonts.width(line, measures.COUNTRY, bold) for line, bold in lines) * POINT
    for number, (line, bold) in enumerate(lines):
        words = b.words(line, bold=bold)
        _centred(cell, words, measures.COUNTRY, new=number > 0)
    _short_rule(cell, room, longest * RULE_SHARE)
    for words, size in ((block.number, measures.BODY), (block.about, measures.COUNTRY)):
        if words:
            _centred(cell, words, size, before=4)


def _country(cell: Any, block: b.Head, room: float) -> None:
    _centred(cell, b.words(block.country, bold=True), measures.COUNTRY, new=False)
    _centred(cell, b.words(block.motto, bold=True), measures.MOTTO)
    length = fonts.width(block.motto, measures.MOTTO, bold=True) * POINT
    _short_rule(cell, room, length)
    if block.dated:
        _centred(cell, block.dated, measures.BODY, before=4)


def _centred(
    cell: Any, words: b.Words, size: float, *, new: bool = True, before: float = 0
) -> None:
    made = cell.add_paragraph() if new else cell.paragraphs[0]
    paragraph(made, words, "center", size=size, before=before)


def _short_rule(cell: Any, room: float, length: float) -> None:
    made = paragraph(cell.add_paragraph(), (), "center", before=0)
    made.paragraph_format.line_spacing = Pt(3)
    rule_below(made, indent=(room - length) / 2)


def signatures(made: Any, block: b.Signatures, sheet: measures.Sheet) -> None:
    """Signers beside each other, held together on one page."""
    hold(made)
    count = len(block.columns)
    shares = [0.44, 0.56] if count == 2 else [1 / count] * count
    row = grid(made, [sheet.room * share for share in shares], 1, ruled=False).rows[0]
    _mark(row, "w:cantSplit")
    for cell, column in zip(row.cells, block.columns, strict=True):
        if isinstance(column, b.Recipients):
            _recipients(cell, column)
        elif column is not None:
            _signer(cell, column, block.room)


def _recipients(cell: Any, block: b.Recipients) -> None:
    label = (b.Run(block.label, bold=True, italic=True),)
    paragraph(cell.paragraphs[0], label, size=measures.TABLE, before=12)
    for line in block.lines:
        paragraph(cell.add_paragraph(), b.words(line), size=measures.RECIPIENTS, before=0)


def _signer(cell: Any, sign: b.Sign, room: float) -> None:
    paragraph(cell.paragraphs[0], sign.dated, "center", before=12, keep=True)
    for post in sign.posts:
        words = b.words(post, bold=True)
        paragraph(cell.add_paragraph(), words, "center", before=0, keep=True)
    if sign.note:
        words = b.words(sign.note, italic=True)
        paragraph(cell.add_paragraph(), words, "center", before=0, keep=True)
    words = b.words(sign.name, bold=True)
    paragraph(cell.add_paragraph(), words, "center", before=room / POINT)
