"""What follows from other values, and what cannot be told."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.records import rules
from ocop_desktop.records.derive import DERIVED, Outside

MONEY = st.integers(0, 10**12)


def derived(kind, values=None, outside=rules.NOBODY, **tables):
    return rules.derive(kind, values or {}, tables, outside)


def test_a_rank_lasts_thirty_six_months():
    assert derived("recognition", {"issued_on": "2024-02-29"})["expires_on"] == "2027-02-28"
    assert set(derived("recognition").values()) == {None}


def test_a_commune_tells_its_former_district():
    known = Outside(district_of={"23500": "615"}.get)
    assert derived("subject", {"commune": "23500"}, known) == {"former_district": "615"}
    assert derived("subject", {"commune": "00001"}, known) == {"former_district": None}
    assert derived("subject", {"commune": "23500"}) == {"former_district": None}


def test_the_clock_of_a_dossier_starts_when_it_is_complete():
    plain = Outside(
        working_days_after=lambda day, n: str(date.fromisoformat(day) + timedelta(days=n))
    )
    both = {"received_on": "2026-06-01", "complete_on": "2026-06-05"}
    assert derived("dossier", both, plain)["due_on"] == "2026-06-20"
    assert derived("dossier", {"received_on": "2026-06-01"}, plain)["due_on"] == "2026-06-16"
    assert derived("dossier", {}, plain)["due_on"] is None


def test_the_local_share_is_what_comes_from_the_province():
    rows = [
        {"source": "commune", "share": "60.5"},
        {"source": "province", "share": "20"},
        {"source": "country", "share": "19.5"},
    ]
    assert derived("product", materials=rows) == {"local_share": "80.5"}
    assert derived("product", materials=rows[2:]) == {"local_share": "0"}
    assert derived("product", materials=[{"source": "commune"}]) == {"local_share": None}


def test_a_grant_is_summed_by_whose_money_it_is():
    rows = [
        {"source": "promotion_local", "approved": 195_000_000, "disbursed": 100_000_000},
        {"source": "own_cash", "approved": 400_000_000},
        {"source": "credit", "approved": 15_000_000},
    ]
    found = derived("support", {"commit_years": 5, "handed_over_on": "2026-03-01"}, sources=rows)
    assert found == {
        "state_total": 195_000_000,
        "own_total": 415_000_000,
        "total": 610_000_000,
        "disbursed_total": 100_000_000,
        "commit_until": "2031-03-01",
    }


def test_nothing_known_of_a_grant_is_blank_and_not_nought():
    assert set(derived("support", sources=[{"source": "central"}]).values()) == {None}


@given(st.lists(st.tuples(st.sampled_from(["central", "own_cash", "credit"]), MONEY), min_size=1))
def test_state_and_own_money_make_the_whole(sources):
    rows = [{"source": source, "approved": money} for source, money in sources]
    found = derived("support", sources=rows)
    assert (found["state_total"] or 0) + (found["own_total"] or 0) == found["total"]


def test_a_machine_is_as_it_was_seen_last():
    rows = [
        {"checked_on": "2026-05-01", "state": "broken"},
        {"checked_on": "2025-05-01", "state": "in_use"},
        {"state": "lost"},
    ]
    found = derived("support_item", {"quantity": "2", "unit_price": 150}, checks=rows)
    assert found == {"amount": 300, "last_state": "broken", "last_checked_on": "2026-05-01"}


def test_a_price_is_rounded_to_the_dong():
    assert derived("support_item", {"quantity": "0.333", "unit_price": 1000})["amount"] == 333
    assert derived("support_item", {"quantity": "2"})["amount"] is None


def test_nothing_follows_for_other_records():
    assert derived("activity", {"topic": "x"}) == {}


def test_what_is_derived_is_a_field_of_the_form(forms):
    for kind in DERIVED:
        for name in derived(kind):
            assert name in forms[kind].by_name, (kind, name)


def test_every_computed_field_of_money_machines_and_products_is_derived(forms):
    for kind in ("support", "support_item", "dossier"):
        computed = {field.name for field in forms[kind].fields if field.computed}
        assert computed <= set(derived(kind)), kind


# ---- the rank a product holds

THREE = {"stars": 3, "issued_on": "2021-04-20", "expires_on": "2024-04-20"}
FOUR = {"stars": 4, "issued_on": "2024-03-01"}


def test_a_product_holds_its_last_rank():
    held = {"current_stars": 4, "current_until": "2027-03-01"}
    assert rules.current_rank([THREE, FOUR]) == held
    assert rules.current_rank([FOUR, THREE]) == held


def test_a_product_may_go_down():
    lower = {"stars": 3, "issued_on": "2025-01-01"}
    assert rules.current_rank([FOUR, lower])["current_stars"] == 3


def test_a_rank_taken_away_ends_on_that_day():
    taken = {**FOUR, "end_reason": "withdrawn", "end_on": "2025-06-01"}
    assert rules.current_rank([THREE, taken]) == {
        "current_stars": 4,
        "current_until": "2025-06-01",
    }


def test_no_rank_or_an_undated_one_is_none():
    nothing = {"current_stars": None, "current_until": None}
    assert rules.current_rank([]) == nothing
    assert rules.current_rank([{"stars": 4}, {"issued_on": "2024-01-01"}]) == nothing


@given(st.permutations([THREE, FOUR, {"stars": 5, "issued_on": "2025"}]))
def test_the_order_of_recognitions_does_not_matter(some):
    assert rules.current_rank(some) == {"current_stars": 5, "current_until": "2028"}
