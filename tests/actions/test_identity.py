"""One data file on one machine is one installation: a copy elsewhere, or an older one, is another."""

from __future__ import annotations

import json
import os
import shutil
import stat

import pytest

from ocop_desktop.actions import entries, identity, start, swap
from ocop_desktop.store import keyring


@pytest.fixture
def path(tmp_path):
    """A closed data file with one record."""
    place = tmp_path / "so lieu.ocop"
    with start.new(place, "615", officer="Y Mẫu") as data:
        add(data)
    return place


def add(data, name="HTX Đăk Mar"):
    assert entries.save(data, "subject", None, {"name": name, "commune": "23500"}).saved


def who(path, monkeypatch=None, home=None, name=None):
    """The installation that a file is when it is opened, and worked in where a name is given."""
    with start.open_data(path) as data:
        if name:
            add(data, name)
        return data.installation


@pytest.fixture
def at(monkeypatch, tmp_path):
    """Sits down at a machine: a user's folder of its own."""

    def sit(name):
        monkeypatch.setenv("OCOP_HOME", str(tmp_path / name))
        monkeypatch.setattr(keyring, "machine", lambda: name)

    sit("one")
    return sit


def test_the_key_is_made_with_the_file_and_stays(at, path):
    with start.open_data(path) as data:
        first, key = data.installation, identity.signer_of(data).public
    with start.open_data(path) as data:
        assert (data.installation, identity.signer_of(data).public) == (first, key)


def test_the_private_key_is_in_no_data_file_and_in_no_workbook(at, path, tmp_path):
    with start.open_data(path) as data:
        private = identity.signer_of(data).private
        swap.export(data, tmp_path / "a.xlsx")
    for file in (path, tmp_path / "a.xlsx"):
        content = file.read_bytes()
        assert private not in content
        assert private.hex().encode() not in content


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folder from others itself")
def test_the_key_is_for_this_user_alone(at, path):
    (file,) = keyring.folder().iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(keyring.folder().stat().st_mode) == 0o700


def test_on_another_machine_the_file_is_another_installation_numbered_from_1(at, path, tmp_path):
    with start.open_data(path) as data:
        first = data.installation
        assert swap.export(data, tmp_path / "a.xlsx").number == 1
        assert swap.export(data, tmp_path / "a.xlsx").number == 2
    copy = tmp_path / "copy.ocop"
    shutil.copy(path, copy)
    at("two")
    with start.open_data(copy) as data:
        second = data.installation
        assert second != first
        assert identity.own(data) == {first, second}
        assert swap.export(data, tmp_path / "b.xlsx").number == 1
        assert data.settings["exported_at"]
    assert who(copy) == second
    at("one")
    assert who(path) == first


def test_a_user_folder_copied_to_another_machine_does_not_sign(at, path, monkeypatch):
    first = who(path)
    monkeypatch.setattr(keyring, "machine", lambda: "a clone")
    assert who(path) != first


def test_two_people_at_one_machine_are_each_the_same_as_before(at, path, tmp_path):
    first = who(path, name="HTX Một")
    at("two")
    second = who(path, name="HTX Hai")
    at("one")
    assert who(path, name="HTX Ba") == first
    at("two")
    assert who(path) == second != first


def test_the_running_number_goes_on_where_an_installation_left_off(at, path, tmp_path):
    with start.open_data(path) as data:
        swap.export(data, tmp_path / "a.xlsx")
    at("two")
    with start.open_data(path) as data:
        assert swap.export(data, tmp_path / "a.xlsx").number == 1
    at("one")
    with start.open_data(path) as data:
        assert swap.export(data, tmp_path / "a.xlsx").number == 2


def test_an_older_copy_put_in_its_place_is_another_installation(at, path, tmp_path):
    backup = tmp_path / "backup.ocop"
    shutil.copy(path, backup)
    first = who(path, name="HTX sau khi sao lưu")
    shutil.copy(backup, path)
    restored = who(path)
    assert restored != first


def test_of_two_copies_at_one_machine_the_one_left_behind_is_another(at, path, tmp_path):
    copy = tmp_path / "copy.ocop"
    shutil.copy(path, copy)
    first = who(path, name="HTX trong bản gốc")
    other = who(copy, name="HTX trong bản sao")
    assert other != first
    assert who(path) == first
    assert who(copy) == other


def test_a_copy_whose_work_went_another_way_is_another(at, path, tmp_path):
    copy = tmp_path / "copy.ocop"
    shutil.copy(path, copy)
    at("two")
    who(copy, name="HTX Một")
    who(copy, name="HTX Hai")
    at("one")
    first = who(path, name="HTX Ba")
    shutil.copy(copy, path)  # as far on as the mark of the key, but by other work
    assert who(path) != first


def test_moving_the_file_changes_nothing(at, path, tmp_path):
    first = who(path)
    moved = tmp_path / "USB" / "khac.ocop"
    moved.parent.mkdir()
    path.rename(moved)
    assert who(moved) == first


def test_reading_alone_changes_nothing(at, path):
    before = path.read_bytes()
    at("two")
    start.open_data(path, write=False).close()
    assert path.read_bytes() == before
    assert not keyring.folder().exists()


def test_after_a_handover_it_is_another_installation(at, path):
    with start.open_data(path) as data:
        first = data.installation
        assert identity.renew(data) == data.installation != first
        second = data.installation
    assert who(path) == second


@pytest.mark.parametrize("content", ["", "{}", "[]", "null", "\x00", '{"installation": 1}'])
def test_a_key_that_cannot_be_read_is_none(at, path, content):
    (file,) = keyring.folder().iterdir()
    first = file.stem
    file.write_text(content)
    assert who(path) != first


def test_a_data_file_cannot_point_at_another_file_as_its_key(at, tmp_path):
    (tmp_path / "x.json").write_text(json.dumps({}))
    assert keyring.find("../x") is None
    assert keyring.find("") is None


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder one cannot write")
def test_a_file_can_be_worked_in_where_no_key_can_be_kept(at, path):
    keyring.folder().chmod(0o500)
    for file in keyring.folder().iterdir():
        file.write_text("")
    assert who(path, name="HTX Hai")


def test_a_database_on_a_server_is_one_installation_for_all_who_work_in_it(at, server, tmp_path):
    address = server.database()
    try:
        with start.new(address, "615", officer="Y Mẫu", files=tmp_path / "files") as data:
            first, key = data.installation, identity.signer_of(data).public
        at("two")
        with start.open_data(address) as data:
            assert (data.installation, identity.signer_of(data).public) == (first, key)
            swap.export(data, tmp_path / "a.xlsx")
            second = identity.renew(data)
        with start.open_data(address) as data:
            assert data.installation == second != first
            data.keep_settings({"installation": "moved"})  # as a data file's rows bring theirs
        with start.open_data(address) as data:
            assert data.installation not in ("moved", first, second)
    finally:
        server.drop(address)
