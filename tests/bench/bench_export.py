"""Exporting 10,000 and 100,000 rows as the exchange workbook, against openpyxl's fastest way.

Ours reads the data file, writes stamps and hashes, styles every cell and carries drop-downs;
openpyxl is given the same values from a plain table, and no style at all.
"""

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from _bench import Found, Report, Sample, main, peak, timed
from _data import fill, multiply, new_file, typed, values

KIND, MADE = "product", 1000
SIZES = {"10k": 10, "100k": 100}


def prepare(folder: Path) -> Sample:
    """For each size our data file, and the same values as one plain table."""
    for name, times in SIZES.items():
        with new_file(folder / f"{name}.ocop") as data:
            fill(data, KIND, MADE)
            form = data.forms[KIND]
        multiply(folder / f"{name}.ocop", KIND, times)
        rows = list(typed(form, (values(form, number) for number in range(MADE))))
        with sqlite3.connect(folder / f"{name}.db") as file:
            file.execute(f"CREATE TABLE sp ({', '.join(f'c{n}' for n in range(len(rows[0])))})")
            insert = f"INSERT INTO sp VALUES ({', '.join('?' * len(rows[0]))})"
            plain = [
                [cell.isoformat() if isinstance(cell, date) else cell for cell in row]
                for row in rows
            ]
            for _ in range(times):
                file.executemany(insert, plain)
        dates = [n for n, cell in enumerate(rows[0]) if isinstance(cell, date)]
        (folder / "dates.json").write_text(json.dumps(dates), encoding="ascii")
    return {}


def exported(folder: Path, size: str) -> Sample:
    """Export a data file."""
    from ocop_desktop.actions import start, swap

    with start.open_data(folder / f"{size}.ocop") as data, timed() as sample:
        swap.export(data, folder / f"ours_{size}.xlsx")
    size_mb = (folder / f"ours_{size}.xlsx").stat().st_size / 1e6
    return sample | {"mb": size_mb, "peak": peak()}


def written(folder: Path, size: str) -> Sample:
    """Write the same rows with openpyxl, write only, unstyled."""
    from openpyxl import Workbook

    dates = json.loads((folder / "dates.json").read_text(encoding="ascii"))

    def rows() -> Iterator[list[object]]:
        for found in sqlite3.connect(folder / f"{size}.db").execute("SELECT * FROM sp"):
            row = list(found)
            for number in dates:
                row[number] = date.fromisoformat(row[number])
            yield row

    with timed() as sample:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("SP")
        for row in rows():
            sheet.append(row)
        book.save(folder / f"bound_{size}.xlsx")
    return sample


def ours_10k(folder: Path) -> Sample:
    """Ten thousand rows."""
    return exported(folder, "10k")


def ours_100k(folder: Path) -> Sample:
    """A hundred thousand rows."""
    return exported(folder, "100k")


def bound_10k(folder: Path) -> Sample:
    """Ten thousand rows."""
    return written(folder, "10k")


def bound_100k(folder: Path) -> Sample:
    """A hundred thousand rows."""
    return written(folder, "100k")


def judge(found: Found, report: Report) -> None:
    """At most 0.3 times openpyxl; memory grows by less than 10 MiB from one size to the other."""
    for size, rows in (("10k", "10,000"), ("100k", "100,000")):
        ours, bound = found[f"ours_{size}"], found[f"bound_{size}"]
        what = f"export {rows} rows, styled"
        report.ratio(what, ours["cpu"], bound["cpu"], at_most=0.3, unit="s cpu")
        report.note("  by the clock, and its size", f"{ours['t']:.1f} s, {ours['mb']:.1f} MB")
    grown = found["ours_100k"]["peak"] - found["ours_10k"]["peak"]
    report.limit("export, memory grown from 10k to 100k", grown, at_most=10)


if __name__ == "__main__":
    CASES = [ours_10k, bound_10k, ours_100k, bound_100k]
    main(__file__, CASES, judge, prepare=prepare, rounds=3, once=("ours_100k", "bound_100k"))
