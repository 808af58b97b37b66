"""Numbers: whole, decimal with its unit, money in đồng, years, stars, dates, yes or no."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal as Exact
from typing import ClassVar

from ocop_desktop.schema import amounts, dates
from ocop_desktop.schema.lookup import NO_LOOKUP, Lookup
from ocop_desktop.schema.numerals import exact
from ocop_desktop.schema.numerals import grouped as grouped
from ocop_desktop.schema.types import NO_HABITS, Habits, Type, kind
from ocop_desktop.schema.values import Cell, Rejected, Value
from ocop_desktop.vietnamese import fold, nfc

_LARGEST = 10**15 - 1  # a spreadsheet keeps 15 digits
_TODAY = ("n", "nay", "hom nay")
_SMALL, _HUGE = 1_000, 10**12  # đồng: sums beyond are likely slips


def _bounded(number: Exact, low: float | None, high: float | None) -> None:
    if abs(number) > _LARGEST:
        raise Rejected("Số quá lớn (nhiều hơn 15 chữ số).")
    if low is not None and number < Exact(str(low)):
        raise Rejected(f"Phải từ {_short(low)} trở lên.")
    if high is not None and number > Exact(str(high)):
        raise Rejected(f"Phải từ {_short(high)} trở xuống.")


def _short(number: float) -> str:
    return grouped(int(number)) if number == int(number) else str(number).replace(".", ",")


@kind("whole")
@dataclass(frozen=True)
class Whole(Type):
    """A whole number, shown 1.234."""

    column: ClassVar[str] = "integer"
    longest: ClassVar[int] = 20
    min: int | None = 0
    max: int | None = None
    unit: str = ""

    def parse(self, text: str, look: Lookup) -> Value:
        try:
            number = exact(text)
        except ValueError:
            raise Rejected(f"“{text}” không phải là số") from None
        return self._whole(number)

    def _whole(self, number: Exact) -> int:
        if number != int(number):
            raise Rejected(f"“{str(number).replace('.', ',')}” phải là số nguyên")
        _bounded(number, self.min, self.max)
        return int(number)

    def show(self, value: Value, look: Lookup = NO_LOOKUP) -> str:
        return "" if value is None else grouped(int(str(value)))

    def to_cell(self, value: Value) -> Cell:
        return value if isinstance(value, int) else None

    def from_cell(self, cell: object, look: Lookup = NO_LOOKUP) -> Value:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return self._whole(Exact(repr(cell)))
        return super().from_cell(cell, look)


@kind("money")
@dataclass(frozen=True)
class Money(Whole):
    """Whole đồng, shown 1.250.000; 12tr, 1,5 tỷ and 500k are understood (see `amounts`)."""

    unit: str = "đồng"

    def parse(self, text: str, look: Lookup) -> Value:
        return self._amount(text, 1)

    def typed(self, text: str, look: Lookup = NO_LOOKUP, habits: Habits = NO_HABITS) -> Value:
        return (
            self._amount(text, amounts.MILLION if habits.millions else 1) if text.strip() else None
        )

    def as_typed(self, value: Value, look: Lookup = NO_LOOKUP, habits: Habits = NO_HABITS) -> str:
        if habits.millions and isinstance(value, int):
            return amounts.in_millions(value)
        return self.show(value, look)

    def warn(self, value: Value) -> str | None:
        if not isinstance(value, int):
            return None
        if 0 < abs(value) < _SMALL:
            return f"Chỉ {grouped(value)} đồng? Nếu là {grouped(value)} triệu đồng, gõ {value}tr."
        if abs(value) >= _HUGE:
            return (
                f"Số tiền rất lớn: {grouped(value // amounts.BILLION)} tỷ đồng. Xem lại số không."
            )
        return None

    def _amount(self, text: str, bare: int) -> int:
        try:
            return self._whole(amounts.parse(text, bare))
        except ValueError:
            raise Rejected(
                f"“{text.strip()}” không phải là số tiền (ví dụ: 1.250.000 hoặc 12tr)"
            ) from None


@kind("year")
@dataclass(frozen=True)
class Year(Whole):
    """A calendar year, shown without dots."""

    min: int | None = 1900
    max: int | None = 2100

    def show(self, value: Value, look: Lookup = NO_LOOKUP) -> str:
        return "" if value is None else str(value)

    def parse(self, text: str, look: Lookup) -> Value:
        if not re.fullmatch(r"\d{4}", text):
            raise Rejected(f"“{text}” không phải là năm (gõ 4 chữ số)")
        return self._whole(Exact(text))


@kind("stars")
@dataclass(frozen=True)
class Stars(Whole):
    """A rank of one to five stars, shown "4 sao"."""

    min: int | None = 1
    max: int | None = 5

    def show(self, value: Value, look: Lookup = NO_LOOKUP) -> str:
        return "" if value is None else f"{value} sao"

    def parse(self, text: str, look: Lookup) -> Value:
        found = re.fullmatch(r"([1-5])\s*(?:sao|\*|★)?", nfc(text).lower())
        if found:
            return int(found[1])
        if re.fullmatch(r"[★*]{1,5}", text):
            return len(text)
        raise Rejected(f"“{text}” không phải hạng sao (gõ 1 đến 5)")


@kind("decimal")
@dataclass(frozen=True)
class Decimal(Type):
    """An exact decimal of at most 15 digits, kept as text "12.5", shown 12,5."""

    longest: ClassVar[int] = 20
    unit: str = ""
    min: float | None = 0
    max: float | None = None

    def parse(self, text: str, look: Lookup) -> Value:
        text = nfc(text)
        if self.unit and text.endswith(self.unit):
            text = text[: -len(self.unit)]
        try:
            return self._kept(exact(text))
        except ValueError:
            raise Rejected(f"“{text}” không phải là số (ví dụ: 12,5)") from None

    def _kept(self, number: Exact) -> str:
        _bounded(number, self.min, self.max)
        kept = format(number, "f")
        kept = kept.rstrip("0").rstrip(".") if "." in kept else kept
        if len(kept.replace("-", "").replace(".", "").lstrip("0")) > 15:
            raise Rejected("Chỉ giữ được 15 chữ số. Hãy làm tròn.")
        return "0" if kept in ("-0", "") else kept

    def accept(self, raw: object, look: Lookup = NO_LOOKUP) -> Value:
        if isinstance(raw, str) and re.fullmatch(r"-?\d+\.\d+", raw):
            return self._kept(Exact(raw))  # the canonical form, not one thousand
        return super().accept(raw, look)

    def show(self, value: Value, look: Lookup = NO_LOOKUP) -> str:
        if value is None:
            return ""
        whole, _, rest = str(value).partition(".")
        shown = grouped(abs(int(whole))) + (f",{rest}" if rest else "")
        return f"-{shown}" if whole.startswith("-") else shown

    def to_cell(self, value: Value) -> Cell:
        if value is None:
            return None
        number = float(str(value))
        return int(number) if number.is_integer() and abs(number) < 1e15 else number

    def from_cell(self, cell: object, look: Lookup = NO_LOOKUP) -> Value:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return self._kept(Exact(format(cell, ".15g")))
        return super().from_cell(cell, look)


@kind("date")
@dataclass(frozen=True)
class Date(Type):
    """A date known to the day, the month or the year, kept as ISO text."""

    longest: ClassVar[int] = 10

    def parse(self, text: str, look: Lookup) -> Value:
        try:
            return dates.parse(text)
        except ValueError:
            raise Rejected(f"“{text}” không phải là ngày (gõ 5/3/2024, 3/2024 hoặc 2024)") from None

    def typed(self, text: str, look: Lookup = NO_LOOKUP, habits: Habits = NO_HABITS) -> Value:
        if habits.today and fold(text) in _TODAY:
            return habits.today
        return self.read(text, look)

    def show(self, value: Value, look: Lookup = NO_LOOKUP) -> str:
        return "" if value is None else dates.show(str(value))

    def to_cell(self, value: Value) -> Cell:
        if value is None:
            return None
        text = str(value)
        if dates.is_full(text) and text >= "1900-03-01":
            return date.fromisoformat(text)
        return dates.show(text)

    def from_cell(self, cell: object, look: Lookup = NO_LOOKUP) -> Value:
        if isinstance(cell, datetime):
            return cell.date().isoformat()
        if isinstance(cell, date):
            return cell.isoformat()
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            if 1800 <= cell <= 2200:
                return f"{int(cell):04d}"  # a year typed as a number
            if 60 < cell < 200_000:
                return dates.from_serial(cell)
            raise Rejected(f"“{cell}” không phải là ngày")
        return super().from_cell(cell, look)


@kind("yes_no")
@dataclass(frozen=True)
class YesNo(Type):
    """Có or Không."""

    column: ClassVar[str] = "boolean"
    longest: ClassVar[int] = 5

    def parse(self, text: str, look: Lookup) -> Value:
        folded = fold(text)
        if folded in ("co", "c", "x", "1", "true", "=true()", "dung", "yes", "v", "✓"):
            return True
        if folded in ("khong", "k", "0", "false", "=false()", "sai", "no", "-"):
            return False
        raise Rejected(f"“{text}” không rõ là Có hay Không")

    def show(self, value: Value, look: Lookup = NO_LOOKUP) -> str:
        return "" if value is None else ("Có" if value else "Không")
