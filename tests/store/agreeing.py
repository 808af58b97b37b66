"""What the models and the tables of a data file do not have in common."""

from __future__ import annotations

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from ocop_desktop.records.base import Base
from ocop_desktop.records.models import load_all

_BY_STATEMENTS = ("words", "ix_search_row_words")  # the full text of a server; a file's: search_fts


def differences(data: Any) -> list[Any]:
    """Every difference, in words of Alembic; full text is no model's."""
    load_all()
    with data.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _is_modelled})
        return list(compare_metadata(context, Base.metadata))


def _is_modelled(_: object, name: object, *more: object) -> bool:
    return not (str(name).startswith("search_fts") or name in _BY_STATEMENTS)
