"""What every record has, and how a form's values stand in a row of its table.

To add a record: one class here in `records/`, deriving from Record (or Row for the rows of a
table), with a typed column for each field of its form that says `stored = "column"`; a migration
made by `python3 dev.py migration NAME`. A test holds forms and models together both ways.
The modules of models do without `from __future__ import annotations`: SQLAlchemy would have to
evaluate each annotation's text, which costs a sixth of the mapping.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Boolean, Index, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from ocop_desktop.schema import Entry, Form, Value

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
COLUMN_TYPES: dict[str, type] = {
    "text": Text,
    "integer": BigInteger,
    "boolean": Boolean,
    "json": JSON,
}
MODELS: dict[str, type[Record]] = {}


class Base(DeclarativeBase):
    """The one catalogue of tables of a data file."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        int: BigInteger,
        dict[str, Any]: JSON,
        list[str]: JSON(none_as_null=True),
    }


class Record(Base):
    """One record: its id, its bookkeeping, its typed columns and its other answers."""

    __abstract__ = True
    form_kind: ClassVar[str] = ""

    id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int]
    stamps: Mapped[dict[str, Any]]
    created_at: Mapped[str]
    created_by: Mapped[str]
    changed_at: Mapped[str]
    changed_by: Mapped[str]
    origin: Mapped[str]
    removed: Mapped[bool]
    form_version: Mapped[int]
    answers: Mapped[dict[str, Any]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Register the class under its kind; the table's name is the kind with _ for the dot."""
        if cls.form_kind and "__abstract__" not in cls.__dict__:
            cls.__tablename__ = cls.form_kind.replace(".", "_")
            MODELS[cls.form_kind] = cls
        super().__init_subclass__(**kwargs)


class Row(Record):
    """A row of a table inside a form: a record that stands in its parent's order."""

    __abstract__ = True

    parent_id: Mapped[str]
    position: Mapped[int]

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        """Rows are found by their parent."""
        name = cls.form_kind.replace(".", "_")
        return (Index(f"ix_{name}_parent", "parent_id", "position"),)


def plain_row(kind: str) -> type[Row]:
    """The model of a table whose rows have no typed column of their own."""
    name = "".join(part.title() for part in kind.replace(".", "_").split("_"))
    return type(name, (Row,), {"form_kind": kind, "__module__": __name__})


def columns_of(form: Form) -> list[str]:
    """Names of the fields that have a typed column."""
    return [field.name for field in form.fields if field.stored == "column"]


def to_row(form: Form, values: Mapping[str, Value]) -> dict[str, Any]:
    """Values as a row's columns: the typed ones by name, the others under `answers`."""
    typed = columns_of(form)
    row: dict[str, Any] = {name: values.get(name) for name in typed}
    row["answers"] = {
        name: value for name, value in values.items() if name not in row and value is not None
    }
    return row


def from_row(form: Form, row: Mapping[Any, Any]) -> dict[str, Value]:
    """Values of a row, answers that this form does not know included."""
    values: dict[str, Value] = dict(row["answers"] or {})
    for name in columns_of(form):
        if row[name] is not None:
            values[name] = row[name]
    return values


def entry_of(
    form: Form, row: Mapping[Any, Any], tables: Mapping[str, tuple[Entry, ...]] | None = None
) -> Entry:
    """The plain entry of a row and of its tables' rows."""
    return Entry(
        kind=form.kind,
        id=row["id"],
        values=from_row(form, row),
        tables=tables or {},
        revision=row["revision"],
        removed=row["removed"],
        parent_id=row.get("parent_id"),
        position=row.get("position") or 0,
        created_at=row["created_at"],
        created_by=row["created_by"],
        changed_at=row["changed_at"],
        changed_by=row["changed_by"],
        origin=row["origin"],
        form_version=row["form_version"],
        stamps=row["stamps"] or {},
    )
