"""Picking by typing: without marks, by code, by any word, the likeliest first; in the real window."""

import pytest
from hands import CTRL, part, press, put, type_keys
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ocop_desktop.gui.suggestions import matching
from ocop_desktop.schema import Found

OPTIONS = [
    Found("hop_tac_xa", "Hợp tác xã"),
    Found("lien_hiep", "Liên hiệp hợp tác xã"),
    Found("ho_dang_ky", "Hộ kinh doanh có đăng ký"),
    Found("khac", "Khác"),
]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("hop tac", "Hợp tác xã"),
        ("HỢP TÁC", "Hợp tác xã"),
        ("tac xa", "Hợp tác xã"),
        ("lien", "Liên hiệp hợp tác xã"),
        ("xa hiep", "Liên hiệp hợp tác xã"),
        ("hkd", "Hộ kinh doanh có đăng ký"),
        ("dang ky", "Hộ kinh doanh có đăng ký"),
        ("ho_dang_ky", "Hộ kinh doanh có đăng ký"),
        ("doanh", "Hộ kinh doanh có đăng ký"),
        ("khac", "Khác"),
    ],
)
def test_the_likeliest_option_comes_first(text, first):
    assert matching(OPTIONS, text, lambda one: one.key)[0].title == first


def test_what_is_written_exactly_so_comes_before_what_begins_so():
    options = [Found("b", "Cán bộ xã"), Found("a", "Cán bộ"), Found("c", "Nữ cán bộ")]
    assert [one.key for one in matching(options, "can bo")] == ["a", "b", "c"]


def test_nothing_matches_nonsense():
    assert matching(OPTIONS, "zzz", lambda one: one.key) == []
    assert matching(OPTIONS, "_", lambda one: one.key) in ([], OPTIONS)


@pytest.fixture
def subject(window):
    """A new subject's page."""
    put(window.desk.data, "subject", {"name": "Hộ A Dưa", "contact_phone": "0905123456"})
    window.open_list("subject")
    press(window, Qt.Key.Key_N, CTRL)
    QApplication.processEvents()
    return window


def picked(window, name, text):
    """Type, take the first of the list; the text then shown."""
    editor = part(window, name)
    editor.setFocus()
    editor.selectAll()
    type_keys(editor, text)
    QTest.keyClick(editor._list, Qt.Key.Key_Return)
    return editor.text()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("HTX", "Hợp tác xã"),  # the label it had
        ("tht", "Tổ hợp tác"),
        ("doanh nghiep lon", "Doanh nghiệp lớn"),
    ],
)
def test_a_choice_by_the_label_it_had_or_its_words(subject, text, shown):
    assert picked(subject, "subject.kind", text).startswith(shown)


@pytest.mark.parametrize("text", ["23500", "dak ha", "Đăk Hà", "xa dak ha", "ha dak"])
def test_a_commune_by_code_or_words_or_the_district_it_was_in(subject, text):
    picked(subject, "subject.commune", text)
    places = subject.desk.data.places
    key = subject.view.page.draft.get("commune")
    assert key
    assert "615" in places.parents(key)
    if text == "23500":
        assert key == "23500"


def test_a_former_district_by_code_and_by_name(subject):
    by_code = picked(subject, "subject.former_district", "615")
    assert by_code == picked(subject, "subject.former_district", "huyen dak ha")


@pytest.mark.parametrize("text", ["0905123456", "a dua", "dua"])
def test_a_subject_by_telephone_or_name(subject, text):
    subject.open_list("product")
    press(subject, Qt.Key.Key_N, CTRL)
    QApplication.processEvents()
    assert picked(subject, "product.subject", text) == "Hộ A Dưa"
