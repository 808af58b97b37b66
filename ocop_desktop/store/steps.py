"""How far work over whole tables is, told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import Connection, Table, func, select

Progress = Callable[[int, int, str], None]


def unseen(done: int, total: int, what: str) -> None:
    """Nobody waits to be told."""


class Steps:
    """Counts the rows that are done, of all rows of some tables."""

    def __init__(
        self, progress: Progress, what: str, connection: Connection, tables: Iterable[Table]
    ) -> None:
        self._progress, self._what, self._done, self._total = progress, what, 0, 0
        if progress is not unseen:
            counted = (select(func.count()).select_from(table) for table in tables)
            self._total = sum(connection.scalar(query) or 0 for query in counted)
            progress(0, self._total, what)

    def add(self, count: int) -> None:
        """So many more are done."""
        self._done += count
        self._progress(self._done, self._total, self._what)
