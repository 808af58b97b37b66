"""Taking back a merge of a whole office, and doing it again: against the merge itself."""

from pathlib import Path

from _bench import Found, Report, Sample, main, timed
from _data import new_file

PROVINCE, SUBJECTS = "51", 150


def prepare(folder: Path) -> Sample:
    """An office with some of everything, and its workbook."""
    from ocop_desktop.actions import samples, swap

    with new_file(folder / "office.ocop") as data:
        samples.fill(data, subjects=SUBJECTS, seed="undo")
        swap.export(data, folder / "office.xlsx")
    return {}


def turned(folder: Path) -> Sample:
    """Merged into an empty file, taken back, done again."""
    from ocop_desktop.actions import start, swap, undo

    path = folder / "province.ocop"
    for left in folder.glob("province.ocop*"):
        left.unlink() if left.is_file() else None
    with start.new(path, PROVINCE, role="province") as data:
        with timed() as merged:
            swap.merge(data, [folder / "office.xlsx"])
        with timed() as back:
            undone = undo.undo(data)
        with timed() as again:
            undo.redo(data)
    assert undone is not None
    return {
        "merge": merged["cpu"],
        "undo": back["cpu"],
        "redo": again["cpu"],
        "mib": back["mib"],
        "rows": undone.records,
    }


def judge(found: Found, report: Report) -> None:
    """Two and a half times the merge, and no more memory than it."""
    ours = found["turned"]
    report.ratio("undo of a merge: merge", ours["undo"], ours["merge"], at_most=2.5, unit="s cpu")
    report.ratio("redo of it: merge", ours["redo"], ours["merge"], at_most=2.5, unit="s cpu")
    report.limit("undo of a merge, memory added", ours["mib"], at_most=60)
    report.note("  rows", f"{ours['rows']:,.0f}")


if __name__ == "__main__":
    main(__file__, [turned], judge, prepare=prepare, rounds=3)
