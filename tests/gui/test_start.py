"""First start, opening, troubles and bugs."""

import sys
from pathlib import Path

import pytest
from hands import click, part, type_into
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QPushButton

from ocop_desktop.actions import start
from ocop_desktop.gui import crash
from ocop_desktop.gui.preferences import Preferences
from ocop_desktop.gui.program import Program
from ocop_desktop.messages import Trouble


@pytest.fixture
def program(app):
    made = Program(app)
    yield made
    window = made.window
    if window is not None:
        desk = getattr(window, "desk", None)
        window.close()
        if desk is not None:
            assert not desk.data.changed
        window.deleteLater()


def box_of(window, name="trouble"):
    return window.findChild(QMessageBox, name)


def test_the_first_start_makes_a_file_for_the_unit(program, own_home):
    program.begin(None)
    first = program.window
    unit = type_into(first, "start.unit", "huyen dak ha")
    QTest.keyClick(unit._list, Qt.Key.Key_Return)
    assert unit.text() == "Huyện Đắk Hà"
    assert part(first, "start.name").text() == "OCOP Huyện Đắk Hà"
    type_into(first, "start.officer", "Y Mẫu")
    click(first, "command.create")
    window = program.window
    data = window.desk.data
    assert (data.unit, data.role, data.officer) == ("615", "office", "Y Mẫu")
    assert data.path == own_home / "data" / "OCOP Huyện Đắk Hà.ocop"
    assert "Huyện Đắk Hà" in window.windowTitle()
    assert Preferences.load().recent_data() == [data.path]


def test_a_province_gets_a_file_that_merges(program):
    program.begin(None)
    unit = type_into(program.window, "start.unit", "tinh quang ngai")
    QTest.keyClick(unit._list, Qt.Key.Key_Return)
    click(program.window, "command.create")
    assert program.window.desk.data.role == "province"
    assert program.window.findChild(object, "nav.merge") is not None


def test_a_unit_must_be_chosen(program):
    program.begin(None)
    click(program.window, "command.create")
    assert "Chưa chọn đơn vị" in program.window._unit_note.text()
    type_into(program.window, "start.unit", "không đâu cả")
    click(program.window, "command.create")
    assert "Không tìm thấy" in program.window._unit_note.text()


def test_a_file_that_exists_is_not_written_over(program, own_home):
    path = own_home / "data" / "Cũ.ocop"
    start.new(path, "615").close()
    program.begin(None)
    unit = type_into(program.window, "start.unit", "615")
    QTest.keyClick(unit._list, Qt.Key.Key_Return)
    type_into(program.window, "start.name", "Cũ")
    click(program.window, "command.create")
    assert "Đã có tệp" in box_of(program.window).text()
    box_of(program.window).close()


def test_a_file_is_opened_through_the_dialog(program, tmp_path, qtbot):
    path = tmp_path / "Sẵn có.ocop"
    start.new(path, "615").close()
    program.begin(None)
    first = program.window
    click(first, "command.open")
    dialog = part(first, "file_dialog", QFileDialog)
    dialog.filesSelected.emit([str(path)])
    assert program.window.desk.data.path == path
    dialog.close()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"not a data file", "không phải tệp dữ liệu"), (None, "Không tìm thấy tệp")],
)
def test_what_cannot_be_opened_is_told_in_one_sentence(program, tmp_path, content, words):
    path = tmp_path / "Hỏng.ocop"
    if content is not None:
        path.write_bytes(content)
    program.open(path)
    assert words in box_of(program.window).text()
    box_of(program.window).close()


def test_trouble_at_the_very_start_is_told_too(program):
    program.begin(Trouble("file_locked", file="x.ocop"))
    assert "đang được mở" in box_of(program.window).text()
    box_of(program.window).close()


def test_another_file_can_be_opened_from_the_window(program, tmp_path):
    one, two = tmp_path / "Một.ocop", tmp_path / "Hai.ocop"
    start.new(two, "616").close()
    program.begin(start.new(one, "615"))
    program.window.other_wanted.emit(two)
    assert program.window.desk.data.path == two
    start.open_data(one).close()  # the first one was let go


def test_preferences_are_kept_and_a_broken_file_is_none(own_home):
    kept = Preferences(theme="dark", scale=1.15)
    kept.opened(Path("/không/có.ocop"))
    loaded = Preferences.load()
    assert (loaded.theme, loaded.scale) == ("dark", 1.15)
    assert loaded.recent_data() == []
    (own_home / "settings.json").write_text('{"theme": 3, "strange": true, "recent": ["a"]}')
    assert Preferences.load() == Preferences(recent=["a"])
    (own_home / "settings.json").write_text("{")
    assert Preferences.load() == Preferences()


def test_a_bug_is_logged_and_told_with_the_version(app, own_home, monkeypatch, qtbot):
    from ocop_desktop import __version__

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    crash.install()
    try:
        raise ZeroDivisionError("thử")
    except ZeroDivisionError:
        sys.excepthook(*sys.exc_info())
    (box,) = [w for w in app.topLevelWidgets() if w.objectName() == "bug"]
    assert __version__ in box.informativeText()
    assert "ZeroDivisionError" in crash.log_file().read_text(encoding="utf-8")
    box.close()


def test_help_shows_the_keys(window):
    from PySide6.QtWidgets import QDialog

    QTest.keyClick(window, Qt.Key.Key_F1)
    dialog = part(window, "help", QDialog)
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Ctrl+S" in words
    dialog.close()


def test_every_button_can_be_found_by_name_or_words(window):
    for room in window.rooms():
        window.go(room.name)
    for button in window.findChildren(QPushButton):
        assert button.text() or button.accessibleName()


def test_a_file_that_is_indexed_anew_shows_how_far_it_is(program, office, monkeypatch):
    from hands import put

    from ocop_desktop.gui import opening
    from ocop_desktop.store.alike import SETTING

    for number in range(3):
        put(office, "subject", {"name": f"HTX {number}"})
    office.keep_settings({SETTING: "other", "search": "other"})
    office.close()
    seen = []

    def tell(window, done, total, what):
        kept(window, done, total, what)
        seen.append((done, total, what, window.isVisible(), window.words.text()))

    kept = opening.Opening.tell
    monkeypatch.setattr(opening.Opening, "tell", tell)
    program.open(office.path)
    assert {what for _, _, what, _, _ in seen} == {"Tìm chỗ trùng", "Lập chỉ mục tìm kiếm"}
    assert all(visible for *_, visible, _ in seen)
    assert [done for done, total, *_ in seen if done == total]
    assert any("3/" in words for *_, words in seen)
    assert program.window.desk.data.path == office.path
    assert not program.findChildren(opening.Opening)


def test_a_file_that_is_ready_opens_without_a_word(program, office, monkeypatch):
    from ocop_desktop.gui import opening

    office.close()
    monkeypatch.setattr(opening, "Opening", None)
    program.open(office.path)
    assert program.window.desk.data.path == office.path
