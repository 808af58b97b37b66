"""Ctrl+K: every command, room, section and record, by typing; what was used last stands first."""

import pytest
from hands import CTRL, part, press, put, type_keys
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ocop_desktop.gui.commands import COMMANDS, SECTION
from ocop_desktop.gui.palette import Palette

ENTER, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down


@pytest.fixture
def ask(window, qtbot):
    """Opens the palette and types; returns it."""

    def type_into_palette(text=""):
        window.activateWindow()  # as a screen does when a dialog closes
        qtbot.waitUntil(window.isActiveWindow)
        press(window, Qt.Key.Key_K, CTRL)
        palette = part(window, "palette", Palette)
        type_keys(palette.line, text)
        palette._ask()
        return palette

    return type_into_palette


def shown(palette):
    return [one.title for one in palette.model.found]


def choose(palette, qtbot):
    QTest.keyClick(palette.line, ENTER)
    qtbot.wait(1)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_every_command_and_room_can_be_found(window, ask):
    window.go("product")
    titles = shown(ask())
    for command in COMMANDS:
        usable = window.actions_[command.name].isEnabled()
        if usable and command.name != "palette" and command.group != SECTION:
            assert command.label in titles
    for room in window.rooms():
        assert room.label in titles


def test_a_record_is_found_without_marks_by_any_word(window, ask, qtbot):
    palette = ask("rung mat")
    assert shown(palette)[0] == "Mật ong rừng"
    choose(palette, qtbot)
    assert window.view.page.draft.get("name") == "Mật ong rừng"


@pytest.mark.parametrize(
    "text", ["0905 123 456", "+84 905 123 456", "0905.123.456", "84905123456", "905123456"]
)
def test_a_number_from_a_telephone_finds_whose_it_is(window, ask, text):
    put(window.desk.data, "subject", {"name": "Hộ A Dưa", "contact_phone": "0905123456"})
    QApplication.clipboard().setText(text)
    palette = ask()
    QTest.keyClick(palette.line, Qt.Key.Key_V, CTRL)
    palette._ask()
    assert "Hộ A Dưa" in shown(palette)


def test_what_was_chosen_last_stands_first(window, ask, qtbot):
    window.go("product")
    choose(ask("mat ong"), qtbot)
    choose(ask("thu gon cot"), qtbot)
    titles = shown(ask())
    assert titles[0] == "Thu gọn cột bên trái"
    assert titles[1] == "Mật ong rừng"
    assert window.preferences.used == ["command/narrow"]


def test_a_section_of_the_record_is_gone_to_by_name(window, ask, qtbot):
    window.go("product")
    choose(ask("nguyen lieu"), qtbot)
    assert "Nguyên liệu" in window.status.text.text()


def test_esc_closes_it_and_changes_nothing(window, ask):
    window.go("product")
    before = window.view.page.draft.id
    palette = ask("mat")
    QTest.keyClick(palette.line, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.view.page.draft.id == before


def test_unikey_and_input_methods_type_into_it(window, ask):
    palette = ask("Ma\bậ\bật")
    assert palette.line.text() == "Mật"
    QApplication.sendEvent(palette.line, QInputMethodEvent(" o", []))
    event = QInputMethodEvent()
    event.setCommitString(" ong")
    QApplication.sendEvent(palette.line, event)
    palette._ask()
    assert palette.line.text() == "Mật ong"
    assert shown(palette)[0] == "Mật ong rừng"


def test_the_arrows_move_while_one_types(ask):
    palette = ask("r")
    QTest.keyClick(palette.line, DOWN)
    assert palette.rows.currentIndex().row() == 1
    assert isinstance(palette, QObject)
