"""Watches what is typed into a record, and says beside the fields what is wrong or odd.

Asked a moment after a field is left, on the values on the screen, by the rules that a save asks.
What must be filled and is blank is said in a new record only once it was asked for or saved.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ocop_desktop.actions import checks
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.flaw_answers import (
    FlawAnswers,
    answerable,
    ask_reason,
    excused_at,
    missing_at,
    open_warnings,
    other_at,
)
from ocop_desktop.gui.flaw_places import Spot, excused, spot_of, told
from ocop_desktop.gui.form_body import FormBody
from ocop_desktop.schema import Entry, Problem
from ocop_desktop.schema.remarks import REMARKS, Said, with_confirmed, with_reason, without

_AFTER_MS = 150


class FlawWatch(QObject):
    """Watches the record of one page."""

    told = Signal()  # what was found is another
    answered = Signal()  # a remark was put into the draft
    opening = Signal(str, str)  # the kind and id of the record that a problem speaks of

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._draft: Draft | None = None
        self._body: FormBody | None = None
        self._answers: dict[FormBody, dict[str, FlawAnswers]] = {}
        self._blanks = False  # whether blanks of a new record are said
        self.problems: list[Problem] = []
        self._said: list[Problem] = []  # as the page shows it: less blanks, more reasons
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self.ask)

    def watch(self, draft: Draft | None, body: FormBody | None) -> None:
        """Look at this record from now on."""
        if draft is not self._draft:
            self._blanks = draft is not None and not draft.is_new
            self.problems, self._said = [], []
        self._draft, self._body = draft, body
        if body is not None and body not in self._answers:
            self._answers[body] = {}
            body.settled.connect(self._timer.start)
            body.destroyed.connect(lambda: self._forget(body))
        if draft is None or body is None:
            self._timer.stop()
        else:
            self.ask()

    def _forget(self, body: FormBody) -> None:
        self._answers.pop(body, None)
        if self._body is body:
            self._body = None

    # ---- what is found

    def ask(self) -> None:
        """Look now at what is on the screen, and say it."""
        self._timer.stop()
        draft, body = self._draft, self._body
        if draft is None or body is None:
            return
        if self._desk.tasks.busy:
            self._timer.start()
            return
        if draft.removed:
            self.problems = []
        else:
            self.problems = self._desk.glance(lambda: self._found(draft), self.problems)
        self._show(draft, body)
        self.told.emit()

    def _found(self, draft: Draft) -> list[Problem]:
        tables = {name: tuple(map(_entry, rows)) for name, rows in draft.tables.items()}
        data = self._desk.data
        found = checks.on_screen(data, draft.form, draft.values, tables, draft.id)
        unread = {path for path, _ in draft.problems()}
        return [one for one in found if one.field not in unread]

    def _show(self, draft: Draft, body: FormBody) -> None:
        said = self.problems if self._blanks else [p for p in self.problems if not _top_blank(p)]
        reasons = (told(draft, path, spot) for path, spot in excused(draft))
        self._said = [*said, *(one for one in reasons if one is not None)]
        body.show_problems(self._said)
        for name in body.order():
            self._offer(body, name)

    def _said_at(self, name: str) -> list[Problem]:
        """What is said at a field, or in the line below a table."""
        if self._body is not None and name in self._body.grids:
            return self._body.grids[name].flaws_said()
        return [one for one in self._said if one.field.partition(".")[0] == name]

    def _offer(self, body: FormBody, name: str) -> None:
        found, answers = self._said_at(name), self._answers[body].get(name)
        if answers is None and answerable(found):
            answers = self._answers[body][name] = self._made_answers(body, name)
        if answers is not None:
            answers.fit(found)

    def _made_answers(self, body: FormBody, name: str) -> FlawAnswers:
        place = body.boxes[name] if name in body.boxes else body.grids[name]
        answers = FlawAnswers(f"{body.form.kind}.{name}", place)
        answers.confirm.clicked.connect(lambda: self.confirm(name))
        answers.reason.clicked.connect(lambda: self.give_reason(missing_at(self._said_at(name))))
        answers.drop.clicked.connect(lambda: self.drop_reason(excused_at(self._said_at(name))))
        answers.open.clicked.connect(lambda: self.open_other(name))
        body.put_below(name, answers)
        if name in body.grids:  # another cell, another answer
            body.grids[name].flaws_turned.connect(lambda: self._turned(body, name))
        return answers

    def _turned(self, body: FormBody, name: str) -> None:
        if body is self._body:
            self._answers[body][name].fit(self._said_at(name))

    # ---- what the officer answers

    def answer(self, path: str) -> bool:
        """Answer what is said at a field: a reason for its blank, or that it is right so."""
        if self._draft is None or self._body is None:
            return False
        self.say_blanks()
        if self._timer.isActive():  # what was typed a moment ago counts too
            self.ask()
        name = path.partition(".")[0]
        here = [one for one in self._said if one.field == path] or self._said_at(name)
        if missing_at(here):
            self.give_reason(missing_at(here))
        elif open_warnings(here):
            self.confirm(name, here)
        elif excused_at(here):
            self.drop_reason(excused_at(here))
        else:
            return False
        return True

    def open_other(self, path: str) -> bool:
        """Open the record that is spoken of at a field; whether there is one."""
        here = [one for one in self._said if one.field == path]
        kind, _, id = other_at(here or self._said_at(path.partition(".")[0])).partition(" ")
        if id:
            self.opening.emit(kind, id)
        return bool(id)

    def confirm(self, name: str, found: list[Problem] | None = None) -> None:
        """Find the warnings of a field or table right, with name and time."""
        keys = [one.key for one in open_warnings(found or self._said_at(name))]
        data = self._desk.data
        if self._draft is not None and keys:
            held = self._draft.get(REMARKS)
            self._put(with_confirmed(held, keys, data.officer, data.now()))
            self._desk.say("Đã ghi nhận: đúng rồi. Bỏ thay đổi hoặc hoàn tác thì hỏi lại.", "good")

    def give_reason(self, path: str) -> None:
        """Ask why a field, or a row's, stays blank, and keep the answer."""
        draft, body = self._draft, self._body
        spot = spot_of(draft, path) if draft is not None else None
        if draft is None or body is None or spot is None:
            return
        at, corner = _corner(body, path)
        ask_reason(draft.form, spot.field, at, corner, partial(self._reason, spot))

    def _reason(self, spot: Spot, code: str, words: str) -> None:
        data = self._desk.data
        if self._draft is not None:
            for _, row in spot.rows:  # a row not saved yet is known by the id it will have
                row.born = row.born or ("" if row.id else data.new_id())
            said = Said(data.officer, data.now(), code, words)
            self._put(with_reason(self._draft.get(REMARKS), spot.key, said))

    def drop_reason(self, path: str) -> None:
        """Take the reason for a blank away again."""
        spot = spot_of(self._draft, path) if self._draft is not None else None
        if self._draft is not None and spot is not None:
            self._put(without(self._draft.get(REMARKS), [spot.key]))

    def _put(self, remarks: object) -> None:
        if self._draft is not None:
            self._draft.put(REMARKS, remarks if isinstance(remarks, list) else None)
            self.answered.emit()
            self.ask()

    # ---- going through them

    def say_blanks(self) -> None:
        """Say from now on what must be filled and is blank, in a new record too."""
        if not self._blanks:
            self._blanks = True
            self.ask()

    def stops(self) -> list[str]:
        """Paths of everything unreadable, wrong, missing or not confirmed, as the page shows it."""
        draft, body = self._draft, self._body
        if draft is None or body is None:
            return []
        if self._timer.isActive():
            self.ask()
        paths = dict.fromkeys(path for path, _ in draft.problems())
        paths |= dict.fromkeys(one.field for one in self.problems if one.is_open)
        order = {name: number for number, name in enumerate(body.order())}
        return sorted(
            (path for path in paths if path.partition(".")[0] in order),
            key=lambda path: (order[path.partition(".")[0]], _place(draft, path)),
        )

    def words(self) -> list[str]:
        """What is still to be seen to, counted by kind."""
        draft = self._draft
        if draft is None:
            return []
        unread = len(list(draft.problems()))
        blank = sum(one.code == "required" for one in self.problems)
        errors = sum(one.level == "error" for one in self.problems) - blank
        warnings = len(open_warnings(self.problems))
        words = [f"✕ {unread} ô chưa đọc được"] if unread else []
        words += [f"✕ {errors} lỗi"] if errors else []
        words += [f"còn {blank} mục cần điền"] if blank else []
        return words + ([f"⚠ {warnings} cảnh báo"] if warnings else [])


def _top_blank(problem: Problem) -> bool:
    return problem.code == "required" and "." not in problem.field


def _place(draft: Draft, path: str) -> tuple[int, int]:
    """Where in its table: the row, then the field in the order of the row's form."""
    name, _, rest = path.partition(".")
    number, _, inner = rest.partition(".")
    if not number.isdecimal():
        return -1, 0
    names = list(draft.form.table(name).by_name)
    first = inner.partition(".")[0]
    return int(number), names.index(first) if first in names else 0


def _corner(body: FormBody, path: str) -> tuple[QWidget, QPoint]:
    """The widget of a field or a table, and where a menu about it opens."""
    name, _, rest = path.partition(".")
    if name in body.boxes:
        editor = body.boxes[name].editor
        return editor, editor.mapToGlobal(QPoint(0, editor.height()))
    number, _, column = rest.partition(".")
    return body.grids[name], body.grids[name].corner_of(int(number), column)


def _entry(row: Draft) -> Entry:
    tables = {name: tuple(map(_entry, rows)) for name, rows in row.tables.items()}
    return Entry(row.form.kind, row.mark, dict(row.values), tables, removed=row.removed)
