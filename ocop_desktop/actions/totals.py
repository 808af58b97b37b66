"""Totals of what a list shows: how many records, and the sums of its columns of money and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func

from ocop_desktop.actions.entries import form_of
from ocop_desktop.actions.list_fields import field_of
from ocop_desktop.actions.list_filters import value_of
from ocop_desktop.actions.list_keys import Asked, chosen
from ocop_desktop.schema import Field
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import table_of

SUMMED = ("money", "whole", "decimal")


@dataclass(frozen=True)
class Total:
    """The sum of one column, shown as its values are."""

    name: str
    label: str
    text: str


def totals(data: DataFile, asked: Asked, columns: Sequence[str]) -> list[Total]:
    """The exact sum of each column that can be summed, over all records asked for."""
    form = form_of(data, asked.kind)
    fields = [field_of(form, name) for name in columns]
    return [
        Total(field.name, field.label, field.type.show(_sum(data, asked, field), data.look))
        for field in fields
        if field.type.kind in SUMMED and not field.sensitive
    ]


def _sum(data: DataFile, asked: Asked, field: Field) -> int | str:
    value = value_of(field, table_of(asked.kind))
    if field.type.kind != "decimal":
        with data.read() as connection:
            return int(connection.scalar(chosen(data, asked, func.sum(value))) or 0)
    query = chosen(data, asked, value, func.count()).group_by(value)  # SQLite adds texts as floats
    with data.read() as connection:
        rows = connection.execute(query).all()
    total = sum((Decimal(str(one)) * many for one, many in rows if one is not None), Decimal(0))
    return f"{total.normalize():f}"
