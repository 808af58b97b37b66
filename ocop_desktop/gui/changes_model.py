"""Groups of changes as a tree of two levels: what was done, and below it each changed value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ocop_desktop.actions.history_lines import Line

Index = QModelIndex | QPersistentModelIndex
GROUP = int(Qt.ItemDataRole.UserRole)  # a Heading, for the row of a group
LINE = GROUP + 1  # a Line, for the row of a change
PART = GROUP + 2  # "record", "field", "before" or "after"
AGAIN = GROUP + 3  # whether the row above is about the same record
_ROOT = QModelIndex()
BLANK = "(trống)"
_WHOLE = {  # of a whole record, and of a row of a table
    "added": ("+ Bản ghi mới", "+ dòng mới"),
    "gone": ("✕ Xoá bản ghi", "✕ xoá dòng"),
    "back": ("↺ Khôi phục bản ghi", "↺ khôi phục dòng"),
    "moved": ("↕ Đổi thứ tự", "↕ đổi thứ tự"),
}
HEADINGS = {"record": "Bản ghi", "field": "Ô", "before": "Trước", "after": "Sau"}


@dataclass(frozen=True)
class Heading:
    """A group as it stands in the tree: its words, its chips (text, tone), its changes.

    `key` is what the owner of the tree knows it by; `undoable` whether it can be taken back as it
    stands; `more` asks for changes after a number.
    """

    key: Any
    title: str
    note: str
    lines: tuple[Line, ...]
    chips: tuple[tuple[str, str], ...] = ()
    more: Callable[[int], Sequence[Line]] | None = None
    undoable: bool = True


class ChangesModel(QAbstractItemModel):
    """Pages of groups, fetched when they are scrolled to; a long group grows when asked."""

    def __init__(
        self, parts: Sequence[str], parent: QObject, headings: Mapping[str, str] = HEADINGS
    ) -> None:
        super().__init__(parent)
        self.parts, self._headings = tuple(parts), headings
        self.groups: list[Heading] = []
        self._lines: list[list[Line]] = []
        self._fetch: Callable[[], Sequence[Heading]] = list
        self._all = True

    def show_pages(self, fetch: Callable[[], Sequence[Heading]]) -> None:
        """Show what `fetch` gives: the next page at each call, nothing at the end."""
        self.beginResetModel()
        first = list(fetch())
        self.groups, self._lines = first, [list(one.lines) for one in first]
        self._fetch, self._all = fetch, not first
        self.endResetModel()

    def grow(self, group: int) -> None:
        """Fetch more changes of a long group."""
        heading, lines = self.groups[group], self._lines[group]
        if heading.more is None or not lines:
            return
        found = list(heading.more(lines[-1].number))
        at, parent = len(lines), self.index(group, 0)
        done = replace(heading, more=None)
        if not found:
            self.beginRemoveRows(parent, at, at)
            self.groups[group] = done
            self.endRemoveRows()
            return
        self.beginInsertRows(parent, at, at + len(found) - 1)
        lines.extend(found)
        self.endInsertRows()

    def line(self, index: Index) -> Line | None:
        """The change in a row, None in the row of a group or of "more"."""
        group = self.group_of(index)
        if group is None or not index.parent().isValid():
            return None
        lines = self._lines[group]
        return lines[index.row()] if index.row() < len(lines) else None

    def group_of(self, index: Index) -> int | None:
        """The number of the group a row belongs to."""
        if not index.isValid():
            return None
        inside = int(index.internalId())
        return index.row() if inside == 0 else inside - 1

    def is_more(self, index: Index) -> bool:
        """Whether a row asks for more of its group."""
        group = self.group_of(index)
        inside = group is not None and index.parent().isValid()
        return inside and index.row() >= len(self._lines[group or 0])

    # ---- what Qt asks

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = _ROOT) -> Any:
        inside = int(index.internalId()) if index.isValid() else 0
        return self.createIndex(inside - 1, 0, 0) if inside else QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        if not parent.isValid():
            return len(self.groups)
        if parent.parent().isValid() or parent.column() > 0:
            return 0
        heading = self.groups[parent.row()]
        return len(self._lines[parent.row()]) + (1 if heading.more is not None else 0)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return len(self.parts)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[self.parts[section]]
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._all

    def fetchMore(self, parent: Index) -> None:
        if parent.isValid() or self._all:
            return
        found = list(self._fetch())
        self._all = not found
        if found:
            at = len(self.groups)
            self.beginInsertRows(QModelIndex(), at, at + len(found) - 1)
            self.groups += found
            self._lines += [list(one.lines) for one in found]
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        group = self.group_of(index)
        if group is None:
            return None
        if not index.parent().isValid():
            return self._of_group(self.groups[group], index.column(), role)
        part, line = self.parts[index.column()], self.line(index)
        if role == AGAIN:
            above = self.line(self.index(index.row() - 1, 0, index.parent()))
            return line is not None and above is not None and above.top_id == line.top_id
        if line is None:
            first = role == Qt.ItemDataRole.DisplayRole and index.column() == 0
            return "… Xem thêm" if first else None
        return _of_line(line, part, role)

    @staticmethod
    def _of_group(heading: Heading, column: int, role: int) -> Any:
        if role == GROUP:
            return heading
        words = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role in words and column == 0:
            chips = ", ".join(text for text, _ in heading.chips)
            return ", ".join(filter(None, (heading.title, heading.note, chips)))
        return None


def _of_line(line: Line, part: str, role: int) -> Any:
    if role == LINE:
        return line
    if role == PART:
        return part
    shown = (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    )
    return text_of(line, part) if role in shown else None


def text_of(line: Line, part: str) -> str:
    """What a cell of a change says."""
    if part == "record":
        return line.title
    if part == "field":
        record, row = _WHOLE.get(line.what, ("", "")) if not line.field else ("", "")
        return f"{line.path} · {row}" if row and line.path else record or line.path
    if line.what in ("added", "gone") and part == "before":
        return ""
    if part == "theirs" or (line.theirs and line.what == "added"):
        return line.theirs if part == "theirs" else ""
    return (line.before if part == "before" else line.after) or BLANK
