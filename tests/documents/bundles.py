"""Dossiers to bind in tests: their forms, first pages, broken scans; and looking at what came out."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image

from ocop_desktop.documents import layout
from ocop_desktop.documents.binding.bundle import Bundle, Paper, Scan, Sheet, Words
from ocop_desktop.documents.blocks import Document, Listed, PageBreak, Paragraph, words
from ocop_desktop.documents.compose import compose
from ocop_desktop.documents.scope import Scope, Shown
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


def texts(file: Path) -> list[str]:
    return [" ".join(page.text.split()) for page in reading.read(file)]


def red_corner(file: Path) -> str:
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
