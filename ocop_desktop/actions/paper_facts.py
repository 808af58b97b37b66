"""What a layout can name: records as shown, and what is made from them (root `made`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ocop_desktop import paths
from ocop_desktop.actions import entries, paper_evidence, paper_office, paper_rows
from ocop_desktop.actions.paper_rows import shown
from ocop_desktop.documents.scope import Shown, Tree
from ocop_desktop.messages import Trouble
from ocop_desktop.regulations import Regulations
from ocop_desktop.regulations.decision import Decision
from ocop_desktop.regulations.sets import CriteriaSet
from ocop_desktop.schema import Entry, Value
from ocop_desktop.store.datafile import DataFile

NUMERAL = re.compile(r"^(?:[IVX]+|\d+|[a-z])\. ")
LATEST = "qd26_2026"


@cache
def regulations() -> Regulations:
    """The decisions of this program."""
    return Regulations.load(paths.resources_dir() / "regulations")


def linked(data: DataFile, kind: str, id: Value) -> Entry | None:
    """The record a link leads to; None where there is no link or it leads nowhere."""
    try:
        return entries.get(data, kind, str(id)) if id else None
    except Trouble:
        return None


# ---- the dossier


def dossier_tree(data: DataFile, product: Entry | None, dossier: Entry | None) -> Tree:
    """Everything that the forms of a dossier name."""
    subject = linked(data, "subject", product.get("subject")) if product else None
    office = paper_office.unit(data)
    decision = decision_of(dossier)
    return {
        **paper_office.office_tree(data, office),
        "subject": shown(data, data.forms["subject"], subject),
        "product": shown(data, data.forms["product"], product),
        "dossier": shown(data, data.forms["dossier"], dossier),
        "made": {
            **paper_office.places_tree(data, subject, office),
            **_subject_tree(subject),
            **_dossier_tree(data, office, dossier),
            **_criteria_tree(data, decision, product, dossier),
            **_papers_tree(data, decision, subject, product),
        },
    }


def decision_of(dossier: Entry | None) -> Decision:
    """The decision a dossier follows; the one in force where it names none."""
    code = str(dossier.get("regulation") or LATEST) if dossier else LATEST
    try:
        return regulations().decision(code)
    except Trouble:
        return regulations().decision(LATEST)


def criteria_set(decision: Decision, product: Entry | None) -> CriteriaSet | None:
    """The scoring set of a product."""
    number = str(product.get("criteria_set") or "") if product else ""
    return regulations().set(decision.code, number) if number else None


def _subject_tree(subject: Entry | None) -> dict[str, str]:
    if subject is None:
        return {}
    days = [subject.get("founded_on"), subject.get("reg_on")]
    known = dict.fromkeys("/".join(reversed(str(day).split("-"))) for day in days if day)
    return {"founded": "; ".join(known)}


def _dossier_tree(data: DataFile, office: Entry | None, dossier: Entry | None) -> dict[str, str]:
    samples = dossier.get("samples") if dossier else None
    return {
        "samples": _counted(samples) if isinstance(samples, int) else "",
        "report_number": paper_office.numbered(data, dossier, "report_no", office, "report_symbol"),
    }


def _counted(samples: int) -> str:
    """How many sample products come along; services bring none."""
    return f"{samples:02d} sản phẩm" if samples else "không"


def _criteria_tree(
    data: DataFile, decision: Decision, product: Entry | None, dossier: Entry | None
) -> dict[str, str | list[Tree]]:
    found = criteria_set(decision, product)
    if found is None:
        return {}
    return {
        "criteria_set": found.name,
        "classification": _classified(found),
        "criteria": paper_rows.criteria(data, found, dossier),
        "criteria_max": str(found.total),
        "criteria_points": paper_rows.total_points(dossier),
    }


def _classified(found: CriteriaSet) -> str:
    """Ngành, Nhóm, Phân nhóm without their numerals."""
    place = found.classification
    if place is None:
        return found.name
    words = (("Ngành", place.sector), ("Nhóm", place.group), ("Phân nhóm", place.subgroup))
    named = ((word, NUMERAL.sub("", text).removeprefix("Sản phẩm ")) for word, text in words)
    return "; ".join(f"{word}: {text[:1].upper()}{text[1:]}" for word, text in named if text)


def _papers_tree(
    data: DataFile, decision: Decision, subject: Entry | None, product: Entry | None
) -> dict[str, Shown | list[Tree]]:
    if subject is None or product is None:
        return {}
    listed = paper_evidence.lines(data, decision, subject.id, product.id)
    found = any(line.found for line in listed)
    return {"papers": paper_evidence.rows(listed), "has_papers": Shown("", found or None)}


# ---- courses and grants


def course_tree(data: DataFile, course: Entry | None) -> Tree:
    """Everything that an attendance sheet names."""
    form, office = data.forms["course"], paper_office.unit(data)
    known = shown(data, form, course)
    return {
        **paper_office.office_tree(data, office),
        "course": known,
        "made": {
            **paper_rows.heads(course),
            "attendances": paper_rows.attendances(data, course),
            "sessions": paper_rows.sessions(course),
            "course_time": _joined((known["starts_on"].text, known["ends_on"].text), " - "),
            "course_place": _joined((known["venue"].text, known["commune"].text), ", "),
        },
    }


def support_tree(data: DataFile, support: Entry | None) -> Tree:
    """Everything that hand-over minutes name."""
    form, office = data.forms["support"], paper_office.unit(data)
    subject = linked(data, "subject", support.get("subject")) if support else None
    known = shown(data, form, support)
    years, until = known["commit_years"].text, known["commit_until"].text
    return {
        **paper_office.office_tree(data, office),
        "subject": shown(data, data.forms["subject"], subject),
        "support": known,
        "made": {
            **paper_office.places_tree(data, subject, office),
            "giver": known["executed_by"].text or (_unit_name(office) if support else ""),
            "handover_place": paper_office.address(data, subject),
            "items": paper_rows.items(data, support),
            "items_total": paper_rows.items_total(support),
            "commitment": _joined((years and f"{years} năm", until and f"đến ngày {until}"), ", "),
        },
    }


def _unit_name(office: Entry | None) -> str:
    return str(office.get("name") or "") if office else ""


def _joined(parts: Iterable[str], between: str) -> str:
    return between.join(dict.fromkeys(part for part in parts if part))
