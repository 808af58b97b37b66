"""Conflicts are chosen with one key, many at once, in the record itself, and opened by Ctrl+Z."""

from __future__ import annotations

import pytest
from hands import CTRL, part, press, type_into
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from ocop_desktop.actions import entries, settling, swap
from tests.exchange.offices import sent, subject


@pytest.fixture
def torn(make_office, tmp_path):
    """Three subjects whose phones two offices changed apart; of the first a third one did too."""
    one, two, third = (make_office(n, u) for n, u in (("a", "615"), ("b", "616"), ("c", "617")))
    ids = [subject(one, f"HTX {n}", phone="0905000001") for n in range(3)]
    for office in (two, third):
        swap.merge(office, [sent(one, tmp_path)])
    for n, id in enumerate(ids):
        subject(one, id=id, phone=f"090500010{n}")
        subject(two, id=id, phone=f"090500020{n}")
    subject(third, id=ids[0], phone="0905000300")
    swap.merge(one, [sent(two, tmp_path), sent(third, tmp_path)])
    return one, ids


@pytest.fixture
def page(make_window, torn, qtbot):
    window = make_window(torn[0])
    window.go("conflicts")
    rest(window, qtbot)
    return window


def rest(window, qtbot):
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)


def phones(data, ids):
    return [entries.get(data, "subject", id).get("phone") for id in ids]


def test_the_first_page_leads_to_the_conflicts(make_window, torn, qtbot):
    window = make_window(torn[0])
    qtbot.waitUntil(lambda: window.findChild(object, "today.conflicts") is not None)
    press(part(window, "today.conflicts"), Qt.Key.Key_Return)
    assert len(window.front().table.conflicts) == 3


def test_three_values_stand_in_three_columns(page):
    table = page.front().table
    assert [table.horizontalHeaderItem(n).text() for n in range(3, 6)] == [
        "1 · Của ta",
        "2 · Nơi khác",
        "3 · Nơi khác",
    ]
    assert table.item(0, 2).text() == "0905 000 001"
    assert table.item(0, 3).text() == "0905 000 100"
    assert {table.item(0, n).text()[:12] for n in (4, 5)} == {"0905 000 200", "0905 000 300"}
    for number in (1, 2, 3):
        assert part(page, f"conflicts.pick.{number}", QPushButton)


def test_a_digit_takes_a_value_and_the_next_row_is_in_front(page, torn, qtbot):
    data, ids = torn
    table = page.front().table
    QTest.keyClick(table, Qt.Key.Key_1)
    rest(page, qtbot)
    assert phones(data, ids)[0] == "0905000100"
    assert [one.id for one in table.conflicts] == ids[1:]
    assert table.current.id == ids[1]
    QTest.keyClick(page, Qt.Key.Key_Z, CTRL)
    rest(page, qtbot)
    assert settling.count(data) == 3


def test_many_chosen_rows_are_decided_at_once(page, torn, qtbot):
    data, ids = torn
    table = page.front().table
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_2)
    rest(page, qtbot)
    assert settling.count(data) == 0
    assert phones(data, ids)[1:] == ["0905000201", "0905000202"]


def test_all_of_one_office_are_taken_by_its_filter(page, torn, qtbot):
    data, ids = torn
    box = part(page, "conflicts.unit", QComboBox)
    box.setCurrentText(
        next(box.itemText(n) for n in range(1, box.count()) if "Sa Thầy" in box.itemText(n))
    )
    part(page, "conflicts.take_unit", QPushButton).click()
    rest(page, qtbot)
    assert settling.count(data) == 0
    assert phones(data, ids) == ["0905000200", "0905000201", "0905000202"]


def test_another_value_is_typed_in_the_fields_own_editor(page, torn, qtbot):
    data, ids = torn
    QTest.keyClick(page.front().table, Qt.Key.Key_0)
    type_into(page, "conflicts.other", "không rõ")
    part(page, "conflicts.write", QPushButton).click()
    assert settling.count(data) == 3
    type_into(page, "conflicts.other", "0905 000 009")
    part(page, "conflicts.write", QPushButton).click()
    rest(page, qtbot)
    assert phones(data, ids)[0] == "0905000009"


def test_the_field_itself_says_so_and_offers_the_choice(page, torn, qtbot):
    data, ids = torn
    page.open_record("subject", ids[1])
    rest(page, qtbot)
    name = f"conflict.{ids[1]}.phone"
    words = part(page, name).text()
    assert "2 giá trị khác nhau" in words
    assert "0905 000 201" in words
    part(page, f"{name}.1", QPushButton).click()
    rest(page, qtbot)
    assert phones(data, ids)[1] == "0905000201"
    assert part(page, "subject.phone").text() == "0905 000 201"
    assert page.view.page.strips.isHidden()


def test_a_removal_elsewhere_is_told_above_the_record(make_window, make_office, tmp_path, qtbot):
    one, two = make_office("a"), make_office("b", "616")
    id = subject(one, "HTX Một")
    swap.merge(two, [sent(one, tmp_path)])
    subject(one, id=id, phone="0905000002")
    entries.remove(two, "subject", [id])
    swap.merge(one, [sent(two, tmp_path)])
    window = make_window(one)
    window.open_record("subject", id)
    rest(window, qtbot)
    name = f"conflict.{id}._removed"
    assert "đã xoá bản ghi này" in part(window, name).text()
    keep = next(
        button
        for button in (part(window, f"{name}.{n}", QPushButton) for n in (0, 1))
        if button.text().startswith("Giữ lại")
    )
    keep.click()
    rest(window, qtbot)
    assert settling.count(one) == 0
    assert not entries.get(one, "subject", id).removed
