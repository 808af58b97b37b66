"""What follows from other values: a rank's last day, the sums of a grant, a machine's state.

To fill in another field: a function here (or in `grade.py` for what the decisions lay down) and its
line in `DERIVED`; its form says `computed = true` where nobody may type it, otherwise what was typed
stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from ocop_desktop.records import grade
from ocop_desktop.records.amounts import Valued, exact, text_of, total, whole_total
from ocop_desktop.records.outside import NOBODY, Outside
from ocop_desktop.regulations.deadlines import expires_on
from ocop_desktop.schema import Value

__all__ = [
    "NOBODY",
    "Outside",
    "current_rank",
    "derive",
    "derive_rows",
    "last_rank",
    "price_of",
    "rank_end",
]

Values = Mapping[str, Value]
Tables = Mapping[str, Sequence[Valued]]

OWN_SOURCES = frozenset(["own_cash", "own_kind", "credit"])
LOCAL_SOURCES = frozenset(["commune", "province"])


def derive(
    kind: str, values: Values, tables: Tables, outside: Outside = NOBODY
) -> dict[str, Value]:
    """What follows for a record of this kind; None where it cannot be told.

    Fields that the form calls computed take this value always, the others while they are blank.
    """
    made = DERIVED.get(kind)
    return made(values, tables, outside) if made else {}


def derive_rows(
    kind: str, values: Values, tables: Tables, outside: Outside = NOBODY
) -> dict[str, list[dict[str, Value]]]:
    """What follows for the rows of a record's tables, row by row: the points of a sheet."""
    return grade.marks(values, tables, outside) if kind == "assessment" else {}


def current_rank(recognitions: Iterable[Valued]) -> dict[str, Value]:
    """The stars of a product's last recognition and the day from which it no longer holds.

    A rank taken away ends on the day it was taken; whoever shows it compares with a day.
    """
    last = last_rank(recognitions)
    if last is None:
        return {"current_stars": None, "current_until": None}
    ends = [str(day) for day in (rank_end(last), last.get("end_on")) if day]
    return {"current_stars": last.get("stars"), "current_until": min(ends, default=None)}


def last_rank(recognitions: Iterable[Valued]) -> Valued | None:
    """The recognition issued last; those without stars or a date do not count."""
    dated = [one for one in recognitions if one.get("issued_on") and one.get("stars")]
    return max(dated, key=lambda one: str(one.get("issued_on")), default=None)


def rank_end(recognition: Valued) -> str | None:
    """The day from which a rank no longer holds: as typed, else 36 months from its issue."""
    typed, issued = recognition.get("expires_on"), recognition.get("issued_on")
    if typed:
        return str(typed)
    return expires_on(str(issued)) if issued else None


def _subject(values: Values, tables: Tables, outside: Outside) -> dict[str, Value]:
    commune = values.get("commune")
    return {"former_district": outside.district_of(str(commune)) if commune else None}


def _product(values: Values, tables: Tables, outside: Outside) -> dict[str, Value]:
    local = [row for row in tables.get("materials", ()) if row.get("source") in LOCAL_SOURCES]
    known = total(row.get("share") for row in tables.get("materials", ()))
    share = total(row.get("share") for row in local) or Decimal(0)
    return {"local_share": None if known is None else text_of(share)}


def _support(values: Values, tables: Tables, outside: Outside) -> dict[str, Value]:
    sources = tables.get("sources", ())
    own = [row for row in sources if row.get("source") in OWN_SOURCES]
    state = [row for row in sources if row.get("source") not in OWN_SOURCES]
    years, since = values.get("commit_years"), values.get("handed_over_on")
    until = expires_on(str(since), 12 * int(str(years))) if years and since else None
    return {
        "state_total": whole_total(row.get("approved") for row in state),
        "own_total": whole_total(row.get("approved") for row in own),
        "total": whole_total(row.get("approved") for row in sources),
        "disbursed_total": whole_total(row.get("disbursed") for row in sources),
        "commit_until": until,
    }


def _item(values: Values, tables: Tables, outside: Outside) -> dict[str, Value]:
    checks = [row for row in tables.get("checks", ()) if row.get("checked_on")]
    last = max(checks, key=lambda row: str(row.get("checked_on")), default=None)
    return {
        "amount": price_of(values),
        "last_state": last.get("state") if last else None,
        "last_checked_on": last.get("checked_on") if last else None,
    }


def price_of(item: Valued) -> int | None:
    """Quantity times unit price, to the đồng; None where one of them is blank."""
    count, price = exact(item.get("quantity")), exact(item.get("unit_price"))
    return None if count is None or price is None else int((count * price).to_integral_value())


DERIVED: dict[str, Callable[[Values, Tables, Outside], dict[str, Value]]] = {
    "recognition": grade.recognition,
    "round": grade.sitting,
    "assessment": grade.assessment,
    "dossier": grade.dossier,
    "subject": _subject,
    "product": _product,
    "support": _support,
    "support_item": _item,
}
