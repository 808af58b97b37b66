"""The receipt of a merge on paper, as a workbook, and one for each office to be sent back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ocop_desktop.actions import for_units, merge_paper, merge_receipt
from ocop_desktop.actions.merge_report import MergeReport
from ocop_desktop.gui import dialogs
from ocop_desktop.gui.printing import beside, printed
from ocop_desktop.paths import documents_dir
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow


class ReceiptsOut:
    """Writes receipts where the officer wants them."""

    def __init__(self, window: MainWindow, parent: QWidget) -> None:
        self._window, self._desk, self._parent = window, window.desk, parent

    def save(self, report: MergeReport | None) -> None:
        """Ask where, and write the whole receipt as a workbook."""
        if report is not None:
            suggested = documents_dir() / f"OCOP-bien-nhan-{self._desk.today()}.xlsx"
            write = partial(self._write, report)
            dialogs.choose_place(
                self._parent, "Lưu biên nhận", dialogs.EXCEL_FILTER, suggested, write
            )

    def each(self, report: MergeReport | None) -> None:
        """Ask for a folder, and write into it the answer to each office: receipt and records."""
        if report is not None:
            dialogs.choose_folder(
                self._parent, "Thư mục cho các biên nhận", partial(self._write_each, report)
            )

    def print_(self, report: MergeReport | None) -> None:
        """Show the receipt on paper, to be printed."""
        if report is None:
            return
        data = self._desk.data
        out = beside(data.path, f"Biên nhận dữ liệu {data.now()[:16].replace(':', '')}", ".pdf")
        self._desk.run(
            "Đang lập biên nhận",
            lambda progress: merge_paper.write(data, report, out, progress),
            partial(printed, self._window),
        )

    def _write(self, report: MergeReport, out: Path) -> None:
        data = self._desk.data
        self._desk.run(
            "Đang ghi biên nhận",
            lambda _: merge_receipt.write(data.forms, report, out),
            lambda _: self._told(f"Đã ghi {out.name}", out.parent),
        )

    def _write_each(self, report: MergeReport, folder: Path) -> None:
        data = self._desk.data
        self._desk.run(
            "Đang ghi biên nhận từng đơn vị",
            lambda progress: for_units.answer_each(data, report, folder, progress),
            lambda made: self._told(f"Đã ghi {grouped(len(made))} tệp trả lời", folder),
        )

    def _told(self, words: str, folder: Path) -> None:
        self._window.status.say_and_offer(
            words, "Mở thư mục", partial(self._desk.show_path, folder)
        )
