"""What the rows of a batch would become: decided first, with nothing read and nothing written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ocop_desktop.actions.batch_rows import TableRows
from ocop_desktop.actions.checks import problems
from ocop_desktop.actions.law import only_law
from ocop_desktop.records import rules
from ocop_desktop.schema import Entry, Form, Forms, Problem, Value
from ocop_desktop.schema.batch import Batch, Column
from ocop_desktop.vietnamese import fold

Values = Mapping[str, Value]
Key = tuple[object, ...]
Checked = dict[str, list[Problem]]
Given = tuple[str, str | None, Mapping[str, Value], Mapping[str, Sequence[Mapping[str, Any]]]]
REFUSED = "refused"


@dataclass(frozen=True)
class Line:
    """One row as it stands in the grid; values and texts not readable go by the column's name."""

    values: Values
    unread: Mapping[str, str] = field(default_factory=dict)
    id: str = ""  # the record that was shown in it from the start
    changed: frozenset[str] = frozenset()  # what was typed over in such a record
    dropped: bool = False  # such a record, no longer ticked
    blank: bool = False  # a row that was only begun: nobody wrote anything into it


@dataclass(frozen=True)
class Fate:
    """What becomes of a row: "new", "update", "same", "close", "refused", "blank"; what is wrong."""

    what: str
    id: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def reasons(self) -> list[str]:
        """Why it is refused, in sentences."""
        return [one.text for one in self.problems] if self.what == REFUSED else []


@dataclass(frozen=True)
class Plan:
    """Every row's fate in the order of the rows, what is wrong at the head, what would be written."""

    fates: tuple[Fate, ...]
    head: tuple[Problem, ...]
    given: tuple[Given, ...]

    @property
    def refused(self) -> bool:
        """Whether something stops it all."""
        stopped = any(problem.code in _STOPPING for problem in self.head)
        return stopped or any(fate.what == REFUSED for fate in self.fates)

    def count(self, what: str) -> int:
        """How many rows have a fate."""
        return sum(fate.what == what for fate in self.fates)


@dataclass(frozen=True)
class Known:
    """The records that rows may turn out to be."""

    by_key: Mapping[Key, Entry] = field(default_factory=dict)
    by_id: Mapping[str, Entry] = field(default_factory=dict)


@dataclass
class _Record:
    """A record that one row, or several of its rows, become."""

    number: int
    held: Entry | None
    values: dict[str, Value]
    rows: dict[str, TableRows]


_MOST_REMEMBERED = 5000
_STOPPING = frozenset(["unread", "no_key"])


def key_of(form: Form, names: Iterable[str], values: Values) -> Key:
    """What tells a record from others: texts folded, anything else as it is."""
    return tuple(_folded(form, name, values.get(name)) for name in names)


def _folded(form: Form, name: str, value: Value) -> object:
    text = form.field(name).type.kind == "text"
    return fold(" ".join(value.split())) if text and isinstance(value, str) else value


def plan(
    batch: Batch,
    forms: Forms,
    head: Values,
    lines: Sequence[Line],
    known: Known,
    *,
    unread: Mapping[str, str] | None = None,
    day: Value = None,
    checked: Checked | None = None,
) -> Plan:
    """Say what each row would become; `day` closes the records that are no longer ticked.

    `checked` remembers what was found in records from one plan to the next, while one types.
    """
    maker = _Rows if batch.rows else _Records
    made = maker(batch, forms, head, known, day, Checked() if checked is None else checked)
    return made.planned(lines, unread or {})


class _Maker:
    def __init__(
        self, batch: Batch, forms: Forms, head: Values, known: Known, day: Value, checked: Checked
    ) -> None:
        self.batch, self.forms, self.known, self.day = batch, forms, known, day
        self.form, self.row_form = forms[batch.form], batch.row_form(forms)
        self.head = {name: head.get(name) for name in batch.head}
        self.written = [column for column in batch.columns if column.written]
        self._checked, self._law = checked, only_law()
        self.seen: dict[Key, int] = {}
        self.said: dict[tuple[str, str], Problem] = {}

    def head_problems(self, unread: Mapping[str, str]) -> tuple[Problem, ...]:
        """What is wrong at the head: unreadable texts, blanks without which nothing is told apart."""
        found = [Problem(name, "unread", text) for name, text in unread.items()]
        for name in self.batch.same:
            if name in self.head and self.head[name] is None and name not in unread:
                text = f"Chưa có “{self.form.field(name).label}”. Hãy điền trước khi ghi."
                found.append(Problem(name, "no_key", text))
        told = {one.field for one in found}
        return (*found, *(one for one in self.said.values() if one.field not in told))

    def stopped(self, line: Line) -> list[Problem]:
        """What keeps a row from being written."""
        found = [Problem(name, "unread", text) for name, text in line.unread.items()]
        picked = self.batch.picked
        spare = picked.otherwise or ""
        blank = line.values.get(picked.name) is None and not line.values.get(spare)
        if blank and not found:
            label = picked.label or self.batch.field_of(self.forms, picked).label
            found.append(Problem(picked.name, "no_key", f"Chưa chọn “{label}”."))
        return found

    def twice(self, number: int) -> Problem:
        """The problem of a row that repeats another."""
        text = f"Trùng với dòng {number + 1}. Hãy bỏ một dòng."
        return Problem(self.batch.pick.column, "row_twice", text)

    def checked(self, values: Values, tables: Mapping[str, Sequence[Entry]]) -> list[Problem]:
        """The problems a record will have once what follows from it is filled in."""
        rows = [[row.values for row in rows] for rows in tables.values()]
        key = repr((values, rows))
        if key not in self._checked:
            if len(self._checked) > _MOST_REMEMBERED:
                self._checked.clear()
            self._checked[key] = self._check(values, tables)
        return self._checked[key]

    def _check(self, values: Values, tables: Mapping[str, Sequence[Entry]]) -> list[Problem]:
        follow = rules.derive(self.form.kind, values, tables, self._law)
        filled = {
            name: value
            for name, value in follow.items()
            if name in self.form.by_name and values.get(name) is None and value is not None
        }
        return problems(self.form, {**values, **filled}, tables, self._law)

    def told(self, found: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems of a record, by column; those of the head are kept apart, once."""
        mine = []
        for one in found:
            column = self._column_of(one.field)
            if column is not None:
                mine.append(Problem(column.name, one.code, one.text, one.level))
            elif one.field in self.batch.head:
                self.said.setdefault((one.field, one.code), one)
        return tuple(mine)

    def _column_of(self, path: str) -> Column | None:
        first, _, rest = path.partition(".")
        table, name = (first, rest.rpartition(".")[2]) if rest else ("", first)
        for column in self.batch.columns:
            if (column.table, column.field) == (table, name) and not column.of:
                return column
        return None

    def typed(self, line: Line) -> dict[str, Value]:
        """What a row writes into its record's own fields."""
        if line.id:
            return {
                c.field: line.values.get(c.name) for c in self.written if c.name in line.changed
            }
        return _filled(self._key_values(line))

    def _key_values(self, line: Line) -> dict[str, Value]:
        return {column.field: line.values.get(column.name) for column in self.written}


class _Records(_Maker):
    """Each row a record of its own, or a part of one where rows share their key."""

    def planned(self, lines: Sequence[Line], unread: Mapping[str, str]) -> Plan:
        records: dict[int, _Record] = {}
        fates: list[Fate | int] = []
        for number, line in enumerate(lines):
            fates.append(self._fate(number, line, records))
        made = {number: self._finished(one) for number, one in records.items()}
        said = [made[one][0] if isinstance(one, int) else one for one in fates]
        given = [one for _, one in made.values() if one is not None]
        given += self._closed(lines)
        return Plan(tuple(said), self.head_problems(unread), tuple(given))

    def _fate(self, number: int, line: Line, records: dict[int, _Record]) -> Fate | int:
        """The fate of a row that stops or closes, else the number of its record."""
        if line.dropped or line.blank:
            what = "close" if line.dropped and self.batch.closing else "same"
            return Fate("blank" if line.blank else what, line.id)
        if stopping := self.stopped(line):
            return Fate(REFUSED, line.id, tuple(stopping))
        key = key_of(self.form, self.batch.same, self.head | self._key_values(line))
        first = self.seen.setdefault(key, number)
        if first != number and not self.batch.tables:
            return Fate(REFUSED, line.id, (self.twice(first),))
        held = self.known.by_id.get(line.id) or self.known.by_key.get(key)
        record = records.setdefault(first, _Record(number, held, self._head_for(held), {}))
        record.values.update(self._reopened(held) | self.typed(line))
        self._add_rows(record, line)
        return first

    def _head_for(self, held: Entry | None) -> dict[str, Value]:
        """What the head writes: blanks never, and some fields into new records only."""
        once = self.batch.once if held else ()
        values: dict[str, Value] = {
            n: v for n, v in self.head.items() if v is not None and n not in once
        }
        if held is not None:
            return values
        return {**self.form.defaults, **self.batch.defaults, **values}

    def _reopened(self, held: Entry | None) -> dict[str, Value]:
        """A record that was closed, and is ticked again, has no last day any more."""
        closing = self.batch.closing
        if held is None or closing is None or not _is_closed(self.batch, held):
            return {}
        return {closing.day: None}

    def _add_rows(self, record: _Record, line: Line) -> None:
        for column in self.batch.columns:
            if column.table and column.table not in record.rows:
                held = record.held.rows(column.table) if record.held else ()
                names = self.batch.tables[column.table]
                form = self.form.table(column.table)
                record.rows[column.table] = TableRows(form, names, held)
        for name, rows in record.rows.items():
            rows.add([one for one in self.batch.columns if one.table == name], line.values)

    def _finished(self, record: _Record) -> tuple[Fate, Given | None]:
        held = record.held
        before = dict(held.values) if held else {}
        after = before | record.values
        entries = {name: rows.entries() for name, rows in record.rows.items()}
        found = self.told(self.checked(after, entries))
        tables = {name: rows.given() for name, rows in record.rows.items() if rows.changed}
        if held is None:
            return Fate("new", "", found), (self.form.kind, None, _filled(after), tables)
        fields = {n: v for n, v in record.values.items() if before.get(n) != v}
        if not fields and not tables:
            return Fate("same", held.id, found), None
        return Fate("update", held.id, found), (self.form.kind, held.id, fields, tables)

    def _closed(self, lines: Sequence[Line]) -> Iterator[Given]:
        closing = self.batch.closing
        for line in lines:
            if line.dropped and line.id and closing is not None:
                yield (self.form.kind, line.id, {**closing.values, closing.day: self.day}, {})


class _Rows(_Maker):
    """Every row goes into a table of the one record that the head is."""

    def planned(self, lines: Sequence[Line], unread: Mapping[str, str]) -> Plan:
        held = self.known.by_key.get(key_of(self.form, self.batch.same, self.head))
        names = self.batch.tables[self.batch.rows]
        rows = TableRows(self.row_form, names, held.rows(self.batch.rows) if held else ())
        fates = [self._fate(number, line, rows) for number, line in enumerate(lines)]
        return Plan(tuple(fates), *self._finished(held, rows, unread))

    def _fate(self, number: int, line: Line, rows: TableRows) -> Fate:
        if line.blank:
            return Fate("blank")
        if stopping := self.stopped(line):
            return Fate(REFUSED, line.id, tuple(stopping))
        typed = self.typed(line)
        key = key_of(self.row_form, self.batch.tables[self.batch.rows], typed)
        first = self.seen.setdefault(key, number)
        if first != number:
            return Fate(REFUSED, line.id, (self.twice(first),))
        what, id, after = rows.put(typed)
        return Fate(what, id, self.told(problems(self.row_form, after, {})))

    def _finished(
        self, held: Entry | None, rows: TableRows, unread: Mapping[str, str]
    ) -> tuple[tuple[Problem, ...], tuple[Given, ...]]:
        before = dict(held.values) if held else {}
        plain = {} if held else {**self.form.defaults, **self.batch.defaults}
        after = {**before, **plain, **_filled(self.head)}
        for one in self.checked(after, {}):
            if one.field in self.batch.head:
                self.said.setdefault((one.field, one.code), one)
        fields = {n: v for n, v in after.items() if v is not None and before.get(n) != v}
        tables = {self.batch.rows: rows.given()} if rows.changed else {}
        given = ((self.form.kind, held.id if held else None, fields, tables),)
        return self.head_problems(unread), given if fields or tables else ()


def _filled(values: Values) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None}


def _is_closed(batch: Batch, entry: Entry) -> bool:
    closing = batch.closing
    return closing is not None and all(
        entry.get(name) == value for name, value in closing.values.items()
    )


def open_ones(batch: Batch, entries: Iterable[Entry]) -> list[Entry]:
    """The records that are not closed."""
    return [entry for entry in entries if not _is_closed(batch, entry)]
