"""A sheet that nobody touched is read from its XML; whatever is not as we write it, like any other."""

from __future__ import annotations

import json
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocop_desktop.exchange import own_sheet
from ocop_desktop.exchange.package import Seen, read_package
from ocop_desktop.exchange.sheet_read import SheetReader
from ocop_desktop.exchange.workbook_read import open_book
from ocop_desktop.messages import Trouble
from ocop_desktop.schema.stamps import first, written
from tests.exchange.books import FORMS, VALUES, an_id, book, thing
from tests.schema.strategies import LOOK

ROWS = 60  # with every kind of value they make a sheet that is not small
LONG = "Rừng Ngọc Linh & <chè> " * 40
TEXTS = [
    "=1+1",
    "a & b < c > d",
    "&amp; &lt;",
    "_x0041_ và _x005F_ _x000D_",
    "hai\ndòng\tvà",
    "  đầu  và cuối ",
    "]]>",
    "\u2028 \x7f",
    "cà phê ☕ 茶 𝄞",
    LONG,
]


def part_of(path, kind="thing"):
    opened = open_book(path, FORMS, LOOK)
    return read_package(path).parts[opened.about.forms[kind].label or opened._titles[kind]]


def with_sheet(path, to, change, kind="thing"):
    """The workbook with the XML of one sheet changed."""
    part = part_of(path, kind)
    with ZipFile(path) as old, ZipFile(to, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return to


def opened_as_signed(path):
    """The workbook as if its sender had signed the sheet as it is now."""
    opened = open_book(path, FORMS, LOOK)
    part = part_of(path)
    with ZipFile(path) as zipped:
        info = zipped.getinfo(part)
    opened._untouched = {"thing": Seen(part, "", info.CRC, info.file_size)}
    return opened


@pytest.fixture
def carefully(monkeypatch):
    """How many rows were read cell by cell."""
    rows, real = [], SheetReader._chunk

    def chunk(self, cells, number):
        rows.extend(cells)
        return real(self, cells, number)

    monkeypatch.setattr(SheetReader, "_chunk", chunk)
    return rows


def both_ways(folder, things, parts=(), **more):
    """What an untouched workbook reads as, and the same with a blank beside its rows."""
    path = folder / "x.xlsx"
    book(path, things, parts, **more)
    other = with_sheet(
        path, folder / "y.xlsx", lambda xml: xml.replace(b"<sheetData>", b"<sheetData> ")
    )
    mine, theirs = open_book(path, FORMS, LOOK), open_book(other, FORMS, LOOK)
    assert (set(mine._untouched), set(theirs._untouched)) == ({"thing"}, set())
    return list(mine.rows()), list(theirs.rows()), mine, theirs


@given(st.lists(VALUES, min_size=1, max_size=4))
@settings(max_examples=8, suppress_health_check=list(HealthCheck), deadline=None)
def test_every_value_comes_back_as_it_does_from_cells(tmp_path_factory, values):
    folder = tmp_path_factory.mktemp("own")
    values = [{**values[n % len(values)], "f_long_text": LONG} for n in range(ROWS)]
    mine, theirs, *_ = both_ways(folder, [thing(n, one) for n, one in enumerate(values)])
    assert mine == theirs
    assert [row.values for row in mine] == values


def test_texts_stamps_and_places_come_back_and_no_cell_is_read(tmp_path, carefully):
    random = Random(1)
    stamps = json.dumps(written(first("office01"), ["f_text"], "b"))
    things = [
        thing(
            n,
            {"f_text": TEXTS[n % len(TEXTS)], "f_long_text": LONG}
            | (
                {"f_money": n, "f_date": random.choice(["2024", "1899-12-31", "2024-02-29"])}
                if n % 3
                else {}
            ),
            stamps=stamps if n % 5 == 0 else None,
            removed=n % 7 == 0,
        )
        for n in range(ROWS)
    ]
    path = tmp_path / "x.xlsx"
    parts = [(1000 + n, n, f"Phần {n}") for n in range(5)]
    book(path, things, parts, unknown=["later"])
    found = list(open_book(path, FORMS, LOOK).rows())
    assert len(carefully) == len(parts)  # a small sheet is quicker read as any other
    by_id = {row.id: row for row in found}
    assert [by_id[id].values for id, *_ in things] == [values for _, values, *_ in things]
    assert by_id[an_id(5)].stamps == json.loads(stamps)
    assert [row.row for row in found[:ROWS]] == list(range(3, ROWS + 3))


def test_pieces_of_any_size_hold_the_same_rows(tmp_path, monkeypatch):
    things = [thing(n, f_long_text=LONG) for n in range(ROWS)]
    mine, theirs, *_ = both_ways(tmp_path, things)
    for size in (100, 4096, 10_007):
        monkeypatch.setattr(own_sheet, "_PIECE", size)
        assert list(open_book(tmp_path / "x.xlsx", FORMS, LOOK).rows()) == mine == theirs


def at_row(number, change):
    """A change of one row's XML."""

    def changed(xml):
        start = xml.index(b'<row r="%d"' % number)
        end = xml.index(b"</row>", start) + len(b"</row>")
        return xml[:start] + change(xml[start:end]) + xml[end:]

    return changed


ODD = {
    "another entity": lambda row: row.replace(b"Ng", b"&#78;g", 1),
    "rich text": lambda row: row.replace(b"<is><t", b"<is><r><t", 1).replace(
        b"</t>", b"</t></r>", 1
    ),
    "a comment": lambda row: b"<!-- x -->" + row,
    "an attribute more": lambda row: row.replace(b"<row ", b'<row spans="1:9" ', 1),
    "an unknown style": lambda row: row.replace(b' s="1"', b' s="0"', 1),
    "a text for a number": lambda row: row.replace(b"<v>7</v>", b"<v>x</v>"),
    "a fraction for a whole number": lambda row: row.replace(b"<v>7</v>", b"<v>7.5</v>"),
    "half a row": lambda row: row[: len(row) // 2],
    "the same row twice": lambda row: row + row,
    "a row of another number": lambda row: row.replace(b'r="40"', b'r="41"', 1),
    "an id twice": lambda row: row.replace(an_id(37).encode(), an_id(3).encode()),
    "no id": lambda row: row.replace(an_id(37).encode(), b""),
    "bytes that are no text": lambda row: row.replace(b"Ng", b"\xff\xfe", 1),
    "a line end of another kind": lambda row: row.replace(b"Ng", b"\r", 1),
    "a sign that parts texts": lambda row: row.replace(b"Ng", b"_x001F_", 1),
}


@pytest.mark.parametrize("odd", ODD)
def test_what_is_not_our_form_is_read_like_any_other_sheet(tmp_path, odd, carefully):
    """A deceiver may sign whatever he likes: nothing is read otherwise for it."""
    path = tmp_path / "x.xlsx"
    book(path, [thing(n, f_long_text=LONG, f_money=7) for n in range(ROWS)])
    other = with_sheet(path, tmp_path / "y.xlsx", at_row(40, ODD[odd]))
    signed, any_other = opened_as_signed(other), open_book(other, FORMS, LOOK)
    found = outcome(signed)
    assert found == outcome(any_other)
    assert carefully or isinstance(found, str)  # some are no XML at all


def test_from_the_first_odd_row_on_all_are_read_cell_by_cell(tmp_path, carefully, monkeypatch):
    monkeypatch.setattr(own_sheet, "_PIECE", 5000)
    path = tmp_path / "x.xlsx"
    book(path, [thing(n, f_long_text=LONG) for n in range(ROWS)])
    signed = opened_as_signed(with_sheet(path, tmp_path / "y.xlsx", at_row(40, ODD["a comment"])))
    found = list(signed.rows())
    assert [row.id for row in found] == [an_id(n) for n in range(ROWS)]
    assert 0 < len(carefully) < ROWS


def outcome(opened):
    try:
        return list(opened.rows())
    except Exception as trouble:
        return repr(trouble)


def test_a_sheet_that_was_exchanged_meanwhile_is_not_taken_for_the_one_looked_at(
    tmp_path, carefully
):
    path = tmp_path / "x.xlsx"
    book(path, [thing(n, f_long_text=LONG) for n in range(ROWS)])
    opened = open_book(path, FORMS, LOOK)
    opened.let_go()
    with_sheet(path, tmp_path / "y.xlsx", lambda xml: xml.replace(b"Linh", b"Lynh", 1))
    (tmp_path / "y.xlsx").replace(path)
    assert [row.id for row in opened.rows() if row.edits] == [an_id(0)]
    assert len(carefully) == ROWS


# -- what may not be read at all ------------------------------------------------------------------


def far(xml):
    return at_row(40, lambda row: row.replace(b"</row>", b'<c r="XFD1048576"><v>1</v></c></row>'))(
        xml
    )


def test_a_large_sheet_with_a_cell_far_out_is_refused_at_opening(tmp_path):
    path = tmp_path / "x.xlsx"
    book(path, [thing(n, f_long_text=LONG) for n in range(ROWS)])
    with pytest.raises(Trouble) as refused:
        open_book(with_sheet(path, tmp_path / "y.xlsx", far), FORMS, LOOK)
    assert refused.value.code == "workbook_unsafe"


def test_so_is_one_whose_sender_signed_it_once_it_has_to_be_read_by_cells(tmp_path, carefully):
    path = tmp_path / "x.xlsx"
    book(path, [thing(n, f_long_text=LONG) for n in range(ROWS)])
    part, opened = part_of(path), open_book(path, FORMS, LOOK)
    opened.let_go()
    with_sheet(path, tmp_path / "y.xlsx", far).replace(path)
    with ZipFile(path) as zipped:
        info = zipped.getinfo(part)
    opened._untouched = {"thing": Seen(part, "", info.CRC, info.file_size)}
    with pytest.raises(Trouble) as refused:
        list(opened.rows())
    assert refused.value.code == "workbook_unsafe"
    assert not carefully


@pytest.mark.parametrize("target", ["worksheets/../worksheets/{}", "worksheets/{}?", "/{}"])
def test_where_a_title_may_mean_several_parts_all_are_looked_at(tmp_path, target):
    path, other = tmp_path / "x.xlsx", tmp_path / "y.xlsx"
    book(path, [thing(n, f_long_text=LONG) for n in range(ROWS)])
    name = part_of(path).rpartition("/")[2]
    assert read_package(path).unsafe
    with ZipFile(path) as old, ZipFile(other, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            if part.endswith("workbook.xml.rels"):
                start = content.index(name.encode())
                begin = content.rindex(b'"', 0, start) + 1
                content = (
                    content[:begin] + target.format(name).encode() + content[start + len(name) :]
                )
            new.writestr(part, content)
    found = read_package(other)
    assert not found.unsafe
    assert not found.seen
