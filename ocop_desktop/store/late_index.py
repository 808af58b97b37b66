"""The search rows of a merge or an undo, written once all of its records are there.

Full text that grows by a piece here and a piece there costs many times what it costs in one go, and
so do numbers in order. So what new records are found by is put aside; afterwards it is sorted and
numbered as a whole, and so are records that were there and have another place now. Titles of other
records are looked up only then: which file came first makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import chain, groupby, islice
from typing import Any, NamedTuple

from ocop_desktop.schema import Form
from ocop_desktop.store.bulk import Arrival, Known, put_indexed, put_rows
from ocop_desktop.store.datafile import DataFile, Work
from ocop_desktop.store.engine import ask
from ocop_desktop.store.joined import in_parts
from ocop_desktop.store.positions import places, spread
from ocop_desktop.store.put_aside import PutAside, Row, in_order
from ocop_desktop.store.reindex import full_text_made_anew, kinds_in_order
from ocop_desktop.store.rewording import Compared, Comparing, named_by
from ocop_desktop.store.search import searchable
from ocop_desktop.store.steps import Progress, unseen

_MANY = 500
_FEW = 1000  # for so many new rows nothing is made anew
_HALF = 2  # for as many as half of those that are there, all is
_COUNT = "SELECT count(*) FROM search_row"
_ANY = "SELECT count(*) FROM (SELECT 1 FROM search_row WHERE kind = ? LIMIT 1) AS one"
_DROP = "DELETE FROM search_row WHERE kind = ?"
_TAKE = "SELECT removed, sort_key, id, title, folded FROM search_row WHERE kind = ?"


_GO = "DELETE FROM search_row WHERE number IN ({})"
_REWORD = "UPDATE search_row SET title = ?, folded = ? WHERE number = ?"
_LABEL = "Lập chỉ mục tìm kiếm"


class _Block(NamedTuple):
    """Some records of a kind that are put aside: new ones, or such as are worded already."""

    kind: str
    number: int
    rows: int
    removed: int
    worded: bool = False


class LateIndex:
    """Collects what a unit of work has to index; `write` does it, once."""

    def __init__(self, data: DataFile, work: Work, progress: Progress = unseen) -> None:
        self._data, self._work, self._connection = data, work, work.connection
        self._kinds, self._progress = kinds_in_order(data.forms), progress
        self._aside = PutAside()
        self._new: list[_Block] = []
        self._changed: dict[str, set[str]] = {}
        self._retitled: dict[str, set[str]] = {}  # by kind, while the rows are written
        self._done = self._total = self._expected = 0
        self._before: int | None = None  # rows before anything was written, once they are counted
        self._full_text = True  # it is written row by row

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
        self._changed.setdefault(form.kind, set()).update(one.id for one in arrivals)

    def write(self) -> None:
        """Write all search rows, and those of records that are found by a title that changed."""
        self._total = sum(map(len, self._changed.values()))
        with ExitStack() as stack:
            self._expect(sum(block.rows for block in self._new), stack)
            for kind in self._kinds:
                form = self._data.forms[kind]
                if new := [block for block in self._new if block.kind == kind]:
                    self._put_new(form, new)
                compared = self._compared(form)  # new ones that a later file changed are there now
                self._expect(compared.count, stack)
                self._put(form, compared)

    def _expect(self, rows: int, stack: ExitStack) -> None:
        """So many more will be put in; where that is very much, the full text is made anew."""
        self._expected += rows
        if self._full_text and self._expected > _FEW:
            self._before = self._count(_COUNT) if self._before is None else self._before
            if _is_much(self._expected, self._before):
                stack.enter_context(full_text_made_anew(self._connection))
                self._full_text = False

    def close(self) -> None:
        """Let go of what was put aside."""
        self._aside.close()

    # -- writing

    def _count(self, sql: str, *facts: object) -> int:
        return int(ask(self._connection, sql, facts).scalar() or 0)

    def _compared(self, form: Form) -> Compared:
        """What becomes of rows that are there: of records changed, or found by a title that did."""
        changed = self._changed.get(form.kind, set())
        beside = named_by(self._connection, form, self._retitled) - changed
        look = Known(self._data.look, self._connection, self._data.forms)
        comparing = Comparing(self._connection, form, look, self._aside)
        self._total += len(beside)
        for part in in_parts(changed | beside):
            comparing.add(part)
            self._done += len(part)
            self._progress(self._done, self._total, _LABEL)
        found = comparing.found
        self._retitled[form.kind] = found.retitled
        if not beside.isdisjoint(found.retitled):
            self._work.touched.add(form.kind)
        return found

    def _put(self, form: Form, compared: Compared) -> None:
        for number in compared.reworded:  # in order of their numbers: the full text likes it so
            rows = self._aside.block(number)
            sql = _REWORD if self._sqlite else _REWORD.replace("?", "%s")
            self._connection.exec_driver_sql(sql, rows)
        gone = sorted(compared.gone)
        for start in range(0, len(gone), _MANY):
            part = gone[start : start + _MANY]
            ask(self._connection, _GO.format(",".join("?" * len(part))), part)
        if moved := [_Block(form.kind, *block, worded=True) for block in compared.moved]:
            self._put_new(form, moved)

    @property
    def _sqlite(self) -> bool:
        return self._connection.dialect.name == "sqlite"

    def _put_new(self, form: Form, blocks: Sequence[_Block]) -> None:
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
                self._number(form.kind, removed, some, numbers)

    def _worded(self, form: Form, blocks: Iterable[_Block]) -> Iterator[Row]:
        """Rows as they are sorted: removed, sort key, id, title, words."""
        look = Known(self._data.look, self._connection, self._data.forms)
        names = [field.name for field in form.found_fields]
        for block in blocks:
            rows = self._aside.block(block.number)
            if block.worded:
                yield from rows
                continue
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
    ) -> None:
        put = put_indexed if self._full_text else put_rows
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


@contextmanager
def indexed_late(data: DataFile, work: Work, progress: Progress = unseen) -> Iterator[LateIndex]:
    """Index when the block ends whatever it says has been written.

    `progress` is told of records that were there before; it may raise Cancelled.
    """
    with closing(LateIndex(data, work, progress)) as index:
        yield index
        index.write()


def _is_much(new: int, there: int) -> bool:
    return new > _FEW and new * _HALF >= there
