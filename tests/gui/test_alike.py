"""Typing what is there already shows the line beside the field; its keys open or deny."""

from __future__ import annotations

import pytest
from hands import enter, part, press, put, type_into, type_keys
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from ocop_desktop.actions import alike, entries, kept_drafts, lists, questions

SHIFT = Qt.KeyboardModifier.ShiftModifier
COOP = "HTX Nông nghiệp Đăk Mar"


@pytest.fixture
def coop(office):
    fields = {"name": COOP, "commune": "23500", "contact_phone": "0905123456"}
    return put(office, "subject", fields)


@pytest.fixture
def window(make_window, office, coop):
    made = make_window(office)
    made.go("subject")
    press(made, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    return made


def line(window, field):
    """What the line beside a field says, "" where there is none."""
    found = window.findChild(QLabel, f"subject.{field}.alike")
    return found.text() if found is not None and not found.parentWidget().isHidden() else ""


def test_typing_a_known_phone_shows_who_has_it(window, qtbot):
    type_into(window, "subject.phone", "0905 123 45")
    type_keys(part(window, "subject.phone"), "6")
    qtbot.waitUntil(lambda: line(window, "phone") != "")
    shown = line(window, "phone")
    assert f"<b>{COOP}</b>" in shown
    assert "đã có" in shown
    assert "trùng số điện thoại" in shown
    assert part(window, "subject.phone.alike.open", QPushButton).text() == "Mở (F7)"
    type_keys(part(window, "subject.phone"), "\b")
    qtbot.waitUntil(lambda: line(window, "phone") == "")


def test_leaving_the_field_asks_at_once(window):
    type_into(window, "subject.name", "hợp tác xã Đắk Mar nông nghiệp")
    assert line(window, "name") == ""
    enter(window, "subject.commune", "23500")
    assert line(window, "name") != ""


def test_letter_by_letter_ends_as_typed_at_once(window, qtbot, office):
    type_into(window, "subject.commune", "")
    enter(window, "subject.commune", "23500")
    for name in ("HTX Nông nghiệp Đăk Ma", COOP, "HTX Nông nghiệp Đăk Mar 2"):
        type_into(window, "subject.name", name)
        press(part(window, "subject.name"), Qt.Key.Key_Return)
        at_once = alike.find(office, "subject", {"name": name, "commune": "23500"})
        assert bool(line(window, "name")) == bool(at_once)


def test_its_key_opens_the_other_and_nothing_typed_is_lost(window, office, coop):
    enter(window, "subject.name", "Đại lý Sáu Nhung")
    type_into(window, "subject.phone", "0905123456")
    press(window, Qt.Key.Key_F7)
    assert window.view.page.draft.id == coop
    assert lists.count(office, "subject") == 1  # not there twice
    (kept,) = kept_drafts.listed(office)
    assert (kept.snapshot.title, kept.state) == ("Đại lý Sáu Nhung", "later")
    part(window, "status.offer", QPushButton).click()
    assert part(window, "subject.name").text() == "Đại lý Sáu Nhung"
    assert part(window, "subject.phone").text().replace(" ", "") == "0905123456"
    press(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert lists.count(office, "subject") == 2
    assert kept_drafts.listed(office) == []


def test_its_key_keeps_the_changes_of_a_record_and_leads_back(window, office, coop):
    other = put(office, "subject", {"name": "Đại lý Sáu Nhung"})
    window.open_record("subject", other)
    type_into(window, "subject.phone", "0905123456")
    press(window, Qt.Key.Key_F7)
    assert window.view.page.draft.id == coop
    assert entries.get(office, "subject", other).get("phone") == "0905123456"
    press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.view.page.draft.id == other


def test_another_is_remembered_once_the_record_is_saved(window, office, coop):
    enter(window, "subject.name", "Đại lý Sáu Nhung")
    enter(window, "subject.phone", "0905123456")
    press(window, Qt.Key.Key_F7, SHIFT)
    assert line(window, "phone") == ""
    press(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.view.page.draft.id not in ("", coop)
    assert questions.open_questions(office) == []
    enter(window, "subject.email", "a@b.vn")
    window.alike.ask()
    assert line(window, "phone") == ""


def test_an_answer_can_be_taken_back(window, office, coop):
    other = put(office, "subject", {"name": "Đại lý", "phone": "0905123456"})
    window.open_record("subject", other)
    window.alike.ask()
    press(window, Qt.Key.Key_F7, SHIFT)
    assert questions.open_questions(office) == []
    part(window, "status.offer", QPushButton).click()
    assert len(questions.open_questions(office)) == 1
    assert line(window, "phone") != ""


def test_a_removed_one_is_offered_for_restoring(window, office, coop):
    entries.remove(office, "subject", [coop])
    enter(window, "subject.phone", "0905123456")
    assert "đã xoá ngày" in line(window, "phone")
    assert part(window, "subject.phone.alike.open", QPushButton).text() == "Khôi phục (F7)"
    press(window, Qt.Key.Key_F7)
    assert not entries.get(office, "subject", coop).removed
    assert window.view.page.draft.id == coop


def test_a_barcode_in_a_grid_is_noticed_below_it(window, office, coop, qtbot):
    pack = {"packaging": "Túi", "gtin": "8931234567890"}
    product = entries.save(office, "product", None, {"name": "Cà phê"}, {"packs": [pack]}).id
    other = entries.save(office, "product", None, {"name": "Trà"}, {"packs": [{"size": "2"}]}).id
    window.open_record("product", other)
    row = window.view.page.draft.tables["packs"][0]
    row.put("gtin", "8931234567890")
    window.alike.ask()
    below = part(window, "product.packs.alike", QLabel)
    assert "Cà phê" in below.text()
    assert window.alike.current().owner == product
