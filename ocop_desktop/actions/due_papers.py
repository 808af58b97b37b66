"""Deadlines of dossiers, rounds, papers, trade marks, tests, inspections and grants."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from ocop_desktop.actions.due_facts import Asked, Fact
from ocop_desktop.records.dossiers import Dossier, DossierRequest, Evidence, Inspection
from ocop_desktop.records.products import Product, ProductMark
from ocop_desktop.records.support import Support
from ocop_desktop.regulations.deadlines import expires_on, rounds_between
from ocop_desktop.schema.dates import latest, show

GONE = ("forwarded", "at_province", "closed", "withdrawn")
ENDED = ("closed", "withdrawn")
TEST_REPORT = "test_report"


def _open(states: tuple[str, ...]) -> ColumnElement[bool]:
    return and_(~Dossier.removed, or_(Dossier.state.is_(None), Dossier.state.not_in(states)))


def answers(asked: Asked) -> Iterator[Fact]:
    """The working day by which the office answers each dossier that it has not sent on."""
    query = select(Dossier.id, Dossier.due_on).where(_open(GONE), Dossier.due_on.is_not(None))
    for id, day in asked.rows(query.where(Dossier.forwarded_on.is_(None))):
        yield Fact(day, "answer", "dossier", id)


def completions(asked: Asked) -> Iterator[Fact]:
    """The day by which an owner hands in what was asked for."""
    one = DossierRequest
    query = select(one.parent_id, one.due_on).join(Dossier, Dossier.id == one.parent_id)
    query = query.where(~one.removed, one.due_on.is_not(None), one.answered_on.is_(None))
    for dossier, day in asked.rows(query.where(_open(ENDED))):
        yield Fact(day, "completion", "dossier", dossier)


def transitions(asked: Asked) -> Iterator[Fact]:
    """The last day for dossiers lodged under a former decision, as its successor grants it."""
    for decision in asked.law.decisions:
        change = decision.transition
        if change is None:
            continue
        start = date.fromisoformat(decision.in_force_from)
        query = select(Dossier.id, Dossier.kind).where(
            _open(ENDED),
            Dossier.regulation == change.former,
            Dossier.received_on < change.lodged_before,
        )
        for id, kind in asked.rows(query):
            days = change.regrade_days if kind == "regrade" else change.first_days
            yield Fact((start + timedelta(days=days)).isoformat(), "transition", "dossier", id)


def rounds(asked: Asked) -> Iterator[Fact]:
    """The days of the coming year by which this office's proposals must be in."""
    decision = asked.law.decision_on(asked.day)
    if decision is None:
        return
    level = "central" if asked.data.role == "province" else "province"
    year_on = (date.fromisoformat(asked.day) + timedelta(days=365)).isoformat()
    waiting = len(list(asked.connection.scalars(select(Dossier.id).where(_open(GONE)))))
    whom = "trình Bộ" if level == "central" else "trình tỉnh"
    for one in rounds_between(decision, level, asked.day, year_on):
        note = f"đợt {one.number} năm {one.year}, {whom} (xét trước {show(one.decided_by)})"
        if waiting:
            note += f"; còn {waiting} hồ sơ chưa trình"
        yield Fact(one.proposed_by, "round", "round", "", note=note)


def evidence(asked: Asked) -> Iterator[Fact]:
    """Papers that run out and have no later one of the same kind, owner and name."""
    one = Evidence
    query = select(one.id, one.paper, one.subject, one.product, one.answers, one.expires_on)
    query = query.where(~one.removed, one.expires_on.is_not(None))
    last: dict[tuple[object, ...], Fact] = {}
    for id, paper, subject, product, more, day in asked.rows(
        query.order_by(one.expires_on, one.id)
    ):
        owner = ("product", product) if product else ("subject", subject or "")
        fact = Fact(day, "evidence", "evidence", id, ends=True, owner=owner)
        last[paper, owner, (more or {}).get("name")] = fact
    yield from last.values()


def marks(asked: Asked) -> Iterator[Fact]:
    """Trade marks and other titles of products that run out."""
    one = ProductMark
    query = select(one.parent_id, one.expires_on).join(Product, Product.id == one.parent_id)
    query = query.where(~one.removed, ~Product.removed, one.expires_on.is_not(None))
    for product, day in asked.rows(query):
        yield Fact(day, "mark", "product", product, ends=True)


def tests(asked: Asked) -> Iterator[Fact]:
    """The next periodic test of each product that has a cycle and a report without an end."""
    one = Evidence
    query = select(one.product, one.issued_on).where(
        ~one.removed,
        one.paper == TEST_REPORT,
        one.product.is_not(None),
        one.issued_on.is_not(None),
        one.expires_on.is_(None),
    )
    tested: dict[str, str] = {}
    for product, day in asked.rows(query):
        tested[product] = max(tested.get(product, ""), day)
    made = select(Product.id, Product.answers).where(~Product.removed, Product.stopped_on.is_(None))
    for id, more in asked.rows(made):
        months = (more or {}).get("test_cycle_months")
        if months and id in tested:
            yield Fact(expires_on(tested[id], int(months)), "test", "product", id)


def remedies(asked: Asked) -> Iterator[Fact]:
    """What an inspection asked to be put right and is not."""
    one = Inspection
    query = select(one.id, one.remedy_by).where(
        ~one.removed, one.remedy_by.is_not(None), one.remedied_on.is_(None)
    )
    for id, day in asked.rows(query):
        yield Fact(day, "remedy", "inspection", id)


def commitments(asked: Asked) -> Iterator[Fact]:
    """Grants whose commitment to use what was given has not run out yet."""
    one = Support
    query = select(one.id, one.commit_until).where(
        ~one.removed, one.commit_until >= asked.day[:4], one.cancelled_on.is_(None)
    )
    for id, day in asked.rows(query):
        if latest(day) > asked.day:
            yield Fact(day, "commitment", "support", id)
