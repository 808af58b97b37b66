"""The few questions and notes that stand before the window; none blocks the program behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop import __version__
from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.keys import groups

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

DATA_FILTER = "Tệp dữ liệu OCOP (*.ocop)"
EXCEL_FILTER = "Sổ trao đổi (*.xlsx)"
BUNDLE_FILTER = "Sổ trao đổi kèm bản scan (*.zip)"
BOOKS_FILTER = "Sổ trao đổi (*.xlsx *.zip)"
HANDOVER_FILTER = "Tệp bàn giao (*.zip)"
PDF_FILTER = "Tài liệu PDF (*.pdf)"


def tell(parent: QWidget, sentence: str) -> None:
    """Say what is wrong in the world and what to do; one sentence, one button."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "OCOP", sentence, parent=parent)
    dressed = theme.now()
    picture = icons.pixmap("triangle-alert", dressed.colours["gold"], dressed.px(28), 2)
    box.setIconPixmap(picture)
    layout = box.layout()
    if layout is not None:
        layout.setContentsMargins(22, 20, 22, 16)
    box.setObjectName("trouble")
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def choose_file(
    parent: QWidget, title: str, filters: str, then: Callable[[Path], object], start: str = ""
) -> None:
    """Let an existing file be chosen."""
    dialog = QFileDialog(parent, title, start, filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _open(dialog, lambda paths: then(paths[0]))


def choose_files(
    parent: QWidget, title: str, filters: str, then: Callable[[list[Path]], object]
) -> None:
    """Let several existing files be chosen."""
    dialog = QFileDialog(parent, title, "", filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    _open(dialog, then)


def choose_folder(parent: QWidget, title: str, then: Callable[[Path], object]) -> None:
    """Let a folder be chosen."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(dialog, lambda paths: then(paths[0]))


def choose_place(
    parent: QWidget, title: str, filters: str, suggested: Path, then: Callable[[Path], object]
) -> None:
    """Let the name and place of a file to be written be chosen."""
    dialog = QFileDialog(parent, title, str(suggested), filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suggested.suffix.lstrip("."))
    dialog.selectFile(str(suggested))
    _open(dialog, lambda paths: then(paths[0]))


def _open(dialog: QFileDialog, then: Callable[[list[Path]], object]) -> None:
    dialog.setObjectName("file_dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.open()


def show_help(window: MainWindow) -> None:
    """The keys, the version, the data file's place."""
    dialog = QDialog(window)
    dialog.setObjectName("help")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle("Trợ giúp")
    dialog.resize(theme.now().px(560), theme.now().px(560))
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 18, 20, 16)
    title = QLabel(f"OCOP Desktop {__version__}", dialog)
    title.setObjectName("page-title")
    where = QLabel(f"Dữ liệu ở: {window.desk.data.where}", dialog)
    where.setWordWrap(True)
    mark(where, "look", "note")
    column.addWidget(title)
    column.addWidget(where)
    area = QScrollArea(dialog)
    area.setWidgetResizable(True)
    area.setWidget(_keys(area))
    column.addWidget(area, 1)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    buttons.rejected.connect(dialog.close)
    column.addWidget(buttons)
    dialog.open()


def _keys(parent: QWidget) -> QWidget:
    inside = QWidget(parent)
    inside.setObjectName("pages")
    rows = QFormLayout(inside)
    rows.setVerticalSpacing(6)
    rows.setHorizontalSpacing(24)
    for group, pairs in groups():
        heading = QLabel(group, inside)
        heading.setObjectName("card-title")
        rows.addRow(heading)
        for keys, label in pairs:
            name = QLabel(keys, inside)
            mark(name, "look", "strong")
            said = QLabel(label, inside)
            said.setWordWrap(True)
            rows.addRow(name, said)
    return inside
