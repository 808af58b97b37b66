"""What a person should know of a file that was taken in: whose key it has, what did not come.

The sentences are the same on the command line, in the window and on the receipt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocop_desktop.actions.running_numbers import in_words
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.actions.merge_report import FileReport
    from ocop_desktop.actions.scans_in import ScanReport

_SIGNED = {
    "unsigned": "tệp đời cũ, không có chữ ký",
    "first": "lần đầu nhận tệp của bản cài đặt này, mã khoá {fingerprint}, hãy gọi điện đối chiếu",
    "unchecked": "mã khoá {fingerprint} chưa ai đối chiếu",
    "accepted": "đã chấp nhận khoá mới {fingerprint}",
}
_LACKING = "chưa nhận tệp số {numbers} của bản cài đặt này (dữ liệu vẫn đủ vì mỗi tệp là toàn bộ)"
_USED = "trước đây đã nhận một tệp khác cùng số của bản cài đặt này"
_COME = "{come} tệp scan gửi kèm"
_BAD = "{bad} tệp scan bị hỏng nên không nhận: {names}"
_MISSING = "còn thiếu {missing} tệp scan ở máy này (xin đơn vị xuất kèm bản scan)"
_MOST_NAMED = 5
_OTHERS = "đơn vị này đã có {others} bản cài đặt khác"


def remarks(file: FileReport) -> list[str]:
    """What to know of a file, in pieces of a sentence."""
    found = []
    if file.trusted and file.trusted.state in _SIGNED:
        found.append(_SIGNED[file.trusted.state].format(**vars(file.trusted)))
        if file.trusted.others:
            found.append(_OTHERS.format(others=file.trusted.others))
    if file.lacking:
        found.append(_LACKING.format(numbers=in_words(file.lacking)))
    if file.number_used:
        found.append(_USED)
    if file.scans:
        found += _of_scans(file.scans)
    return found


def _of_scans(scans: ScanReport) -> list[str]:
    found = [_COME.format(come=grouped(scans.come))] if scans.come else []
    if scans.bad:
        names = ", ".join(scans.bad[:_MOST_NAMED]) + ("…" if len(scans.bad) > _MOST_NAMED else "")
        found.append(_BAD.format(bad=grouped(len(scans.bad)), names=names))
    if scans.missing:
        found.append(_MISSING.format(missing=grouped(scans.missing)))
    return found
