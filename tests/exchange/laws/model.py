"""The laws of the exchange as plainly as they can be said: every write is a token of its own.

Nothing of the program is used here. A field holds the writes that nobody has replaced (`alive`)
and all writes that this copy has ever heard of (`known`): merging keeps a write that is alive on
both sides, or alive on one and unheard of on the other. No numbers, no clocks, no compact form.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

GONE = "_removed"
POSITION = "_position"
REMARKS = "remarks"  # what is said aside: all of it counts, nothing is a conflict
BACK = None  # what a restoring puts in the place of a removal
PARENT_OF = {"person": "subject"}

_tokens = count(1)
Key = tuple[str, str]  # kind, id


@dataclass(frozen=True)
class Cell:
    """One field of one copy."""

    alive: Mapping[int, Any] = field(default_factory=dict)
    known: frozenset[int] = frozenset()

    def merged(self, other: Cell) -> Cell:
        mine = {t: v for t, v in self.alive.items() if t in other.alive or t not in other.known}
        theirs = {t: v for t, v in other.alive.items() if t in self.alive or t not in self.known}
        return Cell({**mine, **theirs}, self.known | other.known)

    def news(self, other: Cell) -> bool:
        """Whether the other copy holds a write that this one never heard of."""
        return any(token not in self.known for token in other.alive)

    @property
    def values(self) -> list[Any]:
        """The different values left over."""
        found: list[Any] = []
        for value in self.alive.values():
            if value not in found:
                found.append(value)
        return found


@dataclass
class Record:
    """One copy of a record."""

    parent: str | None = None
    cells: dict[str, Cell] = field(default_factory=dict)
    heard: frozenset[int] = frozenset()  # writes of any of its fields that its senders had seen

    def copy(self, fields: Iterable[str] | None = None) -> Record:
        cells = {n: c for n, c in self.cells.items() if fields is None or n in fields or n == GONE}
        return Record(self.parent, cells, self.heard)

    def cell(self, name: str) -> Cell:
        return self.cells.get(name, Cell())

    def write(self, name: str, value: Any) -> None:
        """A write sees all there is, so it replaces it."""
        was_removed, token = self.removed, next(_tokens)
        self._put(name, token, value)
        self._stay(name, was_removed)

    def _stay(self, name: str, was_removed: bool) -> None:
        """What is removed stays so, whoever touches it."""
        if was_removed and name != GONE:
            self._put(GONE, next(_tokens), self.heard)

    def _put(self, name: str, token: int, value: Any) -> None:
        self.heard |= {token}
        self.cells[name] = Cell({token: value}, self.cell(name).known | {token})

    def reopen(self, name: str, values: Iterable[Any]) -> None:
        """A choice is taken back: several values stand side by side again, for everybody."""
        was_removed, tokens = self.removed, {next(_tokens): value for value in values}
        self.heard |= frozenset(tokens)  # a view of keys would make it one set for all copies
        alive = {token: self.heard if gone else BACK for token, gone in tokens.items()}
        known = self.cell(name).known | frozenset(tokens)
        self.cells[name] = Cell(alive if name == GONE else tokens, known)
        self._stay(name, was_removed)

    def toggle(self) -> None:
        """Remove what is there, restore what is removed."""
        self.write(GONE, BACK if self.removed else self.heard)

    def merge(self, other: Record) -> None:
        for name in other.cells:
            self.cells[name] = self.cell(name).merged(other.cells[name])
        self.heard |= other.heard

    @property
    def removals(self) -> list[frozenset[int]]:
        return [at for at in self.cell(GONE).alive.values() if at is not BACK]

    @property
    def removed(self) -> bool:
        """Removed on one side and written on, unseen, on the other: it is still there."""
        marks = self.cell(GONE).alive.values()
        if not marks or any(at is BACK for at in marks):
            return False
        seen = frozenset().union(*self.removals)
        return all(t in seen for n, c in self.cells.items() if n != GONE for t in c.alive)

    @property
    def conflicts(self) -> dict[str, list[Any]]:
        """Fields with different values left over; of `_removed` where a removal is disputed."""
        found = {
            name: cell.values
            for name, cell in self.cells.items()
            if name not in (GONE, REMARKS) and len(cell.values) > 1
        }
        return found | ({GONE: [False, True]} if self.removals and not self.removed else {})


def fate_of(mine: Record | None, row: Record, left_out: Iterable[str] = ()) -> str:
    """What a row is to whoever receives it, by the words of the table of fates."""
    if mine is None:
        return "new"
    after = mine.copy()
    after.merge(row)
    news = held = both = conflict = False
    for name in ({*mine.cells, *row.cells}).difference(left_out):
        ours, theirs = mine.cell(name), row.cell(name)
        coming, unseen = ours.news(theirs), theirs.news(ours)
        news, held, both = news or coming, held or unseen, both or (coming and unseen)
        differing = name != REMARKS and len(_plain(name, after.cell(name))) > 1
        conflict = conflict or (coming and differing)
    if (news or held) and GONE in after.conflicts and GONE not in mine.conflicts:
        conflict = True
    if conflict:
        return "conflict"
    if not news:
        return "older" if held else "same"
    return "merged" if held else "changed"


def _plain(name: str, cell: Cell) -> list[Any]:
    """Different values; two removals are alike, whatever they had seen."""
    return list({at is BACK for at in cell.alive.values()}) if name == GONE else cell.values


@dataclass
class ModelFile:
    """An exchange workbook: a copy of everything, but for fields left out; edits by hand."""

    sender: str
    number: int
    records: dict[Key, Record]
    different: frozenset[tuple[str, str]] = frozenset()
    left_out: frozenset[str] = frozenset()
    edits: dict[Key, dict[str, Any]] = field(default_factory=dict)
    deleted: set[Key] = field(default_factory=set)
    added: list[str] = field(default_factory=list)  # names of subjects typed into it
    broken: bool = False

    def copy(self) -> ModelFile:
        edits = {key: dict(fields) for key, fields in self.edits.items()}
        return ModelFile(
            self.sender,
            self.number,
            self.records,
            self.different,
            self.left_out,
            edits,
            set(self.deleted),
            list(self.added),
            self.broken,
        )


class _New:
    """The step that is being done: it is known only once all is written."""

    undone = False


NEW = _New()


@dataclass
class Edit:
    """A change by hand in a file that came here, and what was decided of it."""

    key: str  # by which the program knows it
    record: Key
    field: str  # "" of a row that was typed in
    after: Any
    row: Record  # as its sender had it
    state: str = "pending"
    brought: Any = None  # the step that brought it: it may be taken back
    decided: Any = None  # the step in which it was decided

    @property
    def now(self) -> str:
        """What counts: a decision that was undone is none."""
        return "pending" if self.decided and self.decided.undone else self.state

    @property
    def stands(self) -> bool:
        return not (self.brought and self.brought.undone)

    @property
    def waits(self) -> bool:
        return self.stands and self.now == "pending"


@dataclass
class Got:
    """What a merge of one file must say."""

    fates: dict[str, int] = field(default_factory=dict)
    refused: int = 0
    edited: int = 0


@dataclass
class Model:
    """What one data file holds, and what it has heard."""

    who: str
    records: dict[Key, Record] = field(default_factory=dict)
    different: frozenset[tuple[str, str]] = frozenset()
    sent: int = 0
    came: dict[str, set[int]] = field(default_factory=dict)  # numbers of files, by sender
    edits: dict[tuple[Any, ...], Edit] = field(default_factory=dict)

    def make(self, key: Key, values: Mapping[str, Any], parent: str | None = None) -> None:
        """A new record is one write of everything that is filled."""
        record = self.records[key] = Record(parent)
        for name, value in values.items():
            record.write(name, value)
        if not values:
            record.heard |= {next(_tokens)}

    def send(self, left_out: Iterable[str] = ()) -> ModelFile:
        self.sent += 1
        hidden = set(left_out)
        rows = {
            key: record.copy(set(record.cells) - hidden) for key, record in self.records.items()
        }
        return ModelFile(self.who, self.sent, rows, self.different, frozenset(hidden))

    def merge(self, file: ModelFile, taken: Container[tuple[Key, str]] = ()) -> Got:
        """Take a file in; edits by hand that are taken are writes of this office, others wait."""
        got = Got()
        self.came.setdefault(file.sender, set()).add(file.number)
        for key in _in_order(file):
            record, edits = file.records[key], file.edits.get(key, {})
            parent = (PARENT_OF.get(key[0], ""), record.parent or "")
            if record.parent and parent not in self.records:
                got.refused += 1
                continue
            got.edited += len(edits)
            left = {name for name in edits if (key, name) not in taken}
            wanted = {name: after for name, after in edits.items() if name not in left}
            row = _as_taken(record.copy(set(record.cells) - left), record, wanted)
            fate = fate_of(self.records.get(key), row, file.left_out | left)
            got.fates[fate] = got.fates.get(fate, 0) + 1
            mine = self.records.setdefault(key, Record(record.parent))
            mine.merge(row)
            for name, after in wanted.items():
                if mine.cell(name).values != [after]:
                    mine.write(name, after)
        self.different |= file.different
        return got

    def take(self, edit: Edit) -> None:
        """Write a change by hand: who made it had seen what its sender had there."""
        if not edit.field:
            if edit.record not in self.records:
                self.make(edit.record, edit.after)
            return
        mine, name = self.records[edit.record], edit.field
        mine.merge(Record(None, {name: Cell({}, edit.row.cell(name).known)}, edit.row.heard))
        if mine.cell(name).values != [edit.after]:
            mine.write(name, edit.after)

    def lacking(self, file: ModelFile) -> set[int]:
        """The numbers before this file's that never came from its sender."""
        return set(range(1, file.number)) - self.came.get(file.sender, set())


def _in_order(file: ModelFile) -> list[Key]:
    """Parents before children; rows that were taken out say nothing."""
    keys = [key for key in file.records if key not in file.deleted]
    return sorted(keys, key=lambda key: key[0] in PARENT_OF)


def _as_taken(row: Record, record: Record, edits: Iterable[str]) -> Record:
    """Whoever edited a cell saw what its sender had there, and replaced it.

    Of an edit that waits nobody knows what its sender wrote: such a field is not in the row.
    """
    for name in edits:
        row.cells[name] = Cell({}, record.cell(name).known)
    return row
