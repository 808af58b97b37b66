"""A whole office made up: its sheet and targets, then subject by subject what belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from ocop_desktop.regulations import Regulations
from ocop_desktop.samples import gatherings, grading, grants, office, products, subjects
from ocop_desktop.samples.grading import Sitting
from ocop_desktop.samples.maker import Country, Maker, Sample
from ocop_desktop.samples.subjects import Made, Owner

TODAY = date(2026, 11, 15)
"""The day on which the made-up world stands still."""

AT_A_COURSE = 8


def plan(
    seed: int | str,
    count: int,
    places: Country,
    unit: str,
    new_id: Callable[[], str],
    regulations: Regulations | None = None,
) -> Iterator[Sample]:
    """The records of an office with so many subjects, one after another.

    `unit` is the key of the office ("615", "23500", "51"), `new_id` gives ids that come again in
    the same order; with the same seed, unit and ids the same records come. Scoring sheets are
    filled where the regulations are given. Every form has a record from the first subject on.
    """
    maker = Maker(seed, places, unit, new_id, TODAY, regulations)
    rounds = grading.sittings(maker)
    yield office.unit(maker)
    yield from office.targets(maker)
    outlets = list(office.outlets(maker))
    yield from outlets
    yield gatherings.old_course(maker)
    yield gatherings.news(maker)
    batch: list[Owner] = []
    for number in range(1, count + 1):
        owner = subjects.an_owner(maker, number)
        yield from _subject(maker, owner, rounds, [one.id for one in outlets])
        batch.append(owner)
        if len(batch) == AT_A_COURSE or number == count:
            yield from _gatherings(maker, batch)
            batch = []
    for sitting in rounds:
        yield grading.round_of(maker, sitting)


def _gatherings(maker: Maker, owners: Sequence[Owner]) -> Iterator[Sample]:
    yield gatherings.course(maker, owners)
    yield gatherings.event(maker, owners)


def _subject(
    maker: Maker, owner: Owner, rounds: Sequence[Sitting], outlets: Sequence[str]
) -> Iterator[Sample]:
    """A subject and all that belongs to it; the first one has some of everything."""
    first = owner.number == 1
    yield subjects.subject(maker, owner)
    yield from subjects.figures(maker, owner)
    yield from products.papers_of_owner(maker, owner)
    products.some_products(maker, owner)
    for made in owner.products:
        yield from _product(maker, owner, made, rounds, outlets)
    if first or maker.chance(0.15):
        yield grading.idea(maker, owner)
    if first or maker.chance(0.35):
        yield from grants.grant(maker, owner)
    if first or maker.chance(0.25):
        yield grants.visit(maker, owner)
    if first or maker.chance(0.5):
        yield gatherings.guidance(maker, owner)


def _product(
    maker: Maker, owner: Owner, made: Made, rounds: Sequence[Sitting], outlets: Sequence[str]
) -> Iterator[Sample]:
    first = owner.number == 1
    yield products.product(maker, owner, made)
    yield from products.papers_of_product(maker, made)
    given = list(grading.ranks(maker, made, rounds, sure=first))
    yield from given
    if not given:
        yield grading.registration(maker, owner, made)
    if first or (not given and maker.chance(0.5)):
        yield from grading.dossier(maker, owner, made, rounds[-1])
    yield from products.listings(maker, made, outlets, sure=first)
