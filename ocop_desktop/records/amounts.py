"""Sums and shares over values that may be blank."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol

from ocop_desktop.schema import Value


class Valued(Protocol):
    """Anything that tells a field's value: an entry, a mapping."""

    def get(self, name: str, /) -> Value:
        """The value of a field, None where it is blank."""
        ...


def exact(value: Value) -> Decimal | None:
    """A number or the canonical text of a decimal as an exact number; None where blank."""
    if value is None or isinstance(value, list):
        return None
    return Decimal(value) if isinstance(value, str) else Decimal(int(value))


def text_of(number: Decimal) -> str:
    """The canonical text of a decimal: no exponent, no needless zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def total(values: Iterable[Value]) -> Decimal | None:
    """The sum of those that are known; None where none is."""
    known = [number for number in map(exact, values) if number is not None]
    return sum(known, Decimal(0)) if known else None


def whole_total(values: Iterable[Value]) -> int | None:
    """The sum of whole numbers that are known; None where none is."""
    found = total(values)
    return None if found is None else int(found)
