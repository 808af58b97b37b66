"""What a preview says of every row, kept in a small file of its own: never all of it in memory.

A preview is a merge that is taken back, so that afterwards its rows are nowhere. Whoever wants to
look into them passes a `Details`; nobody else pays for it. A new row takes as much as its values
(eight thousand long ones measured 14 MiB on disk), one that stays a few bytes; a page is read at a
time (decision 0024).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ocop_desktop.exchange.incoming import Edit, Incoming, Refusal
from ocop_desktop.exchange.plan import Step

_TABLES = """
CREATE TABLE row (
    seq INTEGER PRIMARY KEY, file INTEGER, kind TEXT, fate TEXT, id TEXT, parent TEXT,
    number INTEGER, detail TEXT
);
CREATE TABLE edit (
    seq INTEGER PRIMARY KEY, file INTEGER, key TEXT UNIQUE, kind TEXT, id TEXT, parent TEXT,
    number INTEGER, what TEXT, field TEXT, sheet TEXT, cell TEXT, known INTEGER, before TEXT,
    after TEXT, settled INTEGER, choice TEXT
);
"""
_INDEXES = """
CREATE INDEX IF NOT EXISTS row_place ON row (kind, fate, file, seq);
CREATE INDEX IF NOT EXISTS row_id ON row (id) WHERE detail IS NOT NULL;
"""
_PUT_ROW = "INSERT INTO row (file, kind, fate, id, parent, number, detail) VALUES (?,?,?,?,?,?,?)"
_PUT_EDIT = (
    "INSERT OR REPLACE INTO edit (file, key, kind, id, parent, number, what, field, sheet, cell, "
    "known, before, after, settled, choice) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
_SAME = {
    "file": "e.file = o.file",
    "column": "e.kind = o.kind AND e.field = o.field AND e.what = o.what",
}
_CHOICES = {"taken": "take", "refused": "refuse", "pending": "ask"}


class Row(NamedTuple):
    """One row of a file: where it is, what it becomes, the rest as `Details.put` kept it."""

    seq: int
    file: int
    kind: str
    fate: str
    id: str
    parent: str | None
    number: int
    detail: dict[str, Any]


class Kept(NamedTuple):
    """One edit of a file, and what is chosen of it."""

    seq: int
    file: int
    key: str
    kind: str
    id: str
    parent: str | None
    number: int
    what: str
    field: str
    sheet: str
    cell: str
    known: bool
    before: Any
    after: Any
    settled: bool
    choice: str


class Details:
    """The rows and edits of a preview, in the file at `path`."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self.path = path
        self._file = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._file.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES} BEGIN;"
        )
        self._indexed = False

    def close(self) -> None:
        """Let go of the file, and of everything in it."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    # -- while the merge is tried

    def put(self, file: int, steps: Sequence[Step]) -> None:
        """Keep what rows of a file would become."""
        self._file.executemany(_PUT_ROW, [_row(file, step) for step in steps if _counts(step)])
        edits = [_edit(file, step, edit) for step in steps if step.edits for edit in step.edits]
        if edits:
            self._file.executemany(_PUT_EDIT, edits)

    def put_gone(self, file: int, gone: Sequence[Edit]) -> None:
        """Keep which rows were taken out of a file; nothing is to be decided of them."""
        rows = ((file, f"{file} {edit.kind} {edit.row}", edit) for edit in gone)
        self._file.executemany(_PUT_EDIT, (_columns(*one, None) for one in rows))

    def forget(self, file: int) -> None:
        """Drop everything of a file that turned out to be unsound."""
        self._file.execute("DELETE FROM row WHERE file = ?", (file,))
        self._file.execute("DELETE FROM edit WHERE file = ?", (file,))

    # -- looking

    def rows(
        self, kind: str, fate: str, file: int | None, *, start: int = 0, limit: int = 50
    ) -> list[Row]:
        """Rows of a form and fate, of one file or of all, in the order in which they came."""
        self._index()
        where, given = ("AND file = ?", (file,)) if file is not None else ("", ())
        query = f"SELECT * FROM row WHERE kind = ? AND fate = ? {where} ORDER BY file, seq"
        found = self._file.execute(f"{query} LIMIT ? OFFSET ?", (kind, fate, *given, limit, start))
        return [Row._make((*one[:7], json.loads(one[7] or "{}"))) for one in found]

    def values(self, id: str) -> tuple[str, str | None, dict[str, Any]] | None:
        """The kind, parent and values of a record that a file brings and that is not here yet."""
        self._index()
        query = "SELECT kind, parent, detail FROM row WHERE id = ? AND detail IS NOT NULL"
        for kind, parent, detail in self._file.execute(query, (id,)):
            kept = json.loads(detail)
            if "v" in kept:
                return kind, parent, kept["v"]
        return None

    def edit_count(self, choice: str = "") -> int:
        """How many edits there are, or those of a choice that are not settled."""
        where = "WHERE choice = ? AND NOT settled" if choice else ""
        given = (choice,) if choice else ()
        (count,) = self._file.execute(f"SELECT count(*) FROM edit {where}", given).fetchone()
        return int(count)

    def edits(self, *, start: int = 0, limit: int = 100) -> list[Kept]:
        """Edits, file by file."""
        query = "SELECT * FROM edit ORDER BY file, seq LIMIT ? OFFSET ?"
        return [_kept(one) for one in self._file.execute(query, (limit, start))]

    def keys_like(self, key: str, by: str) -> list[str]:
        """Edits in the same file, or in the same column of any file."""
        same = _SAME[by]
        query = f"SELECT e.key FROM edit o JOIN edit e ON {same} WHERE o.key = ? AND NOT e.settled"
        return [one for (one,) in self._file.execute(query, (key,))]

    def choose(self, keys: Iterable[str], choice: str) -> None:
        """Choose what becomes of edits: "take", "refuse" or "ask"."""
        chosen = [(choice, key) for key in keys]
        self._file.executemany("UPDATE edit SET choice = ? WHERE key = ? AND NOT settled", chosen)

    def choices(self) -> Mapping[str, str]:
        """What was chosen of each edit that does not simply wait."""
        query = "SELECT key, choice FROM edit WHERE choice != 'ask' AND NOT settled"
        return dict(self._file.execute(query).fetchall())

    def _index(self) -> None:
        if not self._indexed:
            self._file.executescript(_INDEXES)
            self._indexed = True


def _counts(step: Step) -> bool:
    """Whether the row is counted: one added by hand that waits is an edit and no more."""
    added = not isinstance(step.row, Refusal) and step.row.added
    return not added or step.fate != "same"


def _row(file: int, step: Step) -> tuple[Any, ...]:
    row = step.row
    parent = row.parent_id if isinstance(row, Incoming) else None
    return file, row.kind, step.fate, row.id, parent, row.row, _detail(step)


def _detail(step: Step) -> str | None:
    """What is worth telling of a row; nothing where nothing would change."""
    if step.fate in ("same", "older"):
        return None
    if isinstance(step.row, Refusal):
        kept: dict[str, Any] = {"text": step.row.text, "column": step.row.column}
    elif step.held is None:
        kept = {"v": dict(step.values)}
        if step.alike:
            kept["alike"] = dict(step.alike)
    else:
        kept = {"c": [tuple(change) for change in step.changes]}
    return json.dumps(kept, ensure_ascii=False)


def _edit(file: int, step: Step, edit: Edit) -> tuple[Any, ...]:
    parent = step.row.parent_id if isinstance(step.row, Incoming) else None
    return _columns(file, edit.chosen.key, edit, parent)


def _columns(file: int, key: str, edit: Edit, parent: str | None) -> tuple[Any, ...]:
    chosen = edit.chosen
    return (
        file,
        key,
        edit.kind,
        edit.id,
        parent,
        edit.row,
        edit.what,
        edit.field,
        chosen.sheet,
        chosen.cell,
        edit.known,
        json.dumps(edit.before, ensure_ascii=False),
        json.dumps(edit.after, ensure_ascii=False),
        chosen.settled,
        _CHOICES[chosen.state],
    )


def _kept(row: Sequence[Any]) -> Kept:
    head, (known, before, after, settled, choice) = row[:11], row[11:]
    read = (bool(known), json.loads(before), json.loads(after), bool(settled), choice)
    return Kept._make((*head, *read))
