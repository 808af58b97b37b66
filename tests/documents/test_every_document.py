"""Every document, blank and full, measured in its finished file against Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from ocop_desktop.documents import blocks as b
from ocop_desktop.documents.compose import COUNTRY, MOTTO
from ocop_desktop.documents.ink.draw import draw
from ocop_desktop.documents.lines import lines
from tests.documents import every, reading

WITHIN = 0.2
SIZES = {7.15, 8.45, 9.1, 10.0, 11.0, 12.0, 13.0, 14.0}  # the first three are raised numbers
TITLES = {15.0, 16.0, 18.0, 20.0, 22.0, 24.0, 26.0, 28.0}
COVERS = ("dossier", "divider", "certificates", "archive-cover", "part-cover")
ALL = [(name, case) for name in every.NAMES for case in every.CASES]


class Drawn:
    """A finished document with what it was made from."""

    def __init__(self, name: str, document: b.Document, file: Path) -> None:
        self.name, self.document, self.file = name, document, file
        self.pages = reading.read(file)

    @property
    def heads(self) -> list[b.Head]:
        """Its heads: a merged file has several."""
        return [block for block in self.document.blocks if isinstance(block, b.Head)]


@pytest.fixture(scope="module", params=ALL, ids=[f"{name}-{case.name}" for name, case in ALL])
def drawn(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """Each document once."""
    name, case = request.param
    document = every.filled(name, case)
    file = tmp_path_factory.mktemp("every") / f"{name}-{case.name}.pdf"
    draw(document, file)
    return Drawn(name, document, file)


def is_number(line: reading.Line, page: reading.Page) -> bool:
    return line.text.isdecimal() and line.bottom > page.height - 20 and line.size == 13


def test_paper_and_margins(drawn: Drawn) -> None:
    for page in drawn.pages:
        assert sorted((round(page.width), round(page.height))) == [210, 297]
        body = [line for line in page.lines if not is_number(line, page)]
        if not body:
            continue
        assert min(line.left for line in body) + WITHIN >= 30
        assert page.width - max(line.right for line in body) + WITHIN >= 15
        assert page.height - max(line.top for line in body) + WITHIN >= 20
        assert min(line.bottom for line in body) + WITHIN >= 20
        for stroke in page.strokes:
            assert stroke.left + WITHIN + 1 >= 30
            assert stroke.right <= page.width - 15 + WITHIN


def test_faces_and_sizes(drawn: Drawn) -> None:
    found = reading.faces(drawn.file)
    assert all(found.values())
    assert all(name.startswith("LiberationSerif") for name in found)
    allowed = SIZES | TITLES if drawn.name in COVERS else SIZES
    for page in drawn.pages:
        assert {letter.size for letter in page.letters if letter.text.strip()} <= allowed


def test_the_head_is_that_of_the_decree(drawn: Drawn) -> None:
    if not drawn.heads:
        return
    page = drawn.pages[0]
    country, motto = page.line(COUNTRY), page.line(MOTTO)
    rule = max((s for s in page.strokes if s.top < motto.bottom), key=lambda s: s.top)
    beside = [s for s in page.strokes if abs(s.top - rule.top) < 3 and s.left > page.width / 3]
    assert min(abs(s.width - motto.width) for s in beside) < 0.7
    assert 12 <= country.size <= 13 <= motto.size <= 14
    assert country.face == motto.face == "LiberationSerif-Bold"
    assert country.middle == pytest.approx(motto.middle, abs=0.3)
    assert country.text.isupper()


def test_titles_are_bold_capitals_in_the_middle(drawn: Drawn) -> None:
    titles = [block for block in drawn.document.blocks if isinstance(block, b.Title)]
    page = drawn.pages[0]
    for title in titles[:1]:
        found = next(
            (line for line in page.lines if title.name.startswith(line.text) and line.text), None
        )
        if found is None:  # further on in the file
            continue
        assert title.name.isupper()
        assert found.face == "LiberationSerif-Bold"
        assert 13 <= found.size <= 14
        assert found.middle == pytest.approx(31 + (page.width - 47) / 2, abs=0.6)


def test_pages_are_numbered_in_the_top_margin_from_the_second(drawn: Drawn) -> None:
    restarts = sum(isinstance(x, b.PageBreak) and x.restart for x in drawn.document.blocks)
    numbers = []
    for page in drawn.pages:
        found = [line for line in page.lines if is_number(line, page)]
        numbers.append(int(found[0].text) if found else 1)
        for line in found:
            assert line.face == "LiberationSerif"
            assert line.middle == pytest.approx(31 + (page.width - 47) / 2, abs=0.5)
    assert numbers.count(1) == 1 + restarts
    for before, after in pairwise(numbers):
        assert after in (1, before + 1)


def test_its_words_come_out_as_they_went_in(drawn: Drawn) -> None:
    text = reading.text_of(drawn.file).replace(" ", "")
    assert unicodedata.is_normalized("NFC", text)
    assert not set(text) & set("□☐☑☒\ufffd")
    for line in lines(drawn.document.blocks)[:60]:
        words = line.replace("[x]", " ").replace("[ ]", " ").replace("|", " ").split()
        for word in words:
            assert word == "…" or len(word) > 24 or word in text


def test_no_signature_stands_alone(drawn: Drawn) -> None:
    signs = [s for s in drawn.document.blocks if isinstance(s, b.Signatures)]
    for one in signs[-1:]:
        posts = [
            (sign.posts or (sign.note,))[0]
            for sign in one.columns
            if isinstance(sign, b.Sign) and (sign.posts or sign.note)
        ]
        for page in drawn.pages:
            found = [line for line in page.lines if line.text == posts[-1]]
            if found and not is_number(page.lines[0], page):
                above = [line for line in page.lines if line.bottom > found[-1].bottom + 4]
                assert above


def test_other_tools_find_no_fault(drawn: Drawn) -> None:
    with pikepdf.open(drawn.file) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.Root.Lang) == "vi-VN"
        assert str(pdf.docinfo["/Title"])
    if shutil.which("qpdf"):
        run = subprocess.run(["qpdf", "--check", drawn.file], capture_output=True, check=False)
        assert run.returncode == 0
    if shutil.which("pdffonts"):
        run = subprocess.run(["pdffonts", drawn.file], capture_output=True, text=True, check=True)
        rows = [line.split()[-5:-2] for line in run.stdout.splitlines()[2:]]
        assert all(row == ["yes", "yes", "yes"] for row in rows)
    if shutil.which("pdfinfo"):
        run = subprocess.run(["pdfinfo", drawn.file], capture_output=True, text=True, check=True)
        assert f"Pages:           {len(drawn.pages)}" in run.stdout
        assert "A4" in run.stdout
