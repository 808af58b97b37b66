"""Cells of a table: the quick way of drawing a line looks like the ordinary one."""

from pathlib import Path

import pytest
from reportlab import platypus
from reportlab.pdfgen.canvas import Canvas

from ocop_desktop.documents.blocks import Box, Column, Document, Paragraph, Row, Run, Table
from ocop_desktop.documents.compose import fill
from ocop_desktop.documents.ink import fonts, rows
from ocop_desktop.documents.ink.draw import draw
from ocop_desktop.documents.ink.text import Laid, paragraph, style
from ocop_desktop.documents.lines import text_of
from ocop_desktop.documents.options import read_block
from ocop_desktop.documents.scope import Scope
from tests.documents import reading

WIDE = 400.0


def drawn(made: platypus.Paragraph, file: Path) -> list[reading.Line]:
    """The lines of one paragraph, drawn alone on a page."""
    canvas = Canvas(str(file))
    made.wrapOn(canvas, WIDE, 700)
    made.drawOn(canvas, 80, 500)
    canvas.save()
    return reading.read(file)[0].lines


@pytest.mark.parametrize("align", ["left", "center", "right"])
@pytest.mark.parametrize("size", [11.0, 12.0, 13.0])
def test_a_line_of_a_cell_stands_where_a_paragraph_would(
    align: str, size: float, tmp_path: Path
) -> None:
    fonts.register()
    words = (Run("Đơn vị tính: nghìn đồng"),)
    (quick,) = rows.cell(words, align, size)
    assert isinstance(quick, rows.Quick)
    mine = drawn(quick, tmp_path / "quick.pdf")
    theirs = drawn(paragraph(words, style(size, align, leading=1.15)), tmp_path / "plain.pdf")
    assert quick.one_line
    assert [line.text for line in mine] == [line.text for line in theirs]
    for one, other in zip(mine, theirs, strict=True):
        assert one.bottom == pytest.approx(other.bottom, abs=0.05)
        assert one.left == pytest.approx(other.left, abs=0.05)


def test_words_beside_a_box_hang_where_they_begin(tmp_path: Path) -> None:
    fonts.register()
    long = "Có hợp đồng liên kết trên 75% sản lượng tiêu thụ và tổ chức thực hiện " * 2
    (cell,) = rows.cell((Box(ticked=True), Run(f" {long}")), "left", 12.0)
    first, *others = drawn(cell, tmp_path / "box.pdf")
    assert others
    for line in others:
        assert line.left == pytest.approx(first.left, abs=0.3)


def test_lines_kept_for_the_next_document_are_the_same_lines(tmp_path: Path) -> None:
    """Tall cells are cut, long texts go over pages: what was kept of them must stay whole."""
    long = "Các nhãn hiệu sử dụng trên bao bì được cấp Giấy chứng nhận đăng ký. " * 30
    mixed = (Run(long, bold=True), Run(long))
    columns = (Column("Tiêu chí", 1), Column("Mô tả", 3))
    table = Table(columns, tuple(Row(((Run(str(n)),), mixed)) for n in range(3)))
    document = Document("Thử", (Paragraph(mixed), table, Paragraph((Run(long),))))
    Laid.forget()
    draw(document, tmp_path / "cold.pdf")
    for _ in range(2):
        draw(document, tmp_path / "warm.pdf")
        assert reading.text_of(tmp_path / "warm.pdf") == reading.text_of(tmp_path / "cold.pdf")


def test_a_line_that_stays_empty_takes_no_room_in_its_cell() -> None:
    item = {"label": "Máy", "cell": "{row.name}\n{row.serial}"}
    table = read_block({"is": "table", "rows": "made.items", "columns": [item]})
    items = [{"name": "Máy sấy"}, {"serial": "A1"}, {"name": "Máy", "serial": "B"}, {}]
    (made,) = fill([table], Scope({"made": {"items": items}}))
    assert isinstance(made, Table)
    said = [text_of(row.cells[0]) for row in made.rows]
    assert said == ["Máy sấy", "A1", "Máy\nB", ""]


def test_a_box_never_parts_from_what_it_asks(tmp_path: Path) -> None:
    for count in range(20, 40):
        words = (Run("x" * count + " " + "y" * 34 + " "), Box(), Run(" Sửa đổi"))
        file = tmp_path / f"{count}.pdf"
        draw(Document("T", (Paragraph(words, "left"),)), file)
        (page,) = reading.read(file)
        (box,) = [s for s in page.strokes if s.width > 2.6]
        (asked,) = [letter for letter in page.letters if letter.text == "S"]
        assert box.bottom <= asked.bottom + 1 <= box.top + 1
