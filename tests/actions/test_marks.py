"""What was found is marked, and nothing beside it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.actions.marks import found_parts


def marked(text, typed):
    return [text[first : first + length] for first, length in found_parts(text, typed)]


@pytest.mark.parametrize(
    ("text", "typed", "parts"),
    [
        ("Mật ong rừng Đắk Hà", "dak", ["Đắk"]),
        ("Mật ong rừng Đắk Hà", "đắk h", ["Đắk", "H"]),
        ("Hợp tác xã Hoà Bình", "hòa", ["Hoà"]),
        ("Cà phê ca cao", "ca", ["Cà", "ca", "ca"]),
        ("Bánh", "anh", []),
        ("0912 345 678", "2345", ["2 345"]),
        ("0912 345 678", "0912.345", ["0912 345"]),
        ("0912 345 678", "+84912", ["0912"]),
        ("51-23500-3-2026", "23500", ["23500"]),
        ("H'Drai", "drai", ["Drai"]),
        ("Trà", "", []),
        ("", "tra", []),
        ("a😀 Đắk", "dak", ["Đắk"]),
    ],
)
def test_the_parts_that_were_found(text, typed, parts):
    assert marked(text, typed) == parts


def test_combining_marks_belong_to_their_letter():
    text = unicodedata.normalize("NFD", "Mật ong Đắk")
    assert [unicodedata.normalize("NFC", one) for one in marked(text, "đắk mật")] == ["Mật", "Đắk"]


@given(st.text(max_size=30), st.text(max_size=10))
def test_parts_are_in_order_and_within_the_text(text, typed):
    end = 0
    for first, length in found_parts(text, typed):
        assert first >= end
        assert length > 0
        end = first + length
    assert end <= len(text)
