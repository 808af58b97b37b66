"""The scoring sheet of a set: its rows in the order of the decision, ticked as a person ticked them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from ocop_desktop.actions import entries, lists, paper_law, paper_office
from ocop_desktop.actions.law import the_regulations
from ocop_desktop.actions.paper_records import linked
from ocop_desktop.actions.paper_rows import shown
from ocop_desktop.actions.scoring import picks_of
from ocop_desktop.documents.scope import Shown, Tree
from ocop_desktop.messages import Trouble
from ocop_desktop.regulations.decision import Decision
from ocop_desktop.regulations.sets import CriteriaSet
from ocop_desktop.regulations.sheet_lines import BEFORE_BOXES, SheetLine, sheet_lines
from ocop_desktop.schema import Entry
from ocop_desktop.store.datafile import DataFile

LATEST = paper_law.LATEST
Picks: TypeAlias = Mapping[str, int]
Rows: TypeAlias = Iterator[Tree]

_TITLES = ("criterion", "detailed", "yes_no")
_KEPT = ("part", "criterion", "detailed", "case")  # the next line stays on the same page


def sheet_tree(data: DataFile, kind: str, id: str | None) -> Tree:
    """What a sheet names: of an assessment, or of a product or dossier with its latest one.

    Raises:
        Trouble: `no_criteria_set`, the product has no set yet.
    """
    product, dossier, assessment = _found(data, kind, id)
    decision = paper_law.decision_of(assessment or dossier)
    number = str((assessment.get("criteria_set") if assessment else None) or "")
    number = number or str((product.get("criteria_set") if product else None) or "")
    if not number:
        raise Trouble("no_criteria_set", product=str(product.get("name") if product else ""))
    made = the_regulations().set(decision.code, number)
    subject = linked(data, "subject", product.get("subject")) if product else None
    office = paper_office.unit(data)
    return {
        **paper_office.office_tree(data, office),
        "subject": shown(data, data.forms["subject"], subject),
        "product": shown(data, data.forms["product"], product),
        "assessment": shown(data, data.forms["assessment"], assessment),
        "dossier": shown(data, data.forms["dossier"], dossier),
        "made": {
            **paper_office.places_tree(data, subject, office),
            "product_code": _code(data, product, dossier, subject),
            **_set_tree(made, decision, picks_of(assessment) if assessment else {}),
        },
    }


def blank_trees(data: DataFile, decision: str, number: str = "") -> list[Tree]:
    """The empty sheet of one set of a decision, or of every one."""
    known = the_regulations()
    law = known.decision(decision)
    sets = [known.set(law.code, number)] if number else known.sets(law.code)
    office = paper_office.office_tree(data, paper_office.unit(data))
    return [{**office, "made": _set_tree(one, law, {})} for one in sets]


def rows(made: CriteriaSet, picks: Picks) -> Rows:
    """Every row of the sheet; `kind` says how it is set, `keep` that the next one stays with it."""
    for line in sheet_lines(made):
        row: dict[str, Any] = {
            "kind": line.kind,
            "text": line.words,
            "points": "" if line.points is None else str(line.points),
            "align": "center" if line.kind == "part" else "",
            "keep": "+" if line.kind in _KEPT or _stands_before(line) else "",
        }
        if line.box or line.kind in _TITLES:
            ticked = bool(line.box) and picks.get(line.key, 0) == line.box
            row = {**row, "detail": line.detail, "ticked": Shown("", ticked)}
        yield row


def _stands_before(line: SheetLine) -> bool:
    return line.kind == "note" and line.text.startswith(BEFORE_BOXES)


def _set_tree(made: CriteriaSet, decision: Decision, picks: Picks) -> Tree:
    return {
        "regulation": decision.code,
        "sheet": list(rows(made, picks)),
        "set_number": str(made.number),
        "set_name": made.name,
        "set_line": made.classification.printed_line if made.classification else "",
        "sheet_stops": [{"text": text} for text in dict.fromkeys(made.disqualified_when)],
        "sheet_notes": [{"text": text} for text in made.form_notes],
        "sheet_total": str(made.total),
        "decision_number": decision.number,
    }


def _found(
    data: DataFile, kind: str, id: str | None
) -> tuple[Entry | None, Entry | None, Entry | None]:
    """Product, dossier and assessment that an id of any of them means."""
    if id is None:
        return None, None, None
    if kind == "assessment":
        assessment = entries.get(data, kind, id)
        dossier = linked(data, "dossier", assessment.get("dossier"))
        return linked(data, "product", assessment.get("product")), dossier, assessment
    dossier = linked(data, "dossier", id) if kind == "dossier" else None
    product_id = str(dossier.get("product") or "") if dossier else id
    latest = _latest(data, product_id, dossier)
    return linked(data, "product", product_id), dossier, latest


def _latest(data: DataFile, product: str, dossier: Entry | None) -> Entry | None:
    """The last assessment of a dossier; of a product where the dossier is not asked for."""
    where = {"dossier": dossier.id} if dossier else {"product": product}
    found = lists.entries(data, "assessment", where=where)
    last = max(found, key=lambda one: (str(one.get("scored_on") or ""), one.id), default=None)
    return entries.get(data, "assessment", last.id) if last else None


def _code(
    data: DataFile, product: Entry | None, dossier: Entry | None, subject: Entry | None
) -> str:
    """The product's code; where it has none yet, what of it is known."""
    own = str(product.get("product_code") or "") if product else ""
    places = paper_office.places_tree(data, subject, None)
    if own or not places["commune_code"]:
        return own
    year = str(dossier.get("year") or "") if dossier else ""
    known = (places["province_code"], places["commune_code"], "........", year or "20......")
    return " - ".join(known)
