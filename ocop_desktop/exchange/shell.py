"""The workbook without its rows, made by openpyxl: styles, headings, widths, lists, print set-up.

The rows are streamed into it afterwards (`workbook_write`), with the style numbers found here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ocop_desktop.exchange.cells import letters
from ocop_desktop.exchange.layout import FIRST_ROW, LABEL_ROW, Layout
from ocop_desktop.exchange.more_sheets import NewSheet, added
from ocop_desktop.exchange.sheet_xml import LISTS, Choices, fitted, is_wide, last_row

_FONT = "Times New Roman"
_LINE = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", fgColor="DCEFE3")
_FORMATS = {
    "date": "dd/mm/yyyy",
    "money": "#,##0",
    "whole": "#,##0",
    "decimal": "General",
    "year": "0",
    "stars": "0",
}
_STYLE = re.compile(r'<c r="[A-Z]+1"(?: s="(\d+)")?')


@dataclass(frozen=True)
class SheetShell:
    """One sheet's XML before and after its rows."""

    part: str  # its name within the zip
    before: str
    after: str


@dataclass(frozen=True)
class Shell:
    """All parts of the workbook; those of `sheets` lack their rows."""

    others: Mapping[str, bytes]
    sheets: Mapping[str, SheetShell]  # by sheet title
    styles: Mapping[str, int]  # style numbers by kind of value; "head" for headings


def make(
    layouts: Sequence[tuple[Layout, str, int]],
    names: Mapping[str, str],
    *,
    about: str,
    author: str = "",
    front: Mapping[str, Sequence[float]] | None = None,
    extra: Mapping[str, Sequence[float]] | None = None,
) -> Shell:
    """The shell of a workbook: (layout, title, number of rows) for each sheet.

    `names` are defined names, `about` the title of the last sheet, `front` and `extra` plain
    sheets before and after those of the forms (title -> widths; one that begins with _ is hidden).
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = author or "OCOP Desktop"
    _add_styles(book)
    for title, widths in (front or {}).items():
        _plain_sheet(book, title, widths).freeze_panes = "C2"
    for title, widths in (extra or {}).items():
        _plain_sheet(book, title, widths, hidden=title.startswith("_"))
    choices, pattern = Choices(), _split(_pattern())
    forms = {
        title: fitted(pattern[0], pattern[2], layout, rows, choices)
        for layout, title, rows in layouts
    }
    choices.write(book)
    _about(book, about)
    new = [_new_sheet(*given) for given in layouts]
    parts, plain, styles = _taken_apart(book)
    sheets = plain | {
        sheet.title: SheetShell(sheet.part(number), *forms[sheet.title])
        for number, sheet in enumerate(new, 1)
    }
    return Shell(added(parts, new, len(front or {}), names), sheets, styles)


def _new_sheet(layout: Layout, title: str, rows: int) -> NewSheet:
    corner = f"${letters(len(layout.columns))[-1]}${last_row(rows)}"
    # an empty sheet is not printed; LibreOffice takes a fifth of a second for each repeated column
    repeated = is_wide(layout) and rows > 0
    return NewSheet(title, corner, LABEL_ROW, repeated, layout.range_name)


@cache
def _pattern() -> bytes:
    """One sheet as all forms' sheets are set up, made by openpyxl."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.column_dimensions["A"].width = 10
    sheet.freeze_panes = f"B{FIRST_ROW}"
    sheet.auto_filter.ref = "A2:B3"
    _print_set_up(sheet)
    file = BytesIO()
    book.save(file)
    with ZipFile(file) as zipped:
        return zipped.read("xl/worksheets/sheet1.xml").replace(b' tabSelected="1"', b"")


def _about(book: Workbook, title: str) -> None:
    sheet = _plain_sheet(book, title, ABOUT_WIDTHS)
    sheet.column_dimensions["E"].hidden = True
    for number, look in enumerate(_LOOKS, 1):
        sheet.cell(1, number).style = f"ocop_{look}"


def _print_set_up(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="&A – trang &P/&N"))


def _plain_sheet(
    book: Any, title: str, widths: Sequence[float], *, hidden: bool = False
) -> Worksheet:
    sheet: Worksheet = book.create_sheet(title)
    for letter, width in zip(letters(len(widths)), widths, strict=True):
        sheet.column_dimensions[letter].width = width
    _print_set_up(sheet)
    if hidden:
        sheet.sheet_state = "hidden"
    return sheet


ABOUT_WIDTHS = (40, 44, 18, 60, 10)
_LOOKS = ("text", "head", *_FORMATS)


def _add_styles(book: Workbook) -> None:
    """One named style for each look: far quicker than dressing cells one by one."""
    for kind in _LOOKS:
        head = kind == "head"
        style = NamedStyle(f"ocop_{kind}", number_format=_FORMATS.get(kind, "@"))
        style.font = Font(name=_FONT, size=11, bold=head)
        style.border = _BORDER
        across = "center" if head else None
        down = "center" if head else "top"
        style.alignment = Alignment(wrap_text=True, vertical=down, horizontal=across)
        if head:
            style.fill = _HEAD_FILL
            style.number_format = "General"
        book.add_named_style(style)


# -- taken apart ----------------------------------------------------------------------------------


def _taken_apart(book: Workbook) -> tuple[dict[str, bytes], dict[str, SheetShell], dict[str, int]]:
    """The parts of the workbook, its plain sheets apart from them, and the style numbers."""
    file = BytesIO()
    book.save(file)
    with ZipFile(file) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    sheets, sample = {}, ""
    for number, sheet in enumerate(book.worksheets, 1):
        if sheet.title != LISTS:
            part = f"xl/worksheets/sheet{number}.xml"
            before, sample, after = _split(parts.pop(part))
            sheets[sheet.title] = SheetShell(part, before, after)
    numbers = (int(style or 0) for style in _STYLE.findall(sample))  # the last sheet's: `about`
    return parts, sheets, dict(zip(_LOOKS, numbers, strict=True))


def _split(xml: bytes) -> tuple[str, str, str]:
    """A sheet's XML before, in and after its rows."""
    head, _, rest = xml.decode("utf-8").replace("<sheetData/>", _NO_ROWS).partition("<sheetData>")
    rows, _, tail = rest.partition("</sheetData>")
    return f"{head}<sheetData>", rows, f"</sheetData>{tail}"


_NO_ROWS = "<sheetData></sheetData>"
