"""Changes by hand in a file that is merged: what is chosen of each, and that they are kept.

An edit is known by a key that comes again when the same file is read again, so that what was
decided once is not asked twice, and what waits can be taken later without the file at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from ocop_desktop.exchange.by_hand import edit_key
from ocop_desktop.exchange.incoming import Chosen, Edit, Incoming, State
from ocop_desktop.exchange.plan import Step
from ocop_desktop.exchange.workbook_read import Book
from ocop_desktop.store.datafile import Work
from ocop_desktop.store.tables import Action, HandEdit

Choice = Literal["ask", "take", "refuse"]
PENDING, TAKEN, REFUSED, SUPERSEDED = "pending", "taken", "refused", "superseded"
_STATES: Mapping[str, State] = {"ask": "pending", "take": "taken", "refuse": "refused"}
_MANY = 200
TABLE = cast(Table, HandEdit.__table__)


@dataclass(frozen=True)
class Choices:
    """What is to become of edits: of some by their key, of all others alike."""

    otherwise: str = "ask"
    by_key: Mapping[str, str] = field(default_factory=dict)

    def of(self, key: str) -> Choice | None:
        """What a person chose of this very edit; None where nobody did."""
        chosen = self.by_key.get(key)
        return None if chosen in (None, "ask") else cast(Choice, chosen)


brought, decided = aliased(Action), aliased(Action)
STATE: ColumnElement[str] = case(  # what counts: a decision that was undone is none
    (decided.undone_by.is_not(None), PENDING), else_=HandEdit.state
)
STANDS = brought.undone_by.is_(None)  # whether the merge that brought it was not undone
JOINED = TABLE.outerjoin(brought, brought.id == HandEdit.action).outerjoin(
    decided, decided.id == HandEdit.decided_in
)


_UNDONE = select(decided.id).where(decided.undone_by.is_not(None))
_OLDER = update(TABLE).where(
    TABLE.c.installation == bindparam("from_"),
    TABLE.c.running_number < bindparam("before"),
    or_(TABLE.c.state == PENDING, TABLE.c.decided_in.in_(_UNDONE)),
)


class HandEdits:
    """The edits of one file during its merge."""

    def __init__(self, work: Work, book: Book, choices: Choices) -> None:
        self._work, self._book, self._choices = work, book, choices
        self._known: Mapping[str, Row[str, str, str]] | None = None

    def choose(self, row: Incoming, name: str) -> Chosen:
        """What becomes of an edited field of a row; "" asks for a row added by hand."""
        after = dict(row.values) if row.added else row.edits[name]
        key = edit_key(self._book.mark, row.kind, row.id, name, after)
        sheet, cell = self._book.cell_of(row.kind, name, row.row)
        wanted, before = self._choices.of(key), self._before(key)
        if wanted is None and before in (TAKEN, REFUSED, SUPERSEDED):
            known: State = "taken" if before == TAKEN else "refused"
            return Chosen(known, True, key, sheet, cell)
        state = _STATES[wanted or self._choices.otherwise]
        return Chosen(state, before == state != PENDING, key, sheet, cell)

    def keep(self, steps: Iterable[Step]) -> None:
        """Keep the edits of these rows with what was decided of them."""
        rows = [
            self._row(step.row, edit)
            for step in steps
            if step.edits and isinstance(step.row, Incoming)
            for edit in step.edits
            if self._before(edit.chosen.key) != edit.chosen.state and not edit.chosen.settled
        ]
        connection = self._work.connection
        for start in range(0, len(rows), _MANY):
            part = rows[start : start + _MANY]
            connection.execute(delete(TABLE).where(TABLE.c.id.in_([row["id"] for row in part])))
            connection.execute(insert(TABLE), part)

    def finish(self) -> int:
        """Let this file take the place of edits that wait in older files; how many."""
        about, work = self._book.about, self._work
        older = {"from_": about.installation, "before": about.number, "state": SUPERSEDED}
        done = work.connection.execute(_OLDER, older | decision(work))
        return int(done.rowcount)

    def _before(self, key: str) -> str | None:
        """What was decided of an edit when this file came before; None where it did not."""
        return self._came[key].now if key in self._came else None

    @property
    def _came(self) -> Mapping[str, Row[str, str, str]]:
        """The edits that stand already since this file came before, by their key."""
        if self._known is None:
            about = self._book.about
            query = select(HandEdit.id, HandEdit.action, STATE.label("now")).select_from(JOINED)
            query = query.where(
                STANDS,
                HandEdit.installation == about.installation,
                HandEdit.running_number == about.number,
            )
            self._known = {row.id: row for row in self._work.connection.execute(query)}
        return self._known

    def _row(self, row: Incoming, edit: Edit) -> dict[str, Any]:
        about, chosen, came = self._book.about, edit.chosen, self._came.get(edit.chosen.key)
        made = decision(self._work) if chosen.state != PENDING else dict.fromkeys(_DECISION)
        return made | {
            "id": chosen.key,
            "installation": about.installation,
            "running_number": about.number,
            "unit_name": about.unit_name or about.unit,
            "file": self._book.path.name,
            "sheet": chosen.sheet,
            "cell": chosen.cell,
            "row_number": edit.row,
            "kind": edit.kind,
            "record_id": edit.id,
            "parent_id": row.parent_id,
            "what": edit.what,
            "field": edit.field,
            "after": {"v": edit.after},
            "stamps": dict(row.stamps),
            "fields": sorted(row.fields) if row.added else [],
            "at": self._work.at,
            # undoing a later merge that decided it leaves it waiting: this one brought it
            "action": came.action if came else self._work.action,
            "state": chosen.state,
        }


_DECISION = ("decided_at", "decided_by", "decided_in")


def decision(work: Work) -> dict[str, str]:
    """Who decides now, and in which action."""
    return {"decided_at": work.at, "decided_by": work.by, "decided_in": work.action}


def waiting(connection: Connection) -> int:
    """How many edits wait for somebody to decide."""
    query = select(func.count()).select_from(JOINED).where(and_(STANDS, STATE == PENDING))
    return int(connection.scalar(query) or 0)
