"""The rows of a list as Qt sees them: light keys of all, pages of 64 rows fetched when seen.

`data` is asked for every visible cell and role: it answers the unwanted ones at once.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont

from ocop_desktop.actions import lists
from ocop_desktop.actions.around import Spot
from ocop_desktop.actions.keys import Keys
from ocop_desktop.actions.list_keys import Asked, Heading, grouped
from ocop_desktop.actions.lists import ListRow
from ocop_desktop.gui import theme
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.star_icon import star_icon
from ocop_desktop.gui.tones import runs_out, tone_of

Index = QModelIndex | QPersistentModelIndex
PAGE, PAGES = 64, 150
VALUE = int(Qt.ItemDataRole.UserRole)
HEADING = VALUE + 40
_READ_ON_MS = 150  # after which the rest of a long search is read
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_FONT = int(Qt.ItemDataRole.FontRole)
_PICTURE = int(Qt.ItemDataRole.DecorationRole)
_COLOUR = int(Qt.ItemDataRole.ForegroundRole)
_ANSWERED = frozenset((_DISPLAY, _TIP, _FONT, VALUE))  # in every list; others where needed
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_PLAIN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
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
    columns: tuple[str, ...] = ()  # those of the form where none was chosen
    group: str | None = None

    @property
    def asked(self) -> Asked:
        """What the records have in common."""
        return Asked(self.kind, self.typed, self.where, self.removed, self.around)

    @property
    def is_narrowed(self) -> bool:
        """Whether some records are left out."""
        return bool(self.typed or self.where or self.removed or self.around)


class ListModel(QAbstractTableModel):
    """Opens a million rows without loading them; rows may stand under headings."""

    counted = Signal()  # all that was found is known now

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.query: Query | None = None
        self.columns: tuple[str, ...] = ()
        self._labels: list[str] = []
        self._kinds: list[str] = []
        self._masked: set[int] = set()
        self._starred: set[int] = set()
        self._toned: set[int] = set()
        self._aligned: list[Qt.AlignmentFlag | None] = []
        self._answered: frozenset[int] = _ANSWERED
        self._today = ""
        self.main = 0  # the column that names the record
        self._keys: Sequence[int] = array("q")
        self._pages: OrderedDict[int, list[ListRow | None]] = OrderedDict()
        self._strong = QFont()
        self._headings: list[Heading] = []
        self._shown = 0  # rows that Qt knows of; the others of a long search come a little later
        self._read_on = QTimer(self, interval=_READ_ON_MS, singleShot=True)
        self._read_on.timeout.connect(self.read_all)

    def ask(self, query: Query) -> None:
        """Show what a query finds."""
        found = self._desk.attempt(lambda: _found(self._desk, query))
        self._read_on.stop()
        self.beginResetModel()
        columns = query.columns or lists.usual_columns(self._desk.form(query.kind))
        if self.query is None or (self.query.kind, self.columns) != (query.kind, columns):
            self._show_columns(query.kind, columns)
        self.query, self._today = query, self._desk.today()
        self._keys, self._headings = found if found is not None else (array("q"), [])
        self._pages.clear()
        self._answered = self._needed_roles()
        self._strong = theme.now().font(13, QFont.Weight.Medium)
        first = self._keys.known if query.typed and isinstance(self._keys, Keys) else 0
        self._shown = first if first >= PAGE else len(self._keys)
        if self._shown == first and first:
            self._read_on.start()
        self.endResetModel()

    def _needed_roles(self) -> frozenset[int]:
        """The roles that some cell answers; Qt asks each cell for seven."""
        more = [HEADING] if self._headings else []
        more += [_ALIGN] if any(self._aligned) else []
        more += [_COLOUR] if self._toned else []
        more += [_PICTURE] if self._starred else []
        return _ANSWERED.union(more)

    def _show_columns(self, kind: str, columns: tuple[str, ...]) -> None:
        form = self._desk.form(kind)
        fields = [lists.field_of(form, name) for name in columns]
        self.columns = columns
        self._labels = [_HEADINGS.get(one.name, one.label) for one in fields]
        self._kinds = [one.type.kind for one in fields]
        self._masked = {n for n, one in enumerate(fields) if one.sensitive}
        self._starred = {n for n, kind in enumerate(self._kinds) if kind == "stars"}
        self._toned = {n for n, name in enumerate(columns) if runs_out(name)}
        self._aligned = [_RIGHT if kind in _NUMBERS else None for kind in self._kinds]
        naming = (n for n, kind in enumerate(self._kinds) if kind in _NAMING)
        self.main = next(naming, 0)

    @property
    def is_counted(self) -> bool:
        """Whether all that was found is known."""
        return not self._read_on.isActive()

    @property
    def count(self) -> int:
        """How many records there are, headings apart."""
        return self._shown - len(self._headings)

    @property
    def has_headings(self) -> bool:
        """Whether rows stand under headings."""
        return bool(self._headings)

    def read_all(self) -> None:
        """Find out how many records there are, and offer all of them."""
        self._read_on.stop()
        count = len(self._keys)
        if count > self._shown:
            self.beginInsertRows(QModelIndex(), self._shown, count - 1)
            self._shown = count
            self.endInsertRows()
        self.counted.emit()

    def headings(self) -> Sequence[Heading]:
        """The headings that rows stand under."""
        return tuple(self._headings)

    def all_keys(self) -> Sequence[int]:
        """The keys of all rows, read now; a heading is -1 - its place among the headings."""
        return array("q", self._keys)

    def text_at(self, row: int, column: int) -> str:
        """What a cell says in words, stars too."""
        kept = self._row(row) if 0 <= row < self._shown else None
        if kept is None:
            return ""
        return _MASK if column in self._masked and kept.texts[column] else kept.texts[column]

    def heading_at(self, row: int) -> Heading | None:
        """The heading in a row, None where a record stands."""
        key = self._keys[row] if self._headings and 0 <= row < self._shown else 0
        return self._headings[-1 - key] if key < 0 else None

    def reload(self) -> None:
        """Ask the same again."""
        if self.query is not None and not self._desk.tasks.busy:
            self.ask(self.query)

    def kind_of(self, column: int) -> str:
        """The kind of value in a column."""
        return self._kinds[column]

    def id_at(self, row: int) -> str | None:
        """The id of the record in a row."""
        kept = self._row(row) if 0 <= row < self._shown else None
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
            row = self._keys.index(key)
        except ValueError:
            return -1
        if row >= self._shown:
            self.read_all()
        return row

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._shown

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or (self._headings and self.heading_at(index.row())):
            return Qt.ItemFlag.NoItemFlags  # the arrows step over it
        return _PLAIN

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
        if role not in self._answered:
            return None
        column = index.column()
        if role == _ALIGN and not self._headings:
            return self._aligned[column]
        if role == _FONT and column != self.main:
            return None
        if role == _PICTURE and column not in self._starred:
            return None
        number = index.row()
        heading = self.heading_at(number) if self._headings else None
        if heading is not None:
            return heading if role == HEADING else None
        row = self._row(number)
        return self._told(row, column, role) if row is not None else None

    def _told(self, row: ListRow, column: int, role: int) -> Any:
        """What a record's cell says in a role."""
        if role == _FONT:
            return self._strong
        if role == _ALIGN:
            return self._aligned[column]
        if column in self._masked:
            return _MASK if role == _DISPLAY and row.texts[column] else None
        if role == _DISPLAY:
            return None if column in self._starred else row.texts[column]
        if role == VALUE:
            return row.values[column]
        if role == _PICTURE:
            stars = row.values[column]
            return star_icon(stars) if isinstance(stars, int) else None
        if role == _TIP:
            return row.texts[column]
        toned = role == _COLOUR and column in self._toned
        tone = toned and tone_of(self.columns[column], row.values[column], self._today)
        return theme.now().colour(tone) if tone else None

    def _row(self, number: int) -> ListRow | None:
        if number < 0:
            return None
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page) or self._fetch(page)
        return rows[place] if place < len(rows) else None

    def _fetch(self, page: int) -> list[ListRow | None]:
        if self.query is None or self._desk.tasks.busy:
            return []
        part = self._keys[page * PAGE : (page + 1) * PAGE]
        wanted = [key for key in part if key > 0]
        found = lists.rows(self._desk.data, self.query.kind, wanted, self.columns)
        known = {row.key: row for row in found}
        rows = self._pages[page] = [known.get(key) for key in part]
        if len(self._pages) > PAGES:
            self._pages.popitem(last=False)
        return rows


def _found(desk: Desk, query: Query) -> tuple[Sequence[int], list[Heading]]:
    if query.group:
        how = query.sort, query.descending
        return grouped(desk.data, query.asked, query.group, how[0], descending=how[1])
    keys = lists.keys(
        desk.data,
        query.kind,
        typed=query.typed,
        where=query.where,
        sort=query.sort,
        descending=query.descending,
        removed=query.removed,
        around=query.around,
    )
    return keys, []
