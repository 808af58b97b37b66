"""The scoring sheet of a set: its rows in the order of the decision, ticked as a person ticked them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ocop_desktop.actions import entries, lists, paper_law, paper_office
from ocop_desktop.actions.law import the_regulations
from ocop_desktop.actions.paper_records import linked
from ocop_desktop.actions.paper_rows import shown
from ocop_desktop.actions.scoring import picks_of
from ocop_desktop.documents.scope import Shown, Tree
from ocop_desktop.messages import Trouble
from ocop_desktop.regulations.decision import Decision
from ocop_desktop.regulations.sets import CriteriaSet, Criterion, Option
from ocop_desktop.schema import Entry
from ocop_desktop.store.datafile import DataFile

LATEST = paper_law.LATEST
Picks: TypeAlias = Mapping[str, int]
Rows: TypeAlias = Iterator[Tree]

BEFORE_BOXES = ("Yêu cầu", "Chỉ áp dụng", "Lựa chọn", "Ghi chú: Đánh giá dựa trên")
"""Notes that the decision prints before the boxes; the others stand under them."""


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
    for part in made.parts:
        text = f"Phần {part.code}:\n{part.title}"
        yield _row("part", text, part.max, align="center", keep="+")
        for group in part.groups:
            yield from _criterion(group, picks)


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


def _criterion(criterion: Criterion, picks: Picks) -> Rows:
    """A criterion, its notes and boxes, and what is below it."""
    yield _title(criterion, picks)
    before = [note for note in criterion.notes if note.startswith(BEFORE_BOXES)]
    for note in before:
        yield _row("note", note, keep="+")
    picked = picks.get(criterion.key, 0)
    for number, option in enumerate(criterion.options, start=1):
        yield _box(option, number == picked)
    for below in criterion.criteria:
        yield from _criterion(below, picks)
    for case in criterion.cases:
        yield from _case(case, picks)
    for note in criterion.notes:
        if note not in before:
            yield _row("note", note)


def _title(criterion: Criterion, picks: Picks) -> Tree:
    first, _, detail = criterion.title.partition("\n")
    kind = "yes_no" if criterion.yes_no else "detailed" if detail else "criterion"
    text = f"{criterion.no}. {first}" if criterion.no else first
    keep = "" if criterion.yes_no else "+"
    ticked = bool(criterion.yes_no and picks.get(criterion.key))
    stars = _stars(criterion.min_star)
    row = _row(kind, f"{text}{stars}", criterion.max, keep=keep)
    return {**row, "detail": detail, "ticked": Shown("", ticked)}


def _case(case: Criterion, picks: Picks) -> Rows:
    """One of two cases: `8a` is printed "a." and without points of its own."""
    yield _row("case", f"{case.key[-1:]}. {case.title}", keep="+")
    picked = picks.get(case.key, 0)
    for number, option in enumerate(case.options, start=1):
        yield _box(option, number == picked)


def _box(option: Option, ticked: bool) -> Tree:
    note = f" {option.note}" if option.note else ""
    row = _row("option", f"{option.text}{_stars(option.min_star)}{note}", option.points)
    return {**row, "ticked": Shown("", ticked)}


def _row(
    kind: str, text: str, points: int | None = None, align: str = "", keep: str = ""
) -> dict[str, str]:
    given = "" if points is None else str(points)
    return {"kind": kind, "text": text, "points": given, "align": align, "keep": keep}


def _stars(min_star: int | None) -> str:
    return "*" * (min_star or 0)


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
