"""The index of likeness; open questions follow from it, what stands there of old says nothing.

Its rows are made when the file is opened (`store.alike.keep_up`): they follow from the forms.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "alike_key",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "id", name=op.f("pk_alike_key")),
        sqlite_with_rowid=False,
    )
