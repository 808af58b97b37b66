"""Working days: weekends, holidays, days exchanged for a Saturday, what is not sure."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.messages import Trouble
from ocop_desktop.paths import resources_dir
from ocop_desktop.regulations import WorkCalendar

FILE = resources_dir() / "calendar/public-holidays.toml"
OFFICE = WorkCalendar.load(FILE)
PLAIN = WorkCalendar()
days = st.dates(date(2022, 1, 1), date(2035, 1, 1))


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        ("2026-11-02", 15, "2026-11-23"),  # a Monday
        ("2026-11-06", 1, "2026-11-09"),
        ("2026-11-07", 1, "2026-11-09"),
        ("2026-11-02", 0, "2026-11-02"),
    ],
)
def test_weekends_do_not_count(day: str, count: int, due: str) -> None:
    assert OFFICE.after(day, count) == PLAIN.after(day, count) == due


@pytest.mark.parametrize(
    ("day", "count", "due", "why"),
    [
        ("2026-04-24", 1, "2026-04-28", "Giỗ Tổ stands on a Sunday and is made up for on Monday"),
        ("2026-04-29", 1, "2026-05-04", "30/4, 1/5"),
        ("2026-02-13", 1, "2026-02-23", "nine days of Tết"),
        ("2026-08-21", 1, "2026-08-22", "a Saturday worked for 31/8"),
        ("2026-08-28", 1, "2026-09-03", "31/8 exchanged, 1/9 and 2/9"),
        ("2025-12-31", 1, "2026-01-05", "1/1, and 2/1 exchanged for 10/1"),
        ("2026-01-09", 1, "2026-01-10", "a Saturday worked for 2/1"),
        ("2023-04-28", 1, "2023-05-04", "three holidays with their substitution days"),
        ("2040-04-27", 2, "2040-05-03", "years not listed know the fixed days"),
    ],
)
def test_holidays_and_exchanged_days(day: str, count: int, due: str, why: str) -> None:
    assert OFFICE.after(day, count) == due, why


def test_what_is_only_reported_is_worked_on_and_told_as_a_doubt() -> None:
    assert OFFICE.is_working(date(2026, 11, 24))
    (doubt,) = OFFICE.doubts("2026-11-01", "2026-12-31")
    assert (doubt.date, doubt.state, doubt.source) == ("2026-11-24", "reported", "nq80")
    assert OFFICE.doubts("2029-11-24", "2029-11-24") == [], "a Saturday is no doubt"


def test_days_announced_each_autumn_are_off_and_told_as_a_doubt() -> None:
    assert not OFFICE.is_working(date(2027, 2, 4))
    assert [one.state for one in OFFICE.doubts("2027-02-04", "2027-02-04")] == ["expected"]
    assert OFFICE.doubts("2026-02-16", "2026-02-20") == []


@given(days, st.integers(0, 40))
def test_a_limit_falls_on_a_working_day_and_that_many_lie_between(day: date, count: int) -> None:
    due = date.fromisoformat(OFFICE.after(day.isoformat(), count))
    between = [day + timedelta(days=n) for n in range(1, (due - day).days + 1)]
    assert sum(map(OFFICE.is_working, between)) == count
    assert count == 0 or OFFICE.is_working(due)


@given(days, st.integers(1, 40))
def test_a_later_start_never_ends_earlier(day: date, count: int) -> None:
    later = (day + timedelta(days=1)).isoformat()
    assert OFFICE.after(day.isoformat(), count) <= OFFICE.after(later, count)


def test_every_source_of_the_file_is_named_in_it() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert OFFICE.holidays is not None
    for one in (*OFFICE.holidays.days, *OFFICE.holidays.swaps):
        assert f"#   {one.source} " in text
    assert OFFICE.listed_until == "2031-12-31"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"2026-11-24"', '"2026-11-31"', "2026-11-31 không phải là ngày"),
        ('"2026-11-24"', '"2026-09-02"', "ngày 2026-09-02 trùng"),
        ('state = "reported"', 'state = "maybe"', "maybe"),
        ("every_year", "each_year", "each_year"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    file = tmp_path / "calendar.toml"
    file.write_text(FILE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Trouble) as trouble:
        WorkCalendar.load(file)
    assert reason in str(trouble.value)
