"""Rows find their hidden cells again when only the visible columns were sorted."""

import random

from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.exchange.rematch import rematched

ROWS = st.lists(
    st.tuples(*[st.sampled_from("abcdef")] * 5).map(list), min_size=1, max_size=12, unique_by=tuple
)


@given(ROWS, st.integers(0, 10**6))
def test_sorted_rows_find_their_own(kept, seed):
    order = list(range(len(kept)))
    random.Random(seed).shuffle(order)
    assert rematched([kept[place] for place in order], kept) == order


@given(ROWS, st.integers(0, 10**6), st.integers(0, 99))
def test_every_hidden_part_is_used_once(kept, seed, which):
    order = list(range(len(kept)))
    random.Random(seed).shuffle(order)
    found = [list(kept[place]) for place in order]
    found[which % len(found)][0] = "z"
    assert sorted(rematched(found, kept)) == sorted(order)


def test_edits_in_place_stay_in_place():
    kept = [["a", "b", "c"], ["d", "e", "f"]]
    assert rematched([["a", "b", "x"], ["y", "e", "f"]], kept) == [0, 1]
    assert rematched([["x", "x", "x"], ["d", "e", "f"]], kept) == [0, 1]


def test_a_moved_and_edited_row_goes_where_it_has_most_in_common():
    kept = [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]]
    found = [["g", "h", "i"], ["a", "b", "x"], ["d", "e", "f"]]
    assert rematched(found, kept) == [2, 0, 1]


def test_rows_that_look_alike_are_each_matched():
    kept = [["a"], ["a"], ["b"]]
    assert sorted(rematched([["b"], ["a"], ["a"]], kept)) == [0, 1, 2]


def test_nothing_to_match_is_no_trouble():
    assert rematched([], []) == []
