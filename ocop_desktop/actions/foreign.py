"""What files from elsewhere changed in records that were here: a list that stays, until looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, select, update

from ocop_desktop.actions.history_lines import Line, Lines
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.tables import Action, Exchanged, History

PAGE, LINES, _EACH = 20, 40, 300
_RECEIVED = Exchanged.direction == "received"


@dataclass(frozen=True)
class Group:
    """One file that came: from whom, when, what it changed here; `id` is the exchanged file's.

    `cells` counts the changed values, `new` the records that were not here before; `seen_at` is
    "" until somebody has looked; `undone` says that the whole merge was taken back.
    """

    id: str
    place: str
    action: str
    at: str
    by: str
    file: str
    sender: str
    number: int
    cells: int
    new: int
    seen_at: str
    undone: bool
    lines: tuple[Line, ...]
    more: bool


@dataclass(frozen=True)
class Unseen:
    """How much was changed here by others and not looked at yet."""

    files: int
    cells: int


def page(
    data: DataFile, *, below: str | None = None, limit: int = PAGE, unseen: bool = False
) -> list[Group]:
    """The files that changed something here, the latest first; `below` is the last one's place."""
    query = _changing().order_by(Exchanged.at.desc(), Exchanged.id.desc())
    if unseen:
        query = query.where(Exchanged.seen_at.is_(None))
    if below is not None:
        at, _, id = below.partition(" ")
        query = query.where((Exchanged.at < at) | ((Exchanged.at == at) & (Exchanged.id < id)))
    with data.read() as connection:
        files = [row for row in connection.execute(query) if _cells(row)][:limit]
        return [_group(data, connection, row) for row in files]


def unseen(data: DataFile) -> Unseen:
    """How many files, and values changed by them, nobody has looked at yet."""
    with data.read() as connection:
        found = connection.execute(_changing().where(Exchanged.seen_at.is_(None)))
        cells = [_cells(row) for row in found]
    return Unseen(sum(1 for one in cells if one), sum(cells))


def lines(data: DataFile, file: str, *, after: int = 0, limit: int = _EACH) -> list[Line]:
    """More of what a file changed, in the order it was written; `after` is the last one's number."""
    with data.read() as connection:
        return Lines(data, connection).of(_rows(connection, file, after, limit))


def mark_seen(data: DataFile, files: Sequence[str], *, seen: bool = True) -> None:
    """Say that somebody has looked at what these files changed, or take that back."""
    at = data.now() if seen else None
    with data.work("seen") as work:
        chosen = update(Exchanged).where(Exchanged.id.in_(files))
        work.connection.execute(chosen.values(seen_at=at))


@dataclass(frozen=True)
class Received:
    """The file that came in last: when, whose, its number; `has` is what they had of ours by then.

    `has` is the number of the last of our files that the sender had taken in; None where unknown.
    """

    at: str
    sender: str
    number: int
    has: int | None


def last_received(data: DataFile) -> Received | None:
    """What came in last; None where nothing ever did."""
    query = select(Exchanged.__table__).where(_RECEIVED).order_by(Exchanged.at.desc()).limit(1)
    with data.read() as connection:
        row = connection.execute(query).first()
    if row is None:
        return None
    return Received(row.at, _sender(row), int(row.running_number), row.summary.get("has"))


def _changing() -> Select[Any]:
    return select(Exchanged.__table__).where(_RECEIVED)


def _cells(row: Row[Any]) -> int:
    return int(row.summary.get("cells") or 0)


def _sender(row: Row[Any]) -> str:
    names = (row.summary.get("unit_name"), row.summary.get("officer"))
    return " · ".join(str(name) for name in names if name) or str(row.unit)


def _rows(connection: Connection, file: str, after: int, limit: int) -> list[Row[Any]]:
    query = select(History.__table__).where(
        History.source == file, History.revision > 1, History.number > after
    )
    return list(connection.execute(query.order_by(History.number).limit(limit)))


def _group(data: DataFile, connection: Connection, row: Row[Any]) -> Group:
    rows = _rows(connection, row.id, 0, LINES + 1)
    action = rows[0].action if rows else ""
    step = connection.execute(select(Action.undone_by).where(Action.id == action)).first()
    new = sum(int(counts.get("new") or 0) for counts in row.summary.get("forms", {}).values())
    return Group(
        row.id,
        f"{row.at} {row.id}",
        action,
        row.at,
        row.by,
        row.file,
        _sender(row),
        int(row.running_number),
        _cells(row),
        new,
        row.seen_at or "",
        step is not None and step.undone_by is not None,
        tuple(Lines(data, connection).of(rows[:LINES])),
        len(rows) > LINES,
    )
