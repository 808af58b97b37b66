"""The history says who did what, when, where, before and after; a page at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ocop_desktop.actions import entries, history, undo
from ocop_desktop.actions.history import Wanted

START = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def days(make_office: Any) -> Any:
    """A data file whose clock goes on by a day at each look."""
    passed = iter(range(10_000))
    return make_office(clock=lambda: START + timedelta(hours=next(passed)))


@pytest.fixture
def subject(office: Any) -> str:
    return entries.save(office, "subject", None, {"name": "HTX Một", "phone": "0905123456"}).id


def lines(data: Any, **wanted: Any) -> list[Any]:
    return [line for group in history.page(data, Wanted(**wanted)) for line in group.lines]


def test_one_save_is_one_group_with_its_fields_in_the_order_of_the_form(
    office: Any, subject: str
) -> None:
    entries.save(office, "subject", subject, {"phone": "0905999999", "name": "HTX Hai"})
    first, second = history.page(office, Wanted())
    assert (first.verb, first.by, first.records, first.undone) == ("save", "Y Mẫu", 1, False)
    assert [line.field for line in first.lines] == ["name", "phone"]
    assert (first.lines[0].before, first.lines[0].after) == ("HTX Một", "HTX Hai")
    assert {line.title for line in first.lines} == {"HTX Hai"}
    assert [line.what for line in second.lines] == ["added"]
    assert second.lines[0].after == "2 ô đã điền"


def test_values_are_shown_as_people_read_them(office: Any, subject: str) -> None:
    product = entries.save(office, "product", None, {"name": "Chè", "subject": subject}).id
    other = entries.save(office, "subject", None, {"name": "HTX Hai"}).id
    entries.save(office, "product", product, {"subject": other, "stopped_on": "3/2025"})
    shown = {line.field: (line.before, line.after) for line in lines(office)[:2]}
    assert shown == {"subject": ("HTX Một", "HTX Hai"), "stopped_on": ("", "03/2025")}


def test_rows_of_tables_are_named_by_their_place(office: Any, subject: str) -> None:
    given = {"persons": [{"full_name": "Y Một"}, {"full_name": "Y Hai"}]}
    entries.save(office, "subject", subject, {}, given)
    row = entries.get(office, "subject", subject).rows("persons")[1]
    entries.save(office, "person", row.id, {"full_name": "Y Mới"})
    (line,) = history.page(office, Wanted(record=("subject", subject)))[0].lines
    form = office.forms["person"]
    assert line.path == f"{form.label} 2 · {form.by_name['full_name'].label}"
    assert (line.top_kind, line.top_id, line.title) == ("subject", subject, "HTX Một")
    assert (line.before, line.after) == ("Y Hai", "Y Mới")


def test_a_records_page_leaves_out_what_was_done_elsewhere(office: Any, subject: str) -> None:
    entries.save(office, "subject", None, {"name": "HTX Khác"})
    entries.save(office, "subject", subject, {"name": "HTX Hai"})
    found = history.page(office, Wanted(record=("subject", subject)))
    assert [group.lines[0].what for group in found] == ["changed", "added"]


def test_the_pages_join_without_a_gap(office: Any, subject: str) -> None:
    for number in range(25):
        entries.save(office, "subject", subject, {"name": f"HTX {number}"})
    for more in ({}, {"record": ("subject", subject)}, {"typed": "htx"}):
        found, below = [], None
        while part := history.page(office, Wanted(**more), below=below, limit=4):
            found += [group.id for group in part]
            below = part[-1].place
        assert len(found) == len(set(found)) == 26


def test_it_is_narrowed_by_form_person_verb_and_day(days: Any) -> None:
    id = entries.save(days, "subject", None, {"name": "HTX Một"}).id
    entries.save(days, "product", None, {"name": "Chè", "subject": id})
    days.keep_settings({"officer": "Bà Hai"})
    entries.save(days, "subject", id, {}, {"persons": [{"full_name": "Y Một"}]})
    entries.remove(days, "subject", [id])
    assert len(history.page(days, Wanted(kind="subject"))) == 3  # a new row of it too
    assert len(history.page(days, Wanted(by="Bà Hai"))) == 2
    assert [g.verb for g in history.page(days, Wanted(verb="remove"))] == ["remove"]
    assert len(history.page(days, Wanted(since="2026-03-01", until="2026-03-01"))) == 4
    assert history.page(days, Wanted(since="2026-03-02")) == []
    assert history.people(days) == ["Bà Hai", "Y Mẫu"]
    assert history.verbs(days) == ["remove", "save"]


def test_a_text_finds_titles_and_old_values(office: Any, subject: str) -> None:
    entries.save(office, "subject", subject, {"phone": "0905999999"})
    entries.save(office, "subject", subject, {"phone": None})
    entries.save(office, "subject", None, {"name": "HTX Khác"})
    assert {line.after for line in lines(office, typed="0905999999")} == {"0905 999 999", ""}
    assert len(history.page(office, Wanted(typed="htx mot"))) == 3


def test_an_undo_says_what_it_turned(office: Any, subject: str) -> None:
    entries.save(office, "subject", subject, {"name": "HTX Hai"})
    undo.undo(office)
    turn, done, _ = history.page(office, Wanted())
    assert (turn.verb, turn.of.split()[0], done.undone) == ("undo", "save", True)


def test_long_actions_are_told_in_part_and_the_rest_when_asked(office: Any) -> None:
    entries.save_many(office, "subject", [(None, {"name": f"HTX {n}"}, {}) for n in range(30)])
    (group,) = history.page(office, Wanted())
    assert (len(group.lines), group.more, group.records) == (history.LINES, True, 30)
    rest = history.lines(office, group.id, after=group.lines[-1].number)
    assert len(group.lines) + len(rest) == 30


def test_what_is_sensitive_is_masked(office: Any, subject: str) -> None:
    form = office.forms["subject"]
    name = next(
        f.name for f in form.fields if f.sensitive and f.type.kind in ("text", "citizen_id")
    )
    value = "001088000001" if form.by_name[name].type.kind == "citizen_id" else "Xơ Đăng"
    entries.save(office, "subject", subject, {name: value})
    assert [(line.before, line.after) for line in lines(office)[:1]] == [("", "•••")]
