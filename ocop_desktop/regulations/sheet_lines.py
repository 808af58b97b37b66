"""A scoring sheet line by line, in the order of the decision: what paper and screen both show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ocop_desktop.regulations.sets import CriteriaSet, Criterion

LineKind = Literal["part", "criterion", "detailed", "yes_no", "case", "note", "option"]
BEFORE_BOXES = ("Yêu cầu", "Chỉ áp dụng", "Lựa chọn", "Ghi chú: Đánh giá dựa trên")
"""Notes that the decision prints before the boxes; the others stand under them."""


@dataclass(frozen=True)
class SheetLine:
    """One line: its words as printed, the criterion it belongs to, the box it is (0: none).

    `points` is the most of a part or criterion, or what a box gives; `detail` stands below a title.
    """

    kind: LineKind
    text: str
    key: str = ""
    box: int = 0
    points: int | None = None
    min_star: int | None = None
    detail: str = ""
    scored: bool = False
    note: str = ""

    @property
    def words(self) -> str:
        """The whole text as it is printed, marks of minimum stars and note included."""
        note = f" {self.note}" if self.note else ""
        return f"{self.text}{'*' * (self.min_star or 0)}{note}"


def sheet_lines(made: CriteriaSet) -> Iterator[SheetLine]:
    """Every line of a set's sheet."""
    for part in made.parts:
        yield SheetLine("part", f"Phần {part.code}:\n{part.title}", points=part.max)
        for group in part.groups:
            yield from _criterion(group)


def _criterion(criterion: Criterion) -> Iterator[SheetLine]:
    """A criterion, its notes and boxes, and what is below it."""
    yield _title(criterion)
    before = [note for note in criterion.notes if note.startswith(BEFORE_BOXES)]
    yield from (SheetLine("note", note, criterion.key) for note in before)
    yield from _boxes(criterion)
    for below in criterion.criteria:
        yield from _criterion(below)
    for case in criterion.cases:
        # one of two cases: `8a` is printed "a." and without points of its own
        yield SheetLine("case", f"{case.key[-1:]}. {case.title}", case.key, scored=True)
        yield from _boxes(case)
    for note in criterion.notes:
        if note not in before:
            yield SheetLine("note", note, criterion.key)


def _title(criterion: Criterion) -> SheetLine:
    first, _, detail = criterion.title.partition("\n")
    kind: LineKind = "yes_no" if criterion.yes_no else "detailed" if detail else "criterion"
    return SheetLine(
        kind,
        f"{criterion.no}. {first}" if criterion.no else first,
        criterion.key,
        box=int(criterion.yes_no),
        points=criterion.max,
        min_star=criterion.min_star,
        detail=detail,
        scored=criterion.is_scored,
    )


def _boxes(criterion: Criterion) -> Iterator[SheetLine]:
    for box, option in enumerate(criterion.options, start=1):
        yield SheetLine(
            "option",
            option.text,
            criterion.key,
            box,
            option.points,
            option.min_star,
            note=option.note,
        )
