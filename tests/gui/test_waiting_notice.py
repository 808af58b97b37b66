"""A record opened from its list says that a draft of it waits; nothing of it is applied unseen."""

import pytest
from drafting import text, waiting
from hands import CTRL, click, part, press, type_into
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ocop_desktop.actions import entries

NAME = "Cà phê gõ dở"


@pytest.fixture
def found(window, wait, kill):
    """The program begun again after it was killed while a name was typed; the record is open."""
    window.go("product")
    id = window.view.page.draft.id
    type_into(window, "product.name", NAME)
    wait(window)
    again = kill(window)
    again.go("product")
    again.open_record("product", id)
    return again


def said(window):
    strip = window.view.page.findChild(QLabel, "waiting.text")
    return strip.text() if strip is not None and strip.isVisibleTo(window) else ""


def test_the_draft_is_told_and_the_record_shown_as_it_is_kept(found):
    assert "có bản nháp chưa lưu, gõ lúc" in said(found)
    assert text(found, "product.name") != NAME
    assert not found.view.page.dirty
    assert waiting(found) == [NAME]


def test_it_is_taken_back_from_there_and_ends_with_the_save(found):
    id = found.view.page.draft.id
    before = entries.get(found.desk.data, "product", id)
    click(found, "waiting.recover")
    assert text(found, "product.name") == NAME
    assert said(found) == ""
    assert found.view.page.notice.isVisible()
    assert entries.get(found.desk.data, "product", id) == before
    click(found, "command.save")
    assert entries.get(found.desk.data, "product", id).get("name") == NAME
    assert said(found) == ""
    found.desk.keeper.finish()
    assert waiting(found) == []


def test_it_is_discarded_from_there_and_can_be_taken_back(found):
    click(found, "waiting.discard")
    assert said(found) == ""
    assert waiting(found) == []
    click(found, "status.offer")
    assert waiting(found) == [NAME]
    assert said(found) != ""


def test_another_record_and_a_new_one_say_nothing(found):
    other = next(one.id for one in entries_of(found) if one.id != found.view.page.draft.id)
    found.open_record("product", other)
    assert said(found) == ""
    press(found, Qt.Key.Key_N, CTRL)
    assert found.view.page.draft.is_new
    assert said(found) == ""


def test_what_one_types_oneself_is_no_waiting_draft(window, wait):
    window.go("product")
    type_into(window, "product.name", NAME)
    wait(window)
    window.view.page.show_side("around")
    window.view.page.show_side("fields")
    assert said(window) == ""
    assert part(window, "product.name").text() == NAME


def entries_of(window):
    from ocop_desktop.actions import lists

    return lists.entries(window.desk.data, "product")
