"""Sheets ticked at random, and ticked to the full."""

from functools import cache

from hypothesis import strategies as st

from ocop_desktop.paths import resources_dir
from ocop_desktop.regulations import CriteriaSet, Regulations
from ocop_desktop.regulations.scoring import box_count, places

LAW = Regulations.load(resources_dir() / "regulations")
CODES = ("qd26_2026", "qd148_2023")
SETS = [(code, number) for code in CODES for number in range(1, 27)]


@st.composite
def picks_of(draw, made: CriteriaSet) -> dict[str, int]:
    """A sheet as somebody may have filled it: boxes left out, one of two cases."""
    picks = {}
    for place in places(made):
        case = draw(st.sampled_from(place)) if len(place) > 1 else place[0]
        picks[case.key] = draw(st.integers(0, box_count(case)))
    return {key: picked for key, picked in picks.items() if picked}


@cache
def best_picks(code: str, number: int) -> dict[str, int]:
    """The last box of everything, the first of two cases."""
    return {place[0].key: box_count(place[0]) for place in places(LAW.set(code, number))}
