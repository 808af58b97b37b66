"""A reason for a blank in a table's row: given with a key, kept with the row wherever it goes."""

import pytest
from drafting import recover
from grid_hands import at, type_cell
from hands import CTRL, click, part, press, put
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from ocop_desktop.actions import checks, entries
from ocop_desktop.schema.remarks import REMARKS

ITEMS = [{"name": "Máy rang"}, {"serial": "A-1999"}, {"serial": "B-2000"}]


@pytest.fixture
def window(make_window, office):
    """A grant of three machines, two of them without their name."""
    subject = put(office, "subject", {"name": "HTX Thử"})
    grant = {"state": "requested", "kind": "machine", "subject": subject, "programme": "new_rural"}
    id = put(office, "support", grant, {"items": ITEMS})
    shown = make_window(office)
    shown.open_record("support", id)
    return shown


def grid_of(window):
    return window.view.page.body.grids["items"]


def give_reason(window, steps=1):
    press(window, Qt.Key.Key_F6)
    menu = next(one for one in window.findChildren(QMenu, "reasons") if one.isVisible())
    for _ in range(steps):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def saved(window):
    return entries.get(window.desk.data, "support", window.view.page.draft.id)


def missing(window):
    found = checks.of_entry(window.desk.data, saved(window))
    return [one.field for one in found if one.code == "required"]


def shown_buttons(window):
    found = window.findChildren(QPushButton)
    ends = ("items.confirm", "items.reason", "items.drop_reason")
    return {one.text() for one in found if one.objectName().endswith(ends) and one.isVisible()}


def test_a_reason_is_given_in_a_cell_with_keys_and_saved_with_the_id_of_its_row(window):
    assert missing(window) == ["items.1.name", "items.2.name"]
    at(grid_of(window), 1, "name")
    assert "Để trống vì…" in shown_buttons(window)
    give_reason(window)
    (problem,) = grid_of(window).flaws_said()
    assert problem.text == "“Tên máy, hạng mục” để trống vì không áp dụng với trường hợp này"
    assert "Y Mẫu" in problem.said
    click(window, "command.save")
    row = saved(window).rows("items")[1]
    (remark,) = saved(window).get(REMARKS)
    assert remark.startswith(f"items.{row.id}.name:blank = not_applicable | Y Mẫu | ")
    assert missing(window) == ["items.2.name"]
    shown = window.desk.form("support").field(REMARKS).type.show([remark])
    assert shown.startswith("Máy móc, hạng mục, Tên máy, hạng mục: để trống vì không áp")


def test_the_buttons_below_a_table_follow_the_cell_and_take_a_reason_back(window):
    at(grid_of(window), 1, "name")
    give_reason(window)
    assert shown_buttons(window) == {"Bỏ lý do"}
    at(grid_of(window), 2, "name")
    assert shown_buttons(window) == {"Để trống vì…"}
    at(grid_of(window), 1, "name")
    press(window, Qt.Key.Key_F6)
    assert shown_buttons(window) == {"Để trống vì…"}
    assert window.view.page.draft.get(REMARKS) is None


def test_a_row_that_was_only_just_typed_takes_a_reason_with_it_into_the_file(window):
    grid = grid_of(window)
    at(grid, 3, "serial")
    type_cell(grid, "C-2001")
    at(grid, 3, "name")
    give_reason(window)
    click(window, "command.save")
    assert missing(window) == ["items.1.name", "items.2.name"]
    (remark,) = saved(window).get(REMARKS)
    assert remark.startswith(f"items.{saved(window).rows('items')[3].id}.name:blank")


def test_a_reason_for_a_new_row_outlives_a_killed_program(window, wait, kill):
    id, grid = window.view.page.draft.id, grid_of(window)
    at(grid, 3, "serial")
    type_cell(grid, "C-2001")
    at(grid, 3, "name")
    give_reason(window)
    wait(window)
    again = kill(window)
    recover(again, "HTX Thử")
    assert again.view.page.draft.id == id
    click(again, "command.save")
    assert missing(again) == ["items.1.name", "items.2.name"]
    assert len(saved(again).rows("items")) == 4


def test_a_reason_goes_with_its_row_when_rows_change_places_or_another_is_removed(window):
    at(grid_of(window), 1, "name")
    give_reason(window)
    click(window, "command.save")
    data, entry = window.desk.data, saved(window)
    turned = {"items": [{"id": row.id} for row in reversed(entry.rows("items"))]}
    entries.save(data, "support", entry.id, {}, turned)
    assert missing(window) == ["items.0.name"]
    first = saved(window).rows("items")[0].id
    entries.save(data, "support", entry.id, {}, {"items": [{"id": first, "removed": True}]})
    assert missing(window) == []


def test_a_removed_row_leaves_its_reason_behind_without_a_word(window):
    at(grid_of(window), 1, "name")
    give_reason(window)
    click(window, "command.save")
    at(grid_of(window), 1, "name")
    QTest.keyClick(grid_of(window).view, Qt.Key.Key_Delete, CTRL)
    window.view.page.watch.ask()
    assert [row.get("serial") for row in grid_of(window).model.rows] == [None, "B-2000"]
    at(grid_of(window), 1, "name")
    assert shown_buttons(window) == {"Để trống vì…"}
    click(window, "command.save")
    assert missing(window) == ["items.1.name"]


def test_the_next_problem_is_not_the_one_with_a_reason(window):
    page = window.view.page
    at(grid_of(window), 1, "name")
    give_reason(window)
    assert page.watch.stops() == ["items.2.name"]
    assert part(window, "problems").isVisible()
    press(window, Qt.Key.Key_F8)
    assert page.body.here(page.focusWidget()) == "items.2.name"
    assert QApplication.activePopupWidget() is None
