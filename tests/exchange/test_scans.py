"""Scans travel beside the workbook, once; whatever is not what it says it is stays outside."""

from __future__ import annotations

import shutil
from hashlib import sha256
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from ocop_desktop.actions import entries, files, scans, swap
from ocop_desktop.exchange import bundle, held_files, sealing
from ocop_desktop.messages import Cancelled
from tests.exchange.offices import ids, sent, subject
from tests.exchange.test_keys import dump

PASSWORD = "Đắk Hà 2026"


@pytest.fixture
def scan(tmp_path, dak_ha):
    """Attaches a file of some content to a subject; gives its SHA-256."""

    def attach(content, owner, name="giấy.pdf", data=dak_ha):
        source = tmp_path / "máy quét" / name
        source.parent.mkdir(exist_ok=True)
        source.write_bytes(content)
        saved = files.attach(data, "subject", owner, source, paper="test_report")
        assert saved.saved, saved.rejected
        return sha256(content).hexdigest()

    return attach


@pytest.fixture
def held(dak_ha, scan):
    """Two scans of a subject."""
    id = subject(dak_ha)
    return [scan(b"%PDF-1.7 " + bytes(9000), id), scan("ảnh".encode() * 5000, id, "ảnh 2.jpg")]


def packed(data, tmp_path, **more):
    out = tmp_path / f"gửi {len(list(tmp_path.iterdir()))}.zip"
    report = swap.export(data, out, with_scans=True, **more)
    assert report.path == out
    return out, report


def rezipped(path, change):
    """The zip as somebody else makes it: `change(name, content)` gives what goes in, or None."""
    with ZipFile(path) as zipped:
        entries = [(info.filename, zipped.read(info)) for info in zipped.infolist()]
    with ZipFile(path, "w") as zipped:
        for name, content in entries:
            new = change(name, content)
            if new is not None:
                zipped.writestr(*new)
    return path


def here(data):
    return scans.held(data)


# -- there ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_scans_come_with_the_workbook_and_are_the_same(dak_ha, province, held, tmp_path, password):
    out, report = packed(dak_ha, tmp_path, password=password)
    assert (len(report.scans.files), report.scans.there, report.scans.missing) == (2, 0, 0)
    passwords = [password] if password else []
    (preview,) = swap.merge(province, [out], preview=True, passwords=passwords).files
    assert preview.scans.as_json() == {"named": 2, "held": 0, "come": 2, "missing": 0, "bad": []}
    assert here(province) == set()
    (file,) = swap.merge(province, [out], passwords=passwords).files
    assert (file.refused, file.scans.come, file.scans.missing) == (None, 2, 0)
    assert here(province) == set(held)
    for one in held:
        assert files.path_of(province, one).read_bytes() == files.path_of(dak_ha, one).read_bytes()
    again = swap.merge(province, [out], passwords=passwords).files[0]
    assert (again.scans.held, again.scans.come) == (2, 0)


def test_a_sealed_workbook_has_sealed_scans(dak_ha, held, tmp_path):
    out, _ = packed(dak_ha, tmp_path, password=PASSWORD)
    content = out.read_bytes()
    assert b"%PDF-1.7" not in content
    assert "ảnhảnh".encode() not in content
    with ZipFile(out) as zipped:
        assert zipped.read(f"{out.stem}.xlsx")[:4] == sealing.OLE
        assert not [name for name in zipped.namelist() if "giấy" in name]


def test_a_scan_of_a_sealed_zip_cannot_be_taken_without_its_password(
    dak_ha, province, held, tmp_path
):
    out, _ = packed(dak_ha, tmp_path, password=PASSWORD)
    before = dump(province)
    assert swap.merge(province, [out]).files[0].refused["code"] == "workbook_sealed"
    refused = swap.merge(province, [out], passwords=["sai"]).files[0].refused
    assert refused["code"] == "wrong_password"
    assert (dump(province), here(province)) == (before, set())


def test_a_workbook_without_its_scans_says_how_many_are_missing(dak_ha, province, held, tmp_path):
    report = swap.merge(province, [sent(dak_ha, tmp_path)])
    assert report.files[0].scans.as_json()["missing"] == 2
    assert "còn thiếu 2 tệp scan" in report.as_text()


def test_what_the_province_has_is_not_packed_again(dak_ha, province, held, scan, tmp_path):
    swap.merge(province, [packed(dak_ha, tmp_path)[0]])
    swap.merge(dak_ha, [sent(province, tmp_path)])
    id = subject(dak_ha, "HTX mới")
    new = scan(b"moi", id)
    out, report = packed(dak_ha, tmp_path)
    assert (list(report.scans.files), report.scans.there) == ([new], 2)
    assert swap.merge(province, [out]).files[0].scans.missing == 0
    assert here(province) == {*held, new}
    files.path_of(province, held[0]).unlink()  # it was lost at the province, which says so
    swap.merge(dak_ha, [sent(province, tmp_path)])
    out, report = packed(dak_ha, tmp_path)
    assert list(report.scans.files) == [held[0]]


def test_another_office_is_not_taken_for_the_province(dak_ha, dak_to, held, tmp_path):
    swap.merge(dak_to, [packed(dak_ha, tmp_path)[0]])
    swap.merge(dak_ha, [sent(dak_to, tmp_path)])
    assert len(packed(dak_ha, tmp_path)[1].scans.files) == 2


def test_twenty_thousand_files_are_told_in_little_room():
    names = [sha256(str(n).encode()).hexdigest() for n in range(20_000)]
    content = held_files.told(names)
    assert len(content) == 160_000
    known = held_files.Held(content)
    assert len(known) == 20_000
    assert all(name in known for name in names)
    assert sha256(b"x").hexdigest() not in known


def test_a_scan_that_is_lost_here_or_removed_does_not_stop_the_others(dak_ha, held, scan, tmp_path):
    files.path_of(dak_ha, held[0]).unlink()
    report = packed(dak_ha, tmp_path)[1]
    assert (list(report.scans.files), report.scans.missing) == ([held[1]], 1)


# -- and what does not come -----------------------------------------------------------------------


def test_a_scan_of_other_content_is_named_and_left_outside(dak_ha, province, held, tmp_path):
    out, _ = packed(dak_ha, tmp_path)

    def swapped(name, content):
        return (name, b"khac" + content[4:]) if name.endswith(held[0]) else (name, content)

    rezipped(out, swapped)
    report = swap.merge(province, [out])
    (file,) = report.files
    assert (file.scans.come, file.scans.bad, file.scans.missing) == (1, ["giấy.pdf"], 1)
    assert here(province) == {held[1]}
    assert "giấy.pdf" in report.as_text()
    assert not list((province.files_dir / "evidence").glob("*.part"))


def test_a_zip_made_again_in_a_folder_is_read(dak_ha, province, held, tmp_path):
    out, _ = packed(dak_ha, tmp_path)
    rezipped(out, lambda name, content: (f"Gửi tỉnh/{name}", content))
    assert swap.merge(province, [out]).files[0].scans.come == 2


@pytest.mark.parametrize(
    "name", ["../a.txt", "/etc/a.txt", "a/../../b", "C:/a.txt", "a\\b.txt", "scans/../../x"]
)
def test_a_path_that_leads_out_is_refused(dak_ha, province, held, tmp_path, name):
    out, _ = packed(dak_ha, tmp_path)
    before = dump(province)
    with ZipFile(out, "a") as zipped:
        zipped.writestr(name, b"x")
    assert swap.merge(province, [out]).files[0].refused["code"] == "bundle_unsafe"
    assert (dump(province), here(province)) == (before, set())


def test_a_bomb_is_refused_unopened(dak_ha, province, held, tmp_path):
    out, _ = packed(dak_ha, tmp_path)
    with ZipFile(out, "a", ZIP_DEFLATED) as zipped:
        zipped.writestr(f"scans/{held[0]}x", bytes(30_000_000))
    assert swap.merge(province, [out]).files[0].refused["code"] == "bundle_unsafe"


def test_a_bomb_in_place_of_the_workbook_is_refused(province, tmp_path):
    out = tmp_path / "a.zip"
    with ZipFile(out, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("a.xlsx", bytes(60_000_000))
    assert swap.merge(province, [out]).files[0].refused["code"] == "bundle_unsafe"


def test_too_many_entries_or_another_packing_are_refused(
    dak_ha, province, held, tmp_path, monkeypatch
):
    out, _ = packed(dak_ha, tmp_path)
    with ZipFile(out, "a", ZIP_BZIP2) as zipped:
        zipped.writestr("ghi chú.txt", b"x" * 100)
    assert swap.merge(province, [out]).files[0].refused["code"] == "bundle_unsafe"
    out, _ = packed(dak_ha, tmp_path)
    monkeypatch.setattr(bundle, "MOST_ENTRIES", 2)
    assert swap.merge(province, [out]).files[0].refused["code"] == "bundle_unsafe"


@pytest.mark.parametrize("books", [0, 2])
def test_a_zip_needs_one_workbook(dak_ha, province, held, tmp_path, books):
    out = tmp_path / "a.zip"
    with ZipFile(out, "w", ZIP_STORED) as zipped:
        for number in range(books):
            zipped.write(sent(dak_ha, tmp_path), f"{number}.xlsx")
        zipped.writestr("x.pdf", b"x")
    assert swap.merge(province, [out]).files[0].refused["code"] == "bundle_without_book"


def test_a_truncated_zip_is_refused(dak_ha, province, held, tmp_path):
    out, _ = packed(dak_ha, tmp_path)
    content = out.read_bytes()
    before = dump(province)
    for size in (10, len(content) // 2, len(content) - 30):
        out.write_bytes(content[:size])
        assert swap.merge(province, [out]).files[0].refused["code"] == "workbook_broken"
    assert (dump(province), here(province)) == (before, set())


def test_a_scan_nobody_speaks_of_is_not_kept(dak_ha, province, held, tmp_path):
    out, _ = packed(dak_ha, tmp_path)
    with ZipFile(out, "a") as zipped:
        zipped.writestr(f"scans/{sha256(b'virus').hexdigest()}", b"virus")
    swap.merge(province, [out])
    assert here(province) == set(held)


def test_a_merge_that_is_stopped_leaves_no_scans(dak_ha, dak_to, province, held, tmp_path):
    first = packed(dak_ha, tmp_path)[0]
    subject(dak_to)
    second = sent(dak_to, tmp_path)

    def stop(done, total, what):
        if what == second.name:
            raise Cancelled

    before = dump(province)
    with pytest.raises(Cancelled):
        swap.merge(province, [first, second], progress=stop)
    assert (dump(province), here(province)) == (before, set())


def test_an_export_that_is_stopped_leaves_nothing(dak_ha, held, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()

    def stop(done, total, what):
        if what == "Tệp gửi kèm":
            raise Cancelled

    with pytest.raises(Cancelled):
        swap.export(dak_ha, folder / "a.zip", with_scans=True, progress=stop)
    assert list(folder.iterdir()) == []


def test_scans_of_removed_records_stay_where_they_are(dak_ha, province, scan, tmp_path):
    id = subject(dak_ha)
    scan(b"x", id)
    (evidence,) = ids(dak_ha, "evidence")
    entries.remove(dak_ha, "evidence", [evidence])
    out, report = packed(dak_ha, tmp_path)
    assert report.scans.files == {}
    assert swap.merge(province, [out]).files[0].scans.named == 0


def test_a_plain_workbook_is_no_zip_with_scans(dak_ha, province, tmp_path):
    book = sent(dak_ha, tmp_path)
    shutil.copy(book, tmp_path / "đổi tên.zip")
    assert swap.merge(province, [tmp_path / "đổi tên.zip"]).applied
