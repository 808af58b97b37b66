"""A date known to the month or the year only is never taken for its first day."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.actions import completeness, due, entries, figures, ranks
from ocop_desktop.schema import Entry, dates

PARTIAL_FIELDS = (  # what an old paper often tells to the year or month only
    ("subject", "founded_on"),
    ("subject", "reg_on"),
    ("evidence", "issued_on"),
    ("evidence", "expires_on"),
    ("recognition", "issued_on"),
    ("recognition", "expires_on"),
    ("registration", "decision_on"),
    ("support", "decision_on"),
    ("support", "handed_over_on"),
    ("support_item", "invoice_on"),
    ("support_item", "warranty_to"),
    ("product.mark", "issued_on"),
)


@pytest.fixture
def product(office: Any) -> str:
    subject = entries.save(office, "subject", None, {"name": "HTX (mẫu)", "commune": "23500"}).id
    given = {"name": "Chè (mẫu)", "subject": subject, "criteria_set": "set_11"}
    return entries.save(office, "product", None, given).id


def rank(data: Any, product: str, issued: str, **more: Any) -> str:
    given = {"product": product, "stars": 4, "issued_on": issued, "level": "province", **more}
    saved = entries.save(data, "recognition", None, given)
    assert saved.saved, saved.rejected
    return saved.id


@pytest.mark.parametrize(("kind", "field"), PARTIAL_FIELDS)
@pytest.mark.parametrize(("typed", "kept"), [("2019", "2019"), ("3/2019", "2019-03")])
def test_old_papers_may_be_known_to_the_year_or_month(
    office: Any, kind: str, field: str, typed: str, kept: str
) -> None:
    one = office.forms[kind].by_name[field]
    assert one.type.accept(typed) == kept
    assert one.type.show(kept) == typed.zfill(7 if "/" in typed else 4)
    assert one.type.from_cell(one.type.to_cell(kept)) == kept


@given(st.dates(min_value=dates.first_day("1900"), max_value=dates.first_day("2199")))
def test_the_last_day_a_date_may_mean_stands_after_all_its_days(day: Any) -> None:
    iso = day.isoformat()
    assert dates.latest(iso) == iso
    for known in (iso[:7], iso[:4]):
        assert dates.first_day(known).isoformat() <= iso <= dates.latest(known)


def test_a_rank_of_a_year_ends_in_a_year(office: Any, product: str) -> None:
    id = rank(office, product, "2024")
    entry = entries.get(office, "recognition", id)
    assert entry.get("expires_on") == "2027"
    assert entries.get(office, "product", product).get("current_until") == "2027"


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2026-10-01", "later"),
        ("2026-12-15", "soon"),
        ("2027-06-01", "soon"),
        ("2028-01-01", "overdue"),
    ],
)
def test_an_end_known_to_the_year_is_near_all_that_year_and_over_after_it(
    office: Any, product: str, on: str, state: str
) -> None:
    rank(office, product, "2024")
    (one,) = [one for one in due.due(office, on) if one.kind == "expires"]
    assert (one.date, one.state) == ("2027", state)


def test_figures_and_chains_agree_that_it_holds_while_it_may(office: Any, product: str) -> None:
    rank(office, product, "2024")
    for on, holds in (("2026-12-31", True), ("2027-05-01", True), ("2028-01-01", False)):
        counted = dict(figures.report(office, end=on).lines())
        assert (ranks.in_force(office, product, on) is not None) is holds, on
        name = next(line for line in counted if "còn hiệu lực" in line.lower())
        assert counted[name] == int(holds), on


def test_a_paper_of_a_year_is_not_outdated_within_it() -> None:
    paper = Entry("evidence", "", {"expires_on": "2026"})
    assert not completeness.is_outdated(paper, "2026-11-24")
    assert completeness.is_outdated(paper, "2027-01-01")


def test_a_commitment_of_a_year_is_still_to_be_kept_in_it(office: Any, product: str) -> None:
    subject = entries.get(office, "product", product).get("subject")
    given = {"subject": subject, "project": "Máy rang", "kind": "machine", "commit_until": "2026"}
    entries.save(office, "support", None, given)
    kinds = [one.kind for one in due.due(office, "2026-11-24")]
    assert "commitment" in kinds
    assert "commitment" not in [one.kind for one in due.due(office, "2027-01-01")]


def test_the_decision_of_a_year_that_had_two_is_left_to_the_officer(
    office: Any, product: str
) -> None:
    unsure = rank(office, product, "2026")
    assert entries.get(office, "recognition", unsure).get("regulation") is None
    sure = rank(office, product, "2024")
    assert entries.get(office, "recognition", sure).get("regulation") == "qd148_2023"
