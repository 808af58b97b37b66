"""Small workbooks for people: headings and rows, one sheet after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ocop_desktop.exchange.whole_file import whole_file
from ocop_desktop.schema.types import cell_text

_BOLD = Font(name="Times New Roman", size=11, bold=True)
_FONT = Font(name="Times New Roman", size=11)
_FILL = PatternFill("solid", fgColor="DCEFE3")


@dataclass(frozen=True)
class Page:
    """One sheet: its title, its headings, its rows; a row of machine names above, hidden."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[object]]
    machine: Sequence[str] = ()


def write(path: Path, pages: Sequence[Page]) -> None:
    """Write a workbook whole or not at all; raise Trouble where the disk refuses."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        sheet = book.create_sheet(page.title[:31])
        _fill(sheet, page)
    with whole_file(path) as part:
        book.save(part)


def _fill(sheet: Worksheet, page: Page) -> None:
    top = 1
    if page.machine:
        _line(sheet, 1, page.machine)
        sheet.row_dimensions[1].hidden = True
        top = 2
    _line(sheet, top, page.headings)
    for cell in sheet[top]:
        cell.font, cell.fill = _BOLD, _FILL
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    for number, row in enumerate(page.rows, top + 1):
        _line(sheet, number, row)
    for number, heading in enumerate(page.headings, 1):
        column = [len(str(row[number - 1])) for row in page.rows if len(row) >= number]
        longest = max([len(heading), *column])
        width = min(48, max(10, longest + 3))
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"A{top + 1}"


def _line(sheet: Worksheet, number: int, values: Sequence[object]) -> None:
    for column, value in enumerate(values, 1):
        if value in (None, ""):
            continue
        cell = sheet.cell(number, column)
        plain = isinstance(value, int | float) and not isinstance(value, bool)
        cell.value = value if plain else cell_text(value)  # type: ignore[assignment]
        if not plain:
            cell.data_type = "s"  # text that begins with = is text
            cell.number_format = "@"
        cell.font = _FONT
        cell.alignment = Alignment(wrap_text=True, vertical="top")
