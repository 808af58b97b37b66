"""Why a scan cannot be bound, or not whole, said so that an officer knows what to do."""

from __future__ import annotations


class Unreadable(Exception):
    """A scan that cannot be bound; `reason` is a phrase in Vietnamese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


DAMAGED = "tệp bị hỏng"
CUT_OFF = "tệp bị cắt cụt, có thể thiếu trang"
LOCKED = "tệp có mật khẩu"
EMPTY = "tệp rỗng"
UNKNOWN = "không phải PDF hoặc ảnh"
GONE = "không tìm thấy tệp trong kho minh chứng"
TOO_LARGE = "ảnh quá lớn"
