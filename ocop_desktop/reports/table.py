"""A table of a report: named columns and plain rows, before any drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Number = int | float
Cell = str | Number | None


@dataclass(frozen=True)
class Column:
    """One column: its name for programs, its heading for people."""

    name: str
    label: str


@dataclass(frozen=True)
class Table:
    """Rows by column name; None is what is not known and is shown as a dash."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Cell], ...]

    def as_json(self) -> list[dict[str, Cell]]:
        """The rows as plain objects."""
        return [dict(row) for row in self.rows]

    def cells(self) -> list[list[Cell]]:
        """The rows as lists in the order of the columns."""
        return [[row.get(column.name) for column in self.columns] for row in self.rows]
