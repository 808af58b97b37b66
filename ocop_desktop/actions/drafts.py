"""A record on its way into the file: read, but not yet written."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.engine import RowMapping

from ocop_desktop.schema import Form, Value


@dataclass
class Draft:
    """A record about to be saved: what was read, what could not be, the rows of its tables."""

    form: Form
    id: str
    values: dict[str, Value] = field(default_factory=dict)
    rejected: dict[str, str] = field(default_factory=dict)
    before: RowMapping | None = None
    removed: bool | None = None
    parent_id: str | None = None
    tables: dict[str, list[Draft]] = field(default_factory=dict)
