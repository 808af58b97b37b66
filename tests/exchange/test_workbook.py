"""The exchange workbook: what is written comes back, whatever a spreadsheet program did to it."""

from __future__ import annotations

import errno
import json
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ocop_desktop.exchange.layout import layout, titles
from ocop_desktop.exchange.whole_file import whole_file
from ocop_desktop.exchange.workbook_read import open_book
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import load_forms
from ocop_desktop.schema.remarks import REMARKS
from ocop_desktop.schema.stamps import conflicts, first, merged, written
from tests.exchange import books
from tests.exchange.books import FORMS, VALUES, an_id, book, read, thing


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


def test_an_empty_sheet_repeats_no_column_as_that_takes_another_program_long_to_open(path):
    book(path, [])
    page = load_workbook(path)["Vật"]
    assert (page.print_title_rows, page.print_title_cols) == ("$2:$2", None)


def test_the_sheet_is_dressed_for_people(path):
    book(path, [thing(1, f_money=5, f_date="2024-03-05", f_link=an_id(2)), thing(2, removed=True)])
    page = load_workbook(path)["Vật"]
    columns = columns_of(page)
    assert page.row_dimensions[1].hidden
    assert page.row_dimensions[4].hidden
    assert not page.row_dimensions[3].hidden
    assert page.freeze_panes == "B3"
    assert page.auto_filter.ref.startswith("A2:")
    assert (page.print_title_rows, page.print_title_cols) == ("$2:$2", "$A:$A")
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
        aside = name in (REMARKS, "f_notes")
        assert hidden == (aside or name.startswith("_") or name.endswith(".id")), name


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
    hidden = ["_alternatives", "_digests", "_rows", "_files", "_lists"]
    assert opened.sheetnames == ["Vật", "Vật - Phần", *hidden, "_about"]
    assert {opened[name].sheet_state for name in hidden} == {"hidden"}
    assert opened["_about"].sheet_state == "visible"


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


def test_a_full_disk_leaves_the_file_that_was_there(path):
    path.write_bytes(b"before")
    with pytest.raises(Trouble) as trouble, whole_file(path) as part:
        part.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "full")
    assert trouble.value.code == "disk_full"
    assert path.read_bytes() == b"before"
    assert list(path.parent.iterdir()) == [path]
