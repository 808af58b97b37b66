"""Gộp dữ liệu, at the province: choose what the offices sent, see what it would do, then do it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QRadioButton, QWidget

from ocop_desktop.actions import swap
from ocop_desktop.actions.merge_remarks import remarks as told_of
from ocop_desktop.actions.merge_report import FATE_WORDS
from ocop_desktop.actions.start import DataFile
from ocop_desktop.gui import dialogs
from ocop_desktop.gui.book_answers import Answers
from ocop_desktop.gui.others_words import title_of
from ocop_desktop.gui.page import Card, Page, button, note_label
from ocop_desktop.gui.plain_table import Cell, PlainTable
from ocop_desktop.gui.task import Progress
from ocop_desktop.paths import documents_dir
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_EDITS = {"ask": "Để chờ xem", "take": "Nhận", "refuse": "Không nhận"}
_SHOWN = ("read", "new", "changed", "merged", "conflict", "duplicate", "older", "same", "refused")
_ALWAYS = ("read", "new", "changed")
_MOST_LISTED = 40


class MergePage(Page):
    """Nothing is written before the officer has seen what would be."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Gộp dữ liệu", window)
        self._window, self._desk = window, window.desk
        self._files: list[Path] = []
        look = button(title_of(window.desk.data), "eye", partial(window.go, "others"), self)
        look.setObjectName("command.see_others")
        self.heading.addWidget(look)
        lacking = button("Ai chưa gửi", "inbox", partial(window.go, "senders"), self)
        lacking.setObjectName("command.senders")
        self.heading.addWidget(lacking)
        self._edits = "ask"
        self._answers = Answers()
        self.setAcceptDrops(True)
        self.column.addWidget(self._choose_card())
        self._shown = Card("Xem trước", self.inside)
        self._shown.setObjectName("card")
        self._shown.hide()
        self.column.addWidget(self._shown)
        self.column.addWidget(self._after_card())
        self.column.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.look_at([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    # ---- choosing and looking

    def _choose_card(self) -> Card:
        note = (
            "Chọn các sổ trao đổi mà đơn vị gửi về, hoặc kéo thả vào đây. Thứ tự không quan trọng; "
            "gộp hai lần cũng không đổi gì. Chưa ghi gì trước khi bấm Gộp."
        )
        card = Card("Chọn sổ trao đổi", self.inside, note)
        line = QHBoxLayout()
        line.setSpacing(16)
        choose = button("Chọn các sổ…", "folder-open", self._choose, card, "primary")
        choose.setObjectName("command.choose_books")
        line.addWidget(choose)
        words = note_label("Chỗ sửa tay trong Excel:", card)
        words.setWordWrap(False)
        line.addWidget(words)
        for code, text in _EDITS.items():
            option = QRadioButton(text, card)
            option.setObjectName(f"merge.edits.{code}")
            option.setChecked(code == self._edits)
            option.clicked.connect(partial(self._set_edits, code))
            line.addWidget(option)
        line.addStretch(1)
        card.column.addLayout(line)
        return card

    def _set_edits(self, code: str, _: bool = False) -> None:
        self._edits = code
        if self._files:
            self.look_at(self._files)

    def _choose(self) -> None:
        dialogs.choose_files(self, "Chọn sổ trao đổi", dialogs.BOOKS_FILTER, self.look_at)

    def look_at(self, files: Sequence[Path]) -> None:
        """Show what merging these files would do."""
        if self._files != list(files):
            self._answers.forget()
        self._files = list(files)
        if not self._files:
            return
        data, edits, given = self._desk.data, self._edits, self._answers.given
        self._desk.run(
            "Đang đọc các sổ",
            lambda progress: swap.merge(
                data, self._files, preview=True, edits=edits, progress=progress, **given
            ),
            self._show,
        )

    def _merge(self) -> None:
        data, files = self._desk.data, self._files
        given = {"edits": self._edits, **self._answers.given}
        folder = data.path.parent / "Biên nhận"
        receipt = folder / f"bien-nhan-{data.now()[:19].replace(':', '')}.xlsx"
        self._desk.run(
            "Đang gộp",
            lambda progress: _merged(data, files, given, receipt, progress),
            partial(self._done, receipt),
        )

    # ---- what it would do, what it did

    def _show(self, report: swap.MergeReport) -> None:
        go = button("Gộp vào dữ liệu", "git-merge", self._merge, self._shown, "primary")
        go.setObjectName("command.merge")
        go.setEnabled(any(not file.refused for file in report.files))
        self._tell("Xem trước: chưa ghi gì", report, [go])
        self._shown.show()
        go.setFocus()

    def _done(self, receipt: Path, report: swap.MergeReport) -> None:
        self._files = []
        if not report.applied:
            self._tell("Chưa gộp được sổ nào", report, [])
            return
        show = partial(self._desk.show_path, receipt.parent)
        opened = button("Mở thư mục biên nhận", "folder-open", show, self._shown)
        self._tell(
            "Đã gộp xong", report, [note_label(f"Biên nhận: {receipt}", self._shown), opened]
        )
        taken = sum(not file.refused for file in report.files)
        new, changed = _total(report, "new"), _total(report, "changed")
        said = f"Đã gộp {taken} sổ: {grouped(new)} dòng mới, {grouped(changed)} dòng thay đổi."
        self._window.status.say_and_offer(said, "Hoàn tác", self._window.verbs.undo)

    def _tell(self, title: str, report: swap.MergeReport, parts: Sequence[QWidget]) -> None:
        """Per file what becomes of its rows, what to know, what to do, then form by form."""
        card = self._shown
        card.clear(keep=0)
        heading = QLabel(title, card)
        heading.setObjectName("card-title")
        card.column.addWidget(heading)
        fates = _fates_of(report)
        card.column.addWidget(self._files_table(report, fates, card))
        for sentence in _remarks(report):
            card.column.addWidget(note_label(sentence, card))
        again = partial(self.look_at, self._files)
        for row in self._answers.rows(report.files, again, card) if self._files else ():
            card.column.addWidget(row)
        for part in parts:
            short = isinstance(part, QPushButton)
            side = Qt.AlignmentFlag.AlignLeft if short else Qt.AlignmentFlag(0)
            card.column.addWidget(part, 0, side)
        forms = self._forms_table(report, fates, card)
        if forms is not None:
            card.column.addWidget(forms)

    def _files_table(
        self, report: swap.MergeReport, fates: Sequence[str], parent: QWidget
    ) -> PlainTable:
        headings = ("Sổ", "Đơn vị gửi", "Lần gửi", *(FATE_WORDS[fate] for fate in fates), "sửa tay")
        rows: list[list[Cell]] = []
        for file in report.files:
            about = file.about
            if file.refused or about is None:
                rows.append([file.file, "✕ không nhận", "", *([""] * (len(fates) + 1))])
                continue
            counts = [file.total(fate) for fate in fates]
            rows.append([file.file, about.unit_name, str(about.number), *counts, len(file.edits)])
        return PlainTable(headings, rows, parent)

    def _forms_table(
        self, report: swap.MergeReport, fates: Sequence[str], parent: QWidget
    ) -> PlainTable | None:
        totals: dict[str, Counter[str]] = {}
        for file in report.files:
            for kind, counts in file.forms.items():
                totals.setdefault(kind, Counter()).update(counts)
        forms = self._desk.data.forms
        rows: list[list[Cell]] = [
            [forms[kind].plural, *(counts[fate] for fate in fates)]
            for kind, counts in totals.items()
            if counts["read"]
        ]
        if not rows:
            return None
        return PlainTable(("Mẫu", *(FATE_WORDS[fate] for fate in fates)), rows, parent)

    # ---- after merging

    def _after_card(self) -> Card:
        card = Card(
            "Sổ tổng hợp của tỉnh", self.inside, "Mọi bản ghi đã gộp và số liệu, trong một sổ."
        )
        write = button("Ghi sổ tổng hợp…", "file-spreadsheet", self._ask_book, card)
        write.setObjectName("command.consolidate")
        card.column.addWidget(write, 0, Qt.AlignmentFlag.AlignLeft)
        return card

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


def _merged(
    data: DataFile, files: Sequence[Path], given: Any, receipt: Path, progress: Progress
) -> swap.MergeReport:
    receipt.parent.mkdir(exist_ok=True)
    return swap.merge(data, files, receipt=receipt, progress=progress, **given)


def _fates_of(report: swap.MergeReport) -> list[str]:
    """The fates worth a column: those that some row has, and the usual three."""
    return [fate for fate in _SHOWN if fate in _ALWAYS or _total(report, fate)]


def _total(report: swap.MergeReport, fate: str) -> int:
    return sum(file.total(fate) for file in report.files)


def _remarks(report: swap.MergeReport) -> list[str]:
    """What an officer should know of each file, in sentences."""
    remarks = [f"✕ {f.file}: {f.refused['text']}" for f in report.files if f.refused]
    remarks += [f"⚠ {f.file}: {one}." for f in report.files for one in told_of(f)]
    for file in report.files:
        for row in file.refused_rows[:_MOST_LISTED]:
            remarks.append(f"✕ {file.file}, dòng {row.row}: {row.text}")
    conflicts = _total(report, "conflict")
    if conflicts:
        remarks.append(f"⚠ {conflicts} dòng mâu thuẫn: cả hai giá trị được giữ để xem lại.")
    errors = sum(report.flaws.errors.values()) if report.flaws else 0
    warnings = sum(report.flaws.warnings.values()) if report.flaws else 0
    if errors or warnings:
        remarks.append(
            f"⚠ Trong các bản ghi nhận về: {grouped(errors)} có lỗi, {grouped(warnings)} có cảnh báo"
            " chưa xem. Gộp vẫn được; danh sách ở biên nhận và ở trang “Cần xem lại”."
        )
    return remarks
