"""Saving one record, with history and search row, against the same three rows by raw sqlite3."""

import sqlite3
import statistics
import time
from pathlib import Path

from _bench import Found, Report, Sample, main
from _data import new_file, values

KIND, COUNT = "product", 300
TABLES = (KIND, "history", "search_row")


def prepare(folder: Path) -> Sample:
    """A file with the rows that the bound writes, and an empty one of the same tables."""
    save_all(folder / "rows.ocop")
    new_file(folder / "empty.ocop").close()
    return {}


def save_all(path: Path) -> list[float]:
    """Save each record by the action that the screen uses; the seconds of each."""
    from ocop_desktop.actions import entries

    seconds = []
    with new_file(path) as data:
        made = [values(data.forms[KIND], number) for number in range(COUNT)]
        for one in made:
            start = time.perf_counter()
            saved = entries.save(data, KIND, None, one)
            seconds.append(time.perf_counter() - start)
            assert saved.saved, saved.rejected
    return seconds


def ours(folder: Path) -> Sample:
    """The action that the screen and the command line use."""
    return {"ms": statistics.median(save_all(folder / "ours.ocop")) * 1000}


def bound(folder: Path) -> Sample:
    """The same rows into the same tables (index and all), one transaction a record, WAL, FULL."""
    with sqlite3.connect(folder / "rows.ocop") as source:
        found = [source.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES]
    path = folder / "bound.ocop"
    path.write_bytes((folder / "empty.ocop").read_bytes())
    target = sqlite3.connect(path, isolation_level=None)
    target.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
    target.execute("PRAGMA foreign_keys = ON")
    inserts = [
        f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})"
        for name, rows in zip(TABLES, found, strict=True)
    ]
    seconds = []
    for three in zip(*found, strict=True):
        start = time.perf_counter()
        target.execute("BEGIN IMMEDIATE")
        for insert, row in zip(inserts, three, strict=True):
            target.execute(insert, row)
        target.execute("COMMIT")
        seconds.append(time.perf_counter() - start)
    target.close()
    return {"ms": statistics.median(seconds) * 1000}


def judge(found: Found, report: Report) -> None:
    """At most three times the raw rows."""
    what = "save one record (median of 300)"
    report.ratio(what, found["ours"]["ms"], found["bound"]["ms"], at_most=3, unit="ms")


if __name__ == "__main__":
    main(__file__, [ours, bound], judge, prepare=prepare)
