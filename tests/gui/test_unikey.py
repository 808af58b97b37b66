"""UniKey (Backspace, then letters with marks) and input methods (composing) in every place to type.

Telex as UniKey sends it: "dda" is d, then Backspace and đ, then a; "aas" is a, Backspace â,
Backspace ấ. Nothing may come between, and nothing typed may be rewritten meanwhile.
"""

import pytest
from hands import CTRL, part, press, titles, type_keys
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

TELEX = "D\bĐa\bă\bắk Ha\bà: ca\bà phe\bê ra\bâ\bất to\bô\bốt"
TYPED = "Đắk Hà: cà phê rất tốt"
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def product(window):
    """A new product's page."""
    window.open_list("product")
    press(window, Qt.Key.Key_N, CTRL)
    QApplication.processEvents()
    return window


def compose(widget, *steps, commit):
    """What an input method sends while a word is composed, then the word."""
    for step in steps:
        QApplication.sendEvent(widget, QInputMethodEvent(step, []))
    event = QInputMethodEvent()
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def text_of(widget):
    return widget.toPlainText() if hasattr(widget, "toPlainText") else widget.text()


@pytest.mark.parametrize(
    "name", ["product.name", "product.description", "product.subject", "search"]
)
def test_telex_arrives_letter_by_letter(product, name):
    widget = part(product, name)
    widget.setFocus()
    type_keys(widget, TELEX)
    assert text_of(widget) == TYPED


@pytest.mark.parametrize(
    "name", ["product.name", "product.description", "product.subject", "search"]
)
def test_a_composed_word_arrives_whole(product, name):
    widget = part(product, name)
    widget.setFocus()
    compose(widget, "d", "đ", "đa", "đă", "đắ", "đắk", commit="đắk")
    assert text_of(widget) == "đắk"


def test_every_key_leaves_the_text_as_it_was_typed(product):
    """After each key the text is what was typed so far: the list below changes nothing in it."""
    subject = part(product, "product.subject")
    subject.setFocus()
    so_far = ""
    for letter in "Co\bông ba\bă\bằng Po\bô":
        type_keys(subject, letter)
        so_far = so_far[:-1] if letter == "\b" else so_far + letter
        assert subject.text() == so_far
        assert subject.cursorPosition() == len(so_far)
    assert [one.title for one in subject._model.found] == ["HTX Công bằng Pô Kô"]


def test_keys_sent_to_the_dropped_list_are_typed_into_the_field(product):
    """Where the system gives the keyboard to the list, UniKey's keys arrive there."""
    subject = part(product, "product.subject")
    subject.setFocus()
    type_keys(subject, "C")
    assert subject._list.isVisible()
    type_keys(subject._list, "o\bông b")
    assert subject.text() == "Công b"
    QTest.keyClick(subject._list, ENTER)
    assert product.view.page.draft.get("subject")


def test_what_is_still_being_composed_is_looked_for(product):
    subject = part(product, "product.subject")
    subject.setFocus()
    QApplication.sendEvent(subject, QInputMethodEvent("công", []))
    assert subject._list.isVisible()
    assert [one.title for one in subject._model.found] == ["HTX Công bằng Pô Kô"]
    assert subject.text() == ""
    compose(subject, commit="công")
    assert subject.text() == "công"


def test_the_list_of_records_is_searched_by_telex(product, qtbot):
    search = part(product, "search")
    search.setFocus()
    type_keys(search, "ma\bâ\bật o")
    qtbot.waitUntil(lambda: titles(product) == ["Mật ong rừng"])
    assert search.text() == "mật o"


def test_esc_after_telex_gives_back_and_ctrl_z_brings_it(product):
    name = part(product, "product.name")
    name.setFocus()
    type_keys(name, TELEX)
    QTest.keyClick(name, ESC)
    assert name.text() == ""
    QTest.keyClick(name, Qt.Key.Key_Z, CTRL)
    assert name.text() == TYPED


def test_yes_and_stars_take_letters_without_a_key(product):
    """An input method sends the letter; the key behind it is unknown."""
    yes_no = part(product, "product.is_green")
    yes_no.setFocus()
    type_keys(yes_no, "c")
    assert product.view.page.draft.get("is_green") is True
    type_keys(yes_no, "K")
    assert product.view.page.draft.get("is_green") is False
