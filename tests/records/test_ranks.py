"""Which rank holds on a day, and chains that go up and down."""

from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.records.ranks import chain, rank_on


def rank(id, stars, issued_on, **more):
    return {"id": id, "stars": stars, "issued_on": issued_on, "level": "province", **more}


THREE, FOUR = rank("a", 3, "2021-04-20"), rank("b", 4, "2023-06-30")
LOWER = rank("c", 3, "2026-06-30")


def test_a_chain_goes_up_and_down():
    found = chain([LOWER, THREE, FOUR], "2026-12-01")
    assert [(one.id, one.step, one.state) for one in found] == [
        ("a", "first", "followed"),
        ("b", "up", "followed"),
        ("c", "down", "in_force"),
    ]
    assert found[1].until == "2026-06-30"


def test_a_rank_holds_from_its_day_to_the_day_before_its_end():
    for day, holds in (
        ("2021-04-19", None),
        ("2021-04-20", 3),
        ("2023-06-29", 3),
        ("2023-06-30", 4),
        ("2026-06-29", 4),
        ("2026-06-30", None),
    ):
        found = rank_on([THREE, FOUR], day)
        assert (found and found.stars) == holds, day


def test_a_rank_taken_away_does_not_bring_back_the_one_before():
    taken = FOUR | {"end_reason": "withdrawn", "end_on": "2024-01-01"}
    assert rank_on([THREE, taken], "2023-12-31").stars == 4
    assert rank_on([THREE, taken], "2024-01-01") is None
    undated = FOUR | {"end_reason": "stopped"}
    assert rank_on([undated], "2023-07-01") is None


def test_ranks_of_the_district_are_counted_apart():
    district = THREE | {"level": "district"}
    assert rank_on([district], "2022-01-01") is None
    assert rank_on([district], "2022-01-01", ("district",)).stars == 3


def test_of_one_day_the_ministry_counts():
    five = rank("d", 5, "2023-06-30", level="central")
    assert rank_on([five, FOUR], "2024-01-01").stars == 5


RANKS = st.builds(
    rank,
    st.uuids().map(str),
    st.integers(3, 5),
    st.dates().map(
        lambda day: f"{2020 + day.year % 8}{day.isoformat()[4:].replace('02-29', '02-28')}"
    ),
)


@given(st.lists(RANKS, max_size=6), st.randoms())
def test_at_most_one_rank_holds_whatever_the_order(some, random):
    mixed = random.sample(some, len(some))
    held = [one for one in chain(some, "2026-01-01") if one.state == "in_force"]
    assert len(held) <= 1
    assert chain(mixed, "2026-01-01") == chain(some, "2026-01-01")
    assert (rank_on(mixed, "2026-01-01") or None) == (held[0] if held else None)
