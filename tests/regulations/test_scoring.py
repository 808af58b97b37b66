"""Points, parts and the two tests of a star rank, over all 52 sets."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop_desktop.messages import Trouble
from ocop_desktop.regulations.council import average_text, council, mean
from ocop_desktop.regulations.scoring import box_count, check_picks, places, points_of, score
from tests.regulations.picking import CODES, LAW, SETS, best_picks, picks_of

every_set = pytest.mark.parametrize(("code", "number"), SETS)
few = settings(max_examples=12)
NEW = LAW.decision("qd26_2026")


def scored(code, number, picks, **how):
    return score(LAW.set(code, number), LAW.decision(code), picks, **how)


@every_set
def test_the_best_boxes_give_the_most_points_and_five_stars(code, number):
    made = LAW.set(code, number)
    found = scored(code, number, best_picks(code, number))
    assert found.total == made.most
    assert found.rank == found.rank_by_score == found.rank_by_minimums == 5
    declared = {("qd148_2023", 7): 99, ("qd148_2023", 11): 97}
    declared |= {("qd148_2023", 12): 97, ("qd148_2023", 13): 98}
    assert made.most == declared.get((code, number), 100)


@every_set
def test_an_empty_sheet_is_one_star(code, number):
    found = scored(code, number, {})
    assert (found.total, set(found.parts.values())) == (0, {0})
    unmarked = not any(found.unmet.values())
    assert (found.rank_by_score, found.rank, unmarked) == (1, 1, False)


@every_set
@few
@given(data=st.data())
def test_parts_make_the_total_and_the_lower_rank_holds(code, number, data):
    made = LAW.set(code, number)
    found = scored(code, number, data.draw(picks_of(made)))
    assert sum(found.parts.values()) == found.total <= made.total
    assert all(found.parts[part.code] <= part.max for part in made.parts)
    if not found.eliminated:
        assert found.rank == min(found.rank_by_score, found.rank_by_minimums)


@every_set
@few
@given(data=st.data(), cumulative=st.booleans())
def test_adding_points_never_lowers_a_rank(code, number, data, cumulative):
    made = LAW.set(code, number)
    picks = data.draw(picks_of(made))
    raised = dict(picks)
    for criterion in made.scored:
        now = picks.get(criterion.key, 0)
        chosen = {
            key
            for place in places(made)
            if criterion in place
            for key in (case.key for case in place)
        } & picks.keys()
        if chosen <= {criterion.key}:
            better = [
                to
                for to in range(now + 1, box_count(criterion) + 1)
                if criterion.points_of(to) > criterion.points_of(now)
            ]
            raised[criterion.key] = data.draw(st.sampled_from([now, *better]))
    raised = {key: to for key, to in raised.items() if to}
    for place in places(made):
        for case in [case for case in place if case.key in raised][1:]:
            del raised[case.key]
    before = scored(code, number, picks, cumulative=cumulative)
    after = scored(code, number, raised, cumulative=cumulative)
    assert after.total >= before.total
    assert after.rank_by_score >= before.rank_by_score
    assert after.rank_by_minimums >= before.rank_by_minimums
    assert (after.rank or 0) >= (before.rank or 0)


@pytest.mark.parametrize("code", CODES)
@given(hundredths=st.integers(0, 10_000))
def test_bands_cover_0_to_100_without_a_gap(code, hundredths):
    decision, points = LAW.decision(code), Decimal(hundredths) / 100
    stars = decision.stars_of(points)
    assert decision.band(stars).least <= points
    assert stars == 5 or points < decision.band(stars + 1).least


@pytest.mark.parametrize(
    ("points", "stars"),
    [
        ("0", 1),
        ("29.99", 1),
        ("30", 2),
        ("49.9", 2),
        ("50", 3),
        ("69.9", 3),
        ("70.0", 4),
        ("89.999", 4),
        ("90", 5),
        ("100", 5),
    ],
)
def test_bands_are_half_open(points, stars):
    assert NEW.stars_of(Decimal(points)) == stars


# ---- minimum marks, on the coffee set

COFFEE = LAW.set("qd26_2026", 13)


def with_marks(star, but=()):
    """The best sheet, with some criteria one box below their mark of a rank."""
    picks = dict(best_picks("qd26_2026", 13))
    for criterion in COFFEE.scored:
        for box, option in enumerate(criterion.options, 1):
            if option.min_star == star and criterion.key in but:
                picks[criterion.key] = box - 1
    return {key: picked for key, picked in picks.items() if picked}


def test_one_mark_of_three_stars_missing_is_two_stars():
    found = scored("qd26_2026", 13, with_marks(3, but=("3.5",)))
    assert found.unmet[3] == ("3.5",)
    assert found.rank_by_score == 5
    assert (found.rank_by_minimums, found.rank) == (2, 2)


def test_one_mark_of_five_stars_missing_is_four_stars():
    found = scored("qd26_2026", 13, with_marks(5, but=("4.1",)))
    assert found.unmet[5] == ("4.1",)
    assert (found.rank_by_minimums, found.rank) == (4, 4)


def test_marks_are_cumulative_unless_said_otherwise():
    picks = with_marks(3, but=("2.2",))
    assert scored("qd26_2026", 13, picks, cumulative=False).rank_by_minimums == 5
    assert scored("qd26_2026", 13, picks, cumulative=True).rank_by_minimums == 2
    assert scored("qd26_2026", 13, picks).rank_by_minimums == 2


def test_a_mark_on_a_title_asks_for_some_box():
    picks = dict(best_picks("qd148_2023", 13))
    assert scored("qd148_2023", 13, picks | {"3e": 1}).unmet[4] == ()
    del picks["3e"]
    assert scored("qd148_2023", 13, picks).unmet[4] == ("3e",)
    assert scored("qd148_2023", 13, picks).rank == 3


def test_two_boxes_of_equal_points_are_two_boxes():
    """Set 7 prints one point twice; a mark is a box, not a number of points."""
    assert LAW.set("qd26_2026", 7).criterion("3.1").points_of(2) == 1
    assert scored("qd26_2026", 7, {"3.1": 2}).total == 1


# ---- criteria that hang on another, yes/no, cases, elimination


@pytest.mark.parametrize(
    ("code", "first", "then"), [("qd26_2026", "5.1", "5.2"), ("qd148_2023", "5a", "5b")]
)
def test_the_story_is_judged_only_where_there_is_one(code, first, then):
    made = LAW.set(code, 13)
    assert made.criterion(then).needs == first
    boxes = box_count(made.criterion(then))
    assert points_of(made, {then: boxes})[then] == 0
    assert points_of(made, {first: 1, then: boxes})[then] == 0, "its first box gives no points"
    assert points_of(made, {first: 2, then: boxes})[then] == made.criterion(then).max


def test_a_mark_on_the_story_needs_the_story():
    picks = dict(best_picks("qd148_2023", 13))
    del picks["5a"]
    assert "5b" in scored("qd148_2023", 13, picks).unmet[3]


def test_a_yes_gives_its_points():
    assert scored("qd26_2026", 13, {"2.4": 1}).points["2.4"] == 1
    assert scored("qd26_2026", 13, {}).points["2.4"] == 0


@pytest.mark.parametrize("code", CODES)
def test_of_two_cases_one_counts(code):
    base = {key: n for key, n in best_picks(code, 26).items() if key not in ("8a", "8b")}
    last = {key: box_count(LAW.set(code, 26).criterion(key)) for key in ("8a", "8b")}
    for key in last:
        assert scored(code, 26, base | {key: last[key]}).total == 100
    assert scored(code, 26, base | last).total == 100, "half-known truth counts once"


def test_whoever_is_out_has_no_rank():
    found = scored("qd26_2026", 13, best_picks("qd26_2026", 13), eliminated=["Giả mạo hồ sơ"])
    assert (found.rank, found.rank_by_score, found.eliminated) == (None, 5, ("Giả mạo hồ sơ",))


def test_water_with_a_strange_taste_is_out():
    picks = dict(best_picks("qd26_2026", 16))
    assert scored("qd26_2026", 16, picks).rank == 5
    (why,) = scored("qd26_2026", 16, picks | {"6.4": 1}).eliminated
    assert "Có vị lạ" in why
    del picks["6.4"]
    assert scored("qd26_2026", 16, picks).eliminated == (), "not ticked yet is not out"


def test_what_the_sheet_calls_out_can_be_read():
    notes = dict(COFFEE.stop_notes())
    assert "Giả mạo hồ sơ" in notes[""]
    assert "nhập khẩu" in notes["1.1"]
    assert not any("<" in text for code, n in SETS for _, text in LAW.set(code, n).stop_notes())


# ---- picks as they are given


@pytest.mark.parametrize(
    ("number", "picks", "code"),
    [
        (13, {"99": 1}, "no_such_criterion"),
        (13, {"1": 1}, "no_such_criterion"),
        (26, {"8": 1}, "no_such_criterion"),
        (13, {"1.1": 4}, "no_such_box"),
        (13, {"1.1": 0}, "no_such_box"),
        (13, {"1.1": -1}, "no_such_box"),
        (13, {"1.1": "2"}, "no_such_box"),
        (13, {"1.1": True}, "no_such_box"),
        (13, {"1.1": 1.0}, "no_such_box"),
        (13, {"2.4": 2}, "no_such_box"),
        (26, {"8a": 1, "8b": 1}, "two_cases_picked"),
    ],
)
def test_picks_that_cannot_be_are_refused(number, picks, code):
    with pytest.raises(Trouble) as trouble:
        check_picks(LAW.set("qd26_2026", number), picks)
    assert trouble.value.code == code
    assert str(trouble.value)


def test_picks_that_can_be_are_kept():
    assert check_picks(LAW.set("qd26_2026", 26), {"8a": 2}) == {"8a": 2}
    assert check_picks(COFFEE, {"1.1": 2, "2.4": 1}) == {"1.1": 2, "2.4": 1}


# ---- a council


def test_a_council_is_averaged_exactly():
    assert mean([69, 70, 70]) == Fraction(209, 3)
    assert NEW.stars_of(mean([69, 70, 70])) == 3
    assert NEW.stars_of(mean([69, 71, 70])) == 4


@pytest.mark.parametrize(
    ("totals", "text"),
    [
        ([91, 92, 93, 91], "91.75"),
        ([70], "70"),
        ([69, 70, 70], "69.67"),
        ([90] * 299 + [89], "89.99"),
    ],
)
def test_an_average_is_never_rounded_into_a_rank(totals, text):
    assert average_text(mean(totals), NEW) == text


@given(st.lists(st.integers(0, 100), min_size=1, max_size=40))
def test_what_is_shown_and_what_holds_are_one_rank(totals):
    average = mean(totals)
    assert NEW.stars_of(Decimal(average_text(average, NEW))) == NEW.stars_of(average)


def test_members_who_differ_are_named_widest_first():
    sheets = [
        scored("qd26_2026", 13, picks)
        for picks in ({"1.1": 1, "4.1": 4}, {"1.1": 2, "4.1": 1}, {"1.1": 2, "4.1": 4})
    ]
    found = council(sheets, NEW)
    assert found is not None
    assert [(one.criterion, one.points) for one in found.differences] == [
        ("4.1", (5, 1, 5)),
        ("1.1", (1, 2, 2)),
    ]
    assert (found.totals, found.spread, found.text) == ((6, 3, 7), 4, "5.33")
    assert "1.1" not in found.unmet[3], "two of three tick it"
    assert council([], NEW) is None


def test_a_mark_that_half_the_council_misses_is_not_met():
    best = best_picks("qd26_2026", 13)
    sheets = [scored("qd26_2026", 13, best | {"4.1": n}) for n in (4, 4, 3, 3)]
    found = council(sheets, NEW)
    assert found is not None
    assert (found.unmet[5], found.rank_by_minimums) == (("4.1",), 4)
    assert found.rank_by_score == 5
    assert found.rank == 4
