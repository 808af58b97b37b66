"""Scoring a sheet: points, parts, and the two tests of a star rank; pure.

Picks name a box of each criterion by its number from 1; what is not ticked gives no points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ocop_desktop.messages import Trouble
from ocop_desktop.regulations.decision import Decision
from ocop_desktop.regulations.sets import CriteriaSet, Criterion

Picks = Mapping[str, int]


@dataclass(frozen=True)
class Score:
    """What a sheet comes to; `unmet` names, for each rank, the criteria below their mark."""

    points: Mapping[str, int]
    parts: Mapping[str, int]
    total: int
    rank_by_score: int
    rank_by_minimums: int
    unmet: Mapping[int, tuple[str, ...]]
    eliminated: tuple[str, ...] = ()

    @property
    def rank(self) -> int | None:
        """The rank that holds: the lower of the two tests, none for a product that is out."""
        return None if self.eliminated else min(self.rank_by_score, self.rank_by_minimums)


def score(
    made: CriteriaSet,
    decision: Decision,
    picks: Picks,
    *,
    eliminated: Sequence[str] = (),
    cumulative: bool | None = None,
) -> Score:
    """Score a sheet; picks that the set does not know count nothing.

    `cumulative` says otherwise than the decision whether a rank needs the marks of lower ones.
    """
    points = points_of(made, picks)
    parts = {part.code: sum(_sum(group, points) for group in part.groups) for part in made.parts}
    unmet = {star: tuple(_unmet(made, picks, points, star)) for star in _graded(decision)}
    total = sum(parts.values())
    return Score(
        points=points,
        parts=parts,
        total=total,
        rank_by_score=decision.stars_of(total),
        rank_by_minimums=rank_by_minimums(decision, unmet, cumulative),
        unmet=unmet,
        eliminated=(*eliminated, *_stopped(made, picks, points)),
    )


def rank_by_minimums(
    decision: Decision, unmet: Mapping[int, Sequence[str]], cumulative: bool | None = None
) -> int:
    """The highest rank whose marks are met, one below the lowest certificate where none is."""
    graded = _graded(decision)
    held = graded[0] - 1
    for star in graded:
        if not unmet[star]:
            held = star
        elif decision.cumulative_marks if cumulative is None else cumulative:
            break
    return held


def check_picks(made: CriteriaSet, picks: Mapping[str, object]) -> dict[str, int]:
    """Picks as they were given, checked.

    Raises Trouble: `no_such_criterion`, `no_such_box`, `two_cases_picked`.
    """
    known = {criterion.key: criterion for criterion in made.scored}
    read: dict[str, int] = {}
    for key, picked in picks.items():
        if key not in known:
            raise Trouble("no_such_criterion", set=made.number, criterion=key)
        boxes = box_count(known[key])
        if isinstance(picked, bool) or not isinstance(picked, int) or not 1 <= picked <= boxes:
            raise Trouble("no_such_box", criterion=key, picked=picked, boxes=boxes)
        read[key] = picked
    for place in places(made):
        if len(both := [case.key for case in place if case.key in read]) > 1:
            raise Trouble("two_cases_picked", first=both[0], second=both[1])
    return read


def places(made: CriteriaSet) -> Iterator[tuple[Criterion, ...]]:
    """What is ticked, in the order of the sheet: one criterion, or the two cases of one."""

    def inside(criterion: Criterion) -> Iterator[tuple[Criterion, ...]]:
        if criterion.cases:
            yield criterion.cases
        elif criterion.is_scored:
            yield (criterion,)
        for below in criterion.criteria:
            yield from inside(below)

    for part in made.parts:
        for group in part.groups:
            yield from inside(group)


def box_count(criterion: Criterion) -> int:
    """How many boxes a criterion has; a yes/no has one."""
    return len(criterion.options) or int(criterion.yes_no)


def picked_of(criterion: Criterion, picks: Picks) -> int:
    """The box ticked, 0 for none or for one that is not there."""
    picked = picks.get(criterion.key, 0)
    return picked if 0 < picked <= box_count(criterion) else 0


def mark_of(criterion: Criterion, star: int) -> int:
    """The least box for a rank, 0 where the criterion carries no mark of that rank."""
    if criterion.min_star == star:
        gives = [n for n, one in enumerate(criterion.options, 1) if one.points > 0]
        return gives[0] if gives else 1
    return next((n for n, one in enumerate(criterion.options, 1) if one.min_star == star), 0)


def points_of(made: CriteriaSet, picks: Picks) -> dict[str, int]:
    """The points of each criterion; one that needs another gives none without it."""
    points: dict[str, int] = {}
    for criterion in made.scored:
        counts = not criterion.needs or points.get(criterion.needs, 0) > 0
        points[criterion.key] = criterion.points_of(picked_of(criterion, picks)) if counts else 0
    return points


def _graded(decision: Decision) -> list[int]:
    """The ranks that get a certificate, the lowest first."""
    return sorted(band.stars for band in decision.bands if band.certificate)


def _sum(criterion: Criterion, points: Mapping[str, int]) -> int:
    if criterion.cases:
        return max(_sum(case, points) for case in criterion.cases)
    if criterion.criteria:
        return sum(_sum(below, points) for below in criterion.criteria)
    return points[criterion.key]


def _unmet(made: CriteriaSet, picks: Picks, points: Mapping[str, int], star: int) -> Iterator[str]:
    """The criteria below their mark of a rank; of two cases only the one that was chosen counts."""
    for place in places(made):
        chosen = [case for case in place if picked_of(case, picks)]
        marked = [case for case in chosen or place if mark_of(case, star)]
        if marked and not any(_is_met(case, picks, points, star) for case in marked):
            yield marked[0].key


def _is_met(criterion: Criterion, picks: Picks, points: Mapping[str, int], star: int) -> bool:
    counts = not criterion.needs or points[criterion.needs] > 0
    return counts and picked_of(criterion, picks) >= mark_of(criterion, star)


def _stopped(made: CriteriaSet, picks: Picks, points: Mapping[str, int]) -> Iterator[str]:
    """Boxes of 0 points that put a product out, where the set says so."""
    for criterion in made.scored:
        picked = picked_of(criterion, picks)
        if criterion.stops_at_zero and picked and not points[criterion.key]:
            yield f"{criterion.key} {criterion.title}: {criterion.options[picked - 1].text} (0 điểm)"
