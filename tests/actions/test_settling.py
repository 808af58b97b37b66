"""Open conflicts: whose values, what they grew from; a choice ends them, undo opens them again."""

from __future__ import annotations

from typing import Any

import pytest

from ocop_desktop.actions import entries, history, settling, swap, undo
from ocop_desktop.actions.history import Wanted
from ocop_desktop.actions.settling import Choice, chosen, open_conflicts, resolve
from ocop_desktop.messages import Trouble
from ocop_desktop.schema.stamps import REMOVED
from tests.exchange.offices import sent, subject


@pytest.fixture
def offices(make_office: Any) -> list[Any]:
    return [make_office(name, unit) for name, unit in (("a", "615"), ("b", "616"), ("c", "617"))]


@pytest.fixture(params=["ours shown", "theirs shown"])
def torn(offices: list[Any], tmp_path: Any, request: Any) -> tuple[Any, Any, str]:
    """A subject whose phone two offices changed apart; the first one has both values.

    Of equal stamps the greater installation's is shown: each of them in turn.
    """
    order = request.param == "ours shown"
    one, other = sorted(offices[:2], key=lambda data: str(data.installation), reverse=order)
    id = subject(one, "HTX Một", phone="0905000001", note="chung")
    swap.merge(other, [sent(one, tmp_path)])
    subject(one, id=id, phone="0905000002")
    subject(other, id=id, phone="0905000003")
    swap.merge(one, [sent(other, tmp_path)])
    return one, other, id


def get(data: Any, id: str, name: str = "phone") -> Any:
    return entries.get(data, "subject", id).get(name)


def meet(one: Any, other: Any, tmp_path: Any) -> None:
    for _ in range(2):
        swap.merge(other, [sent(one, tmp_path)])
        swap.merge(one, [sent(other, tmp_path)])


def test_a_conflict_tells_both_values_whose_and_what_they_grew_from(torn: Any) -> None:
    data, _, id = torn
    (found,) = open_conflicts(data)
    assert (found.kind, found.id, found.field) == ("subject", id, "phone")
    assert (found.title, found.path) == ("HTX Một", "Điện thoại")
    assert {side.value for side in found.sides} == {"0905000002", "0905000003"}
    assert found.base == data.forms["subject"].field("phone").type.show("0905000001")
    ours, theirs = found.of("ours"), found.of("theirs")
    assert ours
    assert theirs
    assert (ours.value, theirs.value) == ("0905000002", "0905000003")
    assert ours.at
    assert theirs.at
    assert ours.unit != theirs.unit
    assert settling.count(data) == 1
    assert settling.in_conflict(data, "subject", id)


@pytest.mark.parametrize("whose", ["ours", "theirs"])
def test_a_choice_ends_the_conflict_everywhere(torn: Any, tmp_path: Any, whose: str) -> None:
    data, other, id = torn
    (found,) = open_conflicts(data)
    choice = chosen(found, whose)
    assert choice
    resolve(data, [choice])
    assert open_conflicts(data) == []
    assert get(data, id) == choice.value
    meet(data, other, tmp_path)
    for office in (data, other):
        assert settling.count(office) == 0
        assert get(office, id) == choice.value


def test_another_value_may_be_chosen(torn: Any) -> None:
    data, _, id = torn
    resolve(data, [Choice("subject", id, "phone", "0905 000 009")])
    assert get(data, id) == "0905000009"
    assert settling.count(data) == 0


def test_a_value_that_cannot_be_read_ends_nothing(torn: Any) -> None:
    data, _, id = torn
    with pytest.raises(Trouble, match="Điện thoại"):
        resolve(data, [Choice("subject", id, "phone", "không rõ")])
    assert settling.count(data) == 1


@pytest.mark.parametrize("whose", ["ours", "theirs"])
def test_undo_opens_the_conflict_again_with_the_same_values(
    torn: Any, tmp_path: Any, whose: str
) -> None:
    data, other, id = torn
    (before,) = open_conflicts(data)
    shown = get(data, id)
    choice = chosen(before, whose)
    assert choice
    resolve(data, [choice])
    undo.undo(data)
    (after,) = open_conflicts(data)
    assert get(data, id) == shown
    assert after.sides == before.sides
    assert after.base == before.base
    swap.merge(other, [sent(data, tmp_path)])
    assert {side.value for side in open_conflicts(other)[0].sides} == {"0905000002", "0905000003"}
    assert undo.redo(data)
    assert settling.count(data) == 0
    assert get(data, id) == choice.value
    meet(data, other, tmp_path)
    assert settling.count(other) == 0
    assert get(other, id) == choice.value


def test_typing_into_the_field_ends_the_conflict_and_loses_no_value(torn: Any) -> None:
    data, _, id = torn
    subject(data, id=id, phone="0905000004")
    assert settling.count(data) == 0
    lines = [
        line
        for group in history.page(data, Wanted(record=("subject", id)))
        for line in group.lines
        if "xung đột" in line.path
    ]
    assert any("0905 000 003" in line.before for line in lines), lines
    undo.undo(data)
    assert settling.count(data) == 1


def test_undo_of_the_merge_ends_the_conflict_it_brought(torn: Any) -> None:
    data, _, id = torn
    undo.undo(data)
    assert settling.count(data) == 0
    assert get(data, id) == "0905000002"
    assert undo.redo(data)
    assert {side.value for side in open_conflicts(data)[0].sides} == {"0905000002", "0905000003"}


def test_three_offices_leave_three_values(offices: list[Any], tmp_path: Any) -> None:
    one, other, third = offices
    id = subject(one, "HTX Một", phone="0905000001")
    for office in (other, third):
        swap.merge(office, [sent(one, tmp_path)])
    for number, office in enumerate(offices, 2):
        subject(office, id=id, phone=f"090500000{number}")
    swap.merge(one, [sent(other, tmp_path), sent(third, tmp_path)])
    (found,) = open_conflicts(one)
    assert len(found.sides) == 3
    assert len({side.unit for side in found.sides}) == 3
    assert found.of("ours")
    assert found.of("theirs") is None
    with pytest.raises(Trouble, match="Chưa rõ chọn"):
        settling.resolve_named(one, found.key, "theirs")
    assert settling.resolve_named(one, found.key, "0905000004") == 1
    assert get(one, id) == "0905000004"


@pytest.mark.parametrize("removed", [False, True])
def test_a_removal_against_a_change_is_decided_either_way(
    offices: list[Any], tmp_path: Any, removed: bool
) -> None:
    one, other, _ = offices
    id = subject(one, "HTX Một", phone="0905000001")
    swap.merge(other, [sent(one, tmp_path)])
    subject(one, id=id, phone="0905000002")
    entries.remove(other, "subject", [id])
    swap.merge(one, [sent(other, tmp_path)])
    (found,) = open_conflicts(one)
    assert found.field == REMOVED
    assert {(side.text, side.ours) for side in found.sides} == {("Giữ lại", True), ("Xoá", False)}
    resolve(one, [Choice("subject", id, REMOVED, removed)])
    assert entries.get(one, "subject", id).removed is removed
    meet(one, other, tmp_path)
    for office in (one, other):
        assert settling.count(office) == 0
        assert entries.get(office, "subject", id).removed is removed
        assert get(office, id) == "0905000002"
    undo.undo(one)
    assert settling.count(one) == 1
    assert not entries.get(one, "subject", id).removed


def test_a_row_of_a_table_names_its_record_and_its_place(offices: list[Any], tmp_path: Any) -> None:
    one, other, _ = offices
    id = subject(one, "HTX Một", tables={"persons": [{"full_name": "Y Lan"}]})
    swap.merge(other, [sent(one, tmp_path)])
    row = entries.get(one, "subject", id).rows("persons")[0].id
    for office, name in ((one, "Y Lan A"), (other, "Y Lan B")):
        subject(office, id=id, tables={"persons": [{"id": row, "full_name": name}]})
    swap.merge(one, [sent(other, tmp_path)])
    (found,) = open_conflicts(one)
    assert (found.owner, found.title) == (id, "HTX Một")
    assert found.path == "Thành viên, lao động 1 · Họ và tên"
    assert open_conflicts(one, record=id) == [found]
    assert settling.resolve_named(one, id, "ours") == 1
    assert entries.get(one, "subject", id).rows("persons")[0].get("full_name") == "Y Lan A"


def test_many_conflicts_end_in_one_step(offices: list[Any], tmp_path: Any) -> None:
    one, other, _ = offices
    ids = [subject(one, f"HTX {n}", phone="0905000001") for n in range(5)]
    swap.merge(other, [sent(one, tmp_path)])
    for office, phone in ((one, "0905000002"), (other, "0905000003")):
        for id in ids:
            subject(office, id=id, phone=phone)
    swap.merge(one, [sent(other, tmp_path)])
    found = open_conflicts(one)
    assert len(found) == 5
    resolve(one, [choice for conflict in found if (choice := chosen(conflict, "theirs"))])
    assert settling.count(one) == 0
    assert {get(one, id) for id in ids} == {"0905000003"}
    undo.undo(one)
    assert len(open_conflicts(one)) == 5


def test_conflicts_stay_when_the_file_is_opened_again(torn: Any) -> None:
    from ocop_desktop.actions import start

    data, _, id = torn
    path = data.where
    data.close()
    with start.open_data(path) as again:
        assert [one.id for one in open_conflicts(again)] == [id]


def test_an_ended_conflict_is_left_alone(torn: Any) -> None:
    data, _, id = torn
    (found,) = open_conflicts(data)
    choice = chosen(found, "theirs")
    assert choice
    resolve(data, [choice])
    subject(data, id=id, phone="0905000008")
    resolve(data, [choice])
    assert get(data, id) == "0905000008"
