"""A dossier at one look: its way through the office, its working days, its check list with scans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ocop_desktop.actions import completeness, law, paper_evidence, paper_law
from ocop_desktop.actions.completeness import MISSING, OUTDATED, STATES, THERE, Finding
from ocop_desktop.actions.completeness_rules import ERROR
from ocop_desktop.actions.paper_records import product_and_dossier
from ocop_desktop.schema import Entry
from ocop_desktop.schema.dates import show
from ocop_desktop.store.datafile import DataFile

SIGNS = {THERE: "✓", MISSING: "✕", OUTDATED: "⚠"}
WAY = (
    ("draft", "Đang chuẩn bị", ""),
    ("received", "Đã tiếp nhận", "received_on"),
    ("complete", "Đã đủ hồ sơ", "complete_on"),
    ("forwarded", "Đã trình tỉnh", "forwarded_on"),
    ("closed", "Đã có kết quả", "outcome_on"),
)
_AT = {"incomplete": "received", "at_province": "forwarded"}
_GONE = ("forwarded", "at_province", "closed", "withdrawn")


@dataclass(frozen=True)
class Piece:
    """One paper that is there: its words, its kept file ("" for none), whether it ran out."""

    id: str
    title: str
    about: str
    file: str
    outdated: bool


@dataclass(frozen=True)
class BoardLine:
    """One line of the check list; `path` is the field to fill, `paper` the kind of paper."""

    code: str
    label: str
    state: str
    said: str
    note: str
    basis: str
    paper: str = ""
    path: str = ""
    stops: bool = False
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Step:
    """One step of a dossier's way: the day as people write it, whether it lies behind, is now."""

    name: str
    label: str
    on: str
    reached: bool
    now: bool


@dataclass(frozen=True)
class Board:
    """All that the window shows of a dossier; `dossier` is "" where a product has none yet."""

    product: str
    dossier: str
    subject: str
    title: str
    decision: str
    remark: str
    state: str
    lines: tuple[BoardLine, ...]
    steps: tuple[Step, ...]
    clock: str
    late: bool

    @property
    def errors(self) -> int:
        """How many lines keep the dossier from being sent."""
        return sum(line.stops for line in self.lines)


def board(data: DataFile, id: str) -> Board:
    """The board of a dossier, or of a product's latest one; raise Trouble("no_such_record")."""
    product, dossier = product_and_dossier(data, id)
    subject = str(product.get("subject") or "") if product else ""
    found = completeness.check_of(data, product, dossier)
    decision = paper_law.decision_of(dossier)
    listed = paper_evidence.lines(data, decision, subject, product.id if product else "")
    state = str(dossier.get("state") or "draft") if dossier else ""
    clock, late = _clock(data, dossier, state)
    return Board(
        product=product.id if product else "",
        dossier=dossier.id if dossier else "",
        subject=subject,
        title=data.forms["product"].title_of(product.values, data.look) if product else "",
        decision=found.decision,
        remark=found.remark,
        state=state,
        lines=tuple(_lines(data, found.findings, listed)),
        steps=tuple(_steps(dossier, state)) if dossier else (),
        clock=clock,
        late=late,
    )


def working_days_left(today: str, due: str) -> int:
    """Working days after today up to a day, that day included; below zero once it is past."""
    first, last = date.fromisoformat(min(today, due)), date.fromisoformat(max(today, due))
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    count = sum(law.the_calendar().is_working(day) for day in days)
    return count if due >= today else -count


# ---- the check list


def _lines(
    data: DataFile, findings: tuple[Finding, ...], listed: list[paper_evidence.Line]
) -> Iterator[BoardLine]:
    """Forms first, then the papers: both as the check has them."""
    forms = len(findings) - len(listed)
    for number, finding in enumerate(findings):
        line = listed[number - forms] if number >= forms else None
        pieces = tuple(_piece(data, one) for one in line.found) if line else ()
        yield _line(finding, (line.code or "other") if line else "", pieces)


def _line(finding: Finding, paper: str, pieces: tuple[Piece, ...]) -> BoardLine:
    stops = finding.level == ERROR
    note = finding.note
    said = f"{SIGNS.get(finding.state, '–')} {STATES[finding.state]}"
    if finding.state == THERE and pieces:
        said += f" {len(pieces)} tệp"
    if finding.state == OUTDATED:
        said, note = said + note.removeprefix("đã hết hạn ngày"), ""
    return BoardLine(
        finding.code,
        finding.label,
        finding.state,
        said,
        note,
        finding.basis,
        paper,
        finding.path,
        stops,
        pieces,
    )


def _piece(data: DataFile, entry: Entry) -> Piece:
    number, issued = str(entry.get("number") or ""), str(entry.get("issued_on") or "")
    expires = str(entry.get("expires_on") or "")
    about = (
        f"số {number}" if number else "",
        f"ngày {show(issued)}" if issued else "",
        f"đến {show(expires)}" if expires else "",
        "dùng chung của chủ thể" if not entry.get("product") else "",
        "" if entry.get("file") else "chưa có tệp quét",
    )
    file = str(entry.get("file") or "")
    title = str(entry.get("name") or "") or file.partition("/")[2] or "Giấy tờ"
    outdated = completeness.is_outdated(entry, data.today())
    return Piece(entry.id, title, " · ".join(part for part in about if part), file, outdated)


# ---- the way


def _steps(dossier: Entry, state: str) -> Iterator[Step]:
    names = [name for name, _, _ in WAY]
    at = names.index(_AT.get(state, state)) if _AT.get(state, state) in names else -1
    for number, (name, label, field) in enumerate(WAY):
        day = str(dossier.get(field) or "") if field else ""
        reached = number <= at or bool(day)
        label = "Chờ bổ sung" if state == "incomplete" and name == "received" else label
        yield Step(name, label, show(day) if day else "", reached, number == at)


def _clock(data: DataFile, dossier: Entry | None, state: str) -> tuple[str, bool]:
    """How many working days are left until the office must have answered."""
    due = str(dossier.get("due_on") or "") if dossier else ""
    if state == "withdrawn":
        return "Hồ sơ đã rút", False
    if not due or state in _GONE:
        return "", False
    left = working_days_left(data.today(), due)
    if left < 0:
        return f"✕ quá hạn {-left} ngày làm việc, từ {show(due)}", True
    if due == data.today():
        return "⚠ hôm nay là hạn cuối", True
    return f"còn {left} ngày làm việc, đến {show(due)}", left <= 3
