"""Likeness: which subjects may be one and the same, by their numbers or their names.

To ask about another kind of record: add its Marks to MARKS.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ocop_desktop.vietnamese import fold, same_tone_place

_LEGAL_FORMS = re.compile(
    r"\b(lien hiep hop tac xa|lien hiep htx|hop tac xa|htx|to hop tac|tht|cong ty|cty|"
    r"trach nhiem huu han|tnhh|co phan|cp|mot thanh vien|mtv|hai thanh vien|tu nhan|"
    r"doanh nghiep|dntn|dn|ho kinh doanh|hkd|ho san xuat|ho gia dinh|co so san xuat|co so|cssx|"
    r"trang trai|va|&|-)\b"
)


@dataclass(frozen=True)
class Marks:
    """Fields by which records of a kind are told apart."""

    numbers: Mapping[str, tuple[str, ...]]  # what it is called in a question: its fields
    name: str
    place: str


MARKS: Mapping[str, Marks] = {
    "subject": Marks(
        {
            "tax_code": ("tax_code",),
            "registration": ("reg_no",),
            "citizen_id": ("rep_citizen_id",),
            "phone": ("phone", "contact_phone"),
        },
        name="name",
        place="commune",
    )
}


def fingerprint(name: str) -> str:
    """A name without marks, signs and words of legal form: "HTX Cà phê Đăk Hà" -> "caphedakha"."""
    words = re.sub(r"[^\w\s]", " ", fold(same_tone_place(name)))
    bare = _LEGAL_FORMS.sub(" ", words)
    return re.sub(r"[\W_]", "", bare) or re.sub(r"[\W_]", "", words)


def keys_of(kind: str, values: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """(what, key) pairs that a record shares with whatever may be the same."""
    marks = MARKS[kind]
    found: set[tuple[str, str]] = set()
    for what, fields in marks.numbers.items():
        for name in fields:
            for part in str(values.get(name) or "").split(" / "):
                if key := re.sub(r"[\W_]", "", fold(part)):
                    found.add((what, key))
    called, place = values.get(marks.name), values.get(marks.place)
    if called and place:
        found.add(("name", f"{place} {fingerprint(str(called))}"))
    return frozenset(found)


@dataclass
class Likeness:
    """The records of one kind that are known here, found by what they share."""

    kind: str
    _ids: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    _keys: dict[str, frozenset[tuple[str, str]]] = field(default_factory=dict)

    def put(self, id: str, values: Mapping[str, Any]) -> None:
        """Know a record, or know it with other values."""
        keys = keys_of(self.kind, values)
        for key in self._keys.get(id, frozenset()) - keys:
            self._ids[key].discard(id)
        for key in keys:
            self._ids.setdefault(key, set()).add(id)
        self._keys[id] = keys

    def drop(self, id: str) -> None:
        """Know it no longer."""
        for key in self._keys.pop(id, frozenset()):
            self._ids[key].discard(id)

    def alike(self, id: str, values: Mapping[str, Any]) -> dict[str, str]:
        """Who may be the same as a record with these values: other id -> what they share."""
        found: dict[str, str] = {}
        keys = keys_of(self.kind, values)
        for what, key in sorted(keys):
            for other in self._ids.get((what, key), ()):
                if other != id and (what != "name" or not self._told_apart(keys, other)):
                    found.setdefault(other, what)
        return found

    def _told_apart(self, keys: frozenset[tuple[str, str]], other: str) -> bool:
        """Whether both have a tax code, and not the same: then a like name says nothing."""
        mine, theirs = set(_tax(keys)), set(_tax(self._keys[other]))
        return bool(mine and theirs and not mine & theirs)


def _tax(keys: frozenset[tuple[str, str]]) -> Iterator[str]:
    return (key for what, key in keys if what == "tax_code")
