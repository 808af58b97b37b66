"""Counts the records of a merge again before it is kept: as many as the plan says, or none.

A file is counted as a whole, before and after: that takes no time. A server's database may hold a
million records, and nobody else writes meanwhile: there the records that the merge wrote are
counted, found by its history, so that it costs what comes in and not what is there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sqlalchemy import (
    Boolean,
    Connection,
    Executable,
    Integer,
    cast,
    func,
    literal,
    select,
    union_all,
)

from ocop_desktop.actions.merge_write import Writer
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import Form
from ocop_desktop.store.records import REMOVED, table_of
from ocop_desktop.store.tables import History, Joined

Counts = Mapping[str, tuple[int, int]]
"""Records of each kind: all, and removed."""


@dataclass
class Planned:
    """What the plans of all files add up to; a file's own plan is not kept."""

    added: Counter[str] = field(default_factory=Counter)  # records by kind
    removed: Counter[str] = field(default_factory=Counter)  # removed marks by kind, net

    def take(self, writer: Writer) -> None:
        """Add what one file wrote."""
        self.added.update(writer.added)
        self.removed.update(writer.removed)  # adds, and keeps what is below nothing


def counted(connection: Connection, kinds: Iterable[str]) -> Counts:
    """What is there before a merge; of a server's database nothing has to be known."""
    if connection.dialect.name != "sqlite":
        return dict.fromkeys(kinds, (0, 0))
    return _all(connection, kinds)


def _all(connection: Connection, kinds: Iterable[str]) -> Counts:
    rows = connection.execute(_counting(tuple(kinds)))
    return {kind: (int(all_), int(gone)) for kind, all_, gone in rows}


@lru_cache(maxsize=10)
def _counting(kinds: Sequence[str]) -> Executable:
    """One statement that counts all kinds."""
    counts = []
    for kind in kinds:
        table = table_of(kind)
        gone = func.count().filter(table.c.removed.is_(True))
        counts.append(select(literal(kind), func.count(), gone).select_from(table))
    return union_all(*counts)


def verify(
    connection: Connection,
    action: str,
    before: Counts,
    planned: Planned,
    forms: Mapping[str, Form],
) -> None:
    """Raise Trouble where the records that the action left are not as many as the plan says."""
    served = connection.dialect.name != "sqlite"
    now = _written(connection, action, before) if served else _all(connection, before)
    for kind, found in now.items():
        new, gone = before[kind][0] + planned.added[kind], before[kind][1] + planned.removed[kind]
        if found != (new, gone):
            raise Trouble(
                "merge_counts_differ",
                form=forms[kind].label,
                found="/".join(map(str, found)),
                planned=f"{new}/{gone}",
            )


def _written(connection: Connection, action: str, kinds: Iterable[str]) -> Counts:
    """Records that an action made and that are there; removed marks that it set, net."""
    mine = History.action == action
    touched = set(connection.scalars(select(History.kind).where(mine).distinct()))
    found = dict.fromkeys(kinds, (0, 0))
    for kind in found.keys() & touched:
        table = table_of(kind)
        made = select(History.record_id).where(mine, History.kind == kind, History.revision == 1)
        new = select(func.count()).where(table.c.id.in_(made))
        found[kind] = (int(connection.scalar(new) or 0), _marked(connection, action, kind))
    return found


def _marked(connection: Connection, action: str, kind: str) -> int:
    """The removed marks of records now, less those that they had before the action."""
    table, mark = table_of(kind), History.changes[REMOVED]
    first = (
        select(func.min(History.number))
        .where(History.action == action, History.kind == kind, mark.is_not(None))
        .group_by(History.record_id)
    )
    had = cast(cast(History.changes[(REMOVED, "0")].as_string(), Boolean), Integer)
    net = func.sum(cast(table.c.removed, Integer) - had)
    query = select(net).join_from(History, table, table.c.id == History.record_id)
    query = query.where(table.c.id.not_in(select(Joined.id).where(Joined.root != Joined.id)))
    return int(connection.scalar(query.where(History.number.in_(first))) or 0)
