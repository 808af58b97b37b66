"""Nhận bàn giao: a data file made of what the officer before handed over, then opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from ocop_desktop.actions import handing_over
from ocop_desktop.gui import dialogs
from ocop_desktop.messages import Cancelled, Trouble
from ocop_desktop.paths import documents_dir


def ask(parent: QWidget, opened: Callable[[Path], object]) -> None:
    """Let the file and the place of the new data file be chosen; open it by `opened`."""

    def chosen(file: Path) -> None:
        place = documents_dir() / f"{file.stem}.ocop"
        dialogs.choose_place(
            parent,
            "Nơi lưu tệp dữ liệu",
            dialogs.DATA_FILTER,
            place,
            lambda path: _take(parent, file, path, opened),
        )

    dialogs.choose_file(parent, "Chọn tệp bàn giao", dialogs.HANDOVER_FILTER, chosen)


def _take(parent: QWidget, file: Path, path: Path, opened: Callable[[Path], object]) -> None:
    shown = QProgressDialog("Đang kiểm tra và chép tệp bàn giao", "Thôi", 0, 0, parent)
    shown.setObjectName("taking_over")
    shown.setWindowTitle("Nhận bàn giao")
    shown.setWindowModality(Qt.WindowModality.WindowModal)
    shown.setMinimumDuration(0)

    def told(done: int, total: int, what: str) -> None:
        shown.setRange(0, total)
        shown.setValue(done)
        QApplication.processEvents()
        if shown.wasCanceled():
            raise Cancelled

    try:
        handing_over.take_over(file, path, progress=told).close()
    except Trouble as trouble:
        dialogs.tell(parent, str(trouble))
    except Cancelled:
        pass
    else:
        opened(path)
    finally:
        shown.close()
        shown.deleteLater()
