"""What the last check found in each record; it is filled when somebody asks (`actions.flaws`)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "flaw",
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", "code", "field", name=op.f("pk_flaw")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("flaw", schema=None) as batch_op:
        batch_op.create_index(
            "ix_flaw_kind", ["kind", "level", "is_open", "record_id"], unique=False
        )
