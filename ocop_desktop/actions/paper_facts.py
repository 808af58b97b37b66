"""What the papers of a dossier name: records as shown, and what is made from them (root `made`)."""

from __future__ import annotations

from ocop_desktop.actions import paper_checks, paper_evidence, paper_law, paper_office, paper_rows
from ocop_desktop.actions.paper_records import linked
from ocop_desktop.actions.paper_rows import shown
from ocop_desktop.documents.scope import Shown, Tree
from ocop_desktop.regulations.decision import Decision
from ocop_desktop.schema import Entry
from ocop_desktop.store.datafile import DataFile


def dossier_tree(data: DataFile, product: Entry | None, dossier: Entry | None) -> Tree:
    """Everything that the forms of a dossier name."""
    subject = linked(data, "subject", product.get("subject")) if product else None
    office = paper_office.unit(data)
    decision = paper_law.decision_of(dossier)
    return {
        **paper_office.office_tree(data, office),
        "subject": shown(data, data.forms["subject"], subject),
        "product": shown(data, data.forms["product"], product),
        "dossier": shown(data, data.forms["dossier"], dossier),
        "made": {
            "regulation": decision.code,
            "decision_number": decision.number,
            "decision_issued": Shown(decision.issued_on, decision.issued_on),
            "working_days": str(decision.limits.commune_working_days or ""),
            **paper_office.places_tree(data, subject, office),
            **_subject_tree(subject),
            **_dossier_tree(data, office, dossier),
            **_criteria_tree(data, decision, product, dossier),
            **_papers_tree(data, decision, subject, product),
            **paper_checks.check_tree(data, product, dossier),
            **paper_checks.request_tree(data, dossier, office),
        },
    }


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
    found = paper_law.criteria_set(decision, product)
    if found is None:
        return {}
    return {
        "criteria_set": found.name,
        "classification": paper_law.classified(found),
        "criteria": paper_rows.criteria(data, found, dossier),
        "criteria_max": str(found.total),
        "criteria_points": paper_rows.total_points(dossier),
    }


def _papers_tree(
    data: DataFile, decision: Decision, subject: Entry | None, product: Entry | None
) -> dict[str, Shown | list[Tree]]:
    if subject is None or product is None:
        return {}
    listed = paper_evidence.lines(data, decision, subject.id, product.id)
    found = any(line.found for line in listed)
    return {"papers": paper_evidence.rows(listed), "has_papers": Shown("", found or None)}
