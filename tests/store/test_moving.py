"""Everything goes from a file to a server and back, to the last letter, or nothing does."""

from __future__ import annotations

import pytest

from ocop_desktop.actions import entries, files, lists, moving, samples, start, undo
from ocop_desktop.messages import Cancelled, Trouble
from ocop_desktop.store import moving as rows_of
from ocop_desktop.store.settings import read_settings


def whole(data):
    """Every row of every table, settings apart; of search rows all but how words are parted."""
    found = {}
    with data.read() as connection:
        for table in rows_of.tables():
            if table.name not in ("setting", "installation"):
                rows = [dict(row) for row in connection.execute(rows_of._all(table)).mappings()]
                found[table.name] = [{**row, "folded": None} for row in rows]
    return found


@pytest.fixture
def filled(tmp_path):
    """A file with made-up records, an edit, a removal, an undo and a scan."""
    path = tmp_path / "cu.ocop"
    with start.new(path, "615", officer="Y Mẫu") as data:
        samples.fill(data, subjects=6, seed=3)
        first, second = [one.id for one in lists.entries(data, "subject", limit=2)]
        entries.save(data, "subject", first, {"name": "HTX Đổi Tên ° ½ ¾"})
        entries.remove(data, "subject", [second])
        undo.undo(data)
        scan = tmp_path / "Giấy chứng nhận.pdf"
        scan.write_bytes(b"%PDF-1.4 ...")
        files.attach(data, "subject", first, scan, paper="other")
    return path


def test_all_of_a_file_is_moved_to_a_server_and_back(server, filled, tmp_path):
    there, back = server.database(), tmp_path / "ve.ocop"
    moved = moving.move(filled, there, files=tmp_path / "chung")
    assert moved.rows["history"] > 100
    assert moved.files == len(list((tmp_path / "cu.ocop-files" / "evidence").glob("??/*"))) > 0
    with start.open_data(filled, write=False) as old, start.open_data(there) as new:
        assert whole(new) == whole(old)
        assert new.installation != old.installation
        assert new.officer == old.officer == "Y Mẫu"
        assert new.files_dir == tmp_path / "chung"
        found = [one.id for one in lists.find_anywhere(new, "doi ten")]
        assert found == [one.id for one in lists.find_anywhere(old, "doi ten")] != []
        assert undo.undo(new) is not None
        saved = entries.save(new, "subject", None, {"name": "HTX Sau Khi Chuyển"})
        assert saved.saved
    moving.move(there, back)
    with start.open_data(there, write=False) as old, start.open_data(back) as new:
        assert whole(new) == whole(old)
        assert lists.find_anywhere(new, "sau khi chuyen")
        assert lists.find_anywhere(new, "doi ten") == lists.find_anywhere(old, "doi ten")
    assert (tmp_path / "ve.ocop-files" / "evidence").is_dir()
    server.drop(there)


def test_what_was_moved_away_is_told_and_only_looked_at(server, filled, tmp_path):
    there = server.database()
    moving.move(filled, there, files=tmp_path / "chung")
    with pytest.raises(Trouble) as told:
        start.open_data(filled)
    assert told.value.code == "moved_away"
    assert str(there) in str(told.value)
    with start.open_data(filled, write=False) as old:
        assert lists.entries(old, "subject")
    moving.stay(filled)
    with start.open_data(filled) as old, start.open_data(there) as new:
        assert old.installation != new.installation
    server.drop(there)


def test_a_move_that_is_stopped_leaves_both_sides_as_they_were(server, filled, tmp_path):
    there = server.database()

    def stop(done, total, what):
        if done > total // 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        moving.move(filled, there, files=tmp_path / "chung", progress=stop)
    with start.open_data(filled) as old, old.read() as connection:
        assert not read_settings(connection).get("moved_to")
    moving.move(filled, there, files=tmp_path / "chung")  # it is empty again
    server.drop(there)


def test_a_target_that_holds_something_is_refused(server, filled, tmp_path):
    there = server.database()
    start.new(there, "615").close()
    with pytest.raises(Trouble) as told:
        moving.move(filled, there, files=tmp_path / "chung")
    assert told.value.code == "server_not_empty"
    with start.open_data(there, write=False) as data:
        assert data.unit
    (tmp_path / "co.ocop").write_bytes(b"x")
    with pytest.raises(Trouble) as told:
        moving.move(filled, tmp_path / "co.ocop")
    assert told.value.code == "file_exists"
    with pytest.raises(Trouble) as told:
        moving.move(filled, server.address("t1"))
    assert told.value.code == "server_no_folder"
    server.drop(there)


def test_a_database_put_back_from_a_copy_is_another_installation(server, filled, tmp_path):
    there, copy = server.database(), tmp_path / "copy.dump"
    moving.move(filled, there, files=tmp_path / "chung")
    server.run("pg_dump", "-Fc", "-f", copy, there.database)
    with start.open_data(there) as data:
        before = data.installation
        entries.save(data, "subject", None, {"name": "HTX Zích Zắc"})
    with start.open_data(there) as data:
        assert data.installation == before
    server.run("pg_restore", "--clean", "-d", there.database, copy)
    with start.open_data(there) as data:
        assert data.installation != before
        assert not lists.find_anywhere(data, "zich zac")
        assert lists.find_anywhere(data, "doi ten")
        assert entries.save(data, "subject", None, {"name": "HTX Làm Tiếp"}).saved
    server.drop(there)
