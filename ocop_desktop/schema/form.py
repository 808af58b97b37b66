"""A form as the program reads it: what is asked of a record, in which order and how."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ocop_desktop.schema.alike import Sign
from ocop_desktop.schema.conditions import ALWAYS, NEVER, Condition
from ocop_desktop.schema.joins import SAME_AS
from ocop_desktop.schema.lookup import NO_LOOKUP, Lookup
from ocop_desktop.schema.types import Type
from ocop_desktop.schema.values import Value

_ONE_S_OWN = ("barcode", "tax_code", "citizen_id", "file", "files")
_LINKS = ("link", "links")
_SLOT = re.compile(r"\{(\w+)\}")
_WORDS = ("text", "link", "links", "place", "phone", "tax_code", "barcode", "citizen_id")
_EMPTY_PARTS = re.compile(r"(\s*[–·,(]\s*\)?)+$|^(\s*[–·,]\s*)+")


@dataclass(frozen=True)
class Field:
    """One question of a form."""

    name: str
    label: str
    type: Type
    hint: str = ""
    required: Condition = NEVER
    shown: Condition = ALWAYS
    stored: str = "answers"
    default: Value = None
    carried: bool = False
    sensitive: bool = False
    wide: bool = False
    computed: bool = False
    former_labels: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()  # what its column is called in people's own spreadsheets
    unique: bool = False  # belongs to one record alone: not copied into one like it

    @property
    def unit(self) -> str:
        """The unit of a number, "" where it has none."""
        return str(getattr(self.type, "unit", ""))

    @property
    def aside(self) -> bool:
        """Whether it is kept beside the answers: asked nowhere, on no list and no paper."""
        return self.type.kind == "notes" or self.name == SAME_AS

    def must_be_filled(self, values: Mapping[str, Value]) -> bool:
        """Whether it is shown and must be filled for these values."""
        return self.required.holds(values) and self.shown.holds(values)


@dataclass(frozen=True)
class Section:
    """Fields that stand together under one heading, and the tables after them."""

    name: str
    label: str
    fields: tuple[Field, ...]
    tables: tuple[str, ...] = ()

    @property
    def aside(self) -> bool:
        """Whether nothing of it is asked."""
        return not self.tables and all(field.aside for field in self.fields)


@dataclass(frozen=True)
class Prefill:
    """Rows that a table of a new record begins with: by a choice of the record, codes of a field."""

    by: str
    field: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]

    def of(self, code: str) -> tuple[str, ...]:
        """The rows for one choice, none where it has none."""
        return dict(self.rows).get(code, ())


@dataclass(frozen=True)
class Form:
    """A kind of record. A table inside a form is a form too: its rows are records."""

    kind: str
    label: str
    plural: str
    version: int
    title: str
    columns: tuple[str, ...]
    search: tuple[str, ...]
    sections: tuple[Section, ...]
    tables: tuple[Form, ...] = ()
    parent: str | None = None
    name: str = ""
    alike: tuple[Sign, ...] = ()
    prefill: Prefill | None = None

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field, in the order of the form."""
        return tuple(field for section in self.sections for field in section.fields)

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """Every field by its name."""
        return {field.name: field for field in self.fields}

    @property
    def joins(self) -> bool:
        """Whether two records that are one and the same may be joined."""
        return SAME_AS in self.by_name

    @cached_property
    def links(self) -> tuple[Field, ...]:
        """The fields that name other records."""
        return tuple(f for f in self.fields if f.type.kind in _LINKS and not f.aside)

    @cached_property
    def defaults(self) -> dict[str, Value]:
        """What stands in a new record before anybody types."""
        return {field.name: field.default for field in self.fields if field.default is not None}

    @cached_property
    def computed_names(self) -> frozenset[str]:
        """The fields that follow from others: nobody writes them, so they carry no stamp."""
        return frozenset(field.name for field in self.fields if field.computed)

    def field(self, name: str) -> Field:
        """The field of that name; raise KeyError where there is none."""
        return self.by_name[name]

    def table(self, name: str) -> Form:
        """The table of that name; raise KeyError where there is none."""
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(name)

    @cached_property
    def asking(self) -> tuple[Sign, ...]:
        """The signs by which a person is asked whether two are one; of others a rule speaks."""
        return tuple(sign for sign in self.alike if not sign.rule)

    @cached_property
    def unique_names(self) -> frozenset[str]:
        """Fields that belong to one record alone: numbers that tell it from others, its files."""
        numbers = {name for sign in self.alike for name in sign.numbers}
        marked = {f.name for f in self.fields if f.unique or f.aside or f.type.kind in _ONE_S_OWN}
        return frozenset(numbers | marked)

    @cached_property
    def title_fields(self) -> tuple[Field, ...]:
        """The fields that name a record."""
        return tuple(self.by_name[name] for name in _SLOT.findall(self.title))

    @cached_property
    def title_names(self) -> frozenset[str]:
        """Names of the fields that name a record."""
        return frozenset(field.name for field in self.title_fields)

    @cached_property
    def found_fields(self) -> tuple[Field, ...]:
        """What a record is found by: its title, the fields to search, words shown in its list."""
        names = {name: None for name in (*self.search, *self.columns) if name in self.by_name}
        found = [
            field
            for field in (self.by_name[name] for name in names)
            if field.name in self.search or (field.type.kind in _WORDS and not field.sensitive)
        ]
        return (*self.title_fields, *(f for f in found if f.name not in self.title_names))

    def title_of(self, values: Mapping[str, Value], look: Lookup = NO_LOOKUP) -> str:
        """What a record with these values is called; "" where nothing names it yet."""
        shown = {f.name: f.type.show(values.get(f.name), look) for f in self.title_fields}
        if not any(shown.values()):
            return ""
        text = _SLOT.sub(lambda slot: shown[slot[1]], self.title)
        return _EMPTY_PARTS.sub("", text).strip()

    def within(self) -> Iterator[Form]:
        """This form and the forms of its tables, at any depth."""
        yield self
        for table in self.tables:
            yield from table.within()


class Forms(Mapping[str, Form]):
    """Every form by its kind, those of tables included, in the order of the files."""

    def __init__(self, tops: Mapping[str, Form]) -> None:
        self.top = dict(tops)
        self._all = {form.kind: form for top in tops.values() for form in top.within()}
        targets = {getattr(f.type, "of", "") for form in self._all.values() for f in form.fields}
        self.searched = frozenset({*self.top, *targets} - {""})  # kinds with a search row

    @cached_property
    def naming(self) -> Mapping[str, Sequence[tuple[Form, Field]]]:
        """(form, field) of every link to records of a kind, by that kind."""
        found: dict[str, list[tuple[Form, Field]]] = {kind: [] for kind in self._all}
        for form in self._all.values():
            for field in form.links:
                if (target := getattr(field.type, "of", "")) in found:
                    found[target].append((form, field))
        return found

    @cached_property
    def digest(self) -> str:
        """What these forms ask, as a short text that is another one for other forms."""
        return hashlib.sha256(repr(list(self.top.values())).encode()).hexdigest()[:16]

    def __getitem__(self, kind: str) -> Form:
        return self._all[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)
