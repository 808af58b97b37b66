"""Fields of several links can be asked backwards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ocop_desktop.store.links import SERVER_FUNCTION, link_triggers

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOVED = (("product", "set_members"), ("dossier_self_score", "papers"))
FIELDS = (
    ("dossier.self_score", "papers"),
    ("inspection", "machines"),
    ("inspection", "products"),
    ("product", "set_members"),
    ("round", "products"),
    ("support", "products"),
)


def upgrade() -> None:
    """Bring the tables to this version."""
    dialect = op.get_bind().dialect.name
    in_a_file = dialect == "sqlite"
    op.create_table(
        "link_row",
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("target", "field", "id", name=op.f("pk_link_row")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_link_row_id", "link_row", ["id", "field"])
    for table, name in MOVED:
        op.add_column(table, sa.Column(name, sa.JSON(none_as_null=True), nullable=True))
        if not in_a_file:
            continue  # no server has rows from before
        op.execute(
            f"UPDATE {table} SET {name} = json_extract(answers, '$.{name}'), "
            f"answers = json_remove(answers, '$.{name}') "
            f"WHERE json_extract(answers, '$.{name}') IS NOT NULL"
        )
    if not in_a_file:
        op.execute(SERVER_FUNCTION)
    for kind, name in FIELDS:
        for statement in link_triggers(kind, name, dialect):
            op.execute(statement)
