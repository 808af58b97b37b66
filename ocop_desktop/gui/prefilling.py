"""The rows a table of a new record begins with, as its form says for what was chosen."""

from __future__ import annotations

from ocop_desktop.gui.draft import Draft
from ocop_desktop.schema import Form


def prefill(draft: Draft, table: Form) -> bool:
    """Lay out the rows for the choice of a new record; whether anything changed.

    Rows that a person touched, or took away, are never replaced.
    """
    plan = table.prefill
    if plan is None or not draft.is_new:
        return False
    held = draft.rows(table.name)
    codes = list(plan.of(str(draft.get(plan.by) or "")))
    if not all(_is_laid_out(row, plan.field) for row in held):
        return False
    if [row.get(plan.field) for row in held] == codes:
        return False
    draft.tables[table.name] = []
    for code in codes:
        row = draft.new_row(table.name)
        row.values = {plan.field: code}
        row.changed = {plan.field}
        draft.rows(table.name).append(row)
    draft.changed_tables.add(table.name)
    return True


def _is_laid_out(row: Draft, field: str) -> bool:
    """Whether a row holds nothing but what was laid out."""
    filled = {name for name, value in row.values.items() if value is not None}
    return row.is_new and not row.removed and not row.unread and filled <= {field}
