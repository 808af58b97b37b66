"""What a merge did, or would do: per file the fates of its rows, refusals, edits, conflicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ocop_desktop.actions.gone_words import hand_counts
from ocop_desktop.actions.merge_flaws import MergeFlaws
from ocop_desktop.actions.merge_remarks import remarks
from ocop_desktop.actions.running_numbers import Range
from ocop_desktop.actions.scans_in import ScanReport
from ocop_desktop.actions.trust import Trusted
from ocop_desktop.exchange.about import About
from ocop_desktop.exchange.incoming import Edit, Refusal
from ocop_desktop.exchange.plan import FATES, Step
from ocop_desktop.messages import Trouble
from ocop_desktop.schema.stamps import REMOVED, conflicts

_MOST_LISTED = 10_000  # edits and conflicts named one by one; beyond it they are only counted
NOT_IN_FILE = "không có trong tệp"


@dataclass
class FileReport:
    """What became of one file."""

    path: Path
    number: int = 0  # its place among the files
    about: About | None = None
    refused: dict[str, str] | None = None  # code and text, where the whole file was refused
    trouble: Trouble | None = None  # the same with its facts
    scans: ScanReport | None = None  # None where it was not taken in
    trusted: Trusted | None = None  # what its signature says; None where it was not looked at
    forms: dict[str, dict[str, int]] = field(default_factory=dict)
    refused_rows: list[Refusal] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    extra_columns: list[tuple[str, str]] = field(default_factory=list)
    lacking: list[Range] = field(default_factory=list)  # numbers of files that have not come
    number_used: bool = False  # whether another file came with the same number
    headings: Mapping[str, Sequence[Sequence[object]]] = field(default_factory=dict)
    superseded: int = 0  # edits of older files that waited, and that this file took the place of

    @property
    def gap(self) -> bool:
        """Whether files that were sent before it have not come."""
        return bool(self.lacking)

    @property
    def file(self) -> str:
        """The file's name."""
        return self.path.name

    def clear(self) -> None:
        """Forget what was counted and kept: the file is refused, or read once more."""
        if self.scans:
            self.scans.take_back()
        vars(self).update(vars(FileReport(self.path, self.number, self.about)))

    def refuse(self, trouble: Trouble) -> None:
        """Nothing of the file is taken."""
        self.clear()
        self.refused, self.trouble = {"code": trouble.code, "text": str(trouble)}, trouble

    def count(self, step: Step) -> None:
        """Take in what one row becomes."""
        added = not isinstance(step.row, Refusal) and step.row.added
        if not added or step.fate != "same":  # a row by hand that waits is an edit and no more
            counts = self.forms.setdefault(step.row.kind, dict.fromkeys(("read", *FATES), 0))
            counts["read"] += 1
            counts[step.fate] += 1
        if isinstance(step.row, Refusal):
            self.refused_rows.append(step.row)
        if step.edits and len(self.edits) < _MOST_LISTED:
            self.edits += step.edits
        if step.fate == "conflict" and len(self.conflicts) < _MOST_LISTED:
            self._conflict(step)

    def _conflict(self, step: Step) -> None:
        touched = {change.field for change in step.changes}
        for name, values in conflicts(step.stamps).items():
            if name in touched or name == REMOVED:
                self.conflicts.append(
                    {"form": step.row.kind, "id": step.row.id, "field": name, "values": values}
                )

    def total(self, fate: str) -> int:
        """Rows of that fate, or rows read, over all forms."""
        return sum(counts[fate] for counts in self.forms.values())

    def as_json(self) -> dict[str, Any]:
        """The report as the command line gives it."""
        return {
            "file": self.file,
            "sender": _sender(self.about),
            "refused": self.refused,
            "forms": self.forms,
            "refused_rows": [_refusal(row) for row in self.refused_rows],
            "edits": [_edit(edit) for edit in self.edits],
            "conflicts": self.conflicts,
            "extra_columns": [{"form": kind, "label": label} for kind, label in self.extra_columns],
            "gap": self.gap,
            "lacking": self.lacking,
            "superseded": self.superseded,
            "signature": vars(self.trusted) if self.trusted else None,
            "scans": self.scans.as_json() if self.scans else None,
        }


@dataclass
class MergeReport:
    """What a merge of several files did; nothing was written unless `applied`."""

    files: list[FileReport]
    applied: bool = False
    backup: Path | None = None
    action: str = ""  # what the history knows the merge by
    flaws: MergeFlaws | None = None  # None where nobody asked

    def take_back_scans(self) -> None:
        """Remove the scans that were kept for a merge that did not come to its end."""
        for file in self.files:
            if file.scans:
                file.scans.take_back()

    def as_json(self) -> dict[str, Any]:
        """The report as the command line gives it."""
        said = {"files": [file.as_json() for file in self.files], "applied": self.applied}
        return said | ({"problems": self.flaws.as_json()} if self.flaws else {})

    def as_text(self) -> str:
        """The report in a few plain lines."""
        lines = [_line(file) for file in self.files]
        return "\n".join([*lines, "Đã ghi vào dữ liệu." if self.applied else "Chưa ghi gì."])


FATE_WORDS: Mapping[str, str] = {
    "read": "đọc",
    "new": "mới",
    "same": "không đổi",
    "changed": "thay đổi",
    "merged": "gộp hai phía",
    "conflict": "xung đột",
    "older": "cũ hơn",
    "duplicate": "nghi trùng",
    "refused": "từ chối",
}


def _line(file: FileReport) -> str:
    if file.refused:
        return f"{file.file}: không nhận. {file.refused['text']}"
    counts = ", ".join(
        f"{word} {file.total(fate)}"
        for fate, word in FATE_WORDS.items()
        if fate == "read" or file.total(fate)
    )
    changes, gone = hand_counts(file.edits)
    edits = f"; {changes} chỗ sửa tay" if changes else ""
    edits += f"; {gone} dòng bị bớt" if gone else ""
    sender = file.about.unit_name if file.about else ""
    more = "".join(f"; {remark}" for remark in remarks(file))
    return f"{file.file} ({sender}): {counts}{edits}{more}"


def _sender(about: About | None) -> dict[str, Any] | None:
    if about is None:
        return None
    return {
        "unit": about.unit,
        "name": about.unit_name,
        "installation": about.installation,
        "officer": about.officer,
        "period": about.period,
        "number": about.number,
        "when": about.when,
    }


def _refusal(row: Refusal) -> dict[str, Any]:
    return {
        "form": row.kind,
        "id": row.id,
        "row": row.row,
        "column": row.column,
        "code": row.code,
        "text": row.text,
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "form": edit.kind,
        "id": edit.id,
        "row": edit.row,
        "what": edit.what,
        "field": edit.field,
        "before": edit.before if edit.known else NOT_IN_FILE,
        "after": edit.after,
        "key": edit.chosen.key,
        "sheet": edit.chosen.sheet,
        "cell": edit.chosen.cell,
        "state": edit.chosen.state if edit.what != "deleted" else "told",
        "settled": edit.chosen.settled,
    }
