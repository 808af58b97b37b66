"""The data file: all or nothing, one program at a time, and clear words when it is no use."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading

import pytest
from sqlalchemy import inspect, text

from ocop_desktop.actions import entries, lists, start
from ocop_desktop.messages import Trouble
from ocop_desktop.store import datafile, version
from ocop_desktop.store.datafile import copy_before
from ocop_desktop.store.engine import os_code
from tests.store.agreeing import differences

SUBJECT = {"name": "HTX Thử nghiệm", "kind": "hop_tac_xa"}


def add(data, **more):
    saved = entries.save(data, "subject", None, SUBJECT | more)
    assert saved.saved
    return saved.id


def test_models_and_migrations_agree(office):
    assert differences(office) == []


def test_head_is_the_last_migration():
    names = sorted(path.name[:4] for path in version.VERSIONS.glob("[0-9]*.py"))
    assert names[-1] == version.HEAD


@pytest.mark.file_only("SQLite's own settings")
def test_the_file_survives_a_power_cut_by_its_settings(office):
    with office.read() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_unit_of_work_that_fails_leaves_nothing(office):
    def fail_half_way():
        with office.work("test") as work:
            work.connection.execute(text("DELETE FROM setting"))
            work.connection.execute(text("ALTER TABLE subject ADD COLUMN odd TEXT"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    with office.read() as connection:
        columns = [column["name"] for column in inspect(connection).get_columns("subject")]
        assert connection.scalar(text("SELECT count(*) FROM setting")) > 0
    assert "odd" not in columns


def test_what_was_saved_is_there_after_the_program_was_killed(tmp_path):
    path = tmp_path / "killed.ocop"
    start.new(path, "615").close()
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from ocop_desktop.actions import entries, start\n"
        "data = start.open_data(Path(sys.argv[1]))\n"
        "assert entries.save(data, 'subject', None, {'name': 'HTX Còn'}).saved\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], check=False)
    assert done.returncode == -9
    with start.open_data(path) as data:
        assert [one.get("name") for one in lists.entries(data, "subject")] == ["HTX Còn"]


@pytest.mark.file_only("a server lets several write, in line")
def test_only_one_program_writes(office):
    with pytest.raises(Trouble) as trouble:
        start.open_data(office.path)
    assert trouble.value.code == "file_locked"
    start.open_data(office.path, write=False).close()


def test_a_closed_file_can_be_opened_again(tmp_path):
    path = tmp_path / "Tệp có dấu và khoảng trắng.ocop"
    with start.new(path, "23500", officer="A Mẫu") as data:
        id = add(data)
        installation = data.installation
    with start.open_data(path) as data:
        assert entries.get(data, "subject", id).get("name") == SUBJECT["name"]
        assert (data.installation, data.officer, data.unit) == (installation, "A Mẫu", "23500")


@pytest.mark.file_only("test_server.py tries a full database")
def test_a_new_file_never_takes_the_place_of_another(office):
    with pytest.raises(Trouble) as trouble:
        start.new(office.path, "615")
    assert trouble.value.code == "file_exists"


@pytest.mark.parametrize(
    ("unit", "era", "level", "key"),
    [
        ("51", "2025", "province", "51"),
        ("62", "2024", "province", "2024:62"),
        ("615", "2025", "district", "615"),
        ("23500", "2025", "commune", "23500"),
        ("23500", "2024", "commune", "2024:23500"),
    ],
)
def test_units_of_both_eras(unit, era, level, key):
    assert start.unit_place(unit, era) == (level, key)


@pytest.mark.parametrize("unit", ["99", "9", "00000", "", "Đắk Hà"])
def test_a_unit_that_never_was(tmp_path, unit):
    with pytest.raises(Trouble) as trouble:
        start.new(tmp_path / "none.ocop", unit)
    assert trouble.value.code == "no_such_unit"
    assert not (tmp_path / "none.ocop").exists()


def spoil_header(path):
    path.write_bytes(b"PK\x03\x04" + b"\0" * 100)


def spoil_middle(path):
    content = bytearray(path.read_bytes())
    content[100:4000] = b"\xff" * 3900
    path.write_bytes(bytes(content))


def truncate(path):
    os.truncate(path, 0)


def replace_by_foreign(path):
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE anki (cards)")


@pytest.mark.parametrize("spoil", [spoil_header, spoil_middle, truncate, replace_by_foreign])
def test_a_damaged_or_foreign_file_is_refused_in_words(tmp_path, spoil):
    path = tmp_path / "spoilt.ocop"
    start.new(path, "615").close()
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(Trouble) as trouble:
        start.open_data(path)
    assert trouble.value.code == "not_a_data_file"
    assert path.read_bytes() == before


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(Trouble, match=r"vắng\.ocop"):
        start.open_data(tmp_path / "vắng.ocop")
    assert not (tmp_path / "vắng.ocop").exists()


def test_a_newer_file_is_left_alone(tmp_path):
    path = tmp_path / "newer.ocop"
    start.new(path, "615").close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Trouble) as trouble:
        start.open_data(path)
    assert trouble.value.code == "newer_file"


@pytest.mark.file_only("SQLite's limit of pages stands in for the disk")
def test_a_full_disk_is_told_and_nothing_is_lost(office):
    id = add(office)
    with office.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")

    def fill_the_disk():
        for number in range(200):
            entries.save(office, "subject", None, SUBJECT | {"name": f"HTX {number}" + "x" * 400})

    with pytest.raises(Trouble) as trouble:
        fill_the_disk()
    assert trouble.value.code == "disk_full"
    assert entries.get(office, "subject", id).get("name") == SUBJECT["name"]


def test_a_refused_write_is_named():
    assert os_code(OSError(28, "No space left on device")) == "disk_full"
    assert os_code(PermissionError(13, "Permission denied")) == "cannot_write"


def test_a_writer_waits_for_the_other(office):
    """Two threads save at the same time; both records are there."""
    threads = [threading.Thread(target=add, args=(office,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lists.count(office, "subject") == 4


@pytest.mark.file_only("a server is copied by pg_dump")
def test_a_copy_is_whole_and_can_be_opened(office, tmp_path):
    id = add(office)
    copy = copy_before(office, "test")
    opened = tmp_path / "copy.ocop"
    shutil.copy(copy, opened)
    with start.open_data(opened) as data:
        assert entries.get(data, "subject", id).get("name") == SUBJECT["name"]


@pytest.mark.file_only("a server is copied by pg_dump")
def test_a_copy_needs_room(office, monkeypatch):
    monkeypatch.setattr(datafile.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))
    with pytest.raises(Trouble) as trouble:
        copy_before(office, "test")
    assert trouble.value.code == "disk_full"
