"""The electronic set of a dossier, its digests, and printing in parts."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from ocop_desktop.actions import bundles, electronic, entries, papers, parts
from ocop_desktop.messages import Cancelled, Trouble
from tests.actions import dossiers
from tests.documents import reading


@pytest.fixture
def dossier(office: Any, tmp_path: Path) -> str:
    """A whole dossier with two papers."""
    dossiers.unit(office)
    owner = dossiers.subject(office)
    product = dossiers.product(office, owner)
    dossiers.attach(office, tmp_path, owner, "business_registration", "subject")
    dossiers.attach(office, tmp_path, product, "story")
    return dossiers.dossier(office, product)


@pytest.fixture
def zipped(office: Any, dossier: str, tmp_path: Path) -> Path:
    """Its electronic set."""
    return papers.print_document(office, "electronic-dossier", dossier, tmp_path / "set.zip")


def listed(file: Path) -> dict[str, Any]:
    with zipfile.ZipFile(file) as made:
        content: dict[str, Any] = json.loads(made.read("ho-so.json"))
        return content


def test_the_set_holds_forms_and_papers_with_their_digests(zipped: Path, dossier: str) -> None:
    content = listed(zipped)
    paths = [one["path"] for one in content["files"]]
    assert [path[:3] for path in paths[:4]] == ["01-", "02-", "03-", "04-"]
    assert paths[4:] == [
        "minh-chung/01-giay-dang-ky-kinh-doanh/business_registration.png",
        "minh-chung/10-cau-chuyen-ve-san-pham/story.png",
    ]
    assert content["dossier"]["id"] == dossier
    assert content["complete"] is True
    assert content["product"]["name"] == "Cà phê bột"
    assert all(len(one["sha256"]) == 64 and one["bytes"] for one in content["files"])
    assert electronic.check(zipped) == []


def test_its_forms_are_the_papers_that_are_printed(zipped: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(zipped) as made:
        name = next(name for name in made.namelist() if name.startswith("03-"))
        (tmp_path / "03.pdf").write_bytes(made.read(name))
    assert "Nguyên liệu trong xã." in reading.text_of(tmp_path / "03.pdf")


def test_the_same_dossier_is_the_same_set(
    office: Any, zipped: Path, dossier: str, tmp_path: Path
) -> None:
    again = papers.print_document(office, "electronic-dossier", dossier, tmp_path / "again.zip")
    assert again.read_bytes() == zipped.read_bytes()


def changed(file: Path, out: Path, path: str, content: bytes | None) -> Path:
    """The zip with one file changed, or left out, or added."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w") as new:
        names = [name for name in old.namelist() if name != path]
        for name in names:
            new.writestr(name, old.read(name))
        if content is not None:
            new.writestr(path, content)
    return out


def test_a_changed_missing_or_added_file_is_found(zipped: Path, tmp_path: Path) -> None:
    paper = listed(zipped)["files"][-1]["path"]
    bad = changed(zipped, tmp_path / "a.zip", paper, b"other")
    assert [(one.code, one.where) for one in electronic.check(bad)] == [("file_changed", paper)]
    bad = changed(zipped, tmp_path / "b.zip", paper, None)
    assert [(one.code, one.where) for one in electronic.check(bad)] == [("file_missing", paper)]
    bad = changed(zipped, tmp_path / "c.zip", "x.exe", b"MZ")
    assert [(one.code, one.where) for one in electronic.check(bad)] == [("file_unlisted", "x.exe")]


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all"])
def test_what_is_no_set_is_said(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.zip"
    file.write_bytes(content)
    with pytest.raises(Trouble) as refused:
        electronic.check(file)
    assert refused.value.code == "not_a_dossier_zip"


def test_cancelling_leaves_no_set(office: Any, dossier: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"

    def stop(done: int, total: int, what: str) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        papers.print_document(office, "electronic-dossier", dossier, folder / "s.zip", stop)
    assert list(folder.iterdir()) == []


def test_paper_and_electronic_set_carry_the_same_code(
    office: Any, zipped: Path, dossier: str, tmp_path: Path
) -> None:
    content = listed(zipped)
    assert content["code"] == f"OCOP1|{dossier}|{content['digest']}"
    bound = papers.print_document(office, "dossier", dossier, tmp_path / "d.pdf")
    assert f"Mã hồ sơ {dossier}; mã kiểm {content['digest'][:16]}" in " ".join(
        reading.read(bound)[0].text.split()
    )


def test_the_digest_changes_with_what_is_said_and_with_what_is_attached(
    office: Any, dossier: str, tmp_path: Path
) -> None:
    first = bundles.gather(office, dossier).digest
    assert bundles.gather(office, dossier).digest == first
    entries.save(office, "dossier", dossier, {"history": "Khác."})
    second = bundles.gather(office, dossier).digest
    product = str(entries.get(office, "dossier", dossier).get("product"))
    dossiers.attach(office, tmp_path, product, "awards")
    assert len({first, second, bundles.gather(office, dossier).digest}) == 3


def test_a_letter_about_several_is_bound_with_each(
    office: Any, dossier: str, tmp_path: Path
) -> None:
    owner = str(entries.get(office, "dossier", dossier).get("product"))
    subject = str(entries.get(office, "product", owner).get("subject"))
    dossiers.dossier(office, dossiers.product(office, subject, name="Rượu ghè"))
    text = reading.text_of(papers.print_document(office, "dossier", dossier, tmp_path / "d.pdf"))
    assert "đối với 02 sản phẩm sau" in text
    assert "BẢN NHÁP" not in text


def test_the_command_line_checks_a_set(
    zipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from ocop_desktop.cli import main

    assert main(["check", str(zipped), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    bad = changed(zipped, tmp_path / "a.zip", listed(zipped)["files"][-1]["path"], b"other")
    assert main(["check", str(bad)]) == 1
    paper = listed(zipped)["files"][-1]["path"]
    assert f"{paper} đã bị sửa" in capsys.readouterr().out
    assert main(["check", str(changed(zipped, tmp_path / "b.zip", paper, None))]) == 1
    assert f"Thiếu tệp {paper}" in capsys.readouterr().out
    assert main(["check", str(changed(zipped, tmp_path / "c.zip", "thêm.txt", b"x"))]) == 1
    assert "thêm.txt không có trong danh mục" in capsys.readouterr().out


# ---- parts


def test_a_dossier_is_printed_in_parts_with_covers_and_a_list_to_sign(
    office: Any, dossier: str, tmp_path: Path
) -> None:
    made = parts.print_parts(office, dossier, tmp_path / "parts", most=6)
    *found, signs = made
    assert [file.name for file in found] == [
        f"tap-{number}-tren-{len(found)}.pdf" for number in range(1, len(found) + 1)
    ]
    covers = [" ".join(reading.read(file)[0].text.split()) for file in found]
    assert all(f"TẬP {n}/{len(found)}" in text for n, text in enumerate(covers, start=1))
    numbers = [
        int(page.lines[0].text)
        for file in found
        for page in reading.read(file)[1:]
        if page.lines[0].text.isdecimal()
    ]
    assert numbers == list(range(2, numbers[-1] + 1))
    assert all(len(reading.read(file)) <= 7 for file in found)
    text = reading.text_of(signs)
    assert "ĐẠI DIỆN, Nguyễn Thị Sáu Nhung x" in text
    assert sorted(path.name for path in (tmp_path / "parts").iterdir()) == sorted(
        file.name for file in made
    )


def test_printing_goes_on_from_the_page_where_it_stopped(
    office: Any, dossier: str, tmp_path: Path
) -> None:
    whole = papers.print_document(office, "dossier", dossier, tmp_path / "d.pdf")
    with pikepdf.open(whole) as pdf:
        pages = len(pdf.pages)
    rest = parts.print_pages(whole, 4, None, tmp_path / "rest.pdf")
    assert reading.read(rest)[0].lines[0].text == "4"
    assert len(reading.read(rest)) == pages - 3
    one = parts.print_pages(whole, 5, 5, tmp_path / "one.pdf")
    assert len(reading.read(one)) == 1


@pytest.mark.parametrize(("first", "last"), [(0, None), (5, 4), (999, None)])
def test_pages_that_are_not_there_are_refused(
    office: Any, dossier: str, tmp_path: Path, first: int, last: int | None
) -> None:
    whole = papers.print_document(office, "dossier", dossier, tmp_path / "d.pdf")
    with pytest.raises(Trouble) as refused:
        parts.print_pages(whole, first, last, tmp_path / "x.pdf")
    assert refused.value.code == "no_such_pages"
    assert not (tmp_path / "x.pdf").exists()


def test_the_list_of_what_is_signed_is_a_document(
    office: Any, dossier: str, tmp_path: Path
) -> None:
    text = reading.text_of(papers.print_document(office, "sign-list", dossier, tmp_path / "s.pdf"))
    assert "DANH SÁCH TRANG CẦN KÝ" in text
    assert "Báo cáo đánh giá của Ủy ban nhân dân cấp xã (Mẫu số 03)" in text
