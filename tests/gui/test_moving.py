"""Through a form by keys: Enter on, Shift+Enter back, sections, Esc with nothing lost."""

import pytest
from hands import ALT, CTRL, NONE, part, press, type_into, type_keys
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from ocop_desktop.actions import lists

SHIFT = Qt.KeyboardModifier.ShiftModifier
ENTER = Qt.Key.Key_Return


def focused():
    return QApplication.focusWidget()


def new(window, kind):
    window.open_list(kind)
    press(window, Qt.Key.Key_N, CTRL)
    QApplication.processEvents()


@pytest.mark.parametrize("kind", ["subject", "product", "course", "recognition", "dossier"])
def test_enter_goes_through_every_field_in_order_and_saves_nothing(window, kind):
    """Each stop once, as they stand on the page; at the end the button that saves, not a save."""
    before = lists.count(window.desk.data, kind)
    new(window, kind)
    body = window.view.page.body
    stops = body.stops()
    assert focused() is stops[0]
    seen = [focused()]
    for _ in range(len(stops) - 1):
        modifier = CTRL if isinstance(focused(), QPlainTextEdit) else NONE
        QTest.keyClick(focused(), ENTER, modifier)
        seen.append(focused())
    assert seen == stops
    tops = [body.mapFromGlobal(one.mapToGlobal(one.rect().topLeft())).y() for one in seen]
    assert tops == sorted(tops)
    QTest.keyClick(focused(), ENTER, CTRL if isinstance(focused(), QPlainTextEdit) else NONE)
    assert focused() is part(window, "command.save")
    assert "Hết biểu nhập" in window.status.text.text()
    assert lists.count(window.desk.data, kind) == before


def test_shift_enter_goes_back_even_from_long_text(window):
    new(window, "product")
    note = part(window, "product.description")
    note.setFocus()
    type_keys(note, "Thơm")
    QTest.keyClick(note, ENTER)
    assert note.toPlainText() == "Thơm\n"
    QTest.keyClick(note, ENTER, SHIFT)
    assert focused() is not note
    assert note.toPlainText() == "Thơm"  # tidied as it is left
    stops = window.view.page.body.stops()
    assert focused() is stops[stops.index(note) - 1]


def test_tab_leaves_long_text(window):
    new(window, "product")
    note = part(window, "product.description")
    note.setFocus()
    QTest.keyClick(note, Qt.Key.Key_Tab)
    assert focused() is not note


def test_enter_on_the_button_that_saves_does_save(window):
    new(window, "subject")
    type_into(window, "subject.name", "Hộ A Thanh")
    save = part(window, "command.save")
    save.setFocus()
    QTest.keyClick(save, ENTER)
    assert "Đã lưu" in window.status.text.text()


def test_computed_and_hidden_fields_are_passed_over(window):
    new(window, "product")
    names = [stop.objectName() for stop in window.view.page.body.stops()]
    assert "product.current_stars" not in names  # computed
    assert "product.rooms" not in names  # only for tourism
    assert names.index("product.name") < names.index("product.subject")


def test_the_field_one_goes_to_is_in_sight(window):
    new(window, "product")
    area = window.view.page._bodies["product"][1]
    for stop in window.view.page.body.stops():
        QApplication.processEvents()
        modifier = CTRL if isinstance(focused(), QPlainTextEdit) else NONE
        if focused() is stop:
            top = stop.mapTo(area.viewport(), stop.rect().topLeft()).y()
            assert -1 <= top < area.viewport().height() - 20, stop.objectName()
        QTest.keyClick(focused(), ENTER, modifier)


def test_alt_and_a_number_go_to_that_section(window):
    new(window, "subject")
    cards = window.view.page.body.shown_cards()
    for number in (3, 9, 2, 1):
        press(window, Qt.Key(Qt.Key.Key_0 + number), ALT)
        card = cards[number - 1]
        assert card.isAncestorOf(focused())
        assert f"Mục {number}: {card.section.label}" in window.status.text.text()
    press(window, Qt.Key.Key_0, ALT)
    assert cards[9].isAncestorOf(focused())


def test_sections_are_numbered_as_they_are_shown(window):
    new(window, "product")
    shown = [card._number.text() for card in window.view.page.body.shown_cards()]
    assert shown[:3] == ["Alt+1", "Alt+2", "Alt+3"]
    before = len(shown)
    part(window, "product.criteria_set").setFocus()
    type_keys(part(window, "product.criteria_set"), "set 26")
    QTest.keyClick(part(window, "product.criteria_set")._list, ENTER)
    assert len(window.view.page.body.shown_cards()) == before + 1
    assert window.view.page.body.shown_cards()[3].section.name == "tourism"


def test_a_section_that_is_not_there_is_said(window):
    window.open_list("round")
    press(window, Qt.Key.Key_N, CTRL)
    press(window, Qt.Key.Key_9, ALT)
    assert "Không có mục 9" in window.status.text.text()


def test_esc_gives_back_the_text_and_ctrl_z_what_was_typed(window):
    window.go("product")
    window.view.enter()
    name = part(window, "product.name")
    type_into(window, "product.name", "Tên gõ nhầm")
    QTest.keyClick(name, Qt.Key.Key_Escape)
    assert name.text() == "Cà phê bột nguyên chất"
    assert not window.view.page.draft.dirty
    assert "trở lại như trước" in window.status.text.text()
    QTest.keyClick(name, Qt.Key.Key_Z, CTRL)
    assert name.text() == "Tên gõ nhầm"
    QTest.keyClick(name, ENTER)
    assert window.view.page.draft.get("name") == "Tên gõ nhầm"


def test_what_esc_gave_up_is_offered_in_the_status_line(window):
    window.go("product")
    window.view.enter()
    type_into(window, "product.name", "Tên gõ nhầm")
    QTest.keyClick(part(window, "product.name"), Qt.Key.Key_Escape)
    QTest.mouseClick(part(window, "status.offer"), Qt.MouseButton.LeftButton)
    assert part(window, "product.name").text() == "Tên gõ nhầm"


def test_esc_on_something_unreadable_loses_nothing(window):
    new(window, "course")
    day = type_into(window, "course.starts_on", "32/13")
    QTest.keyClick(day, ENTER)
    assert "starts_on" in window.view.page.draft.unread
    QTest.keyClick(focused(), ENTER, SHIFT)
    assert focused() is day
    day.selectAll()
    type_keys(day, "5/3/26")
    QTest.keyClick(day, Qt.Key.Key_Escape)
    assert day.text() == "32/13"  # as it was before this visit
    QTest.keyClick(day, Qt.Key.Key_Z, CTRL)
    assert day.text() == "5/3/26"
    QTest.keyClick(day, ENTER)
    assert window.view.page.draft.get("starts_on") == "2026-03-05"


def test_esc_in_the_page_changes_nothing(window):
    window.go("product")
    window.view.enter()
    type_into(window, "product.name", "Tên mới")
    QTest.keyClick(part(window, "product.name"), ENTER)
    for _ in range(3):
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert window.view.page.draft.get("name") == "Tên mới"
    assert part(window, "product.name").text() == "Tên mới"


def test_esc_closes_a_dropped_list_before_it_gives_back(window):
    window.go("product")
    window.view.enter()
    subject = part(window, "product.subject")
    before = subject.text()
    subject.setFocus()
    subject.selectAll()
    type_keys(subject, "po ko")
    assert subject._list.isVisible()
    QTest.keyClick(subject._list, Qt.Key.Key_Escape)
    assert not subject._list.isVisible()
    assert subject.text() == "po ko"
    QTest.keyClick(subject, Qt.Key.Key_Escape)
    assert subject.text() == before
    QTest.keyClick(subject, Qt.Key.Key_Z, CTRL)
    assert subject.text() == "po ko"


def test_esc_gives_back_what_was_picked_ticked_and_starred(window):
    new(window, "course")
    draft = window.view.page.draft
    form = part(window, "course.form")
    form.setFocus()
    type_keys(form, "hoi ng")
    QTest.keyClick(form._list, ENTER)
    picked = draft.get("form")
    QTest.keyClick(focused(), ENTER, SHIFT)
    assert picked != "class"
    topics = part(window, "course.topics")
    topics.setFocus()
    QTest.keyClick(topics, Qt.Key.Key_F4)
    QTest.keyClick(topics._ticks, Qt.Key.Key_Space)
    QTest.keyClick(topics._ticks, Qt.Key.Key_Escape)
    assert draft.get("topics")
    QTest.keyClick(topics, Qt.Key.Key_Escape)
    assert draft.get("topics") is None
    QTest.keyClick(topics, Qt.Key.Key_Z, CTRL)
    assert draft.get("topics")
    yes_no = part(window, "course.totals_only")
    yes_no.setFocus()
    QTest.keyClick(yes_no, Qt.Key.Key_C)
    assert part(window, "course.t_people").isVisible()
    QTest.keyClick(yes_no, Qt.Key.Key_Escape)
    assert draft.get("totals_only") is False
    assert not part(window, "course.t_people").isVisible()


def test_esc_in_long_text(window):
    new(window, "product")
    note = part(window, "product.note")
    note.setFocus()
    type_keys(note, "Dài")
    QTest.keyClick(note, Qt.Key.Key_Escape)
    assert note.toPlainText() == ""
    QTest.keyClick(note, Qt.Key.Key_Z, CTRL)
    assert note.toPlainText() == "Dài"


def test_ticks_are_sought_by_letters_without_marks(window):
    new(window, "product")
    season = part(window, "product.season")
    season.setFocus()
    type_keys(season, "t")  # drops the list
    ticks = season._ticks
    type_keys(ticks, "hang 1\b11")
    assert ticks.currentItem().text() == "Tháng 11"
    QTest.keyClick(ticks, Qt.Key.Key_Space)
    assert season.text() == "Tháng 11"
    QTest.keyClick(ticks, ENTER)
    stops = window.view.page.body.stops()
    assert focused() is stops[stops.index(season) + 1]


def test_f4_opens_the_choice_of_files(window, qtbot):
    from PySide6.QtWidgets import QFileDialog

    new(window, "product")
    photos = part(window, "product.photos")
    photos.setFocus()
    opened = []

    def answer(*args):
        opened.append(args)
        return [], ""

    kept, QFileDialog.getOpenFileNames = QFileDialog.getOpenFileNames, answer
    try:
        QTest.keyClick(photos, Qt.Key.Key_F4)
    finally:
        QFileDialog.getOpenFileNames = kept
    assert len(opened) == 1
    QTest.keyClick(photos, ENTER)
    assert focused() is not photos
