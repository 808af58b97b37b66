"""Which record a row of a list means: by numbers that name one alone, else by its name and place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ocop_desktop.actions import alike, names
from ocop_desktop.schema import Value
from ocop_desktop.schema.alike import Key, Sign, fingerprint, keys_of, told_apart
from ocop_desktop.store import records
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.vietnamese import fold

_WEAK = ("phone",)  # shared by whole families
_PLACE = "commune"


@dataclass(frozen=True)
class Unsure:
    """It cannot be told which record is meant: why, and what to do."""

    text: str


class Known:
    """The records of one form, here and in the list so far."""

    def __init__(self, data: DataFile, kind: str, together: Sequence[Sequence[str]]) -> None:
        self._data, self._form, self._together = data, data.forms[kind], together
        strong = [one for one in self._form.asking if one.code not in _WEAK]
        self._signs = sorted(strong, key=lambda one: not one.numbers)  # numbers before names
        self._values: dict[str, Mapping[str, Value]] = {}
        self._listed: dict[Key, list[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        self._made: dict[str, Mapping[str, Value]] = {}
        self._names: names.Names | None = None
        self._by_fields: dict[tuple[str, ...], str] | None = None

    def values(self, id: str) -> Mapping[str, Value]:
        """The values of a record that is here."""
        if id not in self._values:
            self._load([id])
        return self._values[id]

    def _load(self, ids: Sequence[str]) -> None:
        missing = [id for id in dict.fromkeys(ids) if id not in self._values]
        with self._data.read() as connection:
            found = records.load_entries(connection, self._data.forms, self._form.kind, missing)
        self._values.update({id: entry.values for id, entry in found.items()})

    def here(self, many: Sequence[Mapping[str, Value]]) -> list[str | Unsure | None]:
        """For each of many records, the one in the file that it is; None where there is none.

        What was removed is not brought back unasked: an import that was undone can be done anew.
        """
        if not self._form.asking:
            return [self._same_fields(values) for values in many]
        asked = alike.find_many(self._data, self._form.kind, many)
        found = [[like for like in likes if not like.removed_on] for likes in asked]
        self._load([like.owner for likes in found for like in likes])
        return [self._one(v, likes) for v, likes in zip(many, found, strict=True)]

    def _one(self, values: Mapping[str, Value], likes: Sequence[alike.Like]) -> str | Unsure | None:
        now = self._data.places.successors
        mine = keys_of(self._form, values, now)
        for sign in self._signs:
            fits = [
                like
                for like in likes
                if _shared(sign, mine, keys_of(self._form, self._values[like.owner], now))
                and not told_apart(self._form, sign, values, self._values[like.owner], now)
            ]
            if fits:
                return self._sure(sign, fits)
        return self._by_bare_name(values)

    def _sure(self, sign: Sign, fits: Sequence[alike.Like]) -> str | Unsure:
        if len(fits) > 1:
            some = "; ".join(f"{like.title} ({like.note})" for like in fits[:3])
            label = self._form.label.lower()
            return Unsure(f"Có nhiều {label} {sign.label}: {some}. Hãy ghi rõ mã số.")
        return fits[0].owner

    def _by_bare_name(self, values: Mapping[str, Value]) -> str | Unsure | None:
        """By a name alone, where the commune is not known on one of the two sides."""
        sign = next((one for one in self._signs if one.name and _PLACE in one.same), None)
        if sign is None or not values.get(sign.name):
            return None
        if self._names is None:
            self._names = names.read(self._data, self._form.kind, [_PLACE])
        wanted = fold(str(values[sign.name]))
        place = values.get(_PLACE)
        at = self._names.links.get(_PLACE, {})
        fits = [
            id
            for id, title in self._names.titles.items()
            if fold(title) == wanted and (not place or not at.get(id))
        ]
        self._load(fits)
        now = self._data.places.successors
        fits = [
            id for id in fits if not told_apart(self._form, sign, values, self._values[id], now)
        ]
        return self._only(fits, str(values[sign.name]))

    def _only(self, ids: Sequence[str], name: str) -> str | Unsure | None:
        if len(ids) > 1:
            label = self._form.label.lower()
            return Unsure(
                f"Có {len(ids)} {label} tên “{name}”. Hãy ghi thêm xã hoặc mã số để phân biệt."
            )
        return ids[0] if ids else None

    # ---- forms that name no signs: all of some fields together

    def _same_fields(self, values: Mapping[str, Value]) -> str | Unsure | None:
        if self._by_fields is None:
            self._by_fields = {}
            kind, table = self._form.kind, records.table_of(self._form.kind)
            with self._data.read() as connection:
                query = table.select().where(table.c.removed.is_(False))
                ids = [str(row.id) for row in connection.execute(query)]
                held = records.load_entries(connection, self._data.forms, kind, ids)
            self._values.update({id: entry.values for id, entry in held.items()})
            for id, entry in held.items():
                self._note_fields(id, entry.values)
        for key in self._keys(values):
            if key in self._by_fields:
                return self._by_fields[key]
        return self._all_the_same(values)

    def _all_the_same(self, values: Mapping[str, Value]) -> str | None:
        if self._together or not values:
            return None
        fits = (
            id
            for id, held in self._values.items()
            if all(held.get(name) == value for name, value in values.items())
        )
        return next(fits, None)

    def _note_fields(self, id: str, values: Mapping[str, Value]) -> None:
        held = {} if self._by_fields is None else self._by_fields
        for key in self._keys(values):
            held.setdefault(key, id)

    def _keys(self, values: Mapping[str, Any]) -> list[tuple[str, ...]]:
        return [
            (str(number), *(fold(str(values[name])) for name in some))
            for number, some in enumerate(self._together)
            if all(values.get(name) is not None for name in some)
        ]

    # ---- the list itself

    def in_list(self, values: Mapping[str, Value]) -> str | Unsure | None:
        """The record that an earlier row of the list made; None where there is none."""
        for key in self._keys(values):
            if self._by_fields and key in self._by_fields:
                return self._by_fields[key]
        now = self._data.places.successors
        mine = keys_of(self._form, values, now)
        for sign in self._signs:
            ids = dict.fromkeys(
                id for key in mine if key[0] == sign.code for id in self._listed.get(key, ())
            )
            fits = [
                id for id in ids if not told_apart(self._form, sign, values, self._made[id], now)
            ]
            if fits:
                return self._only(fits, str(values.get("name") or ""))
        return self._listed_by_name(values)

    def _listed_by_name(self, values: Mapping[str, Value]) -> str | Unsure | None:
        sign = next((one for one in self._signs if one.name and _PLACE in one.same), None)
        if sign is None or not values.get(sign.name):
            return None
        fits = [
            id
            for id in self._by_name.get(fingerprint(str(values[sign.name])), [])
            if not (values.get(_PLACE) and self._made[id].get(_PLACE))
            and not told_apart(self._form, sign, values, self._made[id])
        ]
        return self._only(fits, str(values[sign.name]))

    def note(self, id: str, values: Mapping[str, Value]) -> None:
        """Know what a row of the list says of a record."""
        self._made[id] = values
        for key in keys_of(self._form, values, self._data.places.successors):
            ids = self._listed.setdefault(key, [])
            if id not in ids:
                ids.append(id)
        name = values.get("name")
        ids = self._by_name.setdefault(fingerprint(str(name)), []) if name else []
        if id not in ids:
            ids.append(id)
        if self._by_fields is not None:
            self._note_fields(id, values)


def _shared(sign: Sign, mine: frozenset[Key], theirs: frozenset[Key]) -> bool:
    return any(key[0] == sign.code for key in mine & theirs)
