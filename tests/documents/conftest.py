"""Filled scopes and drawn files that the tests of paper share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageDraw

from ocop_desktop.documents import layout
from ocop_desktop.documents.binding.bundle import Paper, Scan
from ocop_desktop.documents.blocks import Document
from ocop_desktop.documents.compose import compose
from ocop_desktop.documents.ink import fonts
from ocop_desktop.documents.scope import Scope, Shown


def shown(**texts: Any) -> dict[str, Shown]:
    """Texts that are their own values; a pair is a text and a value."""
    return {
        name: Shown(*text) if isinstance(text, tuple) else Shown(str(text), text)
        for name, text in texts.items()
    }


FILLED = Scope(
    {
        "unit": shown(
            name="UBND xã Đăk Hà",
            superior="TỈNH QUẢNG NGÃI",
            issuer="ỦY BAN NHÂN DÂN XÃ ĐĂK HÀ",
            place_name="Đăk Hà",
            province_name="Quảng Ngãi",
            recipients="- Như trên;\n- Lưu: VT.",
        ),
        "signer": {"full_name": "A Ngọc Hân", "below": "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"},
        "subject": shown(
            name="Hợp tác xã Nông nghiệp Sáu Nhung",
            kind=("Hợp tác xã", "hop_tac_xa"),
            rep_name="Nguyễn Thị Sáu Nhung",
            rep_role="Giám đốc",
            rep_gender=("Nữ", "female"),
            rep_ethnicity="Kinh",
            rep_address="Thôn 5, xã Đăk Hà",
            phone="0905 123 456",
            email="sau.nhung@example.vn",
            reg_no="38G7000123",
        ),
        "product": shown(name="Cà phê bột Đăk Hà", criteria_set=("13. Cà phê", "set_13")),
        "dossier": shown(
            kind=("Nâng hạng", "upgrade"),
            year=2026,
            receipt_no="01",
            signed_on=("05/03/2026", "2026-03-05"),
            report_on=("12/10/2026", "2026-10-12"),
            held_papers=("", ["food_safety", "trademark"]),
            history="Thành lập năm 2015.\nNăm 2019 xây xưởng rang xay.",
            view_material="Dùng 100% cà phê trong xã.",
        ),
        "made": {
            "address": "Thôn 5, xã Đăk Hà, tỉnh Quảng Ngãi",
            "classification": "Ngành: Thực phẩm; Nhóm: Cà phê, ca cao",
            "samples": "05 sản phẩm",
            "subject_place": "Đăk Hà",
            "office": "xã Đăk Hà",
            "province": "tỉnh Quảng Ngãi",
            "report_number": "07/BC-UBND",
            "criteria_set": "Sản phẩm cà phê, ca cao",
            "criteria": [
                {"kind": "group", "title": "A. CỘNG ĐỒNG", "max": "40", "points": "5"},
                {"no": "1.1", "title": "Nguồn nguyên liệu", "max": "3", "points": "3"},
                {"no": "1.2", "title": "Vùng nguyên liệu", "max": "2", "points": "2"},
            ],
            "criteria_points": "5",
        },
    }
)


@pytest.fixture
def filled() -> Scope:
    """Everything known of a dossier."""
    return FILLED


@pytest.fixture
def made() -> Callable[..., Document]:
    """A document of a layout, filled unless a scope is given."""
    return lambda name, scope=FILLED: compose(layout.load(name), scope, author="UBND xã Đăk Hà")


@pytest.fixture
def draw(tmp_path: Path) -> Callable[..., Path]:
    """Draws a document into a file."""
    from ocop_desktop.documents.ink.draw import draw as ink

    def drawn(document: Document, name: str = "drawn", **options: Any) -> Path:
        file = tmp_path / f"{name}.pdf"
        ink(document, file, **options)
        return file

    return drawn


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
