"""A kept scan large: the pages of a PDF, or a picture."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from ocop_desktop.actions import files, sorting
from ocop_desktop.actions.preview import Pages
from ocop_desktop.gui import theme
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.glances import pixmap_of
from ocop_desktop.gui.preview_pages import PageView
from ocop_desktop.gui.small import ShortLabel
from ocop_desktop.messages import Trouble
from ocop_desktop.schema.choice_types import file_parts

_LARGE = 1400
_PAUSE_MS = 80
_EMPTY = "Chọn một tệp ở danh mục để xem tại đây.\nKéo tệp vào một dòng để gắn vào dòng đó."


class ScanLook(QWidget):
    """Shows what is asked for a moment later, so that the arrows run on without waiting."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._value = ""
        self._pages: Pages | None = None
        self._picture: QPixmap | None = None
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.stack = QStackedWidget(self)
        self.image = QLabel(_EMPTY, self.stack)
        self.image.setObjectName("dossier.image")
        self.image.setAccessibleName("Tệp đang chọn")
        self.image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.image.setWordWrap(True)
        self.image.setMinimumSize(theme.now().px(160), theme.now().px(160))
        mark(self.image, "look", "note")
        self.pages = PageView(self.stack)
        self.pages.setObjectName("dossier.pages")
        self.stack.addWidget(self.image)
        self.stack.addWidget(self.pages)
        column.addWidget(self.stack, 1)
        self.name = ShortLabel("", self)
        mark(self.name, "look", "note")
        column.addWidget(self.name)

    def show_scan(self, value: str) -> None:
        """Show a kept file, "" for none."""
        if value != self._value:
            self._value = value
            self._pause.start()

    def let_go(self) -> None:
        """Close the file that is shown."""
        if self._pages is not None:
            self.pages.hide_pages()
            self._pages.close()
            self._pages = None

    def _look(self) -> None:
        self.let_go()
        self._picture = None
        self.stack.setCurrentWidget(self.image)
        self.name.setText(file_parts(self._value)[1] if self._value else "")
        if not self._value:
            self.image.setText(_EMPTY)
            return
        if self.name.text().lower().endswith(".pdf") and self._open_pdf():
            return
        found = sorting.picture(self._desk.data, self._value, _LARGE)
        count = sorting.pages_of(self._desk.data, self._value) if found else 0
        if count > 1:
            self.name.setText(f"{self.name.text()} · {count} trang, đang xem trang 1")
        self._picture = pixmap_of(found) if found else None
        if self._picture is None:
            self.image.setText("Không xem được tệp này ở đây. Enter mở bản ghi minh chứng.")
        self._fit()

    def _open_pdf(self) -> bool:
        try:
            self._pages = Pages(files.path_of(self._desk.data, self._value))
        except Trouble:
            return False
        self.pages.show_pages(self._pages)
        self.stack.setCurrentWidget(self.pages)
        return True

    def _fit(self) -> None:
        if self._picture is None:
            return
        ratio = self.devicePixelRatioF()
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        shown = self._picture.scaled(self.image.size() * ratio, keep, smooth)
        shown.setDevicePixelRatio(ratio)
        self.image.setPixmap(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)
