"""A dossier for the next star begins with the last one: what changed, what still holds, what lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from ocop_desktop.actions import completeness, entries, lists, paper_law, scoring
from ocop_desktop.actions.entries import Saved
from ocop_desktop.actions.paper_evidence import lines
from ocop_desktop.actions.paper_records import linked, product_and_dossier
from ocop_desktop.actions.paper_rows import joined
from ocop_desktop.messages import Trouble
from ocop_desktop.regulations.next_star import NextStar, advised
from ocop_desktop.regulations.sets import CriteriaSet
from ocop_desktop.schema import Entry, Form
from ocop_desktop.schema.dates import show
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.tables import History

KEPT = (
    "history",
    "structure",
    "specification",
    "held_papers",
    "other_ip",
    "business_results",
    "business_plan",
    "samples",
    "view_material",
    "view_labour",
    "view_idea",
    "view_identity",
)
"""What a new dossier takes over; days, numbers, letters and outcomes belong to one alone."""

SCORES = ("criterion", "points", "description", "proof", "papers")
RUNS_OUT = "runs_out"
BEGINS_OVER = ("recognition", "current_stars", "current_until", "ocop_status")


@dataclass(frozen=True)
class Changed:
    """One field of the subject or product that is not as it was at the last dossier."""

    record: str
    label: str
    before: str
    after: str
    at: str

    @property
    def said(self) -> str:
        """The change in one line."""
        return f"{self.label}: {self.before or '(trống)'} → {self.after or '(trống)'}"


@dataclass(frozen=True)
class Held:
    """A paper of the last dossiers and whether it still holds: there, runs_out or outdated."""

    paper: str
    title: str
    state: str
    expires: str
    evidence: str


@dataclass(frozen=True)
class Outlook:
    """What stands between a product and its next dossier."""

    last: Entry | None
    stars: int | None
    changes: tuple[Changed, ...]
    papers: tuple[Held, ...]
    next_star: NextStar | None


def begin(data: DataFile, product: str, kind: str, year: int | None = None) -> Saved:
    """A new dossier of a product that begins with what its last one said.

    The changes since then are written down, so that they only have to be read over. Raises
    Trouble("nothing_to_renew") where the product has no dossier yet.
    """
    _, last = product_and_dossier(data, product)
    if last is None:
        raise Trouble("nothing_to_renew", product=data.look.title("product", product))
    fields: dict[str, Any] = {name: last.get(name) for name in KEPT}
    told = "\n".join(one.said for one in changes(data, product, last))
    fields |= {"product": product, "kind": kind, "year": year or int(data.today()[:4])}
    fields |= {"state": "draft", "changes": told or None}
    rows = [{name: row.get(name) for name in SCORES} for row in last.rows("self_scores")]
    given = {name: value for name, value in fields.items() if value is not None}
    return entries.save(data, "dossier", None, given, {"self_scores": rows})


def outlook(data: DataFile, product: str, on: str | None = None) -> Outlook:
    """The last dossier and rank of a product, what changed, which papers hold, the next star."""
    day = on or data.today()
    held, last = product_and_dossier(data, product)
    return Outlook(
        last=last,
        stars=_stars(data, product),
        changes=tuple(changes(data, product, last)) if last else (),
        papers=tuple(_papers(data, held, day)),
        next_star=_next_star(data, held, last),
    )


def changes(data: DataFile, product: str, last: Entry) -> Iterator[Changed]:
    """Fields of a product and its subject that were changed after a dossier was made."""
    held = entries.get(data, "product", product)
    subject = linked(data, "subject", held.get("subject"))
    for record in (one for one in (held, subject) if one):
        yield from _changes_of(data, data.forms[record.kind], record, last)


def _changes_of(data: DataFile, form: Form, record: Entry, last: Entry) -> Iterator[Changed]:
    """Each field once: what it was when the dossier was made, what it is now."""
    first = _first_changes(data, record, last)
    for field in form.fields:
        if field.name not in first or field.name in BEGINS_OVER or field.computed or field.aside:
            continue
        at, value = first[field.name]
        before = field.type.show(value, data.look)
        after = field.type.show(record.get(field.name), data.look)
        if before != after:
            yield Changed(record.kind, field.label, before, after, at)


def _first_changes(data: DataFile, record: Entry, last: Entry) -> dict[str, tuple[str, Any]]:
    """When each field was first changed after a dossier was made, and what it was before.

    The order of the actions counts, not the clock.
    """
    made = select(func.min(History.number)).where(History.record_id == last.id).scalar_subquery()
    query = select(History.at, History.changes).where(
        History.record_id == record.id, History.number > made, History.undone.is_(False)
    )
    first: dict[str, tuple[str, Any]] = {}
    with data.read() as connection:
        for at, changed in connection.execute(query.order_by(History.number)):
            for field, (before, _) in changed.items():
                first.setdefault(field, (at, before))
    return first


def _stars(data: DataFile, product: str) -> int | None:
    """The last rank of a product."""
    found = lists.entries(data, "recognition", where={"product": product})
    last = max(found, key=lambda one: (str(one.get("issued_on") or ""), one.id), default=None)
    stars = last.get("stars") if last else None
    return stars if isinstance(stars, int) else None


def _papers(data: DataFile, product: Entry | None, day: str) -> Iterator[Held]:
    """Every paper with the state it has on a day; within half a year it runs out."""
    if product is None:
        return
    soon = f"{int(day[:4]) + (int(day[5:7]) > 6)}-{(int(day[5:7]) + 5) % 12 + 1:02d}{day[7:]}"
    decision = paper_law.decision_of(None)
    for line in lines(data, decision, str(product.get("subject") or ""), product.id):
        for one in line.found:
            expires = str(one.get("expires_on") or "")
            state = completeness.THERE
            if completeness.is_outdated(one, day):
                state = completeness.OUTDATED
            elif completeness.is_outdated(one, soon):
                state = RUNS_OUT
            title = joined(line.label, str(one.get("name") or ""), between=": ")
            shown = show(expires) if expires else ""
            yield Held(line.code, title, state, shown, one.id)


def _next_star(data: DataFile, product: Entry | None, last: Entry | None) -> NextStar | None:
    """What the last sheet, or the subject's own points, lack for the rank above."""
    decision = paper_law.decision_of(None)
    made = paper_law.criteria_set(decision, product)
    if made is None or product is None:
        return None
    sheets = scoring.sheets_of(data, product.id)
    if sheets:
        picks = scoring.picks_of(entries.get(data, "assessment", sheets[-1].id))
    else:
        picks = _own_picks(made, last)
    return advised(made, decision, picks)[1] if picks else None


def _own_picks(made: CriteriaSet, dossier: Entry | None) -> dict[str, int]:
    """The boxes that give the points which a subject gave itself."""
    picks: dict[str, int] = {}
    points = {
        str(row.get("criterion") or "").rstrip("."): row.get("points")
        for row in (dossier.rows("self_scores") if dossier else ())
    }
    for criterion in made.scored:
        given = points.get(criterion.key)
        boxes = [option.points for option in criterion.options] or [criterion.max]
        if given in boxes and isinstance(given, int):
            picks[criterion.key] = boxes.index(given) + 1
    return picks
