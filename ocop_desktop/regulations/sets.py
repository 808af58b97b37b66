"""One scoring set of a decision, which is its scoring sheet too: parts, groups, criteria, options.

Wording is that of the decision. An asterisk mark there is `min_star` here: the option with three
asterisks is the least that three stars need.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Option:
    """One box of a criterion."""

    points: int
    text: str
    min_star: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Criterion:
    """One criterion: boxes of which one is ticked, a yes/no, criteria below it, or two cases.

    `no` is the number printed; `key` names the criterion in a sheet and is unique in its set.
    `min_star` is a mark on the title: whoever wants that rank needs some box of it.
    """

    title: str
    max: int
    no: str = ""
    key: str = ""
    notes: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    yes_no: bool = False
    min_star: int | None = None
    criteria: tuple[Criterion, ...] = field(default=(), metadata={"name": "criterion"})
    cases: tuple[Criterion, ...] = field(default=(), metadata={"name": "case"})

    def __post_init__(self) -> None:
        """The printed number is the key unless a set says otherwise."""
        object.__setattr__(self, "key", self.key or self.no)

    @property
    def is_scored(self) -> bool:
        """Whether a box of its own is ticked, or a yes/no answered."""
        return bool(self.options) or self.yes_no

    def walk(self) -> Iterator[Criterion]:
        """This criterion and everything below it, in the order of the sheet."""
        yield self
        for below in (*self.criteria, *self.cases):
            yield from below.walk()


@dataclass(frozen=True)
class Group(Criterion):
    """A numbered block of a part; scored itself where it has options or cases."""


@dataclass(frozen=True)
class Part:
    """Part A, B or C of a sheet."""

    code: str
    title: str
    max: int
    groups: tuple[Group, ...] = field(metadata={"name": "group"})


@dataclass(frozen=True)
class Classification:
    """Where Phụ lục I puts the products of a set, and who answers for them."""

    sector: str
    group: str
    managing_body: str
    printed_line: str
    subgroup: str = ""


@dataclass(frozen=True)
class CriteriaSet:
    """One of the 26 sets of a decision."""

    number: int
    name: str
    total: int
    parts: tuple[Part, ...] = field(metadata={"name": "part"})
    classification: Classification | None = None
    disqualified_when: tuple[str, ...] = ()
    form_notes: tuple[str, ...] = ()
    transcription_notes: tuple[str, ...] = ()
    sum_of_criteria: int | None = None

    def walk(self) -> Iterator[Criterion]:
        """Every group and criterion, in the order of the sheet."""
        for part in self.parts:
            for group in part.groups:
                yield from group.walk()

    @property
    def scored(self) -> tuple[Criterion, ...]:
        """The criteria that are ticked, in the order of the sheet; of two cases both."""
        return tuple(criterion for criterion in self.walk() if criterion.is_scored)

    def criterion(self, key: str) -> Criterion:
        """The group or criterion of a key; raise KeyError where the set has none."""
        for criterion in self.walk():
            if criterion.key == key:
                return criterion
        raise KeyError(key)

    def oddities(self) -> Iterator[str]:
        """What cannot be right in a set; sums may differ where the transcription says so."""
        keys = [criterion.key for criterion in self.walk()]
        yield from (f"mã tiêu chí {key} trùng" for key in {*keys} if keys.count(key) > 1)
        if sum(part.max for part in self.parts) != self.total:
            yield f"tổng các phần không bằng {self.total}"
        for criterion in self.walk():
            yield from (f"tiêu chí {criterion.key}: {odd}" for odd in _oddities(criterion))
        if not self.transcription_notes:
            yield from self._wrong_sums()

    def _wrong_sums(self) -> Iterator[str]:
        blocks: list[tuple[str, int, tuple[Criterion, ...]]]
        blocks = [(part.code, part.max, part.groups) for part in self.parts]
        blocks += [(c.key, c.max, c.criteria) for c in self.walk() if c.criteria]
        for name, most, inner in blocks:
            if sum(one.max for one in inner) != most:
                yield f"{name}: tổng điểm không bằng {most}"
        for criterion in self.walk():
            if criterion.options and criterion.options[-1].points != criterion.max:
                yield f"tiêu chí {criterion.key}: điểm cao nhất không bằng {criterion.max}"


def _oddities(criterion: Criterion) -> Iterator[str]:
    ways = [criterion.options, criterion.yes_no, criterion.criteria, criterion.cases]
    if sum(map(bool, ways)) != 1:
        yield "phải có đúng một cách cho điểm"
    if not criterion.key:
        yield "thiếu số"
    points = [option.points for option in criterion.options]
    if points != sorted(points) or not all(0 <= one <= criterion.max for one in points):
        yield "điểm của các mức không hợp lệ"
    stars = [option.min_star for option in criterion.options if option.min_star is not None]
    if stars != sorted({*stars}) or not {*stars, criterion.min_star or 3} <= {3, 4, 5}:
        yield "dấu sao không hợp lệ"
    if any(case.max != criterion.max for case in criterion.cases):
        yield "hai trường hợp có điểm tối đa khác nhau"
