"""What a deadline rests on, and what its sources may ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Executable

from ocop_desktop.regulations import Regulations
from ocop_desktop.store.datafile import DataFile


@dataclass(frozen=True)
class Fact:
    """A day, what falls on it, and the record it is about.

    `ends`: something no longer holds on that very day; `pressing`: there is something to do now
    however far the day is; `note` stands in place of the record's title, that of the `owner` (its form
    and id) beside it.
    """

    date: str
    kind: str
    form: str
    record: str
    ends: bool = False
    pressing: bool = False
    note: str = ""
    owner: tuple[str, str] | None = None


@dataclass(frozen=True)
class Asked:
    """The data file, a connection that reads it, the decisions, the day from which one looks."""

    data: DataFile
    connection: Connection
    law: Regulations
    day: str

    def rows(self, query: Executable) -> Iterable[Any]:
        """The rows of a query."""
        return self.connection.execute(query)
