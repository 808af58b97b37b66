"""What an officer should know of the files of a merge, a sentence each: for screen and receipt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from ocop_desktop.actions import gone_words
from ocop_desktop.actions.merge_remarks import remarks
from ocop_desktop.actions.merge_report import FileReport, MergeReport
from ocop_desktop.schema import Forms
from ocop_desktop.vietnamese import grouped

Weight = Literal["bad", "care", "plain"]
_ORDER: tuple[Weight, ...] = ("bad", "care", "plain")


class Remark(NamedTuple):
    """One sentence about one file ("" about all)."""

    weight: Weight
    file: str
    text: str


def told(report: MergeReport, forms: Forms) -> list[Remark]:
    """Everything that is odd, the worst first."""
    found = [one for file in report.files for one in _of_file(file, forms)]
    errors = sum(report.flaws.errors.values()) if report.flaws else 0
    warnings = sum(report.flaws.warnings.values()) if report.flaws else 0
    if errors or warnings:
        words = [f"{grouped(errors)} bản ghi có lỗi"] if errors else []
        words += [f"{grouped(warnings)} bản ghi có cảnh báo chưa xem"] if warnings else []
        text = f"{', '.join(words)}. Vẫn nhận được; xem từng nhóm ở trang “Cần xem lại”."
        found.append(Remark("care", "", text))
    return sorted(found, key=lambda one: _ORDER.index(one.weight))


def _of_file(file: FileReport, forms: Forms) -> Iterator[Remark]:
    name = file.file
    if file.refused:
        yield Remark("bad", name, file.refused["text"])
        return
    odd = file.gap or file.number_used or (file.scans is not None and file.scans.bad)
    for sentence in remarks(file):
        text = f"{sentence[0].upper()}{sentence[1:]}."
        yield Remark("care" if odd else "plain", name, text)
    for gone in gone_words.told(file.edits, forms):
        yield Remark("care", name, f"{gone}. Ở đây không xoá gì.")
    if file.superseded:
        text = f"{grouped(file.superseded)} chỗ sửa tay chờ ở tệp cũ hơn được thay bằng tệp này."
        yield Remark("plain", name, text)
    for kind, label in file.extra_columns:
        yield Remark("plain", name, f"{forms[kind].plural}: có thêm cột “{label}”.")
