"""Who has sent for a period and who has not, as the province sees it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Row, func, select

from ocop_desktop.schema import dates
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import table_of
from ocop_desktop.store.tables import Action, Exchanged, Installation, OpenConflict
from ocop_desktop.vietnamese import fold, sort_key

State = Literal["sent", "covered", "missing"]
Level = Literal["commune", "district", "known"]
LEVELS: Mapping[Level, str] = {
    "commune": "Xã, phường hiện nay",
    "district": "Huyện, thành phố cũ",
    "known": "Đơn vị đã từng gửi",
}
STATES: Mapping[State, str] = {
    "sent": "Đã gửi",
    "covered": "Có trong tệp khác",
    "missing": "Chưa gửi",
}
HEADINGS = (
    "Đơn vị",
    "Trạng thái",
    "Tệp số",
    "Kỳ báo cáo",
    "Nhận lúc",
    "Người lập",
    "Bản ghi",
    "Thiếu tệp số",
    "Xung đột",
)


@dataclass(frozen=True)
class Sender:
    """One unit: whether it sent for the period, its last file, what it has here.

    `through` is the unit whose file holds this one's records ("covered"). `records` counts those
    made in the unit, removed ones left out; `gaps` are the running numbers that never came.
    """

    unit: str
    title: str
    state: State
    through: str = ""
    at: str = ""
    number: int = 0
    period: str = ""
    officer: str = ""
    records: int = 0
    gaps: tuple[int, ...] = ()
    conflicts: int = 0

    def line(self) -> list[str | int | None]:
        """What stands under HEADINGS."""
        state = f"{STATES[self.state]}: {self.through}" if self.through else STATES[self.state]
        return [
            self.title,
            state,
            self.number or None,
            self.period,
            f"{dates.show(self.at[:10])} {self.at[11:16]}" if self.at else "",
            self.officer,
            self.records,
            ", ".join(map(str, self.gaps)),
            self.conflicts,
        ]

    def as_json(self) -> dict[str, Any]:
        """The unit as JSON."""
        return {
            "unit": self.unit,
            "title": self.title,
            "state": self.state,
            "through": self.through,
            "at": self.at,
            "number": self.number,
            "period": self.period,
            "officer": self.officer,
            "records": self.records,
            "gaps": list(self.gaps),
            "conflicts": self.conflicts,
        }


@dataclass
class _Files:
    """The files that came from one unit."""

    last: Row[Any] | None = None
    in_period: Row[Any] | None = None
    numbers: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def gaps(self) -> tuple[int, ...]:
        """Running numbers below the highest of an installation that never came."""
        found = (set(range(1, max(had) + 1)) - had for had in self.numbers.values())
        return tuple(sorted(set().union(*found)))


def senders(
    data: DataFile,
    *,
    since: str = "",
    period: str = "",
    level: Level | None = None,
    counted: bool = True,
) -> list[Sender]:
    """Every unit that should send, whoever did not first; then by name.

    A file counts for the period where it came on or after `since` (ISO date) and, where `period`
    is given, bears that label. A commune whose former district sent is "covered". `level` says
    which units should send; None: those of the level that most files came from.
    """
    with data.read() as connection:
        files = _received(connection, since, period)
        records, conflicts = (
            _counted(data, connection) if counted else (Counter[str](), Counter[str]())
        )
    chosen = level or _usual(data, files)
    units = dict.fromkeys([*_expected(data, chosen), *files])
    found = []
    for unit in units:
        had = files.get(unit, _Files())
        through = "" if had.in_period else _covered_by(data, unit, files)
        last = had.in_period or had.last
        found.append(
            Sender(
                unit,
                data.places.unit_title(unit) or unit,
                "sent" if had.in_period else "covered" if through else "missing",
                data.places.unit_title(through),
                str(last.at) if last else "",
                int(last.running_number) if last else 0,
                str(last.period) if last else "",
                str(last.summary.get("officer") or "") if last else "",
                records[unit],
                had.gaps(),
                conflicts[unit],
            )
        )
    order = list(STATES)[::-1]
    return sorted(found, key=lambda one: (order.index(one.state), sort_key(one.title)))


def periods(data: DataFile) -> list[str]:
    """The labels of the periods that files bear, the latest first; one spelling of each."""
    at = func.max(Exchanged.at)
    query = select(Exchanged.period, at).where(_RECEIVED, Exchanged.period != "")
    with data.read() as connection:
        rows = connection.execute(query.group_by(Exchanged.period).order_by(at.desc()))
        return list({_spelling(label): label for label, _ in reversed(rows.all())}.values())[::-1]


def reminder(data: DataFile, found: Iterable[Sender], *, since: str = "", period: str = "") -> str:
    """A text for a message: which units have not sent yet, ready to be pasted."""
    lacking = [one.title for one in found if one.state == "missing"]
    what = f"kỳ “{period}”" if period else f"từ ngày {dates.show(since)}" if since else "đến nay"
    today = dates.show(data.today())
    name = str(data.settings.get("unit_name") or data.places.unit_title(data.unit))
    if not lacking:
        return f"Đến ngày {today}, tất cả các đơn vị đã gửi tệp trao đổi OCOP ({what}) về {name}."
    lines = [f"{number}. {title}" for number, title in enumerate(lacking, 1)]
    return "\n".join(
        [
            f"Đến ngày {today}, {name} chưa nhận được tệp trao đổi OCOP ({what}) của "
            f"{len(lacking)} đơn vị:",
            *lines,
            "Đề nghị các đơn vị vào mục “Trao đổi với tỉnh”, chọn “Xuất sổ trao đổi” và gửi tệp. "
            "Đơn vị đã gửi xin gửi lại tệp mới nhất; gửi hai lần không làm trùng dữ liệu.",
        ]
    )


def workbook(found: Iterable[Sender], out: Path) -> None:
    """Write the list as a small workbook; raise Trouble where the disk refuses."""
    from ocop_desktop.exchange import receipts  # it loads openpyxl; the first page asks who sent

    receipts.write(out, [receipts.Page("Ai chưa gửi", HEADINGS, [one.line() for one in found])])


_RECEIVED = Exchanged.direction == "received"


def _received(connection: Connection, since: str, period: str) -> dict[str, _Files]:
    """What came from each unit, merges that were taken back left out."""
    undone = select(Action.sources).where(Action.undone_by.is_not(None))
    gone = {source for sources in connection.scalars(undone) for source in sources}
    found: dict[str, _Files] = {}
    query = (
        select(Exchanged.__table__)
        .where(_RECEIVED)
        .order_by(Exchanged.at, Exchanged.running_number)
    )
    for row in connection.execute(query):
        if row.id in gone:
            continue
        files = found.setdefault(row.unit, _Files())
        files.last = row
        files.numbers[row.installation].add(int(row.running_number))
        if row.at[:10] >= since and (not period or _spelling(row.period) == _spelling(period)):
            files.in_period = row
    return found


def _spelling(label: str) -> str:
    return " ".join(fold(label).split())


def _counted(data: DataFile, connection: Connection) -> tuple[Counter[str], Counter[str]]:
    """Records and open conflicts by the unit that the records were made in."""
    query = select(Installation.id, Installation.unit)
    unit_of = {one.id: one.unit for one in connection.execute(query)}
    unit_of[data.installation] = data.unit
    records, conflicts = Counter[str](), Counter[str]()
    for kind in data.forms.top:
        table = table_of(kind)
        count = select(table.c.origin, func.count()).where(table.c.removed.is_(False))
        for origin, many in connection.execute(count.group_by(table.c.origin)):
            records[unit_of.get(origin, origin)] += many
    for kind in data.forms:
        table = table_of(kind)
        joined = table.join(OpenConflict, OpenConflict.record_id == table.c.id)
        count = select(table.c.origin, func.count()).select_from(joined)
        for origin, many in connection.execute(count.group_by(table.c.origin)):
            conflicts[unit_of.get(origin, origin)] += many
    return records, conflicts


def _usual(data: DataFile, files: Iterable[str]) -> Level:
    """The level of most units that sent; communes where nobody did."""
    levels = Counter(_level(data, unit) for unit in files)
    return "district" if levels["district"] > levels["commune"] else "commune"


def _level(data: DataFile, unit: str) -> str:
    return "district" if data.places.exists("district", unit) else "commune"


def expected(data: DataFile, level: Level | None = None) -> Sequence[str]:
    """The units that should send; None: those of the level that most files came from."""
    if level is None:
        with data.read() as connection:
            level = _usual(data, _received(connection, "", ""))
    return _expected(data, level)


def _expected(data: DataFile, level: Level) -> Sequence[str]:
    if level == "commune":
        return data.places.communes_of(data.unit)
    return data.places.districts_of(data.unit) if level == "district" else ()


def _covered_by(data: DataFile, unit: str, files: Mapping[str, _Files]) -> str:
    """The former district that sent for the period, where the unit lies in it; "" for none."""
    district = data.places.district_of(unit) or ""
    had = files.get(district)
    return district if district != unit and had is not None and had.in_period else ""
