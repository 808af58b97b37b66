"""Nhập danh sách cũ: a list chosen or dropped, its columns matched, every row's fate, then import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy

from ocop_desktop.actions import list_headings, list_import, undo
from ocop_desktop.actions.list_import import Found
from ocop_desktop.gui import dialogs, theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.fresh import Fresh
from ocop_desktop.gui.import_tables import FATES, ColumnTable, RowFates
from ocop_desktop.gui.page import Card, Page, button, note_label
from ocop_desktop.gui.rows_table import RowsTable
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_FILTER = "Danh sách (*.xlsx *.xls *.csv)"
_NOTE = (
    "Chọn hoặc kéo thả tệp Excel (.xlsx, .xls) hay .csv vào đây. Chương trình chỉ đọc tệp, xem trước "
    "từng dòng rồi mới nhập; dòng chưa nhập được thì trả lại trong một tệp kèm lý do."
)
_UNDONE = "Lần nhập trước đã được hoàn tác; có thể nhập lại."
_ENDINGS = (".xlsx", ".xls", ".csv")


class ImportPage(Fresh, Page):
    """The file and its form above, then the columns, then the rows."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Nhập danh sách cũ", window)
        self._window, self._desk = window, window.desk
        self._path: Path | None = None
        self._found: Found | None = None
        self._given: dict[str, str] = {}
        self._undone = False  # what was imported from this list last is taken back
        self.setAcceptDrops(True)
        self.column.addWidget(self._file_card())
        self._columns_card = Card("Cột nào là mục nào", self.inside)
        self._columns = ColumnTable(self._columns_card)
        self._columns.setMinimumHeight(theme.now().px(230))
        self._columns.corrected.connect(self._correct)
        self._turned = note_label("", self._columns_card)
        self._columns_card.column.addWidget(self._turned)
        self._columns_card.column.addWidget(self._columns)
        self.column.addWidget(self._columns_card)
        self._rows_card = Card("Từng dòng", self.inside)
        self._model = RowFates(self._rows_card)
        self._table = RowsTable(self._model, self._rows_card, shares={0: -60, 1: 3, 2: -150, 3: 5})
        self._table.setObjectName("import.rows")
        self._table.setAccessibleName("Kết quả từng dòng")
        self._table.setMinimumHeight(theme.now().px(260))
        self._told = note_label("", self._rows_card)
        self._told.setObjectName("import.told")
        self._rows_card.column.addWidget(self._told)
        self._rows_card.column.addWidget(self._table)
        self.column.addWidget(self._rows_card, 1)
        self.column.addStretch()
        self._show(None)

    def _file_card(self) -> Card:
        card = Card("", self.inside, _NOTE)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout()
        self.choose = button("Chọn danh sách…", "folder-open", self._ask, card)
        self.choose.setObjectName("import.choose")
        label = QLabel("Là danh sách", card)
        mark(label, "look", "label")
        self.form = QComboBox(card)
        self.form.setObjectName("import.form")
        self.form.setAccessibleName("Là danh sách")
        self.form.addItem("Tự đoán theo tiêu đề cột", "")
        for kind, form in self._desk.data.forms.top.items():
            self.form.addItem(form.plural, kind)
        self.form.activated.connect(lambda _: self._again())
        label.setBuddy(self.form)
        self.apply = button("Nhập", "check", self._apply, card, "primary")
        self.apply.setObjectName("command.import")
        self.rejects = button("Lưu dòng chưa nhập được…", "file-spreadsheet", self._ask_out, card)
        self.rejects.setObjectName("import.rejects")
        for widget in (self.choose, label, self.form):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.rejects)
        row.addWidget(self.apply)
        card.column.addLayout(row)
        self._name = note_label("", card)
        card.column.addWidget(self._name)
        return card

    # ---- the file

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].toLocalFile().lower().endswith(_ENDINGS):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.open(Path(event.mimeData().urls()[0].toLocalFile()))

    def _ask(self) -> None:
        dialogs.choose_file(self, "Chọn danh sách", _FILTER, self.open)

    def open(self, path: Path) -> None:
        """Look at a list; nothing is written."""
        self._path, self._given, self._undone = path, {}, False
        self._name.setText(str(path))
        self._show(None)
        self._look()

    def _again(self) -> None:
        self._given = {}
        self._look()

    def _correct(self, heading: str, target: str) -> None:
        self._given[heading] = target
        self._look()

    def _look(self) -> None:
        path, data = self._path, self._desk.data
        kind, given = str(self.form.currentData()), dict(self._given)
        if path is not None:
            self._desk.run(
                "Đang xem danh sách",
                lambda _: list_import.look(data, path, form=kind, given=given),
                self._show,
            )

    def look(self) -> None:
        """Records changed, or the import was taken back: say anew what each row would do."""
        found = self._found
        if found is None or not found.path.exists():
            return
        if found.applied:
            now = undo.standing(self._desk.data, found.action)
            self._undone = now is not None and bool(now.undone_at)
        if self._undone or not found.applied:
            self._look()

    # ---- what was found

    def _show(self, found: Found | None) -> None:
        self._found = found
        self._columns_card.setVisible(found is not None)
        self._rows_card.setVisible(found is not None)
        self._model.show_rows(found)
        self.apply.setEnabled(found is not None and not found.applied and bool(found.records))
        self.rejects.setEnabled(found is not None and bool(found.refused))
        if found is None:
            return
        offered = list_headings.Headings(self._desk.data.forms, found.form).offered()
        self._columns.show_columns(found, offered)
        self._turned.setText(_turned(found))
        self._turned.setVisible(bool(found.grid.turned))
        self._told.setText(self._counted(found))

    def _counted(self, found: Found) -> str:
        counts = [
            f"{grouped(number)} {FATES[fate][0].partition(' ')[2]}"
            for fate, number in found.counts.items()
            if number
        ]
        passed = sum(found.table.skipped.get(one, 0) for one in ("blank", "totals"))
        form = self._desk.data.forms[found.form].plural
        told = f"{form}, {grouped(len(found.rows))} dòng: {', '.join(counts)}."
        told += f" Bỏ qua {grouped(passed)} dòng trống và dòng cộng." if passed else ""
        if found.applied:
            return f"Đã nhập. {told}"
        return f"{_UNDONE} {told}" if self._undone else told

    def _apply(self) -> None:
        found, data = self._found, self._desk.data
        if found is not None:
            self._desk.run(
                "Đang nhập danh sách",
                lambda progress: list_import.apply(data, found, progress),
                self._applied,
            )

    def _applied(self, found: Found) -> None:
        self._undone = False
        self._show(found)
        self._window.show_facts()
        kept = len(found.rows) - len(found.refused)
        self._desk.say(f"Đã nhập {grouped(kept)} dòng. Ctrl+Z để hoàn tác cả lần nhập.", "good")

    def _ask_out(self) -> None:
        if self._found is not None:
            path = self._found.path
            out = path.with_name(f"{path.stem}-chua-nhap.xlsx")
            dialogs.choose_place(
                self, "Lưu dòng chưa nhập được", "Excel (*.xlsx)", out, self._write
            )

    def _write(self, out: Path) -> None:
        found = self._found
        if found is not None:
            self._desk.run(
                "Đang ghi các dòng chưa nhập được",
                lambda _: list_import.write_rejects(found, out),
                lambda count: self._desk.say(f"Đã ghi {count} dòng vào {out.name}", "good"),
            )


def _turned(found: Found) -> str:
    some = found.grid.turned[:3]
    examples = "; ".join(f"{one.before} → {one.after}" for one in some)
    number = grouped(len(found.grid.turned))
    return f"Đã đổi {number} ô từ chữ {found.grid.encoding} sang Unicode: {examples}"
