"""The look: colours from `resources/theme`, made into a palette, a style sheet and fonts."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ocop_desktop.paths import resources_dir

MODES = {"light": "Sáng", "dark": "Tối", "system": "Theo hệ thống"}
SCALES = {1.0: "Vừa", 1.15: "Lớn", 1.3: "Rất lớn", 1.45: "Lớn nhất"}  # the last: 14 points
_TOKEN = re.compile(r"@([a-z][a-z0-9-]*)")
_UNIT = re.compile(r"\b(\d+)u\b")
_FONT_FILES = "BeVietnamPro-*.ttf"
_ROLES = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "raised",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text-3",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "red",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "surface",
    QPalette.ColorRole.Highlight: "brand",
    QPalette.ColorRole.HighlightedText: "on-brand",
    QPalette.ColorRole.Accent: "brand",
    QPalette.ColorRole.Link: "blue",
    QPalette.ColorRole.LinkVisited: "blue",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "raised",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line-strong",
    QPalette.ColorRole.Shadow: "line-strong",
}


@cache
def token_file() -> dict[str, dict[str, str]]:
    """Colours by use, for each of "light" and "dark"."""
    path = resources_dir() / "theme" / "tokens.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _sheet_template() -> str:
    return (resources_dir() / "theme" / "style.qss").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Theme:
    """One palette at one size of text."""

    name: str = "light"
    scale: float = 1.0

    @property
    def colours(self) -> Mapping[str, str]:
        """#RRGGBB by use."""
        return token_file()[self.name]

    def colour(self, use: str) -> QColor:
        """The colour for a use, such as "brand"."""
        return QColor(self.colours[use])

    def px(self, units: float) -> int:
        """A length of the design in pixels at this size of text."""
        return round(units * self.scale)

    def font(self, units: float = 13, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The program's font in a size of the design."""
        font = QFont(QGuiApplication.font())
        font.setPixelSize(self.px(units))
        font.setWeight(weight)
        return font

    def palette(self) -> QPalette:
        """The palette for what the style sheet does not draw."""
        palette = QPalette()
        for role, use in _ROLES.items():
            palette.setColor(role, self.colour(use))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("text-3"))
        return palette

    def sheet(self) -> str:
        """The style sheet with this theme's colours, lengths and pictures."""
        folder = (resources_dir() / "theme" / self.name).as_posix()
        text = _sheet_template().replace("url(theme:", f"url({folder}/")
        text = _TOKEN.sub(lambda found: self.colours[found[1]], text)
        return _UNIT.sub(lambda found: f"{self.px(int(found[1]))}px", text)


class _Current(QObject):
    """Holds the theme in use and tells when it changes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = Theme()
        self.mode = "system"


@cache
def current() -> _Current:
    """The theme in use: `.theme`, and `.changed` when another is put on."""
    return _Current()


def now() -> Theme:
    """The theme in use."""
    return current().theme


def put_on(app: QApplication, mode: str, scale: float = 1.0) -> None:
    """Dress the whole program: "light", "dark" or "system", at a size of text."""
    name = _system_name() if mode == "system" else mode
    held = current()
    held.mode = mode
    if app.styleSheet() and (held.theme.name, held.theme.scale) == (name, scale):
        return
    held.theme = Theme(name, scale)
    base = QFont(app.font())
    base.setPixelSize(held.theme.px(13))
    app.setFont(base)
    app.setPalette(held.theme.palette())
    app.setStyleSheet(held.theme.sheet())
    held.changed.emit()


def follow_system(app: QApplication) -> None:
    """Change with the system while the mode is "system"."""
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(
        lambda _: put_on(app, "system", now().scale) if current().mode == "system" else None
    )


def load_fonts(app: QApplication) -> None:
    """Segoe UI on Windows; elsewhere the shipped Be Vietnam Pro, with its Vietnamese marks."""
    if sys.platform == "win32" and QFontDatabase.hasFamily("Segoe UI"):
        app.setFont(QFont("Segoe UI"))
        return
    family = ""
    for path in sorted((resources_dir() / "fonts").glob(_FONT_FILES)):
        added = QFontDatabase.addApplicationFont(str(path))
        names = QFontDatabase.applicationFontFamilies(added) if added >= 0 else []
        family = next((name for name in names if name.endswith("Pro")), family)
    if family:
        app.setFont(QFont(family))


def _system_name() -> str:
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"
