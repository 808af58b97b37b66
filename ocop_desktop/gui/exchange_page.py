"""Trao đổi với tỉnh: everything of this file into one workbook to be sent."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit

from ocop_desktop.actions import swap
from ocop_desktop.actions.scans import Packing
from ocop_desktop.gui import dialogs, theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import Card, Page, button, note_label
from ocop_desktop.gui.plain_table import PlainTable
from ocop_desktop.gui.receive_card import ReceiveCard
from ocop_desktop.gui.sealing_box import SealingBox
from ocop_desktop.gui.today_flaws import FlawsCard
from ocop_desktop.paths import documents_dir
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_BAD_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>| ', "-"))
_FLAWS = "Nên sửa trước khi gửi; chưa sửa kịp thì vẫn gửi được, tỉnh cũng thấy những lỗi này."


class ExchangePage(Page):
    """One button, and what was sent."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Trao đổi với tỉnh", window)
        self._window, self._desk = window, window.desk
        self.column.addWidget(self._send_card())
        self._result = Card("Đã xuất", self.inside)
        self._result.hide()
        self.column.addWidget(self._result)
        self._flaws = FlawsCard(window, self.inside, _FLAWS)
        self.column.addWidget(self._flaws)
        self._receive = ReceiveCard(window, self.inside)
        self.column.addWidget(self._receive)
        self.column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Say when something was sent last, and what is new."""
        if not self._desk.tasks.busy:
            self._receive.refresh()
            self._flaws.refresh()
        settings = self._desk.data.settings
        sent, number = str(settings.get("exported_at") or ""), settings.get("sent_number")
        words = "Chưa xuất lần nào."
        if sent:
            day = "/".join(reversed(sent[:10].split("-")))
            words = f"Lần cuối: số {number}, {day} lúc {sent[11:16]}."
        self._last.setText(words)

    def _send_card(self) -> Card:
        note = (
            "Toàn bộ dữ liệu của tệp này được ghi vào một sổ Excel có mã kiểm tra. Gửi sổ ấy cho tỉnh "
            "qua thư hay USB; tỉnh gộp lại mà không mất gì của ai. Có thể gửi nhiều lần."
        )
        card = Card("Xuất sổ trao đổi", self.inside, note)
        card.column.addSpacing(4)
        label = QLabel("Kỳ báo cáo (không bắt buộc)", card)
        mark(label, "look", "label")
        self.period = QLineEdit(card)
        self.period.setObjectName("export.period")
        self.period.setAccessibleName("Kỳ báo cáo")
        self.period.setPlaceholderText(f"Ví dụ: 6 tháng đầu năm {self._desk.today()[:4]}")
        self.period.setMaximumWidth(theme.now().px(360))
        label.setBuddy(self.period)
        card.column.addWidget(label)
        card.column.addWidget(self.period)
        self.sensitive = QCheckBox(
            "Gửi cả dữ liệu nhạy cảm (số định danh, dân tộc, tài khoản)", card
        )
        self.sensitive.setObjectName("export.sensitive")
        card.column.addWidget(self.sensitive)
        self.scans = QCheckBox("Gửi kèm bản scan và ảnh tỉnh chưa có (một tệp .zip)", card)
        self.scans.setObjectName("export.scans")
        card.column.addWidget(self.scans)
        self.sealing = SealingBox(card)
        card.column.addWidget(self.sealing)
        row = QHBoxLayout()
        self.send = button("Xuất sổ trao đổi…", "send", self._ask, card, "primary")
        self.send.setObjectName("command.export")
        row.addWidget(self.send)
        self._last = note_label("", card)
        row.addWidget(self._last, 1)
        card.column.addLayout(row)
        return card

    def _ask(self) -> None:
        data, wrong = self._desk.data, self.sealing.wrong()
        if wrong:
            self._desk.say(wrong, "bad")
            return
        unit = str(data.settings.get("unit_name") or data.unit).translate(_BAD_IN_NAMES)
        number = int(str(data.settings.get("sent_number") or 0)) + 1
        ending, filters = "xlsx", dialogs.EXCEL_FILTER
        if self.scans.isChecked():
            ending, filters = "zip", dialogs.BUNDLE_FILTER
        name = f"OCOP-{unit}-{data.today()}-so-{number}.{ending}"
        dialogs.choose_place(
            self,
            "Lưu sổ trao đổi",
            filters,
            documents_dir() / name,
            self._export,
        )

    def _export(self, out: Path) -> None:
        data, period = self._desk.data, self.period.text().strip() or None
        given: dict[str, Any] = {
            "period": period,
            "sensitive": self.sensitive.isChecked(),
            "password": self.sealing.password,
            "with_scans": self.scans.isChecked(),
        }
        self._desk.run(
            "Đang xuất sổ trao đổi",
            lambda progress: swap.export(data, out, progress=progress, **given),
            self._exported,
        )

    def _exported(self, report: swap.ExportReport) -> None:
        self.sealing.forget()
        self._result.clear(keep=1)
        line = QHBoxLayout()
        self._result.column.addWidget(
            note_label(f"Sổ số {report.number}: {report.path}", self._result)
        )
        if report.scans is not None:
            self._result.column.addWidget(note_label(_scans_said(report.scans), self._result))
        show = partial(self._desk.show_path, report.path.parent)
        opened = button("Mở thư mục", "folder-open", show, self._result)
        self._result.column.addWidget(opened, 0, Qt.AlignmentFlag.AlignLeft)
        self._result.column.addLayout(line)
        forms = self._desk.data.forms
        rows = [
            (forms[kind].plural, count, report.removed[kind])
            for kind, count in report.rows.items()
            if count
        ]
        headings = ("Mẫu", "Số dòng", "Trong đó đã xoá")
        self._result.column.addWidget(PlainTable(headings, rows, self._result))
        self._result.show()
        self.refresh()
        self._window.show_facts()
        self._desk.say(f"Đã xuất sổ trao đổi số {report.number}: {report.path.name}", "good")


def _scans_said(scans: Packing) -> str:
    said = f"Gửi kèm {grouped(len(scans.files))} tệp; tỉnh đã có {grouped(scans.there)} tệp."
    if scans.missing:
        said += f" {grouped(scans.missing)} tệp không còn ở máy này nên không gửi được."
    return said
