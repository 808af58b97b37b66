"""The rows of a list as Qt sees them: light keys of all, pages of 64 rows fetched when seen.

`data` is asked for every visible cell and role: it answers the unwanted ones at once.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from ocop_desktop.actions import lists
from ocop_desktop.actions.around import Spot
from ocop_desktop.actions.lists import ListRow
from ocop_desktop.gui import theme
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.tones import tone_of

Index = QModelIndex | QPersistentModelIndex
PAGE, PAGES = 64, 150
VALUE = int(Qt.ItemDataRole.UserRole)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_FONT = int(Qt.ItemDataRole.FontRole)
_COLOUR = int(Qt.ItemDataRole.ForegroundRole)
_WANTED = frozenset((_DISPLAY, _TIP, _ALIGN, _FONT, _COLOUR, VALUE))
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_HEADINGS = {"current_until": "Hết hạn", "expires_on": "Hết hạn", "current_stars": "Sao"}
_MASK = "•••"  # what is sensitive is not read over a shoulder
_NAMING = ("text", "link")
_NUMBERS = ("money", "whole", "decimal", "year")


@dataclass(frozen=True)
class Query:
    """What a list shows."""

    kind: str
    typed: str = ""
    where: Mapping[str, object] = field(default_factory=dict)
    sort: str | None = None
    descending: bool = False
    removed: bool = False
    around: Spot | None = None


class ListModel(QAbstractTableModel):
    """Opens a hundred thousand rows without loading them."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.query: Query | None = None
        self.columns: tuple[str, ...] = ()
        self._labels: list[str] = []
        self._kinds: list[str] = []
        self._masked: set[int] = set()
        self.main = 0  # the column that names the record
        self._keys: Sequence[int] = array("q")
        self._pages: OrderedDict[int, list[ListRow]] = OrderedDict()
        self._strong = QFont()

    def ask(self, query: Query) -> None:
        """Show what a query finds."""
        form = self._desk.form(query.kind)
        found = self._desk.attempt(lambda: _keys(self._desk, query))
        self.beginResetModel()
        if self.query is None or self.query.kind != query.kind:
            self.columns = form.columns
            fields = [form.field(name) for name in self.columns]
            self._labels = [_HEADINGS.get(one.name, one.label) for one in fields]
            self._kinds = [one.type.kind for one in fields]
            self._masked = {n for n, one in enumerate(fields) if one.sensitive}
            naming = (n for n, kind in enumerate(self._kinds) if kind in _NAMING)
            self.main = next(naming, 0)
        self.query = query
        self._keys = found if found is not None else array("q")
        self._pages.clear()
        self._strong = theme.now().font(13, QFont.Weight.Medium)
        self.endResetModel()

    def reload(self) -> None:
        """Ask the same again."""
        if self.query is not None and not self._desk.tasks.busy:
            self.ask(self.query)

    def kind_of(self, column: int) -> str:
        """The kind of value in a column."""
        return self._kinds[column]

    def id_at(self, row: int) -> str | None:
        """The id of the record in a row."""
        kept = self._row(row) if 0 <= row < len(self._keys) else None
        return kept.id if kept else None

    def ids_at(self, rows: Sequence[int]) -> list[str]:
        """The ids of the records in several rows, without reading the rows themselves."""
        keys = [self._keys[row] for row in rows if 0 <= row < len(self._keys)]
        return lists.ids_of(self._desk.data, keys) if keys else []

    def row_of(self, id: str) -> int:
        """The row of a record; -1 where it is not in the list."""
        key = lists.key_of(self._desk.data, id)
        if key is None:
            return -1
        try:
            return self._keys.index(key)
        except ValueError:
            return -1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if way == Qt.Orientation.Vertical or not 0 <= section < len(self._labels):
            return None
        if role in (_DISPLAY, _TIP):
            return self._labels[section]
        if role == _ALIGN:
            return _RIGHT if self._kinds[section] in _NUMBERS else Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in _WANTED or not index.isValid():
            return None
        column = index.column()
        if role == _ALIGN:
            return _RIGHT if self._kinds[column] in _NUMBERS else None
        if role == _FONT:
            return self._strong if column == self.main else None
        row = self._row(index.row())
        if row is None:
            return None
        if column in self._masked:
            return _MASK if role == _DISPLAY and row.texts[column] else None
        if role == VALUE:
            return row.values[column]
        if role == _DISPLAY:
            return None if self._kinds[column] == "stars" else row.texts[column]
        if role == _TIP:
            return row.texts[column]
        tone = tone_of(self.columns[column], row.values[column], self._desk.today())
        return theme.now().colour(tone) if tone else None

    def _row(self, number: int) -> ListRow | None:
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            rows = self._fetch(page)
        return rows[place] if place < len(rows) else None

    def _fetch(self, page: int) -> list[ListRow]:
        if self.query is None or self._desk.tasks.busy:
            return []
        part = self._keys[page * PAGE : (page + 1) * PAGE]
        rows = lists.rows(self._desk.data, self.query.kind, part, self.columns)
        self._pages[page] = rows
        if len(self._pages) > PAGES:
            self._pages.popitem(last=False)
        return rows


def _keys(desk: Desk, query: Query) -> Sequence[int]:
    return lists.keys(
        desk.data,
        query.kind,
        typed=query.typed,
        where=query.where,
        sort=query.sort,
        descending=query.descending,
        removed=query.removed,
        around=query.around,
    )
