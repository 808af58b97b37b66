"""What was done, in the officer's words: of an action of the history, when and by whom."""

from __future__ import annotations

from datetime import date

from ocop_desktop.schema.dates import show

VERBS = {
    "save": "Lưu",
    "batch": "Nhập theo quyết định",
    "bulk": "Sửa hàng loạt",
    "remove": "Xoá",
    "restore": "Khôi phục",
    "merge": "Gộp dữ liệu",
    "take_edits": "Nhận chỗ sửa tay",
    "join": "Gộp hai bản ghi làm một",
    "unjoin": "Tách bản ghi đã gộp",
    "resolve": "Chọn giá trị xung đột",
    "import": "Nhập danh sách",
    "bring_back": "Lấy lại giá trị",
    "confirm": "Xác nhận cảnh báo",
    "call": "Ghi trả lời điện thoại",
    "undo": "Hoàn tác",
    "redo": "Làm lại",
}
TURNS = ("undo", "redo")


def done(verb: str) -> str:
    """The name of a verb, for a heading; an unknown one is a change."""
    return VERBS.get(verb, "Sửa")


def within(verb: str) -> str:
    """The same inside a sentence: "hoàn tác việc lưu"."""
    name = done(verb)
    return name[0].lower() + name[1:]


def moment(at: str, today: str) -> str:
    """A moment as people say it: "hôm nay 10:32", "24/11/2026 10:32"."""
    day, clock = at[:10], at[11:16]
    days = (date.fromisoformat(today) - date.fromisoformat(day)).days
    named = {0: "hôm nay", 1: "hôm qua"}.get(days, show(day))
    return f"{named} {clock}"


def turned(of: str, today: str) -> str:
    """What an undo or redo turned, where it is known: "lưu, hôm nay 10:32"."""
    verb, _, at = of.partition(" ")
    return f"{within(verb)}, {moment(at, today)}" if at else ""
