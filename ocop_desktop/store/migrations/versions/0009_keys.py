"""The keys by which the files of other installations are known, and the files that they hold."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    with op.batch_alter_table("installation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("public_key", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("checked_at", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("holds", sa.Text(), nullable=True))
