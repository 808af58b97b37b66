"""Recognitions: terms, chains, the status of a product, its number; the same as the figures say."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocop_desktop.actions import entries, figures, numbers, ranks, undo
from ocop_desktop.messages import Trouble


@pytest.fixture
def owner(office):
    return entries.save(office, "subject", None, {"name": "HTX (mẫu)", "commune": "23500"}).id


@pytest.fixture
def product(office, owner):
    return make(office, owner)


def make(office, owner, **more):
    given = {"name": "Chè (mẫu)", "subject": owner, "criteria_set": "set_11", **more}
    return entries.save(office, "product", None, given).id


def give(office, product, stars, issued_on, **more):
    given = {"product": product, "stars": stars, "issued_on": issued_on, "level": "province"}
    saved = entries.save(office, "recognition", None, given | more)
    assert saved.saved, saved.rejected
    return saved.id


def test_a_chain_up_and_down_knows_its_links(office, product):
    first = give(office, product, 3, "2021-04-20")
    second = give(office, product, 4, "2023-06-30", kind="upgrade")
    third = give(office, product, 3, "2026-06-30", kind="regrade")
    assert entries.get(office, "recognition", second).get("previous") == first
    assert entries.get(office, "recognition", third).get("previous") == second
    found = ranks.chain(office, product, "2026-07-01")
    assert [(one.stars, one.step) for one in found] == [(3, "first"), (4, "up"), (3, "down")]
    assert ranks.in_force(office, product, "2024-01-01").stars == 4
    assert ranks.in_force(office, product, "2026-07-01").id == third
    assert ranks.in_force(office, product, "2020-01-01") is None


def test_a_potential_five_waits_for_the_ministry(office, product):
    rank = give(office, product, 4, "2026-06-30", score="90,5")
    assert entries.get(office, "recognition", rank).get("potential_five") is True
    assert ranks.in_force(office, product, "2026-07-01").potential_five


def test_a_recognised_product_is_an_ocop_product(office, product, owner):
    assert entries.get(office, "product", product).get("ocop_status") is None
    give(office, product, 3, "2024-06-30")
    assert entries.get(office, "product", product).get("ocop_status") == "ocop"
    undo.undo(office)
    assert entries.get(office, "product", product).get("ocop_status") is None


@pytest.mark.parametrize(
    ("before", "stars", "more", "after"),
    [
        ("potential", 3, {}, "ocop"),
        ("potential", 2, {}, "potential"),
        ("outside", 4, {}, "outside"),
        ("potential", 4, {"end_reason": "withdrawn", "end_on": "2025-01-01"}, "potential"),
    ],
)
def test_what_makes_an_ocop_product(office, owner, before, stars, more, after):
    product = make(office, owner, ocop_status=before)
    give(office, product, stars, "2024-06-30", **more)
    assert entries.get(office, "product", product).get("ocop_status") == after


DAYS = st.integers(0, 3000)
CHAINS = st.lists(
    st.tuples(st.integers(3, 4), st.dates(), st.booleans(), st.booleans()), max_size=4
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some=CHAINS, year=st.integers(2020, 2030))
def test_in_force_is_what_the_figures_count(office, owner, some, year):
    product = make(office, owner)
    for stars, day, province, ended in some:
        issued = f"{2020 + day.year % 10}-{day.month:02d}-{min(day.day, 28):02d}"
        more = {"end_reason": "withdrawn", "end_on": "2026-01-01"} if ended else {}
        level = "province" if province else "district"
        give(office, product, stars, issued, **(more | {"level": level}))
    on = f"{year}-06-15"
    held = ranks.in_force(office, product, on)
    counted = figures.report(office, on=on).figures
    whole = sum(counted[f"products_{stars}_star"] or 0 for stars in ("three", "four"))
    assert whole == (1 if held else 0)
    entries.remove(office, "product", [product])


# ---- product numbers


def test_the_next_number_is_offered_without_gaps(office, owner):
    codes = []
    for _ in range(3):
        product = make(office, owner)
        codes.append(numbers.next_code(office, product, 2026))
        entries.save(office, "product", product, {"product_code": codes[-1]})
    assert codes == ["51-23500-1-2026", "51-23500-2-2026", "51-23500-3-2026"]
    assert numbers.next_code(office, product, 2026) == codes[-1], "offered again it is the same"
    assert numbers.next_code(office, product, 2027) == "51-23500-1-2027"


def test_a_number_stays_taken_and_a_gap_is_filled(office, owner):
    one = make(office, owner, product_code="51-23500-1-2026")
    make(office, owner, product_code="51 - 23500 - 003 - 2026")
    entries.remove(office, "product", [one])
    product = make(office, owner)
    assert numbers.next_code(office, product, 2026) == "51-23500-2-2026"


def test_two_machines_never_give_the_same_number(make_office):
    given: list[str] = []
    for number in (1, 2):
        office = make_office(f"machine{number}")
        numbers.set_machine(office, number)
        fields = {"name": "HTX (mẫu)", "commune": "23500"}
        owner = entries.save(office, "subject", None, fields).id
        for _ in range(4):
            product = make(office, owner)
            code = numbers.next_code(office, product, 2026)
            entries.save(office, "product", product, {"product_code": code})
            given.append(code)
    assert len(set(given)) == 8
    assert given[4] == "51-23500-501-2026"
    assert numbers.range_of(office) == (501, 1000)


def test_a_used_up_range_is_told(office, owner, monkeypatch):
    monkeypatch.setattr(numbers, "RANGE", 1)
    make(office, owner, product_code="51-23500-1-2026")
    with pytest.raises(Trouble) as trouble:
        numbers.next_code(office, make(office, owner), 2026)
    assert trouble.value.code == "numbers_used_up"
    assert "51-23500" in str(trouble.value)


def test_a_number_given_twice_is_found(office, owner):
    same = [
        make(office, owner, product_code=code) for code in ("51-23500-1-2026", "51-23500-01-2026")
    ]
    make(office, owner, product_code="51-23500-2-2026")
    assert numbers.given_twice(office) == {"51-23500-1-2026": sorted(same)}


def test_before_july_2025_the_district_stands_in_the_number(office):
    former = office.places.former_communes_of("615")[0]
    fields = {"name": "HTX cũ (mẫu)", "commune": former}
    owner = entries.save(office, "subject", None, fields).id
    code = numbers.next_code(office, make(office, owner), 2024)
    assert code == f"62-615-{former.removeprefix('2024:')}-1-2024"


def test_without_a_commune_there_is_no_number(office):
    owner = entries.save(office, "subject", None, {"name": "HTX (mẫu)"}).id
    assert numbers.next_code(office, make(office, owner), 2026) is None
