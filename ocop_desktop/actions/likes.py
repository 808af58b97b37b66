"""Whom the new records of a merge are like: asked of the index several hundred at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from ocop_desktop.places import Places
from ocop_desktop.schema import Form, Forms
from ocop_desktop.schema.alike import Key, hashed, keys_of, told_apart
from ocop_desktop.store.alike import CROWD, holders, values_of

Values = Mapping[str, Any]


class Likes:
    """What the file holds of the keys of the piece in hand, and what is on its way into the file.

    A piece is written while the next one is read: so the new records of two pieces are kept.
    """

    def __init__(self, connection: Connection, forms: Forms, places: Places) -> None:
        self._connection, self._forms, self._places = connection, forms, places
        self._keys: dict[str, dict[int, Key]] = {}  # of the new records of this piece
        self._keys_before: dict[str, dict[int, Key]] = {}
        self._there: dict[str, Values] = {}  # records of the file that share one, not removed
        self._ids: dict[int, list[str]] = {}
        self._coming: dict[int, dict[str, Values]] = {}
        self._before: dict[int, dict[str, Values]] = {}

    def ahead(self, form: Form, new: Mapping[str, Values]) -> None:
        """Read at once what will be asked for the new records of a piece."""
        self._before, self._coming = self._coming, {}
        self._keys_before = self._keys
        self._keys = {id: self._hashed(form, values) for id, values in new.items()}
        wanted = {key for keys in self._keys.values() for key in keys}
        self._ids = holders(self._connection, wanted) if wanted else {}
        ids = {id for found in self._ids.values() for id in found}
        self._there = values_of(self._connection, form, ids) if ids else {}

    def keys(self, id: str) -> Iterable[int] | None:
        """The keys of a new record of the two pieces, None where they are not known."""
        known = self._keys.get(id)
        return self._keys_before.get(id) if known is None else known

    def _hashed(self, form: Form, values: Values) -> dict[int, Key]:
        if not form.alike:
            return {}
        return {
            hashed(form.kind, key): key for key in keys_of(form, values, self._places.successors)
        }

    def alike(self, kind: str, id: str, values: Values) -> dict[str, str]:
        """Who may be the same as a new record: id -> the sign's code; it is known from now on."""
        form, found = self._forms[kind], dict[str, str]()
        order = {sign.code: sign for sign in form.alike}
        keys = self._keys.get(id)
        keys = self._hashed(form, values) if keys is None else keys
        for key, (code, _) in keys.items():
            others = self._others(key)
            self._coming.setdefault(key, {})[id] = values
            for other, theirs in others.items() if len(others) < CROWD else ():
                sign = order[code]
                if other == id or sign.rule:
                    continue
                if not told_apart(form, sign, values, theirs, self._places.successors):
                    found.setdefault(other, code)
        return found

    def _others(self, key: int) -> dict[str, Values]:
        there = {id: self._there[id] for id in self._ids.get(key, ()) if id in self._there}
        return {**there, **self._before.get(key, {}), **self._coming.get(key, {})}
