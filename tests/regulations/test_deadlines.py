"""Days that follow from days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.regulations import (
    Limits,
    expires_on,
    regrade_window,
)

days = st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(date.isoformat)


@pytest.mark.parametrize(
    ("issued", "expires"),
    [
        ("2024-02-29", "2027-02-28"),
        ("2023-12-31", "2026-12-31"),
        ("2026-05-22", "2029-05-22"),
        ("2024-12", "2027-12"),
        ("2024", "2027"),
    ],
)
def test_a_certificate_ends_after_36_months(issued: str, expires: str) -> None:
    assert expires_on(issued) == expires


@pytest.mark.parametrize(
    ("issued", "months", "expires"),
    [("2024-08-31", 6, "2025-02-28"), ("2024-01", 11, "2024-12"), ("2024-03", 10, "2025-01")],
)
def test_other_terms_end_in_their_month(issued: str, months: int, expires: str) -> None:
    assert expires_on(issued, months) == expires


@given(days)
def test_a_later_certificate_never_ends_earlier(issued: str) -> None:
    next_day = (date.fromisoformat(issued) + timedelta(days=1)).isoformat()
    assert expires_on(issued) <= expires_on(next_day)
    assert expires_on(issued[:7]) == expires_on(issued)[:7]
    assert expires_on(issued[:4]) == expires_on(issued)[:4]


def test_the_window_to_ask_for_regrading() -> None:
    limits = Limits(36, regrade_opens_days=180, regrade_closes_days=120)
    assert regrade_window("2027-06-30", limits) == ("2027-01-01", "2027-03-02")
    assert regrade_window("2027-06", limits) is None
    assert regrade_window("2027-06-30", Limits(36)) is None
