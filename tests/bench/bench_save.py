"""Saving one record, with all that is written beside it, against the same rows by raw sqlite3."""

import sqlite3
import statistics
import time
from pathlib import Path

from _bench import Found, Report, Sample, main
from _data import new_file, values

KIND, COUNT = "product", 300
OWNER = {KIND: "id", "history": "record_id", "search_row": "id", "alike_key": "id"}
"""What a save writes for a record, and the column that says which; one action comes with it."""


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
        ids = [id for (id,) in source.execute("SELECT record_id FROM history ORDER BY number")]
        actions = source.execute("SELECT * FROM action ORDER BY number").fetchall()
        written = [
            [
                (name, row)
                for name, column in OWNER.items()
                for row in _rows(source, name, column, id)
            ]
            for id in ids
        ]
    path = folder / "bound.ocop"
    path.write_bytes((folder / "empty.ocop").read_bytes())
    target = sqlite3.connect(path, isolation_level=None)
    target.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
    target.execute("PRAGMA foreign_keys = ON")
    seconds = []
    for action, rows in zip(actions, written, strict=True):
        start = time.perf_counter()
        target.execute("BEGIN IMMEDIATE")
        for name, row in (*rows, ("action", action)):
            target.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * len(row))})", row)
        target.execute("COMMIT")
        seconds.append(time.perf_counter() - start)
    target.close()
    return {"ms": statistics.median(seconds) * 1000}


def _rows(source: sqlite3.Connection, name: str, column: str, id: str) -> list[tuple]:
    return source.execute(f"SELECT * FROM {name} WHERE {column} = ?", (id,)).fetchall()


def judge(found: Found, report: Report) -> None:
    """At most three times the raw rows."""
    what = "save one record (median of 300)"
    report.ratio(what, found["ours"]["ms"], found["bound"]["ms"], at_most=3, unit="ms")


if __name__ == "__main__":
    main(__file__, [ours, bound], judge, prepare=prepare)
