"""What a person may type beyond what a cell may hold: the day, the unit of money, short sums."""

import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from strategies import CASES, LOOK

from ocop_desktop.schema import TYPES, Habits, Rejected
from ocop_desktop.schema.amounts import in_millions, in_words
from ocop_desktop.schema.number_types import Date, Money

TODAY = "2026-11-15"
PLAIN = [kind for kind in sorted(TYPES) if kind not in ("file", "files")]
EVERY = st.sampled_from(PLAIN).flatmap(lambda k: CASES[k][1].map(lambda value: (k, value)))
HABITS = st.builds(Habits, today=st.just(TODAY), millions=st.booleans())


@given(EVERY, HABITS)
def test_what_an_editor_shows_can_be_typed(case, habits):
    kind, value = case
    made = CASES[kind][0]
    assert made.typed(made.as_typed(value, LOOK, habits), LOOK, habits) == value


@given(EVERY, HABITS)
def test_what_others_show_can_be_typed_too(case, habits):
    """Pasted from a list or a paper: only a bare sum depends on the unit one types in."""
    kind, value = case
    made = CASES[kind][0]
    shown = made.show(value, LOOK) + (" đ" if kind == "money" else "")
    assert made.typed(shown, LOOK, habits) == value


@pytest.mark.parametrize("kind", PLAIN)
@pytest.mark.parametrize("millions", [False, True])
def test_nothing_typed_is_no_value(kind, millions):
    made = CASES[kind][0]
    assert made.typed("  ", LOOK, Habits(TODAY, millions)) is None
    assert made.as_typed(None, LOOK, Habits(TODAY, millions)) == ""


@pytest.mark.parametrize("text", ["n", "N", " n ", "nay", "Hôm nay"])
def test_a_letter_is_today_only_at_the_keyboard(text):
    assert Date().typed(text, habits=Habits(TODAY)) == TODAY
    for read in (Date().read, Date().accept, Date().from_cell, Date().typed):
        with pytest.raises(Rejected):
            read(text)


def test_a_typed_date_is_read_as_any_other():
    assert Date().typed("5/3/24", habits=Habits(TODAY)) == "2024-03-05"
    assert Date().typed("3/2024", habits=Habits(TODAY)) == "2024-03"


@given(st.dates(date(1940, 1, 1), date(2039, 12, 31)), st.sampled_from(["/", "-", ".", " ", ""]))
def test_days_in_every_hand_are_the_same_day(day, sign):
    texts = [day.strftime(f"%d{sign}%m{sign}%y"), day.strftime(f"%d{sign}%m{sign}%Y")]
    if sign:
        texts.append(f"{day.day}{sign}{day.month}{sign}{day.year}")
    for text in texts:
        assert Date().read(text) == day.isoformat()


@given(st.dates(date(1940, 1, 1), date(2039, 12, 31)))
def test_months_and_years_stay_what_is_known(day):
    assert Date().read(f"{day:%m%Y}") == Date().read(f"{day.month}/{day.year}") == f"{day:%Y-%m}"
    assert Date().read(f"{day:%Y}") == f"{day:%Y}"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("12tr", 12_000_000),
        ("12,5tr", 12_500_000),
        ("12.5tr", 12_500_000),
        ("12 Tr.", 12_000_000),
        ("12tr5", 12_500_000),
        ("1tr250", 1_250_000),
        ("1tr05", 1_050_000),
        ("1,5 tỷ", 1_500_000_000),
        ("1,5 tỉ đồng", 1_500_000_000),
        ("1ty", 1_000_000_000),
        ("1tỷ2", 1_200_000_000),
        ("1 tỷ 500 triệu", 1_500_000_000),
        ("2 triệu 500 nghìn", 2_500_000),
        ("1.850tr", 1_850_000_000),
        ("500k", 500_000),
        ("500 nghìn", 500_000),
        ("500 ngàn đồng", 500_000),
        ("12trđ", 12_000_000),
        ("-3tr", -3_000_000),
        ("1.850", 1850),
    ],
)
def test_money_as_people_type_it(text, kept):
    assert Money(min=None).read(text) == kept
    assert Money(min=None).typed(text) == kept


@pytest.mark.parametrize(
    "text", ["tr", "12 tr 5", "5tr 2 tỷ", "12tr5x", "3k 2k", "1,5,5tr", "tr12", "12tr1234", "n"]
)
def test_what_could_mean_two_sums_is_refused(text):
    with pytest.raises(Rejected):
        Money().read(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("12", 12_000_000),
        ("12,5", 12_500_000),
        ("1.850", 1_850_000_000),
        ("1,5 tỷ", 1_500_000_000),
        ("500k", 500_000),
        ("12.500.000đ", 12_500_000),
        ("12.500.000 đồng", 12_500_000),
    ],
)
def test_a_bare_sum_is_in_millions_for_who_asked_for_it(text, kept):
    assert Money().typed(text, habits=Habits(TODAY, millions=True)) == kept


def test_a_cell_never_counts_in_millions():
    assert Money().accept("12") == Money().from_cell(12) == Money().read("12") == 12


@given(st.integers(-(10**14), 10**14))
def test_sums_in_millions_lose_no_dong(value):
    money = Money(min=None)
    assert money.read(f"{in_millions(value)}tr") == value


@given(st.integers(-(10**14), 10**14))
def test_the_words_beside_a_sum_say_that_sum(value):
    words = in_words(value)
    if words:
        assert Money(min=None).read(words) == value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (610_000_000, "610 triệu đồng"),
        (1_500_000, "1,5 triệu đồng"),
        (2_000_000_000, "2 tỷ đồng"),
        (1_850_000_000, "1,85 tỷ đồng"),
        (999_999, ""),
        (1_234_567, ""),
    ],
)
def test_sums_as_reports_speak_of_them(value, words):
    assert in_words(value) == words


@pytest.mark.parametrize(("value", "doubted"), [(0, False), (12, True), (999, True)])
def test_a_sum_too_small_for_dong_is_asked_about(value, doubted):
    doubt = Money().warn(value)
    assert bool(doubt) == doubted
    if doubt:
        assert f"gõ {value}tr" in doubt


def test_sums_in_the_usual_range_are_not_asked_about():
    assert Money().warn(1_000) is None
    assert Money().warn(900 * 10**9) is None
    assert "1.200 tỷ" in str(Money().warn(1_200 * 10**9))


def test_dates_of_a_workbook_are_no_typing():
    assert Date().from_cell(datetime(2024, 3, 5)) == "2024-03-05"  # noqa: DTZ001
