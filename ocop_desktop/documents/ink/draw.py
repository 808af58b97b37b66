"""A document drawn into a PDF file: A4, official margins, numbers from the second page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from ocop_desktop.documents import measures
from ocop_desktop.documents.blocks import Document
from ocop_desktop.documents.ink import fonts, shapes
from ocop_desktop.documents.ink.flow import flow
from ocop_desktop.documents.ink.shapes import Place
from ocop_desktop.memory import uncollected

__all__ = ["LANGUAGE", "Drawn", "EachPage", "Place", "draw", "draw_marked"]

EachPage = Callable[[int], None]
LANGUAGE = "vi-VN"


@dataclass(frozen=True)
class Drawn:
    """How many pages a document took, and where on them somebody signs."""

    pages: int
    places: tuple[Place, ...] = ()


def draw(
    document: Document,
    out: Path | BinaryIO,
    *,
    numbered: bool = True,
    each_page: EachPage | None = None,
) -> int:
    """Draw the document; how many pages it took.

    `each_page` is told every page's number as it is finished and may raise to stop the work.
    """
    return draw_marked(document, out, numbered=numbered, each_page=each_page).pages


def draw_marked(
    document: Document,
    out: Path | BinaryIO,
    *,
    numbered: bool = True,
    each_page: EachPage | None = None,
) -> Drawn:
    """Draw the document; how many pages it took and where it is to be signed."""
    fonts.register()
    sheet = measures.Sheet(document.landscape)
    target = str(out) if isinstance(out, Path) else out
    template = _Template(target, sheet, document, numbered)
    template.each_page = each_page
    with uncollected():
        template.build(flow(document.blocks, sheet.room * mm), canvasmaker=shapes.PageCanvas)
    places: list[Place] = getattr(template.canv, "places", [])
    return Drawn(int(template.page), tuple(places))


class _Template(BaseDocTemplate):
    """One frame between the margins, one page number above it."""

    each_page: EachPage | None = None
    before = 0

    def __init__(self, out: Any, sheet: measures.Sheet, document: Document, numbered: bool) -> None:
        super().__init__(
            out,
            pagesize=(sheet.width * mm, sheet.height * mm),
            title=document.title,
            author=document.author,
            subject=document.title,
            creator="OCOP Desktop",
            lang=LANGUAGE,
            invariant=1,
            displayDocTitle=True,
            initialFontName=fonts.face(),
        )
        on_page = partial(_number, sheet=sheet) if numbered else _nothing
        self.addPageTemplates(PageTemplate("page", [_frame(sheet)], onPage=on_page))

    def handle_restart(self) -> None:
        """The next page is the first of another document."""
        self.before = self.page

    def afterPage(self) -> None:  # noqa: N802
        """Tell who waits that a page is done."""
        if self.each_page:
            self.each_page(self.page)


def _frame(sheet: measures.Sheet) -> Frame:
    height = sheet.height - measures.TOP - measures.BOTTOM
    return Frame(
        measures.LEFT * mm,
        measures.BOTTOM * mm,
        sheet.room * mm,
        height * mm,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


def _number(canvas: Any, template: Any, *, sheet: measures.Sheet) -> None:
    shapes.page_number(canvas, template.page - template.before, sheet)


def _nothing(canvas: Any, template: Any) -> None:
    """A page that is numbered later, with the dossier it is bound into."""
