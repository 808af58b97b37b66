"""Merging the same workbooks again, when nothing has changed since: against the first merge."""

from pathlib import Path

from _bench import Found, Report, Sample, main, timed
from bench_merge import KIND, PROVINCE, prepare, workbooks


def both(folder: Path) -> Sample:
    """The first merge, and the second one after the file was opened anew."""
    from ocop_desktop.actions import lists, start, swap

    path = folder / "province.ocop"
    for left in folder.glob("province.ocop*"):
        left.unlink() if left.is_file() else None
    with start.new(path, PROVINCE, role="province") as data, timed() as first:
        swap.merge(data, workbooks(folder))
    with start.open_data(path) as data:
        before = lists.count(data, KIND)
        with timed() as again:
            swap.merge(data, workbooks(folder))
        assert lists.count(data, KIND) == before
    return {"first": first["cpu"], "again": again["cpu"], "t": again["t"], "rows": before}


def judge(found: Found, report: Report) -> None:
    """At most half of the first time."""
    ours = found["both"]
    report.ratio("merge again: first", ours["again"], ours["first"], at_most=0.5, unit="s cpu")
    report.note("  by the clock, rows", f"{ours['t']:.1f} s, {ours['rows']:,.0f}")


if __name__ == "__main__":
    main(__file__, [both], judge, prepare=prepare, rounds=3)
