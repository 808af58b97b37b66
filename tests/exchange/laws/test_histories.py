"""The laws of the exchange over random histories of three offices, one with two laptops, and their
province: real actions, real data files, real workbooks, beside a model that knows none of it.

In each: whatever stands in a file is what the model says after every step; each row has one fate,
they add up and are those of the table; gaps are told; a damaged file goes in nowhere; in the end
all hold the same whatever came when, and no value that ever stood anywhere is lost. Clocks go
astray all the while. `python3 dev.py check --long` plays thousands.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.exchange.laws import long
from tests.exchange.laws.history import Counts, play, recipe
from tests.exchange.laws.recipes import VERBS

PIECES, OF = 24, 5  # histories: more are played by `check --long`


@pytest.mark.parametrize("piece", range(PIECES))
def test_the_laws_hold_over_random_histories(piece):
    counts, first = Counts(), 1_000_000 + piece * OF
    for seed in range(first, first + OF):
        counts.add(play(seed))
    assert counts.histories == OF
    assert counts.fates["same"]
    assert counts.fates["changed"]


def test_a_history_comes_again_for_its_seed():
    assert recipe(83) == recipe(83) != recipe(84)
    assert play(5) == play(5)


def test_histories_do_everything_that_officers_do():
    counted = Counter(act.verb for seed in range(300) for act in recipe(seed))
    assert set(counted) == set(VERBS)


def test_a_failing_history_is_told_in_its_shortest_form(monkeypatch):
    def fails(seed, acts=None):
        acts = recipe(seed) if acts is None else acts
        assert not {"send", "make"} <= {act.verb for act in acts}
        return Counts(histories=1)

    monkeypatch.setattr(long, "play", fails)
    head, *steps, trace = list(long.one(3))
    assert head.startswith("seed 3 fails")
    assert sorted(step.split("'")[1] for step in steps) == ["make", "send"]
    assert "AssertionError" in trace
