"""What a person should know of a file that was taken in: whose key, and what did not come.

The sentences are the same on the command line, in the window and on the receipt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocop_desktop.actions.merge_report import FileReport

_SIGNED = {
    "unsigned": "tệp đời cũ, không có chữ ký",
    "first": "lần đầu nhận tệp của bản cài đặt này, mã khoá {fingerprint}, hãy gọi điện đối chiếu",
    "unchecked": "mã khoá {fingerprint} chưa ai đối chiếu",
    "accepted": "đã chấp nhận khoá mới {fingerprint}",
}
_OTHERS = "đơn vị này đã có {others} bản cài đặt khác"


def remarks(file: FileReport) -> list[str]:
    """What to know of a file, in pieces of a sentence."""
    found = []
    if file.trusted and file.trusted.state in _SIGNED:
        found.append(_SIGNED[file.trusted.state].format(**vars(file.trusted)))
        if file.trusted.others:
            found.append(_OTHERS.format(others=file.trusted.others))
    return found
