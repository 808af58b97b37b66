"""Everything for the next officer in one file."""

from __future__ import annotations

import json
import shutil
import subprocess
from zipfile import ZIP_STORED, ZipFile

import pytest

from ocop_desktop.actions import files, handing_over, health
from ocop_desktop.actions.files import path_of
from ocop_desktop.messages import Trouble
from ocop_desktop.store.datafile import files_dir
from tests.exchange.offices import got, ids, state, subject


@pytest.fixture
def filled(dak_ha, tmp_path):
    one = subject(dak_ha, "HTX Đăk Mar")
    scan = tmp_path / "giấy.pdf"
    scan.write_bytes(b"%PDF-1.4 scan" * 100)
    assert files.attach(dak_ha, "subject", one, scan, paper="business_registration").saved
    return dak_ha


@pytest.fixture
def handed(filled, tmp_path):
    return handing_over.hand_over(filled, tmp_path / "bàn giao.zip", to="Y Người Nhận")


def test_the_next_officer_has_everything_and_is_another_installation(filled, handed, tmp_path):
    path = tmp_path / "mới" / "ocop.ocop"
    with handing_over.take_over(handed.path, path, officer="Y Người Nhận") as data:
        assert state(data) == state(filled)
        assert data.officer == "Y Người Nhận"
        assert data.installation != filled.installation
        assert health.check(data) == []
        (paper,) = ids(data, "evidence")
        assert path_of(data, got(data, paper, "evidence").get("file")).stat().st_size == 1300
        assert subject(data, "HTX mới")
    assert handed.kept == 1


def test_no_key_travels(filled, handed):
    from ocop_desktop.store import keyring

    private = keyring.find(filled.installation).private
    with ZipFile(handed.path) as zipped:
        for name in zipped.namelist():
            content = zipped.read(name)
            assert private.encode() not in content
            assert bytes.fromhex(private) not in content


def test_the_list_to_be_signed_says_what_there_is(handed):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed here")
    said = subprocess.run(
        ["pdftotext", "-layout", handed.printed, "-"], capture_output=True, text=True, check=True
    ).stdout
    for words in ("BIÊN BẢN", "Y Người Nhận", "Chủ thể", "1 tệp", "NGƯỜI GIAO", "NGƯỜI NHẬN"):
        assert words in said


def damaged(handed, tmp_path, part, content):
    """The same file with one part changed, its list as it was."""
    out = tmp_path / "hỏng.zip"
    with ZipFile(handed.path) as old, ZipFile(out, "w", ZIP_STORED) as new:
        for name in old.namelist():
            if name == part and content is None:
                continue
            new.writestr(name, content if name == part else old.read(name))
    return out


@pytest.mark.parametrize("content", [None, b"", b"x" * 5000])
def test_a_damaged_part_is_named_and_nothing_is_left(handed, tmp_path, content):
    with ZipFile(handed.path) as zipped:
        part = next(name for name in zipped.namelist() if name.startswith(handing_over.FOLDER))
    path = tmp_path / "mới" / "ocop.ocop"
    with pytest.raises(Trouble) as caught:
        handing_over.take_over(damaged(handed, tmp_path, part, content), path)
    assert caught.value.code == "handover_damaged"
    assert part in str(caught.value)
    assert not path.exists()
    assert not files_dir(path).exists()


@pytest.mark.parametrize("name", ["../../evil", "/etc/passwd", "minh-chung/../x", "khác.txt"])
def test_a_list_that_leads_elsewhere_is_refused(handed, tmp_path, name):
    with ZipFile(handed.path) as zipped:
        facts = json.loads(zipped.read(handing_over.LIST))
    facts["files"].append({"path": name, "bytes": 1, "sha256": "0"})
    bad = damaged(handed, tmp_path, handing_over.LIST, json.dumps(facts).encode())
    with pytest.raises(Trouble) as caught:
        handing_over.take_over(bad, tmp_path / "mới.ocop")
    assert caught.value.code == "not_a_handover"


def test_what_is_no_handover_is_refused(tmp_path):
    for name, content in (("x.zip", b"PK"), ("y.zip", b""), ("z.xlsx", b"nothing")):
        file = tmp_path / name
        file.write_bytes(content)
        with pytest.raises(Trouble) as caught:
            handing_over.take_over(file, tmp_path / "mới.ocop")
        assert caught.value.code == "not_a_handover"
    with pytest.raises(Trouble):
        handing_over.take_over(tmp_path / "nowhere.zip", tmp_path / "mới.ocop")


def test_a_file_that_is_there_is_not_written_over(filled, handed):
    with pytest.raises(Trouble) as caught:
        handing_over.take_over(handed.path, filled.path)
    assert caught.value.code == "file_exists"


def test_a_stop_leaves_nothing(filled, tmp_path):
    class Stopped(Exception):
        pass

    def stop(done, total, what):
        raise Stopped

    folder = tmp_path / "đi"
    with pytest.raises(Stopped):
        handing_over.hand_over(filled, folder / "bàn giao.zip", progress=stop)
    assert list(folder.iterdir()) == []
