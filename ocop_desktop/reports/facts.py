"""Everything a report counts in one span, asked for once, and the part of it in one area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar, cast

from sqlalchemy import Connection

from ocop_desktop.records.dossiers import Registration
from ocop_desktop.records.grading import Recognition
from ocop_desktop.records.market import Event, Listing, Outlet
from ocop_desktop.records.subjects import Subject
from ocop_desktop.records.support import Support
from ocop_desktop.records.training import Course
from ocop_desktop.reports import definitions as count
from ocop_desktop.reports.money import Money, money
from ocop_desktop.reports.span import Span

K = TypeVar("K")
KINDS = (Recognition, Registration, Course, Support, Listing, Outlet, Event, Subject)


@dataclass(frozen=True)
class Facts:
    """The rows of every definition for a span; `known` are the kinds of record the file holds."""

    span: Span
    known: frozenset[str]
    subjects: Mapping[str, count.SubjectRow]
    ranks: tuple[count.Rank, ...]
    district_ranks: tuple[count.Rank, ...]
    graded: tuple[count.Graded, ...]
    registered: tuple[count.Graded, ...]
    courses: tuple[count.CourseRow, ...]
    turns: tuple[count.Turn, ...]
    grants: tuple[count.Grant, ...]
    sales: tuple[count.Sale, ...]
    outlets: tuple[count.Placed, ...]
    events: tuple[count.Placed, ...]
    money: tuple[Money, ...]

    def split(
        self,
        of: Callable[[count.SubjectRow | None], K],
        at: Callable[[str | None], K],
    ) -> dict[K, Facts]:
        """The facts in parts: by a key of their subject, or of their commune where they have none.

        Every row stands in one part, so the parts of a figure sum up to the whole.
        """
        parts: dict[K, dict[str, list[Any]]] = defaultdict(lambda: {name: [] for name in ROWS})
        inside: dict[K, dict[str, count.SubjectRow]] = defaultdict(dict)
        for key, row in self.subjects.items():
            inside[of(row)][key] = row
        for name in ROWS:
            for one in getattr(self, name):
                subject = getattr(one, "subject", None)
                place = getattr(one, "commune", None)
                found = at(place) if place else of(self.subjects.get(subject or ""))
                parts[found][name].append(one)
        return {
            key: self.of(inside[key], {name: tuple(rows) for name, rows in parts[key].items()})
            for key in {*parts, *inside}
        }

    def of(
        self, subjects: Mapping[str, count.SubjectRow], rows: Mapping[str, tuple[Any, ...]]
    ) -> Facts:
        """The facts of these subjects and rows alone."""
        made: Facts = replace(self, subjects=subjects, **cast(Any, rows))
        return made


ROWS = tuple(one.name for one in fields(Facts) if one.name not in ("span", "known", "subjects"))


def facts(db: Connection, span: Span) -> Facts:
    """Ask the data file for everything a report counts in a span."""
    day = span.end
    return Facts(
        span=span,
        known=frozenset(model.form_kind for model in KINDS if count.is_known(db, model)),
        subjects={row.id: row for row in count.subjects(db)},
        ranks=tuple(count.in_force(db, day)),
        district_ranks=tuple(count.district_ranks(db, day)),
        graded=tuple(count.graded(db, span)),
        registered=tuple(count.registered(db, span)),
        courses=tuple(count.courses(db, span)),
        turns=tuple(count.training_turns(db, span)),
        grants=tuple(count.grants(db, span)),
        sales=tuple(count.on_sale(db, day)),
        outlets=tuple(count.outlets(db, day)),
        events=tuple(count.events(db, span)),
        money=tuple(money(db, span)),
    )
