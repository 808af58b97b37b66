"""A document written as .docx: A4, official margins, Times New Roman, page numbers on top."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ocop_desktop.documents import measures
from ocop_desktop.documents.blocks import Document
from ocop_desktop.documents.word.flow import flow
from ocop_desktop.documents.word.paragraphs import FACE, field, paragraph

LANGUAGE = "vi-VN"


def write(document: Document, out: Path) -> None:
    """Write the document for Word; its words are those of the PDF."""
    made = docx.Document()
    _style(made)
    sheet = measures.Sheet(document.landscape)
    _page(made.sections[0], sheet)
    flow(made, document.blocks, sheet)
    _describe(made, document)
    made.save(str(out))


def _style(made: Any) -> None:
    """Every paragraph begins as body text does."""
    style = made.styles["Normal"]
    style.font.name, style.font.size = FACE, Pt(measures.BODY)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), FACE)
    language = style.element.rPr.makeelement(qn("w:lang"), {qn("w:val"): LANGUAGE})
    style.element.rPr.append(language)
    style.paragraph_format.space_before = Pt(measures.BETWEEN)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    style.paragraph_format.widow_control = True


def _page(section: Any, sheet: measures.Sheet) -> None:
    """Size, margins, and the number in the top margin from the second page."""
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
    section.top_margin, section.bottom_margin = Mm(measures.TOP), Mm(measures.BOTTOM)
    section.left_margin, section.right_margin = Mm(measures.LEFT), Mm(measures.RIGHT)
    section.header_distance = Mm(measures.NUMBER_FROM_TOP - 4)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    paragraph(number, (), "center", before=0)
    field(number, "PAGE")


def _describe(made: Any, document: Document) -> None:
    facts = made.core_properties
    facts.title, facts.author = document.title, document.author
    facts.subject, facts.language = document.title, LANGUAGE
    facts.comments = ""
