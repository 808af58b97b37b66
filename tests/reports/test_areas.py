"""The facts of an area are those of whoever lies in it, and looking for them costs one look."""

from __future__ import annotations

from collections import Counter

import pytest

from ocop_desktop.reports.areas import Areas
from ocop_desktop.reports.facts import ROWS, facts
from ocop_desktop.reports.span import Span

AREAS = ("51", "615", "2024:615", "613", "2024:613", "23500", "23473", "23510", "2024:23509", "01")


@pytest.fixture(scope="module")
def whole(world):
    with world.read() as connection:
        return facts(connection, Span(None, "2026-12-31"))


def lies_in(world, whole, one, area):
    """Said the long way: a row's own commune, else where its subject is."""
    places, commune = world.places, getattr(one, "commune", None)
    if commune:
        return places.is_in(commune, area)
    row = whole.subjects.get(getattr(one, "subject", None) or "")
    if row is None:
        return False
    placed = row.commune is not None and places.is_in(row.commune, area)
    return placed or row.former_district == area


@pytest.mark.parametrize("area", AREAS)
def test_an_area_has_the_rows_that_lie_in_it_and_no_others(world, whole, area) -> None:
    found = Areas(whole, world.places).within(area)
    for name in ROWS:
        rows = getattr(whole, name)
        expected = Counter(map(repr, (one for one in rows if lies_in(world, whole, one, area))))
        assert Counter(map(repr, getattr(found, name))) == expected, name
    inside = {
        id
        for id, row in whole.subjects.items()
        if (row.commune is not None and world.places.is_in(row.commune, area))
        or row.former_district == area
    }
    assert set(found.subjects) == inside
    assert found.span == whole.span


def test_some_area_of_these_has_much_and_another_nothing(world, whole) -> None:
    areas = Areas(whole, world.places)
    assert len(areas.within("51").subjects) == 3
    assert areas.within("01").subjects == {}
    assert not any(getattr(areas.within("01"), name) for name in ROWS)


class Watched:
    """Places that count how often they are asked where something lies."""

    def __init__(self, places) -> None:
        self.places, self.asked = places, 0

    def parents(self, key):
        self.asked += 1
        return self.places.parents(key)

    def successors(self, key):
        return self.places.successors(key)


def test_many_areas_look_at_no_row_again(world, whole) -> None:
    watched = Watched(world.places)
    areas = Areas(whole, watched)
    asked = watched.asked
    assert asked > 0
    for area in world.places.communes_of("51"):
        areas.within(area)
    assert watched.asked == asked
