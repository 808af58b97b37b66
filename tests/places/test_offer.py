"""What a list offers for a text: the places of the record's day first, names of both maps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.paths import resources_dir
from ocop_desktop.places import Places
from ocop_desktop.places.offer import is_before
from ocop_desktop.places.places import is_former
from ocop_desktop.places.search import LIMIT

PLACES = Places.load(resources_dir() / "places", home="51")
NOW, THEN = "2026-11-15", "2024-05-05"
COMMUNES = list(PLACES.all_of("commune"))


def offered(text, day=NOW, within="", kind="commune"):
    return PLACES.offered(kind, text, day, within)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        ("2025-06-30", True),
        ("2025-07-01", False),
        ("2025-06", True),
        ("2025-07", False),
        ("2024", True),
        ("2025", False),
        ("2026-01-01", False),
    ],
)
def test_the_map_changes_on_the_first_of_july_2025(day, before):
    assert is_before(day) is before


@pytest.mark.parametrize("text", ["đắk ui", "đăk ui", "dak ui", "Xa Dak Ui", "ĐĂK UI", "23510"])
def test_a_commune_is_found_by_any_part_without_marks_or_by_its_code(text):
    assert offered(text)[0].key == "23510"


@pytest.mark.parametrize(("day", "first"), [(NOW, "23510"), (THEN, "2024:23509")])
def test_the_communes_of_the_records_day_come_first(day, first):
    found = [one.key for one in offered("đắk ui", day)]
    assert found[0] == first
    assert {"23510", "2024:23509"} <= set(found)


def test_the_name_of_a_merged_commune_leads_to_the_one_of_today():
    found = offered("hà mòn")
    assert (found[0].key, found[0].title) == ("23500", "Xã Đăk Hà")
    assert found[0].note == "gồm Xã Hà Mòn cũ · Huyện Đắk Hà (cũ), Tỉnh Quảng Ngãi"
    former = next(one for one in found if one.key == "2024:23521")
    assert former.title == "Xã Hà Mòn (nay: Xã Đăk Hà)"
    assert offered("hà mòn", THEN)[0].key == "2024:23521"


def test_the_name_of_today_leads_to_what_it_was_where_no_former_one_bears_it():
    today = next(key for key in PLACES.communes_of("615") if len(PLACES.predecessors(key)) > 1)
    found = [one.key for one in offered(PLACES.name(today), THEN)]
    assert set(PLACES.predecessors(today)) & set(found[:10])


def test_a_former_district_brings_its_communes():
    found = [one.key for one in offered("huyện đắk hà")]
    assert found[:5] == ["23500", "23512", "23504", "23510", "23515"]
    assert {PLACES.district_of(key) for key in found[:5]} == {"615"}
    assert {"23512", "23504"} <= {one.key for one in offered("đắk hà")}


def test_before_typing_all_communes_at_hand_are_offered_in_order():
    found = offered("")
    assert len(found) == 96
    assert not any(is_former(one.key) for one in found)
    assert {one.key for one in offered("", THEN, "615")} == set(PLACES.former_communes_of("615"))
    assert len(offered("", NOW, kind="province")) == 34
    assert len(offered("", THEN, kind="province")) == 63


def test_what_lies_in_the_chosen_province_comes_first():
    found = [one.key for one in offered("tân thành", NOW, "96")]
    assert PLACES.is_in(found[0], "96")
    assert not all(PLACES.is_in(key, "96") for key in found)


@given(key=st.sampled_from(COMMUNES), day=st.sampled_from([NOW, THEN]))
def test_every_commune_is_offered_for_its_full_name_on_every_day(key, day):
    keys = [one.key for one in offered(PLACES.full_title(key), day)]
    at_home = PLACES.is_in(key, "51")
    assert key in keys or not at_home
    assert len(keys) == len(set(keys)) <= LIMIT


@given(key=st.sampled_from([key for key in COMMUNES if "nay" in PLACES.titled(key)]))
def test_a_title_with_both_names_is_read_again(key):
    title = PLACES.titled(key)
    alike = [one for one in PLACES.find("commune", title) if one.title == title]
    assert alike
