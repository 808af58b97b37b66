"""The sheets of a council's members taken together: average, spread, where they differ; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from ocop_desktop.regulations.decision import Decision
from ocop_desktop.regulations.scoring import Score, rank_by_minimums

_DIGITS = Context(prec=60)  # a quotient far longer than any that is shown
_CENTS = Decimal("0.01")


@dataclass(frozen=True)
class Difference:
    """A criterion on which members do not agree: the points each gave."""

    criterion: str
    points: tuple[int, ...]

    @property
    def spread(self) -> int:
        """The most points less the fewest."""
        return max(self.points) - min(self.points)


@dataclass(frozen=True)
class Council:
    """What a council's sheets come to; the ranks follow from the exact average."""

    totals: tuple[int, ...]
    average: Fraction
    parts: Mapping[str, Fraction]
    rank_by_score: int
    rank_by_minimums: int
    unmet: Mapping[int, tuple[str, ...]]
    eliminated: tuple[str, ...]
    differences: tuple[Difference, ...]
    text: str

    @property
    def rank(self) -> int | None:
        """The rank that holds, none for a product that is out."""
        return None if self.eliminated else min(self.rank_by_score, self.rank_by_minimums)

    @property
    def spread(self) -> int:
        """The highest total less the lowest."""
        return max(self.totals) - min(self.totals)


def council(
    scores: Sequence[Score], decision: Decision, cumulative: bool | None = None
) -> Council | None:
    """Take sheets of one product together; None where there is none.

    A minimum mark counts as met where more than half of the sheets meet it: the decision says how
    points are averaged and is silent on the marks. Whoever puts a product out puts it out for all.
    """
    if not scores:
        return None
    average = mean([one.total for one in scores])
    unmet = _unmet(scores)
    return Council(
        totals=tuple(one.total for one in scores),
        average=average,
        parts={part: mean([one.parts[part] for one in scores]) for part in scores[0].parts},
        rank_by_score=decision.stars_of(average),
        rank_by_minimums=rank_by_minimums(decision, unmet, cumulative),
        unmet=unmet,
        eliminated=tuple(dict.fromkeys(why for one in scores for why in one.eliminated)),
        differences=_differences(scores),
        text=average_text(average, decision),
    )


def mean(totals: Sequence[int]) -> Fraction:
    """The exact average: nothing is rounded into another rank."""
    return Fraction(sum(totals), len(totals))


def average_text(average: Fraction, decision: Decision) -> str:
    """An average with at most two decimals, never rounded up into a rank it does not reach."""
    exact = _DIGITS.divide(Decimal(average.numerator), Decimal(average.denominator))
    shown = exact.quantize(_CENTS, ROUND_HALF_UP)
    if decision.stars_of(shown) != decision.stars_of(average):
        shown = exact.quantize(_CENTS, ROUND_DOWN)
    text = format(shown, "f")
    return text.rstrip("0").rstrip(".")


def _unmet(scores: Sequence[Score]) -> dict[int, tuple[str, ...]]:
    """By rank, the criteria whose mark half of the sheets or more do not meet."""
    found: dict[int, tuple[str, ...]] = {}
    for star in scores[0].unmet:
        keys = dict.fromkeys(key for one in scores for key in one.unmet[star])
        missed = {key: sum(key in one.unmet[star] for one in scores) for key in keys}
        found[star] = tuple(key for key, count in missed.items() if 2 * count >= len(scores))
    return found


def _differences(scores: Sequence[Score]) -> tuple[Difference, ...]:
    """Where points differ, the widest apart first."""
    found = [Difference(key, tuple(one.points[key] for one in scores)) for key in scores[0].points]
    apart = [one for one in found if one.spread]
    return tuple(sorted(apart, key=lambda one: -one.spread))
