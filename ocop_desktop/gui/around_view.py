"""The side "Liên quan" of a record: whom it belongs to and its neighbours, a card for each kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.actions import around
from ocop_desktop.actions.around import Around, Group, Neighbour, Spot
from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.around_row import AroundRow
from ocop_desktop.gui.around_tiles import Tiles
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.flow import FlowLayout
from ocop_desktop.gui.navigation import ROOMS
from ocop_desktop.gui.page import note_label
from ocop_desktop.schema.number_types import grouped

_WIDEST, _TWO_FROM = 1280, 900
_ROOMS = sorted(ROOMS, key=lambda room: "subject" in room.forms)  # its own figures come last
_ORDER = {kind: place for place, kind in enumerate(k for room in _ROOMS for k in room.forms)}


class AroundView(QScrollArea):
    """Everything around one record on one calm page; each row opens what it names."""

    opened = Signal(str, str)  # kind, id of the record to show

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._around: Around | None = None
        self._two = False
        self.rows: list[AroundRow] = []
        self.setObjectName("around")
        self.setAccessibleName("Liên quan")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_record(self, kind: str, id: str) -> None:
        """Show what stands around a record."""
        desk = self._desk
        found = desk.attempt(lambda: around.neighbours(desk.data, kind, id))
        if found is not None and found != self._around:
            other = self._around is None or self._around.id != id
            at = 0 if other else self.verticalScrollBar().value()
            self._around = found
            self._build(found)
            self.verticalScrollBar().setValue(at)

    def focus_on(self, kind: str, id: str) -> None:
        """Go to the row of a neighbour; to the first row where it is not there."""
        wanted = [row for row in self.rows if (row.one.kind, row.one.id) == (kind, id)]
        for row in [*wanted, *self.rows][:1]:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._around is not None and self._two != self._has_room():
            self._build(self._around)

    def _has_room(self) -> bool:
        return self.viewport().width() >= theme.now().px(_TWO_FROM)

    # ---- making

    def _build(self, found: Around) -> None:
        self.rows, self._two = [], self._has_room()
        inside = QWidget(self)
        inside.setObjectName("pages")
        inside.setMaximumWidth(theme.now().px(_WIDEST))
        column = QVBoxLayout(inside)
        column.setContentsMargins(4, 2, 12, 20)
        column.setSpacing(theme.now().px(12))
        for part in self._parts(found, inside):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inside)
        for one, other in zip(self.rows, self.rows[1:], strict=False):
            QWidget.setTabOrder(one, other)

    def _parts(self, found: Around, inside: QWidget) -> Iterator[QWidget]:
        desk = self._desk
        figures = desk.attempt(lambda: around.figures(desk.data, found.kind, found.id))
        if figures is not None:
            yield Tiles(figures, inside)
        if found.owners:
            yield self._owners(found.owners, inside)
        near = sorted((one for one in found.groups if not one.beside), key=_place)
        beside = sorted((one for one in found.groups if one.beside), key=_place)
        if near:
            yield self._cards(near, found, inside)
        if beside:
            yield _heading(f"Cùng {self._beside_what(found)}", inside)
            yield self._cards(beside, found, inside)
        if not near and not beside:
            yield note_label("Chưa có bản ghi nào liên quan.", inside)
        missing = [kind for kind in found.new if kind not in {one.kind for one in near}]
        if missing:
            yield self._beginnings(sorted(missing, key=_ORDER.__getitem__), found, inside)

    def _beside_what(self, found: Around) -> str:
        """What the record shares with those beside it: its product, its subject."""
        near = found.owners[0] if found.owners else None
        return f"{self._desk.form(near.kind).label.lower()} {near.title}" if near else ""

    def _owners(self, owners: Iterable[Neighbour], parent: QWidget) -> QFrame:
        card, column = _card(parent)
        column.addWidget(_title("Thuộc về", card))
        for one in owners:
            column.addWidget(self._row(one, frozenset(), card))
        return card

    def _cards(self, groups: list[Group], found: Around, parent: QWidget) -> QWidget:
        """The cards in one column or in two, read down each column."""
        box = QWidget(parent)
        across = QHBoxLayout(box)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.now().px(12))
        for part in _in_columns(groups, 2 if self._two else 1):
            down = QVBoxLayout()
            down.setSpacing(theme.now().px(12))
            for group in part:
                down.addWidget(self._group(group, found, box))
            down.addStretch(1)
            across.addLayout(down, 1)
        return box

    def _group(self, group: Group, found: Around, parent: QWidget) -> QFrame:
        form = self._desk.form(group.kind)
        card, column = _card(parent)
        card.setObjectName("card")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(_title(form.plural, card))
        count = QLabel(grouped(group.count), card)
        mark(count, "look", "chip")
        mark(count, "tone", "brand")
        head.addWidget(count)
        head.addStretch(1)
        column.addLayout(head)
        known = frozenset([found.id, *(one.id for one in found.owners)])
        for one in group.found:
            column.addWidget(self._row(one, known, card))
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        if group.count > len(group.found):
            buttons.addWidget(self._all_button(group, found, card))
        if group.kind in found.new and not group.beside:
            buttons.addWidget(self._new_button(group.kind, found, card, "Thêm"))
        if buttons.count():
            buttons.addStretch(1)
            column.addLayout(buttons)
        return card

    def _row(self, one: Neighbour, known: frozenset[str], parent: QWidget) -> AroundRow:
        row = AroundRow(one, self._desk, known, parent)
        row.opened.connect(self.opened)
        row.stepped.connect(lambda by: self._step(row, by))
        self.rows.append(row)
        return row

    def _step(self, row: AroundRow, by: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(self.rows[place])

    def _all_button(self, group: Group, found: Around, parent: QWidget) -> QPushButton:
        spot = Spot(found.kind, found.id, group.beside)
        button = _small(f"Xem tất cả {grouped(group.count)}", "list", parent)
        button.setObjectName(f"around.all.{group.kind}")
        button.setAccessibleName(f"{button.text()}, {self._desk.form(group.kind).plural}")
        button.clicked.connect(lambda: self._desk.list_wanted.emit(group.kind, spot))
        return button

    def _new_button(self, kind: str, found: Around, parent: QWidget, words: str) -> QPushButton:
        form, whose = self._desk.form(kind), self._desk.form(found.kind).label.lower()
        button = _small(words, "plus", parent)
        button.setObjectName(f"around.new.{kind}")
        button.setToolTip(f"Thêm {form.label.lower()} cho {whose} này")
        button.setAccessibleName(button.toolTip())
        button.clicked.connect(lambda: self._desk.new_wanted.emit(kind, found.new[kind]))
        return button

    def _beginnings(self, kinds: list[str], found: Around, parent: QWidget) -> QFrame:
        card, column = _card(parent)
        whose = self._desk.form(found.kind).label.lower()
        column.addWidget(_title(f"Thêm cho {whose} này", card))
        box = QWidget(card)
        flow = FlowLayout(box, gap=4)
        for kind in kinds:
            flow.addWidget(self._new_button(kind, found, box, self._desk.form(kind).label))
        column.addWidget(box)
        return card


def _place(group: Group) -> int:
    return _ORDER.get(group.kind, len(_ORDER))


def _in_columns(groups: list[Group], count: int) -> list[list[Group]]:
    """The groups in so many columns of about the same height, in their order down each."""
    heights = [2 + len(group.found) for group in groups]
    most, columns, height = sum(heights) / count, [list[Group]()], 0.0
    for group, tall in zip(groups, heights, strict=True):
        if len(columns) < count and height and height + tall / 2 > most:
            columns.append([])
            height = 0
        columns[-1].append(group)
        height += tall
    return columns + [[] for _ in range(count - len(columns))]


def _card(parent: QWidget) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame(parent)
    card.setObjectName("card")
    column = QVBoxLayout(card)
    pad = theme.now().px(10)
    column.setContentsMargins(pad, theme.now().px(12), pad, theme.now().px(10))
    column.setSpacing(2)
    return card, column


def _title(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName("card-title")
    label.setContentsMargins(8, 0, 0, 2)
    return label


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setObjectName("card-title")
    label.setContentsMargins(8, theme.now().px(6), 0, 0)
    return label


def _small(text: str, icon: str, parent: QWidget) -> QPushButton:
    button = QPushButton(text, parent)
    mark(button, "look", "quiet")
    mark(button, "size", "small")
    icons.put(button, icon, "brand", 14)
    return button
