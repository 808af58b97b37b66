"""The receipt of a merge on paper: the layout `merge-receipt` filled from its report."""

from __future__ import annotations

from pathlib import Path

from ocop_desktop.actions import bundles, paper_office
from ocop_desktop.actions.gone_words import hand_counts
from ocop_desktop.actions.merge_report import FileReport, MergeReport
from ocop_desktop.actions.merge_told import told
from ocop_desktop.actions.paper_files import draw, write_safely
from ocop_desktop.documents.binding.bundle import Progress
from ocop_desktop.documents.scope import Tree
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.vietnamese import grouped

DOCUMENT = "merge-receipt"
_FATES = ("read", "new", "changed", "merged", "conflict", "duplicate", "refused")


def write(data: DataFile, report: MergeReport, out: Path, progress: Progress | None = None) -> Path:
    """Write the receipt as PDF (or for Word, by the file's ending), whole or not at all."""
    made = bundles.compose_document(DOCUMENT, tree(data, report))
    return write_safely(out, lambda part: draw(made, part, progress))


def tree(data: DataFile, report: MergeReport) -> Tree:
    """What the layout may name."""
    day = data.today()
    remarks = told(report, data.forms)
    return {
        **paper_office.office_tree(data, paper_office.unit(data)),
        "made": {
            "at": f"ngày {day[8:10]} tháng {day[5:7]} năm {day[:4]}",
            "sum": _sum(report),
            "files": [_file(n, file) for n, file in enumerate(report.files, 1)],
            "told": "yes" if remarks else "",
            "remarks": [{"file": one.file, "text": one.text} for one in remarks],
        },
    }


def _sum(report: MergeReport) -> str:
    taken = sum(not file.refused for file in report.files)
    if not report.applied:
        return "Chưa ghi gì vào dữ liệu"
    refused = len(report.files) - taken
    more = f", không nhận {grouped(refused)} tệp" if refused else ""
    return f"Đã nhận {grouped(taken)} tệp{more}"


def _file(number: int, file: FileReport) -> Tree:
    about = file.about
    unit = f"{about.unit_name}\n{file.file}" if about else file.file
    shared = {"number": str(number), "running": str(about.number) if about else ""}
    if file.refused:
        return {**shared, "unit": f"{unit}\n(không nhận)"}
    counts = {fate: grouped(file.total(fate)) for fate in _FATES}
    still = grouped(file.total("older") + file.total("same"))
    edits = grouped(sum(hand_counts(file.edits)))
    return {**shared, **counts, "unit": unit, "still": still, "edits": edits}
