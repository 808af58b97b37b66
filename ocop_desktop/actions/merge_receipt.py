"""The receipt of a merge as a workbook: fates, refused rows to correct, edits, conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ocop_desktop.actions.gone_words import NEVER_CAME, TAKEN_OUT
from ocop_desktop.actions.merge_remarks import remarks
from ocop_desktop.actions.merge_report import FATE_WORDS, NOT_IN_FILE, FileReport, MergeReport
from ocop_desktop.exchange import receipts
from ocop_desktop.exchange.incoming import Edit
from ocop_desktop.exchange.receipts import Page
from ocop_desktop.schema import NO_LOOKUP, Forms
from ocop_desktop.schema.stamps import REMOVED

STATES = {"taken": "đã nhận", "refused": "không nhận", "pending": "chờ quyết định"}
_TOLD = "chỉ báo: ở nơi nhận không xoá gì"
_EDITS = {"changed": "sửa ô", "added": "thêm dòng", "deleted": "bớt dòng"}


def pages(forms: Forms, report: MergeReport) -> list[Page]:
    """The sheets of a receipt: totals first, then what needs somebody's eye."""
    found = [_totals(forms, report), _edits(forms, report), _conflicts(forms, report)]
    found += [_flaws(forms, report)]
    return [page for page in found if page.rows] + list(_refused(forms, report))


def write(forms: Forms, report: MergeReport, out: Path) -> None:
    """The receipt as a workbook; raise Trouble where the disk refuses."""
    receipts.write(out, pages(forms, report))


def _totals(forms: Forms, report: MergeReport) -> Page:
    headings = ["Tệp", "Đơn vị gửi", "Tệp số", "Biểu", *map(str.capitalize, FATE_WORDS.values())]
    rows: list[list[object]] = []
    for file in report.files:
        about = file.about
        own = [file.file, about.unit_name if about else "", about.number if about else ""]
        if file.refused:
            rows.append([*own, f"Không nhận: {file.refused['text']}"])
        rows += [[*own, one[:1].upper() + one[1:]] for one in remarks(file)]
        for kind, counts in file.forms.items():
            if counts["read"]:
                rows.append([*own, _label(forms, kind), *(counts[fate] for fate in FATE_WORDS)])
    state = "Đã ghi vào dữ liệu" if report.applied else "Xem trước, chưa ghi gì"
    return Page("Biên nhận", [*headings, state], rows)


def _edits(forms: Forms, report: MergeReport) -> Page:
    rows = [
        [
            file.file,
            _label(forms, edit.kind),
            edit.chosen.cell or edit.row or "",
            _EDITS[edit.what],
            field_label(forms, edit.kind, edit.field),
            _before(forms, edit),
            _shown(forms, edit, edit.after),
            _state(edit),
        ]
        for file in report.files
        for edit in file.edits
    ]
    headings = ["Tệp", "Biểu", "Ô", "Việc sửa", "Cột", "Trước", "Sau", "Trạng thái"]
    return Page("Sửa tay trong tệp", headings, rows)


def _conflicts(forms: Forms, report: MergeReport) -> Page:
    rows = [
        [
            file.file,
            _label(forms, one["form"]),
            one["id"],
            field_label(forms, one["form"], one["field"]),
            *(_text(forms, one["form"], one["field"], value) for value in one["values"]),
        ]
        for file in report.files
        for one in file.conflicts
    ]
    headings = ["Tệp", "Biểu", "Mã bản ghi", "Trường", "Giá trị đang hiện", "Giá trị khác"]
    return Page("Xung đột", headings, rows)


def _flaws(forms: Forms, report: MergeReport) -> Page:
    levels = {"error": "lỗi", "warning": "cảnh báo"}
    rows: list[list[object]] = [
        [_label(forms, one.kind), one.title, one.id, levels[one.problem.level], one.problem.text]
        for one in (report.flaws.listed if report.flaws else ())
    ]
    return Page("Cần xem lại", ["Biểu", "Bản ghi", "Mã bản ghi", "Mức", "Nội dung"], rows)


def _refused(forms: Forms, report: MergeReport) -> Iterator[Page]:
    """Refused rows in sheets like those they came from, the reason in front."""
    for number, file in enumerate(report.files, 1):
        for kind, (names, labels) in _headings(file).items():
            rows = [
                [row.row, row.text, *row.cells] for row in file.refused_rows if row.kind == kind
            ]
            if rows:
                title = f"{number} {_label(forms, kind)}"
                yield Page(
                    f"Từ chối {title}",
                    ["Dòng", "Lý do", *map(str, labels)],
                    rows,
                    ["", "", *map(str, names)],
                )


def _headings(file: FileReport) -> dict[str, Any]:
    return {kind: found for kind, found in file.headings.items() if len(found) == 2}


def _label(forms: Forms, kind: str) -> str:
    return forms[kind].plural if kind in forms else kind


def field_label(forms: Forms, kind: str, name: str) -> str:
    """What people call a field of a form."""
    if name == REMOVED:
        return "Đã xóa"
    known = forms[kind].by_name.get(name) if kind in forms else None
    return known.label if known else name


def _state(edit: Edit) -> str:
    if edit.what == "deleted":
        return _TOLD
    return f"{STATES[edit.chosen.state]}{' từ lần trước' if edit.chosen.settled else ''}"


def _before(forms: Forms, edit: Edit) -> str:
    """What is here: of a cell its value, of a row taken out what the record is called."""
    if edit.what == "deleted":
        return str(edit.before or (NEVER_CAME if edit.row else ""))
    return _shown(forms, edit, edit.before) if edit.known else NOT_IN_FILE


def _shown(forms: Forms, edit: Edit, value: Any) -> str:
    if edit.what == "deleted":
        return TAKEN_OUT if edit.row else f"{value} dòng {TAKEN_OUT}"
    if edit.what == "added":
        return row_shown(forms, edit.kind, value or {})
    return _text(forms, edit.kind, edit.field, value)


def row_shown(forms: Forms, kind: str, values: Mapping[str, Any]) -> str:
    """The values of a row that somebody added, in the order of its form."""
    order = [field.name for field in forms[kind].fields if field.name in values]
    return "; ".join(
        f"{field_label(forms, kind, name)}: {_text(forms, kind, name, values[name])}"
        for name in order
    )


def _text(forms: Forms, kind: str, name: str, value: Any) -> str:
    known = forms[kind].by_name.get(name) if kind in forms else None
    if known is None or isinstance(value, bool):
        return {None: "", True: "Có", False: "Không"}.get(value, str(value))
    return known.type.show(value, NO_LOOKUP)
