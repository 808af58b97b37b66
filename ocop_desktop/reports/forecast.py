"""Ranks in force that can be expected at a day ahead: those of now, less what lapses, and what comes.

    expected = in force − lapsing − changing + in the pipeline + awaiting a result

In the pipeline is what is registered for a year up to that day, or has a dossier that is not yet
with the province; awaiting a result is what the province has. A product that comes while its rank
still holds changes it, so that each counts once. What comes has the stars it was registered for;
without a registration those it is graded again for, or one more for an upgrade.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from ocop_desktop.records.dossiers import Dossier, Registration
from ocop_desktop.records.grading import Recognition
from ocop_desktop.records.products import Product
from ocop_desktop.reports.definitions import in_force
from ocop_desktop.reports.headline import star_class
from ocop_desktop.reports.table import Cell, Column, Table
from ocop_desktop.reports.words import STAR_LABELS, UNKNOWN
from ocop_desktop.schema.dates import show

PREPARING = ("draft", "received", "incomplete", "complete")
AWAITING = ("forwarded", "at_province")
TOTAL = "total"
_STARS = ("5", "potential_5", "4", "3", "")
_LABELS = {**STAR_LABELS, "": UNKNOWN, TOTAL: "Tổng cộng"}


@dataclass(frozen=True)
class Coming:
    """A product, or an idea that is none yet, on its way to a rank; `stars` "" is not known."""

    product: str
    stars: str
    awaiting: bool


def forecast(db: Connection, day: str, until: str, name: str = "forecast") -> Table:
    """The table of a day ahead (ISO days), a row for each star and one for all."""
    now = {str(rank.product): star_class(rank) for rank in in_force(db, day)}
    then = {str(rank.product) for rank in in_force(db, until) if str(rank.product) in now}
    rows = expected(now, then, coming(db, day, until))
    columns = {
        "now": f"Còn hiệu lực ngày {show(day)}",
        "lapsing": f"Hết hạn đến {show(until)}",
        "changing": "Đổi hạng",
        "pipeline": "Đăng ký, đang làm hồ sơ",
        "awaiting": "Tỉnh đang xử lý",
        "expected": f"Dự báo ngày {show(until)}",
    }
    heads = (Column("label", "Hạng"), *(Column(*pair) for pair in columns.items()))
    title = f"Dự báo đến ngày {show(until)}"
    return Table(name, title, heads, tuple(rows))


def expected(
    now: Mapping[str, str], then: set[str], comes: Iterable[Coming]
) -> list[dict[str, Cell]]:
    """The rows from ranks in force now (by product), those that still hold then, what comes."""
    counts: dict[str, Counter[str]] = {
        part: Counter() for part in ("now", "lapsing", "changing", "pipeline", "awaiting")
    }
    for product, star in now.items():
        counts["now"][star] += 1
        counts["lapsing"][star] += product not in then
    for one in comes:
        counts["awaiting" if one.awaiting else "pipeline"][one.stars] += 1
        if one.product in then:
            counts["changing"][now[one.product]] += 1
    stars = [star for star in _STARS if star or any(count[""] for count in counts.values())]
    rows = [_row(star, {part: count[star] for part, count in counts.items()}) for star in stars]
    return [*rows, _row(TOTAL, {part: count.total() for part, count in counts.items()})]


def _row(star: str, parts: Mapping[str, int]) -> dict[str, Cell]:
    goes = parts["lapsing"] + parts["changing"]
    expected = parts["now"] - goes + parts["pipeline"] + parts["awaiting"]
    return {"code": star or None, "label": _LABELS[star], **parts, "expected": expected}


def coming(db: Connection, day: str, until: str) -> list[Coming]:
    """What is on its way at a day: open dossiers, and registrations up to a year without one."""
    wished = _registered(db, day, until)
    held = _last_stars(db, day)
    found: dict[str, Coming] = {}
    for product, kind, state in _open_dossiers(db, day):
        stars = wished.get(product) or _aim(kind, held.get(product))
        before = found.get(product)
        awaiting = state in AWAITING or bool(before and before.awaiting)
        found[product] = Coming(product, stars, awaiting)
    for key, stars in wished.items():
        found.setdefault(key, Coming(key, stars, awaiting=False))
    return list(found.values())


def _aim(kind: str | None, held: int | None) -> str:
    """The stars a dossier is for, from the rank before it; "" where none is known."""
    if held is None or kind not in ("upgrade", "regrade"):
        return ""
    return str(min(5, held + (kind == "upgrade")))


def _open_dossiers(db: Connection, day: str) -> list[tuple[str, str | None, str]]:
    """Dossiers that have no result yet, of products that are still made."""
    one = Dossier
    query = select(one.product, one.kind, one.state).join(Product, Product.id == one.product)
    query = query.where(~one.removed, ~Product.removed, one.state.in_(PREPARING + AWAITING))
    query = query.where(Product.stopped_on.is_(None) | (Product.stopped_on > day))
    return [(str(product), kind, str(state)) for product, kind, state in db.execute(query)]


def _registered(db: Connection, day: str, until: str) -> dict[str, str]:
    """Stars aimed at by what is registered and not graded yet: by product, an idea by its id.

    Years before the day's own are over: what was not graded then has to be registered again.
    """
    one = Registration
    query = select(one.id, one.product, one.target_stars, one.outcome).where(~one.removed)
    query = query.where(one.year >= int(day[:4]), one.year <= int(until[:4]))
    found: dict[str, str] = {}
    for id, product, stars, outcome in db.execute(query.order_by(one.year, one.id)):
        key = str(product or id)
        if outcome in (None, "pending"):
            found[key] = str(stars or "") if stars is None or stars >= 3 else "3"
        else:
            found.pop(key, None)
    return found


def _last_stars(db: Connection, day: str) -> dict[str, int]:
    """The stars of the last rank of each product, whether it still holds or not."""
    one = Recognition
    query = select(one.product, one.stars).where(~one.removed, one.issued_on <= day)
    query = query.where(one.stars.is_not(None)).order_by(one.issued_on, one.id)
    return {str(product): int(stars or 0) for product, stars in db.execute(query)}
