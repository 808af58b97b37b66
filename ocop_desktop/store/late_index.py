"""The search rows of a merge, written once all of its records are there.

Full text that grows by a piece here and a piece there costs many times what it costs in one go, and
so do numbers in order. So what new records are found by is put aside; afterwards it is sorted and
numbered as a whole. Titles of other records are looked up only then: which file came first makes
no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import chain, groupby, islice
from typing import Any, NamedTuple

from ocop_desktop.records.base import from_row
from ocop_desktop.schema import Form
from ocop_desktop.store.bulk import Arrival, Known, put_indexed, put_rows
from ocop_desktop.store.datafile import DataFile, Work
from ocop_desktop.store.engine import ask
from ocop_desktop.store.positions import places, spread
from ocop_desktop.store.put_aside import PutAside, Row, in_order
from ocop_desktop.store.records import index, load_rows, reindex_links
from ocop_desktop.store.reindex import full_text_made_anew, kinds_in_order
from ocop_desktop.store.search import searchable

_MANY = 500
_FEW = 1000  # for so many new rows nothing is made anew
_HALF = 2  # for as many as half of those that are there, all is
_COUNT = "SELECT count(*) FROM search_row"
_ANY = "SELECT count(*) FROM (SELECT 1 FROM search_row WHERE kind = ? LIMIT 1) AS one"
_DROP = "DELETE FROM search_row WHERE kind = ?"
_TAKE = "SELECT removed, sort_key, id, title, folded FROM search_row WHERE kind = ?"


class _Block(NamedTuple):
    """Some new records of a kind that are put aside."""

    kind: str
    number: int
    rows: int
    removed: int


class LateIndex:
    """Collects what a unit of work has to index; `write` does it, once."""

    def __init__(self, data: DataFile, work: Work) -> None:
        self._data, self._work, self._connection = data, work, work.connection
        self._kinds = kinds_in_order(data.forms)
        self._aside = PutAside()
        self._new: list[_Block] = []
        self._changed: list[tuple[str, str]] = []
        self._retitled: list[tuple[str, str]] = []

    def new(self, form: Form, arrivals: Sequence[Arrival]) -> None:
        """Records that are not there yet."""
        if form.kind not in self._data.forms.searched or not arrivals:
            return
        names = [field.name for field in form.found_fields]
        rows = [(one.id, one.removed, *map(one.values.get, names)) for one in arrivals]
        gone = sum(one.removed for one in arrivals)
        self._new.append(_Block(form.kind, self._aside.put(rows), len(rows), gone))

    def changed(self, form: Form, arrivals: Sequence[Arrival]) -> None:
        """Records that are there, written anew."""
        if form.kind not in self._data.forms.searched:
            return
        self._changed += [(form.kind, one.id) for one in arrivals]

    def retitled(self, kind: str, id: str) -> None:
        """A record by whose title others are found is called otherwise."""
        self._retitled.append((kind, id))

    def write(self) -> None:
        """Write all search rows."""
        new = sum(block.rows for block in self._new)
        if _is_much(new, self._count(_COUNT) if new > _FEW else 0):
            with full_text_made_anew(self._connection):
                self._write(full_text=False)
        else:
            self._write(full_text=True)
        for kind, id in self._retitled:
            reindex_links(self._data, self._work, kind, id)

    def close(self) -> None:
        """Let go of what was put aside."""
        self._aside.close()

    # -- writing

    def _count(self, sql: str, *facts: object) -> int:
        return int(ask(self._connection, sql, facts).scalar() or 0)

    def _write(self, *, full_text: bool) -> None:
        for kind in self._kinds:
            form = self._data.forms[kind]
            if blocks := [block for block in self._new if block.kind == kind]:
                self._put_new(form, blocks, full_text=full_text)
            if changed := sorted({id for of_kind, id in self._changed if of_kind == kind}):
                self._put_changed(form, changed)

    def _put_new(self, form: Form, blocks: Sequence[_Block], *, full_text: bool) -> None:
        """The new rows of a kind; where they are many, those that are there are numbered anew."""
        new = sum(block.rows for block in blocks)
        gone = sum(block.removed for block in blocks)
        # among very many a server counts slowly: for a few new rows it is enough to see one
        there = self._count(f"{_COUNT} WHERE kind = ?" if new > _FEW else _ANY, form.kind)
        anew = there == 0 or _is_much(new, there)
        rows = self._worded(form, blocks)
        if anew and there:
            gone += self._count(f"{_COUNT} WHERE kind = ? AND removed", form.kind)
            rows = chain(self._there(form.kind), rows)
        with closing(PutAside()) as aside:
            ordered = in_order(rows, aside)
            if anew and there:
                ask(self._connection, _DROP, (form.kind,))
            for removed, some in groupby(ordered, key=lambda row: bool(row[0])):
                count = gone if removed else new + (there if anew else 0) - gone
                numbers = iter(spread(form.kind, removed=removed, count=count)) if anew else None
                self._number(form.kind, removed, some, numbers, full_text=full_text)

    def _worded(self, form: Form, blocks: Iterable[_Block]) -> Iterator[Row]:
        """New rows as they are sorted: removed, sort key, id, title, words."""
        look = Known(self._data.look, self._connection, self._data.forms)
        names = [field.name for field in form.found_fields]
        for block in blocks:
            rows = self._aside.block(block.number)
            values = [dict(zip(names, row[2:], strict=True)) for row in rows]
            look.fetch_links(form, values)
            for row, one in zip(rows, values, strict=True):
                words = searchable(form, one, look)
                yield row[1], words.sort_key, row[0], words.title, words.folded

    def _there(self, kind: str) -> Iterator[Row]:
        cursor: Any = ask(self._connection, _TAKE, (kind,)).cursor
        return ((bool(row[0]), *row[1:]) for row in cursor)

    def _number(
        self,
        kind: str,
        removed: bool,
        rows: Iterator[Row],
        numbers: Iterator[int] | None,
        *,
        full_text: bool,
    ) -> None:
        put = put_indexed if full_text else put_rows
        while some := list(islice(rows, _MANY)):
            keys = [row[1] for row in some]
            if numbers is None:
                chosen = places(self._connection, kind, keys, removed=removed)
            else:
                chosen = list(islice(numbers, len(some)))
            made = [
                (number, kind, id, removed, title, sort_key, folded)
                for number, (_, sort_key, id, title, folded) in zip(chosen, some, strict=True)
            ]
            put(self._connection, made)

    def _put_changed(self, form: Form, ids: Sequence[str]) -> None:
        rows = load_rows(self._connection, form.kind, ids)
        for row in (rows[id] for id in ids if id in rows):
            values = from_row(form, row)
            index(
                self._data,
                self._connection,
                form,
                row["id"],
                values,
                removed=row["removed"],
            )


@contextmanager
def indexed_late(data: DataFile, work: Work) -> Iterator[LateIndex]:
    """Index when the block ends whatever it says has been written."""
    with closing(LateIndex(data, work)) as index:
        yield index
        index.write()


def _is_much(new: int, there: int) -> bool:
    return new > _FEW and new * _HALF >= there
