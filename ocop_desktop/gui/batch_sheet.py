"""One batch on the screen: its head, its rows, the list to tick from, and saving them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from ocop_desktop.actions import batches, undo
from ocop_desktop.actions.batch_plan import Checked, plan
from ocop_desktop.actions.batches import Known, Outcome, Plan
from ocop_desktop.gui import theme
from ocop_desktop.gui.batch_candidates import CandidatesCard
from ocop_desktop.gui.batch_context import SheetContext
from ocop_desktop.gui.batch_finding import Finder
from ocop_desktop.gui.batch_foot import BatchFoot
from ocop_desktop.gui.batch_grid import BatchGrid
from ocop_desktop.gui.batch_head import BatchHead
from ocop_desktop.gui.batch_paste import Pasted, Paster
from ocop_desktop.gui.batch_state import BatchState
from ocop_desktop.gui.paste_dialog import PasteDialog
from ocop_desktop.schema import Found, Value
from ocop_desktop.schema.batch import ROWS, Batch, linked

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_PAUSE_MS = 60
_AT_ONCE = 150  # rows from which saving takes the road of long work
_LIST_WIDTH = 280


class BatchSheet(QWidget):
    """Nothing is written before "Ghi tất cả"; then all of it is, as one thing that can be undone."""

    changed = Signal()  # what stands here is not what it was

    def __init__(self, window: MainWindow, batch: Batch) -> None:
        super().__init__(window)
        self.setObjectName(f"batch.{batch.name}")
        self.batch, self._window, self._desk = batch, window, window.desk
        self.state = BatchState(batch, window.desk.data.forms)
        self._context = SheetContext(window.desk, self.state)
        self.finder = Finder(window.desk, self.state)
        self._known, self._plan = Known(), Plan((), (), ())
        self._checked: Checked = {}
        self._last: Mapping[str, Any] | None = None
        self._done: Outcome | None = None  # what was written last
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.look_again)
        self._build()
        self.head.show_draft(self.state.owner)
        self.grid.show_owner(self.state.owner)
        self.candidates.ask()
        self._compare()

    # ---- making

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.head = BatchHead(self.state.sheet, self._context, self)
        self.head.settled.connect(self._on_head)
        column.addWidget(self.head)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(10)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._rows_card())
        self.candidates = self._candidates()
        self._splitter.addWidget(self.candidates)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([10_000, theme.now().px(_LIST_WIDTH)])
        self.candidates.setVisible(bool(self.batch.shown))
        self.grid.pick_button.setChecked(bool(self.batch.shown))
        column.addWidget(self._splitter, 1)

    def _rows_card(self) -> QWidget:
        card = QFrame(self)
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(8)
        self.grid = BatchGrid(self.state, self.finder, self._context, card)
        self.grid.setObjectName(f"batch.{self.batch.name}.{ROWS}")
        self.grid.edited.connect(self._on_rows)
        self.grid.said.connect(self._desk.say)
        self.grid.pasting.connect(self._paste)
        self.grid.picking.connect(self._show_candidates)
        self.grid.went_on.connect(self._out_of_rows)
        column.addWidget(self.grid, 1)
        self.foot = BatchFoot(self.batch, self._context, card)
        self.foot.saving.connect(self.save)
        self.foot.back.connect(self.take_back_rows)
        column.addWidget(self.foot)
        return card

    def _candidates(self) -> CandidatesCard:
        field = self.state.row_form.field(self.batch.pick.column)
        kind, narrow = linked(field), None
        if self.batch.pick.narrow:
            narrow = self._desk.form(kind).field(self.batch.pick.narrow)
        card = CandidatesCard(field.label, narrow, self._context, self._find, self._splitter)
        card.turned.connect(self._turn)
        return card

    def _find(self, typed: str, wanted: Value) -> Sequence[Found]:
        kind = linked(self.state.row_form.field(self.batch.pick.column))
        within = {self.batch.pick.narrow: str(wanted)} if wanted is not None else {}
        return self.finder.names(kind).matching(typed, within)

    def _show_candidates(self, on: bool) -> None:
        self.candidates.setVisible(on)
        if on:
            self.candidates.search.setFocus()

    # ---- what happens

    def _on_head(self, name: str) -> None:
        if name in self.batch.shown:
            self._load_shown()
        if name == self.batch.pick.start.partition(".")[0]:
            self._narrow_at_first(name)
        self._compare()

    def _load_shown(self) -> None:
        """Show the records there are, ticked; rows typed anew stay below them."""
        found = self._desk.attempt(
            lambda: batches.shown(self._desk.data, self.batch, self.state.head)
        )
        kind = linked(self.state.row_form.field(self.batch.pick.column))
        order = {id: place for place, id in enumerate(self.finder.names(kind).titles)}
        picked = self.batch.picked.field
        self.state.show(
            sorted(found or (), key=lambda one: order.get(str(one.get(picked)), len(order)))
        )
        self._fill_helpers()
        self.grid.rebuilt()

    def _fill_helpers(self) -> None:
        name = self.batch.pick.column
        for row in self.state.rows:
            if row.id:
                self.finder.fill(row, name)

    def _narrow_at_first(self, name: str) -> None:
        from ocop_desktop.actions import entries

        field, id = self.state.sheet.field(name), self.state.owner.get(name)
        if not isinstance(id, str):
            return
        entry = self._desk.attempt(lambda: entries.get(self._desk.data, linked(field), id))
        if entry is not None:
            self.candidates.narrow_to(entry.get(self.batch.pick.start.partition(".")[2]))

    def _out_of_rows(self, back: bool) -> None:
        """Enter past the last row goes on to the button, back before the first to the head."""
        if back:
            self.head.go_to(self.batch.head[-1])
        else:
            self.foot.go.setFocus()

    def _on_rows(self) -> None:
        self._pause.start()

    def _turn(self, ids: list[str], on: bool) -> None:
        """Tick records, which adds their rows, or take their rows away."""
        name = self.batch.pick.column
        if on:
            back = {row.get(name): row for row in self.state.dropped}
            held = set(self.state.ticked())
            with self.grid.changing():
                for id in (id for id in ids if id not in held):
                    row = back.get(id) or self.state.owner.new_row(ROWS)
                    if id not in back:
                        self.finder.put(row, name, id)
                    self.state.rows.append(row)
        else:
            gone = [n for n, row in enumerate(self.state.rows) if row.get(name) in ids]
            self.grid.model.remove(gone)
        self.look_again()

    def _paste(self, row: int, column: int, text: str) -> None:
        paster = Paster(self.state, self.finder, self._context)
        pasted = paster.read(text, column)
        if pasted is None or not pasted.lines:
            self._desk.say("Bộ nhớ tạm chưa có gì để dán. Hãy chép các ô trong Excel trước.", "bad")
            return
        if pasted.headed:
            row = len(self.state.rows)
        if pasted.doubts:
            choices = [(f.name, f.label) for f in self.state.row_form.fields]
            PasteDialog(pasted, choices, lambda sure: self._put(paster, sure, row), self).open()
        else:
            self._put(paster, pasted, row)

    def _put(self, paster: Paster, pasted: Pasted, row: int) -> None:
        with self.grid.changing():
            count = paster.put(pasted, row)
        self.look_again()
        self._desk.say(f"Đã dán {count} dòng; chưa ghi. Bấm Ghi tất cả (Ctrl+S) khi đã xem xong.")

    # ---- what will become of it

    def _compare(self) -> None:
        """Read the records that rows may turn out to be, and look again."""
        found = self._desk.attempt(
            lambda: batches.known(self._desk.data, self.batch, self.state.head)
        )
        self._known = found or Known()
        self.look_again()

    def look_again(self) -> None:
        """Say of every row what will become of it."""
        self._pause.stop()
        state = self.state
        state.day = self.foot.day()
        day = state.day or self._desk.today()
        self._plan = plan(
            self.batch,
            state.forms,
            state.head,
            state.lines(),
            self._known,
            unread=state.head_unread,
            day=day,
            checked=self._checked,
        )
        typed = bool(state.rows or state.dropped)
        self.grid.show_fates(self._plan.fates[: len(state.rows)])
        self.head.show_problems(self._plan.head if typed else ())
        self.candidates.show_ticked(frozenset(state.ticked()))
        self.foot.tell(state, self._plan)
        self.changed.emit()

    # ---- saving

    def save(self) -> None:
        """Save all rows, or none where one is refused: then go to it."""
        self.head.settle()
        self.grid.settle()
        self.look_again()
        if self._plan.refused:
            self._go_to_refused()
            return
        if self.state.dropped and (why := self.foot.unread_day()):
            self._desk.say(f"Chưa ghi gì. {why}", "bad")
            return
        if not self._plan.given:
            self._desk.say("Không có gì mới để ghi.")
            return
        state, data = self.state, self._desk.data
        head, lines, made, day = state.head, state.lines(), dict(state.made), self.foot.day()
        self._last = state.snapshot()

        def work(*_: object) -> Outcome:
            return batches.save(data, self.batch, head, lines, made=made, day=day)

        if len(lines) < _AT_ONCE:
            done = self._desk.attempt(work)
            if done is not None:
                self._saved(done)
        else:
            self._desk.run(f"Đang ghi {len(lines)} dòng", work, self._saved)

    def _go_to_refused(self) -> None:
        stopping = [one for one in self._plan.head if one.code in ("unread", "no_key")]
        if stopping:
            self.head.go_to(stopping[0].field)
            self._desk.say(f"Chưa ghi gì. {stopping[0].text}", "bad")
            return
        for number, fate in enumerate(self._plan.fates):
            if fate.what == "refused":
                self.grid.go_to(number, fate.problems[0].field)
                self._desk.say(f"Chưa ghi gì. Dòng {number + 1}: {fate.reasons[0]}", "bad")
                return

    def _saved(self, done: Outcome) -> None:
        if not done.saved:
            self._plan = done.plan
            self._compare()
            self._go_to_refused()
            return
        self.state.clear_rows()
        self.finder.forget()
        self.grid.rebuilt()
        if self.batch.shown:
            self._load_shown()
        self._compare()
        self._done = done
        self.foot.show_done(done)
        self._window.status.say_and_offer(self.foot.done_words(done), "Hoàn tác", self.undo)

    def undo(self) -> None:
        """Take back what was saved, and put the rows back as they stood."""
        kept = self._last
        self._window.verbs.undo()
        if kept is not None:
            self.restore(kept)

    def take_back_rows(self) -> None:
        """Put the rows back that were saved last: to see them, or to go on from them."""
        if self._last is not None:
            self.restore(self._last)

    # ---- from outside

    @property
    def dirty(self) -> bool:
        """Whether rows stand here that are not saved."""
        return self.state.dirty

    def begin(self, head: Mapping[str, Value]) -> None:
        """Begin with these values at the head."""
        for name, value in head.items():
            if name in self.batch.head:
                self.state.owner.put(name, value)
        self.head.show_draft(self.state.owner)
        for name in self.batch.head:
            if name in head:
                self._on_head(name)

    def focus_first(self) -> None:
        """Go to the first field of the head that is blank, else to the rows."""
        for name in self.batch.head:
            if self.state.owner.get(name) is None and name in self.batch.same:
                self.head.go_to(name)
                return
        self.grid.view.setFocus()

    def refresh(self) -> None:
        """Something was written: compare anew."""
        if self._desk.tasks.busy:
            return
        self.finder.forget()
        self.candidates.ask()
        if self.state.shown:
            self._load_shown()
        self._compare()
        self._tell_done()

    def _tell_done(self) -> None:
        """Say still what was written last, while it stands and nothing new is typed."""
        done = self._done
        if done is None or self.state.rows:
            return
        now = undo.standing(self._desk.data, done.action)
        if now is not None and not now.undone_at:
            self.foot.show_done(done)

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Put back what a snapshot holds."""
        self.state.restore(kept)
        self.head.show_draft(self.state.owner)
        self.grid.rebuilt()
        self.foot.show_day(self.state.day)
        self._compare()
