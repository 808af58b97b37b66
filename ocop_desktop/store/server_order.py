"""Lets a server put blanks where a file has them: first when ascending, last when descending.

PostgreSQL does it the other way. It is said of what may be blank alone: an index on numbers that
are never blank would not be used any more.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, nulls_first, nulls_last
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import ClauseList, UnaryExpression
from sqlalchemy.sql.functions import count

_BLANKS = (operators.nulls_first_op, operators.nulls_last_op)


class ServerOrder(PGCompiler_psycopg):
    """Writes statements for the server; whatever is ordered has its blanks as in a file."""

    def order_by_clause(self, select: Any, **kw: Any) -> str:
        """The order of a query's rows."""
        parts = [_with_blanks(one) for one in select._order_by_clauses]  # noqa: SLF001
        text = ", ".join(self.process(one, **kw) for one in parts)
        return f" ORDER BY {text}" if text else ""

    def visit_over(self, over: Any, **kw: Any) -> str:
        """The order within a window."""
        if over.order_by is not None and len(over.order_by):
            over = over._clone()  # noqa: SLF001
            over.order_by = ClauseList(*map(_with_blanks, over.order_by.clauses))
        return str(super().visit_over(over, **kw))  # type: ignore[no-untyped-call]


def _with_blanks(ordered: Any) -> Any:
    inner, descending = getattr(ordered, "element", ordered), False
    for one in (ordered, inner):
        if isinstance(one, UnaryExpression):
            if one.modifier in _BLANKS:
                return ordered
            descending = descending or one.modifier is operators.desc_op
            inner = one.element
    if isinstance(inner, count) or (isinstance(inner, Column) and not inner.nullable):
        return ordered
    return nulls_last(ordered) if descending else nulls_first(ordered)
