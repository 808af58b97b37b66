"""What goes wrong on the way: torn and forged files, one sent twice, cells edited by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

EDITED_FIELD, EDITED_TEXT = "storage", "Ngăn mát, dùng trong ngày (sửa tay)"
MARK = "hong"  # what the name of a spoiled file begins with


def torn(source: Path, out: Path) -> None:
    """A file that the stick was pulled out on."""
    content = source.read_bytes()
    out.write_bytes(content[: len(content) * 3 // 5])


def another(source: Path, out: Path) -> None:
    """A file that is something else."""
    out.write_text("Kính gửi Sở, tôi gửi lại tệp sau.", encoding="utf-8")


def forged(source: Path, out: Path) -> None:
    """A workbook whose cover names another sender than it was signed for."""
    book = load_workbook(source)
    title, _, cell = book.defined_names["about_unit"].attr_text.partition("!")
    book[title.strip("'")][cell.replace("$", "")].value = "00004"
    book.save(out)


KINDS: tuple[Callable[[Path, Path], None], ...] = (torn, another, forged)


def spoil(source: Path, number: int) -> Path:
    """A spoiled copy beside a good workbook."""
    out = source.with_name(f"{MARK}-{number}-{source.name}")
    if not out.exists():
        KINDS[number % len(KINDS)](source, out)
    return out


def sent_twice(source: Path) -> Path:
    """The same file under another name, as messengers make it."""
    out = source.with_name(f"{source.stem} (1).xlsx")
    shutil.copyfile(source, out)
    return out


def edit_by_hand(source: Path, ids: list[str]) -> Path:
    """The workbook as somebody saved it again after typing over some products' cells."""
    out = source.with_name(f"{source.stem} sua tay.xlsx")
    if not out.exists():
        book = load_workbook(source)
        sheet, columns = _sheet_with(book.worksheets, EDITED_FIELD)
        rows = {sheet.cell(row, columns["_id"]).value: row for row in range(3, sheet.max_row + 1)}
        for id in ids:
            sheet.cell(rows[id], columns[EDITED_FIELD]).value = EDITED_TEXT
        book.save(out)
    return out


def _sheet_with(sheets: list[Worksheet], name: str) -> tuple[Worksheet, dict[str, int]]:
    for sheet in sheets:
        columns = {str(cell.value): cell.column for cell in sheet[1] if cell.value}
        if name in columns and "_id" in columns:
            return sheet, columns
    raise AssertionError(f"no sheet has a column {name}")
