"""The workbook without its rows, made by openpyxl: styles, headings, widths, lists, print set-up.

The rows are streamed into it afterwards (`workbook_write`), with the style numbers found here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ocop_desktop.exchange.cells import letters, unmistakable
from ocop_desktop.exchange.layout import FIRST_ROW, LABEL_ROW, Column, Layout
from ocop_desktop.schema.choice_types import Option
from ocop_desktop.schema.types import Type

ABOUT, ALTERNATIVES, LISTS = "_about", "_alternatives", "_lists"
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
_WIDTHS = {"date": 12, "money": 16, "whole": 11, "decimal": 11, "year": 8, "stars": 8}
_WIDTHS |= {"long_text": 48, "yes_no": 9, "phone": 16, "text": 26, "place": 22, "link": 30}
_SPARE = 500  # rows below the last that have drop-downs too
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
    _add_styles(book)
    for title, widths in (front or {}).items():
        _plain_sheet(book, title, widths, hidden=False).freeze_panes = "C2"
    book.properties.creator = author or "OCOP Desktop"
    choices = _Choices()
    for layout, title, rows in layouts:
        _sheet(book.create_sheet(title), layout, rows, choices)
        last = letters(len(layout.columns))[-1]
        where = f"'{title}'!$A$1:${last}${max(rows, 1) + LABEL_ROW}"
        book.defined_names[layout.range_name] = DefinedName(layout.range_name, attr_text=where)
    for title, widths in (extra or {}).items():
        _plain_sheet(book, title, widths, hidden=title.startswith("_"))
    choices.write(book)
    sheet = _plain_sheet(book, about, (40, 44, 18, 60, 10), hidden=False)
    sheet.column_dimensions["E"].hidden = True
    for number, kind in enumerate(_LOOKS, 1):
        sheet.cell(1, number).style = f"ocop_{kind}"
    for name, where in names.items():
        book.defined_names[name] = DefinedName(name, attr_text=where)
    return _taken_apart(book)


def _sheet(sheet: Worksheet, layout: Layout, rows: int, choices: _Choices) -> None:
    columns = letters(len(layout.columns))
    last_row = max(rows, 1) + LABEL_ROW
    for letter, column in zip(columns, layout.columns, strict=True):
        dimension = sheet.column_dimensions[letter]
        dimension.width = _width(column)
        if column.hidden:
            dimension.hidden = True
        else:
            choices.offer(sheet, column, f"{letter}{FIRST_ROW}:{letter}{last_row + _SPARE}")
    sheet.freeze_panes = f"B{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{LABEL_ROW}:{columns[-1]}{last_row}"
    _print_set_up(sheet)
    sheet.print_title_rows = f"{LABEL_ROW}:{LABEL_ROW}"


def _print_set_up(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="&A – trang &P/&N"))


def _plain_sheet(book: Any, title: str, widths: Sequence[float], *, hidden: bool) -> Worksheet:
    sheet: Worksheet = book.create_sheet(title)
    for letter, width in zip(letters(len(widths)), widths, strict=True):
        sheet.column_dimensions[letter].width = width
    _print_set_up(sheet)
    if hidden:
        sheet.sheet_state = "hidden"
    return sheet


def _width(column: Column) -> float:
    kind = column.field.type.kind if column.field else "link"
    return min(60, max(_WIDTHS.get(kind, 20), len(column.label) * 0.55))


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


class _Choices:
    """The drop-downs: each list stands once, in a hidden sheet."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, ...], str] = {}

    def offer(self, sheet: Worksheet, column: Column, where: str) -> None:
        """Give a column of choices its drop-down."""
        if column.field is None or column.shown_only:
            return
        words = _words(column.field.type)
        if not words:
            return
        letter = self._lists.setdefault(words, letters(len(self._lists) + 1)[-1])
        rule = DataValidation(
            type="list", formula1=f"'{LISTS}'!${letter}$1:${letter}${len(words)}", allow_blank=True
        )
        rule.errorStyle = "warning"
        rule.add(where)
        sheet.add_data_validation(rule)

    def write(self, book: Any) -> None:
        """Write the lists into their sheet."""
        sheet = book.create_sheet(LISTS)
        sheet.sheet_state = "hidden"
        for words, letter in self._lists.items():
            for number, word in enumerate(words, 1):
                sheet[f"{letter}{number}"] = word


def _words(type: Type) -> tuple[str, ...]:
    if type.kind == "yes_no":
        return ("Có", "Không")
    if type.kind != "choice":
        return ()
    labels = unmistakable(type)
    offered: list[Option] = getattr(type, "offered", list)()
    return tuple(labels.get(option.code, option.code) for option in offered)


# -- taken apart ----------------------------------------------------------------------------------


def _taken_apart(book: Any) -> Shell:
    titles = [sheet.title for sheet in book.worksheets if sheet.title != LISTS]
    place = {sheet.title: number for number, sheet in enumerate(book.worksheets, 1)}
    file = BytesIO()
    book.save(file)
    with ZipFile(file) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    sheets, sample = {}, ""
    for title in titles:
        part = f"xl/worksheets/sheet{place[title]}.xml"
        before, sample, after = _split(parts.pop(part))
        sheets[title] = SheetShell(part, before, after)
    numbers = (int(style or 0) for style in _STYLE.findall(sample))  # the last sheet's: `about`
    return Shell(parts, sheets, dict(zip(_LOOKS, numbers, strict=True)))


def _split(xml: bytes) -> tuple[str, str, str]:
    """A sheet's XML before, in and after its rows."""
    head, _, rest = xml.decode("utf-8").replace("<sheetData/>", _NO_ROWS).partition("<sheetData>")
    rows, _, tail = rest.partition("</sheetData>")
    return f"{head}<sheetData>", rows, f"</sheetData>{tail}"


_NO_ROWS = "<sheetData></sheetData>"
