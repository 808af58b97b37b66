"""How records of one kind lead to records of others, found from the forms' link fields.

A road is a chain of hops. Nothing here is a list kept by hand: a link added to a form opens its
roads. What is required of a record says whom it belongs to: a product belongs to its subject, and
so whatever belongs to a product stands around the subject too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ocop_desktop.schema.conditions import ALWAYS
from ocop_desktop.schema.form import Field, Form, Forms
from ocop_desktop.schema.values import Value

OWNER, NEXT, BEYOND, BESIDE = range(4)
"""How near: whom it belongs to; named by it or naming it; one record further; its owner's own."""


@dataclass(frozen=True)
class Hop:
    """One step: to the records that name one (`in`), to those it names (`out`), to the record that
    a row stands in (`up`), to the rows of a record (`rows`). `kind` is whose field or rows it is.
    """

    way: str
    kind: str
    field: str = ""


@dataclass(frozen=True)
class Road:
    """Hops from one record to records of a kind, and how near those are."""

    to: str
    hops: tuple[Hop, ...]
    near: int = NEXT


def links_of(form: Form) -> list[Field]:
    """The fields of a form that name other records."""
    return list(form.links)


def owners_of(form: Form) -> list[Field]:
    """The links without which a record of this form is nothing: whom it belongs to."""
    return [f for f in links_of(form) if f.type.kind == "link" and f.required is ALWAYS]


def roads_from(forms: Forms, kind: str, values: Mapping[str, Value]) -> list[Road]:
    """Every road from a record with these values, the closest first."""
    found = [*_to_owners(forms, kind), *_named(forms, kind), *incoming(forms, kind)]
    for carrier, name in _carriers(forms, kind):
        first = Hop("in", carrier, name)
        found += [_after(first, road, BEYOND) for road in incoming(forms, carrier)]
    return [*dict.fromkeys([*found, *_beside(forms, kind, values)])]


def _after(first: Hop, road: Road, near: int) -> Road:
    return Road(road.to, (first, *road.hops), near)


def incoming(forms: Forms, kind: str) -> list[Road]:
    """Roads to the records that name one of this kind, or one of its rows."""
    found: list[Road] = []
    for form, field in forms.naming[kind]:
        first = Hop("in", form.kind, field.name)
        found.append(_up(forms, form, (first,)))
        found += [
            Road(
                str(getattr(other.type, "of", "")),
                (first, Hop("out", form.kind, other.name)),
                BEYOND,
            )
            for other in owners_of(form)
            if other != field and field in owners_of(form)
        ]
    for row in forms[kind].tables:
        down = Hop("rows", row.kind)
        found += [_after(down, road, NEXT) for road in incoming(forms, row.kind)]
    return found


def _up(forms: Forms, form: Form, hops: tuple[Hop, ...], near: int = NEXT) -> Road:
    """A road to a form; where that is a table, on to the record that its rows stand in."""
    while form.parent is not None:
        hops += (Hop("up", form.kind),)
        form = forms[form.parent]
    return Road(form.kind, hops, near)


def _named(forms: Forms, kind: str) -> Iterator[Road]:
    """Roads to the records that one of this kind, or its rows, name."""
    for form in forms[kind].within():
        down = _down(forms, form, kind)
        for field in links_of(form):
            target = forms[str(getattr(field.type, "of", ""))]
            near = OWNER if form.kind == kind and field.type.kind == "link" else NEXT
            yield _up(forms, target, (*down, Hop("out", form.kind, field.name)), near)


def _down(forms: Forms, form: Form, kind: str) -> tuple[Hop, ...]:
    hops: tuple[Hop, ...] = ()
    while form.kind != kind:
        hops = (Hop("rows", form.kind), *hops)
        form = forms[str(form.parent)]
    return hops


def _to_owners(forms: Forms, kind: str) -> Iterator[Road]:
    """Roads to whom a record belongs, and to whom those belong."""
    waiting: list[tuple[Form, tuple[Hop, ...]]] = [(forms[kind], ())]
    seen = {kind}
    while waiting:
        form, hops = waiting.pop(0)
        for field in owners_of(form):
            target = str(getattr(field.type, "of", ""))
            if target not in seen:
                seen.add(target)
                on: tuple[Hop, ...] = (*hops, Hop("out", form.kind, field.name))
                yield Road(target, on, OWNER)
                waiting.append((forms[target], on))


def _carriers(forms: Forms, kind: str) -> list[tuple[str, str]]:
    """(kind, field) of what belongs to records of this kind and carries what names it in turn."""
    return [
        (form.kind, field.name)
        for form, field in forms.naming[kind]
        if field in owners_of(form) and form.parent is None
    ]


def _beside(forms: Forms, kind: str, values: Mapping[str, Value]) -> Iterator[Road]:
    """Roads to what stands around the same owner: all of it where nothing belongs to this kind."""
    owner = _nearest_owner(forms, kind, values)
    if owner is None:
        return
    first, of = Hop("out", kind, owner.name), str(getattr(owner.type, "of", ""))
    leaf = not _carriers(forms, kind)
    for road in incoming(forms, of):
        if leaf or road.to == kind:
            yield _after(first, road, BESIDE)


def _nearest_owner(forms: Forms, kind: str, values: Mapping[str, Value]) -> Field | None:
    """The filled link to what carries others, the product before its subject."""
    filled = [
        field
        for field in links_of(forms[kind])
        if field.type.kind == "link" and values.get(field.name)
    ]
    carriers = [f for f in filled if _carriers(forms, str(getattr(f.type, "of", "")))]
    belonging = [f for f in carriers if owners_of(forms[str(getattr(f.type, "of", ""))])]
    return next(iter([*belonging, *carriers]), None)
