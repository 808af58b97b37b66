"""Random histories as lists of steps made of numbers alone: played again they are the same."""

from __future__ import annotations

import random
from typing import NamedTuple

VERBS = (
    *("make",) * 2,
    "person",
    *("write",) * 14,
    *("toggle",) * 2,
    *("undo",) * 4,
    *("redo",) * 2,
    *("settle",) * 4,
    "remark",
    "answer",
    *("join",) * 2,
    "split",
    *("decide",) * 3,
    *("send",) * 3,
    *("merge",) * 4,
    *("exchange",) * 6,
    *("by_hand",) * 2,
    "spoil",
    "lose",
    "reopen",
)
LENGTHS = (4, 8, 12, 16, 30)


class Act(NamedTuple):
    """One step: what is done, by which office, and numbers that pick with what."""

    verb: str
    who: int
    one: int
    two: int


def recipe(seed: int) -> list[Act]:
    """The steps of a history; the same for the same seed."""
    chance = random.Random(f"history {seed}")

    def act(verb: str, who: int) -> Act:
        return Act(verb, who, chance.randrange(10**6), chance.randrange(10**6))

    known = [act(verb, 0) for verb in ("make", "make", "send")]  # all begin with the same records
    known += [act("merge", who) for who in (1, 2, 3) if chance.random() < 0.8]
    steps = known
    for _ in range(chance.choice(LENGTHS)):
        steps.append(act(chance.choice(VERBS), chance.randrange(4)))
        if steps[-1].verb == "write" and chance.random() < 0.3:
            steps += _met(steps[-1], chance)
        if steps[-1].verb == "by_hand" and chance.random() < 0.7:
            steps += _decided(steps[-1], chance)
    return steps


def _decided(edited: Act, chance: random.Random) -> list[Act]:
    """Changes by hand come to somebody who lets them wait, decides, and thinks better of it."""
    who, number = chance.randrange(4), chance.randrange(10**6)
    steps = [Act("merge", who, number - number % 24 + 1, number - number % 3)]
    verbs = ["decide", "undo", "redo", "merge", "decide"]
    return steps + [
        Act(verb, who, chance.randrange(10**6), chance.randrange(10**6))
        for verb in verbs
        if chance.random() < 0.7
    ]


def _met(written: Act, chance: random.Random) -> list[Act]:
    """Another office writes into the same field; they meet, and perhaps one of them chooses."""
    _, who, one, two = written
    other = (who + 1) % 4
    steps = [Act("write", other, one, two - two % 1000 + chance.randrange(1000))]
    if chance.random() < 0.6:
        steps.append(Act("exchange", who, one - one % 3, two))
    if chance.random() < 0.4:
        steps.append(Act("settle", other, one, chance.randrange(10**6)))
    return steps
