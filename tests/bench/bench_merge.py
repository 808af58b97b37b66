"""Merging ten workbooks of 10,000 rows at the province.

Against the way of many offices (pandas: read, concat, drop_duplicates, write) and against the
floor (calamine and raw executemany of the same rows). Ours also plans every row by its stamps,
keeps history, writes the search index, checks the workbooks' digests, and does it all or nothing.
Each workbook repeats 500 rows of the one before.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from _bench import Found, Report, Sample, main, timed
from _data import fill, multiply, new_file

KIND, OFFICES, MADE, TIMES, SHARED = "product", 10, 950, 10, 500
PROVINCE = "51"
BORROWED = 7  # from the number of a search row to that of a borrowed one
FIRST_ROW = 2  # data follows the machine names and the labels


def prepare(folder: Path) -> Sample:
    """Ten offices' data files and their workbooks."""
    from ocop_desktop.actions import start, swap

    for number in range(OFFICES):
        path = folder / f"office{number}.ocop"
        with new_file(path) as data:
            fill(data, KIND, MADE, first=number * 10**6)
        multiply(path, KIND, TIMES)
        number_products(path, number)
        if number:
            borrow(path, folder / f"office{number - 1}.ocop")
        with start.open_data(path) as data:
            swap.export(data, folder / f"office{number}.xlsx")
    return {}


def number_products(path: Path, office: int) -> None:
    """Give every product a code of its own, by which others may be like it."""
    with sqlite3.connect(path) as file:
        file.execute(
            f"UPDATE {KIND} SET product_code = printf('51-%d-%d-2024', :office, rowid), "
            "former_code = NULL",
            {"office": 600 + office},
        )
    file.close()


def borrow(path: Path, other: Path) -> None:
    """Copy some records of the office before, as they are."""
    with sqlite3.connect(path) as file:
        file.execute("ATTACH ? AS other", (str(other),))
        some = f"SELECT id FROM other.{KIND} ORDER BY rowid LIMIT {SHARED}"
        file.execute(f"INSERT INTO {KIND} SELECT * FROM other.{KIND} WHERE id IN ({some})")
        columns = "kind, id, removed, title, sort_key, folded"
        file.execute(
            f"INSERT INTO search_row (number, {columns}) SELECT number + {BORROWED}, {columns} "
            f"FROM other.search_row WHERE id IN ({some})"
        )
    file.close()


def workbooks(folder: Path) -> list[Path]:
    """What the offices sent."""
    return [folder / f"office{number}.xlsx" for number in range(OFFICES)]


def ours(folder: Path) -> Sample:
    """The merge of the program into an empty file of the province."""
    return merged(folder)


def ours_and_workbook(folder: Path) -> Sample:
    """The same, and the consolidated workbook of all offices from it."""
    return merged(folder, consolidated=folder / "consolidated.xlsx")


def merged(folder: Path, consolidated: Path | None = None) -> Sample:
    """Merge all workbooks, and write one of everything where it is wanted."""
    from ocop_desktop.actions import lists, start, swap

    path = folder / "province.ocop"
    for left in folder.glob("province.ocop*"):
        left.unlink() if left.is_file() else None
    with start.new(path, PROVINCE, role="province") as data:
        with timed() as sample:
            swap.merge(data, workbooks(folder))
            if consolidated:
                swap.consolidate(data, consolidated)
        sample["rows"] = lists.count(data, KIND)
    return sample


def sheet_rows(path: Path) -> Iterator[list[object]]:
    """The cells of the products' sheet, machine names first, read by calamine."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    for title in book.sheet_names:
        rows = book.get_sheet_by_name(title).iter_rows()
        head = next(rows, [])
        if "product_code" in head and "_id" in head:
            yield head
            yield from rows
            return


def floor(folder: Path) -> Sample:
    """Calamine and one executemany a file, WAL and FULL; the last of two rows stays."""
    path = folder / "floor.db"
    for left in folder.glob("floor.db*"):
        left.unlink()
    file = sqlite3.connect(path, isolation_level=None)
    file.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
    with timed() as sample:
        for book in workbooks(folder):
            rows = sheet_rows(book)
            head = next(rows)
            next(rows)
            if book == workbooks(folder)[0]:
                columns = ", ".join(f'"{n}:{name}"' for n, name in enumerate(head))
                file.execute(f"CREATE TABLE sp ({columns})")
                file.execute(f'CREATE UNIQUE INDEX ids ON sp ("{head.index("_id")}:_id")')
            insert = f"INSERT OR REPLACE INTO sp VALUES ({', '.join('?' * len(head))})"
            file.execute("BEGIN")
            file.executemany(insert, (list(map(plain, row)) for row in rows))
            file.execute("COMMIT")
    sample["rows"] = file.execute("SELECT count(*) FROM sp").fetchone()[0]
    file.close()
    return sample


def plain(cell: object) -> object:
    """A cell as SQLite takes it."""
    return cell if isinstance(cell, str | int | float) else str(cell)


def pandas_way(folder: Path) -> Sample:
    """Read each with pandas, put together, drop what is double, write one workbook."""
    import pandas

    with timed() as sample:
        frames = []
        for book in workbooks(folder):
            sheets = pandas.read_excel(book, sheet_name=None)
            frames += [one.iloc[1:] for one in sheets.values() if "product_code" in one.columns]
        all_rows = pandas.concat(frames).drop_duplicates("_id", keep="last")
        all_rows.to_excel(folder / "merged.xlsx", index=False)
    sample["rows"] = len(all_rows)
    return sample


def judge(found: Found, report: Report) -> None:
    """Eight times faster than pandas, at most 2.2 times the floor, under 100 MiB added."""
    assert len({one["rows"] for one in found.values()}) == 1, found
    ours, pandas, least = (found[name] for name in ("ours", "pandas_way", "floor"))
    unit = "s cpu"
    report.ratio("merge ten workbooks: pandas", ours["cpu"], pandas["cpu"], at_least=8, unit=unit)
    what = "the same: calamine + executemany"
    report.ratio(what, ours["cpu"], least["cpu"], at_most=2.2, unit=unit)
    report.note("  by the clock, rows left", f"{ours['t']:.1f} s, {ours['rows']:,.0f}")
    report.limit("the same, memory added", ours["mib"], at_most=100)
    more = found["ours_and_workbook"]
    what = "the same and a consolidated workbook: pandas"
    report.ratio(what, more["cpu"], pandas["cpu"], at_least=5, unit=unit)


if __name__ == "__main__":
    CASES = [ours, floor, ours_and_workbook, pandas_way]
    main(__file__, CASES, judge, prepare=prepare, rounds=3, once=("pandas_way",))
