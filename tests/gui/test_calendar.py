"""Lịch hạn: a month of deadlines by keys, each day's list, a file for the phone."""

from datetime import date

import pytest
from hands import part, press, put
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ocop_desktop.actions.month import weeks
from ocop_desktop.gui.today_page import Line


@pytest.fixture
def page(make_window, make_office, qtbot):
    office = make_office()
    product = put(office, "product", {"name": "Cà phê bột (mẫu)"})
    rank = {"product": product, "level": "province", "stars": 3, "kind": "first"}
    put(office, "recognition", rank | {"issued_on": "2024-02-29"})
    window = make_window(office)
    window.go("calendar")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    made = window.front()
    made._first, made._wanted = date(2027, 2, 1), date(2027, 2, 1)
    made._show()
    return made


def test_a_rank_stands_on_the_day_it_ends(page):
    page.month.choose(date(2027, 2, 28))
    day = page.month.day()
    assert [one.kind for one in day.due] == ["expires"]
    (line,) = page.list.findChildren(Line)
    assert "Cà phê bột" in line.accessibleName()
    assert "✓ còn" in line.accessibleName(), "time enough: a sign and green"


def test_arrows_and_page_keys_turn_the_page(page):
    month = part(page, "calendar.month")
    month.setFocus()
    page.month.choose(date(2027, 2, 2))
    QTest.keyClick(month, Qt.Key.Key_Right)
    assert page.month.day().day == date(2027, 2, 3)
    QTest.keyClick(month, Qt.Key.Key_PageDown)
    assert (page.note.text(), page.month.day().day) == ("tháng 3/2027", date(2027, 3, 3))
    QTest.keyClick(month, Qt.Key.Key_PageUp)
    QTest.keyClick(month, Qt.Key.Key_Up)
    assert page.month.day().day == date(2027, 1, 27)


def test_the_31st_becomes_the_last_day_of_a_shorter_month(page):
    page._first, page._wanted = date(2027, 1, 1), date(2027, 1, 31)
    page._show()
    press(page.month, Qt.Key.Key_PageDown)
    assert page.month.day().day == date(2027, 2, 28)


def test_enter_opens_what_is_due(page, qtbot):
    month = part(page, "calendar.month")
    month.setFocus()
    page.month.choose(date(2027, 2, 28))
    qtbot.wait(1)
    QTest.keyClick(month, Qt.Key.Key_Return)
    (line,) = page.list.findChildren(Line)
    assert page.window().focusWidget() is line
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert page._window.view.page.kind == "recognition"


def test_a_file_for_the_phone_holds_what_is_shown(page, tmp_path, qtbot):
    out = tmp_path / "lich.ics"
    page._write(out)
    qtbot.waitUntil(lambda: not page._desk.tasks.busy)
    assert "DTSTART;VALUE=DATE:20270228" in out.read_text(encoding="utf-8")


def test_days_off_are_shown_as_such():
    days = {day.day: day for week in weeks(2026, 11, []) for day in week}
    assert days[date(2026, 11, 21)].off
    culture = days[date(2026, 11, 24)]
    assert not culture.off, "only a policy so far"
    assert "mới có chủ trương nghỉ" in culture.holiday
    assert not days[date(2026, 12, 1)].inside
