"""The exchange workbook: what is written comes back, whatever a spreadsheet program did to it."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ocop_desktop.exchange.layout import layout, titles
from ocop_desktop.exchange.workbook_read import open_book
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import load_forms
from ocop_desktop.schema.stamps import REMOVED, conflicts, first, merged, written
from tests.exchange import books
from tests.exchange.books import FORMS, VALUES, an_id, book, changed, read, thing


@pytest.fixture
def path(tmp_path):
    return tmp_path / "Đăk Hà.xlsx"


def columns_of(page):
    return {page.cell(1, n).value: n for n in range(1, page.max_column + 1)}


# -- there and back -------------------------------------------------------------------------------


@given(st.lists(VALUES, max_size=8))
@settings(max_examples=60)
def test_every_value_comes_back(values):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        book(path, [thing(n, one) for n, one in enumerate(values)])
        found, refused, opened = read(path)
    assert refused == []
    assert opened.missing == []
    assert [found[an_id(n)].values for n in range(len(values))] == values
    assert not any(row.edits or row.added for row in found.values())


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+84905", "-x", "@sum", "a & b < c > d", "_x0041_ và _x005F_", '"quoted"', "''x"],
)
def test_text_that_programs_misread_stays_text(path, text):
    book(path, [thing(1, {"f_text": text})])
    found, _, _ = read(path)
    assert found[an_id(1)].values == {"f_text": text}
    cell = load_workbook(path)["Vật"]["A3"]
    assert cell.data_type == "s"
    assert "_x" in text or cell.value == text  # openpyxl does not undo the escape; programs do


def test_stamps_and_bookkeeping_come_back(path):
    stamps = written(first("office01"), ["f_text"], "b")
    book(path, [thing(1, stamps=json.dumps(stamps))], [(7, 1, "Nắp"), (8, 1, "Đáy")])
    found, _, _ = read(path)
    assert found[an_id(1)].stamps == stamps
    assert found[an_id(1)].origin == books.WHO
    assert found[an_id(1)].form_version == 3
    part = found[an_id(8)]
    assert (part.parent_id, part.values) == (an_id(1), {"name": "Đáy", "_position": 1})


def test_open_conflicts_travel_with_all_their_values(path):
    mine, theirs = ({"f_text": "a"}, written(first("x"), ["f_text"], "a")), None
    theirs = ({"f_text": "b"}, written(first("x"), ["f_text"], "b"))
    values, stamps, _ = merged(*mine, *theirs)
    book(path, [thing(1, values, stamps=json.dumps(stamps))])
    found, _, _ = read(path)
    assert found[an_id(1)].stamps == stamps
    assert conflicts(found[an_id(1)].stamps) == {"f_text": ["b", "a"]}
    assert load_workbook(path)["_alternatives"].max_row == 3


def test_a_field_this_form_lacks_is_carried(path):
    values = {"f_text": "x", "later": ["a", "b"], "more": True}
    book(path, [thing(1, values)], unknown=["later", "more"])
    found, _, _ = read(path)
    assert found[an_id(1)].values == values


def test_a_field_left_out_is_not_there_and_is_named(path):
    book(
        path, [thing(1, {"f_text": "x", "f_citizen_id": "062190000001"})], left_out=["f_citizen_id"]
    )
    found, _, opened = read(path)
    assert found[an_id(1)].values == {"f_text": "x"}
    assert "f_citizen_id" not in found[an_id(1)].fields
    assert opened.about.forms["thing"].left_out == ("f_citizen_id",)
    assert "062190000001" not in str(list(load_workbook(path)["Vật"].values))


def test_about_counts_and_adds_up(path):
    things = [
        thing(1, f_money=1_000, f_decimal="1.5"),
        thing(2, f_money=2_000),
        thing(3, f_money=7_000, removed=True),
    ]
    facts = book(path, things)
    opened = open_book(path, FORMS)
    assert opened.about == facts or opened.about.forms["thing"].rows == 3
    of_thing = opened.about.forms["thing"]
    assert (of_thing.rows, of_thing.removed) == (3, 1)
    assert (of_thing.sums["f_money"], of_thing.removed_sums["f_money"]) == ("3000", "7000")
    assert of_thing.sums["f_decimal"] == "1.5"
    assert opened.about.unit_name == "Xã Đăk Hà"


# -- as people see it -----------------------------------------------------------------------------


def test_the_sheet_is_dressed_for_people(path):
    book(path, [thing(1, f_money=5, f_date="2024-03-05", f_link=an_id(2)), thing(2, removed=True)])
    page = load_workbook(path)["Vật"]
    columns = columns_of(page)
    assert page.row_dimensions[1].hidden
    assert page.row_dimensions[4].hidden
    assert not page.row_dimensions[3].hidden
    assert page.freeze_panes == "B3"
    assert page.auto_filter.ref.startswith("A2:")
    assert page.print_title_rows == "$2:$2"
    assert page.page_setup.orientation == "landscape"
    assert page.cell(2, columns["f_text"]).value == "Trường text"
    day = page.cell(3, columns["f_date"])
    assert (day.value.date(), day.number_format) == (date(2024, 3, 5), "dd/mm/yyyy")
    assert page.cell(3, columns["f_money"]).value == 5
    assert page.cell(3, columns["f_link"]).value == "Chủ thể số 2"
    assert page.cell(3, columns["f_link.id"]).value == an_id(2)
    assert page.cell(3, columns["f_text"]).font.name == "Times New Roman"


def test_bookkeeping_columns_are_hidden(path):
    book(path, [thing(1)])
    page = load_workbook(path)["Vật"]
    for name, number in columns_of(page).items():
        letter = page.cell(1, number).column_letter
        hidden = page.column_dimensions[letter].hidden
        assert hidden == (name.startswith("_") or name.endswith(".id")), name


def test_choices_carry_a_drop_down(path):
    book(path, [thing(1)])
    opened = load_workbook(path)
    page = opened["Vật"]
    letter = page.cell(1, columns_of(page)["f_choice"]).column_letter
    rules = [r for r in page.data_validations.dataValidation if f"{letter}3" in str(r.sqref)]
    assert rules[0].formula1.startswith("'_lists'!")
    words = [cell.value for cell in opened["_lists"][rules[0].formula1[-1:]]] or None
    assert words is None or "Hợp tác xã" in str(list(opened["_lists"].values))


def test_a_table_names_its_parent(path):
    book(path, [thing(1)], [(7, 1, "Nắp")])
    page = load_workbook(path)["Vật - Phần"]
    assert page.cell(2, 1).value == "Vật"
    assert page.cell(3, columns_of(page)["_parent"]).value == an_id(1)


def test_about_is_last_and_the_rest_of_ours_is_hidden(path):
    book(path, [thing(1)])
    opened = load_workbook(path)
    assert opened.sheetnames == ["Vật", "Vật - Phần", "_alternatives", "_lists", "_about"]
    assert [opened[name].sheet_state for name in opened.sheetnames[2:]] == ["hidden"] * 2 + [
        "visible"
    ]


def test_every_form_of_the_program_has_a_sheet(path, root):
    forms = load_forms(root / "forms")
    layouts = [layout(f, forms[f.parent] if f.parent else None) for f in forms.values()]
    named = titles(layouts, forms)
    assert len({title.casefold() for title in named.values()}) == len(forms)
    assert all(0 < len(title) <= 31 for title in named.values())
    for one in layouts:
        machine = [column.name for column in one.columns]
        assert len(machine) == len(set(machine))


def test_nothing_is_left_behind_when_writing_fails(path):
    path.write_bytes(b"before")
    with pytest.raises(ValueError, match="month"):
        book(path, [thing(1), thing(2, f_date="2024-99-99")])
    assert path.read_bytes() == b"before"
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_trouble(tmp_path):
    with pytest.raises(Trouble) as trouble:
        book(tmp_path / "nowhere" / "x.xlsx", [thing(1)])
    assert trouble.value.code == "cannot_write"


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


def test_a_deleted_row_is_counted(path):
    book(path, [thing(n) for n in range(4)])
    changed(path, lambda page, columns: page.delete_rows(4))
    found, refused, opened = read(path)
    assert (len(found), refused) == (3, [])
    assert [(edit.what, edit.kind, edit.after) for edit in opened.missing] == [
        ("deleted", "thing", 1)
    ]


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
    assert refused_code(path) == "workbook_sealed"
    path.write_text("x")
    assert refused_code(path) == "workbook_broken"
    from openpyxl import Workbook

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
    _about(path, "about_format", "2")
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


def test_altered_stamps_refuse_the_row(path):
    book(path, [thing(1), thing(2)])
    stamps = json.dumps({"s": [9, "x"], "seen": {"x": 9}})
    changed(path, lambda page, columns: page.cell(3, columns["_stamps"], stamps))
    found, refused, _ = read(path)
    assert list(found) == [an_id(2)]
    assert [r.code for r in refused] == ["row_altered"]


def _about(path, name, value):
    opened = load_workbook(path)
    title, _, cell = opened.defined_names[name].attr_text.partition("!")
    opened[title.strip("'")][cell.replace("$", "")].value = value
    opened.save(path)
