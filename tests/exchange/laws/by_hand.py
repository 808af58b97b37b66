"""What officers do to a workbook in a spreadsheet program, done to its XML: it has to be fast."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

_ROW = re.compile(r"<row r=\"\d+\"([^>]*)>(.*?)</row>", re.DOTALL)
_CELL = re.compile(r'<c r="([A-Z]+)\d+"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_DATA = re.compile(r"<sheetData>(.*)</sheetData>", re.DOTALL)
_TEXT = re.compile(r"<t[^>]*>(.*?)</t>", re.DOTALL)


class Page:
    """The rows of one sheet: for each its attributes, and its cells by letter."""

    def __init__(self, xml: str) -> None:
        found = _DATA.search(xml)
        assert found is not None
        self._before, self._after = xml[: found.start(1)], xml[found.end(1) :]
        self.rows: list[tuple[str, dict[str, str]]] = [
            (attributes, {letter: (style + ">" + (inner or "")) for letter, style, inner in cells})
            for attributes, inside in _ROW.findall(found[1])
            for cells in [_CELL.findall(inside)]
        ]
        names = self.rows[0][1]
        self.letters = {self._text(cell): letter for letter, cell in names.items()}

    @staticmethod
    def _text(cell: str) -> str:
        found = _TEXT.search(cell)
        return found[1] if found else ""

    def of(self, id: str) -> int:
        """The place of a record's row."""
        letter = self.letters["_id"]
        places = (n for n, (_, cells) in enumerate(self.rows) if id in cells.get(letter, ""))
        return next(places)

    def put(self, place: int, name: str, value: str | int) -> None:
        """Type a text or a number into a cell."""
        letter = self.letters[name]
        if isinstance(value, int):
            self.rows[place][1][letter] = f"><v>{value}</v>"
        elif value == "":
            self.rows[place][1].pop(letter, None)
        else:
            self.rows[place][1][letter] = f' t="inlineStr"><is><t>{escape(value)}</t></is>'

    def add(self, **cells: str) -> None:
        """Type a new row below the last."""
        self.rows.append(("", {}))
        for name, value in cells.items():
            self.put(len(self.rows) - 1, name, value)

    @property
    def xml(self) -> str:
        """The sheet's XML, rows numbered anew."""
        rows = []
        for number, (attributes, cells) in enumerate(self.rows, 1):
            inside = "".join(
                f'<c r="{letter}{number}"{cell}</c>'
                for letter, cell in sorted(cells.items(), key=lambda c: (len(c[0]), c[0]))
            )
            rows.append(f'<row r="{number}"{attributes}>{inside}</row>')
        return self._before + "".join(rows) + self._after


def edited(source: Path, target: Path, kind: str, edit: Callable[[Page], None]) -> None:
    """A copy of a workbook in which the sheet of a form was changed."""
    with ZipFile(source) as zipped:
        parts = {info.filename: zipped.read(info) for info in zipped.infolist()}
    part = part_of(parts, kind)
    page = Page(parts[part].decode("utf-8"))
    edit(page)
    parts[part] = page.xml.encode("utf-8")
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)


def part_of(parts: dict[str, bytes], kind: str) -> str:
    """The part that holds the sheet of a form."""
    book = parts["xl/workbook.xml"].decode("utf-8")
    name = f"form_{kind.replace('.', '__')}"
    found = re.search(rf'<definedName name="{name}"[^>]*>\'(.*?)\'!', book)
    assert found is not None
    sheet = re.search(rf'name="{re.escape(found[1])}"[^>]*r:id="(.*?)"', book)
    assert sheet is not None
    links = parts["xl/_rels/workbook.xml.rels"].decode("utf-8")
    link = re.search(rf'Id="{sheet[1]}"[^>]*Target="/?(.*?)"', links)
    assert link is not None
    return link[1]
