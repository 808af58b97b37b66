"""Whether a column holds one of many values, asked in a statement that is the same for any number."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.sql.elements import ColumnElement

_VALUES = text("SELECT value FROM json_each(:these)")


def among(
    connection: Connection, column: ColumnElement[Any], values: Iterable[str | int]
) -> ColumnElement[bool]:
    """The condition that a column holds one of the values.

    SQLite is given them as one JSON text: a mark for each would be written out, compiled and thrown
    away at every piece of a merge, which costs time, and memory while nothing is collected.
    """
    if connection.dialect.name != "sqlite":
        return column.in_(list(values))
    return column.in_(_VALUES.bindparams(these=json.dumps(list(values))))
