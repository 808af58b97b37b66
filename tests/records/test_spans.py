"""Dates known to the day, month or year are compared by what is known of them."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.records.spans import surely_before

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@given(DAYS, DAYS)
def test_full_days_are_compared_as_days(first, second):
    assert surely_before(first.isoformat(), second.isoformat()) == (first < second)


def test_what_is_not_certain_is_not_before():
    assert not surely_before("2024", "2024-03-05")
    assert not surely_before("2024-03-05", "2024-03")
    assert surely_before("2023", "2024-03-05")
    assert surely_before("2024-02-28", "2024-03")
