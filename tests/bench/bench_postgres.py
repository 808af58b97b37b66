"""Merging one office's thousand rows into a million records on a server, and into none.

What a merge costs should follow from what comes in, not from what is there. The million is made by
copying a thousand records within the database, with their search rows, history and likeness.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # for the tests' own server

from _bench import Found, Report, Sample, main, timed
from _data import fill, new_file

from tests.postgres import NoServer, Server

KINDS, EACH = ("subject", "product"), 500
TIMES = int(os.environ.get("BENCH_TIMES", "1000"))  # a million; fewer while a change is tried
PROVINCE, ROUNDS = "51", 3
PLACE = "BENCH_SERVER"


def server() -> Server:
    """The server that the parent process runs."""
    return Server.at(Path(os.environ[PLACE]))


def prepare(folder: Path) -> Sample:
    """A workbook of another office for each round, and the million."""
    from ocop_desktop.actions import start, swap

    for number in range(ROUNDS):
        with new_file(folder / f"office{number}.ocop") as data:
            for kind in KINDS:
                fill(data, kind, EACH, first=(number + 1) * 10**6)
            swap.export(data, folder / f"office{number}.xlsx")
    made = server()
    made.sql("CREATE DATABASE million", "postgres")
    with start.new(made.address("million"), PROVINCE, role="province") as data:
        for kind in KINDS:
            fill(data, kind, EACH)
    multiply(made)
    return {}


def multiply(made: Server) -> None:
    """Copy every record so many times, in a few statements."""

    def run(statement: str) -> None:
        made.sql(f"SET maintenance_work_mem = '512MB'; {statement}", "million")

    copies = f"generate_series(1, {TIMES - 1}) AS n"
    other = "md5({} || n)::uuid::text"
    for kind in KINDS:
        run(
            f"CREATE TEMP TABLE made AS SELECT * FROM {kind}; DO $$ DECLARE others text; BEGIN "
            "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO others "
            "FROM pg_attribute WHERE attrelid = 'made'::regclass AND attnum > 0 "
            "AND attname <> 'id'; EXECUTE "
            f"'INSERT INTO {kind} (id, ' || others || ') SELECT {other.format('id')}, ' || "
            f"others || ' FROM made, {copies}'; END $$"
        )
    run(
        "DROP INDEX ix_search_row_words; CREATE TABLE made AS SELECT * FROM search_row; "
        "TRUNCATE search_row; INSERT INTO search_row (number, kind, id, removed, title, sort_key, "
        "folded) SELECT low + (row_number() OVER (PARTITION BY kind ORDER BY key)) * "
        f"((high - low) / {TIMES} / {EACH}), kind, id, removed, title, key, folded FROM (SELECT kind, "
        f"CASE n WHEN 0 THEN id ELSE {other.format('id')} END AS id, removed, title || ' ' || n AS "
        "title, sort_key || n AS key, folded || ' ' || n AS folded, "
        "min(number) OVER (PARTITION BY kind) - 1 AS low, max(number) OVER (PARTITION BY kind) + "
        f"{TIMES * EACH} AS high FROM made, generate_series(0, {TIMES - 1}) AS n) AS all_of_them; "
        "DROP TABLE made; CREATE INDEX ix_search_row_words ON search_row USING gin (words)"
    )
    run(
        'INSERT INTO history (action, verb, at, "by", kind, record_id, revision, changes, undone) '
        f'SELECT action, verb, at, "by", kind, {other.format("record_id")}, revision, changes, '
        f"undone FROM history, {copies}"
    )
    run(
        "INSERT INTO alike_key (key, id, kind) SELECT hashtextextended(key::text, n), "
        f"{other.format('id')}, kind FROM alike_key, {copies} ON CONFLICT DO NOTHING"
    )
    made.sql("VACUUM ANALYZE", "million")


def merged(folder: Path, database: str, number: int) -> Sample:
    """What the merge of an office's workbook takes, and what is there afterwards."""
    from ocop_desktop.actions import lists, start, swap

    with start.open_data(server().address(database)) as data:
        with timed() as sample:
            report = swap.merge(data, [folder / f"office{number}.xlsx"])
        assert report.applied
        assert report.files[0].forms[KINDS[0]]["new"] == EACH
        sample["records"] = sum(lists.count(data, kind) for kind in KINDS)
    return sample


def turn(folder: Path, case: str) -> int:
    """Which round of a case this is."""
    mark = folder / f"{case}.rounds"
    number = int(mark.read_text()) if mark.exists() else 0
    mark.write_text(str(number + 1))
    return number


def million(folder: Path) -> Sample:
    """Into a million records."""
    return merged(folder, "million", turn(folder, "million"))


def none(folder: Path) -> Sample:
    """Into an empty database."""
    from ocop_desktop.actions import start

    number = turn(folder, "none")
    server().sql(f"CREATE DATABASE empty{number}", "postgres")
    start.new(server().address(f"empty{number}"), PROVINCE, role="province").close()
    return merged(folder, f"empty{number}", number)


def judge(found: Found, report: Report) -> None:
    """The bound of the issue."""
    there, empty = found["million"], found["none"]
    report.note("records there", f"{there['records']:,.0f}")
    report.ratio("merge of 1,000 rows", there["t"], empty["t"], at_most=1.5)
    report.note("our part of it (processor)", f"{there['cpu']:.2f} s")


if __name__ == "__main__":
    if PLACE in os.environ:
        main(__file__, [million, none], judge, prepare=prepare, rounds=ROUNDS)
    try:
        running = Server.start()
    except NoServer as why:
        print(f"\n=== bench_postgres: left out: {why}")
        sys.exit(0)
    os.environ[PLACE] = str(running.folder)
    try:
        main(__file__, [million, none], judge, prepare=prepare, rounds=ROUNDS)
    finally:
        running.stop()
