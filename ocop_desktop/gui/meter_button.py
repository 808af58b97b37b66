"""The meter in the heading of a product and a dossier: how much the dossier still lacks, and what."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu, QPushButton

from ocop_desktop.actions.meter import EVIDENCE, KINDS, Lack, Meter, meter
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.flaw_menu import add_head, add_line

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_AFTER_MS = 200
_MOST = 20
_SIGNS = {"error": "✕", "warning": "⚠"}


class MeterButton(QPushButton):
    """Looks again a moment after a record was shown or saved."""

    def __init__(self, window: MainWindow) -> None:
        page = window.view.page
        super().__init__(page.heading)
        self.setObjectName("meter")
        self.setAccessibleName("Hồ sơ còn thiếu gì")
        mark(self, "look", "quiet")
        mark(self, "size", "small")
        self._window, self._page, self._desk = window, page, window.desk
        self._found: Meter | None = None
        self._shown = ("", "", 0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self.ask)
        page.changed.connect(self._on_page)
        self._desk.changed.connect(lambda _: self._timer.start())
        self.clicked.connect(self.drop)
        place = page.heading.second.count() - 1
        page.heading.second.insertWidget(place, self, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def _on_page(self) -> None:
        draft = self._page.draft
        shown = (draft.form.kind, draft.id, draft.revision) if draft else ("", "", 0)
        if shown != self._shown:
            self._shown = shown
            self.hide()
            self._timer.start()

    def ask(self) -> None:
        """Look now how much is lacking."""
        draft = self._page.draft
        self._found = None
        if draft is not None and draft.id and not draft.removed and draft.form.kind in KINDS:
            if self._desk.tasks.busy:
                self._timer.start()
                return
            data, kind, id = self._desk.data, draft.form.kind, draft.id
            self._found = self._desk.glance(lambda: meter(data, kind, id), None)
        self._tell()

    def _tell(self) -> None:
        found = self._found
        self.setVisible(found is not None)
        if found is None:
            return
        count = len(found.lacks)
        self.setText(f"Hồ sơ: còn thiếu {count} mục" if count else "✓ Hồ sơ: đủ mục bắt buộc")
        mark(self, "tone", "gold" if count else "")
        self.setToolTip("Xem những gì hồ sơ còn thiếu; mỗi dòng dẫn tới chỗ bổ sung")
        self.setAccessibleName(self.text())

    def drop(self) -> None:
        """Show what is lacking; a line goes to its place."""
        if self._found is None:
            return
        menu = QMenu(self)
        menu.setObjectName("meter.menu")
        menu.setAccessibleName("Hồ sơ còn thiếu")
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        self._add(menu, "Còn thiếu", self._found.lacks)
        self._add(menu, "Nên xem thêm", self._found.told)
        menu.popup(self.mapToGlobal(QPoint(self.width() - menu.sizeHint().width(), self.height())))

    def _add(self, menu: QMenu, heading: str, lacks: Sequence[Lack]) -> None:
        if not lacks:
            return
        add_head(menu, f"{heading} ({len(lacks)})")
        for one in lacks[:_MOST]:
            sign = _SIGNS.get(one.level, "–")
            add_line(menu, f"{sign} {one.text}", one.field, partial(self._go, one))
        if len(lacks) > _MOST:
            menu.addAction(f"và {len(lacks) - _MOST} mục nữa").setEnabled(False)

    def _go(self, lack: Lack, _: str = "") -> None:
        """Open the record where it is seen to; begin it where there is none yet."""
        window, found = self._window, self._found
        if found is None:
            return
        if lack.id:
            window.open_record(lack.kind, lack.id)
        else:
            known: dict[str, str] = {"product": found.product}
            if lack.kind == EVIDENCE:
                known["paper"] = lack.field
            window.open_list(lack.kind)
            window.view.new()
            self._fill(known)
        if lack.id and lack.field and self._page.draft is not None:
            self._page.go_to(lack.field)

    def _fill(self, known: dict[str, str]) -> None:
        """Put what is known into the new record on the screen."""
        draft = self._page.draft
        if draft is None or not draft.is_new:
            return
        for name, value in known.items():
            if name in draft.form.by_name:
                draft.put(name, value)
        self._page.put_back(draft)
