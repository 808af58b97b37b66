"""What a list can show, filter and sort by: the form's fields, the place of its subject, bookkeeping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from ocop_desktop.actions.list_owner import PRODUCT, SUBJECT, has_owner
from ocop_desktop.messages import Trouble
from ocop_desktop.places import Places
from ocop_desktop.schema import Field, Form, Lookup, Rejected, Value
from ocop_desktop.schema.choice_types import Place
from ocop_desktop.schema.lookup import NO_LOOKUP
from ocop_desktop.schema.types import Type

DISTRICT, COMMUNE = "former_district", "commune"
OWNER = "owner"
"""How a field is stored that is the subject's: not in the record itself (see `list_owner`)."""

_FILES = ("file", "files", "notes")


@dataclass(frozen=True)
class Moment(Type):
    """When something was done: ISO text to the second, shown to the minute."""

    kind: ClassVar[str] = "moment"

    def parse(self, text: str, look: Lookup) -> Value:
        raise Rejected("Ô này do chương trình ghi")

    def show(self, value: Value, look: Lookup = NO_LOOKUP) -> str:
        text = "" if value is None else str(value)
        return f"{text[8:10]}/{text[5:7]}/{text[:4]} {text[11:16]}" if text else ""


@dataclass(frozen=True)
class _Person(Type):
    kind: ClassVar[str] = "text"


_BOOKKEEPING = {
    "_changed_at": Field("_changed_at", "Sửa lúc", Moment(), computed=True, stored="row"),
    "_changed_by": Field("_changed_by", "Người sửa", _Person(), computed=True, stored="row"),
    "_created_at": Field("_created_at", "Nhập lúc", Moment(), computed=True, stored="row"),
    "_created_by": Field("_created_by", "Người nhập", _Person(), computed=True, stored="row"),
}
_DISTRICT = Field(DISTRICT, "Huyện cũ", Place(level="district"), computed=True, stored="place")
_OF_OWNER = {
    name: Field(name, label, Place(level=level), computed=True, stored=OWNER)
    for name, label, level in (
        (COMMUNE, "Xã của chủ thể", "commune"),
        (DISTRICT, "Huyện cũ", "district"),
    )
}


def _extra(form: Form) -> Mapping[str, Field]:
    if DISTRICT in form.by_name:
        return _BOOKKEEPING
    commune = form.by_name.get(COMMUNE)
    if commune is not None:
        return _WITH_DISTRICT if commune.stored == "column" else _BOOKKEEPING
    return _WITH_OWNER if has_owner(form) else _BOOKKEEPING


_WITH_DISTRICT = {DISTRICT: _DISTRICT} | _BOOKKEEPING
_WITH_OWNER = _OF_OWNER | _BOOKKEEPING


def field_of(form: Form, name: str) -> Field:
    """A field of the form or one that every list has; raise Trouble for an unknown one."""
    field = form.by_name.get(name) or _extra(form).get(name)
    if field is None:
        raise Trouble("unknown_field", form=form.label, field=name)
    return field


def choosable(form: Form) -> list[Field]:
    """Every field that may be a column: the form's in its order, then those of every list."""
    shown = [field for field in form.fields if field.type.kind not in _FILES]
    extra = dict(_extra(form))
    places = [extra.pop(name) for name in (COMMUNE, DISTRICT) if name in extra]
    beside = (COMMUNE,) if len(places) == 1 else (SUBJECT, PRODUCT)
    after = max((n for n, one in enumerate(shown, 1) if one.name in beside), default=len(shown))
    return [*shown[:after], *places, *shown[after:], *extra.values()]


def usual_columns(form: Form) -> tuple[str, ...]:
    """The columns of a list that nobody has changed: the former district beside the commune."""
    names = list(form.columns)
    if COMMUNE in names and DISTRICT not in names and DISTRICT in _extra(form):
        names.insert(names.index(COMMUNE) + 1, DISTRICT)
    return tuple(names)


def value_in(
    field: Field, row: Mapping[Any, Any], values: Mapping[str, Value], places: Places
) -> Value:
    """A field's value of a record."""
    if field.stored == "row":
        return str(row[field.name[1:]] or "") or None
    if field.stored == OWNER:
        return str(row[f"{OWNER}.{field.name}"] or "") or None
    if field.stored == "place":
        commune = values.get(COMMUNE)
        return places.district_of(str(commune)) if commune else None
    return values.get(field.name)
