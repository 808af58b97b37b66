"""Records with errors and warnings: checked as far as the history goes, counted, listed, confirmed.

Whoever asks first brings the check up to date (`catch_up`); a save has nothing to do for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from ocop_desktop import __version__
from ocop_desktop.actions.checks import problems
from ocop_desktop.actions.facts import Facts
from ocop_desktop.actions.flaws_joined import joined_with
from ocop_desktop.records.around_rules import BESIDE, NEIGHBOURS
from ocop_desktop.records.base import from_row
from ocop_desktop.schema import Entry, Problem
from ocop_desktop.schema.remarks import REMARKS, with_confirmed
from ocop_desktop.store import flaws, records
from ocop_desktop.store.datafile import DataFile, Work

Progress = Callable[[int, int, str], None]
_PIECE = 500  # records checked at once
_SPAN = 5000  # rows of the history in one unit of work
_LABEL = "Kiểm tra bản ghi"


@dataclass(frozen=True)
class Count:
    """How many records of a form have errors, and warnings not looked at."""

    kind: str
    errors: int
    warnings: int


@dataclass(frozen=True)
class Group:
    """One kind of error or warning: its form, code and field, in how many records; an example."""

    kind: str
    level: str
    code: str
    field: str
    records: int
    text: str = ""


@dataclass(frozen=True)
class Listed:
    """One error or warning of one record, for lists."""

    kind: str
    id: str
    title: str
    problem: Problem


# ---- bringing the check up to date


def waiting(data: DataFile) -> int:
    """How much was written since the last check: rows of the history."""
    with data.read() as connection:
        upto = flaws.checked_upto(connection, _rules(data)) or 0
        return flaws.last_written(connection) - upto


def catch_up(data: DataFile, progress: Progress | None = None) -> int:
    """Check what was written since the last check, and what lies beside it; return how many.

    A piece that is done stays done where `progress` raises Cancelled.
    """
    with data.read() as connection:
        upto, last = flaws.checked_upto(connection, _rules(data)), flaws.last_written(connection)
    if upto is None:
        return check_all(data, progress)
    done, start = 0, upto
    while upto < last:
        end = min(upto + _SPAN, last)
        with data.work("check") as work:
            due = flaws.written(work.connection, data.forms, upto, end)
            joined_with(data, work.connection, due, upto, end)
            facts = Facts(data, work.connection)
            done += _check(data, work.connection, _with_neighbours(facts, due, work.connection))
            flaws.keep_checked(work.connection, end, _rules(data))
        upto = end
        if progress:
            progress(upto - start, last - start, _LABEL)
    return done


def check_all(data: DataFile, progress: Progress | None = None) -> int:
    """Check every record anew; return how many."""
    with data.read() as connection:
        last = flaws.last_written(connection)
        ids = {kind: _all_ids(connection, kind) for kind in data.forms.top}
    total, done = sum(map(len, ids.values())), 0
    for kind, of_kind in ids.items():
        for start in range(0, len(of_kind), _SPAN):
            part = of_kind[start : start + _SPAN]
            with data.work("check") as work:
                done += _check(data, work.connection, {kind: part})
            if progress:
                progress(done, total, _LABEL)
    with data.work("check") as work:
        flaws.keep_checked(work.connection, last, _rules(data))
    return done


def _all_ids(connection: Connection, kind: str) -> list[str]:
    return list(connection.scalars(select(records.table_of(kind).c.id)))


def _rules(data: DataFile) -> str:
    """What the rules are: another program or other forms check everything anew."""
    return f"{__version__} {data.forms.digest}"


def _check(data: DataFile, connection: Connection, due: Mapping[str, Iterable[str]]) -> int:
    done, piece = 0, dict[str, tuple[str, list[Problem]]]()
    for entry, found in checked(data, connection, due):
        piece[entry.id] = entry.kind, found
        if len(piece) == _PIECE:
            flaws.put(connection, piece)
            done, piece = done + len(piece), {}
    flaws.put(connection, piece)
    return done + len(piece)


def checked(
    data: DataFile, connection: Connection, due: Mapping[str, Iterable[str]]
) -> Iterator[tuple[Entry, list[Problem]]]:
    """These records as the connection sees them, each with what is wrong or odd in it.

    Nothing is wrong with one that is removed.
    """
    facts = Facts(data, connection)
    for kind, ids in due.items():
        form, wanted = data.forms[kind], sorted(ids)
        for start in range(0, len(wanted), _PIECE):
            part = wanted[start : start + _PIECE]
            entries = records.load_entries(connection, data.forms, kind, part).values()
            facts.ahead(kind, entries)
            for entry in entries:
                asked = facts.outside, entry.id
                gone = entry.removed
                yield entry, [] if gone else problems(form, entry.values, entry.tables, *asked)


def _with_neighbours(
    facts: Facts, due: Mapping[str, Iterable[str]], connection: Connection
) -> dict[str, set[str]]:
    """The records due, and those whose check may have changed with them."""
    found = {kind: set(ids) for kind, ids in due.items()}
    for kind, ids in due.items():
        for own, other, column in BESIDE.get(kind, ()):
            through = flaws.ids_where(connection, kind, "id", ids, own)
            beside = flaws.ids_where(connection, other, column, through)
            _add(found, other, beside)
            if other == "product":  # a paper of a subject: the dossiers of its products
                _add(found, "dossier", flaws.ids_where(connection, "dossier", "product", beside))
        _linking(connection, kind, ids, found)
    if "support" in due:
        found["support"] |= facts.machines.sharing(due["support"])
        found["support"].update(flaws.ids_with(connection, "support", *_TWICE))
    return found


_TWICE = ("serial_granted_twice", "items.serial")


def _linking(
    connection: Connection, kind: str, ids: Iterable[str], found: dict[str, set[str]]
) -> None:
    """Whatever links to these records, and to products of these subjects."""
    for other, column in NEIGHBOURS.get(kind, ()):
        linked = flaws.ids_where(connection, other, column, ids)
        _add(found, other, linked)
        if kind == "subject":
            _linking(connection, other, linked, found)


def _add(found: dict[str, set[str]], kind: str, ids: Iterable[str]) -> None:
    more = set(ids)
    if more:
        found.setdefault(kind, set()).update(more)


# ---- asking


def counts(data: DataFile) -> list[Count]:
    """How many records of each form have something open, by the last check."""
    with data.read() as connection:
        rows = flaws.counts(connection)
    found: dict[str, dict[str, int]] = {}
    for kind, level, count in rows:
        found.setdefault(kind, {})[level] = count
    return [
        Count(kind, of.get(flaws.ERROR, 0), of.get(flaws.WARNING, 0))
        for kind in data.forms.top
        if (of := found.get(kind))
    ]


def groups(data: DataFile, kind: str | None = None) -> list[Group]:
    """The kinds of errors and warnings that are open, with an example of each."""
    with data.read() as connection:
        found = [Group(*row) for row in flaws.groups(connection, kind)]
        examples = [_example(data, connection, one) for one in found]
    return [Group(**{**vars(one), "text": text}) for one, text in zip(found, examples, strict=True)]


def _example(data: DataFile, connection: Connection, group: Group) -> str:
    ids = flaws.example(connection, group.kind, group.code, group.field)
    found = _open(data, connection, group, ids)
    return next((one.problem.text for one in found), "")


def listed(data: DataFile, group: Group, limit: int = 1000) -> list[Listed]:
    """The records of a group, each with its own sentence, in the order of the list."""
    with data.read() as connection:
        ids = flaws.ids_with(connection, group.kind, group.code, group.field, limit)
        return list(_open(data, connection, group, ids))


def _open(
    data: DataFile, connection: Connection, group: Group, ids: Sequence[str]
) -> Iterator[Listed]:
    form, facts = data.forms[group.kind], Facts(data, connection)
    for start in range(0, len(ids), _PIECE):
        part = ids[start : start + _PIECE]
        held = records.load_entries(connection, data.forms, group.kind, part)
        facts.ahead(group.kind, held.values())
        for id in (one for one in part if one in held):
            entry = held[id]
            for one in problems(form, entry.values, entry.tables, facts.outside, id):
                if _is_of(group, one):
                    yield Listed(form.kind, id, form.title_of(entry.values, data.look), one)


def _is_of(group: Group, problem: Problem) -> bool:
    same = problem.code == group.code and flaws.path_of(problem.field) == group.field
    return same and problem.is_open


# ---- finding right


def confirm(data: DataFile, group: Group, progress: Progress | None = None) -> int:
    """Find all open warnings of a group right, as one action; return how many records.

    Kept in each record with the officer's name and the time.
    """
    if group.level != flaws.WARNING:
        return 0
    done = 0
    with data.work("confirm") as work:
        ids = flaws.ids_with(work.connection, group.kind, group.code, group.field)
        for start in range(0, len(ids), _PIECE):
            done += _confirm(data, work, group, ids[start : start + _PIECE])
            if progress:
                progress(min(start + _PIECE, len(ids)), len(ids), "Xác nhận")
    catch_up(data)
    return done


def _confirm(data: DataFile, work: Work, group: Group, ids: Sequence[str]) -> int:
    form = data.forms[group.kind]
    keys: dict[str, list[str]] = {}
    for one in _open(data, work.connection, group, ids):
        keys.setdefault(one.id, []).append(one.problem.key)
    rows = records.load_rows(work.connection, group.kind, list(keys))
    for id, of_record in keys.items():
        held = from_row(form, rows[id]).get(REMARKS)
        said = with_confirmed(held, of_record, work.by, work.at)
        records.update_record(data, work, form, rows[id], {REMARKS: said})
    return len(keys)
