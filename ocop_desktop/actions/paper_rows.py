"""Records as people read them, and the criteria of a set with the points a subject gave itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ocop_desktop.documents.scope import Shown, Tree
from ocop_desktop.regulations.sets import CriteriaSet, Criterion
from ocop_desktop.schema import Entry, Form, Value
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.vietnamese import grouped


def joined(*parts: str, between: str = ", ") -> str:
    """The parts that say something, each once."""
    return between.join(dict.fromkeys(part for part in parts if part))


def whole(value: Value) -> int | None:
    """A whole number, or nothing."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def added(values: Iterable[Value]) -> str:
    """Amounts of money added up; "" where none is known."""
    known = [amount for amount in map(whole, values) if amount is not None]
    return grouped(sum(known)) if known else ""


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
        [whole(row.get("points")) for row in (dossier.rows("self_scores") if dossier else ())]
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
    return whole(score.get("points")) if score else None


def _sum(known: Sequence[int | None]) -> str:
    numbers = [number for number in known if number is not None]
    return str(sum(numbers)) if numbers else ""


def _numbered(criterion: Criterion) -> str:
    return f"{criterion.no}. {criterion.title}" if criterion.no else criterion.title
