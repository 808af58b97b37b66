"""What cannot be right in a scoring set: codes, boxes, minimum marks, sums.

A sentence names the criterion and the fault, for whoever types a set in or corrects it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocop_desktop.regulations.sets import CriteriaSet, Criterion


def oddities(made: CriteriaSet) -> Iterator[str]:
    """Everything wrong in a set, one sentence each; nothing for a sound one."""
    keys = Counter(criterion.key for criterion in made.walk())
    yield from (f"mã tiêu chí {key} trùng" for key, count in keys.items() if count > 1)
    for criterion in made.walk():
        for odd in (*_of_boxes(criterion), *_of_marks(criterion), *_of_links(made, criterion)):
            yield f"tiêu chí {criterion.key}: {odd}"
    yield from _of_sums(made)


def _of_boxes(criterion: Criterion) -> Iterator[str]:
    ways = [criterion.options, criterion.yes_no, criterion.criteria, criterion.cases]
    if sum(map(bool, ways)) != 1:
        yield "phải có đúng một cách cho điểm"
    if not criterion.key:
        yield "thiếu số"
    points = [option.points for option in criterion.options]
    if points != sorted(points) or not all(0 <= one <= criterion.max for one in points):
        yield "điểm của các mức không hợp lệ"
    if any(case.max != criterion.max for case in criterion.cases):
        yield "hai trường hợp có điểm tối đa khác nhau"


def _of_marks(criterion: Criterion) -> Iterator[str]:
    marked = [option for option in criterion.options if option.min_star is not None]
    stars = [option.min_star for option in marked if option.min_star is not None]
    if stars != sorted({*stars}) or not {*stars, criterion.min_star or 3} <= {3, 4, 5}:
        yield "dấu sao không hợp lệ"
    if any(option.points == 0 for option in marked):
        yield "dấu sao đặt ở mức 0 điểm"


def _of_links(made: CriteriaSet, criterion: Criterion) -> Iterator[str]:
    """A criterion that needs another: that one stands before it and is ticked itself."""
    if not criterion.needs:
        return
    before = []
    for one in made.walk():
        if one is criterion:
            break
        before += [one.key] if one.is_scored and not one.needs else []
    if criterion.needs not in before:
        yield f"phụ thuộc tiêu chí {criterion.needs} không có ở trước nó"


def _of_sums(made: CriteriaSet) -> Iterator[str]:
    wrong = dict(_wrong_sums(made))
    yield from (text for name, text in wrong.items() if name not in made.known_wrong)
    for name in made.known_wrong:
        if name not in wrong:
            yield f"{name}: ghi là không khớp nhưng lại khớp"
    if sum(part.max for part in made.parts) != made.total:
        yield f"tổng các phần không bằng {made.total}"
    groups = [group for part in made.parts for group in part.groups]
    if made.sum_of_criteria not in (None, sum(group.max for group in groups)):
        yield f"tổng điểm các nhóm không bằng {made.sum_of_criteria} như đã ghi"
    if not wrong.keys() - {*made.known_wrong} and sum(one.best for one in groups) != made.most:
        yield f"các mức cao nhất cộng lại không bằng {made.most}"


def _wrong_sums(made: CriteriaSet) -> Iterator[tuple[str, str]]:
    """Each part or criterion that does not add up, by name."""
    blocks: list[tuple[str, int, tuple[Criterion, ...]]]
    blocks = [(part.code, part.max, part.groups) for part in made.parts]
    blocks += [(c.key, c.max, c.criteria) for c in made.walk() if c.criteria]
    for name, most, inner in blocks:
        if (found := sum(one.max for one in inner)) != most:
            yield name, f"{name}: tổng điểm không bằng {most} mà là {found}"
    for criterion in made.walk():
        if criterion.options and (top := criterion.options[-1].points) != criterion.max:
            text = f"điểm cao nhất không bằng {criterion.max} mà là {top}"
            yield criterion.key, f"tiêu chí {criterion.key}: {text}"
