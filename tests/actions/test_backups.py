"""Copies of the data file: made when asked, read back, told; a full disk leaves nothing half done."""

import importlib
import shutil
import signal
import sqlite3
import sys

import pytest

from ocop_desktop.actions import backups, entries, kept_drafts, start
from ocop_desktop.actions.kept_drafts import Snapshot
from ocop_desktop.messages import Trouble
from ocop_desktop.store import copies, datafile
from ocop_desktop.store.clock import fixed_clock

pytestmark = pytest.mark.file_only("a server is copied by pg_dump")
resource_module = importlib.import_module("resource") if sys.platform != "win32" else None


def test_a_copy_holds_records_and_drafts_and_is_told_as_the_last(office, tmp_path):
    assert backups.last(office) is None
    id = entries.save(office, "subject", None, {"name": "HTX Sao lưu"}).id
    kept_drafts.keep(office, Snapshot("a", "subject", "", 1, 0, "gõ dở", {"values": {}}))
    told = []
    copy = backups.make(office, lambda *step: told.append(step))
    assert backups.last(office) == copy
    assert (copy.at[:10], copy.size > 0) == (office.today(), True)
    assert told[-1][:2] == (2, 2)
    opened = tmp_path / "copy.ocop"
    shutil.copy(copy.path, opened)
    with start.open_data(opened) as data:
        assert entries.get(data, "subject", id).get("name") == "HTX Sao lưu"
        assert [kept.snapshot.title for kept in kept_drafts.listed(data)] == ["gõ dở"]


def test_the_last_of_several_is_told_by_its_time(office):
    folder = backups.folder(office)
    folder.mkdir(parents=True)
    for name in ("office-20261123-103205-sao-luu", "office-20260101-000000-truoc-0001", "lạ"):
        (folder / f"{name}.ocop").write_bytes(b"x")
    assert backups.last(office).at == "2026-11-23T10:32:05"


def test_a_full_disk_leaves_no_half_copy(office, monkeypatch):
    monkeypatch.setattr(datafile.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))
    with pytest.raises(Trouble) as trouble:
        backups.make(office)
    assert trouble.value.code == "disk_full"
    assert list(backups.folder(office).glob("*")) == []


@pytest.mark.skipif(not hasattr(resource_module, "setrlimit"), reason="no limits on file size here")
def test_a_copy_that_stops_half_way_leaves_nothing(office):
    """The room runs out while the copy is written: the system refuses the next page."""
    resource = resource_module
    old, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.getsignal(signal.SIGXFSZ)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, old[1]))
    try:
        with pytest.raises(Trouble) as trouble:
            backups.make(office)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)
    assert trouble.value.code in ("disk_full", "cannot_write")
    assert list(backups.folder(office).glob("*")) == []
    assert backups.make(office).size > 200_000


def test_a_copy_that_cannot_be_read_back_is_told(office):
    copy = backups.make(office)
    content = bytearray(copy.path.read_bytes())
    content[4096 * 3 : 4096 * 5] = b"\xff" * 8192
    copy.path.write_bytes(bytes(content))
    with pytest.raises(Trouble) as trouble:
        copies.check(copy.path)
    assert trouble.value.code == "copy_broken"


def test_a_copy_is_a_data_file_of_its_own(make_office, tmp_path):
    from datetime import UTC, datetime

    office = make_office("Đơn vị có dấu", clock=fixed_clock(datetime(2026, 11, 23, 10, tzinfo=UTC)))
    copy = backups.make(office)
    assert copy.path.name == "Đơn vị có dấu-20261123-100000-sao-luu.ocop"
    with sqlite3.connect(copy.path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
