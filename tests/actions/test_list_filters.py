"""Filters by anything, the former district in every list with a commune, headings, exact totals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.actions import entries, lists
from ocop_desktop.actions.list_keys import Asked, grouped
from ocop_desktop.actions.totals import totals
from ocop_desktop.actions.wanted import DAYS, EXPIRY, FILLED, Days, from_json, span, to_json
from ocop_desktop.messages import Trouble

DAY = "2026-05-15"


def put(data, kind, **fields):
    saved = entries.save(data, kind, None, fields)
    assert saved.saved, saved.rejected
    return saved.id


def names(data, kind, **how):
    column = data.forms[kind].title_fields[0].name
    found = lists.keys(data, kind, **how)
    return [row.texts[0] for row in lists.rows(data, kind, found, [column])]


def communes(data):
    """Two communes of one former district and one of another, both in the office's province."""
    by_district = {}
    for key in data.places.communes_of(data.places.home):
        by_district.setdefault(data.places.district_of(key), []).append(key)
    first, second = [keys for district, keys in by_district.items() if district and len(keys) > 1][
        :2
    ]
    return first[0], first[1], second[0]


@pytest.fixture
def outlets(office):
    one, two, three = communes(office)
    for name, commune in (("Ẩm", one), ("Ánh", two), ("Bờ", three), ("Cơm", None)):
        put(office, "outlet", name=name, commune=commune)
    return office


def test_the_former_district_stands_beside_the_commune(outlets):
    form = outlets.forms["outlet"]
    columns = lists.usual_columns(form)
    assert columns.index("former_district") == columns.index("commune") + 1
    found = lists.keys(outlets, "outlet")
    rows = lists.rows(outlets, "outlet", found, ["name", "former_district"])
    district = outlets.places.district_of(communes(outlets)[0])
    title = outlets.places.title("district", district)
    assert [row.texts[1] == title for row in rows] == [True, True, False, False]


def test_a_former_district_is_a_filter_and_so_is_a_province(outlets):
    one, _, three = communes(outlets)
    places = outlets.places
    where = {"former_district": places.district_of(one)}
    assert names(outlets, "outlet", where=where) == ["Ánh", "Ẩm"]
    where = {"former_district": [places.district_of(one), places.district_of(three)]}
    assert len(names(outlets, "outlet", where=where)) == 3
    assert len(names(outlets, "outlet", where={"commune": places.home})) == 3
    assert names(outlets, "outlet", where={"former_district": None}) == ["Cơm"]
    assert names(outlets, "outlet", where={"commune": FILLED}) == ["Ánh", "Ẩm", "Bờ"]


def test_rows_stand_under_the_former_districts(outlets):
    found, headings = grouped(outlets, Asked("outlet"), "former_district")
    assert sum(heading.count for heading in headings) == 4
    assert headings[-1].text == "(Chưa có huyện cũ)"
    texts = [heading.text for heading in headings[:-1]]
    assert texts == sorted(texts, key=lambda text: text.split()[-1]) or len(texts) == 2
    assert [key for key in found if key < 0] == [-1, -2, -3]
    found, headings = grouped(outlets, Asked("outlet", typed="anh"), "former_district")
    assert [heading.count for heading in headings] == [1]


def test_places_and_choices_sort_by_what_they_are_called(outlets):
    found = lists.keys(outlets, "outlet", sort="commune")
    titles = [row.texts[0] for row in lists.rows(outlets, "outlet", found, ["commune"])]
    from ocop_desktop.vietnamese import sort_key

    assert titles[:3] == sorted(titles[:3], key=sort_key)
    assert titles[3] == ""


# ---- days


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("month", "2026-05-01", "2026-05-31"),
        ("quarter", "2026-04-01", "2026-06-30"),
        ("year", "2026-01-01", "2026-12-31"),
        ("last_month", "2026-04-01", "2026-04-30"),
        ("last_year", "2025-01-01", "2025-12-31"),
        ("lapsed", None, DAY),
        ("valid", "2026-05-16", None),
        ("soon_90", "2026-05-16", "2026-08-13"),
    ],
)
def test_spans_of_days_by_name(name, first, last):
    assert span(name, DAY) == (first, last)


def test_the_last_quarter_ends_with_the_year():
    assert span("quarter", "2026-12-31") == ("2026-10-01", "2026-12-31")
    assert span("last_month", "2026-01-31") == ("2025-12-01", "2025-12-31")


def test_a_date_known_to_the_month_or_year_may_be_in_a_span(office):
    for day in ("2026-05-20", "2026-05", "2026", "2026-06-01", "2025", "2026-04"):
        put(office, "course", name=day, starts_on=day)
    inside = names(office, "course", where={"starts_on": ("2026-05-01", "2026-05-31")})
    assert sorted(inside) == ["2026", "2026-05", "2026-05-20"]
    assert sorted(names(office, "course", where={"starts_on": (None, "2026-04-30")})) == [
        "2025",
        "2026",
        "2026-04",
    ]


def test_expiry_is_asked_for_by_name(office):
    today = office.today()
    low, high = span("soon_30", today)
    for day in (low, high, today, "2019-01-01", "2150-01-01"):
        put(office, "evidence", paper="other", name=day, number=day, expires_on=day)
    found = lists.keys(office, "evidence", where={"expires_on": Days("soon_30")})
    rows = lists.rows(office, "evidence", found, ["number"])
    assert {row.texts[0] for row in rows} == {low, high}
    assert len(lists.keys(office, "evidence", where={"expires_on": Days("lapsed")})) == 2


def test_an_answer_in_json_is_a_filter_too(office):
    put(office, "product", name="Có", is_set=True, capacity="12.5")
    put(office, "product", name="Không", is_set=False, capacity="100")
    put(office, "product", name="Trống")
    assert names(office, "product", where={"is_set": True}) == ["Có"]
    assert names(office, "product", where={"is_set": None}) == ["Trống"]
    assert names(office, "product", where={"capacity": ("12", "99")}) == ["Có"]
    assert names(office, "product", where={"capacity": FILLED}) == ["Có", "Không"]


def test_when_and_by_whom_are_columns_and_filters(office):
    put(office, "product", name="Mới")
    today = office.today()
    assert names(office, "product", where={"_changed_at": (today, today)}) == ["Mới"]
    assert names(office, "product", where={"_changed_at": (None, "2001-01-01")}) == []
    found = lists.keys(office, "product", sort="_changed_at")
    row = lists.rows(office, "product", found, ["_changed_at", "_changed_by"])[0]
    assert row.texts[0].startswith("/".join(reversed(today.split("-"))))
    with pytest.raises(Trouble):
        lists.rows(office, "product", found, ["_secret"])


@given(st.sampled_from([*DAYS, *EXPIRY]))
def test_a_span_that_is_kept_is_the_same_span(name):
    for one in (Days(name), FILLED, ("a", None), ["x", "y"], "x", 3, True, None):
        assert from_json(to_json(one)) == one


def test_every_field_of_every_list_can_be_filtered_sorted_and_shown(office):
    for kind in sorted(office.forms.searched):
        form = office.forms[kind]
        fields = lists.choosable(form)
        assert len({field.name for field in fields}) == len(fields)
        for field in fields:
            assert len(lists.keys(office, kind, sort=field.name)) == 0
            assert len(lists.keys(office, kind, where={field.name: FILLED})) == 0


# ---- totals


def test_totals_are_exact_and_follow_the_filters(office):
    amounts = ["0.1", "0.2", "1234567890123.45"]
    for n, amount in enumerate(amounts):
        put(office, "product", name=f"P{n}", capacity=amount)
    shown = totals(office, Asked("product"), ["name", "capacity"])
    assert [one.name for one in shown] == ["capacity"]
    capacity = office.forms["product"].field("capacity").type
    assert shown[0].text == capacity.show(f"{sum(map(Decimal, amounts)):f}")
    some = totals(office, Asked("product", where={"capacity": (None, "1")}), ["capacity"])
    assert some[0].text == capacity.show("0.3")


def test_totals_of_nothing_are_nought(office):
    assert [one.text for one in totals(office, Asked("event"), ["spent"])] == ["0"]


# ---- the place of the subject


@pytest.fixture
def owned(outlets):
    """Subjects in the communes of `outlets`; a product of each; ranks, grants, papers of some."""
    ids = {}
    for letter, commune in zip("ABCD", (*communes(outlets), None), strict=True):
        subject = put(outlets, "subject", name=f"HTX {letter}", commune=commune)
        ids[letter] = put(outlets, "product", name=f"Chè {letter}", subject=subject)
        put(outlets, "recognition", product=ids[letter], stars=3, decision_no=letter)
        put(outlets, "support", project=f"Đề án {letter}", subject=subject)
        own = {"product": ids[letter]} if letter in "AC" else {"subject": subject}
        put(outlets, "evidence", paper="test_report", number=letter, **own)
    put(outlets, "product", name="Mồ côi")
    return outlets


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        ("product", "name"),
        ("recognition", "decision_no"),
        ("support", "project"),
        ("evidence", "number"),
    ],
)
def test_what_hangs_on_a_subject_is_filtered_by_its_former_district(owned, kind, column):
    def found(**how):
        keys = lists.keys(owned, kind, **how)
        return {row.texts[0][-1] for row in lists.rows(owned, kind, keys, [column])}

    one, two, three = communes(owned)
    district = owned.places.district_of
    assert found(where={"former_district": district(one)}) == {"A", "B"}
    assert found(where={"former_district": district(three)}) == {"C"}
    assert found(where={"former_district": [district(one), district(three)]}) == {"A", "B", "C"}
    assert found(where={"former_district": owned.places.home}) == {"A", "B", "C"}
    assert found(where={"commune": two}) == {"B"}
    assert "A" not in found(where={"former_district": None})
    assert found(where={"former_district": FILLED}) == {"A", "B", "C"}
    assert "former_district" not in lists.usual_columns(owned.forms[kind])
    assert "former_district" in [one.name for one in lists.choosable(owned.forms[kind])]


def test_the_former_district_of_the_subject_is_a_column_a_heading_and_an_order(owned):
    places = owned.places
    found = lists.keys(owned, "product", sort="former_district")
    rows = lists.rows(owned, "product", found, ["name", "former_district", "commune"])
    shown = {row.texts[0]: row.texts[1] for row in rows}
    one, _, three = communes(owned)
    assert shown["Chè A"] == places.title("district", places.district_of(one))
    assert rows[-1].texts[1:] == ("", "")
    assert [row.texts[2] for row in rows if row.texts[0] == "Chè C"] == [
        places.title("commune", three)
    ]
    texts = [row.texts[1] for row in rows if row.texts[1]]
    from ocop_desktop.vietnamese import sort_key

    assert texts == sorted(texts, key=sort_key)
    found, headings = grouped(owned, Asked("product"), "former_district")
    assert sum(one.count for one in headings) == 5
    assert {one.text for one in headings} == {*texts, "(Chưa có huyện cũ)"}


def test_a_product_moves_with_its_subject(owned):
    one, _, three = communes(owned)
    (key,) = lists.keys(owned, "product", typed="che a")
    (row,) = lists.rows(owned, "product", [key], ["subject"])
    there = {"commune": three, "former_district": owned.places.district_of(three)}
    assert entries.save(owned, "subject", str(row.values[0]), there).saved
    where = {"former_district": owned.places.district_of(three)}
    assert names(owned, "product", where=where) == ["Chè A", "Chè C"]
    where = {"former_district": owned.places.district_of(one)}
    assert names(owned, "product", where=where) == ["Chè B"]


def test_names_with_numbers_stand_by_their_size_in_lists_and_columns(office):
    told = [f"Tổ hợp tác {number}" for number in (11, 3, 100, 20)]
    for name in told:
        put(office, "outlet", name=name)
    ordered = [f"Tổ hợp tác {number}" for number in (3, 11, 20, 100)]
    assert names(office, "outlet") == ordered
    assert names(office, "outlet", typed="to hop") == ordered
    assert names(office, "outlet", descending=True) == ordered[::-1]
    assert names(office, "outlet", sort="name") == ordered
