"""Records that may be the same as one being typed, imported or checked: found by their signs.

    alike.find(data, "subject", values)              one record on the screen, its rows included
    alike.find_many(data, "subject", list_of_values) a grid or an import: one answer for each
    alike.find_in(data, connection, "product.pack", [Asked(values, id, parent)])
                                                     within a unit of work: a pack with that bar
                                                     code in another product

What makes two records alike stands in the forms (`[[alike]]`, see `schema.alike`); of a sign that
names a rule the rule speaks (`actions.machines`), and it is not told here. A record is
never like itself, nor a row like another of the same record. Pairs that somebody has answered are
left out; removed records are told as such, so that they can be restored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from ocop_desktop.records.base import from_row
from ocop_desktop.schema import Entry, Form
from ocop_desktop.schema.alike import Key, Sign, hashed, keys_of, number_keys, told_apart
from ocop_desktop.store import joined, records
from ocop_desktop.store.alike import holders
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.tables import Question

Values = Mapping[str, Any]
_NOTE_KINDS = ("place", "link", "date")


class Asked(NamedTuple):
    """A record that is asked about: its values; its id, and its parent's, where it has them."""

    values: Values
    id: str = ""
    parent: str = ""


@dataclass(frozen=True)
class Like:
    """A record that may be the same as the one asked about.

    `kind` and `id` name it; `owner_kind` and `owner` the record to open (for a row, the record it
    stands in), `title` and `note` (where, when, whose) what that is called. `sign` and `label`
    ("trùng số điện thoại") say what they share, `field` in which of the asked record's fields
    (`items.2.serial`), `also` in which others. `removed_on` is an ISO date where it was removed, else ""; `asked` is the
    id of the record (or row) that is asked about, "" where it has none yet.
    """

    kind: str
    id: str
    owner_kind: str
    owner: str
    title: str
    note: str
    sign: str
    label: str
    field: str
    removed_on: str = ""
    asked: str = ""
    also: tuple[str, ...] = ()


def find(
    data: DataFile,
    kind: str,
    values: Values,
    *,
    id: str = "",
    tables: Mapping[str, Sequence[Entry]] | None = None,
) -> list[Like]:
    """Who may be the same as a record with these values and rows; the surest first."""
    form = data.forms[kind]
    with data.read() as connection:
        found = find_in(data, connection, kind, [Asked(values, id)])[0]
        for table in form.tables:
            rows = [row for row in (tables or {}).get(table.name, ()) if not row.removed]
            asked = [Asked(row.values, row.id, id) for row in rows] if table.asking else []
            for number, likes in enumerate(find_in(data, connection, table.kind, asked)):
                found += [_at(like, f"{table.name}.{number}.") for like in likes]
    return found


def _at(like: Like, path: str) -> Like:
    return replace(like, field=path + like.field, also=tuple(path + one for one in like.also))


def find_many(
    data: DataFile, kind: str, many: Sequence[Values], ids: Sequence[str] = ()
) -> list[list[Like]]:
    """The same for many records at once, in their order; the file is asked a few times only."""
    with data.read() as connection:
        padded = [*ids, *[""] * (len(many) - len(ids))]
        asked = [Asked(values, id) for values, id in zip(many, padded, strict=True)]
        return find_in(data, connection, kind, asked)


def find_saved(data: DataFile, kind: str, ids: Sequence[str]) -> list[list[Like]]:
    """Who may be the same as records that are in the file, rows included; in the order of ids."""
    form = data.forms[kind]
    with data.read() as connection:
        entries = records.load_entries(connection, data.forms, kind, ids)
        there = [entries[id] for id in ids if id in entries]
        asked = [Asked(one.values, one.id, one.parent_id or "") for one in there]
        found: dict[str, list[Like]] = {id: [] for id in entries}
        for one, likes in zip(there, find_in(data, connection, kind, asked), strict=True):
            found[one.id] += likes
        for table in (table for table in form.tables if table.asking):
            rows = [(one.id, row) for one in there for row in one.rows(table.name)]
            asked = [Asked(row.values, row.id, id) for id, row in rows]
            answers = find_in(data, connection, table.kind, asked)
            for (id, row), likes in zip(rows, answers, strict=True):
                found[id] += [_at(like, f"{table.name}.{row.position}.") for like in likes]
    return [found.get(id, []) for id in ids]


def find_in(
    data: DataFile, connection: Connection, kind: str, asked: Sequence[Asked]
) -> list[list[Like]]:
    """Who may be the same as each of these records of a kind, as this connection sees the file."""
    form = data.forms[kind]
    if not form.asking or not asked:
        return [[] for _ in asked]
    keys = [keys_of(form, one.values, data.places.successors) for one in asked]
    found = holders(connection, {hashed(kind, key) for some in keys for key in some})
    ids = {id for some in found.values() for id in some}
    stand = joined.roots(connection, {*ids, *(one.id for one in asked)}) if form.joins else {}
    rows = records.load_rows(connection, kind, sorted({stand.get(id, id) for id in ids}))
    tell = _Telling(data, connection, form, rows)
    answers = [
        tell.answer(one, _by_id(kind, some, found, stand, one.id))
        for one, some in zip(asked, keys, strict=True)
    ]
    return tell.unanswered(asked, answers)


def _by_id(
    kind: str,
    keys: Iterable[Key],
    found: Mapping[int, Sequence[str]],
    stand: Mapping[str, str],
    asked: str,
) -> dict[str, set[Key]]:
    """Which keys each record shares; of one that was joined, whoever stands for it does."""
    shared: dict[str, set[Key]] = {}
    for key in keys:
        for id in found.get(hashed(kind, key), ()):
            if id == asked or stand.get(id, id) != stand.get(asked, asked):
                shared.setdefault(stand.get(id, id), set()).add(key)
    return shared


class _Telling:
    """Turns shared keys into answers, for the candidates of one form."""

    def __init__(
        self, data: DataFile, connection: Connection, form: Form, rows: Mapping[str, Any]
    ) -> None:
        self._data, self._connection, self._form, self._rows = data, connection, form, rows
        self._values = {id: from_row(form, row) for id, row in rows.items()}
        self._owner_form = data.forms[form.parent] if form.parent else form
        self._owners: Mapping[str, Any] = rows
        if form.parent:
            parents = sorted({str(row["parent_id"]) for row in rows.values()})
            self._owners = records.load_rows(connection, form.parent, parents)

    def answer(self, asked: Asked, shared: Mapping[str, Collection[Key]]) -> list[Like]:
        """Whoever is alike, those that are there before the removed ones, the surest first."""
        likes = []
        for id, keys in shared.items():
            signs = self._signs(asked, id, keys)
            owner = self._owner(id) if signs else None
            if owner and (not asked.parent or owner["id"] != asked.parent):
                surest = (-len(signs), self._form.alike.index(signs[0]))
                likes.append((surest, self._like(asked, id, signs, keys)))
        likes.sort(key=lambda pair: (pair[1].removed_on != "", pair[0], pair[1].title, pair[1].id))
        return [like for _, like in likes]

    def _signs(self, asked: Asked, id: str, keys: Collection[Key]) -> list[Sign]:
        """The signs by which the two are alike, in the order of the form."""
        if id == asked.id or id not in self._rows:
            return []
        other, now = self._values[id], self._data.places.successors
        found: list[Sign] = []
        told: set[str] = set()  # the same number in two signs (a tax code as registration) is one
        for sign in self._form.asking:
            mine = {key for code, key in keys if code == sign.code} - told
            if mine and not told_apart(self._form, sign, asked.values, other, now):
                found.append(sign)
                told |= mine
        return found

    def _owner(self, id: str) -> Any:
        """The record that is opened; None for a row that was taken out of it."""
        row = self._rows[id]
        if not self._form.parent:
            return row
        return None if row["removed"] else self._owners.get(row["parent_id"])

    def _like(self, asked: Asked, id: str, signs: list[Sign], keys: Collection[Key]) -> Like:
        owner, sign = self._owner(id), signs[0]
        fields = [_field(self._form, one, asked.values, keys) for one in signs]
        return Like(
            kind=self._form.kind,
            id=id,
            owner_kind=self._owner_form.kind,
            owner=owner["id"],
            title=self._title(owner),
            note=self._note(owner),
            sign=sign.code,
            label=", ".join(one.label for one in signs),
            field=fields[0],
            also=tuple(name for name in dict.fromkeys(fields) if name != fields[0]),
            removed_on=str(owner["changed_at"])[:10] if owner["removed"] else "",
            asked=asked.id,
        )

    def _title(self, owner: Any) -> str:
        form = self._owner_form
        named = form.title_of(from_row(form, owner), self._data.look)
        return named or f"{form.label} chưa có tên"

    def _note(self, owner: Any) -> str:
        """Where, when or whose: the first two such columns of the list that are filled."""
        form, look = self._owner_form, self._data.look
        values = from_row(form, owner)
        shown: list[str] = []
        kinds: set[str] = set()
        for field in (form.by_name[name] for name in form.columns):
            kind = field.type.kind
            if kind not in _NOTE_KINDS or kind in kinds or field in form.title_fields:
                continue
            if text := field.type.show(values.get(field.name), look):
                shown.append(text)
                kinds.add(kind)
        return ", ".join(shown[:2])

    def unanswered(self, asked: Sequence[Asked], answers: Sequence[list[Like]]) -> list[list[Like]]:
        """The answers without the pairs that somebody has answered."""
        pairs = {
            pair_of(one.id, like.id)
            for one, likes in zip(asked, answers, strict=True)
            for like in likes
            if one.id
        }
        done = answered(self._connection, pairs)
        return [
            [like for like in likes if not one.id or pair_of(one.id, like.id) not in done]
            for one, likes in zip(asked, answers, strict=True)
        ]


def _field(form: Form, sign: Sign, values: Values, keys: Collection[Key]) -> str:
    """The field of the asked record that says most: the number shared, the name."""
    shared = {part for code, key in keys if code == sign.code for part in key.split()}
    for name in sign.numbers:
        value = values.get(name)
        if value is not None and shared & set(number_keys(form.by_name[name], value)):
            return name
    return sign.fields[0]


# ---- questions that were answered


def pair_of(one: str, other: str) -> str:
    """Two records as one unordered pair."""
    return " ".join(sorted((one, other)))


def answered(connection: Connection, pairs: Iterable[str]) -> set[str]:
    """Which of these pairs somebody has answered."""
    wanted, found = sorted(pairs), set[str]()
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        query = select(Question.pair).where(Question.pair.in_(part), Question.state != "open")
        found.update(connection.scalars(query))
    return found
