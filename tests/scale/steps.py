"""The measured steps of a stage, each run by itself: `python -m tests.scale.steps STEP ...`.

A step does what a person at the province does, and says what it took and what it found; whether
that is right is judged elsewhere (`judging.py`).
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, func, select

from ocop_desktop.actions import backups, entries, figures, lists, senders, start, swap
from ocop_desktop.actions.merge_report import MergeReport
from ocop_desktop.actions.register import Register
from ocop_desktop.store.bulk import Known
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import table_of
from ocop_desktop.store.tables import History, OpenConflict
from tests.scale import offices
from tests.scale.measured import Facts, timed

WIDTH = 22  # columns of the province's register
SHOWN = 50  # rows of a list that are looked at
TYPED = (
    "hop tac xa", "Hợp tác xã nông", "ca phe rang", "Cà phê", "mat ong", "trà", "rượu cần",
    "0900123", "2345", "hợp tác xã hai nơi", "to hop tac", "hộ kinh doanh", "nguyen thi", "xa",
)  # fmt: skip


def main(arguments: list[str]) -> None:
    """Run one step: its name, where the data are, what it needs."""
    name, place, *more = arguments
    found = STEPS[name](place, *more)
    print(json.dumps(found, ensure_ascii=False), flush=True)
    os._exit(0)  # what a step leaves open is of no interest


@contextmanager
def _data(place: str, *, write: bool = False) -> Iterator[DataFile]:
    with start.open_data(start.at(place), write=write) as data:
        yield data


def begin(place: str, unit: str) -> Facts:
    """An empty data file, or database, of the province."""
    with timed() as facts, start.new(start.at(place), unit, role="province", officer="Tỉnh (mẫu)"):
        pass
    return facts


# ---- merging


def merge(place: str, folder: str) -> Facts:
    """Merge the files that `folder`/merge.json names, of whatever province: those are accepted."""
    asked = json.loads((Path(folder) / "merge.json").read_text(encoding="utf-8"))
    files = [Path(file) for file in asked["files"]]
    with _data(place, write=True) as data, timed() as facts:
        report = swap.merge(data, files, edits="take", accept_keys=asked["units"])
        facts |= _fates(report)
    return facts


def _fates(report: MergeReport) -> Facts:
    fates = Counter[str]()
    for file in report.files:
        for counts in file.forms.values():
            fates.update(counts)
    return {
        "applied": report.applied,
        "files": sum(not file.refused for file in report.files),
        "refused_files": sorted(file.file for file in report.files if file.refused),
        "fates": dict(fates),
        "edits": sum(len(file.edits) for file in report.files),
        "conflicts": sum(len(file.conflicts) for file in report.files),
    }


def dispute(place: str, folder: str) -> Facts:
    """The province writes into subjects that their offices write into at the same time."""
    ids = json.loads((Path(folder) / "disputed.json").read_text(encoding="utf-8"))
    with _data(place, write=True) as data, timed() as facts:
        given = [(id, {offices.DISPUTED: "Thôn do cán bộ tỉnh ghi"}, {}) for id in ids]
        for saved in entries.save_many(data, "subject", given):
            assert saved.saved, saved.rejected
    return facts


# ---- what is there


def state(place: str, whole: str = "") -> Facts:
    """What there is of every form, sums of money; and a digest over all there is, if asked."""
    with _data(place) as data, timed() as facts, data.read() as connection:
        rows = {}
        for kind in data.forms:
            counting = select(func.count()).select_from(table_of(kind))
            rows[kind] = connection.scalar(counting) or 0
        for name, table in (("history", History), ("conflicts", OpenConflict)):
            facts[name] = connection.scalar(select(func.count()).select_from(table))
        facts["rows"] = {kind: count for kind, count in rows.items() if count}
        facts["listed"] = {kind: lists.count(data, kind) for kind in sorted(data.forms.searched)}
        facts["sums"] = {kind: _sum(connection, kind, name) for kind, name in offices.SUMS.items()}
        facts["events_alike"] = _events_alike(connection)
        facts["digest"] = _digest(connection, rows) if whole else ""
    return facts


def _digest(connection: Connection, kinds: Iterable[str]) -> str:
    """Every column of every record."""
    digest = hashlib.sha256()
    for kind in kinds:
        table = table_of(kind)
        query = select(table).order_by(table.c.id).execution_options(yield_per=1000)
        for row in connection.execute(query):
            digest.update(json.dumps([kind, *row], sort_keys=True).encode())
    return digest.hexdigest()


def _events_alike(connection: Connection) -> int:
    """Events of the name and day of another: made-up fairs that several communes went to."""
    event = table_of("event")
    what = [event.c[name] for name in ("name", "starts_on", "province", "commune")]
    several = select(func.count().label("many")).select_from(event).group_by(*what).subquery()
    return int(connection.scalar(select(func.sum(several.c.many - 1))) or 0)


def _sum(connection: Connection, kind: str, name: str) -> int:
    rows = connection.execute(select(table_of(kind)).execution_options(yield_per=1000))
    return sum(int(offices.value_in(row, name) or 0) for row in rows.mappings())


# ---- what people ask


def opening(place: str) -> Facts:
    """The data file opened, then the list of subjects as far as it is looked at."""
    with timed() as facts, _data(place, write=True) as data:
        keys = lists.keys(data, "subject")
        facts["rows"] = len(lists.rows(data, "subject", keys[0:SHOWN], ["name", "contact_phone"]))
    return facts


def window(place: str) -> Facts:
    """The program, from its start to the first painted window on the data."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    from ocop_desktop import cli
    from ocop_desktop.gui.window import MainWindow

    began, facts = time.perf_counter(), Facts()

    def paint(self: QMainWindow, event: object) -> None:
        QMainWindow.paintEvent(self, event)
        if "painted" not in facts:
            facts["painted"] = time.perf_counter() - began
            QTimer.singleShot(0, QApplication.quit)

    MainWindow.paintEvent = paint
    with timed() as whole:
        cli.main([place])
    return whole | {"seconds": facts["painted"]}


def who_sent(place: str) -> Facts:
    """The page "who has not sent yet", of all files and of the second period."""
    with _data(place) as data, timed() as facts:
        found = senders.senders(data)
        facts["sent"] = sum(one.state == "sent" for one in found)
        facts["records"] = sum(one.records for one in found)
        again = senders.senders(data, period=offices.PERIODS[1])
        facts["sent_again"] = sum(one.state == "sent" for one in again)
    facts["seconds"] /= 2
    return facts


def searching(place: str) -> Facts:
    """Every text that stands in the box while people type, as rows of the list; the p99 of warm."""
    with _data(place) as data, timed() as facts:
        taken, used = [], []
        for typed in _keystrokes() * 2:
            began, worked = time.perf_counter(), time.process_time()
            keys = lists.keys(data, "subject", typed=typed)
            lists.rows(data, "subject", keys[0:SHOWN], ["name", "contact_phone"])
            taken.append(time.perf_counter() - began)
            used.append(time.process_time() - worked)
    for name, all_of_them in (("", taken), ("cpu_", used)):
        warm = sorted(all_of_them[len(taken) // 2 :])
        facts[f"{name}p99_ms"] = warm[int(len(warm) * 0.99)] * 1000
        facts[f"{name}median_ms"] = warm[len(warm) // 2] * 1000
    return facts


def _keystrokes() -> list[str]:
    return [text[:end] for text in TYPED for end in range(1, len(text) + 1)]


def report(place: str, folder: str) -> Facts:
    """The figures of the year, written as a workbook."""
    with _data(place) as data, timed() as facts:
        made = figures.report(data)
        figures.write(made, Path(folder) / "report.xlsx")
    facts["lines"] = len(list(made.lines()))
    return facts


def register(place: str) -> Facts:
    """The province's register of products, every line of 22 columns worked out."""
    with _data(place) as data, timed() as facts, data.read() as connection:
        look = Known(data.look, connection, data.forms)
        page = Register(connection, data.forms, look, data.today()).register()
        lines = list(page.rows)
    assert all(len(line) == WIDTH for line in lines)
    facts["lines"] = len(lines)
    return facts


def consolidated(place: str, folder: str) -> Facts:
    """The workbook of all offices."""
    out = Path(folder) / "consolidated.xlsx"
    with _data(place) as data, timed() as facts:
        swap.consolidate(data, out)
    facts["mib"] = out.stat().st_size / 2**20
    return facts


def backup(place: str) -> Facts:
    """A copy of the data file, opened to see that it is whole."""
    with _data(place, write=True) as data, timed() as facts:
        copy = backups.make(data)
    facts["mib"] = copy.path.stat().st_size / 2**20
    return facts


def forward(place: str, folder: str) -> Facts:
    """All of it as one exchange workbook, as a province sends it on."""
    out = Path(folder) / "forward.xlsx"
    with _data(place, write=True) as data, timed() as facts:
        swap.export(data, out, period=offices.PERIODS[1])
    facts["mib"] = out.stat().st_size / 2**20
    return facts


STEPS: dict[str, Callable[..., Facts]] = {
    step.__name__: step
    for step in (
        *(begin, merge, dispute, state, opening, window, who_sent, searching, report, register),
        *(consolidated, backup, forward),
    )
}

if __name__ == "__main__":
    main(sys.argv[1:])
