"""The drawn page, measured in the finished file against Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

import typing
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocop_desktop.documents import blocks as b
from ocop_desktop.documents import layout
from ocop_desktop.documents.compose import COUNTRY, MOTTO
from ocop_desktop.documents.ink import fonts
from ocop_desktop.documents.lines import lines
from ocop_desktop.documents.scope import Scope
from ocop_desktop.messages import Trouble
from ocop_desktop.vietnamese import MARKED
from tests.documents import reading

FACES = {"LiberationSerif" + style for style in ("", "-Bold", "-Italic", "-BoldItalic")}
DRAWN = [name for name in layout.names() if not name.startswith("_")]
WITHIN = 0.15  # millimetres that a letter's own shape may stand out


def sample(*blocks: b.Block, **options: Any) -> b.Document:
    return b.Document("Thử", blocks, **options)


@pytest.fixture(params=["mau-01", "mau-02", "mau-03", "attendance-sheet", "handover-minutes"])
def pages(request: Any, made: Callable[..., Any], draw: Callable[..., Path]) -> list[reading.Page]:
    """The pages of each official document, filled."""
    return reading.read(draw(made(request.param)))


def test_the_margins_are_those_of_the_law(pages: list[reading.Page]) -> None:
    for number, page in enumerate(pages, start=1):
        body = [line for line in page.lines if not _is_number(line, number)]
        left = min(line.left for line in body)
        right = page.width - max(line.right for line in body)
        top = page.height - max(line.top for line in body)
        assert left + WITHIN >= 30
        assert right + WITHIN >= 15
        assert top + WITHIN >= 20
        assert min(line.bottom for line in body) + WITHIN >= 20
        for stroke in page.strokes:
            assert stroke.left + WITHIN >= 30
            assert stroke.right <= page.width - 15 + WITHIN


def test_the_first_page_uses_the_margins_it_may(made: Callable[..., Any], draw: Any) -> None:
    page = reading.read(draw(made("mau-01")))[0]
    assert 30 <= min(line.left for line in page.lines) <= 35
    assert 15 <= page.width - max(line.right for line in page.lines) <= 20
    assert 20 <= page.height - max(line.top for line in page.lines) <= 25


def test_pages_are_a4(pages: list[reading.Page]) -> None:
    for page in pages:
        assert sorted((round(page.width), round(page.height))) == [210, 297]


def test_numbers_stand_in_the_top_margin_from_the_second_page(pages: list[reading.Page]) -> None:
    assert not any(_is_number(line, 1) for line in pages[0].lines)
    for number, page in enumerate(pages[1:], start=2):
        found = [line for line in page.lines if _is_number(line, number)]
        assert len(found) == 1
        assert found[0].middle == pytest.approx(31 + (page.width - 47) / 2, abs=0.5)
        assert 13 <= found[0].size <= 14
        assert found[0].face == "LiberationSerif"


def _is_number(line: reading.Line, number: int) -> bool:
    return (line.text == str(number) and line.bottom > 297 - 20) or (
        line.text == str(number) and 190 < line.bottom < 210
    )


@pytest.mark.parametrize("name", ["mau-01", "mau-03"])
def test_the_line_under_the_motto_is_as_long_as_the_motto(
    made: Callable[..., Any], draw: Any, name: str
) -> None:
    page = reading.read(draw(made(name)))[0]
    country, motto = page.line(COUNTRY), page.line(MOTTO)
    rule = max((s for s in page.strokes if s.top < motto.bottom), key=lambda s: s.top)
    assert rule.width == pytest.approx(motto.width, abs=0.7)
    assert rule.middle == pytest.approx(motto.middle, abs=0.3)
    assert country.middle == pytest.approx(motto.middle, abs=0.3)
    assert 12 <= country.size <= 13 <= motto.size <= 14
    assert country.face == motto.face == "LiberationSerif-Bold"


def test_the_issuing_body_has_a_rule_of_a_third_to_a_half(
    made: Callable[..., Any], draw: Any
) -> None:
    page = reading.read(draw(made("mau-03")))[0]
    superior, body = page.line("TỈNH QUẢNG NGÃI"), page.line("ỦY BAN NHÂN DÂN")
    place = page.line("XÃ ĐĂK HÀ")
    below = [s for s in page.strokes if s.top < place.bottom and s.right < page.width / 2]
    rule = max(below, key=lambda s: s.top)
    assert 1 / 3 <= rule.width / body.width <= 1 / 2
    assert rule.middle == pytest.approx(body.middle, abs=0.3)
    assert (superior.face, body.face) == ("LiberationSerif", "LiberationSerif-Bold")


def test_number_and_date_stand_on_one_line(made: Callable[..., Any], draw: Any) -> None:
    page = reading.read(draw(made("mau-03")))[0]
    number, dated = page.line("Số: 07/BC-UBND"), page.line("Đăk Hà, ngày 12 tháng 10 năm 2026")
    assert number.bottom == dated.bottom
    assert dated.face == "LiberationSerif-Italic"
    assert dated.middle == pytest.approx(page.line(MOTTO).middle, abs=0.3)


def test_the_body_is_13_and_titles_14(made: Callable[..., Any], draw: Any) -> None:
    page = reading.read(draw(made("mau-03")))[0]
    assert page.line("1. Tên chủ thể").size == 13
    assert page.line("BÁO CÁO").size == 14


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("blank", [True, False], ids=["blank", "filled"])
def test_every_font_is_embedded_and_ours(
    made: Callable[..., Any], draw: Any, filled: Scope, name: str, blank: bool
) -> None:
    faces = reading.faces(draw(made(name, Scope() if blank else filled)))
    assert set(faces) <= FACES
    assert all(faces.values())


def test_the_file_says_what_it_is(made: Callable[..., Any], draw: Any) -> None:
    with pikepdf.open(draw(made("mau-01"))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Phiếu đăng ký đánh giá, phân hạng sản phẩm OCOP"
        assert str(pdf.docinfo["/Author"]) == "UBND xã Đăk Hà"
        assert str(pdf.Root.Lang) == "vi-VN"


def test_the_same_document_is_the_same_file(made: Callable[..., Any], draw: Any) -> None:
    assert draw(made("mau-02"), "a").read_bytes() == draw(made("mau-02"), "b").read_bytes()


STYLES = [(False, False), (True, False), (False, True), (True, True)]


@pytest.mark.parametrize(("bold", "italic"), STYLES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_all_134_letters_come_out_as_they_went_in(
    draw: Any, bold: bool, italic: bool, form: typing.Literal["NFC", "NFD"]
) -> None:
    typed = " ".join(unicodedata.normalize(form, letter) for letter in MARKED)
    file = draw(sample(b.Paragraph((b.Run(typed, bold, italic),))))
    assert len(MARKED) == 134
    assert reading.text_of(file).split() == list(MARKED)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.text(MARKED + "abcdđ0123456789.,;:()/%-", min_size=1, max_size=14), min_size=1
    )
)
def test_text_taken_out_is_the_text_put_in(draw: Any, words: list[str]) -> None:
    typed = " ".join(words)
    assert reading.text_of(draw(sample(b.Paragraph(b.words(typed))))) == typed


def test_a_very_long_name_stays_between_the_margins(draw: Any) -> None:
    name = "Hợp tác xã sản xuất, chế biến và tiêu thụ nông sản hữu cơ " * 8
    part = b.Part(b.words("- Tên đơn vị:"), name.strip())
    head = b.Head(COUNTRY, MOTTO, "", f"ỦY BAN NHÂN DÂN {name.upper()[:90].strip()}")
    page = reading.read(draw(sample(head, b.Title("PHIẾU", (b.words(name),)), b.Line((part,)))))[0]
    assert min(line.left for line in page.lines) >= 30
    assert max(line.right for line in page.lines) <= 210 - 15


def test_a_word_too_long_for_the_page_is_broken(draw: Any) -> None:
    page = reading.read(draw(sample(b.Paragraph(b.words("x" * 400)))))[0]
    assert max(line.right for line in page.lines) <= 210 - 15


def test_what_is_not_known_is_dotted_to_the_margin(draw: Any) -> None:
    page = reading.read(draw(sample(b.Line((b.Part(b.words("- Chức vụ:")),)))))[0]
    dots = page.strokes[0]
    assert page.lines[0].right < dots.left < page.lines[0].right + 2
    assert dots.right == pytest.approx(210 - 16, abs=0.5)


def test_a_heading_is_never_the_last_line_of_a_page(draw: Any) -> None:
    for count in range(28, 42):
        filler = [b.Line((b.Part(b.words(f"{n}."), "x"),)) for n in range(count)]
        blocks = (*filler, b.Heading(b.words("ĐỀ MỤC", bold=True)), b.Paragraph(b.words("Lời")))
        for page in reading.read(draw(sample(*blocks))):
            texts = [line.text for line in page.lines]
            assert ("ĐỀ MỤC" in texts) == ("Lời" in texts)


def test_signatures_never_stand_alone(draw: Any) -> None:
    signs = b.Signatures((None, b.Sign(("CHỦ TỊCH",), name="A Ngọc Hân")))
    for count in range(24, 40):
        filler = [b.Line((b.Part(b.words(f"{n}."), "x"),)) for n in range(count)]
        last = b.Paragraph(b.words("Lời cuối cùng"))
        pages = reading.read(draw(sample(*filler, last, signs)))
        texts = [[line.text for line in page.lines] for page in pages]
        page = next(one for one in texts if "CHỦ TỊCH" in one)
        assert {"Lời cuối cùng", "A Ngọc Hân"} <= set(page)


def test_missing_fonts_are_a_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCOP_RESOURCES", str(tmp_path))
    with pytest.raises(Trouble, match=r"LiberationSerif-Regular\.ttf"):
        fonts._file("Regular")


def rows(count: int, text: str = "Máy rang cà phê") -> tuple[b.Row, ...]:
    return tuple(b.Row((b.words(str(n)), b.words(text))) for n in range(1, count + 1))


COLUMNS = (b.Column("TT", 1, "center"), b.Column("Tên máy móc", 9))


def test_a_long_table_repeats_its_heading_on_every_page(draw: Any) -> None:
    pages = reading.read(draw(sample(b.Table(COLUMNS, rows(80)))))
    assert len(pages) > 1
    for page in pages:
        assert "Tên máy móc" in [line.text for line in page.lines]
    numbers = [line.text for page in pages for line in page.lines if line.left < 42]
    assert [n for n in numbers if n.isdecimal()][:80] == [str(n) for n in range(1, 81)]


def test_a_cell_taller_than_a_page_is_split(draw: Any) -> None:
    words = [f"từ{n}" for n in range(3000)]
    table = b.Table(COLUMNS, (b.Row((b.words("1"), b.words(" ".join(words)))),))
    file = draw(sample(table))
    text = reading.text_of(file).replace("TT Tên máy móc", " ")
    found = [word for word in text.split() if word.startswith("từ")]
    assert found == words
    assert len(reading.read(file)) > 2


def test_every_kind_of_block_can_be_read_and_drawn(draw: Any) -> None:
    kinds = typing.get_args(b.Block)
    assert {type(block) for block in ONE_OF_EACH} == set(kinds)
    said = lines(ONE_OF_EACH)
    text = reading.text_of(draw(sample(*ONE_OF_EACH)))
    for line in ("Một đoạn", "Ghi chú", "BIÊN BẢN", "Mục lục", "HỒ SƠ"):
        assert line in said
        assert line in text


ONE_OF_EACH: tuple[b.Block, ...] = (
    b.Head(COUNTRY, MOTTO),
    b.Title("BIÊN BẢN", rule=True),
    b.Heading(b.words("Đề mục")),
    b.Paragraph(b.words("Một đoạn")),
    b.Line((b.Part(b.words("Tên:"), "A"),)),
    b.Dots(2),
    b.Table(COLUMNS, (*rows(2), b.Row((b.words("Nhóm"),), "group"), *rows(1)), numbered=True),
    b.Signatures((b.Recipients("Nơi nhận:", ("- Như trên",)), b.Sign(("CHỦ TỊCH",)))),
    b.Space(5),
    b.Rule(),
    b.Together((b.Paragraph((b.Run("Đủ "), b.Box(True), b.Box())),)),
    b.Contents((b.Listed("Mục lục", ""), b.Listed("Mẫu 01", "3", "(thiếu)", 1))),
    b.Note(b.words("Ghi chú")),
    b.PageBreak(),
    b.Big("HỒ SƠ"),
    b.Code("OCOP 1", note="Mã hồ sơ"),
    b.Cover((b.Big("Trên"),), (b.Big("Giữa"),), (b.Big("Dưới"),), border=True),
)
