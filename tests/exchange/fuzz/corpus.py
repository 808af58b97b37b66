"""Hostile and damaged workbooks, each made from a sound one; the same every time."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tests.exchange.laws.by_hand import Page, part_of

Parts = dict[str, bytes]


def parts_of(path: Path) -> Parts:
    with ZipFile(path) as zipped:
        return {info.filename: zipped.read(info) for info in zipped.infolist()}


def packed(path: Path, parts: Mapping[str, bytes], *, stored: bool = False) -> Path:
    with ZipFile(path, "w", ZIP_STORED if stored else ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return path


def changed(change: Callable[[Parts], None]) -> Callable[[Path, Path], None]:
    """A maker of a copy with changed parts."""

    def make(sound: Path, path: Path) -> None:
        parts = parts_of(sound)
        change(parts)
        packed(path, parts)

    return make


def replaced(part: str, old: bytes, new: bytes) -> Callable[[Path, Path], None]:
    """A copy in which one text of a part is another one."""

    def change(parts: Parts) -> None:
        name = part_of(parts, part) if part in ("subject", "person", "product") else part
        assert old in parts[name], old
        parts[name] = parts[name].replace(old, new, 1)

    return changed(change)


def rows(part: str, edit: Callable[[Page], None]) -> Callable[[Path, Path], None]:
    """A copy in which the rows of a form's sheet were changed."""

    def change(parts: Parts) -> None:
        page = Page(parts[part_of(parts, part)].decode("utf-8"))
        edit(page)
        parts[part_of(parts, part)] = page.xml.encode("utf-8")

    return changed(change)


def content(data: bytes) -> Callable[[Path, Path], None]:
    return lambda _, path: path.write_bytes(data) and None


# -- one by one

_BOOK = "xl/workbook.xml"
_LAUGHS = (
    b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
_XXE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def _bomb(parts: Parts) -> None:
    parts[part_of(parts, "subject")] = b"<a>" + b" " * 60_000_000


def _huge_strings(parts: Parts) -> None:
    parts["xl/sharedStrings.xml"] = b"<sst><si><t>" + b"a" * 60_000_000 + b"</t></si></sst>"


def _far_cell(address: bytes) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        name = part_of(parts, "subject")
        row = re.sub(rb"[A-Z]", b"", address)
        cell = b'<row r="%s"><c r="%s"><v>1</v></c></row></sheetData>' % (row, address)
        parts[name] = parts[name].replace(b"</sheetData>", cell)

    return change


def _oddly_far(parts: Parts) -> None:
    name = part_of(parts, "subject")
    cell = b"<row><c s='0'\n r = 'XFD1048576'><v>1</v></c></row></sheetData>"
    parts[name] = parts[name].replace(b"</sheetData>", cell)


def _last(xml: bytes) -> Callable[[Path, Path], None]:
    """A copy with this below the last row of a sheet."""

    def change(parts: Parts) -> None:
        name = part_of(parts, "subject")
        parts[name] = parts[name].replace(b"</sheetData>", xml + b"</sheetData>")

    return changed(change)


def _long_tag(parts: Parts) -> None:
    """A tag that goes on over the place where reading pauses."""
    name = part_of(parts, "subject")
    start, end = parts[name].split(b"</sheetData>")
    tag = b'<row r="9"><c r="XFD1048576" x="%s"><v>1</v></c></row></sheetData>' % (b"a" * 5000)
    text = b"<row><!--%s--></row>" % (b"a" * ((1 << 20) - len(start) - 2500))
    parts[name] = start + text + tag + end


def _blank_rows(parts: Parts) -> None:
    name = part_of(parts, "subject")
    blank = b"".join(b'<row r="%d"/>' % n for n in range(100, 1_000_100)) + b"</sheetData>"
    parts[name] = parts[name].replace(b"</sheetData>", blank)
    parts[name] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', parts[name])


def _many_parts(sound: Path, path: Path) -> None:
    parts = parts_of(sound) | {f"xl/media/{n}.bin": b"" for n in range(20_000)}
    packed(path, parts, stored=True)


def _doubled(sound: Path, path: Path) -> None:
    """A part named twice: readers differ in which of them they take."""
    parts = parts_of(sound)
    with ZipFile(path, "w", ZIP_DEFLATED) as zipped:
        for name, data in parts.items():
            zipped.writestr(name, data)
        name = part_of(parts, "subject")
        zipped.writestr(name.upper().replace("XL/WORKSHEETS", "xl/worksheets"), parts[name])


def _overlapping(sound: Path, path: Path) -> None:
    """Entries of the list that point at the same bytes."""
    data = bytearray(packed_bytes(parts_of(sound)))
    places = [m.start() for m in re.finditer(b"PK\x01\x02", data)]
    first = data[places[0] + 42 : places[0] + 46]
    for place in places[1:]:
        data[place + 42 : place + 46] = first
    path.write_bytes(data)


def _lying(sound: Path, path: Path) -> None:
    """Parts that are larger than the list says."""
    parts = parts_of(sound)
    name = part_of(parts, "subject").encode()
    data = bytearray(packed_bytes(parts))
    place = data.rindex(name) - 46
    data[place + 24 : place + 28] = struct.pack("<I", 100)
    path.write_bytes(data)


def packed_bytes(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        for name, data in parts.items():
            zipped.writestr(name, data)
    return file.getvalue()


def _typed(column: str, value: str | int) -> Callable[[Path, Path], None]:
    return rows("subject", lambda page: page.put(2, column, value))


def _cell(column: str, xml: str) -> Callable[[Path, Path], None]:
    def edit(page: Page) -> None:
        page.rows[2][1][page.letters[column]] = xml

    return rows("subject", edit)


def _formula(column: str, formula: str) -> Callable[[Path, Path], None]:
    """A formula in place of the text that stood there, its value the same."""

    def edit(page: Page) -> None:
        old = re.search("<t[^>]*>(.*?)</t>", page.rows[2][1][page.letters[column]])
        assert old
        cell = f' t="str"><f>{formula}</f><v>{old[1]}</v>'
        page.rows[2][1][page.letters[column]] = cell

    return rows("subject", edit)


def _emptied(page: Page) -> None:
    """Cells merged over two rows: Excel keeps the first alone."""
    page.rows[3] = (page.rows[3][0], {})


def _twice(page: Page) -> None:
    page.rows.append(page.rows[2])
    page.rows.append(page.rows[2])


def _without_sheet(parts: Parts) -> None:
    parts[_BOOK] = re.sub(
        rb'<sheet [^>]*name="Ch\xe1\xbb\xa7 th\xe1\xbb\x83"[^>]*/>', b"", parts[_BOOK]
    )


def _without_name(parts: Parts) -> None:
    parts[_BOOK] = re.sub(rb'<definedName name="form_subject">.*?</definedName>', b"", parts[_BOOK])


def _wrong_names(parts: Parts) -> None:
    parts[_BOOK] = re.sub(
        rb"(<definedName name=\"about_\w+\">)[^<]*", rb"\1#REF!$A$99", parts[_BOOK]
    )


def _merged_cells(parts: Parts) -> None:
    name = part_of(parts, "subject")
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A3:Z9"/></mergeCells>'
    parts[name] = parts[name].replace(b"</sheetData>", merged)


_NESTED = "[" * 100_000
REFUSED: Mapping[str, Callable[[Path, Path], None]] = {
    "empty": content(b""),
    "text": content("Tên,Xã\nHTX,23500\n".encode()),
    "pdf": content(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF"),
    "xls": content(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000)),
    "docx": lambda _, path: packed(path, {"word/document.xml": b"<w/>"}) and None,
    "zip of nothing": lambda _, path: packed(path, {}) and None,
    "bare workbook": lambda _, path: packed(path, {_BOOK: b"<workbook/>"}) and None,
    "first half": lambda sound, path: path.write_bytes(sound.read_bytes()[:9000]) and None,
    "second half": lambda sound, path: path.write_bytes(sound.read_bytes()[9000:]) and None,
    "entities": replaced(_BOOK, b"<workbook ", _LAUGHS + b"<workbook "),
    "outer entity": replaced(_BOOK, b"<workbook ", _XXE + b"<workbook "),
    "entities in a sheet": replaced("subject", b"<worksheet ", _LAUGHS + b"<worksheet "),
    "bomb": changed(_bomb),
    "bomb of strings": changed(_huge_strings),
    "a cell far out": changed(_far_cell(b"XFD1048576")),
    "a cell far down": changed(_far_cell(b"CV1048576")),
    "a cell far right": changed(_far_cell(b"XFD99999")),
    "a cell oddly far": changed(_oddly_far),
    "a cell that hides its place": _last(
        b"<row r='9'><c x=\" r='A9' \" r=\"XFD1048576\"><v>1</v></c></row>"
    ),
    "a cell that hides its end": _last(b'<row r="9"><c r="XFD1048576" x="/>"><v>1</v></c></row>'),
    "a cell of two places": _last(b'<row r="9"><c r="A9" r="XFD1048576"><v>1</v></c></row>'),
    "a cell without a place": _last(b'<row r="1048576"><c/><c><v>1</v></c></row>'),
    "a cell in a long tag": changed(_long_tag),
    "too many parts": _many_parts,
    "a part twice": _doubled,
    "parts that overlap": _overlapping,
    "a lying list": _lying,
    "in another alphabet": changed(
        lambda parts: parts.update({_BOOK: parts[_BOOK].decode("utf-8").encode("utf-16")})
    ),
    "no sheet": changed(_without_sheet),
    "no name of a sheet": changed(_without_name),
    "wrong names": changed(_wrong_names),
    "no list of sheets": changed(lambda parts: parts.pop("xl/_rels/workbook.xml.rels") and None),
    "no column of ids": rows("subject", lambda page: page.put(0, "_id", "mã")),
    "no column of a field": rows("subject", lambda page: page.put(0, "tax_code", "")),
    "another id": _typed("_id", "11111111-2222-4333-8444-555555555555"),
    "no uuid": _typed("_id", "1"),
    "another digest": _typed("_hash", "AAAA"),
    "a text of no shared string": _cell("name", ' t="s"><v>99999999</v>'),
    "no number of a shared string": _cell("name", ' t="s"><v>-1</v>'),
    "a formula without its value": _cell("_hash", "><f>A1</f>"),
}
# taken in, with what was damaged named
NAMED: Mapping[str, Callable[[Path, Path], None]] = {
    "a formula": _cell("name", '><f>HYPERLINK("http://x","y")</f><v>y</v>'),
    "a formula to another book": _cell("note", "><f>[1]S!A1</f><v>0</v>"),
    "an error": _cell("name", ' t="e"><v>#REF!</v>'),
    "a boolean": _cell("name", ' t="b"><v>1</v>'),
    "infinity in a number": _cell("charter_capital", "><v>INF</v>"),
    "nothing in a number": _cell("charter_capital", "><v>NaN</v>"),
    "a huge number": _cell("charter_capital", "><v>1e300</v>"),
    "a text in a number": _typed("charter_capital", "mười triệu"),
    "a comma in a decimal": _typed("local_capital_share", "12,5"),
    "a text that is no date": _typed("founded_on", "hôm kia"),
    "a day of 1899": _typed("founded_on", "31/12/1899"),
    "a day of 9999": _typed("founded_on", "31/12/9999"),
    "a number as a day": _cell("founded_on", "><v>99999999</v>"),
    "a cell that is full": _typed("note", "a" * 32_767),
    "marks of Excel": _typed("note", "_x0000_ _xD800_ _xFFFF_"),
    "no list for a choice": _typed("kind", "không có trong danh mục"),
    "stamps that are none": _typed("_stamps", "{"),
    "stamps nested": _typed("_stamps", _NESTED[:32_000]),
    "a row twice": rows("subject", _twice),
    "merged cells": changed(_merged_cells),
    "rows without cells": changed(_blank_rows),
    "a format far out": _last(b'<row r="1048576"><c r="XFD1048576" s="1"/></row>'),
    "a formula in an id": _formula("_id", "A1"),
    "a formula in a digest": _formula("_hash", "A1"),
    "cells that a merge emptied": rows("subject", _emptied),
    "a child of nobody": rows("person", lambda page: page.put(2, "_parent", "x")),
}
