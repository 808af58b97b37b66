"""One scoring set of a decision, which is its scoring sheet too: parts, groups, criteria, options.

Wording is that of the decision. An asterisk mark there is `min_star` here: the option with three
asterisks is the least that three stars need.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ocop_desktop.regulations.set_checks import oddities


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
    `min_star` is a mark on the title: whoever wants that rank needs some box of it. `needs` names
    the criterion without whose points this one gives none. `stops`: its notes say when a product
    is out; `stops_at_zero`: a ticked box of 0 points is such a case.
    """

    title: str
    max: int
    no: str = ""
    key: str = ""
    notes: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    yes_no: bool = False
    min_star: int | None = None
    needs: str = ""
    stops: bool = False
    stops_at_zero: bool = False
    criteria: tuple[Criterion, ...] = field(default=(), metadata={"name": "criterion"})
    cases: tuple[Criterion, ...] = field(default=(), metadata={"name": "case"})

    def __post_init__(self) -> None:
        """The printed number is the key unless a set says otherwise."""
        object.__setattr__(self, "key", self.key or self.no)

    @property
    def is_scored(self) -> bool:
        """Whether a box of its own is ticked, or a yes/no answered."""
        return bool(self.options) or self.yes_no

    @property
    def best(self) -> int:
        """The most points that its boxes can give."""
        if self.cases:
            return max(case.best for case in self.cases)
        if self.criteria:
            return sum(below.best for below in self.criteria)
        return self.max if self.yes_no else max((o.points for o in self.options), default=0)

    def points_of(self, picked: int) -> int:
        """The points of a box by its number from 1; 0 ticks none."""
        if picked == 0:
            return 0
        return self.max if self.yes_no else self.options[picked - 1].points

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
    most_points: int | None = None
    known_wrong: tuple[str, ...] = ()

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

    @property
    def most(self) -> int:
        """The most points the set can give, as declared where its source does not add up."""
        return self.most_points or self.sum_of_criteria or self.total

    def stop_notes(self) -> Iterator[tuple[str, str]]:
        """Why a product can be out: the key of a criterion ("" for the whole sheet), the words."""
        yield from (("", text) for text in self.disqualified_when)
        for criterion in self.walk():
            if criterion.stops:
                texts = [*criterion.notes, *(option.note for option in criterion.options)]
                yield from ((criterion.key, text) for text in texts if text)

    def oddities(self) -> Iterator[str]:
        """What cannot be right in a set; only what it declares `known_wrong` may not add up."""
        return oddities(self)
