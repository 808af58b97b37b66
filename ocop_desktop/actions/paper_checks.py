"""What papers say of a dossier's completeness: every line, what was handed in, what is asked for."""

from __future__ import annotations

import re

from ocop_desktop.actions import completeness, paper_office
from ocop_desktop.actions.completeness import THERE
from ocop_desktop.actions.paper_rows import shown
from ocop_desktop.documents.scope import Shown, Tree
from ocop_desktop.schema import Entry, Value
from ocop_desktop.store.datafile import DataFile

FROM_SUBJECT = ("mau-03", "letter")
"""Needs that the office itself writes: not handed in, and never asked of a subject."""


def check_tree(
    data: DataFile, product: Entry | None, dossier: Entry | None
) -> dict[str, str | list[Tree]]:
    """Every line of the check, and those whose papers the subject handed in."""
    if dossier is None:
        return {}
    found = completeness.check_of(data, product, dossier)
    counted = {"errors": len(found.errors), "warnings": len(found.warnings)}
    there = [one for one in found.findings if one.state == THERE and one.code not in FROM_SUBJECT]
    asked = [one for one in (*found.errors, *found.warnings) if one.code not in FROM_SUBJECT]
    return {
        "checks": [_row(number, one) for number, one in enumerate(found.findings, start=1)],
        "received": [_row(number, one) for number, one in enumerate(there, start=1)],
        "requested": _requested(dossier) or [{"text": o.said, "basis": o.basis} for o in asked],
        "check_remark": found.remark,
        **{f"check_{name}": f"{count:02d}" for name, count in counted.items()},
    }


def request_tree(
    data: DataFile, dossier: Entry | None, office: Entry | None
) -> dict[str, Shown | str]:
    """The last request of a dossier: its number, its day, until when."""
    last = _last(dossier)
    known = shown(data, data.forms["dossier.request"], last)
    return {
        "request_on": known["asked_on"],
        "request_due": known["due_on"],
        "request_number": paper_office.numbered(data, last, "request_no", office, "letter_symbol"),
    }


def _row(number: int, one: completeness.Finding) -> Tree:
    return {
        "number": str(number),
        "label": one.label,
        "state": completeness.STATES[one.state],
        "note": one.note,
        "basis": one.basis,
        "pages": one.pages,
    }


def _last(dossier: Entry | None) -> Entry | None:
    """The request not yet answered, else the last one."""
    rows = dossier.rows("requests") if dossier else ()
    found = [row for row in rows if not row.get("answered_on")] or list(rows)
    return found[-1] if found else None


def _requested(dossier: Entry) -> list[Tree]:
    """What the last request asked for, one line for each thing."""
    last = _last(dossier)
    content: Value = last.get("content") if last else None
    parts = re.split(r"[;\n]", str(content or ""))
    return [{"text": part.strip()} for part in parts if part.strip()]
