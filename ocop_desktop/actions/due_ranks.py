"""Deadlines of ranks: the window to ask for grading again, and the day a rank no longer holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select

from ocop_desktop.actions.due_facts import Asked, Fact
from ocop_desktop.records.dossiers import Dossier
from ocop_desktop.records.grading import Recognition
from ocop_desktop.records.products import Product
from ocop_desktop.records.rules import last_rank, rank_end
from ocop_desktop.regulations import Decision, regrade_window
from ocop_desktop.schema.dates import is_full

AGAIN = ("regrade", "upgrade")


def ranks(asked: Asked) -> Iterator[Fact]:
    """For the last rank of each product, unless it was ended: its window and its end."""
    asking, decisions = _asking_again(asked), asked.law.decisions  # looked up once, not per rank
    for product, given in _by_product(asked).items():
        last = last_rank(given)
        if isinstance(last, dict) and not last["end_reason"]:
            yield from _of_rank(asked, last, asking.get(product, ""), decisions)


def _of_rank(
    asked: Asked, rank: Mapping[str, Any], asked_again_on: str, decisions: Sequence[Decision]
) -> Iterator[Fact]:
    end = rank_end(rank)
    if end is None:
        return
    yield Fact(end, "expires", "recognition", rank["id"], ends=True)
    known = decisions if is_full(end) else ()
    decision = next((one for one in known if one.in_force_from <= end), None)
    window = regrade_window(end, decision.limits) if decision else None
    if decision is None or window is None:
        return
    opens, closes = window
    if grace := _grace(decision, end, closes):
        yield Fact(grace, "grace", "recognition", rank["id"])
    elif asked_again_on < opens:
        open_now = opens <= asked.day
        if not open_now:
            yield Fact(opens, "regrade_opens", "recognition", rank["id"])
        yield Fact(closes, "regrade_closes", "recognition", rank["id"], pressing=open_now)


def _grace(decision: Decision, end: str, closes: str) -> str | None:
    """The last day of a rank whose window lay before the decision came."""
    change = decision.transition
    if change is None or closes >= change.lodged_before:
        return None
    return (date.fromisoformat(end) + timedelta(days=change.grace_days)).isoformat()


def _by_product(asked: Asked) -> dict[str, list[dict[str, Any]]]:
    """The recognitions of products that are still made."""
    one = Recognition
    columns = one.id, one.product, one.stars, one.issued_on, one.expires_on, one.end_reason
    query = select(*columns).join(Product, Product.id == one.product)
    query = query.where(~one.removed, ~Product.removed, Product.stopped_on.is_(None))
    found: dict[str, list[dict[str, Any]]] = {}
    for row in asked.connection.execute(query.order_by(one.issued_on, one.id)).mappings():
        found.setdefault(row["product"], []).append(dict(row))
    return found


def _asking_again(asked: Asked) -> dict[str, str]:
    """The day on which each product last asked to be graded again."""
    one = Dossier
    query = select(one.product, one.received_on).where(~one.removed, one.kind.in_(AGAIN))
    query = query.where(one.received_on.is_not(None), one.product.is_not(None))
    query = query.where(or_(one.state.is_(None), one.state != "withdrawn"))
    found: dict[str, str] = {}
    for product, day in asked.rows(query):
        found[product] = max(found.get(product, ""), day)
    return found
