"""Values picked from a list: one choice or many, places, links to records, files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from ocop_desktop.schema.lookup import NO_LOOKUP, Lookup
from ocop_desktop.schema.types import Type, cell_text, kind
from ocop_desktop.schema.values import Cell, Rejected, Value
from ocop_desktop.vietnamese import fold, nfc

_FILE = re.compile(r"([0-9a-f]{64})/([^/\\\n]{1,200})")


@dataclass(frozen=True)
class Option:
    """One entry of a code list; a retired one is kept but no longer offered."""

    code: str
    label: str
    former_labels: tuple[str, ...] = ()
    retired: str = ""


@dataclass(frozen=True)
class _Listed(Type):
    options: tuple[Option, ...] = field(default=(), repr=False)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Label by code."""
        return {option.code: option.label for option in self.options}

    @cached_property
    def _codes(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for option in self.options:
            for word in (option.code, option.label, *option.former_labels):
                known.setdefault(fold(word), option.code)
        return known

    def offered(self, today: str = "9999") -> list[Option]:
        """The options that may be picked on a day."""
        return [o for o in self.options if not o.retired or o.retired > today]

    def code(self, text: str) -> str:
        """The code of a label, a former label or a code; raise Rejected."""
        found = self._codes.get(fold(text))
        if found is None:
            some = ", ".join(option.label for option in self.options[:6])
            raise Rejected(f"“{nfc(text)}” không có trong danh sách ({some}…)")
        return found


@kind("choice")
@dataclass(frozen=True)
class Choice(_Listed):
    """One code of a list, shown by its label."""

    longest: ClassVar[int] = 200

    def parse(self, text: str, look: Lookup) -> Value:
        return self.code(text)

    def show(self, value: Value, look: Lookup = NO_LOOKUP) -> str:
        return "" if value is None else self.labels.get(str(value), str(value))


@kind("many")
@dataclass(frozen=True)
class Many(_Listed):
    """Several codes of a list, in the list's order."""

    column: ClassVar[str] = "json"
    longest: ClassVar[int] = 4000

    def parse(self, text: str, look: Lookup) -> Value:
        parts = re.split(r"\s*[;\n]\s*", text)
        return self._ordered(self.code(part) for part in parts if part)

    def _ordered(self, codes: Iterable[str]) -> list[str] | None:
        picked = set(codes)
        return [o.code for o in self.options if o.code in picked] or None

    def show(self, value: Value, look: Lookup = NO_LOOKUP) -> str:
        codes = value if isinstance(value, list) else []
        return "; ".join(self.labels.get(code, code) for code in codes)

    def accept(self, raw: object, look: Lookup = NO_LOOKUP) -> Value:
        if isinstance(raw, list | tuple):
            return self._ordered(self.code(str(part)) for part in raw)
        return super().accept(raw, look)


def _pick(look: Lookup, sort: str, text: str, what: str) -> str:
    found = look.find(sort, text)
    exact = [f for f in found if fold(f.title) == fold(text) or f.key == text]
    if len(exact) == 1:
        return exact[0].key
    if len(found) == 1:
        return found[0].key
    if not found:
        raise Rejected(f"Không tìm thấy {what} “{nfc(text)}”. Gõ lại rồi chọn trong danh sách.")
    some = "; ".join(f"{f.title} ({f.note})" if f.note else f.title for f in found[:4])
    raise Rejected(f"“{nfc(text)}” có thể là: {some}. Hãy chọn một.")


@kind("place")
@dataclass(frozen=True)
class Place(Type):
    """A commune, former district or province by its code and era.

    "23500" a commune of today, "2024:23494" a former one, "615" a former district, "51" a
    province of today, "2024:62" a former one. `on` names the field whose day says which map
    counts (of the record, or of the one that a row stands in; today where it is blank), `within`
    the field of the province or former district that the place lies in.
    """

    by_id: ClassVar[bool] = True
    longest: ClassVar[int] = 20
    level: str = "commune"
    on: str = ""
    within: str = ""

    def parse(self, text: str, look: Lookup) -> Value:
        text = nfc(text)
        if re.fullmatch(r"(2024:)?\d{2,5}", text) and look.title(self.level, text):
            return text
        return _pick(look, self.level, text, "địa danh")

    def show(self, value: Value, look: Lookup = NO_LOOKUP) -> str:
        return "" if value is None else look.title(self.level, str(value)) or str(value)

    def to_cell(self, value: Value) -> Cell:
        return None if value is None else str(value)

    def from_cell(self, cell: object, look: Lookup = NO_LOOKUP) -> Value:
        width = {"commune": 5, "district": 3, "province": 2}[self.level]
        text = cell_text(cell).strip()
        return self.read(text.zfill(width) if text.isdecimal() else text, look)


@kind("link")
@dataclass(frozen=True)
class Link(Type):
    """The id of another record, shown by its title."""

    by_id: ClassVar[bool] = True
    longest: ClassVar[int] = 40
    of: str = ""

    def parse(self, text: str, look: Lookup) -> Value:
        return text.lower() if is_id(text) else _pick(look, self.of, text, "bản ghi")

    def show(self, value: Value, look: Lookup = NO_LOOKUP) -> str:
        return "" if value is None else look.title(self.of, str(value)) or str(value)

    def to_cell(self, value: Value) -> Cell:
        return None if value is None else str(value)


@kind("links")
@dataclass(frozen=True)
class Links(Type):
    """The ids of several records, sorted."""

    column: ClassVar[str] = "json"
    by_id: ClassVar[bool] = True
    longest: ClassVar[int] = 32_000
    of: str = ""

    def parse(self, text: str, look: Lookup) -> Value:
        parts = [part for part in re.split(r"\s*[;\n]\s*", text) if part]
        if all(is_id(word) for part in parts for word in part.split()):
            parts = text.replace(";", " ").split()
        return self._sorted(self._one(part, look) for part in parts)

    def _one(self, text: str, look: Lookup) -> str:
        return text.lower() if is_id(text) else _pick(look, self.of, text, "bản ghi")

    @staticmethod
    def _sorted(ids: Iterable[str]) -> list[str] | None:
        return sorted(set(ids)) or None

    def show(self, value: Value, look: Lookup = NO_LOOKUP) -> str:
        ids = value if isinstance(value, list) else []
        return "; ".join(look.title(self.of, one) or one for one in ids)

    def accept(self, raw: object, look: Lookup = NO_LOOKUP) -> Value:
        if isinstance(raw, list | tuple):
            return self._sorted(self._one(str(one), look) for one in raw)
        return super().accept(raw, look)

    def to_cell(self, value: Value) -> Cell:
        return " ".join(value) if isinstance(value, list) and value else None


def is_id(text: str) -> bool:
    """Whether the text has the shape of a record's id (a UUID)."""
    return bool(re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text.strip()))


def file_parts(value: str) -> tuple[str, str]:
    """The SHA-256 and the name in a file's value."""
    sha256, _, name = value.partition("/")
    return sha256, name


@kind("file")
@dataclass(frozen=True)
class File(Type):
    """A kept file: "sha256/name", shown by its name."""

    longest: ClassVar[int] = 300

    def parse(self, text: str, look: Lookup) -> Value:
        text = nfc(text)
        if not _FILE.fullmatch(text):
            raise Rejected(f"“{text}” không phải tệp đã đính kèm. Dùng nút Chọn tệp.")
        return text

    def show(self, value: Value, look: Lookup = NO_LOOKUP) -> str:
        return file_parts(str(value))[1] if value else ""

    def to_cell(self, value: Value) -> Cell:
        return str(value) if value else None


@kind("files")
@dataclass(frozen=True)
class Files(Type):
    """Several kept files, in the order they were added."""

    column: ClassVar[str] = "json"
    longest: ClassVar[int] = 32_000

    def parse(self, text: str, look: Lookup) -> Value:
        one = File()
        return [str(one.parse(line, look)) for line in text.split("\n") if line.strip()] or None

    def show(self, value: Value, look: Lookup = NO_LOOKUP) -> str:
        names = value if isinstance(value, list) else []
        return "; ".join(file_parts(name)[1] for name in names)

    def accept(self, raw: object, look: Lookup = NO_LOOKUP) -> Value:
        if isinstance(raw, list | tuple):
            return self.parse("\n".join(str(one) for one in raw), look) if raw else None
        return super().accept(raw, look)

    def to_cell(self, value: Value) -> Cell:
        return "\n".join(value) if isinstance(value, list) and value else None
