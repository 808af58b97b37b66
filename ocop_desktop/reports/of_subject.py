"""The figures of one subject, by the same definitions as the report of the whole office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from ocop_desktop.records.products import Product
from ocop_desktop.reports.definitions import in_force, training_turns
from ocop_desktop.reports.headline import star_class
from ocop_desktop.reports.money import OWN, grants_money
from ocop_desktop.reports.span import Span

STAR_CLASSES = ("5", "potential_5", "4", "3")


@dataclass(frozen=True)
class SubjectFigures:
    """What an officer is asked of a subject first; money in đồng, None where none is written.

    `by_stars` has products in force by class: "5", "potential_5", "4", "3".
    """

    products: int
    by_stars: Mapping[str, int]
    turns: int
    approved: int | None
    disbursed: int | None
    own: int | None

    @property
    def in_force(self) -> int:
        """Products with a rank in force."""
        return sum(self.by_stars.values())


def figures_of_subject(db: Connection, subject: str, day: str) -> SubjectFigures:
    """The figures of a subject on a day, to date."""
    owned = select(func.count()).where(Product.subject == subject, ~Product.removed)
    ranks = [star_class(rank) for rank in in_force(db, day, subject=subject)]
    turns = training_turns(db, Span(None, day), subject)
    rows = grants_money(db, Span(None, day), subject)
    given = [row for row in rows if row.source not in OWN]
    return SubjectFigures(
        products=db.scalar(owned) or 0,
        by_stars={name: ranks.count(name) for name in STAR_CLASSES},
        turns=len(turns),
        approved=_sum(row.approved for row in given),
        disbursed=_sum(row.disbursed for row in given),
        own=_sum(row.approved for row in rows if row.source in OWN),
    )


def _sum(amounts: Iterable[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None
