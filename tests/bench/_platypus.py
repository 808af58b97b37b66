"""Bare platypus, the bound of printing: the words of our blocks, and nothing that makes them ours."""

from html import escape
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from ocop_desktop import paths
from ocop_desktop.documents import blocks as b
from ocop_desktop.documents.lines import lines, text_of

FACE = "Bare"


class Bare:
    """Draws documents with a paragraph for each line and each cell."""

    def __init__(self) -> None:
        file = paths.resources_dir() / "fonts" / "LiberationSerif-Regular.ttf"
        pdfmetrics.registerFont(TTFont(FACE, str(file)))
        self.body = ParagraphStyle(
            "b", fontName=FACE, fontSize=13, leading=16, spaceBefore=6, alignment=TA_JUSTIFY
        )
        self.cell = ParagraphStyle("c", fontName=FACE, fontSize=12, leading=14)
        self.grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])

    def draw(self, document: b.Document, out: Path) -> int:
        """Draw a document; how many pages it took."""
        made: list[Any] = []
        for block in document.blocks:
            made += self._block(block)
        template = SimpleDocTemplate(
            str(out),
            leftMargin=31 * mm,
            rightMargin=16 * mm,
            topMargin=21 * mm,
            bottomMargin=21 * mm,
        )
        template.build(made)
        return int(template.page)

    def _block(self, block: b.Block) -> list[Any]:
        if isinstance(block, b.Table):
            return [self._table(block)]
        if isinstance(block, b.Together):
            return [one for inner in block.blocks for one in self._block(inner)]
        return [Paragraph(escape(line), self.body) for line in lines([block])]

    def _table(self, block: b.Table) -> Table:
        whole = sum(column.width for column in block.columns)
        widths = [163 * mm * column.width / whole for column in block.columns]
        rows = [[self._cell(column.label) for column in block.columns]]
        for row in block.rows:
            cells = [self._cell(text_of(words)) for words in row.cells]
            gap = len(widths) - len(cells)
            rows.append([cells[0], *[""] * gap, *cells[1:]])
        return Table(rows, colWidths=widths, repeatRows=1, style=self.grid)

    def _cell(self, text: str) -> Paragraph:
        return Paragraph(escape(text), self.cell)
