"""Watches what is typed into a record, and says beside the field who may be the same already.

Asked a moment after the last key, and at once when a field is left; never of the record itself.
What the officer calls another is remembered, and not asked about again.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ocop_desktop.actions import alike, questions
from ocop_desktop.actions.alike import Like
from ocop_desktop.gui.alike_line import AlikeLine
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.form_body import FormBody
from ocop_desktop.gui.record_page import RecordPage
from ocop_desktop.schema import Entry, Form, Value

_AFTER_MS = 250


class AlikeWatch(QObject):
    """Watches one page of records."""

    opening = Signal(object)  # the Like whose record is wanted
    offered = Signal(str, str, object)  # a sentence, a label, what takes it back

    def __init__(self, desk: Desk, page: RecordPage) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._draft: Draft | None = None
        self._body: FormBody | None = None
        self._all_lines: dict[FormBody, dict[str, AlikeLine]] = {}
        self._denied: set[tuple[str, str]] = set()  # of the record shown, not kept yet
        self._left: set[tuple[str, str]] = set()  # of the record shown before
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self.ask)
        page.changed.connect(self._on_page)
        page.saved.connect(self._on_saved)

    # ---- what is asked

    def ask(self) -> None:
        """Look now who may be the same, and say so beside the fields."""
        self._timer.stop()
        draft, body = self._draft, self._page.body
        if draft is None or body is None or draft.removed or self._desk.tasks.busy:
            self._show([])
            return
        data, values = self._desk.data, dict(draft.values)
        for name in asked_fields(draft.form):
            if name in body.boxes:
                values[name] = body.boxes[name].peek()
        tables = {name: _rows(rows) for name, rows in draft.tables.items()}
        kind, id = draft.form.kind, draft.id
        self._show(
            self._desk.glance(lambda: alike.find(data, kind, values, id=id, tables=tables), [])
        )

    def _show(self, likes: list[Like]) -> None:
        fields: dict[str, list[Like]] = {}
        for like in likes:
            if (like.kind, like.id) not in self._denied:
                fields.setdefault(self._place(like), []).append(like)
        for name, line in self._lines.items():
            if name not in fields:
                line.show_likes([])
        for name, found in fields.items():
            below = self._line(name)
            if below is not None:
                below.show_likes(found)

    def _place(self, like: Like) -> str:
        """The field to say it at: the one that is being typed in, where it is one of them."""
        names = [path.partition(".")[0] for path in (like.field, *like.also)]
        focused = self._page.focusWidget()
        here = focused.objectName().rpartition(".")[2] if focused is not None else ""
        return here if here in names else names[0]

    @property
    def _lines(self) -> dict[str, AlikeLine]:
        """The lines that were made in the form on the screen, by field."""
        return self._all_lines.get(self._body, {}) if self._body is not None else {}

    def _line(self, name: str) -> AlikeLine | None:
        """The line beside a field or below a table; made when it is first needed."""
        body = self._body
        if body is None or (name not in body.boxes and name not in body.grids):
            return None
        lines = self._all_lines[body]
        if name not in lines:
            place: QWidget = body.boxes[name] if name in body.boxes else body.grids[name]
            line = AlikeLine(f"{body.form.kind}.{name}", body.form.label.lower(), place)
            line.wanted.connect(self.opening)
            line.denied.connect(self._deny)
            body.put_below(name, line)
            lines[name] = line
        return lines[name]

    # ---- what the officer answers

    def current(self) -> Like | None:
        """The record of the line in the field one is in, else of the first line."""
        focused = self._page.focusWidget()
        shown = [line for line in self._lines.values() if line.like]
        here = [line for line in shown if focused is not None and _is_around(line, focused)]
        return (here or shown)[0].like if shown else None

    def open_current(self) -> None:
        """Open the record that may be the same."""
        if self._timer.isActive():
            self.ask()
        if like := self.current():
            self.opening.emit(like)
        else:
            self._desk.say("Không thấy bản ghi nào giống bản ghi này.")

    def deny_current(self) -> None:
        """Say that it is another."""
        if like := self.current():
            self._deny(like)

    def _deny(self, like: Like) -> None:
        self._denied.add((like.kind, like.id))
        if like.asked:
            self._keep(like)
        self.ask()
        what = self._desk.form(like.owner_kind).label.lower()
        self.offered.emit(
            f"Đã ghi nhớ: không phải {what} “{like.title}”.",
            "Hoàn tác",
            lambda: self._take_back(like),
        )

    def _take_back(self, like: Like) -> None:
        self._denied.discard((like.kind, like.id))
        if like.asked:
            self._desk.attempt(lambda: questions.reopen(self._desk.data, like.asked, like.id))
        self.ask()

    def _keep(self, like: Like) -> None:
        data = self._desk.data
        self._desk.attempt(
            lambda: questions.answer(data, like.kind, like.asked, like.id, sign=like.sign)
        )

    # ---- what happens on the page

    def _on_page(self) -> None:
        draft, body = self._page.draft, self._page.body
        if draft is self._draft and body is self._body:
            return
        if draft is not self._draft:
            self._left, self._denied = self._denied, set()
        for line in self._lines.values():
            line.show_likes([])
        self._draft, self._body = draft, body
        if draft is None or body is None or not asked_fields(draft.form):
            self._timer.stop()
            return
        if body not in self._all_lines:
            self._watch(body)
        self._timer.start()

    def _watch(self, body: FormBody) -> None:
        self._all_lines[body] = {}
        body.edited.connect(self._timer.start)
        body.settled.connect(self._on_settled)
        body.destroyed.connect(lambda: self._forget(body))

    def _forget(self, body: FormBody) -> None:
        """The form is made anew: its lines are gone with it."""
        self._all_lines.pop(body, None)
        if self._body is body:
            self._body = None

    def _on_settled(self) -> None:
        """A field is left: what was typed last is looked at now."""
        if self._timer.isActive():
            self.ask()

    def _on_saved(self, kind: str, id: str) -> None:
        """The record has an id now: keep what was answered before it had one."""
        denied, self._left = self._left, set()
        if not denied or self._draft is None or self._draft.id != id:
            return
        draft = self._draft
        tables = {name: _rows(rows) for name, rows in draft.tables.items()}
        for like in alike.find(self._desk.data, kind, draft.values, id=id, tables=tables):
            if (like.kind, like.id) in denied:
                self._keep(like)
        self._denied = denied


def _is_around(line: AlikeLine, focused: QWidget) -> bool:
    place = line.parentWidget()
    return place is not None and place.isAncestorOf(focused)


def asked_fields(form: Form) -> list[str]:
    """The fields of a form, and the tables, by which records are alike."""
    names = dict.fromkeys(name for sign in form.asking for name in (*sign.fields, *sign.unless))
    return [*names, *(table.name for table in form.tables if table.asking)]


def _rows(rows: list[Draft]) -> tuple[Entry, ...]:
    return tuple(_entries(rows))


def _entries(rows: list[Draft]) -> Iterator[Entry]:
    for row in rows:
        values: dict[str, Value] = dict(row.values)
        yield Entry(row.form.kind, row.id, values, removed=row.removed)
