"""Lists and search: without marks, by part of a number, in Vietnamese order, filtered."""

import pytest
from sqlalchemy import delete, insert

from ocop_desktop.actions import entries, lists
from ocop_desktop.messages import Trouble
from ocop_desktop.store.positions import spread
from ocop_desktop.store.tables import SearchRow

NAMES = ["Ánh Dương", "Ẩm thực Đăk Mar", "An Thành", "Bờ Y", "Đắk Hà", "Dê Hoà Bình", "Ăn sạch"]


@pytest.fixture
def full(office):
    for number, name in enumerate(NAMES):
        kind = "hop_tac_xa" if number % 2 else "to_hop_tac"
        given = {"name": name, "kind": kind, "contact_phone": f"090512345{number}"}
        given |= {"founded_on": f"20{10 + number}", "members": number * 10}
        assert entries.save(office, "subject", None, given).saved
    return office


def names(data, **how):
    found = lists.keys(data, "subject", **how)
    return [row.texts[0] for row in lists.rows(data, "subject", found, ["name"])]


def test_names_sort_the_vietnamese_way(full):
    assert names(full) == [
        "An Thành",
        "Ánh Dương",
        "Ăn sạch",
        "Ẩm thực Đăk Mar",
        "Bờ Y",
        "Dê Hoà Bình",
        "Đắk Hà",
    ]
    assert names(full, descending=True)[0] == "Đắk Hà"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dak", ["Ẩm thực Đăk Mar", "Đắk Hà"]),
        ("Đắk", ["Ẩm thực Đăk Mar", "Đắk Hà"]),
        ("đăk mar", ["Ẩm thực Đăk Mar"]),
        ("mar am", ["Ẩm thực Đăk Mar"]),
        ("hòa", ["Dê Hoà Bình"]),
        ("hoa binh", ["Dê Hoà Bình"]),
        ("123 453", ["Bờ Y"]),
        ("0905123456", ["Ăn sạch"]),
        ("3453", ["Bờ Y"]),
        ("không có", []),
        ('"*?(', NAMES),
        ("an-thanh", ["An Thành"]),
    ],
)
def test_search_as_one_types(full, typed, found):
    assert sorted(names(full, typed=typed)) == sorted(found)


def test_filters_by_choice_range_and_blank(full):
    assert len(names(full, where={"kind": "hop_tac_xa"})) == 3
    assert len(names(full, where={"kind": ["hop_tac_xa", "to_hop_tac"]})) == 7
    assert names(full, where={"founded_on": ("2015", None)}) == ["Dê Hoà Bình", "Ăn sạch"][::-1]
    assert names(full, where={"commune": None}) == names(full)
    assert names(full, where={"members": 30}) == ["Bờ Y"]
    assert names(full, where={"members": (20, 30)}) == ["An Thành", "Bờ Y"]


def test_sorting_by_any_column(full):
    assert names(full, sort="founded_on") == NAMES
    assert names(full, sort="members", descending=True) == NAMES[::-1]


def test_a_link_sorts_by_what_it_is_called(full):
    for name in ("Đắk Hà", "An Thành"):
        given = {"name": f"Sản phẩm của {name}", "subject": name}
        assert entries.save(full, "product", None, given).saved
    found = lists.keys(full, "product", sort="subject")
    rows = lists.rows(full, "product", found, ["subject"])
    assert [row.texts[0] for row in rows] == ["An Thành", "Đắk Hà"]


def test_a_new_name_is_found_everywhere_at_once(full):
    subject = lists.find(full, "subject", "bo y")[0].key
    product = entries.save(full, "product", None, {"name": "Muối", "subject": subject}).id
    given = {"product": product, "stars": 3, "issued_on": "2025-01-01"}
    entries.save(full, "recognition", None, given)
    entries.save(full, "product", product, {"name": "Muối tre"})
    found = lists.find_anywhere(full, "muoi tre")
    assert {hit.kind for hit in found} == {"product", "recognition"}
    entries.save(full, "subject", subject, {"name": "Bờ Y Mới"})
    assert [one.title for one in lists.find(full, "subject", "bo y")] == ["Bờ Y Mới"]


def test_removed_records_are_a_list_of_their_own(full):
    subject = lists.find(full, "subject", "an thanh")[0].key
    entries.remove(full, "subject", [subject])
    assert "An Thành" not in names(full)
    assert names(full, removed=True) == ["An Thành"]
    assert lists.find(full, "subject", "an thanh") == []


def test_a_typed_filter_is_read_as_the_field_reads(full):
    read = lists.read_filter(full, "subject", {"kind": "Hợp tác xã", "members": "1.000"})
    assert read == {"kind": "hop_tac_xa", "members": 1000}
    with pytest.raises(Trouble):
        lists.read_filter(full, "subject", {"members": "mớ"})
    with pytest.raises(Trouble):
        lists.keys(full, "subject", where={"no_such": 1})
    with pytest.raises(Trouble):
        lists.keys(full, "goat")


def test_rows_of_a_table_are_listed_by_their_parent(full):
    subject = lists.find(full, "subject", "bo y")[0].key
    entries.save(full, "subject", subject, {}, {"persons": [{"full_name": "Y Một"}]})
    found = lists.entries(full, "person", where={"subject": subject})
    assert [entry.get("full_name") for entry in found] == ["Y Một"]


def test_a_long_list_knows_its_length_and_its_beginning_at_once(office):
    with office.work("test") as work:
        rows = [
            {"number": place, "kind": "subject", "id": f"id {number}", "removed": False}
            | {"title": f"{number:04}", "sort_key": f"{number:04}", "folded": f"{number:04}"}
            for number, place in enumerate(spread("subject", removed=False, count=1300))
        ]
        work.connection.execute(insert(SearchRow), rows)
    up, down = lists.keys(office, "subject"), lists.keys(office, "subject", descending=True)
    assert (len(up), len(down)) == (1300, 1300)
    assert list(up[:3]) == list(down)[:-4:-1]
    assert up[-1] == list(up)[1299] == down[0]
    assert list(up[500:530]) == list(up)[500:530]
    assert up.index(up[900]) == 900
    with pytest.raises(IndexError):
        up[1300]
    with pytest.raises(ValueError, match="not in"):
        up.index(10**9)


def test_keys_of_records_that_went_meanwhile_are_no_keys(office):
    test_a_long_list_knows_its_length_and_its_beginning_at_once(office)
    found = lists.keys(office, "subject")
    assert len(found) == 1300
    with office.work("test") as work:
        work.connection.execute(delete(SearchRow).where(SearchRow.sort_key >= "1200"))
    assert found[1250] == -1
    assert lists.rows(office, "subject", [found[1250]], ["name"]) == []
