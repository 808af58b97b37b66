"""What a value's state looks like: the colour of a date that runs out, the chips of a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ocop_desktop.gui.draft import Draft
from ocop_desktop.schema import Field, Form, Lookup, Value
from ocop_desktop.schema.joins import SAME_AS

SOON_DAYS = 180
_RUNS_OUT = ("current_until", "expires_on", "certified_until", "commit_until")
_DUE = ("due_on",)
_DUE_DAYS = 3
_ROW_CHIPS = 2
_CHIPS = {
    "subject": ("kind", "status", "commune"),
    "product": ("current_stars", "current_until", "ocop_status", "subject"),
    "recognition": ("stars", "expires_on", "kind", "level", "end_reason"),
    "registration": ("kind", "target_stars", "outcome", "subject"),
    "dossier": ("kind", "state", "due_on", "outcome"),
    "evidence": ("expires_on", "subject", "product"),
    "assessment": ("rank", "total", "scorer_kind", "scored_on"),
    "course": ("form", "starts_on", "commune"),
    "support": ("kind", "state", "total"),
    "outlet": ("kind", "province", "commune"),
    "listing": ("state", "outlet"),
    "event": ("kind", "starts_on", "province"),
    "activity": ("kind", "held_on"),
    "inspection": ("purpose", "inspected_on", "proposal"),
    "target": ("year", "indicator"),
    "year_figures": ("year", "period"),
}


_STATES = ("state", "outcome", "end_reason", "remedied_on")


@dataclass(frozen=True)
class Chip:
    """A few words about a record's state, and their tone ("" is plain)."""

    text: str
    tone: str = ""


def days_left(value: Value, today: str) -> int | None:
    """Days from today until a full date; None where the day is not known."""
    if not isinstance(value, str) or len(value) != 10:
        return None
    return (date.fromisoformat(value) - date.fromisoformat(today)).days


def runs_out(name: str) -> bool:
    """Whether the field is a date that runs out, or by which something is due."""
    return name in _RUNS_OUT or name in _DUE


def tone_of(name: str, value: Value, today: str) -> str:
    """The colour of a date that has run out or soon will; "" for every other value."""
    if value is None or name not in _RUNS_OUT + _DUE:
        return ""
    left = days_left(value, today)
    if left is None:
        return ""
    if left <= 0:
        return "red"
    return "gold-text" if left <= (_DUE_DAYS if name in _DUE else SOON_DAYS) else ""


def chips(draft: Draft, look: Lookup, today: str) -> list[Chip]:
    """The chips of a record: new, removed, and the fields that say its state."""
    shown = [Chip("Mới, chưa lưu", "blue")] if draft.is_new else []
    joined = draft.removed and draft.values.get(SAME_AS)
    shown += [Chip("Đã gộp", "blue")] if joined else []
    shown += [Chip("Đã xoá", "red")] if draft.removed and not joined else []
    for name in _CHIPS.get(draft.form.kind, ()):
        field, value = draft.form.by_name.get(name), draft.get(name)
        if field is not None and value is not None:
            shown.append(_chip(field, value, look, today))
    return shown


def state_chips(
    form: Form, values: Mapping[str, Value], look: Lookup, today: str
) -> tuple[list[Chip], set[str]]:
    """The few chips of a record in a row of others, and the fields that they say."""
    named = [f for f in form.fields if f.type.kind == "stars" and f.name in form.columns]
    named += [form.by_name[n] for n in (*_RUNS_OUT, *_DUE, *_STATES) if n in form.columns]
    said = {f.name: _chip(f, values[f.name], look, today) for f in named if values.get(f.name)}
    if "end_reason" in said:  # then the day it would have run out says nothing
        said.pop("expires_on", None)
        said["end_reason"] = Chip(f"✕ {said['end_reason'].text}", "red")
    if "outcome" in said:
        said.pop("due_on", None)
    shown = [chip for chip in said.values() if chip.tone]
    return shown[:_ROW_CHIPS], {f.name for f in named}


def _chip(field: Field, value: Value, look: Lookup, today: str) -> Chip:
    text = field.type.show(value, look)
    if field.type.kind == "stars":
        return Chip(f"★ {text}", "gold")
    if field.type.kind == "date":
        return _date_chip(field, value, text, today)
    if field.type.kind == "money":
        return Chip(f"{text} đồng")
    return Chip(text, "brand" if field.type.kind == "choice" else "")


def _date_chip(field: Field, value: Value, text: str, today: str) -> Chip:
    left = days_left(value, today)
    tone = tone_of(field.name, value, today)
    if field.name not in _RUNS_OUT + _DUE or left is None:
        return Chip(text)
    if tone == "red":
        return Chip(f"✕ Hết hạn {text}" if field.name in _RUNS_OUT else f"✕ Quá hạn {text}", "red")
    if tone:
        return Chip(f"⚠ Còn {left} ngày, đến {text}", "gold")
    return Chip(f"Còn hạn đến {text}", "brand")
