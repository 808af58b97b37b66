"""A sealed workbook opens with its password only, here and in LibreOffice, and leaves nothing plain."""

from __future__ import annotations

import io
import tempfile

import msoffcrypto
import pytest

from ocop_desktop.actions import swap
from ocop_desktop.exchange import sealing
from ocop_desktop.messages import Trouble
from tests.exchange.conftest import SOFFICE
from tests.exchange.offices import fates, sent, state, subject
from tests.exchange.opening import saved_without
from tests.exchange.test_keys import dump

PASSWORD = "Đắk Hà – số 1 ẫ"


@pytest.fixture
def sealed(dak_ha, tmp_path):
    subject(dak_ha)
    return sent(dak_ha, tmp_path, password=PASSWORD)


def code(data, file, *passwords):
    return swap.merge(data, [file], passwords=passwords).files[0].refused["code"]


def test_a_sealed_workbook_is_merged_with_its_password(dak_ha, province, sealed):
    assert sealed.read_bytes()[:4] == sealing.OLE
    assert b"PK\x03\x04" not in sealed.read_bytes()
    report = swap.merge(province, [sealed], passwords=["sai", PASSWORD])
    assert fates(report) == {"new": 1}
    assert state(province) == state(dak_ha)


def test_a_password_in_other_unicode_is_the_same(province, sealed):
    import unicodedata

    report = swap.merge(province, [sealed], passwords=[unicodedata.normalize("NFD", PASSWORD)])
    assert report.applied


def test_each_file_says_what_it_lacks_and_the_others_are_merged(
    dak_ha, dak_to, province, sealed, tmp_path
):
    other = sent(dak_ha, tmp_path, password="khác")
    subject(dak_to)
    plain = sent(dak_to, tmp_path)
    report = swap.merge(province, [sealed, other, plain], passwords=[PASSWORD])
    assert [file.refused and file.refused["code"] for file in report.files] == [
        None,
        "wrong_password",
        None,
    ]
    assert other.name in report.files[1].refused["text"]


def test_without_or_with_a_wrong_password_nothing_changes(province, sealed):
    before = dump(province)
    assert code(province, sealed) == "workbook_sealed"
    assert code(province, sealed, "sai", "") == "wrong_password"
    assert dump(province) == before


def test_a_damaged_sealed_workbook_is_refused(province, sealed):
    content = bytearray(sealed.read_bytes())
    before = dump(province)
    for at in range(600, len(content), len(content) // 7):
        hurt = bytearray(content)
        hurt[at : at + 40] = bytes(40)
        sealed.write_bytes(hurt)
        file = swap.merge(province, [sealed], passwords=[PASSWORD], preview=True).files[0]
        if file.refused:
            assert file.refused["code"] in ("workbook_broken", "workbook_old", "wrong_password")
    sealed.write_bytes(content[: len(content) // 2])
    assert code(province, sealed, PASSWORD) in ("workbook_broken", "workbook_old")
    assert dump(province) == before


def test_a_password_that_takes_for_ever_to_try_is_not_tried(province, sealed):
    content = sealed.read_bytes()
    assert content.count(b'spinCount="100000"') == 1
    sealed.write_bytes(content.replace(b'spinCount="100000"', b'spinCount="999999" '[:18]))
    assert code(province, sealed, PASSWORD) == "wrong_password"
    sealed.write_bytes(content.replace(b' spinCount="100000"', b'spinCount="9999999"'))
    assert code(province, sealed, PASSWORD) == "workbook_broken"


def test_a_sealed_workbook_that_is_too_large_is_refused(province, sealed, monkeypatch):
    monkeypatch.setattr(sealing, "LARGEST", 1000)
    assert code(province, sealed, PASSWORD) == "sealed_too_large"


def test_nothing_plain_is_written_under_a_name(dak_ha, tmp_path, monkeypatch):
    """The plain workbook stands only in a file without a name, gone when the program ends."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    seen = []

    def progress(done, total, what):
        seen.append({path.name for path in folder.iterdir()})

    out = tmp_path / "out"
    out.mkdir()
    subject(dak_ha)
    swap.export(dak_ha, out / "a.xlsx", password=PASSWORD, progress=progress)
    assert seen
    assert set().union(*seen) == set()
    assert [path.name for path in out.iterdir()] == ["a.xlsx"]


def test_a_stopped_export_leaves_neither_the_plain_nor_the_sealed(dak_ha, tmp_path):
    def stop(done, total, what):
        raise KeyboardInterrupt

    subject(dak_ha)
    with pytest.raises(KeyboardInterrupt):
        swap.export(dak_ha, tmp_path / "a.xlsx", password=PASSWORD, progress=stop)
    assert not list(tmp_path.glob("*a.xlsx*"))


def test_it_is_the_encryption_that_office_programs_know(sealed):
    with sealed.open("rb") as file:
        opened = msoffcrypto.OfficeFile(file)
        assert (opened.format, opened.type) == ("ooxml", "agile")
        info = opened.info
        assert (info["spinValue"], info["passwordKeyBits"]) == (100_000, 256)
        assert info["keyDataHashAlgorithm"] == "SHA512"
        opened.load_key(password=PASSWORD, verify_password=True)
        plain = io.BytesIO()
        opened.decrypt(plain, verify_integrity=True)
    assert plain.getvalue()[:4] == b"PK\x03\x04"


def test_libreoffice_opens_it_with_the_password_and_saves_what_is_read_again(
    dak_ha, province, sealed, tmp_path
):
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed here")
    out, profile = tmp_path / "out.xlsx", tmp_path / "profile"
    assert not saved_without(SOFFICE, sealed, "sai", out, profile)
    assert saved_without(SOFFICE, sealed, PASSWORD, out, profile)
    (file,) = swap.merge(province, [out]).files
    assert (file.refused, file.edits, file.trusted.state) == (None, [], "first")
    assert state(province) == state(dak_ha)


def test_an_old_excel_file_is_told_from_a_sealed_one(province, tmp_path):
    old = tmp_path / "old.xls"
    old.write_bytes(sealing.OLE + bytes(2000))
    assert code(province, old, PASSWORD) in ("workbook_old", "workbook_broken")
    with pytest.raises(Trouble):
        sealing.fitting(io.BytesIO(b"PK"), "x", [PASSWORD])
