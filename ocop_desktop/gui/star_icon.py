"""Stars as a picture, made once for each number: a view draws it without asking Python."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from ocop_desktop.gui import theme
from ocop_desktop.gui.drawn_editors import STARS, draw_stars

_STEP = 14


def star_size() -> QSize:
    """The size of the picture."""
    return QSize(theme.now().px(_STEP * STARS), theme.now().px(_STEP))


def star_icon(count: int) -> QIcon:
    """So many gold stars, gold on a chosen row too."""
    dressed = theme.now()
    return _made(count, dressed.name, dressed.scale, QGuiApplication.instance().devicePixelRatio())  # type: ignore[union-attr]


@lru_cache(maxsize=64)
def _made(count: int, _theme: str, _scale: float, ratio: float) -> QIcon:
    size = star_size()
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_stars(painter, QRect(0, 0, size.width(), size.height()), count)
    painter.end()
    icon = QIcon(picture)
    for mode in (QIcon.Mode.Selected, QIcon.Mode.Active, QIcon.Mode.Disabled):
        icon.addPixmap(picture, mode)  # else the style would tint it
    return icon
