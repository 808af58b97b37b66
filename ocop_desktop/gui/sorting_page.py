"""Bàn phân loại: what came in by phone or scanner, and one key to say which paper each is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QFileSystemWatcher, QObject, QSize, Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.actions import sorting
from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.glances import THUMB, pixmap_of, square_icon
from ocop_desktop.gui.page import button, note_label
from ocop_desktop.gui.paper_keys import PaperKeys
from ocop_desktop.gui.small import ShortLabel
from ocop_desktop.gui.wrap_row import WrapRow
from ocop_desktop.schema.choice_types import file_parts

if TYPE_CHECKING:
    from ocop_desktop.gui.task import Progress
    from ocop_desktop.gui.window import MainWindow

_VALUE = int(Qt.ItemDataRole.UserRole)
_LARGE, _LOOK_MS = 1400, 2500
_FILTER = "PDF và ảnh (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.heic *.heif *.webp *.bmp)"
_EMPTY = (
    "Kéo ảnh, tệp PDF vào đây, dán bằng Ctrl+V, hoặc chọn thư mục máy quét để chương trình tự lấy."
    " Sau đó chọn sản phẩm ở bên phải và bấm một phím cho mỗi tệp."
)


class SortingPage(QWidget):
    """Files at the left, the chosen one large in the middle, whose and which paper at the right."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("page")
        self._window, self._desk = window, window.desk
        self._thumbs: dict[str, QIcon] = {}
        self._page = 0
        self._watched: set[tuple[str, int, int]] = set()
        self._watcher = QFileSystemWatcher(self)
        self._look = QTimer(self, interval=_LOOK_MS, singleShot=True)
        self._look.timeout.connect(self._look_in_folder)
        self._watcher.directoryChanged.connect(lambda _: self._look.start())
        self.setAcceptDrops(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 12, 12)
        outer.setSpacing(10)
        outer.addLayout(self._heading())
        self._empty = note_label(_EMPTY, self)
        outer.addWidget(self._empty)
        desk = QWidget(self)
        row = QHBoxLayout(desk)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._made_list())
        row.addLayout(self._made_middle(), 1)
        self.keys = PaperKeys(self._desk, self)
        self.keys.chosen.connect(self.file_as)
        row.addWidget(self.keys)
        area = QScrollArea(self)  # on a small screen the three parts scroll
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(desk)
        outer.addWidget(area, 1)
        self.setFocusProxy(self.list)
        self._watch(Path(window.preferences.scan_folder))
        self.refresh()

    # ---- what lies on the desk

    def refresh(self) -> None:
        """Show what waits now, the chosen one kept where it is still there."""
        if self._desk.tasks.busy:
            return
        values = sorting.waiting(self._desk.data)
        held = [str(self.list.item(n).data(_VALUE)) for n in range(self.list.count())]
        if held != values:
            row = max(0, self.list.currentRow())
            self.list.blockSignals(True)
            self.list.clear()
            for value in values:
                self.list.addItem(self._item(value))
            self.list.blockSignals(False)
            if values:
                self.list.setCurrentRow(min(row, len(values) - 1))
        self._empty.setVisible(not values)
        self.note.setText(f"{len(values)} tệp chờ" if values else "không có tệp nào chờ")
        self._show_large()
        self.keys.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look_in_folder()
        self.refresh()

    def chosen(self) -> list[str]:
        """The files that are chosen, in the order of the desk."""
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        return [str(self.list.item(row).data(_VALUE)) for row in rows]

    def _item(self, value: str) -> QListWidgetItem:
        name = file_parts(value)[1]
        item = QListWidgetItem(self._thumb(value), name)
        item.setData(_VALUE, value)
        item.setToolTip(name)
        return item

    def _thumb(self, value: str) -> QIcon:
        if value not in self._thumbs:
            found = sorting.picture(self._desk.data, value, theme.now().px(THUMB))
            self._thumbs[value] = square_icon(pixmap_of(found) if found else None)
        return self._thumbs[value]

    # ---- taking in

    def take_in(self, paths: Sequence[Path], *, anew: bool = True) -> None:
        """Lay files onto the desk, on the road for long work."""
        if not paths or self._desk.tasks.busy:
            return
        data = self._desk.data
        self._desk.run(
            f"Đang nhận {len(paths)} tệp",
            lambda tell: sorting.take_in(data, _told(paths, tell), anew=anew),
            self._taken,
        )

    def _taken(self, found: sorting.TakenIn) -> None:
        words = [f"Đã nhận {found.new} tệp."] if found.new else []
        words += [f"{found.known} tệp đã có từ trước."] if found.known else []
        if found.refused:
            names = ", ".join(found.refused[:3])
            words.append(f"Không nhận {len(found.refused)} tệp ({names}): chỉ nhận PDF và ảnh.")
        if words:
            self._desk.say(" ".join(words), "bad" if found.refused else "good")
        self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.take_in(_files([Path(url.toLocalFile()) for url in urls if url.isLocalFile()]))

    def paste(self) -> None:
        """Take files, or a picture, from the clipboard."""
        content = QGuiApplication.clipboard().mimeData()
        if content.hasUrls():
            paths = [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]
            self.take_in(_files(paths))
        elif content.hasImage():
            self._paste_image(QGuiApplication.clipboard().image())
        else:
            self._desk.say("Trong bộ nhớ tạm không có tệp hay ảnh nào.")

    def _paste_image(self, image: QImage) -> None:
        with TemporaryDirectory(prefix="ocop-", ignore_cleanup_errors=True) as folder:
            path = Path(folder) / f"anh-dan-{self._desk.data.now()[:19].replace(':', '')}.png"
            if image.save(str(path)):
                taken = self._desk.attempt(
                    lambda: sorting.take_in(self._desk.data, [path], anew=True)
                )
                if taken is not None:
                    self._taken(taken)

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Nhận tệp", "", _FILTER)
        self.take_in([Path(name) for name in names])

    # ---- the folder of the scanner

    def _choose_folder(self) -> None:
        prefers = self._window.preferences
        name = QFileDialog.getExistingDirectory(self, "Thư mục máy quét", prefers.scan_folder)
        if name:
            prefers.scan_folder = name
            prefers.save()
            self._watched.clear()
            self._watch(Path(name))
            self._look_in_folder()

    def _watch(self, folder: Path) -> None:
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        named = bool(self._window.preferences.scan_folder) and folder.is_dir()
        if named:
            self._watcher.addPath(str(folder))
        self.folder_words.setText(f"Tự lấy từ {folder}" if named else "")

    def _look_in_folder(self) -> None:
        """Take what is new in the scanner's folder; nothing there is changed."""
        named = self._window.preferences.scan_folder
        if not named or self._desk.tasks.busy:
            if named:
                self._look.start()
            return
        self.take_in(sorting.new_in(self._desk.data, Path(named), self._watched), anew=False)

    # ---- saying what it is

    def file_as(self, paper: str) -> None:
        """File the chosen scans as this paper of the product or subject at the right."""
        values, fields = self.chosen(), self.keys.fields()
        if not values or fields is None:
            return
        data = self._desk.data
        saved = self._desk.attempt(lambda: sorting.file_as(data, values, fields | {"paper": paper}))
        if saved is None:
            return
        if not saved.saved:
            self._desk.say(next(iter(saved.rejected.values()), ""), "bad")
            return
        self.keys.forget_paper()
        many = f" ({len(values)} tệp)" if len(values) > 1 else ""
        self._window.status.say_and_offer(
            f"Đã xếp vào “{self.keys.label(paper)}”{many}.", "Lấy lại", partial(self._undo, values)
        )
        self.refresh()
        self.list.setFocus()

    def _undo(self, values: Sequence[str]) -> None:
        self._window.verbs.undo()
        sorting.put_back(self._desk.data, values)
        self.refresh()

    def put_away(self) -> None:
        """Take the chosen files off the desk; they can be had back."""
        values = self.chosen()
        if not values:
            return
        sorting.put_away(self._desk.data, values)
        self._window.status.say_and_offer(
            f"Đã bỏ {len(values)} tệp khỏi bàn.", "Lấy lại", partial(self._put_back, values)
        )
        self.refresh()

    def _put_back(self, values: Sequence[str]) -> None:
        sorting.put_back(self._desk.data, values)
        self.refresh()

    # ---- parts

    def _heading(self) -> QLayout:
        line = WrapRow()
        title = QLabel("Bàn phân loại", self)
        title.setObjectName("page-title")
        line.addWidget(title)
        self.note = ShortLabel("", self)
        mark(self.note, "look", "note")
        line.addWidget(self.note)
        self.folder_words = ShortLabel("", self)
        mark(self.folder_words, "look", "faint")
        line.addWidget(self.folder_words)
        line.addStretch()
        add = button("Nhận tệp…", "plus", self._choose, self, "primary")
        add.setObjectName("sorting.add")
        for made in (
            button("Thư mục máy quét…", "scan-line", self._choose_folder, self),
            button("Dán", "clipboard-list", self.paste, self),
            add,
        ):
            line.addWidget(made)
        return line

    def _made_list(self) -> QListWidget:
        self.list = made = QListWidget(self)
        made.setObjectName("sorting.list")
        made.setAccessibleName("Tệp chờ phân loại")
        made.setViewMode(QListWidget.ViewMode.IconMode)
        made.setMovement(QListWidget.Movement.Static)
        made.setResizeMode(QListWidget.ResizeMode.Adjust)
        made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        side = theme.now().px(THUMB)
        made.setIconSize(QSize(side, side))
        made.setGridSize(QSize(side + theme.now().px(18), side + theme.now().px(34)))
        made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        made.setUniformItemSizes(True)
        made.setFixedWidth(2 * side + theme.now().px(66))
        made.currentRowChanged.connect(lambda _: self._turn_to(0))
        made.installEventFilter(self)
        return made

    def _made_middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        self.large = QLabel(self)
        self.large.setObjectName("sorting.large")
        self.large.setAccessibleName("Tệp đang chọn")
        self.large.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.large.setMinimumSize(theme.now().px(200), theme.now().px(200))
        column.addWidget(self.large, 1)
        self.name = ShortLabel("", self)
        mark(self.name, "look", "note")
        column.addWidget(self.name)
        return column

    def _turn_to(self, page: int) -> None:
        self._page = page
        self._show_large()

    def _show_large(self) -> None:
        if self.list.currentRow() < 0:
            self.large.clear()
            self.name.setText("")
            return
        value = str(self.list.currentItem().data(_VALUE))
        found = sorting.picture(self._desk.data, value, _LARGE, self._page)
        pages = sorting.pages_of(self._desk.data, value)
        place = f" · trang {self._page + 1}/{pages} (← →)" if pages > 1 else ""
        self.name.setText(f"{file_parts(value)[1]}{place}")
        if found is None:
            self.large.setText("Không xem được tệp này, nhưng vẫn có thể xếp vào minh chứng.")
            return
        smooth = Qt.TransformationMode.SmoothTransformation
        keep = Qt.AspectRatioMode.KeepAspectRatio
        ratio = self.devicePixelRatioF()
        shown = pixmap_of(found).scaled(self.large.size() * ratio, keep, smooth)
        shown.setDevicePixelRatio(ratio)
        self.large.setPixmap(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._show_large)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A letter or number files what is chosen; Delete takes it off, Ctrl+V takes in."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_Delete:
            self.put_away()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._many_pages():
            self._turn_to(max(0, self._page + (1 if event.key() == Qt.Key.Key_Right else -1)))
        elif not self.keys.take(event):
            return super().eventFilter(watched, event)
        return True

    def _many_pages(self) -> bool:
        if self.list.currentRow() < 0:
            return False
        value = str(self.list.currentItem().data(_VALUE))
        pages = sorting.pages_of(self._desk.data, value)
        self._page = min(self._page, max(0, pages - 1))
        return pages > 1


def _files(paths: Sequence[Path]) -> list[Path]:
    """Files, and those that lie in folders among them."""
    found: list[Path] = []
    for path in paths:
        found += (
            sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        )
    return found


def _told(paths: Sequence[Path], tell: Progress) -> Iterator[Path]:
    """The files one after another, telling how far it is."""
    for done, path in enumerate(paths):
        tell(done, len(paths), path.name)
        yield path
