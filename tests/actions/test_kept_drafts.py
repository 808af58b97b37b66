"""Drafts kept in the data file: listed, put off, discarded, taken back; never a ghost, never sent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ocop_desktop.actions import entries, history, kept_drafts, lists, start, swap, undo
from ocop_desktop.actions.kept_drafts import Snapshot
from ocop_desktop.messages import Trouble
from ocop_desktop.store.clock import fixed_clock

ONE = "11111111-1111-4111-8111-111111111111"
TWO = "22222222-2222-4222-8222-222222222222"


def snapshot(id=ONE, kind="subject", record_id="", name="HTX gõ dở", revision=0):
    content = {"values": {"name": name}, "pending": {"note": "đang gõ d"}}
    return Snapshot(id, kind, record_id, 1, revision, name, content)


def add(data, kind="subject", **fields):
    saved = entries.save(data, kind, None, {"name": "HTX Đã lưu"} | fields)
    assert saved.saved
    return saved.id


def test_a_draft_is_kept_and_given_back_as_it_was(office):
    at = kept_drafts.keep(office, snapshot())
    (kept,) = kept_drafts.listed(office)
    assert kept.snapshot == snapshot()
    assert (kept.at, kept.by, kept.state, kept.fate) == (at, "Y Mẫu", "open", "new")
    assert kept_drafts.get(office, ONE) == kept


def test_only_the_latest_of_a_draft_is_kept_and_two_never_mix(office):
    kept_drafts.keep(office, snapshot(name="HTX g"))
    kept_drafts.keep(office, snapshot(TWO, name="Hộ khác"))
    kept_drafts.keep(office, snapshot(name="HTX gõ xong"))
    titles = {kept.id: kept.snapshot.title for kept in kept_drafts.listed(office)}
    assert titles == {ONE: "HTX gõ xong", TWO: "Hộ khác"}


def test_a_draft_is_no_record_and_leaves_no_trace_in_history_or_undo(office):
    id = add(office)
    before = history.changes(office, id)
    kept_drafts.keep(office, snapshot(record_id=id, revision=1))
    kept_drafts.keep(office, snapshot(TWO))
    assert lists.count(office, "subject") == 1
    assert lists.find(office, "subject", "gõ dở") == []
    assert history.changes(office, id) == before
    assert undo.undo(office).verb == "save"
    assert undo.undo(office) is None
    assert len(kept_drafts.listed(office)) == 2


def test_a_draft_never_travels(office, make_office, tmp_path):
    add(office)
    kept_drafts.keep(office, snapshot())
    swap.export(office, tmp_path / "gui.xlsx")
    assert "gõ dở" not in _words(tmp_path / "gui.xlsx")
    province = make_office("tinh", "51", role="province")
    (file,) = swap.merge(province, [tmp_path / "gui.xlsx"]).files
    assert file.total("new") == 1
    assert kept_drafts.listed(province) == []


def _words(path):
    import zipfile

    with zipfile.ZipFile(path) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def test_a_save_ends_its_draft_and_no_other(office):
    id = add(office)
    kept_drafts.keep(office, snapshot(record_id=id, revision=1))
    kept_drafts.keep(office, snapshot(TWO, record_id=id, revision=1))
    saved = entries.save(office, "subject", id, {"name": "HTX Mới"}, base_revision=1, draft=ONE)
    assert saved.saved
    assert [(kept.id, kept.fate) for kept in kept_drafts.listed(office)] == [(TWO, "changed")]


@pytest.mark.parametrize("fields", [{"founded_on": "32/13/2024"}, {"name": "x", "no_such": "y"}])
def test_a_save_that_is_refused_leaves_its_draft(office, fields):
    kept_drafts.keep(office, snapshot())
    assert not entries.save(office, "subject", None, fields, draft=ONE).saved
    assert [kept.id for kept in kept_drafts.listed(office)] == [ONE]


def test_a_save_that_fails_leaves_its_draft(office):
    id = add(office)
    kept_drafts.keep(office, snapshot(record_id=id))
    with pytest.raises(Trouble):
        entries.save(office, "subject", id, {"name": "x"}, base_revision=7, draft=ONE)
    assert [kept.id for kept in kept_drafts.listed(office)] == [ONE]


def test_answers_the_form_no_longer_asks_stay_in_the_record(office):
    old = {"gone_field": "câu trả lời cũ", "name": "không lấy đường này"}
    saved = entries.save(office, "subject", None, {"name": "HTX"}, draft=ONE, leftover=old)
    kept = entries.get(office, "subject", saved.id)
    assert (kept.get("gone_field"), kept.get("name")) == ("câu trả lời cũ", "HTX")
    entries.save(office, "subject", saved.id, {"name": "HTX 2"})
    assert entries.get(office, "subject", saved.id).get("gone_field") == "câu trả lời cũ"


def test_what_became_of_the_record_is_told(office):
    changed, removed = add(office), add(office)
    kept_drafts.keep(office, snapshot("a", record_id=changed, revision=1))
    kept_drafts.keep(office, snapshot("b", record_id=removed, revision=1))
    kept_drafts.keep(office, snapshot("c", record_id=ONE, revision=4))
    kept_drafts.keep(office, snapshot("d", kind="no_more"))
    kept_drafts.keep(office, snapshot("e"))
    entries.save(office, "subject", changed, {"name": "HTX Đổi"})
    entries.remove(office, "subject", [removed])
    fates = {kept.id: kept.fate for kept in kept_drafts.listed(office)}
    assert fates == {"a": "changed", "b": "removed", "c": "gone", "d": "no_form", "e": "new"}


def test_a_draft_put_off_stays_in_the_list(office):
    kept_drafts.keep(office, snapshot())
    kept_drafts.put_off(office, ONE)
    assert [(kept.id, kept.state) for kept in kept_drafts.listed(office)] == [(ONE, "later")]


def test_a_discarded_draft_can_be_taken_back(office):
    kept_drafts.keep(office, snapshot())
    kept_drafts.discard(office, ONE)
    assert kept_drafts.listed(office) == []
    (gone,) = kept_drafts.discarded(office)
    assert (gone.id, gone.discarded_at != "") == (ONE, True)
    kept_drafts.take_back(office, ONE)
    assert kept_drafts.discarded(office) == []
    assert kept_drafts.listed(office)[0].snapshot == snapshot()


@pytest.mark.parametrize("do", [kept_drafts.get, kept_drafts.discard, kept_drafts.take_back])
def test_a_draft_that_is_not_there_is_told(office, do):
    with pytest.raises(Trouble) as trouble:
        do(office, ONE)
    assert trouble.value.code == "no_such_draft"


@pytest.mark.parametrize(("days", "left"), [(29, [ONE]), (31, [])])
def test_discarded_drafts_are_let_go_after_30_days(tmp_path, days, left):
    then = datetime(2026, 11, 23, 8, tzinfo=UTC)
    path = tmp_path / "a.ocop"
    with start.new(path, "615", clock=fixed_clock(then)) as data:
        kept_drafts.keep(data, snapshot())
        kept_drafts.keep(data, replace(snapshot(TWO), title="chưa bỏ"))
        kept_drafts.discard(data, ONE)
    with start.open_data(path, clock=fixed_clock(then + timedelta(days=days))) as data:
        assert [kept.id for kept in kept_drafts.discarded(data)] == left
        assert [kept.id for kept in kept_drafts.listed(data)] == [TWO]
