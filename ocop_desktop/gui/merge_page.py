"""Gộp dữ liệu (at an office: Nhận tệp): files chosen, what they would do, then done; in three steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QVBoxLayout

from ocop_desktop.actions import merge_preview, swap
from ocop_desktop.actions.merge_files import Keys, Offered
from ocop_desktop.actions.merge_preview import Preview
from ocop_desktop.gui import dialogs
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.merge_done import DoneStep
from ocop_desktop.gui.merge_files import FilesStep
from ocop_desktop.gui.merge_look import LookStep
from ocop_desktop.gui.merge_out import ReceiptsOut
from ocop_desktop.gui.others_words import title_of
from ocop_desktop.gui.page import button
from ocop_desktop.gui.task import Progress
from ocop_desktop.gui.wrap_row import WrapRow
from ocop_desktop.paths import documents_dir
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_STEPS = ("1  Chọn tệp", "2  Xem trước", "3  Kết quả")
_FILES, _LOOK, _DONE = range(3)


class MergePage(QFrame):
    """Nothing is written before the officer has seen what would be."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("page")
        self._window, self._desk = window, window.desk
        self._office = window.desk.data.role != "province"
        self._verb = "Nhận" if self._office else "Gộp"
        self._keys, self._files = Keys(), list[Path]()
        self._preview: Preview | None = None
        self._stale = False  # records changed here since the preview
        self._report: swap.MergeReport | None = None
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.setSpacing(12)
        column.addLayout(self._heading())
        self._stack = QStackedWidget(self)
        asked = "Chọn tệp của tỉnh hoặc của máy khác" if self._office else "Chọn sổ trao đổi"
        self.files = FilesStep(window, self, asked)
        self.look = LookStep(self._desk, self, self._verb)
        self.done = DoneStep(window, self)
        for step in (self.files, self.look, self.done):
            self._stack.addWidget(step)
        column.addWidget(self._stack, 1)
        self._out = ReceiptsOut(window, self)
        self._connect()
        self._step(_FILES)

    def _connect(self) -> None:
        self.files.go_on.connect(self.look_at)
        self.files.unlocking.connect(self._unlock)
        self.look.go_on.connect(self._merge)
        self.look.back.connect(lambda: self._step(_FILES))
        self.done.again.connect(self._again)
        self.done.printing.connect(lambda: self._out.print_(self._report))
        self.done.saving.connect(lambda: self._out.save(self._report))
        self.done.sending.connect(lambda: self._out.each(self._report))
        self.done.undoing.connect(self._undo)
        self.done.redoing.connect(self._window.verbs.redo)
        self.done.history.connect(partial(self._window.go, "history"))

    def take(self, paths: Sequence[Path]) -> None:
        """Add files to the list, at the first step."""
        if self._stack.currentIndex() == _DONE:
            self.files.clear()
        self._step(_FILES)
        self.files.take(paths)

    def refresh(self) -> None:
        """Something changed here: what was looked at is looked at again before it is done."""
        self._stale = self._preview is not None
        self.done.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.take([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    # ---- steps

    def _heading(self) -> WrapRow:
        row = WrapRow()
        row.setSpacing(8)
        title = QLabel("Nhận tệp" if self._office else "Gộp dữ liệu", self)
        title.setObjectName("page-title")
        row.addWidget(title)
        self._steps = []
        for words in _STEPS:
            label = QLabel(words, self)
            mark(label, "look", "chip")
            row.addWidget(label)
            self._steps.append(label)
        row.addStretch(1)
        if not self._office:
            lacking = button("Ai chưa gửi", "inbox", partial(self._window.go, "senders"), self)
            lacking.setObjectName("command.senders")
            row.addWidget(lacking)
            book = button("Ghi sổ tổng hợp…", "file-spreadsheet", self._ask_book, self)
            book.setObjectName("command.consolidate")
            row.addWidget(book)
        see = button(title_of(self._desk.data), "eye", partial(self._window.go, "others"), self)
        see.setObjectName("command.see_others")
        row.addWidget(see)
        return row

    def _step(self, number: int) -> None:
        for place, (label, words) in enumerate(zip(self._steps, _STEPS, strict=True)):
            mark(label, "tone", "brand" if place == number else "")
            label.setText(words.replace(words[0], "✓", 1) if place < number else words)
        self._stack.setCurrentIndex(number)
        if number == _FILES:
            self.files.put_focus()

    # ---- looking

    def look_at(self, files: Sequence[Path]) -> None:
        """Show what merging these files would do."""
        self._files = list(files)
        if not self._files:
            return
        data, scratch = self._desk.data, self._desk.scratch("xem-truoc.sqlite")
        chosen = self._preview.choices().by_key if self._preview and self._stale else {}
        self._close_preview()
        self._desk.run(
            "Đang đọc các tệp",
            lambda progress: merge_preview.look_into(
                data, self._files, scratch, keys=self._keys, progress=progress
            ),
            partial(self._looked, chosen),
        )

    def _looked(self, chosen: Mapping[str, str], preview: Preview) -> None:
        for key, choice in chosen.items():
            preview.choose([key], choice)
        self._preview, self._stale = preview, False
        self._step(_LOOK)
        self.look.show_preview(preview)

    def _unlock(self, file: Offered) -> None:
        """Ask for what the file lacks, and try it once more."""
        from ocop_desktop.gui.book_answers import KeyDialog, PasswordDialog, UnitDialog

        def opened(password: str) -> None:
            self._keys.passwords.insert(0, password)
            self.files.look_again(self._keys)

        def accepted() -> None:
            assert file.trouble is not None
            name = "key" if file.state == "elsewhere" else "offered"
            self._keys.accepted.add(str(file.trouble.facts[name]))
            self.files.look_again(self._keys)

        if file.state == "sealed":
            wrong = file.trouble is not None and file.trouble.code == "wrong_password"
            PasswordDialog(self._window, file.path.name, opened, wrong=wrong).open()
        elif file.state == "elsewhere" and file.trouble is not None:
            UnitDialog(self._window, file.trouble, accepted).open()
        else:
            report = swap.FileReport(file.path, trouble=file.trouble)
            KeyDialog(self._window, report, accepted).open()

    def _close_preview(self) -> None:
        if self._preview is not None:
            self._preview.close()
            self._preview = None

    # ---- merging

    def _merge(self) -> None:
        if self._preview is None:
            return
        if self._stale:
            self._desk.say("Dữ liệu ở đây đã đổi từ lúc xem trước. Mời xem lại rồi ghi.")
            self.look_at(self._files)
            return
        data, files, choices = self._desk.data, self._files, self._preview.choices()
        folder = data.path.parent / "Biên nhận"
        receipt = folder / f"bien-nhan-{data.now()[:19].replace(':', '')}.xlsx"
        keys = self._keys

        def work(progress: Progress) -> swap.MergeReport:
            receipt.parent.mkdir(exist_ok=True)
            return swap.merge(
                data,
                files,
                edits=choices,
                receipt=receipt,
                passwords=keys.passwords,
                accept_keys=keys.accepted,
                progress=progress,
            )

        self._desk.run(f"Đang {self._verb.lower()}", work, partial(self._merged, receipt))

    def _merged(self, receipt: Path, report: swap.MergeReport) -> None:
        self._close_preview()
        self._report = report
        self._step(_DONE)
        self.done.show_report(report, self._verb, receipt)
        self._window.show_facts()
        if report.applied:
            taken = [file for file in report.files if not file.refused]
            new = sum(file.total("new") + file.total("duplicate") for file in taken)
            said = f"Đã {self._verb.lower()} {len(taken)} tệp: {grouped(new)} dòng mới."
            if self.done.can_undo:
                self._window.status.say_and_offer(said, "Hoàn tác", self._undo)
            else:
                self._desk.say(said, "good")

    def _undo(self) -> None:
        report = self._report
        if report is not None and report.applied:
            rows = sum(file.total("read") for file in report.files)
            self._window.verbs.turning.undo_chosen(report.action, rows)

    def _again(self) -> None:
        self.files.clear()
        self._step(_FILES)

    # ---- the province's own book

    def _ask_book(self) -> None:
        suggested = documents_dir() / f"OCOP-tong-hop-{self._desk.today()}.xlsx"
        dialogs.choose_place(
            self, "Lưu sổ tổng hợp", dialogs.EXCEL_FILTER, suggested, self._consolidate
        )

    def _consolidate(self, out: Path) -> None:
        data = self._desk.data
        self._desk.run(
            "Đang ghi sổ tổng hợp",
            lambda _: swap.consolidate(data, out),
            lambda _: self._window.status.say_and_offer(
                f"Đã ghi {out.name}", "Mở thư mục", partial(self._desk.show_path, out.parent)
            ),
        )
