"""What the papers of a council's sitting name: members, products, the points each gave."""

from __future__ import annotations

from collections.abc import Sequence

from ocop_desktop.actions import paper_office, scoring
from ocop_desktop.actions.paper_records import linked
from ocop_desktop.actions.paper_rows import shown
from ocop_desktop.documents.scope import Tree
from ocop_desktop.schema import Entry
from ocop_desktop.store.datafile import DataFile

SCORING = ("chair", "vice_chair", "member", "secretary")
MEMBERS = "member"


def round_tree(data: DataFile, kind: str, id: str | None) -> Tree:
    """Everything that the papers of a sitting name."""
    sitting = linked(data, "round", id)
    office = paper_office.unit(data)
    members = _members(data, sitting)
    products = sitting.get("products") if sitting else None
    ids = [str(one) for one in products] if isinstance(products, list) else []
    scored = [_product(data, sitting, one, number) for number, one in enumerate(ids, start=1)]
    return {
        **paper_office.office_tree(data, office),
        "round": shown(data, data.forms["round"], sitting),
        "made": {
            **paper_office.places_tree(data, None, office),
            "members": members,
            "came": _count(sum(row["came"] == "Có" for row in members)),
            "members_count": _count(len(members)),
            "scorers": _scorers(data, sitting),
            "scored": scored,
            "scored_count": _count(len(scored)),
        },
    }


def _count(number: int) -> str:
    return f"{number:02d}" if number else ""


def _members(data: DataFile, sitting: Entry | None) -> list[dict[str, str]]:
    form = data.forms["round.member"]
    rows = sitting.rows("members") if sitting else ()
    return [
        {**{name: one.text for name, one in shown(data, form, row).items()}, "number": str(number)}
        for number, row in enumerate(rows, start=1)
    ]


def _scorers(data: DataFile, sitting: Entry | None) -> list[Tree]:
    """A column for each member who scores, called by number: names stand in the list of members."""
    rows = [row for row in (sitting.rows("members") if sitting else ()) if _scores(row)]
    count = len(rows) or 5
    return [{"key": f"m{number}", "label": f"TV {number}"} for number in range(1, count + 1)]


def _scores(member: Entry) -> bool:
    return member.get("role") in SCORING


def _product(data: DataFile, sitting: Entry | None, id: str, number: int) -> Tree:
    """A product with each member's total, the average and the rank by both tests."""
    product = linked(data, "product", id)
    subject = linked(data, "subject", product.get("subject")) if product else None
    sheets = _sheets(data, sitting, id)
    found = scoring.council_of(data, sitting.id, id) if sitting else None
    return {
        "number": str(number),
        "product": str(product.get("name") or "") if product else "",
        "subject": str(subject.get("name") or "") if subject else "",
        "address": paper_office.address(data, subject),
        **_totals(sitting, sheets),
        "average": found.text if found else "–",
        "by_score": _stars(found.rank_by_score if found else None),
        "by_minimums": _stars(found.rank_by_minimums if found else None),
        "rank": _stars(found.rank if found else None),
    }


def _stars(rank: int | None) -> str:
    return f"{rank} sao" if rank else "–"


def _totals(sitting: Entry | None, sheets: Sequence[Entry]) -> dict[str, str]:
    """Each scoring member's total by column."""
    members = [row for row in (sitting.rows("members") if sitting else ()) if _scores(row)]
    totals = {_name(one, "scorer_name"): one.get("total") for one in sheets}
    found = [totals.get(_name(row, "full_name")) for row in members]
    return {
        f"m{number}": "" if total is None else str(total)
        for number, total in enumerate(found, start=1)
    }


def _name(record: Entry, field: str) -> str:
    return str(record.get(field) or "").casefold()


def _sheets(data: DataFile, sitting: Entry | None, product: str) -> list[Entry]:
    """The sheets of the members; their totals are columns, so that the list of them will do."""
    found = scoring.sheets_of(data, product, sitting.id) if sitting else []
    return [one for one in found if one.get("scorer_kind") == MEMBERS]
