"""What an officer said about a record's problems: warnings found right, reasons for a blank.

Every form ends with one field of this kind, added by the loader and asked nowhere: it is part of
the record, so that it is kept in the history, undone, and sent to the province with it. A value is
a list of lines "key = text", sorted; the key says what the remark is about:

    reg_no:blank = not_held | Y Mẫu | 2026-09-20T08:30:00+07:00 | words of one's own
    items.3f6c…91.name:blank = not_known | Y Mẫu | 2026-09-20T08:30:00+07:00
    materials:shares_differ:1f0c9a2b = Y Mẫu | 2026-09-20T08:30:00+07:00

The last part of a warning's key is a digest of the values it was about: where one of them changes,
the key is another one and the warning asks again. A blank in a table is told apart by the id of its
row: it has no values to tell it by, and rows change places.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from ocop_desktop.schema.choice_types import Option, is_id
from ocop_desktop.schema.dates import show as show_date
from ocop_desktop.schema.lookup import NO_LOOKUP, Lookup
from ocop_desktop.schema.types import Type, kind
from ocop_desktop.schema.values import Cell, Rejected, Value
from ocop_desktop.vietnamese import nfc

REMARKS = "remarks"
REASONS_LIST = "blank_reason"
_IS, _BAR, _BLANK = " = ", " | ", "blank"


@dataclass(frozen=True)
class Said:
    """Who said something, when, and what: the code of a reason, words of one's own."""

    by: str
    at: str
    code: str = ""
    words: str = ""


@kind("notes")
@dataclass(frozen=True)
class Notes(Type):
    """Remarks by what they are about; `options` are the reasons, `labels` the form's fields."""

    column: ClassVar[str] = "json"
    longest: ClassVar[int] = 32_000
    options: tuple[Option, ...] = field(default=(), repr=False)
    labels: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def parse(self, text: str, look: Lookup) -> Value:
        lines = [nfc(line) for line in text.split("\n") if line.strip()]
        for line in lines:
            key, parted, said = line.partition(_IS)
            if not parted or not key or not said or " " in key:
                raise Rejected(f"“{line}” không phải ghi nhận của chương trình. Hãy để nguyên ô.")
        return _sorted(lines)

    def accept(self, raw: object, look: Lookup = NO_LOOKUP) -> Value:
        if isinstance(raw, list | tuple):
            return self.parse("\n".join(map(str, raw)), look) if raw else None
        return super().accept(raw, look)

    def show(self, value: Value, look: Lookup = NO_LOOKUP) -> str:
        return "\n".join(self._shown(line) for line in _lines(value))

    def to_cell(self, value: Value) -> Cell:
        return "\n".join(_lines(value)) or None

    @cached_property
    def _known(self) -> tuple[dict[str, str], dict[str, str]]:
        return dict(self.labels), {option.code: option.label for option in self.options}

    def _shown(self, line: str) -> str:
        """A line in words where the form is known, else as it is kept."""
        labels, reasons = self._known
        key, _, text = line.partition(_IS)
        named, _, what = key.partition(":")
        path = ".".join(part for part in named.split(".") if not is_id(part))
        if path not in labels:
            return line
        if what != _BLANK:
            said = _confirmation(text)
            return f"{labels[path]}: đã xem, đúng rồi ({shown_by(said)})"
        said = _reason(text)
        why = said.words or reasons.get(said.code, said.code)
        return f"{labels[path]}: để trống vì {why[:1].lower()}{why[1:]} ({shown_by(said)})"


def shown_by(said: Said) -> str:
    """Who said it and on which day."""
    return ", ".join(part for part in (said.by, show_date(said.at[:10]) if said.at else "") if part)


def key_of(field: str, code: str, about: Mapping[str, object] | Iterable[object]) -> str:
    """The key of a warning of a field or a row's field (`items.2.amount`), about some values."""
    path = ".".join(part for part in field.split(".") if not part.isdecimal())
    kept = dict(sorted(about.items())) if isinstance(about, Mapping) else list(about)
    text = json.dumps(kept, ensure_ascii=False, default=str)
    return f"{path}:{code}:{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def confirmed(values: Mapping[str, Value], key: str) -> Said | None:
    """Who found the warning of that key right; None where nobody did."""
    text = _by_key(values.get(REMARKS)).get(key)
    return _confirmation(text) if text else None


def reason_for_blank(values: Mapping[str, Value], name: str) -> Said | None:
    """Why a field, or a row's (`items.ID.name`), was left blank; None where nobody said."""
    text = _by_key(values.get(REMARKS)).get(f"{name}:{_BLANK}")
    return _reason(text) if text else None


def blanks_with_reason(values: Mapping[str, Value]) -> frozenset[str]:
    """The fields that were left blank for a stated reason; those of rows as `items.ID.name`."""
    keys = _by_key(values.get(REMARKS))
    return frozenset(k.removesuffix(f":{_BLANK}") for k in keys if k.endswith(f":{_BLANK}"))


def of_row(names: Iterable[str], table: str, id: str) -> frozenset[str]:
    """Those of the fields left blank that stand in a row, as the row itself calls them."""
    at = f"{table}.{id}."
    return frozenset(name.removeprefix(at) for name in names if name.startswith(at))


def with_confirmed(value: Value, keys: Iterable[str], by: str, at: str) -> Value:
    """The remarks after warnings were found right."""
    said = f"{_plain(by) or '?'}{_BAR}{at}"
    return _sorted_dict(_by_key(value) | dict.fromkeys(keys, said))


def with_reason(value: Value, name: str, said: Said) -> Value:
    """The remarks after a reason for a blank was given."""
    parts = [
        said.code,
        _plain(said.by) or "?",
        said.at,
        *([w] if (w := _plain(said.words)) else []),
    ]
    return _sorted_dict(_by_key(value) | {f"{name}:{_BLANK}": _BAR.join(parts)})


def without(value: Value, keys: Iterable[str]) -> Value:
    """The remarks without those of some keys (a field's name: the reason for its blank)."""
    gone = {key if ":" in key else f"{key}:{_BLANK}" for key in keys}
    return _sorted_dict({k: text for k, text in _by_key(value).items() if k not in gone})


def gathered(values: Iterable[object]) -> Value:
    """Remarks made apart, taken together; of two with the same key the later in the list stays."""
    together: dict[str, str] = {}
    for value in values:
        together |= _by_key(value)
    return _sorted_dict(together)


def _plain(words: str) -> str:
    """Words that fit into one line between bars."""
    return nfc(" ".join(words.replace("|", "/").split()))[:300]


def _lines(value: object) -> list[str]:
    return [str(line) for line in value] if isinstance(value, list) else []


def _by_key(value: object) -> dict[str, str]:
    if not isinstance(value, list):
        return {}
    parted = (str(line).partition(_IS) for line in value)
    return {key: text for key, _, text in parted}


def _sorted(lines: Iterable[str]) -> list[str] | None:
    return _sorted_dict(_by_key(list(lines)))


def _sorted_dict(by_key: Mapping[str, str]) -> list[str] | None:
    return [f"{key}{_IS}{text}" for key, text in sorted(by_key.items())] or None


def _confirmation(text: str) -> Said:
    by, _, at = text.partition(_BAR)
    return Said(by, at)


def _reason(text: str) -> Said:
    code, by, at, words, *_ = [*text.split(_BAR, 3), "", "", "", ""]
    return Said(by, at, code, words)
