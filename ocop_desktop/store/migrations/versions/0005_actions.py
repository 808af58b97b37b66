"""Steps of undo and redo in a table of their own; where a change came from.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_CHANGED_BY_OTHERS = sa.text("source IS NOT NULL AND revision > 1")


def upgrade() -> None:
    """Make the table, and fill it from the history that is there."""
    op.create_table(
        "action",
        sa.Column("number", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("of", sa.Text(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_action")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index("ix_action_id", ["id"], unique=True)
    op.add_column("history", sa.Column("source", sa.Text(), nullable=True))
    op.create_index(
        "ix_history_source",
        "history",
        ["source", "number"],
        unique=False,
        sqlite_where=_CHANGED_BY_OTHERS,
        postgresql_where=_CHANGED_BY_OTHERS,
    )
    op.add_column("exchanged", sa.Column("seen_at", sa.Text(), nullable=True))
    _fill()


def _fill() -> None:
    """One step for each action of the history; what was undone is said to have undone itself.

    Which undo it was is not known any more, so that it cannot be done again.
    """
    history = sa.table(
        "history",
        *(sa.column(name) for name in ("number", "action", "verb", "at", "by", "kind")),
        sa.column("undone", sa.Boolean()),
    )
    found = (
        sa.select(
            history.c.action,
            sa.func.min(history.c.verb).label("verb"),
            sa.func.min(history.c["at"]).label("at"),
            sa.func.min(history.c["by"]).label("by"),
            history.c.kind,
            sa.func.count().label("count"),
            sa.func.max(sa.cast(history.c.undone, sa.Integer())).label("undone"),
            sa.func.max(history.c.number).label("last"),
        )
        .group_by(history.c.action, history.c.kind)
        .order_by(sa.func.max(history.c.number))
    )
    steps: dict[str, dict[str, Any]] = {}
    for row in op.get_bind().execute(found).mappings():
        step = steps.pop(row["action"], None) or {
            "id": row["action"],
            "verb": row["verb"],
            "at": row["at"],
            "by": row["by"],
            "counts": {},
            "sources": [],
            "undone_by": row["action"] if row["undone"] else None,
        }
        step["counts"][row["kind"]] = row["count"]
        steps[row["action"]] = step
    action = sa.table(
        "action",
        *(sa.column(name) for name in ("id", "verb", "at", "by", "undone_by")),
        sa.column("counts", sa.JSON()),
        sa.column("sources", sa.JSON()),
    )
    if steps:
        op.bulk_insert(action, list(steps.values()))
