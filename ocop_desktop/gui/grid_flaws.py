"""What the rules found in the rows of a table: by cell, in words, and the line below the grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.flaw_places import EXCUSED
from ocop_desktop.schema import Problem

_SIGNS = {"error": "✕", "warning": "⚠"}


def sentence(problem: Problem) -> str:
    """What is wrong with its sign; what was found right, or left blank, says by whom."""
    if problem.code == EXCUSED:
        return f"{problem.text} ({problem.said})"
    if not problem.is_open:
        what = problem.text.partition(" Hãy ")[0].rstrip(".")  # nothing is left to be done
        return f"✓ Đã xem, đúng rồi: {what} ({problem.said})"
    return f"{_SIGNS[problem.level]} {problem.text}"


@dataclass(frozen=True)
class GridFlaws:
    """Problems by row number and field; those of the table as a whole under row -1."""

    by_cell: dict[tuple[int, str], list[Problem]] = field(default_factory=dict)

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> GridFlaws:
        """Sorted into cells by their paths (`items.2.amount`); deeper ones belong to the row."""
        found: dict[tuple[int, str], list[Problem]] = {}
        for problem in problems:
            _, _, rest = problem.field.partition(".")
            number, _, name = rest.partition(".")
            row = int(number) if number.isdecimal() else -1
            found.setdefault((row, name.partition(".")[0]), []).append(problem)
        return cls(found)

    def of_cell(self, row: int, name: str) -> list[Problem]:
        """What is said of one cell."""
        return self.by_cell.get((row, name), [])

    def of_row(self, row: int) -> list[Problem]:
        """What is said of all cells of a row."""
        return [one for (at, _), found in self.by_cell.items() if at == row for one in found]

    def near(self, row: int, name: str) -> list[Problem]:
        """What to say where one is: of the cell, its row, the table, else the first that is open."""
        found = self.of_cell(row, name) or (self.of_row(row) if row >= 0 else [])
        if any(one.is_open or one.code == EXCUSED for one in self.of_cell(row, name) or found):
            return found
        return self.of_row(-1) or self._first() or found

    def _first(self) -> list[Problem]:
        open_ = (one for at in sorted(self.by_cell) for one in self.by_cell[at] if one.is_open)
        return list(islice(open_, 1))

    def sign_of(self, row: int) -> str:
        """The sign beside a row's number."""
        open_ = [one for one in self.of_row(row) if one.is_open]
        if not open_:
            return ""
        return " ✕" if any(one.level == "error" for one in open_) else " ⚠"

    def words(self) -> list[str]:
        """How many there are, for the heading of the table."""
        open_ = [one for found in self.by_cell.values() for one in found if one.is_open]
        errors = sum(one.level == "error" for one in open_)
        words = [f"✕ {errors} lỗi"] if errors else []
        warnings = len(open_) - errors
        return words + ([f"⚠ {warnings} cảnh báo"] if warnings else [])


class FlawLine(QLabel):
    """Says below a grid what is wrong in the cell one is in."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.problems: list[Problem] = []
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.hide()

    def say(self, problems: Sequence[Problem], row: int) -> None:
        """Say these; hide where there is nothing to say. `row` is where one is."""
        order = sorted(problems, key=lambda one: (one.level != "error", not one.is_open))
        open_ = [one for one in order if one.is_open]
        shown = open_ or order[:1]
        mark(self, "look", (shown[0].level if open_ else "faint") if shown else "faint")
        self.problems = list(shown[:3])
        self.setText("\n".join(_placed(one, row) for one in self.problems))
        self.setVisible(bool(shown))


def _placed(problem: Problem, row: int) -> str:
    """What is wrong, and in which row where that is another one than one is in."""
    number = problem.field.split(".")[1:2]
    if not number or not number[0].isdecimal() or int(number[0]) == row:
        return sentence(problem)
    return f"Dòng {int(number[0]) + 1}: {sentence(problem)}"
