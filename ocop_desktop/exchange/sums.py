"""Counts and sums of a sheet as it is read, to be held against what `_about` says of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ocop_desktop.exchange.about import FormFacts
from ocop_desktop.exchange.sheet_rows import added


class Sums:
    """Adds up the columns that the workbook gives sums of, removed rows apart."""

    def __init__(self, facts: FormFacts, fields: Sequence[str]) -> None:
        self._facts = facts
        self._places = [(n, name) for n, name in enumerate(fields) if name in facts.sums]
        self._all = dict.fromkeys(facts.sums, Decimal(0))
        self._gone = dict.fromkeys(facts.sums, Decimal(0))
        self._removed = 0
        self._numbers = True  # whether all that is to be added up are numbers

    def take(self, columns: Sequence[Sequence[Any]], marks: Sequence[str]) -> None:
        """Take in the columns of some rows, and the texts of `_removed`."""
        gone = sum(map(bool, marks))
        self._removed += gone
        try:
            for place, name in self._places:
                column = columns[place]
                self._all[name] += added(column)
                if gone:
                    self._gone[name] += added([v for v, m in zip(column, marks, strict=True) if m])
        except (ArithmeticError, TypeError, ValueError):
            self._numbers = False

    def agree(self) -> bool:
        """Whether they are what the workbook says; to be asked where nothing was edited."""
        facts = self._facts
        if not self._numbers or self._removed != facts.removed:
            return False
        try:
            return all(
                Decimal(facts.sums[name]) == total - self._gone[name]
                and Decimal(facts.removed_sums.get(name, 0)) == self._gone[name]
                for name, total in self._all.items()
            )
        except (ArithmeticError, TypeError, ValueError):
            return False
