"""Open conflicts: fields left with different values, who wrote each, and the choice of one.

A choice is a write like any other: it travels, ends the conflict everywhere, and can be undone
(then the conflict is open again).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from ocop_desktop.actions import derived
from ocop_desktop.actions.settling_sources import Sources
from ocop_desktop.messages import Trouble
from ocop_desktop.records.base import from_row
from ocop_desktop.schema import Field, Form, Rejected, Value
from ocop_desktop.schema.stamps import REMOVED
from ocop_desktop.store import joined, records
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.late_index import indexed_late
from ocop_desktop.store.records import POSITION
from ocop_desktop.store.rewrite import Rewrite, rewrite
from ocop_desktop.store.tables import OpenConflict

VERB = "resolve"
OURS, THEIRS = "ours", "theirs"
MOST = 500
_BESIDE = {REMOVED: "Xoá hay giữ bản ghi", POSITION: "Thứ tự dòng"}


@dataclass(frozen=True)
class Side:
    """One of the values: as it is kept and as it is shown; who wrote it where, and when.

    `at` is when it was written here, or when the file came that brought it; "" where unknown.
    """

    value: Value
    text: str
    ours: bool
    unit: str
    officer: str
    at: str
    installation: str


@dataclass(frozen=True)
class Conflict:
    """A field left with different values, ours first; `base` is what they grew from.

    `owner` is the record to open (of a row of a table, the one it stands in); `path` is the
    field's label, before it the row's. `field` is "_removed" where one removed what another one
    changed: its values are false (there) and true (removed).
    """

    kind: str
    id: str
    field: str
    path: str
    owner_kind: str
    owner: str
    title: str
    sides: tuple[Side, ...]
    base: str
    base_known: bool
    unit: str  # of the record's origin

    @property
    def key(self) -> str:
        """By what the command line names it: "RECORD/FIELD"."""
        return f"{self.id}/{self.field}"

    def of(self, whose: str) -> Side | None:
        """Our side, or theirs; None where there is none or there are several."""
        found = [side for side in self.sides if side.ours == (whose == OURS)]
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class Choice:
    """What a conflict is to end with."""

    kind: str
    id: str
    field: str
    value: object


def count(data: DataFile) -> int:
    """How many conflicts are open."""
    with data.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(OpenConflict)) or 0)


def open_conflicts(data: DataFile, *, record: str = "", limit: int | None = MOST) -> list[Conflict]:
    """The open conflicts by record and field, those of a record's rows among its own; of all."""
    query = select(OpenConflict.kind, OpenConflict.record_id, OpenConflict.field)
    query = query.order_by(OpenConflict.kind, OpenConflict.record_id, OpenConflict.field)
    with data.read() as connection:
        if record:
            query = query.where(OpenConflict.record_id.in_(_with_rows(data, connection, record)))
        fields: dict[str, dict[str, list[str]]] = {}
        for kind, id, field in connection.execute(query.limit(limit)):
            if kind in data.forms:
                fields.setdefault(kind, {}).setdefault(id, []).append(field)
        found = [
            one for kind, ids in fields.items() for one in _of_kind(data, connection, kind, ids)
        ]
    order = list(data.forms.top)
    return sorted(found, key=lambda one: (order.index(one.owner_kind), one.title, one.owner))


def in_conflict(data: DataFile, kind: str, id: str) -> bool:
    """Whether a record has an open conflict, itself or in its rows."""
    with data.read() as connection:
        if connection.execute(select(OpenConflict.record_id).limit(1)).first() is None:
            return False
        ids = _with_rows(data, connection, id, kind)
        query = select(OpenConflict.record_id).where(OpenConflict.record_id.in_(ids)).limit(1)
        return connection.execute(query).first() is not None


def _with_rows(data: DataFile, connection: Connection, id: str, kind: str = "") -> list[str]:
    """A record's id and those of the rows that stand in it, at any depth."""
    ids, level = [id], [id]
    forms = data.forms[kind].within() if kind else iter(data.forms.values())
    for form in [form for form in forms if form.parent]:
        table = records.table_of(form.kind)
        level = list(connection.scalars(select(table.c.id).where(table.c.parent_id.in_(ids))))
        ids += [one for one in level if one not in ids]
    return ids


def _of_kind(
    data: DataFile, connection: Connection, kind: str, fields: Mapping[str, Sequence[str]]
) -> Iterable[Conflict]:
    form = data.forms[kind]
    rows = records.load_rows(connection, kind, list(fields))
    kept = joined.kept_rows(connection, form, rows)
    places = {id: _place(data, connection, form, row) for id, row in rows.items()}
    titles = [owner for _, owner, _ in places.values()]
    data.look.fetch([*titles, *_linked(form, kept, fields)])
    sources = Sources(data, connection, kind, list(fields))
    for id, names in fields.items():
        for name in names if id in kept else ():
            yield _conflict(data, form, kept[id], name, places[id], sources)


def _linked(
    form: Form, rows: Mapping[str, Mapping[Any, Any]], fields: Mapping[str, Sequence[str]]
) -> Iterable[str]:
    """The records that values in conflict name."""
    for id, names in fields.items():
        marks = rows[id]["stamps"].get("f", {}) if id in rows else {}
        for name in names:
            if name in form.by_name and getattr(form.by_name[name].type, "of", None):
                for _, _, value in marks.get(name, {}).get("v", ()):
                    yield from value if isinstance(value, list) else [value] if value else ()


def _place(
    data: DataFile, connection: Connection, form: Form, row: Mapping[Any, Any]
) -> tuple[str, str, str]:
    """(kind, id) of the record to open, and the words before a field of a row in it."""
    words: list[str] = []
    while form.parent is not None:
        words.insert(0, f"{form.label} {int(row['position']) + 1}")
        form, id = data.forms[form.parent], row["parent_id"]
        above = records.load_row(connection, form.kind, id)
        if above is None:
            return form.kind, id, " · ".join(words)
        row = above
    return form.kind, row["id"], " · ".join(words)


def _conflict(
    data: DataFile,
    form: Form,
    row: Mapping[Any, Any],
    name: str,
    place: tuple[str, str, str],
    sources: Sources,
) -> Conflict:
    owner_kind, owner, prefix = place
    field = form.by_name.get(name)
    label = field.label if field else _BESIDE.get(name, name)
    held = row["stamps"]["f"][name]["v"]
    sides = tuple(_side(data, field, name, row, value, (n, who), sources) for n, who, value in held)
    base, known = sources.base(row["id"], name, [side.value for side in sides])
    label_of_form = data.forms[owner_kind].label
    return Conflict(
        form.kind,
        row["id"],
        name,
        f"{prefix} · {label}" if prefix else label,
        owner_kind,
        owner,
        data.look.title(owner_kind, owner) or f"{label_of_form} chưa có tên",
        _once(sides if name != REMOVED else _with_there(data, row, sides, sources)),
        _shown(data, field, name, base) if known else "",
        known,
        sources.unit_of(str(row["origin"])),
    )


def _side(
    data: DataFile,
    field: Field | None,
    name: str,
    row: Mapping[Any, Any],
    value: Any,
    stamp: tuple[int, str],
    sources: Sources,
) -> Side:
    value = value is not False if name == REMOVED else value
    who = sources.author(row["id"], name, value, stamp[1])
    unit, officer = sources.who(who)
    at, by = sources.when(row["id"], name, value, who)
    text = _shown(data, field, name, value)
    return Side(value, text, who == data.installation, unit, by or officer, at, who)


def _with_there(
    data: DataFile, row: Mapping[Any, Any], sides: Sequence[Side], sources: Sources
) -> Sequence[Side]:
    """Beside a removal stands whoever wrote what it had not seen."""
    if any(side.value is False for side in sides):
        return sides
    who, at, by = sources.last_writer(row)
    unit, officer = sources.who(who)
    there = Side(False, "Giữ lại", who == data.installation, unit, by or officer, at, who)
    return [there, *sides]


def _once(sides: Iterable[Side]) -> tuple[Side, ...]:
    """Each value once, as the first wrote it; ours rather than another's."""
    found: list[Side] = []
    for side in sides:
        same = next((n for n, one in enumerate(found) if one.value == side.value), None)
        if same is None:
            found.append(side)
        elif side.ours:
            found[same] = side
    return tuple(sorted(found, key=lambda side: (not side.ours, side.unit)))


def _shown(data: DataFile, field: Field | None, name: str, value: Any) -> str:
    if name == REMOVED:
        return "Xoá" if value else "Giữ lại"
    if name == POSITION:
        return f"dòng {int(value or 0) + 1}"
    if value is None:
        return ""
    if field is None:
        return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return field.type.show(value, data.look)


# ---- the choice


def resolve(data: DataFile, choices: Sequence[Choice]) -> frozenset[str]:
    """End conflicts, each with the value chosen (a text is read as its field reads it).

    All in one step; what is no conflict any more is left alone. Raises Trouble("unreadable").
    """
    wanted: dict[str, dict[str, Rewrite]] = {}
    for choice in choices:
        one = wanted.setdefault(choice.kind, {}).setdefault(choice.id, Rewrite())
        one.settled.add(choice.field)
        value = _read(data, data.forms[choice.kind], choice)
        if choice.field == REMOVED:
            one.removed = bool(value)
        elif choice.field == POSITION:
            one.position = int(str(value or 0))
        else:
            one.fields[choice.field] = value
    with data.work(VERB) as work:
        with indexed_late(data, work) as index:
            for kind, some in wanted.items():
                open_ = _still(work.connection, some)
                rewrite(data, work, data.forms[kind], open_, index.changed)
                derived.refresh(data, work, kind, sorted(open_))
        derived.regrouped(data, work)
    return frozenset(work.touched)


def _still(connection: Connection, wanted: Mapping[str, Rewrite]) -> dict[str, Rewrite]:
    """Those of which every field is an open conflict still."""
    found: dict[str, set[str]] = {}
    for part in joined.in_parts(wanted):
        query = select(OpenConflict.record_id, OpenConflict.field)
        for id, field in connection.execute(query.where(OpenConflict.record_id.in_(part))):
            found.setdefault(id, set()).add(field)
    for id, one in wanted.items():
        for name in one.settled - found.get(id, set()):
            one.settled.discard(name)
            one.fields.pop(name, None)
            one.removed = None if name == REMOVED else one.removed
            one.position = None if name == POSITION else one.position
    return {id: one for id, one in wanted.items() if one.settled}


def _read(data: DataFile, form: Form, choice: Choice) -> Any:
    field = form.by_name.get(choice.field)
    if field is None:
        return choice.value
    try:
        return field.type.accept(choice.value, data.look)
    except Rejected as refused:
        raise Trouble("unreadable", field=field.label, reason=refused.text) from refused


def chosen(conflict: Conflict, whose: str) -> Choice | None:
    """The choice of our value, or of theirs; None where that is not one value."""
    side = conflict.of(whose)
    return Choice(conflict.kind, conflict.id, conflict.field, side.value) if side else None


def resolve_named(data: DataFile, id: str, word: str) -> int:
    """End the conflicts that "RECORD" or "RECORD/FIELD" names with ours, theirs or a value.

    Raises Trouble: `no_such_conflict`; `which_side` where ours (or theirs) is not one value, or a
    value is given for several fields; `unreadable`.
    """
    record, _, field = id.partition("/")
    found = [
        one
        for one in open_conflicts(data, record=record.lower(), limit=None)
        if not field or (one.field == field and one.id == record.lower())
    ]
    if not found:
        raise Trouble("no_such_conflict", id=id)
    if word in (OURS, THEIRS):
        choices = [chosen(one, word) for one in found]
    else:
        choices = [_typed(one, word) for one in found] if len(found) == 1 else [None]
    if any(one is None for one in choices):
        raise Trouble("which_side", id=id, fields=", ".join(one.key for one in found))
    resolve(data, [one for one in choices if one is not None])
    return len(choices)


def _typed(conflict: Conflict, word: str) -> Choice:
    value: object = word
    if conflict.field == REMOVED:
        value = word.strip().lower() in ("true", "1", "có", "xoá", "removed")
    return Choice(conflict.kind, conflict.id, conflict.field, value)


def values_of(data: DataFile, conflict: Conflict) -> Mapping[str, Value]:
    """The record's values as they stand, for an editor of the field."""
    form = data.forms[conflict.kind]
    with data.read() as connection:
        row = records.load_row(connection, conflict.kind, conflict.id)
    return from_row(form, row) if row else {}
