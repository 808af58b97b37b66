"""Several people at one database: real processes that write at once, and one that is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from ocop_desktop.actions import (
    entries,
    health,
    identity,
    kept_batches,
    kept_drafts,
    lists,
    samples,
    start,
    swap,
    undo,
)
from ocop_desktop.messages import Trouble
from ocop_desktop.store import server as waiting

OFFICES = {"a": "615", "b": "610"}
SAVES = 12


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """What two offices send: one book each, with the records in it counted."""
    folder, made = tmp_path_factory.mktemp("sent"), {}
    for name, unit in OFFICES.items():
        with start.new(folder / f"{name}.ocop", unit, officer=name) as office:
            samples.fill(office, subjects=12, seed=name)
            made[folder / f"{name}.xlsx"] = len(lists.entries(office, "subject"))
            swap.export(office, folder / f"{name}.xlsx")
    return made


@pytest.fixture
def province(server, tmp_path):
    """The address of a province's empty database."""
    address = server.begun("51", lambda new: start.new(new, "51", role="province").close())
    with start.open_data(address) as data:
        data.keep_settings({"files_folder": str(tmp_path / "chung")})
        identity.renew(data)
    yield address
    server.drop(address)


def run(*words):
    """The program, as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "ocop_desktop", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def ended(process):
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err.decode()
    return out.decode()


def subjects(address):
    with start.open_data(address, write=False) as data:
        faults = [one for one in health.check(data) if one.code not in ("loose_link", "lost_file")]
        assert faults == []
        return {one.get("name") for one in lists.entries(data, "subject")}


def test_two_merges_and_somebody_saving_come_one_after_the_other(province, books, tmp_path):
    merges = [run("merge", province, book, "--json") for book in books]
    typed = []
    with start.open_data(province) as data:
        for number in range(SAVES):
            saved = entries.save(data, "subject", None, {"name": f"HTX Gõ Tay Số {number}"})
            assert saved.saved
            typed.append(saved.id)
            entries.save(data, "subject", saved.id, {"phone": "0905123456"})
    for merge, wanted in zip(merges, books.values(), strict=True):
        told = json.loads(ended(merge))
        assert told["applied"]
        assert told["files"][0]["forms"]["subject"]["new"] == wanted
    found = subjects(province)
    assert {f"HTX Gõ Tay Số {number}" for number in range(SAVES)} <= found
    with start.open_data(province, write=False) as data:
        assert len(lists.entries(data, "subject")) == sum(books.values()) + SAVES
        got = [entries.get(data, "subject", id) for id in typed]
        assert all(one.get("phone") and one.revision == 2 for one in got)


def test_two_people_at_one_record_lose_nothing_unseen(province):
    with start.open_data(province) as one, start.open_data(province) as other:
        id = entries.save(one, "subject", None, {"name": "HTX Chung"}).id
        base = entries.get(other, "subject", id).revision
        entries.save(one, "subject", id, {"phone": "0905123456"}, base_revision=base)
        with pytest.raises(Trouble) as told:
            entries.save(other, "subject", id, {"phone": "0905999999"}, base_revision=base)
        assert told.value.code == "changed_meanwhile"
        entries.save(other, "subject", id, {"email": "a@b.vn"})
        held = entries.get(one, "subject", id)
        assert (held.get("phone"), held.get("email")) == ("0905123456", "a@b.vn")
        stamps = [entries.get(data, "subject", id).stamps for data in (one, other)]
        assert stamps[0] == stamps[1]


def test_each_takes_back_what_is_theirs_and_sees_their_own_drafts(server, province):
    for name in ("hoa", "binh"):
        server.sql(f"CREATE ROLE {name} LOGIN SUPERUSER", "postgres", check=False)
    hoa, binh = (server.address(province.database, user=name) for name in ("hoa", "binh"))
    with start.open_data(hoa) as one, start.open_data(binh) as other:
        assert (one.officer, other.officer) == ("hoa", "binh")
        mine = entries.save(one, "subject", None, {"name": "HTX Của Hoa"}).id
        theirs = entries.save(other, "subject", None, {"name": "HTX Của Bình"}).id
        assert undo.next_undo(one).by == "hoa"
        undo.undo(one)
        assert entries.get(other, "subject", mine).removed
        assert not entries.get(one, "subject", theirs).removed
        assert undo.undo(one) is None
        undo.redo(one)
        entries.save(other, "subject", mine, {"name": "HTX Bình Đổi Tên"})
        with pytest.raises(Trouble) as told:
            undo.undo(one)  # somebody built on it
        assert told.value.code in ("undo_hindered", "no_such_action")
        kept_batches.keep(one, "visit", {"rows": 1})
        kept_batches.keep(other, "visit", {"rows": 2})
        assert kept_batches.kept(one, "visit") == {"rows": 1}
        assert kept_batches.all_kept(other) == {"visit": {"rows": 2}}
        snapshot = kept_drafts.Snapshot("d", "subject", "", 1, 0, "Nháp", {})
        kept_drafts.keep(one, snapshot)
        assert [draft.by for draft in kept_drafts.listed(one)] == ["hoa"]
        assert kept_drafts.listed(other) == []


@pytest.fixture
def two_people(server, province):
    """Two officers with names of their own at one database."""
    for name in ("hoa", "binh"):
        server.sql(f"CREATE ROLE {name} LOGIN SUPERUSER", "postgres", check=False)
    hoa, binh = (server.address(province.database, user=name) for name in ("hoa", "binh"))
    with start.open_data(hoa) as one, start.open_data(binh) as other:
        yield one, other


def test_nothing_is_done_again_over_what_somebody_else_wrote_meanwhile(two_people):
    one, other = two_people
    id = entries.save(one, "subject", None, {"name": "HTX Một", "phone": "0905123456"}).id
    entries.save(one, "subject", id, {"name": "HTX Hai"})
    undo.undo(one)
    entries.save(other, "subject", id, {"name": "HTX Của Minh"})
    with pytest.raises(Trouble) as told:
        undo.redo(one)
    assert told.value.code == "redo_hindered"
    assert "của HTX Của Minh đã được sửa" in str(told.value)
    assert "(binh)" in str(told.value)
    assert entries.get(one, "subject", id).get("name") == "HTX Của Minh"
    undo.undo(other)  # what was in the way is taken back: nothing is
    assert undo.redo(one) is not None
    assert entries.get(other, "subject", id).get("name") == "HTX Hai"


def test_what_others_wrote_elsewhere_is_in_nobodys_way(two_people):
    one, other = two_people
    id = entries.save(one, "subject", None, {"name": "HTX Một"}).id
    for name in ("HTX Hai", "HTX Ba"):
        entries.save(one, "subject", id, {"name": name})
    undo.undo(one)
    undo.undo(one)
    entries.save(other, "subject", id, {"phone": "0905999999"})
    for name in ("HTX Hai", "HTX Ba"):
        assert undo.redo(one) is not None
        held = entries.get(one, "subject", id)
        assert (held.get("name"), held.get("phone")) == (name, "0905999999")


def test_nothing_is_done_again_over_what_somebody_else_took_back_meanwhile(two_people):
    one, other = two_people
    id = entries.save(other, "subject", None, {"name": "HTX Một"}).id
    entries.save(other, "subject", id, {"name": "HTX Hai"})
    entries.save(one, "subject", id, {"name": "HTX Ba"})
    undo.undo(one)
    undo.undo(other)
    with pytest.raises(Trouble) as told:
        undo.redo(one)
    assert told.value.code == "redo_hindered"
    assert entries.get(one, "subject", id).get("name") == "HTX Một"


def test_two_who_export_at_once_never_get_one_number(province, tmp_path):
    told = []

    def meanwhile(*_):
        if not told:
            told.append(json.loads(ended(run("export", province, tmp_path / "b.xlsx", "--json"))))

    with start.open_data(province) as data:
        entries.save(data, "subject", None, {"name": "HTX"})
        first = swap.export(data, tmp_path / "a.xlsx", progress=meanwhile).number
        assert (first, told[0]["number"]) == (1, 2)
        assert data.settings["sent_number"] == 2
        with pytest.raises(Trouble):
            swap.export(data, tmp_path / "not here" / "c.xlsx")  # gives its number back
        assert swap.export(data, tmp_path / "c.xlsx").number == 3


def writes(server, address):
    """Whether somebody has the writers' lock of a database just now."""
    return not server.sql(
        "DO $$ BEGIN ASSERT (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted "
        f"AND database = (SELECT oid FROM pg_database WHERE datname = '{address.database}')) > 0; "
        "END $$",
        "postgres",
        check=False,
    )


@pytest.mark.parametrize("after", [0.0, 0.1, 0.4])
def test_a_merge_that_is_killed_leaves_nothing_half(server, province, books, after):
    first, second = books
    killed = run("merge", province, first)
    until = time.monotonic() + 120
    while not writes(server, province) and killed.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(after)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    there = len(subjects(province))
    assert there in (0, books[first])  # all or nothing, should it have been through already
    told = json.loads(ended(run("merge", province, second, first, "--json")))
    assert told["applied"]
    with start.open_data(province, write=False) as data:
        assert len(lists.entries(data, "subject")) == sum(books.values())


def test_who_waits_too_long_is_told_and_nothing_is_written(province, monkeypatch):
    monkeypatch.setattr(waiting, "WAIT_SECONDS", 1)
    with start.open_data(province) as one, start.open_data(province) as other:
        with one.work("merge"):
            with pytest.raises(Trouble) as told:
                entries.save(other, "subject", None, {"name": "HTX Đợi"})
            assert told.value.code == "server_busy"
            assert not lists.entries(other, "subject")  # whoever reads does not wait
        assert entries.save(other, "subject", None, {"name": "HTX Đợi"}).saved
