"""Ringing through the list with the keyboard: read the number, type the answer, Enter, the next."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hands import CTRL, click, part, press, put, type_keys
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from ocop_desktop.actions import entries, lists
from ocop_desktop.store.clock import fixed_clock

NAMES = ("HTX Một", "HTX Hai", "HTX Ba")


@pytest.fixture
def ringing(make_office: Any, make_window: Any, qtbot: Any) -> Any:
    """The page of an office in which three ranks end within weeks."""
    data = make_office(clock=fixed_clock(datetime(2026, 11, 24, 9, tzinfo=UTC)))
    for number, name in enumerate(NAMES):
        given = {"name": name, "commune": "23500", "contact_name": f"Bà {name}"}
        one = put(data, "subject", given | {"contact_phone": f"090512345{number}"})
        product = put(data, "product", {"name": f"Chè {number}", "subject": one})
        issued = f"2023-12-{10 + number}"
        rank = {"product": product, "stars": 3, "issued_on": issued, "level": "province"}
        put(data, "recognition", rank)
    window = make_window(data)
    press(window, Qt.Key.Key_G, CTRL)
    page = window._pages["calls"]
    qtbot.waitUntil(lambda: len(page.model.calls) == 3)
    return window


def shown(window: Any) -> tuple[str, str]:
    card = window._pages["calls"].card
    return card.call.name, card.phone.text()


def left(window: Any) -> list[str]:
    return [call.name for call in window._pages["calls"].model.calls]


def test_the_first_to_ring_is_shown_with_the_number_large(ringing: Any) -> None:
    assert left(ringing) == list(NAMES)
    assert shown(ringing) == ("HTX Một", "0905 123 450")
    assert part(ringing, "call-phone").font().pixelSize() >= 26
    assert ringing.focusWidget().objectName() == "call.note"


def test_enter_keeps_the_answer_and_goes_to_the_next(ringing: Any) -> None:
    data = ringing.desk.data
    note = part(ringing, "call.note")
    type_keys(note, "Đang làm hồ sơ")
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert left(ringing) == ["HTX Hai", "HTX Ba"]
    assert shown(ringing)[0] == "HTX Hai"
    assert note.text() == ""
    assert ringing.focusWidget() is note
    (activity,) = lists.entries(data, "activity")
    assert (activity.get("kind"), activity.get("advice")) == ("call", "Đang làm hồ sơ")
    press(ringing, Qt.Key.Key_Z, CTRL)
    assert left(ringing) == list(NAMES)


def test_a_day_to_ring_again_is_kept(ringing: Any) -> None:
    answer, again = part(ringing, "call.answer", QComboBox), part(ringing, "call.next_on")
    answer.setFocus()
    while answer.currentData() != "later":
        QTest.keyClick(answer, Qt.Key.Key_Down)
    again.setFocus()
    type_keys(again, "mai")
    QTest.keyClick(again, Qt.Key.Key_Return)
    assert left(ringing) == list(NAMES)  # nothing is kept, what was typed stays
    assert again.property("state") == "error"
    again.selectAll()
    type_keys(again, "5/12/2026")
    QTest.keyClick(again, Qt.Key.Key_Return)
    assert left(ringing) == ["HTX Hai", "HTX Ba"]
    (activity,) = lists.entries(ringing.desk.data, "activity")
    kept = entries.get(ringing.desk.data, "activity", activity.id)
    assert (kept.get("next_on"), kept.get("advice")) == ("2026-12-05", "Hẹn trả lời sau")


def test_no_answer_is_not_kept(ringing: Any) -> None:
    click(ringing, "command.keep_call")
    assert left(ringing) == list(NAMES)
    assert lists.count(ringing.desk.data, "activity") == 0
    assert "Hãy chọn hoặc ghi" in ringing.status.text.text()


def test_arrows_walk_the_list_from_the_answer(ringing: Any) -> None:
    note = part(ringing, "call.note")
    QTest.keyClick(note, Qt.Key.Key_Down)
    assert shown(ringing)[0] == "HTX Hai"
    QTest.keyClick(note, Qt.Key.Key_Up)
    assert shown(ringing)[0] == "HTX Một"


def test_the_number_is_copied_and_the_subject_opened(ringing: Any) -> None:
    click(ringing, "command.copy_phone")
    assert QGuiApplication.clipboard().text() == "0905 123 450"
    click(ringing, "command.open_subject")
    assert ringing.view.page.draft.values["name"] == "HTX Một"


def test_when_everybody_was_rung_it_says_so(ringing: Any) -> None:
    note = part(ringing, "call.note")
    for _ in NAMES:
        type_keys(note, "xong")
        QTest.keyClick(note, Qt.Key.Key_Return)
    page = ringing._pages["calls"]
    assert left(ringing) == []
    assert not page.card.isVisible()
    assert "Hôm nay không có ai" in page._empty.text()
