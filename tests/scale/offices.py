"""Offices made up: data files filled by the program's own road, and the workbooks they send.

Files begin by `start.new`; made-up values are read as typed ones and written as an import writes
many; changes of the second round are saved as screens save them; `swap.export` signs and sends.
Only the tables of a new file are copied instead of being migrated once more, and scans are named,
not kept: hundreds of thousands of files would measure the disk.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Engine, select

from ocop_desktop.actions import derived, entries, start, swap
from ocop_desktop.actions.intake import Intake, read
from ocop_desktop.actions.law import the_regulations
from ocop_desktop.exchange import shell
from ocop_desktop.samples import Sample, plan
from ocop_desktop.samples.maker import Maker
from ocop_desktop.schema import stamps
from ocop_desktop.store import datafile, migrate
from ocop_desktop.store.bulk import Arrival, insert_many
from ocop_desktop.store.clock import fixed_clock, seeded_ids
from ocop_desktop.store.datafile import DataFile, Work
from ocop_desktop.store.engine import open_engine
from ocop_desktop.store.records import NEW, table_of
from tests.scale.stages import Part

SEED = 6
FIRST = datetime(2026, 11, 15, 8, 0, tzinfo=timezone(timedelta(hours=7)))
SECOND = FIRST + timedelta(days=30)
PERIODS = ("Kỳ một (mẫu)", "Kỳ hai (mẫu)")
DISPUTED = "address_line"
BY_HAND = 3  # products of a workbook that somebody edits
SHARE = 0.05  # of an office's records that change before it sends again
SUMS = {"year_figures": "revenue", "support_item": "amount"}
_OWN_NUMBERS = 300  # that one office may use of those of the country
_MEMORY = Path("/dev/shm")  # offices' disks are not what is measured
_AT_ONCE = 50  # offices that a process makes before it reports
EDITED: dict[str, tuple[str, str]] = {
    "subject": ("note", "Đã gọi hỏi lại, số liệu đúng"),
    "person": ("job", "Trồng rừng, nuôi ong"),
    "product": ("storage", "Nơi khô ráo, tránh nắng"),
    "evidence": ("kept_at", "Tủ hồ sơ số 3"),
    "attendance": ("organisation", "Chi hội phụ nữ thôn"),
    "support_item": ("place_at", "Xưởng mới của chủ thể"),
    "recognition": ("note", "Đã trao giấy tại hội nghị"),
    "listing": ("note", "Đã xem lại trang bán"),
    "inspection": ("findings", "Nhãn đã sửa đúng"),
    "year_figures": ("revenue", ""),  # a sum of money: it grows
}


@dataclass
class Sent:
    """What one workbook holds: rows of each form, sums of money, what is new since the one before."""

    rows: dict[str, int]
    removed: int
    sums: dict[str, int]
    new: int = 0
    changed: int = 0


@dataclass
class Told:
    """What an office knows that the receiver has to have."""

    unit: str
    installation: str
    first: Sent
    second: Sent | None = None
    disputed: str = ""  # the subject that both sides change
    by_hand: list[str] = field(default_factory=list)  # products that nobody but a hand changes
    bytes: int = 0  # of its workbooks
    data_bytes: int = 0  # of its data file


def book(folder: Path, unit: str, number: int) -> Path:
    """Where a unit's first or second workbook is."""
    return folder / "files" / f"{unit}-{number}.xlsx"


def told(folder: Path, unit: str) -> Told:
    """What an office wrote down."""
    raw = json.loads((folder / "files" / f"{unit}.json").read_text(encoding="utf-8"))
    said = {name: raw.pop(name) for name in ("first", "second")}
    sent = {name: Sent(**one) if one else None for name, one in said.items()}
    return Told(**raw, **sent)


def make_all(folder: Path, wanted: Iterable[Part], jobs: int) -> Iterator[int]:
    """Make all offices that are not there yet, in several processes; say how many are done."""
    (folder / "files").mkdir(parents=True, exist_ok=True)
    left = [one for one in wanted if not (folder / "files" / f"{one.unit}.json").exists()]
    pieces = [left[first : first + _AT_ONCE] for first in range(0, len(left), _AT_ONCE)]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        under_way = [pool.submit(make_some, folder, piece) for piece in pieces]
        for done in as_completed(under_way):
            yield done.result()


def make_some(folder: Path, wanted: list[Part]) -> int:
    """Make some offices in this process; return how many."""
    Maker.number = _number_of_the_country
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as work:
        os.environ["OCOP_HOME"] = str(Path(work) / "home")
        _made_cheaply(Path(work))
        for part in wanted:
            _Numbers.first = part.number * _OWN_NUMBERS
            found = _office(Path(work) / "office.ocop", folder, part)
            note = folder / "files" / f"{part.unit}.json"
            note.write_text(json.dumps(asdict(found), ensure_ascii=False), encoding="utf-8")
    return len(wanted)


class _Numbers:
    """Where the numbers of the office in hand begin."""

    first = 0


def _number_of_the_country(maker: Maker, size: int) -> int:
    """Numbers that no other of 3,321 offices has: else half of the country looked alike."""
    maker.numbers += 1
    assert maker.numbers < _OWN_NUMBERS, "more numbers than an office has"
    number: int = _Numbers.first + maker.numbers
    assert number < 10**size
    return number


def _made_cheaply(work: Path) -> None:
    """Do once what is the same for every office of this process: tables, statements, set-up."""
    tables, engines = work / "tables", dict[Path, Engine]()

    def engine(path: Path) -> Engine:  # the statements that SQLAlchemy has worked out stay with it
        return engines[path] if path in engines else engines.setdefault(path, open_engine(path))

    _MIGRATE(engine(tables))
    engine(tables).dispose()
    migrate.upgrade = lambda new: shutil.copyfile(tables, new.url.database)
    datafile.open_engine = engine
    shell._pattern = cache(_PATTERN)


_MIGRATE, _PATTERN = migrate.upgrade, shell._pattern


def _office(path: Path, folder: Path, part: Part) -> Told:
    """One office: filled, sent, changed, sent again, and gone."""
    ids = seeded_ids(f"scale {SEED} {part.unit}")
    officer = f"Cán bộ {part.unit} (mẫu)"
    with start.new(path, part.unit, officer=officer, clock=fixed_clock(FIRST), new_id=ids) as data:
        fill(data, part)
        report = swap.export(data, book(folder, part.unit, 1), period=PERIODS[0])
        found = Told(data.unit, data.installation, _sent(data, report))
        if part.sends_again:
            data.clock = fixed_clock(SECOND)
            second = change(data, part, found)
            report = swap.export(data, book(folder, part.unit, 2), period=PERIODS[1])
            found.second = _sent(data, report)
            found.second.new, found.second.changed = second
    found.bytes = sum(one.stat().st_size for one in (folder / "files").glob(f"{part.unit}-?.xlsx"))
    found.data_bytes = path.stat().st_size
    path.unlink()
    shutil.rmtree(path.with_name(f"{path.name}-files"), ignore_errors=True)
    return found


def _sent(data: DataFile, report: swap.ExportReport) -> Sent:
    sums = {}
    with data.read() as connection:
        for kind, name in SUMS.items():
            values = connection.execute(select(table_of(kind))).mappings()
            sums[kind] = sum(int(value_in(row, name) or 0) for row in values)
    rows = {kind: count for kind, count in report.rows.items() if count}
    return Sent(rows, sum(report.removed.values()), sums)


def value_in(row: Any, name: str) -> Any:
    """A field of a row, in its own column or among the answers."""
    return row[name] if name in row else row["answers"].get(name)


# ---- filling


def fill(data: DataFile, part: Part) -> None:
    """Made-up records of every form that matters: read as typed, written as an import writes."""
    made = [*plan(SEED, part.subjects, data.places, data.unit, data.new_id, the_regulations())]
    if part.twin:
        made.append(Sample("subject", data.new_id(), _twin(part)))
    arrivals: dict[str, list[Arrival]] = {kind: [] for kind in data.forms}
    with data.work("save") as work:
        for one in made:
            fields = _fields(one, data.unit)
            intake = read(data, data.forms[one.kind], one.id, fields, one.tables, "")
            assert not intake.rejected, intake.rejected
            derived.settle(data, work, intake, None)
            for kind, arrival in _arrivals(intake, stamps.first(work.installation), work):
                arrivals[kind].append(arrival)
        for kind, some in arrivals.items():
            insert_many(data, work, data.forms[kind], some)
        ranks = [one.id for one in arrivals["recognition"]]
        derived.elsewhere(data, work, "recognition", ranks)
        derived.recognised(data, work, ranks)


def _arrivals(
    intake: Intake, stamped: Mapping[str, Any], work: Work, parent: str = "", position: int = 0
) -> Iterator[tuple[str, Arrival]]:
    """A record and the rows of its tables, as they are written."""
    values = {name: value for name, value in intake.values.items() if value is not None}
    yield (
        intake.form.kind,
        Arrival(
            intake.id,
            values,
            stamped,
            False,
            {NEW: (None, True)},
            origin=work.installation,
            form_version=intake.form.version,
            created_by=work.by,
            parent_id=parent or None,
            position=position,
        ),
    )
    for rows in intake.tables.values():
        for number, row in enumerate(rows):
            yield from _arrivals(row, stamped, work, intake.id, number)


def _save(data: DataFile, given: list[entries.Given]) -> None:
    for one in entries.save_several(data, given):
        assert one.saved, one.rejected


def _fields(sample: Sample, unit: str) -> dict[str, Any]:
    fields = dict(sample.fields)
    if sample.kind == "subject" and "reg_no" in fields:
        fields["reg_no"] = f"38{fields['tax_code']}/ĐK-MẪU"
    if sample.kind == "course" and "commune" not in fields:
        fields["commune"] = unit  # else one course held everywhere on one day is asked about
    if sample.kind == "evidence" and not fields.get("file"):
        fields["file"] = f"{hashlib.sha256(sample.id.encode()).hexdigest()}/ban-quet.pdf"
    return fields


def _twin(part: Part) -> dict[str, Any]:
    """A subject that two communes have entered, each in its own words."""
    pair = min(part.unit, part.twin)
    return {
        "name": f"Hợp tác xã hai nơi {pair} (khai ở {part.unit})",
        "tax_code": f"{pair}{int(pair) % 10}000088",
        "commune": part.unit,
    }


# ---- the second round


def change(data: DataFile, part: Part, found: Told) -> tuple[int, int]:
    """A twentieth of the records change, one is new, one is removed; return (new, changed)."""
    random = Random(f"scale {SEED} {part.unit}")
    ids = {kind: _ids(data, kind) for kind in EDITED}
    found.disputed = ids["subject"][0]
    every = [(kind, id) for kind, some in ids.items() for id in some if id != found.disputed]
    size = round(sum(found.first.rows.values()) * SHARE)
    chosen = sorted(random.sample(every, min(size, len(every) - BY_HAND)))
    _save(data, [(kind, id, _edit(data, kind, id), {}) for kind, id in chosen])
    touched = {id for _, id in chosen}
    found.by_hand = [id for id in ids["product"] if id not in touched][:BY_HAND]
    changed = len(chosen)
    if part.disputed:
        _save(data, [("subject", found.disputed, {DISPUTED: "Thôn do cán bộ xã ghi"}, {})])
        changed += 1
    new = {"kind": "visit", "done_on": "2026-12-01", "topic": "Xem lại hồ sơ", "quantity": 1}
    _save(data, [("activity", None, {**new, "subject": found.disputed}, {})])
    entries.remove(data, "evidence", [next(id for id in ids["evidence"] if id not in touched)])
    return 1, changed + 1


def _ids(data: DataFile, kind: str) -> list[str]:
    table = table_of(kind)
    with data.read() as connection:
        return list(connection.scalars(select(table.c.id).order_by(table.c.id)))


def _edit(data: DataFile, kind: str, id: str) -> dict[str, object]:
    name, text = EDITED[kind]
    if text:
        return {name: text}
    return {name: int(str(entries.get(data, kind, id).get(name) or 0)) + 1_000_000}
