"""Pairs that may be the same are listed, shown side by side, and answered."""

from __future__ import annotations

import pytest
from hands import part, press, put
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTableWidget

from ocop_desktop.actions import questions, swap
from tests.exchange.offices import sent, subject


@pytest.fixture
def pair(office):
    for name in ("HTX Nông nghiệp Đăk Mar", "Đại lý Sáu Nhung"):
        put(office, "subject", {"name": name, "phone": "0905123456", "commune": "23500"})
    (found,) = questions.open_questions(office)
    return found


@pytest.fixture
def page(make_window, office, pair, qtbot):
    window = make_window(office)
    window.go("questions")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    return window


def name_of(pair):
    return f"pair.{pair.left}.{pair.right}"


def test_the_first_page_leads_to_the_pairs(make_window, office, pair, qtbot):
    window = make_window(office)
    qtbot.waitUntil(lambda: window.findChild(object, "today.questions") is not None)
    press(part(window, "today.questions"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(object, name_of(pair)) is not None)


def test_a_pair_opens_side_by_side_with_what_differs_first(page, pair):
    press(part(page, name_of(pair)), Qt.Key.Key_Return)
    table = part(page, "grid", QTableWidget)
    rows = [
        [table.item(row, column).text() for column in range(3)] for row in range(table.rowCount())
    ]
    assert rows[0][0] == "≠ Tên chủ thể"
    assert {rows[0][1], rows[0][2]} == {"HTX Nông nghiệp Đăk Mar", "Đại lý Sáu Nhung"}
    assert ["= Điện thoại", "0905 123 456", "0905 123 456"] in rows


def test_an_answer_takes_the_pair_away_and_can_be_taken_back(page, office, pair, qtbot):
    press(part(page, name_of(pair)), Qt.Key.Key_Return)
    part(page, f"{name_of(pair)}.deny", QPushButton).click()
    qtbot.waitUntil(lambda: not page.desk.tasks.busy)
    assert questions.open_questions(office) == []
    part(page, "status.offer", QPushButton).click()
    qtbot.waitUntil(lambda: not page.desk.tasks.busy)
    assert questions.open_questions(office) == [pair]


def test_records_of_two_units_are_told_apart_by_them(make_window, make_office, tmp_path, qtbot):
    here = make_office("a", "615")
    for office in (here, make_office("b", "616")):
        subject(office, "HTX Nông nghiệp Đăk Mar", phone="0905123456")
    swap.merge(here, [sent(office, tmp_path)])
    window = make_window(here)
    window.go("questions")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    (pair,) = questions.open_questions(here)
    told = part(window, name_of(pair)).accessibleName()
    assert "Huyện Đắk Hà" in told
    assert "Huyện Sa Thầy" in told
