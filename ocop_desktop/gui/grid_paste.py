"""Lines from a spreadsheet as rows of a table: which column goes where, what each cell then is.

Pure but for the drafts it fills. A cell that cannot be read stays as it came, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.editor import Context
from ocop_desktop.gui.grid_columns import Column, Target, headed
from ocop_desktop.gui.paste import is_counting, told
from ocop_desktop.schema import Form, Rejected, Value, dates
from ocop_desktop.schema.choice_types import Many
from ocop_desktop.vietnamese import fold

_ON = ("x", "1", "+", "✓", "✔", "√", "co", "co mat", "true")
_OFF = ("0", "-", "khong", "vang", "false")
_MOST_NAMED = 4


@dataclass
class Pasted:
    """What came of a paste, in figures, for one sentence to the officer."""

    rows: int = 0
    unread: int = 0
    noughts: int = 0  # telephone numbers that a spreadsheet had taken the first 0 from
    years: int = 0  # days of which the field keeps the year
    unknown: list[str] = field(default_factory=list)  # headings of columns not taken
    beyond: int = 0  # filled cells to the right of the last column

    def sentence(self) -> str:
        """What was done, and what wants a look."""
        parts = [f"Đã dán {self.rows} dòng."]
        if self.unread:
            parts.append(f"{self.unread} ô chưa đọc được, còn nguyên để sửa (nền đỏ).")
        if self.noughts:
            parts.append(f"Đã thêm số 0 ở đầu {self.noughts} số điện thoại, hãy xem lại.")
        if self.years:
            parts.append(f"{self.years} ngày sinh: chỉ giữ năm.")
        if self.unknown:
            some = ", ".join(f"“{name}”" for name in self.unknown[:_MOST_NAMED])
            parts.append(f"Không nhập cột {some}.")
        if self.beyond:
            parts.append(f"{self.beyond} ô nằm ngoài các cột, không nhập.")
        return " ".join(parts)


@dataclass(frozen=True)
class Plan:
    """The lines to put in, and where each of their columns goes (None: nowhere)."""

    lines: list[list[str]]
    targets: list[Target | None]
    unknown: tuple[str, ...] = ()


def plan(form: Form, columns: Sequence[Column], start: int, lines: list[list[str]]) -> Plan:
    """Where the columns of a paste go: by its line of headings, else from a column of the grid on."""
    if not lines:
        return Plan([], [])
    known = {head.name: (head, target) for head, target in headed(form, columns)}
    found = told(lines[0], [head for head, _ in known.values()]) if len(lines) > 1 else None
    if found is not None:
        targets = [known[name][1] if name else None for name in found.columns]
        return Plan(lines[1:], targets, found.unknown)
    here = [Target(c.field, c.code) for c in columns[start:]]
    width = max(map(len, lines))
    counted = width > 1 and not _counts(columns[start]) and is_counting([one[0] for one in lines])
    places: list[Target | None] = [None, *here] if counted else [*here]
    return Plan(lines, (places + [None] * width)[:width])


def _counts(column: Column) -> bool:
    return column.is_tick or column.field.type.kind in ("whole", "decimal", "money", "year")


def fill(row: Draft, line: Sequence[str], plan: Plan, context: Context, pasted: Pasted) -> None:
    """Put one line into a row."""
    pasted.rows += 1
    refused: list[str] = []  # by the ticks of one field, which are several cells
    for target, text in zip(plan.targets, line, strict=False):
        if target is None:
            continue
        if target.field.computed:
            pasted.beyond += bool(text)
        elif target.marked is not None:
            _put_marked(row, target, text, pasted)
        elif target.code is not None:
            refused += [text] if not _put_tick(row, target, text) else []
        else:
            _put(row, target, text, context, pasted)
    _refuse_ticks(row, plan, refused, pasted)


def beyond(line: Sequence[str], plan: Plan) -> int:
    """How many filled cells of a line have no column (columns with an unknown heading apart)."""
    if plan.unknown:
        return 0
    lost = [text for target, text in zip(plan.targets, line, strict=False) if target is None]
    counting = plan.targets[:1] == [None] and any(plan.targets)
    return sum(map(bool, lost[1:] if counting else lost))


def _put(row: Draft, target: Target, text: str, context: Context, pasted: Pasted) -> None:
    name, type_ = target.field.name, target.field.type
    if not text:
        if row.id or name in row.carried or target.field.default is None:
            row.put(name, None)
        return
    try:
        habits = replace(context.habits, today="")  # "n" is today only at the keyboard
        value = type_.typed(_year_of(text, target, pasted), context.look, habits)
    except Rejected as refused:
        row.refuse(name, text, refused.text)
        pasted.unread += 1
        return
    if type_.kind == "phone" and re.fullmatch(r"[1-9][\d\s.]{7,12}", text) and str(value)[0] == "0":
        pasted.noughts += not text.startswith("84")
    row.put(name, value)
    row.carried.discard(name)


def _year_of(text: str, target: Target, pasted: Pasted) -> str:
    """The year of a day, where the field asks for no more."""
    if target.field.type.kind != "year":
        return text
    try:
        day = dates.parse(text)
    except ValueError:
        return text
    pasted.years += day != text
    return day[:4]


def _put_marked(row: Draft, target: Target, text: str, pasted: Pasted) -> None:
    """A column for each choice, one of them marked."""
    if fold(text) in _ON:
        row.put(target.field.name, target.marked)
    elif text and fold(text) not in _OFF:
        row.refuse(target.field.name, text, f"“{text}” không rõ là có đánh dấu hay không")
        pasted.unread += 1


def _put_tick(row: Draft, target: Target, text: str) -> bool:
    """Set or take off one tick; False where the mark cannot be read."""
    name, word = target.field.name, fold(text)
    if word and word not in _ON + _OFF:
        return False
    row.put(name, ticked(target.field.type, row.get(name), target.code, on=word in _ON))
    return True


def _refuse_ticks(row: Draft, plan: Plan, refused: list[str], pasted: Pasted) -> None:
    """Keep the marks that cannot be read: one field holds the ticks of several cells."""
    name = next((t.field.name for t in plan.targets if t is not None and t.code), "")
    if refused:
        texts = "; ".join(refused)
        row.refuse(name, texts, f"“{texts}” không rõ là có mặt hay vắng (dùng x)")
        pasted.unread += len(refused)


def ticked(kind: object, held: Value, code: str | None, *, on: bool) -> Value:
    """A value of many choices with one of them on or off."""
    codes = set(held) if isinstance(held, list) else set()
    codes = codes | {str(code)} if on else codes - {str(code)}
    return kind.accept(sorted(codes)) if isinstance(kind, Many) and codes else None
