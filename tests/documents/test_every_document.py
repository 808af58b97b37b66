"""Every document, blank and full, measured in its finished file against Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from ocop_desktop.documents import blocks as b
from ocop_desktop.documents.compose import COUNTRY, MOTTO
from ocop_desktop.documents.ink.draw import draw
from ocop_desktop.documents.lines import lines, text_of
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


@pytest.fixture(scope="module")
def kept() -> dict[tuple[str, str], Drawn]:
    """What was drawn already, in whatever order the tests run."""
    return {}


@pytest.fixture(params=ALL, ids=[f"{name}-{case.name}" for name, case in ALL])
def drawn(request: Any, kept: Any, tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """Each document once."""
    name, case = request.param
    if (name, case.name) not in kept:
        document = every.filled(name, case)
        file = tmp_path_factory.mktemp("every") / f"{name}-{case.name}.pdf"
        draw(document, file)
        kept[name, case.name] = Drawn(name, document, file)
    return kept[name, case.name]


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
    said = " ".join(lines(drawn.document.blocks))
    words = set(said.replace("[x]", " ").replace("[ ]", " ").replace("|", " ").split())
    for word in words:
        assert word == "…" or len(word) > 24 or word in text


def test_check_boxes_are_drawn_as_shapes(drawn: Drawn) -> None:
    said = "\n".join(lines(drawn.document.blocks))
    if any(isinstance(block, b.Code) for block in flat(drawn.document.blocks)):
        return  # a QR code is made of squares too
    squares = [s for page in drawn.pages for s in page.strokes if is_box(s)]
    assert len(squares) == said.count("[ ]") + said.count("[x]")


def is_box(stroke: reading.Stroke) -> bool:
    """Whether it is as wide as high, and as large as a letter: the tick inside is smaller."""
    height = stroke.top - stroke.bottom
    return abs(stroke.width - height) < 0.1 and 2.6 < height < 4


def flat(blocks: Iterable[b.Block]) -> Iterator[b.Block]:
    """The blocks, and those inside them."""
    for block in blocks:
        yield block
        if isinstance(block, b.Together):
            yield from flat(block.blocks)
        if isinstance(block, b.Cover):
            yield from flat((*block.top, *block.middle, *block.foot))


def test_no_signature_stands_alone(drawn: Drawn) -> None:
    signs = [s for s in flat(drawn.document.blocks) if isinstance(s, b.Signatures)]
    posts = {
        post
        for one in signs
        for sign in one.columns
        if isinstance(sign, b.Sign) and (sign.posts or sign.note)
        for post in (sign.posts or (sign.note,))[:1]
    }
    for page in drawn.pages:
        body = [line for line in page.lines if not is_number(line, page)]
        for found in (line for line in body if line.text in posts):
            above = [x for x in (*body, *page.strokes) if x.bottom > found.bottom + 4]
            assert above, found.text


def test_no_heading_is_the_last_line_of_its_page(drawn: Drawn) -> None:
    headings = [x for x in flat(drawn.document.blocks) if isinstance(x, b.Heading)]
    told = {" ".join(text_of(one.text).replace("\u00a0", " ").split()) for one in headings}
    for page in drawn.pages:
        body = [line for line in page.lines if not is_number(line, page)]
        lowest = min((s.bottom for s in page.strokes), default=page.height)
        if body and min(line.bottom for line in body) < lowest:  # no dotted line stands below it
            last = min(body, key=lambda line: line.bottom)
            assert not any(one.endswith(last.text) for one in told if len(last.text) > 3)


def test_the_first_page_begins_at_its_margins(drawn: Drawn) -> None:
    if drawn.name in COVERS or not drawn.pages[0].lines:
        return
    page = drawn.pages[0]
    left = min([line.left for line in page.lines] + [s.left for s in page.strokes])
    assert left <= 35
    assert page.height - max(line.top for line in page.lines) <= 25


def test_the_issuing_body_has_its_rule(drawn: Drawn) -> None:
    heads = [head for head in drawn.heads if head.agency]
    if not heads:
        return
    page, motto = drawn.pages[0], drawn.pages[0].line(MOTTO)
    named = [
        line
        for line in page.lines
        if line.right < motto.left and line.bottom > motto.bottom - 12 and line.text.isupper()
    ]
    agency = [line for line in named if line.face == "LiberationSerif-Bold"]
    assert agency
    assert all(12 <= line.size <= 13 for line in named)
    lowest = min(agency, key=lambda line: line.bottom)
    under = [s for s in page.strokes if lowest.bottom - 4 < s.top < lowest.bottom]
    widest = max(line.width for line in agency)
    assert any(1 / 3 - 0.01 <= s.width / widest <= 1 / 2 + 0.01 for s in under)


def test_recipients_and_signers_stand_as_the_rule_says(drawn: Drawn) -> None:
    blocks = list(flat(drawn.document.blocks))
    columns = [one for x in blocks if isinstance(x, b.Signatures) for one in x.columns]
    found = [line for page in drawn.pages for line in page.lines]
    for label in (one.label for one in columns if isinstance(one, b.Recipients)):
        (line, *_) = [line for line in found if line.text == label]
        assert (line.size, line.face) == (12, "LiberationSerif-BoldItalic")
    for name in (one.name for one in columns if isinstance(one, b.Sign) and one.name):
        bold = [x for x in found if name.startswith(x.text) and x.face.endswith("-Bold")]
        assert any(13 <= line.size <= 14 for line in bold)


def test_indents_are_those_of_the_rule(drawn: Drawn) -> None:
    firsts = {x.first for x in flat(drawn.document.blocks) if isinstance(x, b.Paragraph)}
    assert all(first == 0 or 10 <= first <= 12.7 for first in firsts)


def test_a_table_has_its_heading_on_every_page_it_reaches(drawn: Drawn) -> None:
    for table in (x for x in flat(drawn.document.blocks) if isinstance(x, b.Table)):
        labels = [column.label for column in table.columns if " " in column.label]
        if len(table.rows) < 40 or not labels:
            continue
        first = labels[0].split()[0]
        pages = [n for n, page in enumerate(drawn.pages) if _bold(page, first)]
        assert pages == list(range(pages[0], pages[-1] + 1))
        assert len(pages) > 1


def _bold(page: reading.Page, word: str) -> bool:
    found = (line for line in page.lines if line.face.endswith("-Bold"))
    return any(word in line.text.split() for line in found)


def test_a_bursting_document_really_has_forty_rows_of_long_words() -> None:
    tables = [
        block
        for name in every.NAMES
        for block in flat(every.filled(name, every.CASES[2]).blocks)
        if isinstance(block, b.Table) and len(block.rows) >= 40
    ]
    full = [t for t in tables if any(every.LONG in text_of(cell) for cell in t.rows[39].cells)]
    assert len(tables) > 20
    assert len(full) > len(tables) / 2


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
