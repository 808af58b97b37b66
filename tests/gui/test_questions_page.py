"""Pairs that may be the same are listed, shown side by side, and answered."""

from __future__ import annotations

import pytest
from hands import part, press, put
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTableWidget

from ocop_desktop.actions import questions


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
