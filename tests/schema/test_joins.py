"""Which of several records that are one stands for the others."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.schema.joins import standing_for

IDS = "abcdef"
names = st.dictionaries(st.sampled_from(IDS), st.sampled_from(IDS + "x"))
there = st.sets(st.sampled_from(IDS))


def test_a_chain_ends_at_its_last_record() -> None:
    assert standing_for({"a": "b", "b": "c"}, "abc") == {"a": "c", "b": "c"}


def test_a_ring_is_decided_by_the_smallest_id() -> None:
    assert standing_for({"b": "a", "a": "b", "c": "b"}, "abc") == {"a": "a", "b": "a", "c": "a"}


def test_a_removed_record_of_a_ring_does_not_stand_for_it() -> None:
    assert standing_for({"b": "a", "a": "b"}, "b") == {"a": "b", "b": "b"}


def test_a_join_into_a_removed_record_waits() -> None:
    assert standing_for({"a": "b", "b": "c"}, "ab") == {"a": "b", "b": "b"}


def test_a_join_into_a_record_that_is_not_here_waits() -> None:
    assert standing_for({"a": "z"}, "a") == {"a": "a"}


def test_a_removed_record_on_the_way_is_passed() -> None:
    assert standing_for({"a": "b", "b": "c"}, "ac") == {"a": "c", "b": "c"}


def test_a_long_chain_is_followed_to_its_end() -> None:
    many = [f"{n:05}" for n in range(5000)]
    found = standing_for(dict(pairwise(many)), many)
    assert set(found.values()) == {many[-1]}


@given(names, there)
def test_whoever_stands_for_others_stands_for_itself(
    named: dict[str, str], standing: set[str]
) -> None:
    found = standing_for(named, standing)
    assert set(found) == set(named)
    for one, root in found.items():
        assert found.get(root, root) == root
        assert root == one or root in standing


@given(names, there, st.randoms())
def test_the_order_does_not_matter(
    named: dict[str, str], standing: set[str], chance: object
) -> None:
    again = list(named.items())
    chance.shuffle(again)  # type: ignore[attr-defined]
    assert standing_for(dict(again), standing) == standing_for(named, standing)
