"""Data files of every version of the tables are opened and lose nothing; never edit the files.

`data-1.ocop.gz`: written by the program before drafts were kept. A subject with an odd name and
three persons, one of them removed; a removed subject; a product with two packs, renamed once; a
product whose renaming was undone. Fourteen lines of history.
"""

import gzip
import json
import sqlite3
from pathlib import Path

import pytest

from ocop_desktop.actions import entries, history, lists, start, undo
from ocop_desktop.store import version

FILES = sorted(Path(__file__).parent.glob("data-*.ocop.gz"))
SUBJECT, PRODUCT = "044065be-ce77-4f6c-bd9c-3b6508dc74d5", "96eb0ab3-d1e9-429c-b47d-206cc70899db"


@pytest.fixture
def old(tmp_path):
    """Unpacks an old file; what it is now can be opened by its path."""

    def unpack(path):
        data = tmp_path / path.stem
        data.write_bytes(gzip.decompress(path.read_bytes()))
        return data

    return unpack


def rows_of(path):
    """Every row of every table, as SQLite itself tells them."""
    with sqlite3.connect(path) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        connection.row_factory = sqlite3.Row
        found = {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]
            for (name,) in names
        }
    connection.close()
    return {name: rows for name, rows in found.items() if name != "alembic_version"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_old_file_keeps_every_row_and_a_copy_of_itself(path, old):
    file = old(path)
    before = rows_of(file)
    start.open_data(file).close()
    after = rows_of(file)
    kept = {name: rows for name, rows in before.items() if not name.startswith("search_")}
    for name in ("setting", "installation"):  # its key is not here: it is another installation now
        was = kept.pop(name)
        own = {row["name"]: row["value"] for row in before["setting"]}["installation"]
        now = {row["name"]: row for row in after["setting"]}
        changed = [row for row in was if name == "setting" and row != now[row["name"]]]
        assert {row["name"] for row in changed} <= {"installation", "sent_number", "exported_at"}
        assert json.loads(own)["v"] in {row["id"] for row in after["installation"]}
    for name, rows in kept.items():  # a newer version may have more columns
        columns = rows[0].keys() if rows else ()
        assert [{column: row[column] for column in columns} for row in after[name]] == rows, name
    (copy,) = (file.parent / f"{file.name}-files" / "backups").glob("*.ocop")
    assert rows_of(copy) == before
    assert version.version_of(file) == version.HEAD


@pytest.fixture
def first(old):
    """The file of version 1, opened by the program as it now is."""
    with start.open_data(old(Path(__file__).parent / "data-1.ocop.gz")) as data:
        yield data


def test_version_1_brings_its_records(first):
    subject = entries.get(first, "subject", SUBJECT)
    assert subject.get("name") == "HTX Nông nghiệp “Thế Hệ Mới” Đăk Mar"
    assert subject.get("note") == "dòng 1\ndòng 2 & <ba> — ẫ ỡ ự; 100%"
    assert (subject.get("founded_on"), subject.get("rep_minority")) == ("2019", True)
    assert [row.get("full_name") for row in subject.rows("persons")] == ["Y Hà", "A Brao"]
    product = entries.get(first, "product", PRODUCT)
    assert [row.get("size") for row in product.rows("packs")] == ["500", "250"]
    assert product.rows("packs")[0].get("retail_price") == 125_000
    assert (lists.count(first, "subject"), lists.count(first, "product")) == (1, 2)
    assert [found.key for found in lists.find(first, "product", "ca phe bot")] == [PRODUCT]


def test_version_1_brings_its_history_and_can_be_undone(first):
    (renamed, *_) = [one for one in history.changes(first, PRODUCT) if one.field == "name"]
    assert (renamed.before, renamed.after) == (
        "Cà phê bột Đăk Mar",
        "Cà phê bột “Đăk Mar” loại 1",
    )
    assert (renamed.by, renamed.at) == ("Nguyễn Thị Ất", "2026-11-23T10:32:05+07:00")
    saved = entries.save(first, "product", PRODUCT, {"name": "Tên mới"})
    assert (saved.saved, saved.revision) == (True, 3)
    assert undo.undo(first).records == 1
    assert entries.get(first, "product", PRODUCT).get("name") == "Cà phê bột “Đăk Mar” loại 1"
