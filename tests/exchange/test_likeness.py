"""Subjects that may be one and the same are noticed, the others are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.exchange.likeness import Likeness, fingerprint

HERE = "23500"


def known(**records):
    like = Likeness("subject")
    for id, values in records.items():
        like.put(id, values)
    return like


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTX Nông nghiệp Đăk Mar", "Hợp tác xã nông nghiệp Đắk Mar"),
        ("Công ty TNHH MTV Sâm Ngọc Linh", "CÔNG TY TNHH Sâm Ngọc Linh"),
        ("Hộ kinh doanh Y Hà", "HKD Y Hà"),
        ("Cơ sở sản xuất Hoà Bình", "cơ sở Hòa Bình"),
    ],
)
def test_names_are_alike_without_marks_and_legal_forms(one, other):
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"), [("HTX Đăk Mar", "HTX Đăk Hring"), ("HTX", "Tổ hợp tác"), ("HTX 1", "HTX 2")]
)
def test_other_names_are_not(one, other):
    assert fingerprint(one) != fingerprint(other)


@given(st.text(max_size=30))
def test_a_name_with_letters_has_a_fingerprint(name):
    assert fingerprint(name) or not any(c.isalnum() for c in name)


@pytest.mark.parametrize(
    ("field", "mine", "theirs", "what"),
    [
        ("tax_code", "6100123456", "6100123456", "tax_code"),
        ("reg_no", "38/A-12", "38a12", "registration"),
        ("rep_citizen_id", "062190000001", "062190000001", "citizen_id"),
        ("phone", "0905123456", "0905123456 / 0987654321", "phone"),
    ],
)
def test_a_shared_number_is_noticed(field, mine, theirs, what):
    like = known(a={field: mine, "name": "Một", "commune": HERE})
    assert like.alike("b", {field: theirs, "name": "Hai", "commune": "23515"}) == {"a": what}


def test_a_name_counts_in_the_same_commune_only():
    like = known(a={"name": "HTX Đăk Mar", "commune": HERE})
    assert like.alike("b", {"name": "Hợp tác xã Đắk Mar", "commune": HERE}) == {"a": "name"}
    assert like.alike("b", {"name": "HTX Đăk Mar", "commune": "23515"}) == {}


def test_two_tax_codes_tell_two_alike_names_apart():
    like = known(a={"name": "HTX Đăk Mar", "commune": HERE, "tax_code": "6100123456"})
    mine = {"name": "HTX Đăk Mar", "commune": HERE, "tax_code": "6100999999"}
    assert like.alike("b", mine) == {}


def test_changed_and_dropped_records_are_forgotten():
    like = known(a={"phone": "0905123456"})
    like.put("a", {"phone": "0905999999"})
    assert like.alike("b", {"phone": "0905123456"}) == {}
    assert like.alike("b", {"phone": "0905999999"}) == {"a": "phone"}
    like.drop("a")
    like.drop("a")
    assert like.alike("b", {"phone": "0905999999"}) == {}


def test_nobody_is_like_himself():
    like = known(a={"phone": "0905123456"})
    assert like.alike("a", {"phone": "0905123456"}) == {}
