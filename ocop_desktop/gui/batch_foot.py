"""Below the rows of a batch: their totals, what will be written, and the button that does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ocop_desktop.actions.batches import Outcome, Plan
from ocop_desktop.gui import theme
from ocop_desktop.gui.batch_state import BatchState
from ocop_desktop.gui.editor import Context, mark
from ocop_desktop.gui.page import button
from ocop_desktop.gui.small import ShortLabel
from ocop_desktop.gui.widgets import editor_for
from ocop_desktop.schema import Field, Rejected, Value
from ocop_desktop.schema.amounts import in_words
from ocop_desktop.schema.batch import Batch
from ocop_desktop.schema.number_types import Date, grouped

_WHAT = (("new", "mới"), ("update", "cập nhật"), ("close", "kết thúc"), ("same", "đã có"))


class BatchFoot(QWidget):
    """Two lines: sums, and what saving will do."""

    saving = Signal()
    back = Signal()

    def __init__(self, batch: Batch, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._batch, self._context = batch, context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._sums = ShortLabel("", self)
        self._sums.setObjectName("batch.sums")
        mark(self._sums, "look", "strong")
        column.addWidget(self._sums)
        line = QHBoxLayout()
        line.setSpacing(10)
        self._what = ShortLabel("", self)
        self._what.setObjectName("batch.what")
        line.addWidget(self._what, 1)
        self._day_label, self._day = QLabel("", self), editor_for(_day_field(batch), context, self)
        self._day.input.setObjectName("batch.day")
        self._day.input.setAccessibleName(batch.closing.label if batch.closing else "Ngày")
        self._day_label.setText(batch.closing.label if batch.closing else "")
        mark(self._day_label, "look", "label")
        self._day.setFixedWidth(theme.now().px(132))
        line.addWidget(self._day_label)
        line.addWidget(self._day)
        self._back = button("Lấy lại bảng vừa ghi", "rotate-ccw", self.back.emit, self, "quiet")
        self._back.setObjectName("batch.back")
        self._back.hide()
        line.addWidget(self._back)
        self.go = button("Ghi tất cả", "save", self.saving.emit, self, "primary")
        self.go.setObjectName("batch.save")
        self.go.setToolTip("Ghi tất cả các dòng một lần (Ctrl+S); hoàn tác được một lần")
        line.addWidget(self.go)
        column.addLayout(line)
        self._show_closing(closing=False)

    def day(self) -> Value:
        """The day on which what is no longer ticked ended; None where it is not said or read."""
        try:
            return self._day.read()
        except Rejected:
            return None

    def unread_day(self) -> str:
        """Why the day cannot be read, "" where it can; then its field is gone to."""
        try:
            self._day.read()
        except Rejected as refused:
            self._day.set_state("error")
            self._day.input.setFocus()
            return refused.text
        self._day.set_state("")
        return ""

    def show_day(self, day: Value) -> None:
        """Show a day."""
        self._day.set_value(day)

    def tell(self, state: BatchState, plan: Plan) -> None:
        """Say the totals of the rows and what saving would do."""
        self._sums.setText("  ·  ".join(self._totals(state)))
        counts = [(plan.count(code), word) for code, word in _WHAT]
        said = [f"{grouped(count)} {word}" for count, word in counts if count]
        if state.made:
            said.append(f"thêm {grouped(len(state.made))} bản ghi mới đi kèm")
        refused = plan.count("refused")
        self._show_closing(closing=bool(state.dropped))
        if refused:
            mark(self._what, "look", "error")
            self._what.setText(f"✕ {grouped(refused)} dòng cần sửa trước khi ghi")
        else:
            mark(self._what, "look", "note")
            self._what.setText(f"Sẽ ghi: {', '.join(said)}{self._records(plan)}" if said else "")
        self.go.setEnabled(bool(state.rows or state.dropped))
        if state.rows:
            self._back.hide()

    def _records(self, plan: Plan) -> str:
        """How many records the rows become, where several rows may become one."""
        several = self._batch.tables and not self._batch.rows and plan.given
        return f" (thành {grouped(len(plan.given))} bản ghi)" if several else ""

    def _show_closing(self, *, closing: bool) -> None:
        if closing and not self._day.isVisible() and self.day() is None:
            self._day.set_value(self._context.today())
        self._day_label.setVisible(closing)
        self._day.setVisible(closing)

    def _totals(self, state: BatchState) -> Iterator[str]:
        rows = [row for row in state.rows if row.id or row.changed or row.unread]
        if not rows:
            return
        yield f"{grouped(len(rows))} dòng"
        for column in self._batch.columns:
            field = state.row_form.field(column.name)
            if field.type.kind == "stars":
                counted = Counter(row.get(column.name) for row in rows)
                for stars in sorted((s for s in counted if isinstance(s, int)), reverse=True):
                    yield f"{stars} sao: {counted[stars]}"
            elif column.total:
                values = [row.get(column.name) for row in rows]
                known = [Decimal(str(value)) for value in values if value is not None]
                if known:
                    yield f"{field.label}: {_shown(field, sum(known))}"

    # ---- afterwards

    def done_words(self, done: Outcome) -> str:
        """What was written, in a sentence."""
        counts = [(done.plan.count(code), word) for code, word in _WHAT if code != "same"]
        said = [f"{grouped(count)} {word}" for count, word in counts if count]
        more = f", thêm {grouped(done.made)} bản ghi mới đi kèm" if done.made else ""
        rows = f"{', '.join(said)}{self._records(done.plan)}"
        return f"Đã ghi {self._batch.label.lower()}: {rows}{more}."

    def show_done(self, done: Outcome) -> None:
        """Say what was written, where the rows stood."""
        mark(self._what, "look", "note")
        self._what.setText(f"✓ {self.done_words(done)}")
        self._back.setVisible(not self._batch.shown)
        self._day.set_value(None)


def _day_field(batch: Batch) -> Field:
    return Field("day", batch.closing.label if batch.closing else "Ngày", Date())


def _shown(field: Field, total: Decimal | int) -> str:
    if field.type.kind == "decimal":
        return field.type.show(str(total))
    words = in_words(int(total)) if field.type.kind == "money" else ""
    return grouped(int(total)) + (f" (= {words})" if words else "")
