"""Watches what is typed into a record, and says beside the fields what is wrong or odd.

Asked a moment after a field is left, on the values on the screen, by the rules that a save asks.
What must be filled and is blank is said in a new record only once it was asked for or saved.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from ocop_desktop.actions import checks
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.flaw_answers import FlawAnswers, ask_reason, is_missing, open_warnings
from ocop_desktop.gui.form_body import FormBody
from ocop_desktop.schema import Entry, Problem
from ocop_desktop.schema.remarks import (
    REMARKS,
    Said,
    blanks_with_reason,
    reason_for_blank,
    with_confirmed,
    with_reason,
    without,
)

_AFTER_MS = 150


class FlawWatch(QObject):
    """Watches the record of one page."""

    told = Signal()  # what was found is another
    answered = Signal()  # a remark was put into the draft

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._draft: Draft | None = None
        self._body: FormBody | None = None
        self._answers: dict[FormBody, dict[str, FlawAnswers]] = {}
        self._blanks = False  # whether blanks of a new record are said
        self.problems: list[Problem] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self.ask)

    def watch(self, draft: Draft | None, body: FormBody | None) -> None:
        """Look at this record from now on."""
        if draft is not self._draft:
            self._blanks = draft is not None and not draft.is_new
            self.problems = []
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
        self.problems = [] if draft.removed else self._found(draft)
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
        body.show_problems(said)
        excused = blanks_with_reason(draft.values)
        of_field: dict[str, list[Problem]] = {}
        for one in said:
            of_field.setdefault(one.field.partition(".")[0], []).append(one)
        for name in body.order():
            self._offer(draft, body, name, of_field.get(name, []), excused=name in excused)

    def _offer(
        self, draft: Draft, body: FormBody, name: str, found: list[Problem], *, excused: bool
    ) -> None:
        answers = self._answers[body].get(name)
        excused = excused and draft.get(name) is None
        if answers is None:
            if not (open_warnings(found) or is_missing(found) or excused):
                return
            place = body.boxes[name] if name in body.boxes else body.grids[name]
            answers = FlawAnswers(f"{body.form.kind}.{name}", place)
            answers.confirm.clicked.connect(lambda: self.confirm(name))
            answers.reason.clicked.connect(lambda: self.give_reason(name))
            answers.drop.clicked.connect(lambda: self.drop_reason(name))
            body.put_below(name, answers)
            self._answers[body][name] = answers
        in_field = name in body.boxes
        answers.fit([one for one in found if in_field or one.code != "required"], excused=excused)
        if excused:
            self._say_reason(draft, body, name)

    def _say_reason(self, draft: Draft, body: FormBody, name: str) -> None:
        said = reason_for_blank(draft.values, name)
        if said is not None and not body.boxes[name].flaws:
            line = next(
                (one for one in _shown(draft) if one.startswith(f"{body.form.field(name).label}:")),
                "",
            )
            words = line.partition(": ")[2]
            body.boxes[name].say("note", words[:1].upper() + words[1:])

    # ---- what the officer answers

    def answer(self, path: str) -> bool:
        """Answer what is said at a field: a reason for its blank, or that it is right so."""
        draft, body, name = self._draft, self._body, path.partition(".")[0]
        if draft is None or body is None:
            return False
        self.say_blanks()
        found = [one for one in self.problems if one.field.partition(".")[0] == name]
        here = [one for one in found if one.field == path] or found
        if name in body.boxes and is_missing(here):
            self.give_reason(name)
        elif open_warnings(here):
            self.confirm(name, here)
        elif name in blanks_with_reason(draft.values):
            self.drop_reason(name)
        else:
            return False
        return True

    def confirm(self, name: str, found: list[Problem] | None = None) -> None:
        """Find the warnings of a field or table right, with name and time."""
        if found is None and self._body is not None and name in self._body.grids:
            found = self._body.grids[name].flaws_said()
        if found is None:
            found = [one for one in self.problems if one.field.partition(".")[0] == name]
        keys = [one.key for one in open_warnings(found)]
        data = self._desk.data
        if self._draft is not None and keys:
            held = self._draft.get(REMARKS)
            self._put(with_confirmed(held, keys, data.officer, data.now()))
            self._desk.say("Đã ghi nhận: đúng rồi. Bỏ thay đổi hoặc hoàn tác thì hỏi lại.", "good")

    def give_reason(self, name: str) -> None:
        """Ask why a field stays blank, and keep the answer."""
        draft, body = self._draft, self._body
        if draft is None or body is None or name not in body.boxes:
            return
        field, box = draft.form.field(name), body.boxes[name]
        ask_reason(
            draft.form, field, box.editor, lambda code, words: self._reason(name, code, words)
        )

    def _reason(self, name: str, code: str, words: str) -> None:
        data = self._desk.data
        if self._draft is not None:
            said = Said(data.officer, data.now(), code, words)
            self._put(with_reason(self._draft.get(REMARKS), name, said))

    def drop_reason(self, name: str) -> None:
        """Take the reason for a blank away again."""
        if self._draft is not None:
            self._put(without(self._draft.get(REMARKS), [name]))

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


def _shown(draft: Draft) -> list[str]:
    return draft.form.field(REMARKS).type.show(draft.get(REMARKS)).split("\n")


def _entry(row: Draft) -> Entry:
    tables = {name: tuple(map(_entry, rows)) for name, rows in row.tables.items()}
    return Entry(row.form.kind, row.id, dict(row.values), tables, removed=row.removed)
