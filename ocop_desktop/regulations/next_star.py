"""What a sheet lacks for its next star: minimum marks, and the least raising of boxes; pure.

The effort is counted in boxes: from one box to the next better one is one step. Among all ways to
reach the rank the one with the fewest steps is told, then the one that touches fewer criteria.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from ocop_desktop.regulations.decision import Decision
from ocop_desktop.regulations.scoring import (
    Picks,
    Score,
    box_count,
    mark_of,
    picked_of,
    places,
    points_of,
    score,
)
from ocop_desktop.regulations.sets import CriteriaSet, Criterion

Place = tuple[Criterion, ...]


@dataclass(frozen=True)
class Step:
    """Raise one criterion from one box (0: none) to another, and what that box says."""

    criterion: str
    title: str
    picked: int
    to: int
    text: str
    points: int
    gain: int


@dataclass(frozen=True)
class NextStar:
    """The next certified rank and the cheapest way there; `picks` is the sheet when it is followed."""

    stars: int
    least: int
    points_missing: int
    minimums: tuple[Step, ...]
    raises: tuple[Step, ...]
    picks: Picks


@dataclass(frozen=True)
class _Way:
    """Boxes chosen so far: steps and criteria raised, points, the picks, the way before."""

    steps: int
    touched: int
    points: int
    picks: tuple[tuple[str, int], ...]
    before: _Way | None = None

    @property
    def effort(self) -> tuple[int, int]:
        return self.steps, self.touched

    def and_then(self, more: _Way, cap: int) -> _Way:
        points = min(self.points + more.points, cap)
        touched = self.touched + more.touched
        return _Way(self.steps + more.steps, touched, points, more.picks, self)

    def all_picks(self) -> dict[str, int]:
        found = dict(self.before.all_picks()) if self.before else {}
        return found | dict(self.picks)


def next_star(
    made: CriteriaSet,
    decision: Decision,
    picks: Picks,
    now: Score,
    cumulative: bool | None = None,
) -> NextStar | None:
    """What the next rank with a certificate needs: below three stars that is three.

    None for the highest rank, and for a product that is out.
    """
    certified = (band.stars for band in decision.bands if band.certificate)
    above = sorted(stars for stars in certified if stars > (now.rank or 99))
    if not above:
        return None
    stars, least = above[0], decision.band(above[0]).least
    together = decision.cumulative_marks if cumulative is None else cumulative
    marks = [star for star in range(1, stars + 1) if together or star == stars]
    way = _cheapest(made, picks, marks, least)
    if way is None:
        return None
    raised = {key: to for key, to in way.all_picks().items() if to}
    minimums = _minimums(made, picks, raised, marks)
    lifted = {**picks, **{step.criterion: step.to for step in minimums}}
    return NextStar(
        stars=stars,
        least=least,
        points_missing=max(0, least - now.total),
        minimums=minimums,
        raises=tuple(_steps(made, lifted, raised)),
        picks=raised,
    )


def _cheapest(made: CriteriaSet, picks: Picks, marks: Sequence[int], least: int) -> _Way | None:
    """The way of least effort to at least so many points with every mark met."""
    ways: dict[int, _Way] = {0: _Way(0, 0, 0, ())}
    for item in _items(made):
        reached: dict[int, _Way] = {}
        for choice in _choices(item, picks, marks):
            for way in ways.values():
                further = way.and_then(choice, least)
                known = reached.get(further.points)
                if known is None or further.effort < known.effort:
                    reached[further.points] = further
        ways = reached
    return ways.get(least)


def _items(made: CriteriaSet) -> list[list[Place]]:
    """Places that hang together: each with those that need it."""
    items: dict[str, list[Place]] = {}
    for place in places(made):
        items.setdefault(place[0].needs or place[0].key, []).append(place)
    return list(items.values())


def _choices(item: Sequence[Place], picks: Picks, marks: Sequence[int]) -> list[_Way]:
    """The cheapest boxes of an item for each number of points it can give."""
    best: dict[int, _Way] = {}
    for boxes in product(*(_boxes(place, picks) for place in item)):
        points = _item_points(item, dict(boxes))
        if not _all_met(item, dict(boxes), points, marks):
            continue
        steps = [_effort(place, picks, *box) for place, box in zip(item, boxes, strict=True)]
        way = _Way(sum(steps), sum(map(bool, steps)), sum(points.values()), boxes)
        if way.points not in best or way.effort < best[way.points].effort:
            best[way.points] = way
    return list(best.values())


def _boxes(place: Place, picks: Picks) -> list[tuple[str, int]]:
    """The box that is ticked and all that give more; a case once chosen stays chosen."""
    chosen = [case for case in place if picked_of(case, picks)]
    found = []
    for case in chosen[:1] or place:
        now = picked_of(case, picks)
        held = case.points_of(now)
        more = [to for to in range(now + 1, box_count(case) + 1) if case.points_of(to) > held]
        found += [(case.key, to) for to in (now, *more)]
    return found


def _item_points(item: Sequence[Place], boxes: Picks) -> dict[str, int]:
    points: dict[str, int] = {}
    for place in item:
        for case in place:
            counts = not case.needs or points.get(case.needs, 0) > 0
            points[case.key] = case.points_of(boxes.get(case.key, 0)) if counts else 0
    return points


def _all_met(item: Sequence[Place], boxes: Picks, points: Picks, marks: Sequence[int]) -> bool:
    for place in item:
        chosen = [case for case in place if boxes.get(case.key)] or place
        for star in marks:
            marked = [case for case in chosen if mark_of(case, star)]
            counts = [case for case in marked if not case.needs or points[case.needs]]
            if marked and not any(boxes.get(case.key, 0) >= mark_of(case, star) for case in counts):
                return False
    return True


def _effort(place: Place, picks: Picks, key: str, to: int) -> int:
    """Steps from the ticked box to another; boxes of no points cost nothing to skip."""
    case = next(case for case in place if case.key == key)
    now = picked_of(case, picks)
    passed = {case.points_of(box) for box in range(now + 1, to + 1)}
    return len(passed - {case.points_of(now)})


def _minimums(
    made: CriteriaSet, picks: Picks, raised: Picks, marks: Sequence[int]
) -> tuple[Step, ...]:
    """The criteria below a mark, raised just to it; of two cases the one the way takes."""
    wanted: dict[str, int] = {}
    for place in places(made):
        for case in (case for case in place if raised.get(case.key)):
            least = max(mark_of(case, star) for star in marks)
            if picked_of(case, picks) < least:
                wanted[case.key] = least
    return tuple(_steps(made, picks, wanted))


def _steps(made: CriteriaSet, picks: Picks, raised: Picks) -> Iterator[Step]:
    """The steps one after another; a story told at last brings the points that hang on it."""
    followed = dict(picks)
    before = points_of(made, followed)
    for criterion in made.scored:
        now, to = picked_of(criterion, picks), raised.get(criterion.key, 0)
        if to > now:
            followed[criterion.key] = to
            after = points_of(made, followed)
            gain = sum(after.values()) - sum(before.values())
            before = after
            text = criterion.options[to - 1].text if criterion.options else "Có"
            points = criterion.points_of(to)
            yield Step(criterion.key, criterion.title, now, to, text, points, gain)


def advised(
    made: CriteriaSet, decision: Decision, picks: Picks, cumulative: bool | None = None
) -> tuple[Score, NextStar | None]:
    """A sheet's score together with what its next star needs."""
    now = score(made, decision, picks, cumulative=cumulative)
    return now, next_star(made, decision, picks, now, cumulative)
