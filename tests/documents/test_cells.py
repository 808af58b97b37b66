"""Cells of a table: the quick way of drawing a line looks like the ordinary one."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from ocop_desktop.documents.blocks import Box, Run
from ocop_desktop.documents.ink import fonts, rows
from ocop_desktop.documents.ink.text import paragraph, style
from tests.documents import reading

WIDE = 400.0


def drawn(made: Paragraph, file: Path) -> list[reading.Line]:
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
