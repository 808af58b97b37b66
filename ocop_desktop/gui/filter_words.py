"""What a filter says in words, for the chips above a list."""

from __future__ import annotations

from typing import Any

from ocop_desktop.actions.lists import FLAWS
from ocop_desktop.actions.wanted import DAYS, EXPIRY, Days, Filled
from ocop_desktop.schema import Field, Lookup

FLAW_WORDS = {
    "any": "Có lỗi hoặc cần xem",
    "error": "Có lỗi",
    "warning": "Có điều cần xem",
}


def words_of(field: Field | None, wanted: object, look: Lookup) -> str:
    """A filter as people read it: "Loại hình: Hợp tác xã"."""
    if field is None:
        level = str(wanted).partition(":")[0]
        return FLAW_WORDS.get(level, FLAW_WORDS["any"])
    return f"{field.label}: {_value(field, wanted, look)}"


def _value(field: Field, wanted: object, look: Lookup) -> str:
    if wanted is None:
        return "chưa ghi"
    if isinstance(wanted, Filled):
        return "đã ghi"
    if isinstance(wanted, Days):
        return (DAYS | EXPIRY)[wanted.name].lower()
    if isinstance(wanted, tuple):
        low, high = (field.type.show(one, look) if one is not None else "" for one in wanted)
        if low and high:
            return low if low == high else f"{low} – {high}"
        return f"từ {low}" if low else f"đến {high}"
    several: Any = [wanted] if field.type.column == "json" else wanted
    return field.type.show(several, look)


def is_flaws(name: str) -> bool:
    """Whether a filter asks for what is wrong, and not for a field."""
    return name == FLAWS
