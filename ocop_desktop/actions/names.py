"""Finding many records by what people call them: a number, or a name whatever its marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from ocop_desktop.schema import Field, Found
from ocop_desktop.schema.alike import fingerprint
from ocop_desktop.store import records
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.search import search_text
from ocop_desktop.store.tables import SearchRow
from ocop_desktop.vietnamese import fold

NUMBERS: Mapping[str, tuple[str, ...]] = {
    # fields by whose value alone a record is known
    "subject": ("tax_code", "reg_no"),
    "product": ("product_code", "former_code"),
}
_BESIDE: Mapping[str, str] = {"product": "subject", "outlet": "province", "subject": "commune"}
"""What stands beside a name where several records are called the same."""


@dataclass(frozen=True)
class Meant:
    """What a text means: one record, or why it cannot be told."""

    id: str | None
    reason: str = ""


@dataclass
class Names:
    """Every record of a kind by its name and its numbers; read at once, then asked many times."""

    kind: str
    label: str
    titles: dict[str, str] = field(default_factory=dict)  # in the Vietnamese order
    links: dict[str, dict[str, str]] = field(default_factory=dict)  # field: id: what it links to
    notes: dict[str, str] = field(default_factory=dict)
    _by_name: dict[str, list[str]] = field(default_factory=dict)
    _by_print: dict[str, list[str]] = field(default_factory=dict)
    _by_number: dict[str, list[str]] = field(default_factory=dict)
    _folded: list[tuple[str, str]] = field(default_factory=list)

    def put(self, id: str, title: str, links: Mapping[str, str] | None = None) -> None:
        """Know one more record."""
        self.titles[id] = title
        self._by_name.setdefault(search_text(title), []).append(id)
        if fingerprint(title):
            self._by_print.setdefault(fingerprint(title), []).append(id)
        for name, value in (links or {}).items():
            self.links.setdefault(name, {})[id] = value

    def number(self, id: str, text: str) -> None:
        """Know a record by a number, too."""
        if key := _digits(text):
            self._by_number.setdefault(key, []).append(id)

    def meant(self, text: str, within: Mapping[str, str] | None = None) -> Meant:
        """The record that a text means; `within` is what its links must be, where that is known."""
        found = self._named(text)
        narrowed = [id for id in found if self._fits(id, within or {})]
        if len(narrowed) == 1:
            return Meant(narrowed[0])
        if not found:
            return Meant(None, f"Chưa tìm thấy “{text}”: gõ để chọn, hoặc bấm Thêm mới.")
        if not narrowed:
            others = self._listed(found)
            return Meant(None, f"“{text}” có ở chỗ khác: {others}. Hãy chọn, hoặc bấm Thêm mới.")
        return Meant(None, f"“{text}” có thể là: {self._listed(narrowed)}. Hãy chọn một.")

    def _named(self, text: str) -> list[str]:
        if found := self._by_name.get(search_text(text)):
            return found
        if found := self._by_number.get(_digits(text)):
            return found
        return self._by_print.get(fingerprint(text), [])

    def _fits(self, id: str, within: Mapping[str, str]) -> bool:
        return all(self.links.get(name, {}).get(id) == wanted for name, wanted in within.items())

    def _listed(self, ids: Sequence[str]) -> str:
        shown = [self.notes.get(id) or self.titles[id] for id in ids[:3]]
        return "; ".join(shown) + ("…" if len(ids) > 3 else "")

    def matching(self, typed: str, within: Mapping[str, str] | None = None) -> list[Found]:
        """The records whose name and note have every word that was typed, in order."""
        if not self._folded:
            self._folded = [
                (id, fold(f"{title} {self.notes.get(id, '')}")) for id, title in self.titles.items()
            ]
        words = fold(typed).split()
        narrow = {name: wanted for name, wanted in (within or {}).items() if wanted}
        return [
            Found(id, self.titles[id], self.notes.get(id, ""))
            for id, folded in self._folded
            if all(word in folded for word in words) and self._fits(id, narrow)
        ]


def read(data: DataFile, kind: str, links: Sequence[str] = ()) -> Names:
    """Every record of a kind, with some of its links; a place in words beside each."""
    form = data.forms[kind]
    names = Names(kind, form.label)
    beside = _BESIDE.get(kind, "")
    wanted = dict.fromkeys([*links, *([beside] if beside else [])])
    numbers = NUMBERS.get(kind, ())
    table = records.table_of(kind)
    query = select(SearchRow.id, SearchRow.title, *(table.c[n] for n in (*wanted, *numbers)))
    query = query.join(table, table.c.id == SearchRow.id)
    query = query.where(SearchRow.kind == kind, SearchRow.removed.is_(False))
    with data.read() as connection:
        rows = connection.execute(query.order_by(SearchRow.sort_key, SearchRow.number)).all()
    for row in rows:
        held = dict(zip(wanted, row[2 : 2 + len(wanted)], strict=True))
        names.put(row[0], row[1], {name: value for name, value in held.items() if value})
        for value in filter(None, row[2 + len(wanted) :]):
            names.number(row[0], str(value))
    if beside:
        _note(data, names, form.field(beside))
    return names


def _note(data: DataFile, names: Names, beside: Field) -> None:
    held = names.links.get(beside.name, {})
    values = sorted(set(held.values()))
    if beside.type.kind == "link":
        data.look.fetch(values)  # at once, not one by one
    shown = {value: beside.type.show(value, data.look) for value in values}
    names.notes.update({id: shown[value] for id, value in held.items()})


def _digits(text: str) -> str:
    """A number as it is compared: "5900-123.456" as 5900123456; "" where it has too few digits."""
    bare = re.sub(r"[\W_]", "", fold(text))
    return bare if sum(sign.isdigit() for sign in bare) >= 4 else ""
