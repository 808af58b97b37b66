"""A plain workbook of one list: a heading, rows, texts as texts, dates and numbers as themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ocop_desktop.schema import Value

Cell = str | int | float | date | Decimal | None
_NUMBERS = ("money", "whole", "decimal", "year", "stars")
_WIDTHS = {"money": 18, "date": 12, "stars": 7, "year": 8, "whole": 12, "decimal": 12, "phone": 14}
_A4 = 9  # Excel's number of the paper
_WIDE, _WIDEST, _HEADING_FILL = 28, 48, "E6F1EB"
_FORMATS = {"money": "#,##0", "whole": "#,##0", "decimal": "#,##0.####", "date": "dd/mm/yyyy"}


def cell_of(kind: str, value: Value, text: str) -> Cell:
    """What a spreadsheet should hold of a value that is shown as this text."""
    if value is None or not text:
        return None
    if kind in _NUMBERS and isinstance(value, int | str) and not isinstance(value, bool):
        return Decimal(str(value)) if kind == "decimal" else int(value)
    if kind == "date" and isinstance(value, str) and len(value) == 10:
        return date.fromisoformat(value)
    return text


def write(
    file: Path,
    title: str,
    heads: Sequence[str],
    kinds: Sequence[str],
    rows: Iterable[Sequence[Cell]],
) -> None:
    """Write the workbook under another name, then put it in its place.

    A row of one cell is a heading across the rows below it.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToHeight = 0  # as wide as the paper, as many sheets as it takes
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    naming = next((n for n, kind in enumerate(kinds, 1) if kind in ("text", "link")), 0)
    for number, kind in enumerate(kinds, 1):
        width = _WIDEST if number == naming else _WIDTHS.get(kind, _WIDE)
        sheet.column_dimensions[get_column_letter(number)].width = width
    bold, fill = Font(bold=True), PatternFill("solid", fgColor=_HEADING_FILL)

    def made(value: Any, kind: str = "") -> Any:
        cell: Any = WriteOnlyCell(sheet, value)
        if isinstance(value, str):
            cell.data_type, cell.number_format = "s", "@"  # "=1" and "0912" stay as they are
        elif kind in _FORMATS:
            cell.number_format = _FORMATS[kind]
        return cell

    line = [made(head) for head in heads]
    for cell in line:
        cell.font, cell.fill = bold, fill
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.append(line)
    for row in rows:
        if len(row) == 1 and len(heads) > 1:
            heading = made(row[0])
            heading.font = bold
            sheet.append([heading])
        else:
            sheet.append([made(value, kind) for value, kind in zip(row, kinds, strict=True)])
    part = file.with_name(f"{file.name}.part")
    try:
        book.save(part)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _sheet_name(title: str) -> str:
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in title)[:31] or "Danh sách"
