"""What kinds of value a workbook's columns hold, told to a program that does not know the fields.

An office with newer forms writes the kind of each column, and the options of its choices, into
`_about`; an older program reads the unknown column by that and carries the answers along.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ocop_desktop.exchange.layout import Column
from ocop_desktop.schema.choice_types import Option
from ocop_desktop.schema.kinds import TYPES
from ocop_desktop.schema.types import Type

_BOUNDS = ("min", "max")  # of the writer's form; a reader that only carries does not judge
_NUMBERS = ("whole", "money", "year", "stars", "decimal")


def told(columns: Iterable[Column]) -> dict[str, Any]:
    """The kind of each column by machine name; choices with their labels by code."""
    return {column.name: _told(column.field.type) for column in columns if column.field}


def _told(type: Type) -> Any:
    options = getattr(type, "options", ())
    return [type.kind, {one.code: one.label for one in options}] if options else type.kind


def type_told(types: Mapping[str, Any], name: str) -> Type | None:
    """The type of a column as the workbook tells it; None where it tells none, or one unknown."""
    found = types.get(name)
    kind, labels = found if isinstance(found, list) else (found, {})
    cls = TYPES.get(kind or "")
    if cls is None:
        return None
    given: dict[str, Any] = dict.fromkeys(_BOUNDS) if cls.kind in _NUMBERS else {}
    if cls.kind == "text":
        given["max"] = cls.longest * 30
    if labels:
        given["options"] = tuple(Option(code, label) for code, label in labels.items())
    return cls(**given)
