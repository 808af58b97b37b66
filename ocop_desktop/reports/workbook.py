"""The report as a workbook: a sheet of headline figures and a sheet for each table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ocop_desktop.reports.words import DASH

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from ocop_desktop.reports.figures import Figures
    from ocop_desktop.reports.table import Cell

FIRST_SHEET = "Số liệu chung"
WIDE, NARROW = 52, 16


def write_workbook(report: Figures, file: Path) -> None:
    """Write the report; the finished file takes the place of an older one in one step."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = FIRST_SHEET
    _fill(sheet, report.title, ["Chỉ tiêu", "Số liệu"], [list(line) for line in report.lines()])
    for table in report.tables:
        heads = [column.label for column in table.columns]
        _fill(book.create_sheet(_sheet_name(table.title)), table.title, heads, table.cells())
    part = file.with_name(f"{file.name}.part")
    try:
        book.save(part)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _fill(sheet: Worksheet, title: str, heads: list[str], rows: list[list[Cell]]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.append([title])
    sheet.append([])
    sheet.append(heads)
    for row in rows:
        sheet.append([DASH if cell is None else cell for cell in row])
    sheet["A1"].font = Font(bold=True, size=13)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for line in sheet.iter_rows(min_row=4):
        for cell in line:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
            if isinstance(cell.value, int | float):
                cell.number_format = "#,##0.##" if isinstance(cell.value, float) else "#,##0"
    for number in range(1, len(heads) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDE if number == 1 else NARROW
    sheet.freeze_panes = "B4"


def _sheet_name(title: str) -> str:
    """A title as Excel takes it: no sign it forbids, at most 31 letters."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in title)[:31].strip()
