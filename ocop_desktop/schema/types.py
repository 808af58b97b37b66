"""One class for each kind of value: read it, show it, put it in a cell, check it.

To add a kind of value: write its class in one of the `*_types` modules and decorate it with
`@kind`; add its strategy to tests/schema/strategies.py; add its widget to gui/widgets.py; say how
a column holds it in records/base.py. Tests that walk over TYPES fail until all four are done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, TypeVar

from ocop_desktop.schema.lookup import NO_LOOKUP, Lookup
from ocop_desktop.schema.values import Cell, Rejected, Value

TYPES: dict[str, type[Type]] = {}


@dataclass(frozen=True)
class Habits:
    """What typing may lean on, and a cell or a file may not: the day, the unit of money.

    `today` is ISO text; with `millions` a number of money without a unit is in triệu đồng.
    """

    today: str = ""
    millions: bool = False


NO_HABITS = Habits()


@dataclass(frozen=True)
class Type:
    """A kind of value; the value itself is plain JSON (`values.Value`), None where blank."""

    kind: ClassVar[str] = ""
    longest: ClassVar[int] = 1000
    by_id: ClassVar[bool] = False
    column: ClassVar[str] = "text"  # "text", "integer", "boolean" or "json"

    def read(self, text: str, look: Lookup = NO_LOOKUP) -> Value:
        """The value of a typed text, None where it is blank; raise Rejected."""
        text = text.strip()
        return self.parse(text, look) if text else None

    def parse(self, text: str, look: Lookup) -> Value:
        """The value of a text that is not blank; raise Rejected."""
        raise NotImplementedError

    def show(self, value: Value, look: Lookup = NO_LOOKUP) -> str:
        """The value as people read it; "" where it is blank."""
        return "" if value is None else str(value)

    def typed(self, text: str, look: Lookup = NO_LOOKUP, habits: Habits = NO_HABITS) -> Value:
        """The value of a text from a person's keyboard, which may be shorter; raise Rejected."""
        return self.read(text, look)

    def as_typed(self, value: Value, look: Lookup = NO_LOOKUP, habits: Habits = NO_HABITS) -> str:
        """The value as a person would type it: what `typed` understands with the same habits."""
        return self.show(value, look)

    def accept(self, raw: object, look: Lookup = NO_LOOKUP) -> Value:
        """The value of a text or of a value given by a program; raise Rejected."""
        return self.from_cell(raw, look)

    def parts(self, value: Value) -> list[str]:
        """The single values in it, each as it is kept (signs and zeros at the front aside)."""
        return [] if value is None else [str(value)]

    def to_cell(self, value: Value) -> Cell:
        """What a workbook's cell holds."""
        return self.show(value) or None

    def from_cell(self, cell: object, look: Lookup = NO_LOOKUP) -> Value:
        """The value of a cell of any shape; raise Rejected."""
        return self.read(cell_text(cell), look)

    def warn(self, value: Value) -> str | None:
        """A sentence where the value is readable but looks wrong."""
        return None


T = TypeVar("T", bound=type[Type])


def kind(name: str) -> Callable[[T], T]:
    """Register a class under the word that forms use for it."""

    def register(cls: T) -> T:
        cls.kind = name
        TYPES[name] = cls
        return cls

    return register


def cell_text(cell: object) -> str:
    """A cell of any shape as text: whole floats lose ".0", dates become ISO."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "Có" if cell else "Không"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float):
        return repr(cell)
    raise Rejected(f"“{cell}” không đọc được")


def too_long(text: str, longest: int) -> str:
    """The text itself; raise Rejected where it is longer than the field holds."""
    if len(text) > longest:
        raise Rejected(f"Dài {len(text)} ký tự, chỉ nhận {longest}. Hãy rút gọn.")
    return text
