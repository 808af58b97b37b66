"""Two records are joined with keys, seen as one, opened, split and brought back by Ctrl+Z."""

from __future__ import annotations

import pytest
from hands import CTRL, part, press, put
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QRadioButton, QTableWidget

from ocop_desktop.actions import entries, joining, lists, questions


@pytest.fixture
def pair(office):
    one = put(office, "subject", {"name": "HTX Đăk Mar", "phone": "0905123456", "commune": "23500"})
    other = put(
        office, "subject", {"name": "Sáu Nhung", "phone": "0905123456", "tax_code": "6101234567"}
    )
    put(office, "product", {"name": "Cà phê", "subject": one})
    (found,) = questions.open_questions(office)
    return found, one, other


@pytest.fixture
def page(make_window, office, pair, qtbot):
    window = make_window(office)
    window.go("questions")
    rest(window, qtbot)
    press(part(window, name_of(pair[0])), Qt.Key.Key_Return)
    return window


def rest(window, qtbot):
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)


def name_of(pair):
    return f"pair.{pair.left}.{pair.right}"


def ticked(window):
    table = part(window, "grid", QTableWidget)
    found = {}
    for row in range(table.rowCount()):
        states = [table.item(row, column).checkState() for column in (1, 2)]
        if Qt.CheckState.Checked in states:
            found[table.item(row, 0).text()] = states.index(Qt.CheckState.Checked)
    return found


def subjects(data):
    return {one.id for one in lists.entries(data, "subject")}


def test_the_one_with_more_is_kept_and_blanks_take_what_the_other_says(page, pair):
    found, one, _ = pair
    side = 0 if found.left == one else 1
    assert part(page, f"{name_of(found)}.keep.{side}", QRadioButton).isChecked()
    assert ticked(page) == {
        "≠ Tên chủ thể": side,
        "≠ Xã, phường": side,
        "≠ Huyện cũ": side,
        "≠ Mã số thuế": 1 - side,
    }


def test_one_key_joins_and_ctrl_z_splits(page, office, pair, qtbot):
    found, one, other = pair
    QTest.keyClick(part(page, "grid", QTableWidget), Qt.Key.Key_G)
    rest(page, qtbot)
    assert subjects(office) == {one}
    assert entries.get(office, "subject", one).get("tax_code") == "6101234567"
    qtbot.waitUntil(lambda: page.findChild(object, name_of(found)) is None)
    QTest.keyClick(page, Qt.Key.Key_Z, CTRL)
    rest(page, qtbot)
    assert subjects(office) == {one, other}
    assert entries.get(office, "subject", one).get("tax_code") is None


def test_the_other_one_may_be_kept_with_a_value_of_the_first(page, office, pair, qtbot):
    found, _, other = pair
    side = 0 if found.left == other else 1
    part(page, f"{name_of(found)}.keep.{side}", QRadioButton).click()
    table = part(page, "grid", QTableWidget)
    row = next(n for n in range(table.rowCount()) if table.item(n, 0).text() == "≠ Tên chủ thể")
    table.setCurrentCell(row, 1)
    QTest.keyClick(table, Qt.Key.Key_Right if side == 0 else Qt.Key.Key_Left)
    part(page, f"{name_of(found)}.join", QPushButton).click()
    rest(page, qtbot)
    assert subjects(office) == {other}
    assert entries.get(office, "subject", other).get("name") == "HTX Đăk Mar"


def test_one_key_says_that_they_are_two(page, office, pair, qtbot):
    QTest.keyClick(part(page, "grid", QTableWidget), Qt.Key.Key_K)
    rest(page, qtbot)
    assert questions.open_questions(office) == []
    assert len(subjects(office)) == 2


def test_the_other_leads_to_the_one_kept_and_is_split_there(make_window, office, pair, qtbot):
    _, one, other = pair
    joining.join(office, one, other)
    window = make_window(office)
    window.open_record("subject", other)
    rest(window, qtbot)
    part(window, f"joined.open.{one}", QPushButton).click()
    rest(window, qtbot)
    assert window.view.page.draft.id == one
    part(window, f"joined.split.{other}", QPushButton).click()
    rest(window, qtbot)
    assert subjects(office) == {one, other}
    assert window.findChild(QPushButton, f"joined.split.{other}") is None or (
        window.view.page.strips.isHidden()
    )


def test_the_phone_of_the_other_is_that_of_the_one_kept(office, pair):
    from ocop_desktop.actions import alike

    _, one, other = pair
    joining.join(office, one, other)
    (found,) = alike.find(office, "subject", {"tax_code": "6101234567"})
    assert (found.owner, found.removed_on) == (one, "")
    assert alike.find(office, "subject", entries.get(office, "subject", one).values, id=one) == []
