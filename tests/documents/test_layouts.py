"""The layouts: every one is understood, names real fields, and says the law's words."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ocop_desktop.documents import layout
from ocop_desktop.documents.compose import compose
from ocop_desktop.documents.lines import lines
from ocop_desktop.documents.scope import Scope
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import load_forms
from tests.documents import reading, statutory

NAMES = layout.names()
STATUTORY = ("mau-01", "mau-02", "mau-03")
# what the program makes itself, beside the fields of the forms
OTHER_ROOTS = {"made", "signer", "row", "each", "paper", "count"}


@pytest.mark.parametrize("name", NAMES)
def test_a_layout_is_understood_and_says_where_its_words_come_from(name: str) -> None:
    assert layout.load(name).source


@pytest.mark.parametrize("name", NAMES)
def test_every_field_a_layout_names_is_a_field_of_a_form(name: str, root: Path) -> None:
    forms = load_forms(root / "forms")
    for path in layout.load(name).paths():
        first, _, rest = path.partition(".")
        assert first in OTHER_ROOTS or rest in forms[first].by_name, path


@pytest.mark.parametrize("name", NAMES)
def test_a_layout_can_be_blank(name: str) -> None:
    assert lines(compose(layout.load(name), Scope()).blocks)


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_of_its_first_page_is_in_the_guide(name: str, root: Path) -> None:
    picture = root / "docs" / "guide" / "pictures" / "papers" / f"{name}.png"
    assert picture.is_file(), "run docs/make_pictures.py and look at it"


@pytest.mark.parametrize("name", STATUTORY)
def test_the_three_forms_are_those_of_the_decision_in_force(name: str) -> None:
    assert "26/2026/QĐ-TTg" in layout.load(name).source


def test_a_form_of_the_former_decision_says_that_it_was_not_compared() -> None:
    assert "Chưa đối chiếu" in layout.load("mau-01-148").note


def test_mau_01_blank_is_the_form_of_the_decision_line_by_line() -> None:
    assert lines(compose(layout.load("mau-01"), Scope()).blocks) == MAU_01


def bare(text: str) -> str:
    """A line without dots to write on, boxes and spaces all alike."""
    text = text.replace("\u00a0", " ").replace("[ ]", "□").replace("\n", " ")
    return "".join(re.sub(r"…|\.{2,}", "", text).rstrip(".").split())


def said_by(name: str) -> list[str]:
    return [
        one for line in lines(compose(layout.load(name), Scope()).blocks) if (one := bare(line))
    ]


def test_mau_02_blank_is_the_form_of_the_decision_line_by_line() -> None:
    assert said_by("mau-02") == [bare(line) for line in statutory.MAU_02.splitlines()]


def test_mau_03_blank_is_the_form_of_the_decision_line_by_line() -> None:
    added = [bare(line) for line in statutory.OFFICE_ADDS]
    said = [line for line in said_by("mau-03") if line not in added]
    wanted = [bare(line) for line in statutory.MAU_03.splitlines()]
    assert sorted(said[:3]) == sorted(wanted[:3]), "office and country stand beside each other"
    assert said[3:] == wanted[3:]


@pytest.mark.parametrize("name", ["mau-02", "mau-03"])
def test_every_line_of_the_decision_is_in_the_finished_file(name: str, draw: Any) -> None:
    text = bare(reading.text_of(draw(compose(layout.load(name), Scope()))))
    wanted = {"mau-02": statutory.MAU_02, "mau-03": statutory.MAU_03}[name]
    for line in wanted.splitlines():
        for part in line.replace("□", "").split("|"):
            for word in part.split():
                assert bare(word) in text


def test_a_filled_form_says_everything_known(made: Callable[..., Any]) -> None:
    said = lines(made("mau-01").blocks)
    assert "- Tên đơn vị: Hợp tác xã Nông nghiệp Sáu Nhung" in said
    assert "của tỉnh Quảng Ngãi năm 2026" in said
    assert "Đăk Hà, ngày 05 tháng 3 năm 2026" in said
    line = next(line for line in said if line.startswith("4. Lần đăng ký"))
    assert "Nâng hạng:\u00a0[x]" in line
    assert line.count("[ ]") == 2


def test_intellectual_property_is_ticked_where_one_of_its_kinds_is(
    made: Callable[..., Any],
) -> None:
    said = [line.replace("\u00a0", " ") for line in lines(made("mau-02").blocks)]
    assert "d) Đã có đăng ký sở hữu trí tuệ: [x]" in said
    assert "+ Giấy chứng nhận đăng ký nhãn hiệu: [x]" in said
    assert "+ Bằng sáng chế [ ]" in said


def test_criteria_stand_in_the_order_of_their_set(made: Callable[..., Any]) -> None:
    said = lines(made("mau-02").blocks)
    rows = [line for line in said if line.startswith(("A. CỘNG", "1.1 |", "1.2 |"))]
    assert rows == [
        "A. CỘNG ĐỒNG | 40 | 5 | ",
        "1.1 | Nguồn nguyên liệu | 3 | 3 | ",
        "1.2 | Vùng nguyên liệu | 2 | 2 | ",
    ]


def write(folder: Path, text: str, name: str = "x") -> None:
    head = f'document = "{name}"\ntitle = "T"\nsource = "S"\n'
    (folder / "x.toml").write_text(head + text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[[block]]\nis = "picture"', "block 1"),
        ('[[block]]\nis = "text"', "needs 'text'"),
        ('[[block]]\nis = "text"\ntext = "a"\ncolour = "red"', "knows no option 'colour'"),
        ('[[block]]\nis = "text"\ntext = 5', "not of kind str"),
        ('[[block]]\nis = "text"\ntext = "a"\nalign = "up"', "none of left"),
        ('[[block]]\nis = "dots"\nlines = true', "not of kind int"),
        ('[[block]]\nis = "text"\ntext = "a"\nwhen = { field = "a.b" }', "condition"),
        ('[[block]]\nis = "table"\ncolumns = "a"', "not a list"),
        ("sheets = 2", "sheets"),
        ("[[block", "Expected"),
    ],
)
def test_an_odd_layout_is_refused_with_file_and_reason(
    tmp_path: Path, text: str, reason: str
) -> None:
    write(tmp_path, text)
    with pytest.raises(Trouble) as refused:
        layout.load("x", tmp_path)
    assert refused.value.code == "layout_broken"
    assert "x.toml" in str(refused.value)
    assert reason in str(refused.value)


def test_a_layout_must_be_called_as_its_file(tmp_path: Path) -> None:
    write(tmp_path, "", name="y")
    with pytest.raises(Trouble, match=r"x\.toml"):
        layout.load("x", tmp_path)


def test_a_document_without_layout_is_a_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="mau-99"):
        layout.load("mau-99", tmp_path)


def test_a_layout_that_is_changed_is_read_anew(tmp_path: Path) -> None:
    write(tmp_path, '[[block]]\nis = "rule"')
    assert len(layout.load("x", tmp_path).blocks) == 1
    write(tmp_path, '[[block]]\nis = "rule"\n[[block]]\nis = "break"')
    assert len(layout.load("x", tmp_path).blocks) == 2


OFFICE_PART = [
    "Phiếu số: ……-……. /PĐK- (Mã tỉnh) - (Mã xã) - (Năm)",
    "Ngày nhận: …",
    "Người tiếp nhận: … Chữ ký: …",
    "Cơ quan tiếp nhận",
    "(Ký, đóng dấu và ghi rõ họ tên)",
]
GAP = "\u00a0\u00a0\u00a0\u00a0 "
MAU_01 = [
    "Mẫu số 01: Phiếu đăng ký đánh giá, phân hạng sản phẩm OCOP",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "PHIẾU ĐĂNG KÝ",
    "Tham gia đánh giá, phân hạng sản phẩm OCOP",
    "của tỉnh ……………. năm ……….",
    "1. Thông tin về đơn vị đăng ký:",
    "- Tên đơn vị: …",
    "- Họ tên người đại diện pháp lý: …",
    "- Chức vụ: …",
    "- Địa chỉ liên hệ: …",
    "- Điện thoại: … Email: …",
    "2. Tên sản phẩm: …",
    "3. Nhóm sản phẩm đăng ký (Ngành, Nhóm, Phân nhóm1): …",
    f"4. Lần đăng ký đánh giá: Lần đầu\u00a0[ ]{GAP}Nâng hạng:\u00a0[ ]{GAP}Đánh giá lại:\u00a0[ ]",
    "5. Tài liệu kèm theo:",
    "- Báo cáo đánh giá về sản phẩm theo Bộ tiêu chí (bản gốc, bản điện tử).",
    "- Sản phẩm mẫu (số lượng): …",
    "Cam đoan những thông tin trong Phiếu đăng ký là đúng sự thật, chúng tôi xin cam kết tuân thủ "
    "các quy định về đánh giá, phân hạng sản phẩm OCOP, chịu trách nhiệm trước Hội đồng và pháp "
    "luật về Hồ sơ đăng ký đánh giá, phân hạng sản phẩm.",
    "........, ngày........tháng........năm......",
    "ĐẠI DIỆN",
    "(Ký, đóng dấu, ghi rõ họ tên)",
    "1 Theo Phụ lục I về Danh mục phân loại sản phẩm tham gia đánh giá, phân hạng sản phẩm OCOP.",
    "PHẦN DÀNH CHO CƠ QUAN QUẢN LÝ",
    "DÀNH CHO ỦY BAN NHÂN DÂN CẤP XÃ",
    *OFFICE_PART,
    "DÀNH CHO CƠ QUAN QUẢN LÝ OCOP CẤP TỈNH",
    *OFFICE_PART,
]
