"""A scoring sheet as a list: its lines as printed, which boxes are ticked, what was given before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ocop_desktop.actions.scoring import CriteriaSet, SheetLine, sheet_lines

Index = QModelIndex | QPersistentModelIndex
LINE = int(Qt.ItemDataRole.UserRole)
TICKED = LINE + 1  # whether the box of the line is ticked
POINTS = LINE + 2  # the points its criterion has now; None where it is not scored by itself
BEFORE = LINE + 3  # the points it had on the sheet compared with; None where none is compared
CURRENT = LINE + 4  # whether the line belongs to the criterion one is at
UNMET = LINE + 5  # the star whose minimum the criterion misses; 0 for none


class SheetModel(QAbstractListModel):
    """Ticks are kept by criterion; one box a criterion, one of two cases."""

    ticked = Signal(str)  # the criterion whose box changed

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.made: CriteriaSet | None = None
        self.lines: list[SheetLine] = []
        self.picks: dict[str, int] = {}
        self.points: Mapping[str, int] = {}
        self.before: Mapping[str, int] | None = None
        self.unmet: Mapping[str, int] = {}
        self.current = ""
        self._cases: dict[str, tuple[str, ...]] = {}

    def show_sheet(self, made: CriteriaSet, picks: Mapping[str, int]) -> None:
        """Show a set's sheet with these boxes ticked."""
        self.beginResetModel()
        self.made, self.lines = made, list(sheet_lines(made))
        self.picks, self.points, self.unmet, self.before = dict(picks), {}, {}, None
        self._cases = {
            case.key: tuple(other.key for other in criterion.cases if other is not case)
            for criterion in made.walk()
            for case in criterion.cases
        }
        self.current = next((line.key for line in self.lines if line.scored), "")
        self.endResetModel()

    # ---- what is ticked

    @property
    def keys(self) -> list[str]:
        """The criteria that are scored, in the order of the sheet."""
        return [line.key for line in self.lines if line.scored]

    def boxes(self, key: str) -> int:
        """How many boxes a criterion has."""
        return max((line.box for line in self.lines if line.key == key), default=0)

    def tick(self, key: str, box: int) -> None:
        """Tick a box of a criterion; the same again, or 0, ticks none."""
        if box > self.boxes(key):
            return
        if box and self.picks.get(key) != box:
            for other in self._cases.get(key, ()):
                self.picks.pop(other, None)
            self.picks[key] = box
        else:
            self.picks.pop(key, None)
        self.ticked.emit(key)
        self._tell_all()

    def show_result(self, points: Mapping[str, int], unmet: Mapping[str, int]) -> None:
        """What the ticks come to, and the criteria below the mark of the star one is after."""
        self.points, self.unmet = points, unmet
        self._tell_all()

    def compare(self, before: Mapping[str, int] | None) -> None:
        """Show the points of another sheet beside; None for no other sheet."""
        self.before = before
        self._tell_all()

    # ---- where one is

    def go(self, key: str) -> int:
        """Be at a criterion; return the row of its title, -1 where there is none."""
        row = self.row_of(key)
        if row >= 0 and key != self.current:
            self.current = key
            self._tell_all()
        return row

    def row_of(self, key: str) -> int:
        """The row of a criterion's title."""
        found = (n for n, line in enumerate(self.lines) if line.scored and line.key == key)
        return next(found, -1)

    def last_row_of(self, key: str) -> int:
        """The last row that belongs to a criterion."""
        return max((n for n, line in enumerate(self.lines) if line.key == key), default=-1)

    def _tell_all(self) -> None:
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1))

    # ---- as Qt sees it

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self.lines[index.row()]
        able = Qt.ItemFlag.ItemIsEnabled
        return able | Qt.ItemFlag.ItemIsSelectable if line.scored or line.box else able

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        answers: dict[int, Callable[[], Any]] = {
            int(Qt.ItemDataRole.DisplayRole): lambda: line.text,
            int(Qt.ItemDataRole.AccessibleTextRole): lambda: self._spoken(line),
            LINE: lambda: line,
            TICKED: lambda: bool(line.box) and self.picks.get(line.key) == line.box,
            POINTS: lambda: self.points.get(line.key) if line.scored else None,
            BEFORE: lambda: self._before(line),
            CURRENT: lambda: bool(line.key) and line.key == self.current,
            UNMET: lambda: self.unmet.get(line.key, 0) if line.scored else 0,
        }
        answer = answers.get(role)
        return answer() if answer else None

    def _before(self, line: SheetLine) -> int | None:
        return None if self.before is None or not line.scored else self.before.get(line.key, 0)

    def _spoken(self, line: SheetLine) -> str:
        """What a screen reader says of a line."""
        if not line.box:
            return line.text
        state = "đã chọn" if self.picks.get(line.key) == line.box else "chưa chọn"
        return f"Mức {line.box}: {line.text}, {line.points} điểm, {state}"
