"""What is due: answers to dossiers, rounds, windows to grade again, ranks and papers that run out.

To add a kind of deadline: a function that yields facts in `due_ranks.py` or `due_papers.py`, its
name in `SOURCES` and its words in `WORDS`. Nothing here is kept: every day is worked out anew from
the records, so that a clock set back or forward changes what is shown and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ocop_desktop.actions import due_papers, due_ranks, ics, law
from ocop_desktop.actions.due_facts import Asked, Fact
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import dates
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.engine import troubles

__all__ = ["LATER", "OVERDUE", "SOON", "SOON_DAYS", "WORDS", "Due", "doubts", "due", "write_ics"]

OVERDUE, SOON, LATER = "overdue", "soon", "later"
SOON_DAYS = 30

WORDS = {
    "answer": "Hạn trả lời hồ sơ",
    "completion": "Hạn chủ thể nộp bổ sung",
    "transition": "Hạn xong hồ sơ nộp theo quy định cũ",
    "round": "Hạn trình đợt đánh giá",
    "regrade_opens": "Bắt đầu nhận hồ sơ đánh giá lại",
    "regrade_closes": "Hết hạn nhận hồ sơ đánh giá lại",
    "grace": "Giữ hiệu lực chậm nhất đến",
    "expires": "Công nhận hết hiệu lực",
    "evidence": "Giấy tờ hết hạn",
    "mark": "Nhãn hiệu, văn bằng hết hạn",
    "test": "Đến kỳ kiểm nghiệm",
    "remedy": "Hạn khắc phục sau kiểm tra",
    "commitment": "Hết hạn cam kết sử dụng",
}
SOURCES = (
    due_papers.answers,
    due_papers.completions,
    due_papers.transitions,
    due_papers.rounds,
    due_ranks.ranks,
    due_papers.evidence,
    due_papers.marks,
    due_papers.tests,
    due_papers.remedies,
    due_papers.commitments,
)


@dataclass(frozen=True)
class Due:
    """One deadline: its day, what it is, the record that it is about, how near it is.

    `record` is "" for a round that has no record yet; `form` is the form that opens the record.
    """

    date: str
    kind: str
    record: str
    title: str
    state: str
    form: str = ""

    def as_json(self) -> dict[str, str]:
        """The answer of the command line."""
        return {
            "date": self.date,
            "kind": self.kind,
            "record": self.record,
            "title": self.title,
            "state": self.state,
        }

    def as_text(self) -> str:
        """A line of a terminal."""
        sign = {OVERDUE: "✕", SOON: "⚠", LATER: " "}[self.state]
        return f"{sign} {dates.show(self.date)}\t{self.title}"


def due(data: DataFile, on: str | None = None, *, within: int | None = None) -> list[Due]:
    """Everything due as seen from a day (today unless said), the earliest first.

    `within` leaves out what is further ahead than so many days. Raises Trouble("not_a_day").
    """
    day = day_of(data, on)
    with data.read() as connection:
        asked = Asked(data, connection, law.the_regulations(), day)
        facts = [fact for source in SOURCES for fact in source(asked)]
    if within is not None:
        last = (date.fromisoformat(day) + timedelta(days=within)).isoformat()
        facts = [fact for fact in facts if fact.date <= last]
    owners = {fact.owner[1] for fact in facts if fact.owner}
    data.look.fetch({fact.record for fact in facts if fact.record} | owners - {""})
    found = [_due(data, fact, day) for fact in facts]
    return sorted(found, key=lambda one: (one.date, one.kind, one.title, one.record))


def _due(data: DataFile, fact: Fact, day: str) -> Due:
    named = [*([fact.owner] if fact.owner else []), (fact.form, fact.record)]  # names are shorter
    names = [data.look.title(form, id) for form, id in named if id]
    title = f"{WORDS[fact.kind]}: {fact.note or ' – '.join(filter(None, names))}"
    return Due(fact.date, fact.kind, fact.record, title, _state(fact, day), fact.form)


def _state(fact: Fact, day: str) -> str:
    """A date known to the month or year is near from its first day, over only after its last."""
    last = dates.latest(fact.date)
    if last < day or (last == day and fact.ends):
        return OVERDUE
    soon = (date.fromisoformat(day) + timedelta(days=SOON_DAYS)).isoformat()
    first = dates.first_day(fact.date).isoformat()
    return SOON if fact.pressing or first <= soon else LATER


def day_of(data: DataFile, on: str | None) -> str:
    """A typed day as ISO text, today where none was typed."""
    if not on:
        return data.today()
    try:
        return dates.first_day(dates.parse(on)).isoformat()
    except ValueError as error:
        raise Trouble("not_a_day", text=on) from error


def doubts(data: DataFile, on: str | None = None) -> list[str]:
    """Holidays of the coming year that are not sure, one sentence each, for the page of deadlines."""
    day = day_of(data, on)
    end = (date.fromisoformat(day) + timedelta(days=365)).isoformat()
    words = {
        "expected": "dự kiến nghỉ, chờ thông báo hằng năm; đang tính là ngày nghỉ",
        "reported": "mới có chủ trương nghỉ; đang tính là ngày làm việc",
    }
    found = law.the_calendar().doubts(day, end)
    return [f"{dates.show(one.date)} – {one.name}: {words[one.state]}." for one in found]


def write_ics(data: DataFile, found: Sequence[Due], file: Path) -> None:
    """Write deadlines as a calendar file for a phone.

    Raises Trouble: `calendar_kind_unknown`, and where the file cannot be written.
    """
    if file.suffix.lower() != ".ics":
        raise Trouble("calendar_kind_unknown", file=file.name)
    events = [
        ics.Event(f"{one.kind}-{one.record or one.date}@{data.installation}", one.date, one.title)
        for one in found
        if dates.is_full(one.date)
    ]
    with troubles(file):
        part = file.with_name(f"{file.name}.part")
        try:
            part.write_bytes(ics.text(events, data.clock()).encode())
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
