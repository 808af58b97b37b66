"""Reads a list made elsewhere (.xlsx, .xls, .csv) into one grid of cells, all texts in Unicode.

The file is only read. Merged cells are filled; what a font or the bytes show to be TCVN3 or VNI is
turned into Unicode, and what was turned is told.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import python_calamine as calamine

from ocop_desktop.exchange import foreign_csv, legacy
from ocop_desktop.messages import Trouble

Cell = str | int | float | bool | date | None
LARGEST_FILE, LARGEST_PART = 64_000_000, 400_000_000  # bytes; of a part once unpacked
MOST_CELLS, MOST_COLUMNS = 12_000_000, 2_000
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_REFERENCE = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*)')
_LEGACY = re.compile(rb'val="(\.Vn|VNI[-_ ])', re.IGNORECASE)
_ERROR = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")
_BROKEN = (BadZipFile, KeyError, ValueError, EOFError, OSError, zlib.error, RuntimeError)


@dataclass(frozen=True)
class Turned:
    """A text that was in an old encoding: where it stands, before and after."""

    row: int
    column: int
    before: str
    after: str


@dataclass
class Grid:
    """One sheet: its cells by row and column from 0; `wide` merged ranges of several columns."""

    name: str
    cells: list[list[Cell]]
    encoding: str = ""  # what texts were in: TCVN3, VNI, cp1258, "" for Unicode
    turned: list[Turned] = field(default_factory=list)
    wide: set[tuple[int, int]] = field(default_factory=set)  # row, column covered, not first
    tall: set[tuple[int, int]] = field(default_factory=set)
    errors: int = 0  # cells like #REF!, read as blank
    others: list[str] = field(default_factory=list)  # other sheets that hold something


def read(path: Path, sheet: str = "") -> list[Grid]:
    """Every sheet of a file that holds anything (or the one named), as they stand.

    Raises Trouble: list_missing, list_unreadable, list_too_large, list_empty, workbook_sealed.
    """
    if not path.is_file():
        raise Trouble("list_missing", file=str(path))
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Trouble("list_too_large", file=path.name)
        with path.open("rb") as file:
            head = file.read(4)
        grids = list(_workbook(path, head) if head in (_OLE, _ZIP) else _text(path))
    except OSError as error:
        raise Trouble("list_unreadable", file=path.name) from error
    grids = [grid for grid in grids if any(any(_filled(c) for c in row) for row in grid.cells)]
    if sheet:
        grids = [grid for grid in grids if grid.name == sheet]
    if not grids:
        raise Trouble("list_empty", file=path.name)
    return grids


def _filled(cell: Cell) -> bool:
    return cell is not None and cell != ""


def _text(path: Path) -> Iterator[Grid]:
    rows, encoding = foreign_csv.read(path)
    grid = Grid(path.stem, [list(row) for row in rows], encoding)
    if not encoding:
        _guess(grid)
    _without_errors(grid)
    yield grid


def _workbook(path: Path, head: bytes) -> Iterator[Grid]:
    with_fonts = False
    try:
        if head == _ZIP:
            with_fonts = _look_into(path)
        with calamine.CalamineWorkbook.from_path(str(path)) as book:
            for about in book.sheets_metadata:
                if about.typ == calamine.SheetTypeEnum.WorkSheet:
                    yield _sheet(path, book.get_sheet_by_name(about.name), with_fonts)
    except calamine.PasswordError as error:
        raise Trouble("workbook_sealed", file=path.name) from error
    except (calamine.CalamineError, *_BROKEN) as error:
        raise Trouble("list_unreadable", file=path.name) from error


def _look_into(path: Path) -> bool:
    """Refuse what would fill the memory; say whether fonts of an old encoding are used."""
    fonts = False
    with ZipFile(path) as zipped:
        for part in zipped.infolist():
            if part.file_size > LARGEST_PART:
                raise Trouble("list_too_large", file=path.name)
            name = part.filename.lower()
            if name in ("xl/styles.xml", "xl/sharedstrings.xml"):
                fonts = fonts or bool(_LEGACY.search(zipped.read(part)))
            elif name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with zipped.open(part) as content:
                    _measure(path, content)
    return fonts


def _measure(path: Path, content: Any) -> None:
    """A cell far away makes a sheet of thousands of millions of cells: not such a sheet."""
    right = down = 0
    tail = b""
    while chunk := content.read(1 << 20):
        for found in _REFERENCE.finditer(tail + chunk):
            right, down = max(right, _number(found[1])), max(down, int(found[2]))
        tail = chunk[-60:]
    if right > MOST_COLUMNS or right * down > MOST_CELLS:
        raise Trouble("list_too_large", file=path.name)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet(path: Path, sheet: Any, with_fonts: bool) -> Grid:
    cells = [[_cell(one) for one in row] for row in sheet.to_python(skip_empty_area=False)]
    grid = Grid(sheet.name, cells)
    if with_fonts:
        _by_fonts(path, grid)
    else:
        _guess(grid)
    _without_errors(grid)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        _fill(grid, top, left, bottom, right)
    return grid


def _cell(cell: Any) -> Cell:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    if isinstance(cell, str | int | float | bool | date):
        return cell
    return str(cell) if cell is not None else None


def _by_fonts(path: Path, grid: Grid) -> None:
    """Texts set in a font of an old encoding, a whole cell or a part of one."""
    from openpyxl import load_workbook

    book = load_workbook(path, rich_text=True, data_only=True)
    for line in book[grid.name].iter_rows():
        for cell in line:
            row, column, text = (cell.row or 0) - 1, (cell.column or 0) - 1, cell.value
            if not isinstance(text, str | list) or row >= len(grid.cells):
                continue
            before = str(text)
            after = _runs(text, cell.font.name or "")
            if after != before and column < len(grid.cells[row]):
                grid.cells[row][column] = after
                grid.turned.append(Turned(row, column, before, after))
                grid.encoding = grid.encoding or legacy.encoding_of(cell.font.name or "")
    book.close()


def _runs(text: Any, font: str) -> str:
    if isinstance(text, str):
        return legacy.by_font(text, font)
    parts = []
    for run in text:
        name = getattr(getattr(run, "font", None), "rFont", None) or font
        parts.append(legacy.by_font(str(run), name))
    return "".join(parts)


def _guess(grid: Grid) -> None:
    """The same where no font says it: by what the texts of the sheet would mean."""
    texts = [cell for row in grid.cells for cell in row if isinstance(cell, str)]
    grid.encoding = legacy.guess(texts)
    read = legacy.reader(grid.encoding)
    for number, row in enumerate(grid.cells):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and (after := read(cell)) != cell:
                grid.turned.append(Turned(number, column, cell, after))
                row[column] = after


def _without_errors(grid: Grid) -> None:
    for row in grid.cells:
        for column, cell in enumerate(row):
            if isinstance(cell, str) and _ERROR.fullmatch(cell.strip()):
                row[column], grid.errors = None, grid.errors + 1


def _fill(grid: Grid, top: int, left: int, bottom: int, right: int) -> None:
    """A merged range holds its value down every row; across it stays in its first column."""
    bottom = min(bottom, len(grid.cells) - 1)
    value = grid.cells[top][left] if top <= bottom and left < len(grid.cells[top]) else None
    for row in range(top, bottom + 1):
        if left < len(grid.cells[row]):
            grid.cells[row][left] = value
        grid.wide |= {(row, column) for column in range(left + 1, right + 1)}
    grid.tall |= {(row, left) for row in range(top + 1, bottom + 1)}
