"""The ranks a product was given, in order: which one holds on a day, and where they go up or down.

Defined as in the published figures (`reports/definitions.py`): the last rank issued by the day,
where it has neither run out nor been ended.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from ocop_desktop.records.amounts import Valued
from ocop_desktop.records.derive import rank_end
from ocop_desktop.schema.dates import latest

PROVINCE_AND_UP = ("province", "central")
COMING, IN_FORCE, LAPSED, ENDED, FOLLOWED = "coming", "in_force", "lapsed", "ended", "followed"
FIRST, UP, SAME, DOWN = "first", "up", "same", "down"


@dataclass(frozen=True)
class Given:
    """One rank of a chain: stars, days, how it stands on the day asked for, its step."""

    id: str
    stars: int
    level: str
    kind: str
    issued_on: str
    until: str
    state: str
    step: str
    potential_five: bool


def chain(recognitions: Iterable[Valued], day: str) -> list[Given]:
    """Every rank with stars and a date, the first one first, as it stands on a day."""
    ordered = _ordered(recognitions)
    issued = [one for one in ordered if str(one.get("issued_on")) <= day]
    steps = [FIRST, *(_step(before, after) for before, after in pairwise(ordered))]
    return [
        Given(
            id=str(one.get("id") or ""),
            stars=_stars(one),
            level=str(one.get("level") or ""),
            kind=str(one.get("kind") or ""),
            issued_on=str(one.get("issued_on")),
            until=rank_end(one) or "",
            state=_state(one, issued, day),
            step=step,
            potential_five=bool(one.get("potential_five")),
        )
        for one, step in zip(ordered, steps, strict=False)
    ]


def rank_on(
    recognitions: Iterable[Valued], day: str, levels: Collection[str] = PROVINCE_AND_UP
) -> Given | None:
    """The rank in force on a day among those of some levels; None where none is."""
    counted = [one for one in recognitions if one.get("level") in levels]
    return next((one for one in chain(counted, day) if one.state == IN_FORCE), None)


def _ordered(recognitions: Iterable[Valued]) -> list[Valued]:
    """The oldest first; of one day the higher level is the later, then more stars."""
    dated = [one for one in recognitions if one.get("issued_on") and one.get("stars")]
    return sorted(
        dated,
        key=lambda one: (
            str(one.get("issued_on")),
            one.get("level") == "central",
            _stars(one),
            str(one.get("id") or ""),
        ),
    )


def _stars(one: Valued) -> int:
    return int(str(one.get("stars")))


def _step(before: Valued, after: Valued) -> str:
    difference = _stars(after) - _stars(before)
    return UP if difference > 0 else DOWN if difference < 0 else SAME


def _state(one: Valued, issued: list[Valued], day: str) -> str:
    if one not in issued:
        return COMING
    ended = str(one.get("end_on") or "")
    if one.get("end_reason") and (not ended or latest(ended) <= day):
        return ENDED
    if one is not issued[-1]:
        return FOLLOWED
    return IN_FORCE if latest(rank_end(one) or "") > day else LAPSED
