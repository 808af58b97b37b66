"""Rows that printed tables show: criteria with self-given points, papers, people, machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ocop_desktop.documents.scope import Shown, Tree
from ocop_desktop.regulations.sets import CriteriaSet, Criterion
from ocop_desktop.schema import Entry, Form, Value
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.vietnamese import grouped

SESSIONS = 2
EMPTY_LINES = 20
"""Sessions and lines of an attendance sheet of which nothing is known."""


def shown(data: DataFile, form: Form, values: Entry | None) -> dict[str, Shown]:
    """Every field of a record as people read it; blank ones too."""
    return {
        field.name: Shown(field.type.show(value, data.look), value)
        for field in form.fields
        for value in [values.get(field.name) if values else None]
    }


# ---- criteria


def criteria(data: DataFile, criteria_set: CriteriaSet, dossier: Entry | None) -> list[Tree]:
    """Every part, group and criterion of the set in its order, with what the subject says."""
    scores = _scores(dossier)
    rows: list[Tree] = []
    for part in criteria_set.parts:
        known = [_points(scores, c) for group in part.groups for c in group.walk()]
        rows.append(_heading(f"{part.code}. {part.title}", part.max, known))
        for group in part.groups:
            rows += _criterion_rows(data, group, scores, top=True)
    return rows


def total_points(dossier: Entry | None) -> str:
    """The sum of the points the subject gave itself; "" where none are known."""
    return _sum(
        [_whole(row.get("points")) for row in (dossier.rows("self_scores") if dossier else ())]
    )


def _criterion_rows(
    data: DataFile, criterion: Criterion, scores: dict[str, Entry], *, top: bool = False
) -> Iterator[Tree]:
    """A criterion and those below it; of two cases each stands by itself."""
    if top and not criterion.is_scored:
        known = [_points(scores, below) for below in criterion.walk()]
        yield _heading(_numbered(criterion), criterion.max, known)
    else:
        yield _plain(data, criterion, scores.get(criterion.key))
    for below in (*criterion.criteria, *criterion.cases):
        yield from _criterion_rows(data, below, scores)


def _heading(title: str, most: int, known: Sequence[int | None]) -> Tree:
    return {"kind": "group", "title": title, "max": str(most), "points": _sum(known)}


def _plain(data: DataFile, criterion: Criterion, score: Entry | None) -> Tree:
    points = score.get("points") if score else None
    return {
        "no": criterion.no,
        "title": criterion.title,
        "max": str(criterion.max),
        "points": "" if points is None else str(points),
        "description": _described(data, score) if score else "",
    }


def _described(data: DataFile, score: Entry) -> str:
    papers = score.get("papers")
    titles = [data.look.title("evidence", id) for id in papers] if isinstance(papers, list) else []
    proof = "; ".join(text for text in (str(score.get("proof") or ""), *titles) if text)
    lines = (str(score.get("description") or ""), f"Minh chứng: {proof}" if proof else "")
    return "\n".join(line for line in lines if line)


def _scores(dossier: Entry | None) -> dict[str, Entry]:
    rows = dossier.rows("self_scores") if dossier else ()
    return {str(row.get("criterion") or "").rstrip("."): row for row in rows}


def _points(scores: dict[str, Entry], criterion: Criterion) -> int | None:
    score = scores.get(criterion.key)
    return _whole(score.get("points")) if score else None


def _whole(value: Value) -> int | None:
    return value if isinstance(value, int) else None


def _sum(known: Sequence[int | None]) -> str:
    numbers = [number for number in known if number is not None]
    return str(sum(numbers)) if numbers else ""


def _numbered(criterion: Criterion) -> str:
    return f"{criterion.no}. {criterion.title}" if criterion.no else criterion.title


# ---- people


def sessions(course: Entry | None) -> list[Tree]:
    """A column to sign in for each session of the course."""
    count = _whole(course.get("session_count")) if course else None
    present = [row.get("present") for row in course.rows("attendances")] if course else []
    last = max((len(codes) for codes in present if isinstance(codes, list)), default=0)
    numbers = range(1, max(count or last or SESSIONS, 1) + 1)
    return [{"key": f"s{number}", "label": f"Ký buổi {number}"} for number in numbers]


def attendances(data: DataFile, course: Entry | None) -> list[Tree]:
    """The people of a course, and empty lines for those who are not known yet."""
    people = course.rows("attendances") if course else ()
    planned = _whole(course.get("planned_people")) if course else None
    form = data.forms["attendance"]
    rows = [_attendance(data, form, row, number) for number, row in enumerate(people, start=1)]
    lines = max(planned or 0, 0 if people else EMPTY_LINES)
    empty: list[Tree] = [{"number": str(number)} for number in range(len(rows) + 1, lines + 1)]
    return [*rows, *empty]


def _attendance(data: DataFile, form: Form, row: Entry, number: int) -> Tree:
    known = {name: one.text for name, one in shown(data, form, row).items()}
    present = row.get("present")
    ticks = dict.fromkeys(present, "x") if isinstance(present, list) else {}
    known["minority"] = "x" if row.get("minority") else ""
    known["organisation"] = known["subject"] or known["organisation"]
    return {**known, **ticks, "number": str(number)}


def heads(course: Entry | None) -> dict[str, str]:
    """How many people a course had, how many of them women and of a minority."""
    people = course.rows("attendances") if course else ()
    if not people:
        return {}
    women = sum(row.get("gender") == "female" for row in people)
    minority = sum(bool(row.get("minority")) for row in people)
    counted = {"people": len(people), "women": women, "minority": minority}
    return {name: f"{number:02d}" for name, number in counted.items()}


# ---- machines


def items(data: DataFile, support: Entry | None) -> list[Tree]:
    """The machines of a grant as minutes list them."""
    form = data.forms["support_item"]
    rows = support.rows("items") if support else ()
    return [_item(data, form, row, number) for number, row in enumerate(rows, start=1)]


def items_total(support: Entry | None) -> str:
    """What the machines cost together; "" where no amount is known."""
    amounts = [_whole(row.get("amount")) for row in (support.rows("items") if support else ())]
    known = [amount for amount in amounts if amount is not None]
    return grouped(sum(known)) if known else ""


def _item(data: DataFile, form: Form, row: Entry, number: int) -> Tree:
    text = {name: one.text for name, one in shown(data, form, row).items()}
    capacity = " ".join(part for part in (text["capacity"], text["capacity_unit"]) if part)
    amount = _whole(row.get("amount"))
    return {
        "number": str(number),
        "name": _joined(text["name"], text["model"], capacity, between="; "),
        "serial": text["serial"],
        "made_by": _joined(text["maker"], text["country"], text["made_year"]),
        "quantity": _joined(text["quantity"], text["quantity_unit"], between=" "),
        "amount": grouped(amount) if amount is not None else "",
        "condition": text["condition"],
        "papers": text["papers_given"],
    }


def _joined(*parts: str, between: str = ", ") -> str:
    return between.join(part for part in parts if part)
