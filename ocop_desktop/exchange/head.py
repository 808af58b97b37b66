"""The heading rows of a sheet as read: which column is which, by machine name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ocop_desktop.exchange.about import FormFacts
from ocop_desktop.exchange.layout import (
    HASH,
    ID,
    KEYED,
    ORIGIN,
    PARENT,
    PARENT_TITLE,
    POSITION,
    REMOVED,
    STAMPS,
    UNKNOWN,
    field_name,
)
from ocop_desktop.exchange.readers import Quick, quick
from ocop_desktop.exchange.types_told import type_told
from ocop_desktop.schema import Form
from ocop_desktop.schema.types import Type, cell_text

_OWN = (ID, STAMPS, REMOVED, HASH)
_OF_TABLES = (PARENT, POSITION)


class InColumn(NamedTuple):
    """A column that holds values: its machine name, its field, where it stands, how to read it."""

    name: str
    field: str
    label: str
    place: int
    type: Type | None
    quick: Quick
    visible: bool


@dataclass
class Head:
    """What the heading rows of a sheet say."""

    columns: list[InColumn]
    places: Mapping[str, int]  # of the bookkeeping columns
    extra: Mapping[str, int] = field(default_factory=dict)  # columns somebody added, by label
    shown: Mapping[str, int] = field(default_factory=dict)  # texts of links, by field


class Missing(Exception):
    """A column that the workbook lists is not in its sheet."""


def read_head(form: Form, names: Sequence[Any], labels: Sequence[Any], facts: FormFacts) -> Head:
    """The head of a sheet, columns in the order it tells; raise Missing(machine name)."""
    listed = facts.columns
    places = {cell_text(name).strip(): place for place, name in enumerate(names) if name != ""}
    wanted = [*_OWN, *(_OF_TABLES if form.parent else ()), *listed]
    for name in wanted:
        if name not in places:
            raise Missing(name)
    texts = [cell_text(label).strip() for label in labels] + [""] * len(names)
    columns = [
        _column(name, texts[places[name]], places[name], form, facts.types) for name in listed
    ]
    shown = {f: places[f] for f in (c.field for c in columns) if f in places and f not in listed}
    known = {*wanted, ORIGIN, PARENT_TITLE, *shown}
    extra = {
        texts[place] or cell_text(name): place
        for place, name in enumerate(names)
        if cell_text(name).strip() not in known and (texts[place] or name != "")
    }
    return Head(columns, {n: p for n, p in places.items() if n.startswith("_")}, extra, shown)


def _column(name: str, label: str, place: int, form: Form, types: Mapping[str, Any]) -> InColumn:
    """A column; the kind of a field unknown here is as the workbook tells it."""
    known = form.by_name.get(field_name(name))
    type = known.type if known else type_told(types, name)
    if name.endswith(UNKNOWN):
        type = None
    visible = not name.endswith((KEYED, UNKNOWN))
    return InColumn(name, field_name(name), label or name, place, type, quick(type), visible)
