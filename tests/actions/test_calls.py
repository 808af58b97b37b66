"""Whom to ring today, why, most urgent first; and what was answered is kept as the office's proof."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ocop_desktop.actions import calls, entries, undo
from ocop_desktop.actions.calls import Answer
from ocop_desktop.store.clock import fixed_clock

DAY = "2026-11-24"


@pytest.fixture
def data(make_office: Any) -> Any:
    """An office on 24/11/2026."""
    return make_office(clock=fixed_clock(datetime(2026, 11, 24, 9, tzinfo=UTC)))


def subject(data: Any, name: str, **more: Any) -> str:
    given = {"name": name, "commune": "23500", "rep_name": f"Đại diện {name}", **more}
    return entries.save(data, "subject", None, given).id


def rank(data: Any, subject: str, issued: str, name: str = "Chè") -> str:
    product = entries.save(data, "product", None, {"name": name, "subject": subject}).id
    given = {"product": product, "stars": 3, "issued_on": issued, "level": "province"}
    return entries.save(data, "recognition", None, given).id


def names(data: Any, on: str | None = None) -> list[str]:
    return [call.name for call in calls.today(data, on)]


def test_who_has_nothing_due_is_not_rung(data: Any) -> None:
    rank(data, subject(data, "HTX Mới"), "2026-10-01")
    subject(data, "HTX Không có gì")
    assert calls.today(data) == []


def test_reasons_of_a_subject_are_one_line_the_contact_first(data: Any) -> None:
    one = subject(
        data, "HTX Một", contact_name="A Thuỷ", contact_phone="0905123456", phone="0914222333"
    )
    rank(data, one, "2023-12-20", "Chè")
    rank(data, one, "2023-12-25", "Mật ong")
    (call,) = calls.today(data)
    assert (call.who, call.phone) == ("A Thuỷ", "0905 123 456")
    assert "Chè" in call.why
    assert "Mật ong" in call.why
    assert call.place.startswith("Huyện Đắk Hà")


def test_without_a_contact_the_representative_is_rung(data: Any) -> None:
    rank(data, subject(data, "HTX Một", phone="0914222333"), "2023-12-20")
    (call,) = calls.today(data)
    assert (call.who, call.phone) == ("Đại diện HTX Một", "0914 222 333")


def test_the_most_urgent_stand_first(data: Any) -> None:
    rank(data, subject(data, "Gần"), "2024-05-20")  # the window to ask again is open
    rank(data, subject(data, "Quá hạn"), "2023-11-01")
    found = calls.today(data)
    assert [(call.name, call.state) for call in found] == [("Quá hạn", "overdue"), ("Gần", "soon")]


def test_an_answer_is_an_activity_and_a_reminder_in_one_action(data: Any) -> None:
    one = subject(data, "HTX Một")
    recognition = rank(data, one, "2023-12-20")
    entries.save(
        data, "recognition", recognition, {}, {"reminders": [{"reminded_on": "2026-06-01"}]}
    )
    (call,) = calls.today(data)
    saved = calls.keep(data, call, Answer("regrade", "đang làm hồ sơ", "2026-12-05"))
    assert saved.saved, saved.rejected
    activity = entries.get(data, "activity", saved.id)
    assert (activity.get("kind"), activity.get("subject")) == ("call", one)
    assert activity.get("advice") == "Sẽ đánh giá lại. đang làm hồ sơ"
    assert (activity.get("done_on"), activity.get("by_whom")) == (DAY, "Y Mẫu")
    first, second = entries.get(data, "recognition", recognition).rows("reminders")
    assert first.get("reminded_on") == "2026-06-01"
    assert (second.get("reminded_on"), second.get("how")) == (DAY, "phone")
    assert (second.get("answer"), second.get("answer_note")) == ("regrade", "đang làm hồ sơ")
    undone = undo.undo(data)
    assert undone is not None
    assert (undone.verb, undone.records) == ("call", 2)
    assert len(entries.get(data, "recognition", recognition).rows("reminders")) == 1
    assert names(data) == ["HTX Một"]


def test_who_was_rung_is_left_in_peace_until_the_day_agreed_on(data: Any) -> None:
    rank(data, subject(data, "HTX Một"), "2023-12-20")
    (call,) = calls.today(data)
    calls.keep(data, call, Answer("later", "đang đi rẫy", "2026-12-05"))
    assert names(data) == []
    assert names(data, "2026-12-04") == []
    (again,) = calls.today(data, "2026-12-05")
    assert "Hẹn gọi lại 05/12/2026: Hẹn trả lời sau. đang đi rẫy" in again.why
    assert again.last is not None
    assert again.last.on == DAY


def test_without_a_day_a_week_passes(data: Any) -> None:
    rank(data, subject(data, "HTX Một"), "2023-12-20")
    (call,) = calls.today(data)
    calls.keep(data, call, Answer("regrade"))
    assert names(data, "2026-11-30") == []
    assert names(data, "2026-12-01") == ["HTX Một"]


def test_who_did_not_answer_is_rung_tomorrow(data: Any) -> None:
    rank(data, subject(data, "HTX Một"), "2023-12-20")
    (call,) = calls.today(data)
    calls.keep(data, call, Answer(calls.NO_ANSWER))
    assert names(data) == []
    assert names(data, "2026-11-25") == ["HTX Một"]


def test_a_promise_alone_is_a_reason_and_ends_with_the_next_call(data: Any) -> None:
    one = subject(data, "HTX Một")
    given = {"kind": "visit", "done_on": "2026-11-02", "topic": "Hướng dẫn nhãn", "subject": one}
    entries.save(data, "activity", None, given | {"next_on": "2026-11-20"})
    (call,) = calls.today(data)
    assert (call.state, call.reasons[0].kind) == ("overdue", "promised")
    calls.keep(data, call, Answer("", "xong rồi"))
    assert names(data, "2026-12-20") == []


def test_a_dossier_with_errors_is_a_reason_once_checked(data: Any) -> None:
    from ocop_desktop.actions import flaws

    one = subject(data, "HTX Một")
    product = entries.save(data, "product", None, {"name": "Chè", "subject": one}).id
    entries.save(data, "dossier", None, {"product": product, "kind": "first"})
    flaws.catch_up(data)
    (call,) = calls.today(data)
    assert call.reasons[0].kind == "dossier"
    assert call.blanks > 0


def test_a_day_that_cannot_be_read_keeps_nothing(data: Any) -> None:
    rank(data, subject(data, "HTX Một"), "2023-12-20")
    (call,) = calls.today(data)
    saved = calls.keep(data, call, Answer("later", "", "mai"))
    assert not saved.saved
    assert set(saved.rejected) == {"next_on"}
    assert names(data) == ["HTX Một"]
