"""Run by Alembic: migrations on the connection that the program hands over."""

from __future__ import annotations

from alembic import context

from ocop_desktop.records.base import Base

SEARCH = ("search_fts", "search_fts_")


def ours(name: str | None, kind: str) -> bool:
    """Leave SQLite's full-text tables out of comparisons: models do not know them."""
    return not (kind == "table" and name is not None and name.startswith(SEARCH))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    include_name=lambda name, kind, _: ours(name, kind),
)
context.run_migrations()
