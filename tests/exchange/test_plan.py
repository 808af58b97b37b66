"""The laws of the merge, over random histories of several offices."""

from __future__ import annotations

import json
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop_desktop.exchange.incoming import Incoming, Refusal
from ocop_desktop.exchange.plan import FATES, Held
from ocop_desktop.schema.stamps import REMOVED, conflicts, first, removed, written
from tests.exchange import world

Office, played = world.Office, world.played
NAME_FIELDS = frozenset(world.FIELDS["subject"])


def row(id="s1", values=None, stamps=None, **more):
    values = {"name": "Tổ hợp tác Măng"} if values is None else values
    return Incoming("subject", id, values, stamps or first("b"), NAME_FIELDS, **more)


def fates(steps):
    return [step.fate for step in steps]


# -- laws -----------------------------------------------------------------------------------------


@given(world.STEPS, world.WHO, world.PICK)
@settings(max_examples=150)
def test_the_same_file_twice_changes_nothing(steps, who, pick):
    offices, files = played(steps)
    files = files or [offices[0].file()]
    office, file = offices[who], files[pick % len(files)]
    office.merge(file)
    before = json.dumps([sorted(office.records.items()), sorted(office.asked)])
    again = office.merge(file)
    assert not any(step.writes for step in again)
    assert set(fates(again)) <= {"same", "older"}
    assert json.dumps([sorted(office.records.items()), sorted(office.asked)]) == before


@given(world.STEPS, st.integers(0, 10**6))
@settings(max_examples=150)
def test_files_may_arrive_in_any_order_late_or_again(steps, seed):
    offices, files = played(steps)
    files += [office.file() for office in offices]
    mixed, ends = random.Random(seed), []
    for _ in range(2):
        order = [*files, *mixed.sample(files, min(3, len(files)))]
        mixed.shuffle(order)
        end = Office("new province")
        for file in order:
            end.merge(file)
        ends.append(end.state())
    assert ends[0] == ends[1]


@given(world.STEPS, world.WHO, world.PICK)
@settings(max_examples=150)
def test_no_record_and_no_value_is_lost(steps, who, pick):
    offices, files = played(steps)
    files = files or [offices[0].file()]
    office, file = offices[who], files[pick % len(files)]
    before = {key: dict(held.values) for key, held in office.records.items()}
    made = office.merge(file)
    for incoming in file:
        held = office.records[incoming.kind, incoming.id]
        for name, value in incoming.values.items():
            history = {change.there for step in made for change in step.changes}
            seen_here = office.ever.get((incoming.kind, incoming.id, name), set())
            known = value in seen_here or value == held.values.get(name) or value in history
            superseded = all(
                n <= held.stamps["seen"].get(who, 0) for who, n in incoming.stamps["seen"].items()
            )
            assert known or superseded
    for key, values in before.items():
        after = office.records[key]
        for name, value in values.items():
            kept = value == after.values.get(name) or value in conflicts(after.stamps).get(name, [])
            told = any(
                step.row.id == key[1] and change.field == name and change.here == value
                for step in made
                for change in step.changes
            )
            assert kept or told


@given(world.STEPS, world.WHO, world.PICK)
def test_every_row_gets_one_fate_and_they_add_up(steps, who, pick):
    offices, files = played(steps)
    files = files or [offices[0].file()]
    file = files[pick % len(files)]
    made = offices[who].merge(file)
    counts = Counter(fates(made))
    assert sum(counts.values()) == len(file)
    assert set(counts) <= set(FATES)
    assert [step.row.id for step in made] == [incoming.id for incoming in file]


@given(world.STEPS)
def test_offices_that_exchanged_everything_hold_the_same(steps):
    offices, _ = played(steps)
    for _ in range(2):
        for office in offices[:-1]:
            offices[-1].merge(office.file())
        for office in offices[:-1]:
            office.merge(offices[-1].file())
    states = [office.state() for office in offices]
    assert all(state == states[0] for state in states)


@given(world.STEPS, world.WHO, world.PICK)
def test_a_plan_touches_nothing(steps, who, pick):
    offices, files = played(steps)
    files = files or [offices[0].file()]
    office = offices[who]
    before = json.dumps([sorted(office.records.items()), sorted(office.asked)])
    list(world.plan(office, files[pick % len(files)], parents=world.PARENTS, taking="x"))
    assert json.dumps([sorted(office.records.items()), sorted(office.asked)]) == before


@given(world.STEPS, world.EDITS, world.WHO, world.PICK)
def test_edits_taken_twice_change_nothing_more(steps, edits, who, pick):
    offices, _ = played(steps)
    sender, office = offices[pick % 4], offices[who]
    file = [
        Incoming(
            r.kind,
            r.id,
            r.values,
            r.stamps,
            r.fields,
            r.parent_id,
            edits={k: v for k, v in edits.items() if k in r.fields and r.values.get(k) != v},
        )
        for r in sender.file()
    ]
    office.merge(file, taking=office.who)
    for r in file:
        held = office.records[r.kind, r.id]
        assert all(held.values.get(k) == v for k, v in r.edits.items())
        assert not set(r.edits) & set(conflicts(held.stamps))
    before = json.dumps(sorted(office.records.items()))
    office.merge(file, taking=office.who)
    assert json.dumps(sorted(office.records.items())) == before


# -- each fate ------------------------------------------------------------------------------------


@pytest.fixture
def office():
    one = Office("province")
    one.keep("subject", "s1", Held({"name": "Tổ hợp tác Măng", "phone": "0905123456"}, first("b")))
    return one


def test_a_row_never_seen_is_new(office):
    assert fates(office.merge([row("s2", {"note": "x"})])) == ["new"]


def test_a_row_as_it_is_here_is_the_same(office):
    assert fates(office.merge([row()])) == ["same"]


def test_a_newer_row_is_changed_and_says_how(office):
    stamps = written(first("b"), ["phone"], "b")
    (step,) = office.merge([row(values={"name": "Tổ hợp tác Măng", "phone": "1"}, stamps=stamps)])
    assert step.fate == "changed"
    assert [tuple(c) for c in step.changes] == [("phone", "theirs", "0905123456", "1", "1")]


def test_an_older_row_changes_nothing(office):
    office.write("subject", "s1", {"note": "x"})
    assert fates(office.merge([row()])) == ["older"]


def test_two_writes_in_different_fields_are_merged(office):
    office.write("subject", "s1", {"note": "x"})
    stamps = written(first("b"), ["tax_code"], "b")
    values = {"name": "Tổ hợp tác Măng", "phone": "0905123456", "tax_code": "6100123456"}
    (step,) = office.merge([row(values=values, stamps=stamps)])
    assert step.fate == "merged"
    assert office.get("subject", "s1").values == {**values, "note": "x"}


def test_two_different_writes_are_a_conflict(office):
    office.write("subject", "s1", {"phone": "2"})
    stamps = written(first("b"), ["phone"], "b")
    (step,) = office.merge([row(values={"name": "Tổ hợp tác Măng", "phone": "1"}, stamps=stamps)])
    assert step.fate == "conflict"
    assert conflicts(office.get("subject", "s1").stamps) == {"phone": ["2", "1"]}


def test_somebody_we_know_is_a_duplicate_and_is_stored(office):
    (step,) = office.merge([row("s9", {"name": "Khác", "phone": "0905123456"})])
    assert step.fate == "duplicate"
    assert step.alike == {"s1": "phone"}
    assert office.get("subject", "s9") is not None


def test_a_row_that_cannot_be_read_is_refused(office):
    refusal = Refusal("subject", "s7", 5, "unreadable", "không đọc được")
    person = Incoming("person", "p1", {}, first("b"), frozenset(), "s7", row=9)
    assert fates(office.merge([refusal, person])) == ["refused", "refused"]


def test_a_child_comes_with_its_parent(office):
    rows = [row("s2", {"note": "x"}), Incoming("person", "p", {}, first("b"), (), "s2")]
    assert fates(office.merge(rows)) == ["new", "new"]


def test_a_removal_travels(office):
    (step,) = office.merge([row(stamps=written(first("b"), [REMOVED], "b"))])
    assert step.fate == "changed"
    assert step.changes[0][:5] == (REMOVED, "theirs", False, True, True)
    assert removed(office.get("subject", "s1").stamps)


# -- edits ----------------------------------------------------------------------------------------


def test_an_edit_left_alone_is_named_and_changes_nothing(office):
    before = office.get("subject", "s1")
    (step,) = office.merge([row(values=dict(before.values), edits={"phone": "7"})])
    assert step.fate == "same"
    (edit,) = step.edits
    assert (edit.field, edit.before, edit.known, edit.after) == ("phone", "0905123456", True, "7")
    assert office.get("subject", "s1") == before


def test_an_edit_left_alone_in_a_new_row_leaves_the_field_unknown(office):
    (step,) = office.merge([row("s2", {"note": "x", "phone": "7"}, edits={"phone": "7"})])
    assert step.edits[0].known is False
    assert office.get("subject", "s2").values == {"note": "x"}
    office.merge([row("s2", {"note": "x", "phone": "6"})])
    assert office.get("subject", "s2").values == {"note": "x", "phone": "6"}


def test_an_edit_taken_is_a_write_of_whoever_took_it(office):
    office.merge([row(edits={"phone": "7"})], taking="province")
    held = office.get("subject", "s1")
    assert held.values["phone"] == "7"
    assert held.stamps["f"]["phone"]["s"] == [2, "province"]
    office.merge([row(values={"name": "Tổ hợp tác Măng", "phone": "0905123456"})])
    assert office.get("subject", "s1").values["phone"] == "7"
    assert conflicts(office.get("subject", "s1").stamps) == {}


def test_an_edit_taken_settles_a_conflict_even_by_the_value_that_is_shown(office):
    office.write("subject", "s1", {"phone": "2"})
    stamps = written(first("b"), ["phone"], "b")
    theirs = {"name": "Tổ hợp tác Măng", "phone": "1"}
    office.merge([row(values=theirs, stamps=stamps)])
    assert conflicts(office.get("subject", "s1").stamps) == {"phone": ["2", "1"]}
    old = {"name": "Tổ hợp tác Măng", "phone": "0905123456"}
    office.merge([row(values=old, edits={"phone": "2"})], taking="province")
    held = office.get("subject", "s1")
    assert held.values["phone"] == "2"
    assert conflicts(held.stamps) == {}


def test_an_edit_that_clears_a_cell_is_a_write_too(office):
    old = {"name": "Tổ hợp tác Măng", "phone": "0905123456"}
    office.merge([row(values=old, edits={"phone": None})], taking="province")
    newer = {"name": "Tổ hợp tác Măng", "phone": "7"}  # by who knows nothing of it
    office.merge([row(values=newer, stamps=written(first("b"), ["phone"], "b"))])
    assert set(conflicts(office.get("subject", "s1").stamps)["phone"]) == {None, "7"}


def test_a_row_added_by_hand_waits_or_is_made_here(office):
    added = row("s5", {"note": "thêm"}, added=True)
    (step,) = office.merge([added])
    assert not step.writes
    assert step.edits[0].what == "added"
    (step,) = office.merge([added], taking="province")
    assert (step.fate, step.stamps) == ("new", first("province"))
    assert not any(step.writes for step in office.merge([added], taking="province"))


def test_an_edit_taken_takes_the_place_of_what_its_editor_saw(office):
    seen = {**first("xã"), "seen": {"xã": 5}, "f": {"phone": {"s": [5, "xã"]}}}
    values = office.get("subject", "s1").values
    theirs = row(values={**values, "phone": "5"}, stamps=seen)
    edited = row(values={**values, "phone": "7"}, stamps=seen, edits={"phone": "7"})
    office.merge([edited], taking="province")
    office.merge([theirs])
    assert office.get("subject", "s1").values["phone"] == "7"
    assert conflicts(office.get("subject", "s1").stamps) == {}
