"""Compares many records that are there with their search rows: which are worded otherwise, which move.

It only reads. Rows that stay where they are get other words; one that is called otherwise, was
removed or stands again has another place, and is taken out and put in like a new one.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from ocop_desktop.records.base import from_row
from ocop_desktop.schema import Form, Value
from ocop_desktop.store.among import among
from ocop_desktop.store.bulk import Known
from ocop_desktop.store.joined import in_parts
from ocop_desktop.store.put_aside import PutAside
from ocop_desktop.store.records import load_rows
from ocop_desktop.store.rejoin import naming_in
from ocop_desktop.store.search import Words, searchable
from ocop_desktop.store.search_server import server_words
from ocop_desktop.store.tables import SearchRow


class Moved(NamedTuple):
    """Some rows that are to be put in anew: their block among those put aside."""

    number: int
    rows: int
    removed: int


@dataclass
class Compared:
    """What is to be done with the search rows of a kind; `count` of them move."""

    gone: array[int] = field(default_factory=lambda: array("q"))
    moved: list[Moved] = field(default_factory=list)
    reworded: list[int] = field(default_factory=list)  # blocks of title, words, number
    retitled: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How many rows are to be put in anew."""
        return sum(block.rows for block in self.moved)


class Comparing:
    """Compares records of one kind, some hundred at a time."""

    def __init__(self, connection: Connection, form: Form, look: Known, aside: PutAside) -> None:
        self._connection, self._form, self._look, self._aside = connection, form, look, aside
        self._served = connection.dialect.name != "sqlite"
        self.found = Compared()

    def add(self, ids: Collection[str]) -> None:
        """Compare these records; those that are not there are passed over."""
        rows = load_rows(self._connection, self._form.kind, sorted(ids))
        values = {id: from_row(self._form, row) for id, row in rows.items()}
        self._look.fetch_links(self._form, values.values())
        held = self._held(rows)
        moved: list[tuple[Any, ...]] = []
        reworded: list[tuple[Any, ...]] = []
        for id, row in rows.items():
            words, old = self._words(values[id]), held.get(id)
            gone = bool(row["removed"])
            if old is None or old.title != words.title:
                self.found.retitled.add(id)
            if old is None or (bool(old.removed), old.sort_key) != (gone, words.sort_key):
                moved.append((gone, words.sort_key, id, words.title, words.folded))
                self.found.gone.extend([old.number] if old else [])
            elif (old.title, old.folded) != (words.title, self._folded(words)):
                reworded.append((words.title, self._folded(words), old.number))
        if moved:
            block = Moved(self._aside.put(moved), len(moved), sum(row[0] for row in moved))
            self.found.moved.append(block)
        if reworded:
            self.found.reworded.append(self._aside.put(sorted(reworded, key=lambda row: row[2])))

    def _held(self, ids: Collection[str]) -> Mapping[str, Row[Any]]:
        columns = SearchRow.__table__.c
        query = select(*columns).where(among(self._connection, columns.id, ids))
        rows = self._connection.execute(query)
        return {row.id: row for row in rows}

    def _words(self, values: Mapping[str, Value]) -> Words:
        return searchable(self._form, values, self._look)

    def _folded(self, words: Words) -> str:
        return server_words(words.folded) if self._served else words.folded


def named_by(connection: Connection, form: Form, retitled: Mapping[str, set[str]]) -> set[str]:
    """The records of a form that are found by the titles of these, by kind."""
    found: set[str] = set()
    for one in form.found_fields:
        ids = retitled.get(str(getattr(one.type, "of", "")))
        if ids and one.stored == "column":
            for part in in_parts(ids):
                found |= naming_in(connection, form, one, set(part))
    return found
