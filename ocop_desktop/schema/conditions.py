"""When a field is shown or must be filled: small conditions over a record's other fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from ocop_desktop.schema.values import Value


class Condition(Protocol):
    """Something that holds or not for a record's values."""

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Whether it holds for these values."""
        ...

    def names(self) -> Iterator[str]:
        """The fields it looks at."""
        ...


@dataclass(frozen=True)
class Always:
    """Holds, or never holds."""

    holds_always: bool = True

    def holds(self, values: Mapping[str, Value]) -> bool:
        return self.holds_always

    def names(self) -> Iterator[str]:
        yield from ()


@dataclass(frozen=True)
class In:
    """A field has one of these values (a list field: contains one of them)."""

    field: str
    wanted: tuple[Value, ...]

    def holds(self, values: Mapping[str, Value]) -> bool:
        value = values.get(self.field)
        if isinstance(value, list):
            return any(one in value for one in self.wanted)
        return value in self.wanted

    def names(self) -> Iterator[str]:
        yield self.field


@dataclass(frozen=True)
class Filled:
    """A field is filled, or is blank."""

    field: str
    filled: bool = True

    def holds(self, values: Mapping[str, Value]) -> bool:
        return (values.get(self.field) is not None) == self.filled

    def names(self) -> Iterator[str]:
        yield self.field


@dataclass(frozen=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]

    def holds(self, values: Mapping[str, Value]) -> bool:
        return all(part.holds(values) for part in self.parts)

    def names(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.names()


@dataclass(frozen=True)
class AnyOf(AllOf):
    """At least one part holds."""

    def holds(self, values: Mapping[str, Value]) -> bool:
        return any(part.holds(values) for part in self.parts)


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Condition

    def holds(self, values: Mapping[str, Value]) -> bool:
        return not self.part.holds(values)

    def names(self) -> Iterator[str]:
        yield from self.part.names()


ALWAYS = Always(True)
NEVER = Always(False)


def parse(raw: object) -> Condition:
    """A condition from its TOML form; raise ValueError with the reason where it is odd."""
    if isinstance(raw, bool):
        return ALWAYS if raw else NEVER
    if not isinstance(raw, dict):
        raise ValueError(f"a condition is true, false or a table, not {raw!r}")
    keys = set(raw)
    if keys == {"all"} or keys == {"any"}:
        (word, parts) = next(iter(raw.items()))
        inner = tuple(parse(part) for part in parts)
        return AllOf(inner) if word == "all" else AnyOf(inner)
    if keys == {"not"}:
        return Not(parse(raw["not"]))
    if keys == {"field", "in"}:
        return In(raw["field"], tuple(raw["in"]))
    if keys == {"field", "is"}:
        return In(raw["field"], (raw["is"],))
    if keys == {"field", "filled"}:
        return Filled(raw["field"], raw["filled"])
    raise ValueError(f"a condition has field+is, field+in, field+filled, all, any or not: {raw!r}")
