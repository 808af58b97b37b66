"""The days a report speaks of: a period, or everything to date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func


@dataclass(frozen=True)
class Span:
    """From `start` (None: from the beginning) to `end`, both days included, as ISO text.

    A date known to the month or the year only counts as its beginning. Something without a date
    is known to have happened, not when: it counts to date, and in no period.
    """

    start: str | None
    end: str

    def holds(self, day: SQLColumnExpression[Any]) -> ColumnElement[bool]:
        """The condition that a column's date lies in the span."""
        until = func.coalesce(day, "") <= self.end
        return and_(until, day >= self.start) if self.start else until

    def holds_year(self, year: SQLColumnExpression[Any]) -> ColumnElement[bool]:
        """The condition that a column's year lies in the span."""
        until = func.coalesce(year, 0) <= int(self.end[:4])
        return and_(until, year >= int(self.start[:4])) if self.start else until

    @property
    def to_date(self) -> Span:
        """Everything to the end of this span."""
        return Span(None, self.end)
