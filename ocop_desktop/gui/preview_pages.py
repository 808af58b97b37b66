"""The pages of a PDF one below the other: drawn when seen, zoomed, with found words marked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ocop_desktop.actions.preview import Hit, Pages
from ocop_desktop.gui import theme

_GAP, _EDGE = 14, 18
_KEPT = 8  # pages drawn and kept: three are seen at most
STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_FOUND, _CHOSEN = "#FFE08A", "#F0A020"  # on paper, which is white in either theme
_PIXELS = 96 / 72  # of a point at 100 %


class PageView(QAbstractScrollArea):
    """Page Up and Page Down go page by page, Ctrl with the wheel zooms, W fits the width."""

    turned = Signal(int)  # the page in front, from 0
    zoomed = Signal(float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("preview.pages")
        self.setAccessibleName("Các trang của tài liệu")
        self._pages: Pages | None = None
        self._tops: list[int] = []
        self._drawn: OrderedDict[int, QImage] = OrderedDict()
        self._hits: dict[int, list[Hit]] = {}
        self._chosen: Hit | None = None
        self._front = 0
        self.zoom, self._fits = 1.0, True
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().setSingleStep(48)

    def show_pages(self, pages: Pages) -> None:
        """Show a document from its first page."""
        self._pages, self._hits, self._chosen = pages, {}, None
        self._drawn.clear()
        self.fit_width()
        self.go(0)

    def hide_pages(self) -> None:
        """Show nothing: the document is about to be closed."""
        self._pages, self._hits, self._chosen = None, {}, None
        self._drawn.clear()
        self._lay()
        self.viewport().update()

    # ---- where one is

    @property
    def front(self) -> int:
        """The page that fills most of the window, from 0."""
        return self._front

    def go(self, number: int) -> None:
        """Bring a page to the top."""
        if self._tops and 0 <= number < len(self._tops):
            self.verticalScrollBar().setValue(self._tops[number] - _GAP)

    def mark(self, hits: Sequence[Hit]) -> None:
        """Mark found words."""
        self._hits = {}
        for hit in hits:
            self._hits.setdefault(hit.page, []).append(hit)
        self._chosen = None
        self.viewport().update()

    def choose(self, hit: Hit) -> None:
        """Bring found words into view."""
        self._chosen = hit
        top = self._tops[hit.page] + round(hit.boxes[0][1] * self._scale) if hit.boxes else 0
        self.verticalScrollBar().setValue(top - self.viewport().height() // 3)
        self.viewport().update()

    # ---- size

    def fit_width(self) -> None:
        """Make pages as wide as the window, now and when it grows."""
        self._fits = True
        self._zoom_to(self._fitting())

    def step_zoom(self, by: int) -> None:
        """The next larger or smaller size."""
        self._fits = False
        larger = [one for one in STEPS if one > self.zoom + 0.01]
        smaller = [one for one in STEPS if one < self.zoom - 0.01]
        found = larger[:1] if by > 0 else smaller[-1:]
        if found:
            self._zoom_to(found[0])

    def _fitting(self) -> float:
        if self._pages is None or not len(self._pages):
            return 1.0
        widest = float(max(width for width, _ in self._pages.sizes))
        room = self.viewport().width() - 2 * _EDGE
        return float(max(0.2, min(room / (widest * _PIXELS), STEPS[-1])))

    def _zoom_to(self, zoom: float) -> None:
        here = self._front
        self.zoom = zoom
        self._drawn.clear()
        self._lay()
        self.go(here)
        self.viewport().update()
        self.zoomed.emit(zoom)

    @property
    def _scale(self) -> float:
        return self.zoom * _PIXELS

    def _lay(self) -> None:
        """Work out where each page stands."""
        self._tops, top = [], _GAP
        for _, height in self._pages.sizes if self._pages else ():
            self._tops.append(top)
            top += round(height * self._scale) + _GAP
        bar, view = self.verticalScrollBar(), self.viewport()
        bar.setRange(0, max(0, top - view.height()))
        bar.setPageStep(view.height())
        widest = max((w for w, _ in self._pages.sizes), default=0) if self._pages else 0
        wide = round(widest * self._scale) + 2 * _EDGE
        self.horizontalScrollBar().setRange(0, max(0, wide - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())

    # ---- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        dressed = theme.now()
        painter.fillRect(self.viewport().rect(), dressed.colour("line"))
        if self._pages is None:
            return
        for number in self._seen():
            place = self._place(number)
            painter.drawImage(place, self._image(number))
            painter.setPen(QPen(dressed.colour("line-strong")))
            painter.drawRect(place)
            self._draw_hits(painter, place, number)

    def _draw_hits(self, painter: QPainter, place: QRectF, number: int) -> None:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for hit in self._hits.get(number, ()):
            shade = QColor(_CHOSEN if hit is self._chosen else _FOUND)
            for left, top, right, bottom in hit.boxes:
                s = self._scale
                box = QRectF(left * s, top * s, (right - left) * s, (bottom - top) * s)
                painter.fillRect(box.translated(place.topLeft()).adjusted(-1, -1, 1, 1), shade)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _seen(self) -> list[int]:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        return [n for n in range(len(self._tops)) if self._end(n) > top and self._tops[n] < bottom]

    def _end(self, number: int) -> int:
        height = self._pages.sizes[number][1] if self._pages else 0
        return self._tops[number] + round(height * self._scale)

    def _place(self, number: int) -> QRectF:
        assert self._pages is not None
        width, height = self._pages.sizes[number]
        wide, high = round(width * self._scale), round(height * self._scale)
        left = max(_EDGE, (self.viewport().width() - wide) // 2)
        left -= self.horizontalScrollBar().value()
        return QRectF(left, self._tops[number] - self.verticalScrollBar().value(), wide, high)

    def _image(self, number: int) -> QImage:
        if number not in self._drawn:
            assert self._pages is not None
            ratio = self.devicePixelRatioF()
            picture = self._pages.picture(number, self._scale * ratio)
            form = QImage.Format.Format_RGB32
            image = QImage(picture.content, picture.width, picture.height, form).copy()
            image.setDevicePixelRatio(ratio)
            self._drawn[number] = image
            while len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(number)
        return self._drawn[number]

    # ---- what happens

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self._zoom_to(self._fitting())
        else:
            self._lay()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_PageDown: self._front + 1,
            Qt.Key.Key_PageUp: self._front - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._tops) - 1,
        }
        key = Qt.Key(event.key())
        if key in moves:
            self.go(max(0, min(len(self._tops) - 1, moves[key])))
        elif key == Qt.Key.Key_W:
            self.fit_width()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme.now().px(760), theme.now().px(620))

    def _on_scrolled(self, value: int) -> None:
        middle = value + self.viewport().height() // 3
        front = max((n for n, top in enumerate(self._tops) if top <= middle), default=0)
        if front != self._front:
            self._front = front
            self.turned.emit(front)
        self.viewport().update()
