"""Kinh phí: what was disbursed, by source, with what was approved beside it."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, select, true

from ocop_desktop.records.market import Event, EventSource
from ocop_desktop.records.support import Support, SupportSource
from ocop_desktop.records.training import Course, CourseSource
from ocop_desktop.reports.span import Span

OWN = frozenset(["own_cash", "own_kind"])
"""What subjects pay themselves: shown by source, never part of what was disbursed."""


class Money(NamedTuple):
    """Money of one source for one grant, course or event."""

    activity: str
    source: str | None
    approved: int | None
    disbursed: int | None
    subject: str | None
    commune: str | None


def money(db: Connection, span: Span) -> list[Money]:
    """Money of grants, courses and events, in the span of its paying out or of the event."""
    return [*grants_money(db, span), *_of_courses(db, span), *_of_events(db, span)]


def grants_money(db: Connection, span: Span, subject: str | None = None) -> list[Money]:
    """Money of grants, of one subject's where it is said, in the span of its paying out."""
    row, grant = SupportSource, Support
    paid = func.coalesce(grant.disbursed_on, grant.settled_on, grant.decision_on)
    query = (
        select(row.source, row.approved, row.disbursed, grant.subject)
        .join(grant, grant.id == row.parent_id)
        .where(~row.removed, ~grant.removed, func.coalesce(grant.state, "") != "cancelled")
        .where(span.holds(paid), grant.subject == subject if subject else true())
    )
    return [Money("support", *line, None) for line in db.execute(query)]


def _of_courses(db: Connection, span: Span) -> list[Money]:
    row, course = CourseSource, Course
    query = (
        select(row.source, row.planned, row.spent, course.commune)
        .join(course, course.id == row.parent_id)
        .where(~row.removed, ~course.removed, course.hosted_above.is_not(True))
        .where(span.holds(course.starts_on))
    )
    return [Money("course", s, plan, paid, None, at) for s, plan, paid, at in db.execute(query)]


def _of_events(db: Connection, span: Span) -> list[Money]:
    row, event = EventSource, Event
    query = (
        select(row.source, row.planned, row.spent, event.commune)
        .join(event, event.id == row.parent_id)
        .where(~row.removed, ~event.removed, span.holds(event.starts_on))
    )
    return [Money("event", s, plan, paid, None, at) for s, plan, paid, at in db.execute(query)]
