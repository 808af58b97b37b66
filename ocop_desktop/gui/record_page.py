"""The page of one record: heading with chips and commands, the form below, saving and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.actions import entries
from ocop_desktop.actions.entries import Saved
from ocop_desktop.gui import theme
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.draft_notice import DraftNotice
from ocop_desktop.gui.flaw_steps import list_all
from ocop_desktop.gui.flaw_watch import FlawWatch
from ocop_desktop.gui.form_body import FormBody
from ocop_desktop.gui.page_drafts import PageDrafts
from ocop_desktop.gui.record_heading import RecordHeading, empty_page
from ocop_desktop.gui.record_keys import RecordKeys
from ocop_desktop.gui.record_sides import FIELDS, SIDES, EnteredSide, SideTabs, sides_of
from ocop_desktop.gui.record_strips import RecordStrips
from ocop_desktop.gui.section_index import SectionIndex
from ocop_desktop.gui.tones import Chip, chips
from ocop_desktop.schema import Entry

if TYPE_CHECKING:
    from ocop_desktop.gui.record_sides import SideView

_INDEX_FROM = 1100  # from this width of the page on, an index of sections stands at the right
_WIDEST = 1080


class RecordPage(QWidget):
    """Shows one record at a time; nothing typed is lost when it is left."""

    changed = Signal()  # another record, or its state (new, dirty, removed)
    saved = Signal(str, str)  # kind, id
    opened = Signal(str, str)  # a side asks for another record: kind, id

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._desk = desk
        self.draft: Draft | None = None
        self._touched = self._saving = False
        self.keys = RecordKeys(self, desk)
        self._bodies: dict[str, tuple[FormBody, QScrollArea]] = {}
        self._sides: dict[str, QWidget] = {}
        self._side = FIELDS
        self.drafts = PageDrafts(desk, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.heading = RecordHeading(self)
        self.watch = FlawWatch(desk, self)
        self.watch.told.connect(self._tell)
        self.watch.answered.connect(self._on_settled)
        self.heading.problems_wanted.connect(lambda: list_all(self, desk))
        column.addWidget(self.heading)
        self.notice = DraftNotice(self)
        column.addWidget(self.notice)
        self.strips = RecordStrips(desk, self, self.leave)
        self.strips.opened.connect(self.opened)
        column.addWidget(self.strips)
        self.tabs = SideTabs(self, SIDES)
        self.tabs.chosen.connect(self.show_side)
        column.addWidget(self.tabs)
        below = QHBoxLayout()
        below.setSpacing(12)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(empty_page(self))
        below.addWidget(self._stack, 1)
        self._index = SectionIndex(self)
        below.addWidget(self._index)
        column.addLayout(below, 1)
        desk.changed.connect(self._on_changed)
        self.show_nothing()

    # ---- which record

    @property
    def kind(self) -> str:
        """The kind of the record shown, "" where none is."""
        return self.draft.form.kind if self.draft else ""

    @property
    def body(self) -> FormBody | None:
        """The fields on the screen."""
        return self._bodies[self.kind][0] if self.draft else None

    @property
    def dirty(self) -> bool:
        """Whether something on the screen is not kept yet."""
        return self.draft is not None and (self._touched or self.draft.dirty)

    def show_nothing(self) -> None:
        """Show that no record is chosen."""
        self.draft, self._touched = None, False
        self.watch.watch(None, None)
        self.strips.show_draft(None, None)
        self._show_front()
        self._tell()

    def show_record(self, kind: str, id: str) -> bool:
        """Show a record; False where it is not to be had."""
        entry = self._desk.attempt(lambda: entries.get(self._desk.data, kind, id))
        if entry is None:
            return False
        self._show(entry)
        return True

    def show_new(self, kind: str, like: str = "") -> None:
        """Begin a new record, with what is carried over from the last one, or like another."""
        data = self._desk.data
        entry = self._desk.attempt(
            lambda: entries.like(data, kind, like) if like else entries.blank(data, kind)
        )
        if entry is None:
            return
        self._show_draft(Draft.begun(self._desk.form(kind), entry))
        if self.body is not None:
            QTimer.singleShot(0, self.body.focus_first)

    def show_anew(self) -> None:
        """Show the record with its widgets made anew, as the settings now ask."""
        for _, area in self._bodies.values():
            area.setParent(None)  # at once: nobody finds its fields any more
            area.deleteLater()
        self._bodies.clear()
        if self.draft is not None:
            self._show_draft(self.draft)

    def put_back(self, draft: Draft) -> None:
        """Show a draft that was put aside, as it was."""
        self._show_draft(draft)
        self._touched = True
        self._tell()
        self.drafts.go_on(draft)

    # ---- saving and leaving

    def save(self) -> bool:
        """Keep what is on the screen; False (and nothing lost) where something is unreadable."""
        draft, body = self.draft, self.body
        if draft is None or body is None:
            return True
        if self._entered is not None:
            return self._entered.save()
        body.settle()
        unread = list(draft.problems())
        if unread:
            body.focus_on(unread[0][0])
            self._refuse(len(unread), unread[0][1].reason)
            return False
        if not draft.dirty and not draft.is_new:
            self._touched = False
            self.drafts.clean(draft)
            self._desk.say("Không có gì thay đổi.")
            self._tell()
            return True
        result = self._write(draft)
        return result is not None and self._after(draft, result)

    def leave(self) -> bool:
        """Keep what is on the screen before another record is shown; whether one may go."""
        if self.draft is None:
            return True
        if self._entered is not None and not self._entered.leave():
            return False
        if self.body is not None:
            self.body.settle()
        if not self.dirty or (self.draft.is_new and not self.draft.dirty):
            self.drafts.clean(self.draft)
            return True
        return self.save()

    def discard(self) -> Draft | None:
        """Drop what is not kept; return it, so that it can be taken back."""
        draft = self.draft
        if draft is None:
            return None
        if self.body is not None:
            self.body.settle()
        self.drafts.drop(draft)
        if draft.is_new:
            self.show_nothing()
        else:
            self.show_record(draft.form.kind, draft.id)
        return draft

    def _write(self, draft: Draft) -> Saved | None:
        self._saving = True
        try:
            return self.drafts.write(draft)
        finally:
            self._saving = False

    def _after(self, draft: Draft, result: Saved) -> bool:
        if not result.saved:
            self._refuse(len(result.rejected), next(iter(result.rejected.values()), ""))
            return False
        focused = self.focusWidget()
        entry = entries.get(self._desk.data, draft.form.kind, result.id)
        self._show(entry)
        if focused is not None:
            focused.setFocus()
        self.saved.emit(draft.form.kind, result.id)
        return True

    def _refuse(self, count: int, reason: str) -> None:
        self._desk.say(f"Chưa lưu: {count} ô chưa đọc được. {reason}", "bad")
        self._tell()

    # ---- moving about

    def go_to(self, path: str) -> None:
        """Go to a field or a row's cell, whatever side is in front."""
        if self._side != FIELDS:
            self.show_side(FIELDS)
        if self.body is not None:
            self.body.focus_on(path)
            self._bring_up(path)

    def _bring_up(self, path: str) -> None:
        """Scroll to a field or a row, with what is said below it."""
        body, area = self._bodies[self.kind]
        place = body.place_of(path)
        if place is not None:
            body.updateGeometry()
            at, room = place.topLeft(), theme.now().px(40)
            area.ensureVisible(at.x(), at.y() + place.height(), 0, room)
            area.ensureVisible(at.x(), at.y(), 0, room)

    # ---- parts

    def _body_for(self, kind: str) -> FormBody:
        if kind not in self._bodies:
            area = QScrollArea(self._stack)
            self._stack.addWidget(area)  # first: what moves with its parts is dressed anew
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            inside = QWidget(area)
            inside.setObjectName("pages")
            area.setWidget(inside)
            column = QVBoxLayout(inside)
            column.setContentsMargins(4, 2, 6, 20)
            body = FormBody(self._desk.form(kind), self._desk, inside)
            body.setMaximumWidth(theme.now().px(_WIDEST))
            body.edited.connect(self._on_edited)
            body.settled.connect(self._on_settled)
            body.said.connect(self._desk.say)
            body.completed.connect(self.watch.ask)
            self.keys.follow(body)
            column.addWidget(body)
            column.addStretch(1)
            self._bodies[kind] = (body, area)
        return self._bodies[kind][0]

    # ---- showing

    def _show(self, entry: Entry) -> None:
        self._show_draft(Draft.of(self._desk.form(entry.kind), entry))

    def _show_draft(self, draft: Draft) -> None:
        other = self.draft is None or self.draft.id != draft.id or draft.is_new
        self.draft, self._touched = draft, False
        self.tabs.fit(draft.form.kind)
        known = [side.name for side in sides_of(draft.form.kind)]
        if draft.is_new or self._side not in known:
            self._side = FIELDS
            self.tabs.choose(FIELDS)
        body = self._body_for(draft.form.kind)
        area = self._bodies[draft.form.kind][1]
        body.show_draft(draft)
        self.watch.watch(draft, body)
        self.strips.show_draft(draft, body)
        if other:
            area.verticalScrollBar().setValue(0)
        self._show_front()
        self._tell()
        self._fill_index(body)

    def _tell(self) -> None:
        """Say in the heading what is shown."""
        draft = self.draft
        self._index.setVisible(self._has_index())
        self.tabs.setVisible(draft is not None and not draft.is_new and bool(sides_of(self.kind)))
        self.notice.show_draft(draft)
        if draft is None:
            self.heading.show_nothing()
        else:
            named = draft.form.title_of(draft.values, self._desk.look)
            shown_chips = chips(draft, self._desk.look, self._desk.today())
            if self.dirty and not draft.is_new:
                shown_chips.insert(0, Chip("Chưa lưu", "blue"))
            title = named or f"{draft.form.label} mới"
            self.heading.show_record(title, shown_chips, self.watch.words())
        self.changed.emit()

    def _has_index(self) -> bool:
        wide = self.width() >= theme.now().px(_INDEX_FROM)
        return wide and self.draft is not None and self._side == FIELDS

    def _fill_index(self, body: FormBody) -> None:
        if self._has_index():
            self._index.show_cards(body.cards, self._bodies[self.kind][1])

    # ---- the other sides of the record

    def show_side(self, name: str) -> None:
        """Show the fields, or another side of the record; what was entered is kept first."""
        if not self.leave():
            self.tabs.choose(self._side)
            return
        back = name == FIELDS != self._side
        self._side = name
        self.tabs.choose(name)
        draft = self.draft
        if back and draft is not None and not draft.is_new:
            self.show_record(draft.form.kind, draft.id)
            return
        self._show_front()
        self._tell()

    @property
    def _entered(self) -> EnteredSide | None:
        """The side that is in front, where something is entered in it."""
        side = self._stack.currentWidget()
        shown = self._side != FIELDS and self._sides.get(self._side) is side
        return side if shown and isinstance(side, EnteredSide) else None

    def _show_front(self) -> None:
        """Bring the fields of the record, or the side that is chosen, to the front."""
        draft = self.draft
        if draft is None:
            self._stack.setCurrentIndex(0)
        elif self._side == FIELDS or draft.is_new:
            self._stack.setCurrentWidget(self._bodies[draft.form.kind][1])
        else:
            side = self._made_side(self._side)
            self._stack.setCurrentWidget(side)
            cast("SideView", side).show_record(draft.form.kind, draft.id)

    def _made_side(self, name: str) -> QWidget:
        if name not in self._sides:
            make = next(side.make for side in SIDES if side.name == name)
            side = self._sides[name] = make(self._desk, self)
            if hasattr(side, "opened"):
                side.opened.connect(self.opened)
            self._stack.addWidget(side)
        return self._sides[name]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._has_index() == self._index.isHidden():
            self._index.setVisible(self._has_index())
            if self.body is not None:
                self._fill_index(self.body)

    # ---- what happens

    def _on_edited(self) -> None:
        self.drafts.typed()
        if not self._touched:
            self._touched = True
            self._tell()

    def _on_settled(self) -> None:
        self.drafts.typed()
        if self.draft is not None and not self.draft.dirty:
            self._touched = False
        self._tell()

    def _on_changed(self, _: object) -> None:
        """Something was written elsewhere (undo, merge): show the record as it now is."""
        if self._saving or self.draft is None or self.draft.is_new or self.dirty:
            return
        if self._entered is not None:
            self._show_front()  # the side asks again by itself; the fields when they come forward
            return
        self.show_record(self.draft.form.kind, self.draft.id)
