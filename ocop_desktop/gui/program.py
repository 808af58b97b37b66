"""The running program: dresses itself, opens the last file or the first start, changes files."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ocop_desktop.actions import start
from ocop_desktop.actions.start import DataFile
from ocop_desktop.address import Address
from ocop_desktop.gui import crash, theme
from ocop_desktop.gui.preferences import Preferences
from ocop_desktop.gui.translation import Vietnamese
from ocop_desktop.gui.window import MainWindow
from ocop_desktop.messages import Trouble


def application(arguments: Sequence[str]) -> QApplication:
    """The Qt application, named, in Vietnamese and in its own style."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(list(arguments))
    if app.applicationName() == _NAME:
        return app
    app.setApplicationName(_NAME)
    app.setApplicationDisplayName("OCOP Desktop")
    app.setStyle("fusion")
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    words = Vietnamese(app)
    app.installTranslator(words)
    theme.load_fonts(app)
    return app


_NAME = "OCOP"
_SETTLED_MS = 1500


class Program(QObject):
    """Holds the one window that is shown."""

    def __init__(self, app: QApplication, preferences: Preferences | None = None) -> None:
        super().__init__(app)
        self._app = app
        self.preferences = preferences or Preferences.load()
        self.window: QWidget | None = None
        theme.put_on(app, self.preferences.theme, self.preferences.scale)
        theme.follow_system(app)

    def begin(self, found: DataFile | Trouble | None, wanted: Path | Address | None = None) -> None:
        """Show the window of the file that was wanted and opened, or the first start, and why."""
        if isinstance(found, Trouble):
            self.first_start()
            self._tell(found, wanted)
        elif found is None:
            self.first_start()
        else:
            self.show_data(found)

    def first_start(self) -> None:
        """Show the first start."""
        from ocop_desktop.gui.start_window import StartWindow

        window = StartWindow(self.preferences.recent_data())
        window.ready.connect(self.show_data)
        window.opening.connect(self.open)
        window.server_wanted.connect(self.ask_for_server)
        self._show(window)

    def open(self, where: Path | Address) -> None:
        """Open a data file; where it cannot be, say why and stay, or offer the first start."""
        from ocop_desktop.gui.opening import WhileOpening

        waiting = WhileOpening(where, self.preferences)
        try:
            self.show_data(start.open_data(where, progress=waiting))
        except Trouble as trouble:
            waiting.end()
            if self.window is None:
                self.first_start()
            self._tell(trouble, where)
        finally:
            waiting.end()

    def ask_for_server(self) -> None:
        """Let the address of a server's database be typed, and open it."""
        from ocop_desktop.gui.server_dialog import ask_for_server

        if self.window is not None:
            ask_for_server(self.window, self.open)

    def _tell(self, trouble: Trouble, where: Path | Address | None = None) -> None:
        from ocop_desktop.gui import dialogs
        from ocop_desktop.gui.server_dialog import ask_for_server

        if self.window is None:
            return
        if isinstance(where, Address) and trouble.code == "server_password":
            ask_for_server(self.window, self.open, where, str(trouble) if where.password else "")
        else:
            dialogs.tell(self.window, str(trouble))

    def show_data(self, data: DataFile) -> None:
        """Show the window of an open data file."""
        self.preferences.opened(data.where)
        window = MainWindow(data, self.preferences)
        window.other_wanted.connect(self._other)
        self._show(window)

    def _other(self, path: Path | Address | None) -> None:
        """Another file is wanted: the one shown is closed first, in good order."""
        if self.window is not None and not self.window.close():
            return
        self.window = None
        if path is None:
            self.first_start()
        else:
            self.open(path)

    def _show(self, window: QWidget) -> None:
        old, self.window = self.window, window
        window.show()
        window.activateWindow()
        if old is not None and old is not window:
            old.close()
            old.deleteLater()


def run(
    found: DataFile | Trouble | None,
    preferences: Preferences,
    arguments: Sequence[str],
    wanted: Path | Address | None = None,
) -> int:
    """Show the window of an open file and stay until it is closed; return the exit status."""
    crash.install()
    app = application(arguments)
    program = Program(app, preferences)
    program.begin(found, wanted)
    QTimer.singleShot(_SETTLED_MS, app, _look_for_garbage)
    return int(app.exec())


def _look_for_garbage() -> None:
    gc.freeze()
    gc.enable()
