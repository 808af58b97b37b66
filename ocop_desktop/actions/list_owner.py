"""Where the subject of a record is: products, grants and papers have no place of their own.

A list leads there through the record's subject, or through the subject of its product.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Table, and_, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from ocop_desktop.schema import Form
from ocop_desktop.store.records import table_of

SUBJECT, PRODUCT = "subject", "product"
Narrow = Callable[[ColumnElement[Any]], ColumnElement[bool]]


def has_owner(form: Form) -> bool:
    """Whether a record of this form names a subject, or a product, in a column of its own."""
    return any(_links(form, kind) for kind in (SUBJECT, PRODUCT))


def _links(form: Form, kind: str) -> bool:
    field = form.by_name.get(kind)
    return field is not None and field.stored == "column" and field.type.kind == "link"


def owner_value(table: Table, name: str) -> ColumnElement[Any]:
    """A field of the subject that stands behind a record."""
    subject = table_of(SUBJECT).alias("owner")
    query = select(subject.c[name]).where(subject.c.id == _owner_id(table))
    return query.correlate(table).scalar_subquery()


def _owner_id(table: Table) -> ColumnElement[Any]:
    ways: list[ColumnElement[Any]] = []
    if SUBJECT in table.c:
        ways.append(func.nullif(table.c[SUBJECT], ""))
    if PRODUCT in table.c:
        product = table_of(PRODUCT).alias("owned")
        found = select(product.c[SUBJECT]).where(product.c.id == table.c[PRODUCT])
        ways.append(found.correlate(table).scalar_subquery())
    return func.coalesce(*ways) if len(ways) > 1 else ways[0]


def owner_where(table: Table, name: str, narrow: Narrow) -> ColumnElement[bool]:
    """Whether a field of that subject is as wanted: the few subjects are sought first."""
    subject = table_of(SUBJECT).alias("owner")
    wanted = select(subject.c.id).where(narrow(subject.c[name]))
    if PRODUCT not in table.c:
        return table.c[SUBJECT].in_(wanted)
    product = table_of(PRODUCT).alias("owned")
    through = table.c[PRODUCT].in_(select(product.c.id).where(product.c[SUBJECT].in_(wanted)))
    if SUBJECT not in table.c:
        return through
    none = or_(table.c[SUBJECT].is_(None), table.c[SUBJECT] == "")
    return or_(table.c[SUBJECT].in_(wanted), and_(none, through))
