"""What people do to an exchange workbook comes in by name; what cannot be trusted is refused."""

from __future__ import annotations

import json
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from ocop_desktop.exchange.incoming import Gone
from ocop_desktop.messages import Trouble
from ocop_desktop.schema.stamps import REMOVED, first, merged, written
from tests.exchange.books import about_says, an_id, book, changed, read, thing, unsigned


@pytest.fixture
def path(tmp_path):
    return tmp_path / "Đăk Hà.xlsx"


# -- changed by people ----------------------------------------------------------------------------


def test_an_edited_cell_is_named(path):
    book(path, [thing(1, f_money=5), thing(2)])

    def edit(page, columns):
        page.cell(3, columns["f_money"]).value = 6
        page.cell(4, columns["f_text"]).value = "Khác"

    changed(path, edit)
    found, refused, _ = read(path)
    assert refused == []
    assert found[an_id(1)].edits == {"f_money": 6}
    assert found[an_id(2)].edits == {"f_text": "Khác"}
    assert found[an_id(2)].row == 4


def test_a_removed_mark_set_by_hand_is_an_edit(path):
    book(path, [thing(1)])
    changed(path, lambda page, columns: page.cell(3, columns["_removed"], "Có"))
    found, _, _ = read(path)
    assert found[an_id(1)].edits == {REMOVED: True}


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("f_choice", "HTX", "hop_tac_xa"),
        ("f_choice", "to_hop_tac", "to_hop_tac"),
        ("f_date", "5/3/2024", "2024-03-05"),
        ("f_date", date(2024, 3, 5), "2024-03-05"),
        ("f_money", "1.250.000", 1_250_000),
        ("f_yes_no", True, True),
        ("f_decimal", "12,5", "12.5"),
        ("f_phone", 905123456, "0905123456"),
    ],
)
def test_cells_of_any_shape_are_read(path, field, cell, value):
    book(path, [thing(1)])
    changed(path, lambda page, columns: setattr(page.cell(3, columns[field]), "value", cell))
    found, _, _ = read(path)
    assert found[an_id(1)].edits == {field: value}


def test_a_cell_that_cannot_be_read_refuses_its_row_alone(path):
    book(path, [thing(1), thing(2)])
    changed(path, lambda page, columns: setattr(page.cell(3, columns["f_money"]), "value", "nhiều"))
    found, refused, _ = read(path)
    assert list(found) == [an_id(2)]
    (refusal,) = refused
    assert (refusal.row, refusal.column, refusal.code) == (3, "Trường money (đồng)", "unreadable")
    assert "nhiều" in refusal.text


def test_a_deleted_row_is_known_by_its_number(path):
    book(path, [thing(n) for n in range(4)])
    changed(path, lambda page, columns: page.delete_rows(4))
    found, refused, opened = read(path)
    assert (len(found), refused) == (3, [])
    assert opened.missing == [Gone("thing", 1, [(4, an_id(1)[-12:])])]


def test_an_added_row_is_read_and_keeps_its_id_when_read_again(path):
    book(path, [thing(1)])

    def add(page, columns):
        page.cell(4, columns["f_text"]).value = "Mới"
        page.cell(4, columns["f_link"]).value = "Chủ thể số 3"

    changed(path, add)
    found, refused, _ = read(path)
    assert refused == []
    (added,) = [row for row in found.values() if row.added]
    assert added.values == {"f_text": "Mới", "f_link": an_id(3)}
    assert added.id in read(path)[0]


def test_a_copied_row_that_was_changed_is_one_more_record(path):
    book(path, [thing(1), thing(2)])

    def copy(page, columns):
        for number in range(1, page.max_column + 1):
            page.cell(5, number).value = page.cell(3, number).value
            page.cell(6, number).value = page.cell(4, number).value
        page.cell(5, columns["f_text"]).value = "Bản khác"

    changed(path, copy)
    found, refused, _ = read(path)
    assert refused == []
    assert not found[an_id(1)].edits
    assert [row.values["f_text"] for row in found.values() if row.added] == ["Bản khác"]
    assert len(found) == 3


def test_sorted_rows_change_nothing(path):
    things = [thing(n, f_money=n) for n in range(5)]
    book(path, things)

    def turn(page, columns):
        rows = [[c.value for c in page[n]] for n in range(3, 8)]
        for number, row in enumerate(reversed(rows), 3):
            for column, value in enumerate(row, 1):
                page.cell(number, column).value = value

    changed(path, turn)
    found, refused, _ = read(path)
    assert refused == []
    assert [found[an_id(n)].values["f_money"] for n in range(5)] == list(range(5))
    assert not any(row.edits for row in found.values())


def test_visible_columns_sorted_alone_are_matched_again(path):
    things = [thing(n, f_money=n, f_link=an_id(1 + n % 3)) for n in range(6)]
    book(path, things)

    def turn(page, columns):
        visible = [
            n for name, n in columns.items() if not name.startswith("_") and ".id" not in name
        ]
        for column in visible:
            values = [page.cell(n, column).value for n in range(3, 9)]
            for number, value in enumerate(reversed(values), 3):
                page.cell(number, column).value = value
        page.cell(3, columns["f_text"]).value = "Sửa"

    changed(path, turn)
    found, refused, _ = read(path)
    assert refused == []
    assert {id: row.edits for id, row in found.items() if row.edits} == {
        an_id(5): {"f_text": "Sửa"}
    }
    assert [found[an_id(n)].values["f_link"] for n in range(5)] == [
        an_id(1 + n % 3) for n in range(5)
    ]


def test_columns_may_be_moved_and_sheets_renamed(path):
    book(path, [thing(1, f_money=5)])

    def move(page, columns):
        page.insert_cols(1)
        page.title = "Tên khác"

    opened = load_workbook(path)
    page = opened["Vật"]
    page.insert_cols(1)
    page.title = "Tên khác"
    for name in ("form_thing",):
        opened.defined_names[name].attr_text = "'Tên khác'!$A$1:$AZ$3"
    opened.save(path)
    found, refused, _ = read(path)
    assert refused == []
    assert found[an_id(1)].values["f_money"] == 5
    assert not found[an_id(1)].edits


def test_an_added_column_is_reported_and_kept_under_its_label(path):
    book(path, [thing(1)])

    def add(page, columns):
        page.cell(2, page.max_column + 1).value = "Ghi chú của tôi"
        page.cell(3, page.max_column).value = "nhớ gọi lại"

    changed(path, add)
    found, _, opened = read(path)
    assert opened.extra_columns == [("thing", "Ghi chú của tôi")]
    assert found[an_id(1)].edits == {"Ghi chú của tôi": "nhớ gọi lại"}


# -- refused --------------------------------------------------------------------------------------


def refused_code(path):
    with pytest.raises(Trouble) as trouble:
        read(path)
    assert str(trouble.value)
    return trouble.value.code


def test_a_file_that_is_missing_broken_foreign_or_sealed_is_refused(path, tmp_path):
    assert refused_code(path) == "workbook_missing"
    path.write_bytes(b"PK\x03\x04 not a zip")
    assert refused_code(path) == "workbook_broken"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    assert refused_code(path) == "workbook_old"
    path.write_text("x")
    assert refused_code(path) == "workbook_broken"
    Workbook().save(path)
    assert refused_code(path) == "workbook_foreign"


def test_a_truncated_file_is_refused(path):
    book(path, [thing(n) for n in range(50)])
    path.write_bytes(path.read_bytes()[:-3000])
    assert refused_code(path) == "workbook_broken"


def test_damage_inside_is_refused(path):
    book(path, [thing(n) for n in range(200)])
    content = bytearray(path.read_bytes())
    start = content.index(b"xl/worksheets/sheet1.xml") + 2000
    content[start : start + 60] = bytes(60)
    path.write_bytes(bytes(content))
    assert refused_code(path) in ("workbook_broken", "workbook_disagrees", "workbook_incomplete")


def test_a_newer_format_is_refused(path):
    book(path, [thing(1)])
    about_says(path, "about_format", "3")
    assert refused_code(path) == "workbook_newer"


def test_a_listed_column_or_sheet_that_is_missing_is_refused(path):
    book(path, [thing(1)])
    changed(path, lambda page, columns: page.delete_cols(columns["f_money"]))
    assert refused_code(path) == "workbook_incomplete"
    book(path, [thing(1)])
    opened = load_workbook(path)
    del opened["Vật - Phần"]
    opened.save(path)
    assert refused_code(path) == "workbook_incomplete"
    book(path, [thing(1)])
    changed(path, lambda page, columns: page.delete_cols(columns["_hash"]))
    assert refused_code(path) == "workbook_incomplete"


@pytest.mark.parametrize("column", ["_id", "_hash"])
def test_about_that_disagrees_with_the_rows_is_refused(path, column):
    book(path, [thing(1), thing(2)])

    def alter(page, columns):
        cell = page.cell(3, columns[column])
        cell.value = cell.value[:-1] + ("0" if cell.value[-1] != "0" else "1")

    changed(path, alter)
    assert refused_code(path) == "workbook_disagrees"


def test_more_rows_than_about_says_are_refused(path):
    book(path, [thing(1)])

    def add(page, columns):
        for number in range(1, page.max_column + 1):
            page.cell(4, number).value = page.cell(3, number).value
        page.cell(4, columns["_id"]).value = an_id(9)

    changed(path, add)
    assert refused_code(path) == "workbook_disagrees"


@pytest.mark.parametrize("edited", [False, True])
def test_altered_stamps_refuse_the_row(path, edited):
    book(path, [thing(1), thing(2)])
    stamps = json.dumps({"s": [9, "x"], "seen": {"x": 9}})

    def alter(page, columns):
        page.cell(3, columns["_stamps"]).value = stamps
        if edited:
            page.cell(3, columns["f_text"]).value = "Khác"

    changed(path, alter)
    found, refused, _ = read(path)
    assert list(found) == [an_id(2)]
    assert [r.code for r in refused] == ["row_altered"]


def test_an_altered_parent_refuses_the_row(path):
    book(path, [thing(1), thing(2)], [(7, 1, "Nắp")])
    changed(path, lambda page, columns: page.cell(3, columns["_parent"], an_id(2)), "Vật - Phần")
    found, refused, _ = read(path)
    assert sorted(found) == sorted([an_id(1), an_id(2)])
    assert [r.code for r in refused] == ["row_altered"]


def test_a_conflict_without_its_values_refuses_an_unsigned_row_and_a_signed_file(path):
    mine = ({"f_text": "a"}, written(first("x"), ["f_text"], "a"))
    theirs = ({"f_text": "b"}, written(first("x"), ["f_text"], "b"))
    values, stamps, _ = merged(*mine, *theirs)
    book(path, [thing(1, values, stamps=json.dumps(stamps)), thing(2)])
    changed(path, lambda page, columns: page.delete_rows(2), "_alternatives")
    assert refused_code(path) == "workbook_disagrees"
    unsigned(path)
    found, refused, _ = read(path)
    assert list(found) == [an_id(2)]
    assert [r.code for r in refused] == ["row_altered"]
