"""The tree of changes: before struck in soft red, after in soft green, a sign beside each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from ocop_desktop.actions.merge_preview import WAITS
from ocop_desktop.gui import theme
from ocop_desktop.gui.changes_model import (
    AGAIN,
    BLANK,
    GROUP,
    LINE,
    PART,
    ChangesModel,
    Heading,
    text_of,
)

Index = QModelIndex | QPersistentModelIndex
_ROW, _GAP = 34, 8
_SHARES = {"record": 30, "field": 26, "before": 22, "theirs": 22, "after": 25}
_SIGNS = {"before": "−", "theirs": "→", "after": "+"}
_TONES = {
    "before": ("red", "red-soft"),
    "theirs": ("blue", "blue-soft"),
    "after": ("brand", "brand-soft"),
}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class _Rows(QStyledItemDelegate):
    """Draws groups and changes."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, theme.now().px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dressed = theme.now()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        heading, line = index.data(GROUP), index.data(LINE)
        if chosen:
            painter.fillRect(option.rect, dressed.colour("brand-soft"))
        elif heading is not None:
            painter.fillRect(option.rect, dressed.colour("raised"))
        area = option.rect.adjusted(dressed.px(_GAP), 0, -dressed.px(_GAP), 0)
        if isinstance(heading, Heading):
            _draw_group(painter, area, heading)
        elif line is not None and index.data(PART) in _TONES:
            waits = line.after.startswith(WAITS)  # nothing is replaced until somebody chooses
            _draw_value(painter, area, text_of(line, index.data(PART)), index.data(PART), waits)
        else:
            named = line is not None and index.data(PART) == "record"
            again = named and bool(index.data(AGAIN))
            use = "text-3" if again else "text" if line is not None else "brand"
            _draw_text(painter, area, str(index.data() or ""), use, strong=named and not again)
        if chosen and index.column() == 0:
            bar = option.rect
            painter.fillRect(bar.x(), bar.y(), 3, bar.height(), dressed.colour("brand"))
        painter.restore()


def _draw_text(
    painter: QPainter, area: QRect, text: str, use: str, *, strong: bool = False, size: int = 13
) -> int:
    """Draw a text cut to fit; return how wide it is."""
    dressed = theme.now()
    painter.setFont(dressed.font(size, QFont.Weight.DemiBold if strong else QFont.Weight.Normal))
    painter.setPen(dressed.colour(use))
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, area.width()))
    painter.drawText(area, _LEFT, shown)
    return metrics.horizontalAdvance(shown)


def _draw_value(painter: QPainter, area: QRect, text: str, part: str, waits: bool) -> None:
    """A value on its soft ground, its sign in front; the old one is struck through."""
    if not text:
        return
    dressed = theme.now()
    use, soft, sign = *_TONES[part], _SIGNS[part]
    if waits and part != "theirs":
        use, soft, sign = "gold-text", "gold-soft", WAITS if part == "after" else "="
        text = text.removeprefix(WAITS).strip()
    font = dressed.font(13)
    blank = text == BLANK
    font.setStrikeOut(part == "before" and not blank and not waits)
    metrics = QFontMetrics(font)
    room = area.width() - dressed.px(32)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room))
    width = metrics.horizontalAdvance(shown) + dressed.px(30)
    height = dressed.px(24)
    pill = QRect(area.x(), area.center().y() - height // 2 + 1, min(width, area.width()), height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(dressed.colour(soft))
    painter.drawRoundedRect(pill, dressed.px(6), dressed.px(6))
    painter.setPen(dressed.colour(use))
    painter.setFont(dressed.font(13, QFont.Weight.DemiBold))
    painter.drawText(pill.adjusted(dressed.px(8), 0, 0, 0), _LEFT, sign)
    painter.setFont(font)
    painter.setPen(dressed.colour("text-2" if part == "before" or blank else "text"))
    painter.drawText(pill.adjusted(dressed.px(24), 0, 0, 0), _LEFT, shown)


def _draw_group(painter: QPainter, area: QRect, heading: Heading) -> None:
    """The words of a group, its chips, and the note at the end in grey."""
    dressed = theme.now()
    used = _draw_text(painter, area, heading.title, "text", strong=True)
    rest = area.adjusted(used + dressed.px(10), 0, 0, 0)
    for text, tone in heading.chips:
        rest.adjust(_draw_chip(painter, rest, text, tone) + dressed.px(8), 0, 0, 0)
    _draw_text(painter, rest, heading.note, "text-2", size=12)


def _draw_chip(painter: QPainter, area: QRect, text: str, tone: str) -> int:
    dressed = theme.now()
    font = dressed.font(12, QFont.Weight.DemiBold)
    height, width = dressed.px(20), QFontMetrics(font).horizontalAdvance(text) + dressed.px(18)
    if width > area.width():
        return 0
    chip = QRect(area.x(), area.center().y() - height // 2 + 1, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(dressed.colour(f"{tone}-soft" if tone else "line"))
    painter.drawRoundedRect(chip, height / 2, height / 2)
    painter.setFont(font)
    painter.setPen(dressed.colour({"gold": "gold-text", "": "text-2"}.get(tone, tone)))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
    return width


class ChangesTree(QTreeView):
    """Arrows move, Enter opens the record at the field, + and - open and close a group."""

    opened = Signal()
    moved = Signal()

    def __init__(self, model: ChangesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.changes = model
        self.open_all = True  # groups stand open; else each is opened when it is wanted
        self.setModel(model)
        self.setItemDelegate(_Rows(self))
        self.setObjectName("grid")
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(True)
        self.setIndentation(theme.now().px(18))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(_LEFT)
        model.modelReset.connect(self._lay_out)
        model.rowsInserted.connect(lambda parent, first, last: self._open(parent, first, last))
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())

    def _lay_out(self) -> None:
        self._open(QModelIndex(), 0, self.changes.rowCount() - 1)
        if self.changes.rowCount():
            self.setCurrentIndex(self.changes.index(0, 0))

    def _open(self, parent: QModelIndex, first: int, last: int) -> None:
        if parent.isValid():
            return
        for row in range(first, last + 1):
            self.setFirstColumnSpanned(row, QModelIndex(), True)
            if self.open_all:
                self.expand(self.changes.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self._go()

    def _go(self) -> None:
        index = self.currentIndex()
        group = self.changes.group_of(index)
        if group is not None and self.changes.is_more(index):
            self.changes.grow(group)
        elif self.changes.line(index) is not None:
            self.opened.emit()
        elif index.isValid():
            self.setExpanded(index, not self.isExpanded(index))

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of buttons, not a search."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shares = [_SHARES[part] for part in self.changes.parts]
        for number, share in enumerate(shares[:-1]):
            self.header().resizeSection(number, self.viewport().width() * share // sum(shares))
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
