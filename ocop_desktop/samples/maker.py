"""The hand that makes records up: seeded chance, plain names, numbers that belong to nobody."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar

from ocop_desktop.regulations import Regulations
from ocop_desktop.samples.words import Words, the_words
from ocop_desktop.schema import Value

T = TypeVar("T")
Row = dict[str, Any]

_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


class Country(Protocol):
    """What samples ask about places; see `places.Places`."""

    def communes_of(self, area: str) -> list[str]: ...
    def successors(self, key: str) -> tuple[str, ...]: ...
    def district_of(self, key: str) -> str | None: ...
    def province_of(self, key: str) -> str | None: ...
    def name(self, key: str) -> str: ...


@dataclass(frozen=True)
class Sample:
    """One record to be saved: its values by field, and the rows of its tables."""

    kind: str
    id: str
    fields: Mapping[str, Value]
    tables: Mapping[str, Sequence[Row]] = field(default_factory=dict)


class Maker:
    """Everything that one run of making records up shares."""

    def __init__(
        self,
        seed: int | str,
        places: Country,
        office: str,
        new_id: Callable[[], str],
        on: date,
        regulations: Regulations | None = None,
    ) -> None:
        """`office` is the key of the unit, `on` the day that counts as today."""
        self.random = random.Random(f"samples {seed} {office}")
        self.places, self.office, self.new_id, self.on = places, office, new_id, on
        self.regulations = regulations
        self.words: Words = the_words()
        self.communes = communes_of(places, office)
        self.code = office.removeprefix("2024:")
        self.numbers = 0

    # ---- chance

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.random.random() < share

    def pick(self, some: Sequence[T]) -> T:
        """One of some."""
        return some[int(self.random.random() * len(some))]

    def word(self, name: str) -> str:
        """One word of a list."""
        return self.pick(self.words.lists[name])

    def several(self, some: Sequence[T], count: int) -> list[T]:
        """So many different ones, fewer where there are not so many, in their order."""
        chosen = set(self.random.sample(range(len(some)), min(count, len(some))))
        return [one for number, one in enumerate(some) if number in chosen]

    def whole(self, low: int, high: int, step: int = 1) -> int:
        """A whole number between two, in steps."""
        return low + step * int(self.random.random() * ((high - low) // step + 1))

    def day(self, first: str, last: str) -> str:
        """A day between two."""
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        return self.after(first, int(self.random.random() * ((end - start).days + 1)))

    def after(self, iso: str, days: int) -> str:
        """The day so many days later."""
        return (date.fromisoformat(iso) + timedelta(days)).isoformat()

    def ago(self, days: int) -> str:
        """The day so many days before today."""
        return (self.on - timedelta(days)).isoformat()

    # ---- people and numbers

    def person(self, minority: bool | None = None, female: bool | None = None) -> Row:
        """A made-up person: name, sex, year of birth, whether of a minority people."""
        female = self.chance(0.5) if female is None else female
        minority = self.chance(0.45) if minority is None else minority
        return {
            "full_name": self._name(minority, female),
            "birth_year": self.whole(1958, 2004),
            "gender": "female" if female else "male",
            "minority": minority,
        }

    def _name(self, minority: bool, female: bool) -> str:
        sex = "women" if female else "men"
        if minority:
            return self.word(f"minority_{sex}")
        return f"{self.word('family')} {self.word(f'middle_{sex}')} {self.word(f'given_{sex}')}"

    def number(self, size: int) -> int:
        """The next of this office's own numbers, of at most so many digits."""
        self.numbers += 1
        limit: int = 10**size
        return (int(self.code) % 1000 * 10_000 + self.numbers) % limit

    def phone(self) -> str:
        """A mobile number of the row 0900, the same length as a real one."""
        return f"0900{self.number(6):06d}"

    def tax_code(self) -> str:
        """A code with a right check digit and the province number 00, which no office has."""
        while True:
            digits = f"00{self.number(7):07d}"
            pairs = zip(digits, _TAX_WEIGHTS, strict=True)
            check = 10 - sum(int(digit) * weight for digit, weight in pairs) % 11
            if check < 10:
                return f"{digits}{check}"

    def barcode(self) -> str:
        """A number of the range 20, kept for use within a shop."""
        digits = f"20{self.whole(0, 9999999999):010d}"
        pairs = enumerate(digits)
        check = -sum(int(digit) * (3 if place % 2 else 1) for place, digit in pairs) % 10
        return f"{digits}{check}"

    # ---- places

    def short(self, key: str) -> str:
        """The name of a commune without its kind: "Đăk Hà"."""
        return self.places.name(key).split(" ", 1)[-1]


def communes_of(places: Country, office: str) -> list[str]:
    """The communes of today that an office looks after."""
    code = office.removeprefix("2024:")
    if len(code) < 5:
        return places.communes_of(office)
    return list(places.successors(office)[:1]) if code != office else [office]
