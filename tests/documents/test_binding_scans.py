"""Scans of every shape in a bound dossier: turned, large, locked, broken, of every kind."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageDraw

from ocop_desktop.documents.binding.bind import bind
from ocop_desktop.documents.binding.bundle import Paper, Scan, Sheet
from ocop_desktop.documents.glance import glance, page_count
from tests.documents import reading
from tests.documents.bundles import broken, bundle, locked, red_corner, sheet, texts


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
    pages = bind(bundle(*papers), out).pages
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
    assert red_corner(out) == "upper left"


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


@pytest.mark.parametrize("kind", ["rubbish", "word", "empty", "text", "picture", "half", "gone"])
def test_a_scan_that_cannot_be_read_never_stops_the_others(
    scan: Any, tmp_path: Path, kind: str
) -> None:
    out = tmp_path / "out.pdf"
    bad = Paper("Giấy hỏng", "", broken(tmp_path, kind))
    assert bind(bundle(scan("a"), bad, scan("b"), missing=("Câu chuyện",)), out).pages == 2 + 5 + 5
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


def test_a_pdf_that_breaks_off_is_bound_as_far_as_it_goes_and_said_to_be_cut(
    scan: Any, tmp_path: Path
) -> None:
    whole = scan("a", 3)
    file = tmp_path / "cut.pdf"
    content = whole.scan.path.read_bytes()
    file.write_bytes(content[: content.rindex(b"xref") - 40])
    out = tmp_path / "out.pdf"
    bind(bundle(Paper("Giấy cụt", "", Scan(file, file.name)), scan("b")), out)
    said = texts(out)
    assert "Giấy cụt: tệp bị cắt cụt, có thể thiếu trang" in said[1]
    assert any("a/1" in text for text in said)
    assert "b/1" in said[-1]


def test_a_fine_picture_inside_a_pdf_is_made_smaller(tmp_path: Path) -> None:
    big = tmp_path / "big.pdf"
    noise = Image.effect_noise((4960, 7016), 40)
    noise.save(big, "PDF", resolution=600, quality=85)
    out = tmp_path / "out.pdf"
    bind(bundle(Paper("Bản quét 600", "", Scan(big, big.name))), out)
    with pikepdf.open(out) as pdf:
        (image,) = pdf.pages[-1].get_images().values()
        assert (int(image.Width), int(image.Height)) == (2480, 3508)
    assert out.stat().st_size < big.stat().st_size / 2


def test_a_fine_black_and_white_picture_is_left_as_it_is(tmp_path: Path) -> None:
    fax = tmp_path / "fax.pdf"
    Image.new("1", (4960, 7016), 1).save(fax, "PDF", resolution=600)
    out = tmp_path / "out.pdf"
    bind(bundle(Paper("Bản fax", "", Scan(fax, fax.name))), out)
    with pikepdf.open(out) as pdf:
        (image,) = pdf.pages[-1].get_images().values()
        assert int(image.Width) == 4960


def test_a_picture_of_many_pages_gives_as_many(tmp_path: Path) -> None:
    file = tmp_path / "many.tif"
    frames = [Image.new("L", (200, 300), shade) for shade in (0, 120, 240)]
    frames[0].save(file, save_all=True, append_images=frames[1:])
    out = tmp_path / "out.pdf"
    assert bind(bundle(Paper("Tờ rơi", "", Scan(file, file.name))), out).pages == 2 + 5 + 1 + 3


def test_a_photo_with_a_preview_beside_it_is_one_page(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    photo, preview = (Image.new("RGB", size, "white") for size in ((3000, 2000), (300, 200)))
    photo.save(file, "MPO", save_all=True, append_images=[preview])
    assert page_count(file) == 1
    assert bind(bundle(Paper("Ảnh", "", Scan(file, file.name))), tmp_path / "out.pdf").pages == 9


def test_pages_are_counted_and_shown_as_they_will_be_bound(tmp_path: Path) -> None:
    file = tmp_path / "many.tif"
    frames = [Image.new("L", (200, 300), shade) for shade in (0, 120, 240)]
    frames[0].save(file, save_all=True, append_images=frames[1:])
    assert page_count(file) == 3
    for page, frame in enumerate(frames):
        seen = glance(file, 50, page)
        assert seen is not None
        assert abs(seen[2][0] - frame.getpixel((0, 0))) < 3
    assert glance(file, 50, 3) is None
    file.write_bytes(b"no picture")
    assert (page_count(file), glance(file, 50)) == (None, None)


def test_a_photo_of_a_telephone_is_bound(tmp_path: Path) -> None:
    file = Path(__file__).parent / "photo.heic"
    out = tmp_path / "out.pdf"
    bind(bundle(Paper("Ảnh", "", Scan(file, file.name))), out)
    assert red_corner(out) == "upper left"


def test_a_file_called_otherwise_than_it_is_is_bound_as_what_it_is(
    scan: Any, tmp_path: Path
) -> None:
    paper = scan("a")
    wrong = tmp_path / "really-a-pdf.jpg"
    shutil.copy(paper.scan.path, wrong)
    out = tmp_path / "out.pdf"
    bind(bundle(Paper("Giấy", "", Scan(wrong, wrong.name))), out)
    assert "a/1" in texts(out)[-1]


def test_stamps_and_filled_fields_of_a_scan_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "stamped.pdf"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        look = pikepdf.Stream(pdf, b"1 0 0 rg 0 0 200 280 re f")
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox = pikepdf.Array([0, 0, 200, 280])
        stamp = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            Rect=pikepdf.Array([0, 562, 200, 842]),
            F=4,
            AP=pikepdf.Dictionary(N=look),
        )
        page.obj.Annots = pikepdf.Array([pdf.make_indirect(stamp)])
        pdf.save(file)
    out = tmp_path / "out.pdf"
    bind(bundle(Paper("Giấy có dấu", "", Scan(file, file.name))), out)
    assert red_corner(out) == "upper left"


def test_what_a_scan_leaves_open_does_not_reach_the_page_number(scan: Any, tmp_path: Path) -> None:
    paper = scan("a")
    with pikepdf.open(paper.scan.path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(b"Q Q q 0.1 0 0 0.1 300 300 cm", prepend=True)
        pdf.save(paper.scan.path)
    out = tmp_path / "out.pdf"
    bind(bundle(paper), out)
    page = reading.read(out)[-1]
    (number,) = [line for line in page.lines if line.text == "9"]
    assert number.size == 13
    assert number.bottom == pytest.approx(297 - 13, abs=0.2)
