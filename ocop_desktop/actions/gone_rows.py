"""Rows that somebody took out of a workbook: which records they were, as far as it is known here.

A workbook lists what stood in it (`exchange/row_list.py`), so that a record held here is recognised
for certain, and one that never came is at least known by its row. An older workbook only says how
many rows it had: then those of its installation that are not in it may be meant. Nothing is removed
here for a row that is missing: it means nothing more than that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, func, select

from ocop_desktop.actions.history_lines import Lines
from ocop_desktop.exchange.incoming import Chosen, Edit, Gone
from ocop_desktop.exchange.row_list import DIGITS
from ocop_desktop.exchange.workbook_read import Book
from ocop_desktop.store.among import among
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import table_of

_MAY_BE = "có thể là"
_MOST_NAMED = 10_000  # of one file
_MOST_GUESSED = 10  # more candidates than that say nothing
_UUID = 36


def named(data: DataFile, connection: Connection, book: Book) -> list[Edit]:
    """What was taken out of a workbook, row by row; beyond ten thousand rows only how many."""
    found: list[Edit] = []
    for gone in book.missing:
        sheet = book.cell_of(gone.kind, "", 0)[0]
        if not gone.rows:
            found.append(_guessed(data, connection, book.about.installation, gone, sheet))
            continue
        room = max(0, _MOST_NAMED - len(found))
        found += _recognised(data, connection, gone, room, sheet)
        if gone.many > room:
            found.append(_counted(gone, gone.many - room, sheet))
    return found


def _recognised(
    data: DataFile, connection: Connection, gone: Gone, most: int, sheet: str
) -> Iterator[Edit]:
    """One edit a row: of records held here with what they are called."""
    rows = gone.rows[:most]
    held = _held(connection, gone.kind, [tail for _, tail in rows])
    titles = _titles(data, connection, gone.kind, held.values())
    for number, tail in rows:
        id = held.get(tail, "")
        chosen = Chosen("refused", True, sheet=sheet, cell=f"dòng {number}")
        title = titles[id] if id else None
        yield Edit(gone.kind, id, number, "deleted", "", title, bool(id), 1, chosen)


def _held(connection: Connection, kind: str, tails: Sequence[str]) -> dict[str, str]:
    """The ids of records held here, by their last digits."""
    column = table_of(kind).c.id
    end = func.substr(column, _UUID + 1 - DIGITS)
    rows = connection.scalars(select(column).where(among(connection, end, tails)))
    return {id[-DIGITS:]: id for id in rows}


def _guessed(
    data: DataFile, connection: Connection, installation: str, gone: Gone, sheet: str
) -> Edit:
    """Rows that were only counted; what they may have been, where few can be meant."""
    table = table_of(gone.kind)
    made = select(table.c.id).where(table.c.origin == installation, table.c.removed.is_(False))
    known = (id for id in connection.scalars(made.order_by(table.c.id)) if id not in gone.left)
    ids = list(islice(known, _MOST_GUESSED + 1))
    titles = _titles(data, connection, gone.kind, ids) if len(ids) <= _MOST_GUESSED else {}
    words = f"{_MAY_BE}: {'; '.join(titles.values())}" if titles else None
    chosen = Chosen("refused", True, sheet=sheet)
    return Edit(gone.kind, "", 0, "deleted", "", words, bool(words), gone.many, chosen)


def _counted(gone: Gone, count: int, sheet: str) -> Edit:
    chosen = Chosen("refused", True, sheet=sheet)
    return Edit(gone.kind, "", 0, "deleted", known=False, after=count, chosen=chosen)


def _titles(
    data: DataFile, connection: Connection, kind: str, ids: Iterable[str]
) -> dict[str, str]:
    named = Lines(data, connection).named((kind, id) for id in ids)
    return {id: " · ".join(filter(None, words)) for id, words in named.items()}
