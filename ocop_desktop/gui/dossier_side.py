"""Bộ hồ sơ: where a dossier stands, its check list with scans, the chosen scan large, binding below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from ocop_desktop.actions import attaching, dossier_board, dossier_steps, entries
from ocop_desktop.actions.dossier_board import Board, BoardLine, Piece
from ocop_desktop.gui import dialogs, theme
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.dossier_list import CheckList
from ocop_desktop.gui.dossier_out import DossierOut
from ocop_desktop.gui.dossier_way import PAPERS, DossierWay
from ocop_desktop.gui.printing import SCANS, print_paper
from ocop_desktop.gui.scan_look import ScanLook
from ocop_desktop.gui.small import ShortLabel

if TYPE_CHECKING:
    from ocop_desktop.actions.entries import Saved
    from ocop_desktop.actions.start import DataFile
    from ocop_desktop.gui.window import MainWindow

FILTER = (
    "PDF và ảnh (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.heic *.heif *.webp *.bmp);;Mọi tệp (*)"
)
_HELP = "Insert gắn tệp · Ctrl+V dán · Enter mở · Delete bỏ tệp · kéo tệp vào một dòng để gắn"
_SIGNED = ("mau-01", "mau-03", "letter", "changes")
_OWN = "mau-02"
_AGAIN_MS = 150


class DossierSide(QWidget):
    """Everything is kept at once; each thing done offers to be taken back."""

    opened = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self._desk = desk
        self.board: Board | None = None
        self._asked = ("", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 12, 8)
        column.setSpacing(8)
        self.way = DossierWay(self)
        self.way.wanted.connect(self._on_wanted)
        column.addWidget(self.way)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        self.list = CheckList(desk, split)
        self.look = ScanLook(desk, split)
        split.addWidget(self.list)
        split.addWidget(self.look)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([theme.now().px(600), theme.now().px(380)])
        column.addWidget(split, 1)
        help_line = ShortLabel(_HELP, self)
        help_line.setProperty("look", "faint")
        column.addWidget(help_line)
        self.out = DossierOut(self)
        column.addWidget(self.out)
        self.setFocusProxy(self.list)
        self.list.currentRowChanged.connect(lambda _: self._show_scan())
        self.list.opened.connect(self._open)
        self.list.dropped.connect(self.attach)
        self.list.asked.connect(self._choose)
        self.list.pasted.connect(self._paste)
        self.list.taken_off.connect(self._take_off)

    @property
    def desk(self) -> Desk:
        """What the parts of this side ask."""
        return self._desk

    @property
    def main(self) -> MainWindow:
        """The window this side stands in."""
        return cast("MainWindow", self.window())

    def show_record(self, kind: str, id: str) -> None:
        """Show the dossier, or the latest one of a product."""
        self._asked = (kind, id)
        if self._desk.tasks.busy:
            QTimer.singleShot(_AGAIN_MS, self, self._again)
            return
        found = self._desk.attempt(lambda: dossier_board.board(self._desk.data, id))
        if found is None:
            return
        self.board = found
        self.way.show_board(found)
        self.list.show_lines(found.lines)
        self.out.show_board(found)
        self._show_scan()

    def _again(self) -> None:
        if self._asked[1]:
            self.show_record(*self._asked)

    def _show_scan(self) -> None:
        line, piece = self.list.current()
        first = line.pieces[0] if line is not None and line.pieces else None
        chosen = piece or first
        self.look.show_scan(chosen.file if chosen else "")

    # ---- a line is opened

    def _open(self, line: BoardLine, piece: Piece | None) -> None:
        if piece is not None:
            self.opened.emit("evidence", piece.id)
        elif line.paper:
            if line.pieces:
                self.opened.emit("evidence", line.pieces[0].id)
            else:
                self._choose(line)
        elif line.path:
            self._go(line.path)
        elif self.board is not None and self.board.dossier:
            self.opened.emit("dossier", self.board.dossier)

    def _go(self, path: str) -> None:
        """Go to a field of the dossier, its product or its subject."""
        kind, _, field = path.partition(".")
        id = str(getattr(self.board, kind, "")) if self.board else ""
        if id:
            self.main.open_record(kind, id)
            self.main.view.page.go_to(field)

    # ---- scans come and go

    def attach(self, line: BoardLine, paths: Sequence[Path]) -> None:
        """File scans under a line, all at once; a printed form's line takes its signed copy."""
        board, data = self.board, self._desk.data
        sources = [path for path in paths if path.is_file()]
        if board is None or not board.product or not sources:
            return
        if line.code == _OWN and board.dossier:
            saved = self._desk.attempt(
                lambda: [attaching.own_report(data, board.dossier, sources[0])]
            )
            words = "Mẫu số 02 do chủ thể nộp"
        elif line.code in _SIGNED:
            name = f"Bản đã ký: {line.label}"[:200]
            saved = self._desk.attempt(
                lambda: attaching.attach_signed(data, "product", board.product, name, sources)
            )
            words = "Bản đã ký"
        elif line.paper:
            saved = self._desk.attempt(
                lambda: attaching.attach(data, board.product, line.paper, sources)
            )
            words = line.label
        else:
            self._desk.say("Dòng này lấy từ các ô nhập liệu, không gắn tệp. Enter để tới ô đó.")
            return
        if saved:
            refused = [text for one in saved for text in one.rejected.values()]
            if refused:
                self._desk.say(refused[0], "bad")
                return
            self._again()
            self._desk.done.emit(f"Đã gắn {len(saved)} tệp vào “{words}”.")

    def _choose(self, line: BoardLine) -> None:
        dialogs.choose_files(
            self, f"Gắn tệp: {line.label}"[:120], SCANS, partial(self.attach, line)
        )

    def _paste(self, line: BoardLine) -> None:
        content = QGuiApplication.clipboard().mimeData()
        if content.hasUrls():
            urls = [url for url in content.urls() if url.isLocalFile()]
            self.attach(line, [Path(url.toLocalFile()) for url in urls])
        elif content.hasImage():
            with TemporaryDirectory(prefix="ocop-", ignore_cleanup_errors=True) as folder:
                path = Path(folder) / f"anh-dan-{self._desk.data.now()[:19].replace(':', '')}.png"
                if QGuiApplication.clipboard().image().save(str(path)):
                    self.attach(line, [path])
        else:
            self._desk.say("Trong bộ nhớ tạm không có tệp hay ảnh nào.")

    def _take_off(self, piece: Piece) -> None:
        data = self._desk.data
        gone = self._desk.attempt(lambda: entries.remove(data, "evidence", [piece.id]))
        if gone is not None:
            self._again()
            self._desk.done.emit(f"Đã bỏ “{piece.title}”.")

    # ---- the next step

    def _on_wanted(self, name: str) -> None:
        board = self.board
        if board is None:
            return
        if name == "begin":
            self._desk.new_wanted.emit("dossier", {"product": board.product})
        elif name == "result":
            self._go("dossier.outcome")
        elif name.startswith("print."):
            self._print(name.removeprefix("print."))
        elif name == "send" and self._is_stopped(board):
            return
        else:
            self._take_step(name, board)

    def _take_step(self, name: str, board: Board) -> None:
        data, id = self._desk.data, board.dossier
        steps: dict[str, tuple[Callable[[DataFile, str], Saved], str]] = {
            "receive": (dossier_steps.receive, "Đã ghi ngày tiếp nhận hồ sơ."),
            "ask": (dossier_steps.ask_for_more, "Đã ghi yêu cầu bổ sung."),
            "complete": (dossier_steps.complete, "Đã ghi ngày đủ hồ sơ."),
            "send": (dossier_steps.send, "Đã ghi ngày trình tỉnh."),
        }
        step, words = steps[name]
        if self._desk.attempt(lambda: step(data, id)) is not None:
            self._again()
            self._desk.done.emit(words)

    def _is_stopped(self, board: Board) -> bool:
        """Whether something still lacks; then each is named and leads to its place."""
        from ocop_desktop.actions.meter import meter

        found = self._desk.attempt(lambda: meter(self._desk.data, "dossier", board.dossier))
        if found is None or not found.lacks:
            return False
        self._desk.say(f"Chưa đánh dấu đã trình tỉnh được: còn {len(found.lacks)} mục.", "bad")
        button = self.main.findChild(QPushButton, "meter")
        if button is not None:
            button.ask()  # type: ignore[attr-defined]
            button.drop()  # type: ignore[attr-defined]
        return True

    def _print(self, paper: str) -> None:
        board = self.board
        titles = {
            name: words.removeprefix("In ") for some in PAPERS.values() for name, words in some
        }
        if board is not None:
            title = titles[paper][:1].upper() + titles[paper][1:]
            print_paper(self.main, paper, title, board.dossier, board.title)
