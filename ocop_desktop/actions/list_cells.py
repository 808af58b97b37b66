"""Cells of lists made elsewhere, read as the values of fields: a little more leniently than typed."""

from __future__ import annotations

import re
from datetime import date

from ocop_desktop.places import Places
from ocop_desktop.places.tables import is_former
from ocop_desktop.schema import Field, Lookup, Rejected, Value
from ocop_desktop.schema.choice_types import Choice, Place
from ocop_desktop.schema.types import cell_text
from ocop_desktop.vietnamese import fold, nfc

Cell = str | int | float | bool | date | None
_NOTHING = re.compile(r"[\s.\-–—_/\\…x*]*|n/a|null", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d{1,2})(?:[.)]\s*|\s+)\D")
_SORTS = re.compile(r"^(xa|phuong|thi tran|huyen|thi xa|thanh pho|tinh|tp|tt|tx|p|x)\b\.?")
_STAR_WORDS = re.compile(
    r"(?:hạng |ocop |đạt |xếp hạng )*(\d)\s*(?:\*|★|sao)(?: ocop)?", re.IGNORECASE
)


def shown(cell: Cell) -> str:
    """A cell as a person reads it."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else nfc(cell_text(cell))


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing: blank, dashes, dots."""
    return cell is None or (isinstance(cell, str) and bool(_NOTHING.fullmatch(nfc(cell))))


def value_of(
    field: Field, cell: Cell, look: Lookup, places: Places | None = None, district: str = ""
) -> Value:
    """The value of a cell, None where it is blank; `district` is beside a commune.

    Raises Rejected.
    """
    if is_blank(cell):
        return None
    try:
        return field.type.accept(cell, look)
    except Rejected:
        if isinstance(field.type, Place) and places:
            key = _place(places, field.type.level, shown(cell), district)
            if key:
                return key
        for text in _other_spellings(field, shown(cell)):
            try:
                return field.type.accept(text, look)
            except Rejected:
                continue
        raise


def _other_spellings(field: Field, text: str) -> list[str]:
    kind = field.type.kind
    if kind == "stars" and (found := _STAR_WORDS.fullmatch(text)):
        return [found[1]]
    if isinstance(field.type, Choice):
        return _of_a_list(field.type, text)
    return []


def _of_a_list(type: Choice, text: str) -> list[str]:
    """The one option with the same number ("13 Cà phê, ca cao"), or that begins with the text."""
    options = type.offered()
    if found := _NUMBERED.match(text):
        numbered = [o.code for o in options if o.label.startswith(f"{int(found[1])}. ")]
        return numbered[:1]
    bare = fold(re.sub(r"\([^)]*\)", "", text))
    named = [o.code for o in options if fold(re.sub(r"^\d+\.\s*", "", o.label)) == bare]
    return named if len(named) == 1 else []


def _place(places: Places, level: str, text: str, district: str) -> str:
    """The one place that a name must mean: of today before former ones, near before far."""
    keys = places.meant(level, text)
    names = {key: _bare_place(places.name(key)) for key in keys}
    wanted = _bare_place(text)
    keys = [key for key in keys if names[key] == wanted] or keys
    around = places.meant("district", district)[:1] if district else []
    for near in (*around, places.home):
        inside = [key for key in keys if near and places.is_in(key, near)]
        keys = inside or keys
    now = [key for key in keys if not is_former(key)]
    chosen = now or keys
    return chosen[0] if len(chosen) == 1 else ""


def _bare_place(name: str) -> str:
    return _SORTS.sub("", fold(name)).strip()
