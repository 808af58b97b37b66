"""Merging 700 workbooks of 200 rows: what a country sends, or a province in years.

Against calamine reading every sheet of them and nothing else. Memory may not grow with the files.
"""

import sqlite3
from pathlib import Path

from _bench import Found, Report, Sample, main, peak, timed
from _data import fill, new_file

KIND, ROWS, FEW, MANY = "product", 200, 70, 700
PROVINCE = "51"


def prepare(folder: Path) -> Sample:
    """One office's workbooks, each with records of its own."""
    from ocop_desktop.actions import start, swap

    path = folder / "office.ocop"
    with new_file(path) as data:
        fill(data, KIND, ROWS)
    for number in range(MANY):
        name_anew(path, number)
        with start.open_data(path) as data:
            swap.export(data, folder / f"{number}.xlsx")
    return {}


def name_anew(path: Path, number: int) -> None:
    """Give every record another id: it is another record."""
    with sqlite3.connect(path) as file:
        for table in (KIND, "search_row"):
            file.execute(
                f"UPDATE {table} SET id = printf('%08x', :number) || substr(id, 9)",
                {"number": number},
            )
    file.close()


def merged(folder: Path, count: int) -> Sample:
    """The merge of the first workbooks into an empty file of the province."""
    from ocop_desktop.actions import lists, start, swap

    path = folder / "province.ocop"
    for left in folder.glob("province.ocop*"):
        left.unlink() if left.is_file() else None
    with start.new(path, PROVINCE, role="province") as data:
        with timed() as sample:
            swap.merge(data, [folder / f"{number}.xlsx" for number in range(count)])
        sample["rows"] = lists.count(data, KIND)
    return sample | {"peak": peak()}


def ours(folder: Path) -> Sample:
    """All of them."""
    return merged(folder, MANY)


def ours_few(folder: Path) -> Sample:
    """A tenth of them."""
    return merged(folder, FEW)


def calamine(folder: Path) -> Sample:
    """Every cell of every sheet, read and forgotten."""
    from python_calamine import CalamineWorkbook

    rows = 0
    with timed() as sample:
        for number in range(MANY):
            book = CalamineWorkbook.from_path(folder / f"{number}.xlsx")
            for title in book.sheet_names:
                for _ in book.get_sheet_by_name(title).iter_rows():
                    rows += 1
    return sample | {"rows": rows}


def judge(found: Found, report: Report) -> None:
    """At most three times the reading; memory does not grow with the number of files."""
    ours, few, least = (found[name] for name in ("ours", "ours_few", "calamine"))
    assert (ours["rows"], few["rows"]) == (MANY * ROWS, FEW * ROWS), found
    what = f"merge {MANY} workbooks of {ROWS} rows: calamine"
    report.ratio(what, ours["cpu"], least["cpu"], at_most=3, unit="s cpu")
    report.note("  by the clock, rows left", f"{ours['t']:.1f} s, {ours['rows']:,.0f}")
    report.limit(f"memory grown from {FEW} to {MANY} files", ours["peak"] - few["peak"], at_most=16)


if __name__ == "__main__":
    CASES = [ours, calamine, ours_few]
    main(__file__, CASES, judge, prepare=prepare, rounds=3)
