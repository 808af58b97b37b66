"""A bound dossier: order, numbers, contents, scans of every shape, cancelling, what is left behind."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from ocop_desktop.documents.binding import pace
from ocop_desktop.documents.binding.bind import bind
from ocop_desktop.documents.binding.bundle import Sheet, Signed
from ocop_desktop.documents.blocks import (
    Document,
    PageBreak,
    Paragraph,
    Sign,
    Signatures,
    words,
)
from ocop_desktop.messages import Cancelled
from tests.documents import reading
from tests.documents.bundles import bundle, sheet, texts


def test_forms_then_papers_behind_their_dividers(scan: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    pages = bind(bundle(scan("a", 2), scan("b")), out).pages
    said = texts(out)
    assert pages == len(said) == 2 + 5 + 3 + 2
    assert "HỒ SƠ" in said[0]
    assert "MỤC LỤC" in said[1]
    wanted = ["PHIẾU", "PHIẾU", *["BÁO CÁO"] * 3, "Giấy a", "a/1", "a/2", "Giấy b", "b/1"]
    for page, start in zip(said[2:], wanted, strict=True):
        assert start in page


def test_one_running_number_stands_on_every_page_but_the_first(scan: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    bind(bundle(scan("a", 2), scan("wide", size=(842, 595)), scan("turned", turned=90)), out)
    for number, page in enumerate(reading.read(out), start=1):
        upper = [line for line in page.lines if line.bottom > page.height - 20]
        assert [line.text for line in upper] == ([str(number)] if number > 1 else [])
        assert all(line.face == "LiberationSerif" for line in upper)


def test_the_contents_name_the_right_pages(scan: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    papers = [scan(f"p{number}", number % 3 + 1) for number in range(60)]
    bind(bundle(*papers), out)
    pages = reading.read(out)
    said = texts(out)
    listed = {}
    for page in pages[1:5]:
        for line in page.lines:
            if (number := line.text.split(". ")[0]).isdecimal() and ". Giấy" in line.text:
                same = [o.text for o in page.lines if o.bottom == line.bottom and o is not line]
                listed[line.text.split(". ")[1]] = int(same[-1])
                assert number
    assert len(listed) == 60
    for title, page in listed.items():
        assert said[page - 1].endswith(f"{title} ") or title in said[page - 1]


def test_bookmarks_lead_to_forms_and_papers(scan: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    bind(bundle(scan("a", 2), scan("b")), out)
    with pikepdf.open(out) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        assert titles[1:] == ["PHIẾU ĐĂNG KÝ", "BÁO CÁO TỰ ĐÁNH GIÁ", "Tài liệu minh chứng"]
        inner = outline.root[-1].children
        assert [item.title for item in inner] == ["1. Giấy a", "2. Giấy b"]
        places = [pdf.pages.index(item.destination[0]) + 1 for item in inner]
        assert places == [8, 11]
        assert str(pdf.Root.Lang) == "vi-VN"
        assert str(pdf.docinfo["/Author"]) == "UBND xã Đăk Hà"


def test_the_same_dossier_is_the_same_file(scan: Any, tmp_path: Path) -> None:
    papers = (scan("a"), scan("b", 3))
    bind(bundle(*papers), tmp_path / "1.pdf")
    bind(bundle(*papers), tmp_path / "2.pdf")
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()


def test_a_draft_says_on_every_page_that_it_is_one(scan: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    bind(replace(bundle(scan("a", 2), scan("wide", size=(842, 595))), draft=True), out)
    for page in reading.read(out):
        assert "BẢN NHÁP" in " ".join(page.text.split())
        assert {letter.size for letter in page.letters if letter.text == "Á"} >= {92.0}
    bind(bundle(scan("b")), out)
    assert not any("BẢN NHÁP" in text for text in texts(out))


def test_where_it_is_signed_and_where_it_may_be_parted_is_known(scan: Any, tmp_path: Path) -> None:
    sign = Signatures((None, Sign(("ĐẠI DIỆN",), note="(Ký, đóng dấu)", name="Y Ký")))
    blocks = (Paragraph(words("Một")), PageBreak(), Paragraph(words("Hai")), sign)
    signed = Sheet("PHIẾU", Document("PHIẾU", blocks))
    bound = bind(bundle(scan("a", 2), sheets=(signed, sheet("KHÁC"))), tmp_path / "out.pdf")
    assert bound.signed == (Signed(4, "PHIẾU", "ĐẠI DIỆN, Y Ký", seal=True),)
    assert bound.starts == (3, 5, 6)
    assert bound.pages == 8


def test_the_time_left_is_told_once_it_can_be_known() -> None:
    told: list[str] = []
    clock = iter([0.0, 1.0, 10.0, 50.0, 90.0])
    made = pace.Pace(lambda done, total, what: told.append(what), 10, lambda: next(clock))
    for done in (1, 2, 5, 10):
        made.step(done, "Đóng")
    assert told == ["Đóng", "Đóng (còn khoảng 40 giây)", "Đóng (còn khoảng 1 phút)", "Đóng"]


def test_progress_never_goes_back_and_ends_at_its_end(scan: Any, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    papers = [scan(f"p{n}", 3) for n in range(6)]
    bind(bundle(*papers), tmp_path / "a.pdf", lambda *at: told.append(at))
    assert [at[0] for at in told] == sorted(at[0] for at in told)
    assert told[-1][0] == told[-1][1]
    assert any("trang" in at[2] for at in told)


@pytest.mark.parametrize("at", ["Đóng hồ sơ", "Xếp trang", "Ghi tệp"])
def test_it_can_be_stopped_at_every_stage(
    scan: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(work))

    def stop(done: int, total: int, what: str) -> None:
        if what.startswith(at):
            raise Cancelled

    with pytest.raises(Cancelled):
        bind(bundle(*(scan(f"q{n}", 9) for n in range(5))), tmp_path / "b.pdf", stop)
    assert not (tmp_path / "b.pdf").exists()
    assert list(work.iterdir()) == []


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_qpdf_finds_no_fault(scan: Any, picture: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    bind(bundle(scan("a"), picture("p.jpg"), picture("p.png", mode="RGBA")), out)
    checked = subprocess.run(["qpdf", "--check", out], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_another_reader_takes_out_the_same_words(draw: Any, made: Any) -> None:
    file = draw(made("mau-03"))
    run = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    text = " ".join(run.stdout.decode().split())
    assert "5. Sản phẩm đăng ký đánh giá: Cà phê bột Đăk Hà" in text
    fonts_run = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True)
    for line in fonts_run.stdout.splitlines()[2:]:
        assert line.split()[-5:-2] == ["yes", "yes", "yes"]
