"""Adds sheets to a workbook's list of parts: what openpyxl would do, without making each sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = re.compile(r"<sheet [^>]*/>")
_SHEETS = re.compile(r"<sheets>.*?</sheets>", re.DOTALL)
_NAMES = re.compile(r"<definedNames\s*/>|<definedNames>.*?</definedNames>", re.DOTALL)
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_WORKBOOK, _LINKS, _TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"


class NewSheet(NamedTuple):
    """A sheet to be added: its title, the corner of what it holds, its repeated rows and columns."""

    title: str
    corner: str  # "$BG$9"
    head: int  # the row that is repeated on every page and carries the filter
    first_column_too: bool
    name: str  # the defined name by which it is found

    def part(self, number: int) -> str:
        """The name of its part within the zip."""
        return f"xl/worksheets/form{number}.xml"


def added(
    parts: Mapping[str, bytes], new: Sequence[NewSheet], after: int, names: Mapping[str, str]
) -> dict[str, bytes]:
    """The parts with new sheets behind the first `after`, and with defined names."""
    found = dict(parts)
    book = parts[_WORKBOOK].decode("utf-8")
    there = _SHEET.findall(book)
    ours = [
        f'<sheet xmlns:r="{_R}" name={quoteattr(sheet.title)} sheetId="{1000 + n}" '
        f'state="visible" r:id="form{n}"/>'
        for n, sheet in enumerate(new, 1)
    ]
    listed = "".join([*there[:after], *ours, *there[after:]])
    book = _NAMES.sub("", book)
    defined = _defined(new, after, names)
    sheets = f"<sheets>{listed}</sheets><definedNames>{defined}</definedNames>"
    found[_WORKBOOK] = _SHEETS.sub(lambda _: sheets, book, count=1).encode("utf-8")
    links = (
        f'<Relationship Id="form{n}" Type="{_R}/worksheet" Target="/{sheet.part(n)}"/>'
        for n, sheet in enumerate(new, 1)
    )
    types = (
        f'<Override PartName="/{sheet.part(n)}" ContentType="{_TYPE}"/>'
        for n, sheet in enumerate(new, 1)
    )
    found[_LINKS] = _before_end(parts[_LINKS], "</Relationships>", "".join(links))
    found[_TYPES] = _before_end(parts[_TYPES], "</Types>", "".join(types))
    return found


def _defined(new: Sequence[NewSheet], after: int, names: Mapping[str, str]) -> str:
    lines = [_name(name, where) for name, where in names.items()]
    for place, sheet in enumerate(new, after):
        title, local = f"'{sheet.title}'", f' localSheetId="{place}"'
        row = f"{title}!${sheet.head}:${sheet.head}"
        repeated = f"{title}!$A:$A,{row}" if sheet.first_column_too else row
        lines += [
            _name(sheet.name, f"{title}!$A$1:{sheet.corner}"),
            _name("_xlnm.Print_Titles", repeated, local),
            _name(
                "_xlnm._FilterDatabase",
                f"{title}!$A${sheet.head}:{sheet.corner}",
                f'{local} hidden="1"',
            ),
        ]
    return "".join(lines)


def _name(name: str, where: str, more: str = "") -> str:
    return f'<definedName name="{name}"{more}>{escape(where)}</definedName>'


def _before_end(xml: bytes, end: str, more: str) -> bytes:
    return xml.decode("utf-8").replace(end, f"{more}{end}").encode("utf-8")
