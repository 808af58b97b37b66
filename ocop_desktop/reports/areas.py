"""The facts of areas: every row is placed once, however many areas are asked for.

A country has as many areas with targets as it has communes: looking through all rows for each of
them costs the square of its size.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain

from ocop_desktop.places import Places
from ocop_desktop.reports.definitions import SubjectRow
from ocop_desktop.reports.facts import ROWS, Facts


class Areas:
    """Facts by the areas that their subjects, courses and outlets lie in."""

    def __init__(self, whole: Facts, places: Places) -> None:
        self._whole = whole
        self._parts: dict[str, list[Facts]] = defaultdict(list)

        def at(commune: str | None) -> frozenset[str]:
            if commune is None:
                return frozenset()
            return frozenset([commune, *places.parents(commune), *places.successors(commune)])

        def of(subject: SubjectRow | None) -> frozenset[str]:
            if subject is None:
                return frozenset()
            former = [subject.former_district] if subject.former_district else []
            return at(subject.commune).union(former)

        for areas, part in whole.split(of, at).items():
            for area in areas:
                self._parts[area].append(part)

    def within(self, area: str) -> Facts:
        """The facts of the subjects, courses and outlets that lie in an area."""
        parts = self._parts.get(area, [])
        if len(parts) == 1:
            return parts[0]
        subjects = {id: row for part in parts for id, row in part.subjects.items()}
        rows = {name: tuple(chain.from_iterable(getattr(p, name) for p in parts)) for name in ROWS}
        return self._whole.of(subjects, rows)
