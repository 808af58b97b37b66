"""The papers of a record: which there are, and one printed and opened."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from ocop_desktop.actions import papers
from ocop_desktop.gui import icons

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

LABELS = {
    "mau-01": "Mẫu số 01 – Phiếu đăng ký",
    "mau-02": "Mẫu số 02 – Báo cáo của chủ thể",
    "mau-03": "Mẫu số 03 – Báo cáo của cơ quan tiếp nhận",
    "dossier": "Cả bộ hồ sơ, kèm minh chứng",
    "attendance-sheet": "Danh sách điểm danh, ký nhận",
    "handover-minutes": "Biên bản bàn giao",
    "blank": "Phiếu trống để ghi tay",
}
_ALSO_FROM = {"product": "dossier"}  # the papers of a dossier can be asked of its product
_BAD_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\n', "-"))
_LONGEST = 60


def papers_of(kind: str) -> list[str]:
    """The documents that can be printed of a kind of record, the empty form last."""
    wanted = {kind, _ALSO_FROM.get(kind, kind)}
    found = [name for name, made_from in papers.documents().items() if made_from in wanted]
    return [*found, papers.BLANK]


class PrintMenu(QMenu):
    """Drops the papers of the record on the screen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("print_menu")
        self._window = window
        draft = window.view.page.draft
        if draft is None:
            return
        title = draft.form.title_of(draft.values, window.desk.look)
        for name in papers_of(draft.form.kind):
            action = self.addAction(LABELS.get(name, name))
            action.setObjectName(f"print.{name}")
            action.setIcon(icons.icon("file-text", "text-2", 16))
            id = draft.form.kind if name == papers.BLANK else draft.id
            named = draft.form.plural if name == papers.BLANK else title
            action.triggered.connect(partial(self._print, name, id, named))

    def drop(self, button: QWidget) -> None:
        """Show the menu below its button."""
        self.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _print(self, name: str, id: str, title: str, _: bool = False) -> None:
        desk, data = self._window.desk, self._window.desk.data
        label = LABELS.get(name, name)
        short = f"{label.split(' – ')[0]} - {title[:_LONGEST]}".translate(_BAD_IN_NAMES).strip()
        out = data.path.parent / "In ra" / f"{short}.pdf"
        desk.run(
            f"Đang in: {label}",
            lambda progress: papers.print_document(data, name, id, out, progress),
            self._printed,
        )

    def _printed(self, out: Path) -> None:
        desk = self._window.desk
        show = partial(desk.show_path, out.parent)
        self._window.status.say_and_offer(f"Đã in ra {out.name}", "Mở thư mục", show)
        desk.show_path(out)
