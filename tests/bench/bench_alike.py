"""Who may be the same as a subject being typed, among 100,000; and making the index anew."""

import sqlite3
import statistics
import time
from pathlib import Path

from _bench import Found, Report, Sample, main
from _data import fill, multiply, new_file

KIND, MADE, TIMES, ASKED = "subject", 2000, 50, 1000
OWN_NUMBERS = """
    UPDATE subject SET commune = '23500', tax_code = printf('61%08d', rowid),
    contact_phone = printf('09%08d', rowid), reg_no = printf('38A%08d', rowid),
    rep_citizen_id = printf('0621%08d', rowid),
    answers = json_set(answers, '$.phone', printf('03%08d', rowid), '$.contact_zalo', NULL)
"""


def prepare(folder: Path) -> Sample:
    """A file of 100,000 subjects, each with numbers and a name of its own; its index is stale."""
    path = folder / "many.ocop"
    with new_file(path) as data:
        fill(data, KIND, MADE)
        data.keep_settings({"alike": "stale"})
    multiply(path, KIND, TIMES)
    with sqlite3.connect(path) as file:
        file.execute(OWN_NUMBERS)
    file.close()
    return {}


def ours(folder: Path) -> Sample:
    """Make the index at opening; then ask about subjects that are there, and about new ones."""
    from ocop_desktop.actions import alike, lists, start

    path = folder / "many.ocop"
    with sqlite3.connect(path) as file:
        file.execute("""UPDATE setting SET value = '{"v":"stale"}' WHERE name = 'alike'""")
    file.close()
    begun = time.perf_counter()
    with start.open_data(path) as data:
        made = time.perf_counter() - begun
        known = [dict(one.values) for one in lists.entries(data, KIND, limit=ASKED)]
        again = sorted(_ms(lambda one=one: alike.find(data, KIND, one)) for one in known)
        fresh = [one | {"tax_code": f"02{n:08}", "name": f"Mới {n}"} for n, one in enumerate(known)]
        begun = time.perf_counter()
        found = alike.find_many(data, KIND, fresh)
        many = time.perf_counter() - begun
        assert all(found), "each shares its phones with one"
    return {"made": made, "median": statistics.median(again), "p99": again[-10], "many": many}


def _ms(work: object) -> float:
    begun = time.perf_counter()
    assert callable(work)
    assert work()
    return (time.perf_counter() - begun) * 1000


def judge(found: Found, report: Report) -> None:
    """Typing must not feel it: 16 ms is one picture of the screen."""
    mine = found["ours"]
    report.limit("ask about one of 100,000, p99", mine["p99"], at_most=16, unit="ms")
    report.note("  median", f"{mine['median']:.2f} ms")
    report.limit("ask about a thousand at once", mine["many"], at_most=2, unit="s")
    report.note("make the index of 100,000 anew", f"{mine['made']:.1f} s")


if __name__ == "__main__":
    main(__file__, [ours], judge, prepare=prepare, rounds=3)
