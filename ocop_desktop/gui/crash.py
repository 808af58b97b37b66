"""What happens when the program itself is wrong: it is logged, told with the version, never hidden."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from ocop_desktop import __version__
from ocop_desktop.messages import Trouble
from ocop_desktop.paths import user_dir

if TYPE_CHECKING:
    from logging import Logger

_SIZE, _KEPT = 500_000, 2
_shown: list[QMessageBox] = []  # held here, for a box without a window belongs to nobody


def log_file() -> Path:
    """Where bugs are written down."""
    return user_dir() / "log.txt"


def install() -> None:
    """From now on write bugs to the log and tell them; what was typed stays on the screen."""
    sys.excepthook = _on_bug


def _log() -> Logger:
    """The log, of a limited size, opened when there is something to write."""
    import logging
    from logging.handlers import RotatingFileHandler

    log = logging.getLogger("ocop_desktop")
    if log.handlers:
        return log

    handler = RotatingFileHandler(log_file(), maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    return log


def _on_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    if isinstance(error, Trouble) and QApplication.instance() is not None:
        _log().warning("trouble %s: %s", error.code, error)
        tell_trouble(error)
        return
    _log().error("version %s", __version__, exc_info=(kind, error, trace))
    if QApplication.instance() is None:
        sys.__excepthook__(kind, error, trace)
    else:
        import traceback

        tell(kind, "".join(traceback.format_exception(kind, error, trace)))


def tell_trouble(trouble: Trouble) -> None:
    """Tell what no page was ready for: a server that went away while something was being read."""
    window = QApplication.activeWindow()
    if window is None or isinstance(window, QMessageBox):
        return
    if window.findChild(QMessageBox, "trouble") is None:  # else it is being told
        from ocop_desktop.gui import dialogs

        dialogs.tell(window, str(trouble))


def tell(kind: type[BaseException], details: str) -> None:
    """Show one sentence with the version, the details behind a button."""
    box = QMessageBox(QApplication.activeWindow())
    box.setObjectName("bug")
    box.setIcon(QMessageBox.Icon.Critical)
    box.setWindowTitle("OCOP")
    box.setText(
        "Chương trình gặp lỗi ngoài dự kiến. Dữ liệu đã lưu còn nguyên; hãy lưu lại rồi mở lại "
        "chương trình."
    )
    box.setInformativeText(f"Phiên bản {__version__} · {kind.__name__} · ghi tại {log_file()}")
    box.setDetailedText(details)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    _shown[:] = [box]
