"""Lucide icons from `resources/icons`, drawn in the colour of the text beside them."""

from __future__ import annotations

import math
from functools import cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolButton

from ocop_desktop.gui import theme
from ocop_desktop.paths import resources_dir

_GAP = 5


@cache
def _drawing(name: str) -> str:
    path = resources_dir() / "icons" / f"{name}.svg"
    return path.read_text(encoding="utf-8")


@cache
def pixmap(name: str, colour: str, size: int, density: int = 1) -> QPixmap:
    """One icon in a colour (#RRGGBB), `size` px wide at a density of the screen."""
    side = size * density
    drawing = _drawing(name).replace("currentColor", colour)
    drawing = drawing.replace('width="24"', f'width="{side}"', 1)
    drawing = drawing.replace('height="24"', f'height="{side}"', 1)
    image = QImage.fromData(QByteArray(drawing.encode()))
    made = QPixmap.fromImage(
        image.scaled(QSize(side, side), mode=Qt.TransformationMode.SmoothTransformation)
    )
    made.setDevicePixelRatio(density)
    return made


def _densities() -> list[int]:
    """How many dots a pixel has on the screens that are there."""
    return sorted({math.ceil(screen.devicePixelRatio()) for screen in QGuiApplication.screens()})


def _beside_text(drawn: QPixmap, gap: int) -> QPixmap:
    """The same picture with empty room at its right: Qt leaves too little before the text."""
    density = drawn.devicePixelRatio()
    wide = QPixmap(drawn.width() + round(gap * density), drawn.height())
    wide.setDevicePixelRatio(density)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return wide


def icon(
    name: str, use: str = "text", size: int = 18, active: str | None = None, gap: int = 0
) -> QIcon:
    """An icon in the theme's colour for a use; `active` is the colour of a checked button."""
    return _icon(theme.now(), name, use, size, active, gap)


@cache
def _icon(
    dressed: theme.Theme, name: str, use: str, size: int, active: str | None, gap: int
) -> QIcon:
    made = QIcon()
    for density in _densities():
        side = dressed.px(size)
        plain = pixmap(name, dressed.colours[use], side, density)
        made.addPixmap(_beside_text(plain, gap))
        faint = pixmap(name, dressed.colours["text-3"], side, density)
        made.addPixmap(_beside_text(faint, gap), QIcon.Mode.Disabled)
        if active:
            checked = pixmap(name, dressed.colours[active], side, density)
            made.addPixmap(_beside_text(checked, gap), QIcon.Mode.Normal, QIcon.State.On)
    return made


def put(
    button: QAbstractButton, name: str, use: str = "text", size: int = 18, active: str = ""
) -> None:
    """Give a button its icon, redrawn when the theme changes."""
    for key, value in (("name", name), ("use", use), ("size", size), ("active", active)):
        button.setProperty(f"icon_{key}", value)
    draw(button)


def redraw(app: QApplication) -> None:
    """Draw every button's icon again, after a change of theme."""
    for widget in app.allWidgets():
        if isinstance(widget, QAbstractButton) and widget.property("icon_name"):
            draw(widget)


def draw(button: QAbstractButton) -> None:
    """Draw a button's icon again, after its colour or its shape changed."""
    name, use = str(button.property("icon_name")), str(button.property("icon_use"))
    size, active = int(button.property("icon_size")), str(button.property("icon_active") or "")
    gap = theme.now().px(_GAP) if _has_text(button) else 0
    button.setIcon(icon(name, use, size, active or None, gap))
    side = theme.now().px(size)
    button.setIconSize(QSize(side + gap, side))


def _has_text(button: QAbstractButton) -> bool:
    beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    if isinstance(button, QToolButton):
        return button.toolButtonStyle() == beside
    return bool(button.text())
