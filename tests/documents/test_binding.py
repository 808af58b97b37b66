"""A bound dossier: order, numbers, contents, scans of every shape, cancelling, what is left behind."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageDraw

from ocop_desktop.documents import layout
from ocop_desktop.documents.binding import volumes
from ocop_desktop.documents.binding.bind import bind
from ocop_desktop.documents.binding.bundle import Bundle, Paper, Scan, Sheet, Words
from ocop_desktop.documents.blocks import Document, Listed, PageBreak, Paragraph, words
from ocop_desktop.documents.compose import compose
from ocop_desktop.documents.ink import fonts
from ocop_desktop.documents.scope import Scope, Shown
from ocop_desktop.messages import Cancelled
from tests.documents import reading


def front(lines: tuple[Listed, ...], missing: tuple[str, ...]) -> Document:
    made = {
        "contents": [
            {"text": one.text, "page": one.page, "remark": one.remark, "level": "+" * one.level}
            for one in lines
        ],
        "missing": [{"text": text} for text in missing],
        "incomplete": Shown("", bool(missing)),
    }
    return compose(layout.load("dossier"), Scope({"made": made}))


def divider(number: int, paper: Paper, fault: str) -> Document:
    file = paper.scan.name if paper.scan and fault else ""
    facts = {"number": str(number), "title": paper.title, "fault": fault, "file": file}
    return compose(layout.load("divider"), Scope({"paper": facts}))


def sheet(title: str, pages: int = 1) -> Sheet:
    blocks = [block for _ in range(pages) for block in (Paragraph(words(title)), PageBreak())]
    return Sheet(title, Document(title, tuple(blocks[:-1])))


def bundle(*papers: Paper, sheets: tuple[Sheet, ...] = (), missing: tuple[str, ...] = ()) -> Bundle:
    sheets = sheets or (sheet("PHIẾU ĐĂNG KÝ", 2), sheet("BÁO CÁO TỰ ĐÁNH GIÁ", 3))
    return Bundle(
        "Hồ sơ Cà phê", "UBND xã Đăk Hà", sheets, papers, missing, front, divider, Words()
    )


@pytest.fixture
def scan(tmp_path: Path) -> Callable[..., Paper]:
    """Makes a paper with a PDF of some pages, each saying its own name."""
    from reportlab.pdfgen.canvas import Canvas

    def make(
        name: str, pages: int = 1, size: tuple[float, float] = (595, 842), turned: int = 0
    ) -> Paper:
        fonts.register()
        file = tmp_path / f"{name}.pdf"
        canvas = Canvas(str(file), pagesize=size)
        for page in range(pages):
            canvas.drawString(60, size[1] - 60, f"{name}/{page + 1}")
            canvas.rect(10, 10, size[0] - 20, size[1] - 20)
            canvas.showPage()
        canvas.save()
        if turned:
            with pikepdf.open(file, allow_overwriting_input=True) as pdf:
                for one in pdf.pages:
                    one.Rotate = turned
                pdf.save(file)
        return Paper(f"Giấy {name}", "Số 1", Scan(file, file.name))

    return make


@pytest.fixture
def picture(tmp_path: Path) -> Callable[..., Paper]:
    """Makes a paper with a picture whose upper left corner is red."""

    def make(
        name: str, size: tuple[int, int] = (300, 400), mode: str = "RGB", **save: Any
    ) -> Paper:
        image = Image.new("RGB", size, "white")
        ImageDraw.Draw(image).rectangle((0, 0, size[0] // 3, size[1] // 3), fill="red")
        file = tmp_path / name
        image.convert(mode).save(file, **save)
        return Paper(f"Ảnh {name}", "", Scan(file, name))

    return make


def texts(file: Path) -> list[str]:
    return [" ".join(page.text.split()) for page in reading.read(file)]


def test_forms_then_papers_behind_their_dividers(scan: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    pages = bind(bundle(scan("a", 2), scan("b")), out)
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


def test_every_page_is_a4_whatever_was_scanned(scan: Any, picture: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    papers = (
        scan("a3", size=(1190, 842)),
        scan("small", size=(200, 300)),
        scan("turned", turned=270),
        picture("p.jpg"),
        picture("p.png", (900, 400), "RGBA"),
        picture("p.tif", mode="1"),
        picture("p.webp", mode="P"),
    )
    pages = bind(bundle(*papers), out)
    assert pages == 7 + 14
    for page in reading.read(out):
        assert sorted((round(page.width), round(page.height))) == [210, 297]


def test_nothing_scanned_reaches_the_strip_of_the_page_number(scan: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    bind(bundle(scan("a")), out)
    import pypdfium2

    with pypdfium2.PdfDocument(out) as pdf:
        image = pdf[len(pdf) - 1].render(scale=2).to_pil().convert("L")
    strip = image.crop((0, 0, image.width, 90))
    gap = image.crop((0, 78, image.width, 84))
    assert strip.getextrema()[0] < 100
    assert gap.getextrema()[0] > 200


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_upright(picture: Any, tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    upright = Image.open(picture("u.png").scan.path)
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose that undoes each
    stored = upright.transpose(Image.Transpose(back[orientation])) if orientation > 1 else upright
    file = tmp_path / f"o{orientation}.jpg"
    stored.save(file, exif=exif, quality=95)
    out = tmp_path / "out.pdf"
    bind(bundle(Paper("Ảnh", "", Scan(file, file.name))), out)
    assert _red_corner(out) == "upper left"


def _red_corner(file: Path) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(file) as pdf:
        image = pdf[len(pdf) - 1].render(scale=1).to_pil().convert("RGB")
    pixels = image.load()
    red = [
        (x, y)
        for x in range(0, image.width, 3)
        for y in range(0, image.height, 3)
        if pixels[x, y][0] > 200 and pixels[x, y][1] < 90
    ]
    x = sum(one[0] for one in red) / len(red)
    y = sum(one[1] for one in red) / len(red)
    side = "left" if x < image.width / 2 else "right"
    return f"{'upper' if y < image.height / 2 else 'lower'} {side}"


def test_a_jpeg_that_fits_is_bound_as_it_is(picture: Any, tmp_path: Path) -> None:
    paper, out = picture("p.jpg", (1200, 1600), quality=90), tmp_path / "out.pdf"
    bind(bundle(paper), out)
    with pikepdf.open(out) as pdf:
        images = [one for page in pdf.pages for one in page.get_images().values()]
        assert [one.read_raw_bytes() for one in images] == [paper.scan.path.read_bytes()]


def test_a_picture_finer_than_300_dots_an_inch_is_made_smaller(
    picture: Any, tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    bind(bundle(picture("big.jpg", (4500, 3000)), picture("big.png", (3600, 900))), out)
    with pikepdf.open(out) as pdf:
        for page in pdf.pages:
            for image in page.get_images().values():
                assert max(int(image.Width), int(image.Height)) <= 3508


def broken(tmp_path: Path, kind: str) -> Scan:
    """A file that cannot be bound."""
    file = tmp_path / f"{kind}.bin"
    contents = {
        "rubbish": b"%PDF-1.4 rubbish",
        "word": b"PK\x03\x04 a document",
        "empty": b"",
        "text": "Đây là chữ".encode(),
        "picture": b"\xff\xd8\xff\xe0 no picture",
    }
    if kind in contents:
        file.write_bytes(contents[kind])
    if kind == "half":
        whole = tmp_path / "whole.jpg"
        Image.effect_noise((800, 800), 90).save(whole, quality=95)
        file.write_bytes(whole.read_bytes()[:9000])
    return Scan(file, file.name)


def locked(tmp_path: Path, paper: Paper, user: str) -> Paper:
    file = tmp_path / "locked.pdf"
    assert paper.scan
    with pikepdf.open(paper.scan.path) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(user=user, owner="owner"))
    return Paper("Giấy có khóa", "", Scan(file, file.name))


@pytest.mark.parametrize("kind", ["rubbish", "word", "empty", "text", "picture", "half", "gone"])
def test_a_scan_that_cannot_be_read_never_stops_the_others(
    scan: Any, tmp_path: Path, kind: str
) -> None:
    out = tmp_path / "out.pdf"
    bad = Paper("Giấy hỏng", "", broken(tmp_path, kind))
    assert bind(bundle(scan("a"), bad, scan("b"), missing=("Câu chuyện",)), out) == 2 + 5 + 5
    said = texts(out)
    assert "CÒN THIẾU - Câu chuyện - Giấy hỏng: không đọc được bản quét" in said[1]
    assert "KHÔNG ĐỌC ĐƯỢC BẢN QUÉT" in said[-3]
    assert bad.scan
    assert bad.scan.name in said[-3]
    assert "b/1" in said[-1]


def test_a_paper_without_a_file_has_its_divider_too(scan: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    bind(bundle(Paper("Giấy chưa quét"), scan("a")), out)
    said = texts(out)
    assert "CHƯA CÓ BẢN QUÉT" in said[7]
    assert "Giấy chưa quét: chưa có tệp quét" in said[1]


def test_a_file_locked_against_changes_is_bound_one_with_a_password_is_not(
    scan: Any, tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    bind(bundle(locked(tmp_path, scan("a"), user="")), out)
    assert "a/1" in texts(out)[-1]
    bind(bundle(locked(tmp_path, scan("b"), user="secret")), out)
    assert "tệp có mật khẩu" in texts(out)[-1]


def test_the_subjects_own_report_stands_in_for_the_form(scan: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    own = scan("own", 4).scan
    mine = sheet("BÁO CÁO")
    bind(bundle(sheets=(sheet("PHIẾU"), Sheet(mine.title, mine.document, own))), out)
    for number, text in enumerate(texts(out)[3:], start=1):
        assert f"own/{number}" in text


def test_a_report_that_cannot_be_read_leaves_the_form_in_its_place(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    mine = sheet("BÁO CÁO")
    bind(bundle(sheets=(Sheet(mine.title, mine.document, broken(tmp_path, "text")),)), out)
    assert "BÁO CÁO" in texts(out)[2]


def test_progress_is_told_and_cancelling_leaves_nothing(
    scan: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(work))
    told: list[tuple[int, int, str]] = []
    bind(
        bundle(*(scan(f"p{n}", 2) for n in range(5))),
        tmp_path / "a.pdf",
        lambda *at: told.append(at),
    )
    assert [done for done, total, _ in told if total == 7] == sorted(
        done for done, total, _ in told if total == 7
    )

    def stop(done: int, total: int, what: str) -> None:
        if done >= 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        bind(bundle(*(scan(f"q{n}", 2) for n in range(5))), tmp_path / "b.pdf", stop)
    assert not (tmp_path / "b.pdf").exists()
    assert list(work.iterdir()) == []


def test_scanned_pages_are_written_before_they_fill_the_memory(
    scan: Any, picture: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volumes, "MOST_BYTES", 5_000)
    monkeypatch.setattr(volumes, "MOST_SOURCES", 4)
    added = [scan(f"p{n}", 2).scan for n in range(9)] + [picture(f"{n}.png").scan for n in range(9)]
    with volumes.Volumes(tmp_path) as collected:
        for one in added:
            collected.add(one, lambda: None)
            assert len(collected._sources) < 4
            assert collected._bytes <= 5_000
        collected.flush()
        assert len(collected.files) > 3
    assert collected.page_count == sum(len(pikepdf.open(file).pages) for file in collected.files)


def test_the_same_dossier_is_the_same_file(scan: Any, tmp_path: Path) -> None:
    papers = (scan("a"), scan("b", 3))
    bind(bundle(*papers), tmp_path / "1.pdf")
    bind(bundle(*papers), tmp_path / "2.pdf")
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()


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
