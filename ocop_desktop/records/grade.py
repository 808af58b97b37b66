"""What the decisions lay down for records: which decision counts, terms, limits, points and ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ocop_desktop.records.amounts import Valued, exact
from ocop_desktop.records.outside import Outside
from ocop_desktop.regulations import Decision
from ocop_desktop.regulations.deadlines import VALID_MONTHS, expires_on
from ocop_desktop.regulations.scoring import Score, score
from ocop_desktop.schema import Value
from ocop_desktop.schema.dates import first_day, is_full, latest

Values = Mapping[str, Value]
Tables = Mapping[str, Sequence[Valued]]

ANSWER_DAYS = 15  # 26/2026/QĐ-TTg, Điều 4, where no decision is at hand
FIVE_STARS = 90  # points from which the province sends a product on
LATER = ("upgrade", "regrade")


def valid_months(values: Values, outside: Outside) -> int:
    """How long a rank holds by the decision it follows."""
    decision = outside.decision(_regulation(values, outside, "issued_on"))
    return decision.limits.valid_months if decision else VALID_MONTHS


def recognition(values: Values, tables: Tables, outside: Outside) -> dict[str, Value]:
    """A rank's decision and last day; whether it is a potential five; the rank before it."""
    issued = values.get("issued_on")
    months = valid_months(values, outside)
    return {
        "regulation": _regulation(values, outside, "issued_on"),
        "expires_on": expires_on(str(issued), months) if issued else None,
        "potential_five": _is_potential_five(values),
        "previous": _previous(values, outside),
    }


def _is_potential_five(values: Values) -> bool | None:
    """Ninety points from the province wait for the ministry; otherwise nothing is said."""
    points = exact(values.get("score"))
    ninety = points is not None and points >= FIVE_STARS
    return True if ninety and values.get("level") == "province" else None


def _previous(values: Values, outside: Outside) -> Value:
    """The rank that an upgrade or a re-grading follows: the last one issued before it."""
    product, issued = values.get("product"), values.get("issued_on")
    if values.get("kind") not in LATER or not product or not issued:
        return None
    before = [
        one
        for one in outside.ranks_of(str(product))
        if one.get("issued_on") and str(one["issued_on"]) < str(issued)
    ]
    last = max(before, key=lambda one: str(one["issued_on"]), default=None)
    return last.get("id") if last else None


def sitting(values: Values, tables: Tables, outside: Outside) -> dict[str, Value]:
    """The decision that a council follows."""
    return {"regulation": _regulation(values, outside, "met_on", "decision_on", "year")}


def dossier(values: Values, tables: Tables, outside: Outside) -> dict[str, Value]:
    """The decision that an application follows, and the working day by which it is answered."""
    code = _regulation(values, outside, "received_on", "signed_on", "complete_on", "year")
    start = values.get("complete_on") or values.get("received_on")
    days = _answer_days(outside.decision(code), outside)
    known = start is not None and is_full(str(start)) and days is not None
    due = outside.working_days_after(str(start), days) if known and days else None
    return {"regulation": code, "due_on": due}


def _answer_days(decision: Decision | None, outside: Outside) -> int | None:
    if decision is None:
        return ANSWER_DAYS if outside.law is None else None
    return decision.limits.commune_working_days


def assessment(values: Values, tables: Tables, outside: Outside) -> dict[str, Value]:
    """A sheet's set and decision, its points by part, the two tests of its rank, the rank."""
    found = scored(values, tables, outside)
    names = {"part_a": "A", "part_b": "B", "part_c": "C"}
    return {
        "regulation": _sheet_regulation(values, outside),
        "criteria_set": _sheet_set(values, outside),
        **{name: found.parts.get(part) if found else None for name, part in names.items()},
        "total": found.total if found else None,
        "rank_by_score": found.rank_by_score if found else None,
        "rank_by_minimums": found.rank_by_minimums if found else None,
        "rank": found.rank if found else None,
    }


def marks(values: Values, tables: Tables, outside: Outside) -> dict[str, list[dict[str, Value]]]:
    """The points of each row of a sheet; none for a criterion that the set does not have."""
    found = scored(values, tables, outside)
    points = found.points if found else {}
    rows = tables.get("marks", ())
    return {"marks": [{"points": points.get(str(row.get("criterion")))} for row in rows]}


def scored(values: Values, tables: Tables, outside: Outside) -> Score | None:
    """The score of a sheet; None where its set or decision is not known."""
    code = _sheet_regulation(values, outside)
    made, decision = outside.sheet(code, _sheet_set(values, outside)), outside.decision(code)
    if made is None or decision is None:
        return None
    why = values.get("eliminated")
    return score(
        made,
        decision,
        picks_of(tables.get("marks", ())),
        eliminated=[str(why)] if why else (),
        cumulative=outside.cumulative,
    )


def picks_of(rows: Sequence[Valued]) -> dict[str, int]:
    """The box ticked for each criterion."""
    return {
        str(row.get("criterion")): int(str(row.get("picked"))) for row in rows if row.get("picked")
    }


def _sheet_regulation(values: Values, outside: Outside) -> Value:
    """The decision of a sheet: its own, that of the dossier, that of its day."""
    of_dossier = outside.linked("dossier", str(values.get("dossier") or "")).get("regulation")
    return values.get("regulation") or of_dossier or _regulation(values, outside, "scored_on")


def _sheet_set(values: Values, outside: Outside) -> Value:
    product = str(values.get("product") or "")
    return values.get("criteria_set") or outside.linked("product", product).get("criteria_set")


def _regulation(values: Values, outside: Outside, *days: str) -> Value:
    """The decision typed in, else the one of the first day that is known; None where unsure."""
    if values.get("regulation"):
        return values.get("regulation")
    day = next((values[name] for name in days if values.get(name)), None)
    if not isinstance(day, str):
        decision = outside.decision_on(day)
        return decision.code if decision else None
    first = outside.decision_on(first_day(day).isoformat())
    last = outside.decision_on(latest(day))
    # known to the year or month only, and it had two: whoever knows says which
    return last.code if last is not None and first is last else None
