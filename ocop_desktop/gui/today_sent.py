"""What was sent to the province and what came back, in sentences for today's page."""

from __future__ import annotations

from datetime import date

from ocop_desktop.actions import foreign, senders
from ocop_desktop.actions.start import DataFile
from ocop_desktop.schema.dates import show


def sentences(data: DataFile) -> list[str]:
    """When something was sent last, what came in last, and whether the province has the newest."""
    received = foreign.last_received(data)
    told = [_lacking(data)] if data.role == "province" else [_sent(data)]
    if received is not None:
        when = _ago(data, received.at)
        told.append(f"Nhận tệp lần cuối {when}: tệp số {received.number} của {received.sender}.")
        sent = data.settings.get("exported_at")  # blank again where the file became another
        if received.has is not None and data.role != "province" and sent:
            told.append(_has(data, received.has))
    return told


def _lacking(data: DataFile) -> str:
    begin = f"{data.today()[:4]}-01-01"
    found = senders.senders(data, since=begin, counted=False)
    missing = sum(1 for one in found if one.state == "missing")
    if not missing:
        return "Từ đầu năm, tất cả các đơn vị đã gửi tệp."
    return f"Từ đầu năm, {missing} trong {len(found)} đơn vị chưa gửi tệp (xem “Ai chưa gửi”)."


def _sent(data: DataFile) -> str:
    sent, number = str(data.settings.get("exported_at") or ""), data.settings.get("sent_number")
    if not sent:
        return "Chưa gửi dữ liệu về tỉnh lần nào."
    return f"Gửi tỉnh lần cuối {_ago(data, sent)}: tệp số {number}."


def _has(data: DataFile, number: int) -> str:
    sent = int(str(data.settings.get("sent_number") or 0))
    if number >= sent:
        return f"Tỉnh đã nhận đến tệp số {number}, là tệp mới nhất."
    return f"Tỉnh đã nhận đến tệp số {number}; tệp số {sent} chưa thấy tỉnh báo nhận."


def _ago(data: DataFile, at: str) -> str:
    days = (date.fromisoformat(data.today()) - date.fromisoformat(at[:10])).days
    when = {0: "hôm nay", 1: "hôm qua"}.get(days, f"{days} ngày trước")
    return f"{when} ({show(at[:10])})"
