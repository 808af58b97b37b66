"""Gọi hôm nay: whom to ring and why, most urgent first; and what they answered, kept at once.

To add a reason to ring: a function that yields (subject, Reason) and its line in `SOURCES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from ocop_desktop.actions import entries
from ocop_desktop.actions.due import LATER, OVERDUE, SOON, WORDS, Due, due
from ocop_desktop.actions.entries import Given, Saved
from ocop_desktop.records.dossiers import Dossier
from ocop_desktop.records.market import Activity
from ocop_desktop.records.products import Product
from ocop_desktop.records.subjects import Subject
from ocop_desktop.schema import Value
from ocop_desktop.schema.dates import show
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import table_of
from ocop_desktop.store.tables import Flaw

VERB, QUIET_DAYS, _MANY = "call", 7, 500
_AHEAD_DAYS = 90  # what presses is never further ahead: the window to ask again is open 60 days
KINDS = ("call", "visit")  # of activity: somebody spoke with the subject
RANK_ENDS = ("expires", "regrade_opens", "regrade_closes", "grace")
RUNG = (*RANK_ENDS, "completion", "transition", "evidence", "mark", "test", "remedy", "commitment")
"""The deadlines that are the subject's own; the office's are no reason to ring."""
NO_ANSWER = "no_answer"
_ORDER = {OVERDUE: 0, SOON: 1, LATER: 2}
_ENDED = ("forwarded", "at_province", "closed", "withdrawn")


@dataclass(frozen=True)
class Reason:
    """Why to ring: a sentence, how near it is, the record that it is about."""

    kind: str
    text: str
    date: str
    state: str
    form: str = ""
    record: str = ""


@dataclass(frozen=True)
class Talk:
    """When a subject was last spoken with, and what was said."""

    on: str
    said: str
    next_on: str = ""


@dataclass(frozen=True)
class Call:
    """One subject to ring: who answers, the number, why, when they were last spoken with."""

    subject: str
    name: str
    who: str
    phone: str
    place: str
    commune: Value
    reasons: tuple[Reason, ...]
    last: Talk | None = None
    blanks: int = 0  # errors in the subject's own record, by the last check

    @property
    def state(self) -> str:
        """How urgent the most urgent reason is."""
        return min((one.state for one in self.reasons), key=lambda state: _ORDER[state])

    @property
    def why(self) -> str:
        """Every reason in one line."""
        return "; ".join(dict.fromkeys(one.text for one in self.reasons))


@dataclass(frozen=True)
class Answer:
    """What was said on the telephone; `code` is one of the list `reminder_answer`, or ""."""

    code: str = ""
    note: str = ""
    next_on: str = ""
    way: str = "phone"


@dataclass
class _Asked:
    """The data file, a connection, the day, and what the sources find by subject."""

    data: DataFile
    connection: Connection
    day: str
    due: Sequence[Due] = ()
    found: dict[str, list[Reason]] = field(default_factory=dict)


def today(data: DataFile, on: str | None = None) -> list[Call]:
    """Whom to ring on a day (today unless said), most urgent first, neighbours together.

    Who was spoken with in the last days is left out until the day agreed on; only what is overdue
    or near counts. Raises Trouble("not_a_day").
    """
    day = on or data.today()
    ahead = due(data, day, within=_AHEAD_DAYS)
    near = [one for one in ahead if one.kind in RUNG and one.state != LATER]
    with data.read() as connection:
        asked = _Asked(data, connection, day, near)
        for source in SOURCES:
            for subject, reason in source(asked):
                asked.found.setdefault(subject, []).append(reason)
        talks = _talks(connection, list(asked.found))
        wanted = [id for id in asked.found if not _quiet(talks.get(id), day)]
        return sorted(_calls(asked, wanted, talks), key=_order)


def _order(call: Call) -> tuple[object, ...]:
    first = min(one.date for one in call.reasons)
    return _ORDER[call.state], call.place, first, call.name


def _quiet(talk: Talk | None, day: str) -> bool:
    """Whether the subject is to be left in peace: rung lately, or another day is agreed on."""
    if talk is None:
        return False
    if talk.next_on:
        return talk.next_on > day
    since = (date.fromisoformat(day) - timedelta(days=QUIET_DAYS)).isoformat()
    return talk.on > since


# ---- why


def _deadlines(asked: _Asked) -> Iterator[tuple[str, Reason]]:
    """What runs out or is wanted of the subject soon, or already was."""
    owners = _owners(asked.connection, asked.due)
    for one in asked.due:
        subject = owners.get(one.record)
        if subject:
            about = one.title.partition(": ")[2]
            text = f"{WORDS[one.kind]} {show(one.date)}: {about}"
            yield subject, Reason(one.kind, text, one.date, one.state, one.form, one.record)


def _promised(asked: _Asked) -> Iterator[tuple[str, Reason]]:
    """Whom it was agreed to ring again by this day, and who was not spoken with since."""
    one = Activity
    query = select(one.id, one.subject, one.next_on, one.done_on, one.topic, one.answers).where(
        ~one.removed, one.subject.is_not(None), one.next_on.is_not(None), one.next_on <= asked.day
    )
    rows = asked.connection.execute(query.order_by(one.next_on)).all()
    talks = _talks(asked.connection, list({str(row.subject) for row in rows}))
    for row in rows:
        talk, agreed_on = talks.get(str(row.subject)), str(row.next_on)
        if talk is not None and talk.on > str(row.done_on or ""):
            continue
        state = OVERDUE if agreed_on < asked.day else SOON
        about = str((row.answers or {}).get("advice") or row.topic or "")
        text = f"Hẹn gọi lại {show(agreed_on)}: {about}"
        yield str(row.subject), Reason("promised", text, agreed_on, state, "activity", row.id)


def _faulty(asked: _Asked) -> Iterator[tuple[str, Reason]]:
    """Dossiers not sent on yet in which something is missing or wrong, by the last check."""
    count = func.sum(Flaw.count)
    query = (
        select(Dossier.id, Product.subject, Product.name, count)
        .join(Product, Product.id == Dossier.product)
        .join(Flaw, Flaw.record_id == Dossier.id)
        .where(~Dossier.removed, Flaw.level == "error", Flaw.is_open.is_(True))
        .where(func.coalesce(Dossier.state, "").not_in(_ENDED), Product.subject.is_not(None))
        .group_by(Dossier.id, Product.subject, Product.name)
    )
    for id, subject, name, number in asked.connection.execute(query):
        text = f"Hồ sơ {name or ''} còn {number} chỗ thiếu hoặc sai"
        yield str(subject), Reason("dossier", text, asked.day, SOON, "dossier", id)


SOURCES: Sequence[Callable[[_Asked], Iterator[tuple[str, Reason]]]] = (
    _deadlines,
    _promised,
    _faulty,
)


def _owners(connection: Connection, found: Iterable[Due]) -> dict[str, str]:
    """The subject behind each record that is due."""
    by_form: dict[str, list[str]] = {}
    for one in found:
        if one.record:
            by_form.setdefault(one.form, []).append(one.record)
    owners: dict[str, str] = {}
    for form, ids in by_form.items():
        table = table_of(form)
        names = [name for name in ("subject", "product") if name in table.c]
        for row in _rows(connection, ids, table, ["id", *names]):
            own = row.get("subject")
            owners[row["id"]] = own or f"product:{row.get('product')}"
    waiting = {owner[8:] for owner in owners.values() if owner.startswith("product:")}
    made = {
        row["id"]: row["subject"]
        for row in _rows(connection, sorted(waiting), table_of("product"), ["id", "subject"])
    }
    return {
        record: subject
        for record, owner in owners.items()
        if (subject := made.get(owner[8:]) if owner.startswith("product:") else owner)
    }


def _rows(
    connection: Connection, ids: Sequence[str], table: Any, names: Sequence[str]
) -> Iterator[Mapping[str, Any]]:
    for start in range(0, len(ids), _MANY):
        query = select(*(table.c[name] for name in names))
        part = query.where(table.c.id.in_(ids[start : start + _MANY]))
        yield from (dict(row) for row in connection.execute(part).mappings())


# ---- who


def _calls(asked: _Asked, ids: Sequence[str], talks: Mapping[str, Talk]) -> Iterator[Call]:
    columns = ["id", "name", "commune", "former_district", "rep_name", "contact_name"]
    columns += ["contact_phone", "answers", "removed"]
    blanks = _blanks(asked.connection, ids)
    for row in _rows(asked.connection, ids, Subject.__table__, columns):
        if row["removed"]:
            continue
        reasons = sorted(asked.found[row["id"]], key=lambda one: (_ORDER[one.state], one.date))
        who, phone = _reached(asked.data, row)
        yield Call(
            row["id"],
            row["name"] or "Chủ thể chưa có tên",
            who,
            phone,
            _place(asked.data, row),
            row["commune"],
            tuple(reasons),
            talks.get(row["id"]),
            blanks.get(row["id"], 0),
        )


def _reached(data: DataFile, row: Mapping[str, Any]) -> tuple[str, str]:
    """Who answers and the number: the contact first, else the representative."""
    contact, own = row["contact_phone"], (row["answers"] or {}).get("phone")
    names = (row["contact_name"], row["rep_name"])
    who = next(filter(None, names if contact else names[::-1]), "")
    return who, data.forms["subject"].by_name["contact_phone"].type.show(contact or own)


def _place(data: DataFile, row: Mapping[str, Any]) -> str:
    """The former district and the commune, as people still say them."""
    district, commune = row["former_district"], row["commune"]
    names = [data.look.title("district", district)] if district else []
    names += [data.look.title("commune", commune)] if commune else []
    return ", ".join(filter(None, names))


def _blanks(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(ids), _MANY):
        query = select(Flaw.record_id, func.sum(Flaw.count)).where(
            Flaw.record_id.in_(ids[start : start + _MANY]),
            Flaw.level == "error",
            Flaw.is_open.is_(True),
        )
        found.update((id, int(n)) for id, n in connection.execute(query.group_by(Flaw.record_id)))
    return found


def _talks(connection: Connection, ids: Sequence[str]) -> dict[str, Talk]:
    """The last time each subject was spoken with."""
    one, found = Activity, dict[str, Talk]()
    for start in range(0, len(ids), _MANY):
        query = select(one.subject, one.done_on, one.next_on, one.topic, one.answers).where(
            ~one.removed, one.kind.in_(KINDS), one.subject.in_(ids[start : start + _MANY])
        )
        for row in connection.execute(query.order_by(one.done_on, one.created_at)):
            said = str((row.answers or {}).get("advice") or row.topic or "")
            found[row.subject] = Talk(row.done_on or "", said, row.next_on or "")
    return found


# ---- what was answered


def keep(data: DataFile, call: Call, answer: Answer) -> Saved:
    """Keep what was answered as one action: an activity, and a reminder in each rank that ends.

    The reminders are the office's proof that it warned. What cannot be read is in `rejected`.
    """
    label = _label(data, answer.code)
    told = ". ".join(filter(None, (label, answer.note.strip())))
    activity: dict[str, object] = {
        "kind": "call" if answer.way != "visit" else "visit",
        "done_on": data.today(),
        "topic": f"Gọi điện: {call.why}"[:300],
        "subject": call.subject,
        "by_whom": data.officer or None,
        "commune": call.commune,
        "advice": told or None,
        "next_on": answer.next_on or _again(data, answer) or None,
    }
    given: list[Given] = [("activity", None, activity, {})]
    ranks = dict.fromkeys(one.record for one in call.reasons if one.kind in RANK_ENDS)
    given += [("recognition.reminder", None, _reminder(data, one, answer), {}) for one in ranks]
    return entries.save_several(data, given, verb=VERB)[0]


def _reminder(data: DataFile, recognition: str, answer: Answer) -> dict[str, object]:
    return {
        "recognition": recognition,
        "reminded_on": data.today(),
        "how": answer.way,
        "by_whom": data.officer or None,
        "answer": answer.code or None,
        "answer_note": answer.note.strip() or None,
    }


def _again(data: DataFile, answer: Answer) -> str:
    """Nobody answered and no day is said: tomorrow."""
    tomorrow = date.fromisoformat(data.today()) + timedelta(days=1)
    return tomorrow.isoformat() if answer.code == NO_ANSWER else ""


def _label(data: DataFile, code: str) -> str:
    answers = data.forms["recognition.reminder"].by_name["answer"]
    return answers.type.show(code or None)
