"""The papers of a dossier: what is there in the order of the check list, what is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ocop_desktop.actions import files, lists
from ocop_desktop.documents.binding.bundle import Paper, Scan
from ocop_desktop.documents.scope import Tree
from ocop_desktop.regulations.decision import Decision
from ocop_desktop.schema import Entry
from ocop_desktop.schema.choice_types import file_parts
from ocop_desktop.schema.dates import show
from ocop_desktop.store.datafile import DataFile


@dataclass(frozen=True)
class Line:
    """One line of the check list with the evidence for it."""

    code: str
    label: str
    where_required: bool
    found: tuple[Entry, ...]


def lines(data: DataFile, decision: Decision, subject: str, product: str) -> list[Line]:
    """The check list with what is there, then the papers that are no line of it."""
    known = evidence(data, subject, product)
    listed = [
        Line(paper.code, paper.label, paper.where_required, known.pop(paper.code, ()))
        for paper in decision.papers
    ]
    labels: Mapping[str, str] = getattr(data.forms["evidence"].field("paper").type, "labels", {})
    others = [code for code in (*labels, "") if code in known]
    return [*listed, *(Line(code, labels.get(code, ""), True, known[code]) for code in others)]


def evidence(data: DataFile, subject: str, product: str) -> dict[str, tuple[Entry, ...]]:
    """Evidence of a product and of its subject as a whole, by kind of paper, oldest first."""
    of_product = lists.entries(data, "evidence", where={"product": product}) if product else []
    whole = {"subject": subject, "product": None}
    of_subject = lists.entries(data, "evidence", where=whole) if subject else []
    by_paper: dict[str, list[Entry]] = {}
    for entry in sorted((*of_subject, *of_product), key=_age):
        by_paper.setdefault(str(entry.get("paper") or ""), []).append(entry)
    return {code: tuple(entries) for code, entries in by_paper.items()}


def papers(data: DataFile, listed: list[Line]) -> tuple[Paper, ...]:
    """Every piece of evidence as it is bound."""
    return tuple(_paper(data, line, entry) for line in listed for entry in line.found)


def rows(listed: list[Line]) -> list[Tree]:
    """The check list as a table: paper, what is attached, how many pages."""
    made: list[Tree] = []
    for number, line in enumerate(listed, start=1):
        first = {"number": str(number), "paper": line.label}
        if not line.found:
            made.append({**first, "name": "–", "pages": "–"})
        for entry in line.found:
            pages = entry.get("pages")
            made.append({**first, "name": _name(entry), "pages": str(pages or "")})
            first = {"number": "", "paper": ""}
    return made


def _age(entry: Entry) -> tuple[str, str, list[str | int], str]:
    """The oldest first; what came in at once by its file's name, page 2 before page 10."""
    name = file_parts(str(entry.get("file") or "/"))[1].casefold()
    parts = [int(one) if one.isdecimal() else one for one in re.split(r"([0-9]+)", name)]
    return str(entry.get("issued_on") or ""), entry.created_at, parts, entry.id


def _paper(data: DataFile, line: Line, entry: Entry) -> Paper:
    value = str(entry.get("file") or "")
    scan = Scan(files.path_of(data, value), file_parts(value)[1]) if value else None
    return Paper(_title(line, entry), _note(entry), scan)


def _title(line: Line, entry: Entry) -> str:
    name = str(entry.get("name") or "")
    return f"{line.label}: {name}" if line.label and name else name or line.label


def _note(entry: Entry) -> str:
    """Number, day and issuer of a paper."""
    number, issued = str(entry.get("number") or ""), str(entry.get("issued_on") or "")
    parts = (
        f"Số {number}" if number else "",
        f"ngày {show(issued)}" if issued else "",
        str(entry.get("issuer") or ""),
    )
    return ", ".join(part for part in parts if part)


def _name(entry: Entry) -> str:
    parts = (str(entry.get("name") or ""), _note(entry))
    return "; ".join(part for part in parts if part) or "Có"
