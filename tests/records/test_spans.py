"""Dates known to the day, month or year keep what is known of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.records.spans import months_later, surely_before

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2020-02-04", "2023-02-04"),
        ("2024-02-29", "2027-02-28"),
        ("2023-12-31", "2026-12-31"),
        ("2024-11", "2027-11"),
        ("2024", "2027"),
    ],
)
def test_thirty_six_months_later(start, end):
    assert months_later(start, 36) == end


def test_a_month_can_lack_the_day():
    assert months_later("2025-01-31", 1) == "2025-02-28"
    assert months_later("2023-08-31", 6) == "2024-02-29"


@given(DAYS, st.integers(0, 100))
def test_the_later_date_is_a_day_of_that_month_and_never_later_in_it(day, months):
    later = date.fromisoformat(months_later(day.isoformat(), months))
    assert later.year * 12 + later.month == day.year * 12 + day.month + months
    assert later.day <= day.day


@given(DAYS, st.integers(0, 100))
def test_knowing_less_never_changes_the_month(day, months):
    iso = day.isoformat()
    assert months_later(iso[:7], months) == months_later(iso, months)[:7]


@given(DAYS, DAYS)
def test_full_days_are_compared_as_days(first, second):
    assert surely_before(first.isoformat(), second.isoformat()) == (first < second)


def test_what_is_not_certain_is_not_before():
    assert not surely_before("2024", "2024-03-05")
    assert not surely_before("2024-03-05", "2024-03")
    assert surely_before("2023", "2024-03-05")
    assert surely_before("2024-02-28", "2024-03")
