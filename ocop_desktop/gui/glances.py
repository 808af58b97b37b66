"""Small pictures of kept files as Qt shows them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap

from ocop_desktop.gui import icons, theme

THUMB = 112


def pixmap_of(found: tuple[int, int, bytes]) -> QPixmap:
    width, height, content = found
    form = QImage.Format.Format_RGB32
    return QPixmap.fromImage(QImage(content, width, height, 4 * width, form))


def square_icon(picture: QPixmap | None) -> QIcon:
    """The picture in the middle of a square, so that names stand in one line; a sheet for none."""
    side = theme.now().px(THUMB)
    ground = QPixmap(side, side)
    ground.fill(Qt.GlobalColor.transparent)
    shown = picture or icons.pixmap("file-text", theme.now().colours["text-3"], side // 2, 1)
    painter = QPainter(ground)
    size = shown.deviceIndependentSize().toSize()
    painter.drawPixmap((side - size.width()) // 2, (side - size.height()) // 2, shown)
    painter.end()
    icon = QIcon(ground)
    icon.addPixmap(ground, QIcon.Mode.Selected)
    return icon
