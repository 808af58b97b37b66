"""Documents for Word: the same words as on paper, the same measures, one page number."""

from __future__ import annotations

import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ocop_desktop.documents import blocks as b
from ocop_desktop.documents.lines import lines
from ocop_desktop.documents.word.write import write
from tests.actions import dossiers
from tests.documents import every, reading
from tests.documents.test_ink import ONE_OF_EACH

EDITED = ("mau-03", "letter", "completion-request", "expiry-notice", "inspection", "acceptance")
EDITED += ("handover-minutes", "commune-meeting", "council-minutes", "course-report", "invitation")
EDITED += ("scoring-sheet", "registration-list")


def written(document: b.Document, folder: Path) -> Path:
    file = folder / "written.docx"
    write(document, file)
    return file


def words_of(file: Path) -> str:
    """Everything a Word file says, in the order of its body."""
    body = docx.Document(str(file)).element.body
    return " ".join(part.text or "" for part in body.iter(qn("w:t")))


def plain(text: str) -> str:
    return "".join(text.replace("\u00a0", " ").replace("☐", "").replace("☒", "").split())


@pytest.mark.parametrize("name", EDITED)
@pytest.mark.parametrize("case", every.CASES, ids=lambda case: case.name)
def test_it_says_what_the_paper_says(name: str, case: every.Case, tmp_path: Path) -> None:
    document = every.filled(name, case)
    said = plain(words_of(written(document, tmp_path)))
    for line in lines(document.blocks):
        for part in line.replace("[x]", " ").replace("[ ]", " ").replace("|", " ").split():
            assert part == "…" or plain(part) in said


@pytest.mark.parametrize("name", EDITED)
def test_page_and_face_are_those_of_the_decree(name: str, tmp_path: Path) -> None:
    document = every.filled(name, every.CASES[1])
    made = docx.Document(str(written(document, tmp_path)))
    section = made.sections[0]
    sides = sorted((round(section.page_width / Mm(1)), round(section.page_height / Mm(1))))
    assert sides == [210, 297]
    assert (section.page_width > section.page_height) == document.landscape
    assert 30 <= section.left_margin / Mm(1) <= 35
    assert 15 <= section.right_margin / Mm(1) <= 20
    assert 20 <= section.top_margin / Mm(1) <= 25
    assert 20 <= section.bottom_margin / Mm(1) <= 25
    normal = made.styles["Normal"].font
    assert (normal.name, normal.size) == ("Times New Roman", Pt(13))
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert made.core_properties.title == document.title


def test_every_kind_of_block_can_be_written(tmp_path: Path) -> None:
    said = plain(words_of(written(b.Document("Thử", ONE_OF_EACH), tmp_path)))
    for text in ("Một đoạn", "Ghi chú", "BIÊN BẢN", "Mục lục", "HỒ SƠ", "Mã hồ sơ"):
        assert plain(text) in said


def test_two_tables_are_never_joined(tmp_path: Path) -> None:
    table = b.Table((b.Column("A"),), (b.Row((b.words("1"),)),))
    file = written(b.Document("Thử", (table, table, b.Signatures((b.Sign(("B",)),)))), tmp_path)
    body = docx.Document(str(file)).element.body
    tags = [one.tag == qn("w:tbl") for one in body]
    assert not any(first and second for first, second in pairwise(tags))


def test_signatures_keep_the_last_lines_with_them(tmp_path: Path) -> None:
    blocks = (b.Paragraph(b.words("Lời cuối")), b.Signatures((b.Sign(("CHỦ TỊCH",)),)))
    made = docx.Document(str(written(b.Document("Thử", blocks), tmp_path)))
    assert made.paragraphs[0].paragraph_format.keep_with_next


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_another_program_opens_it(tmp_path: Path) -> None:
    file = written(every.filled("mau-03", every.CASES[1]), tmp_path)
    run = subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf:writer_pdf_Export",
            "--outdir",
            tmp_path,
            file,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    made = tmp_path / "written.pdf"
    if not made.exists():
        pytest.skip(f"LibreOffice has no Writer here: {run.stderr[:200]}")
    text = reading.text_of(made)
    assert "ĐÁNH GIÁ MỘT SỐ NỘI DUNG CỦA HỒ SƠ SẢN PHẨM" in text


def test_a_name_that_ends_in_docx_gives_a_word_file(office: Any, tmp_path: Path) -> None:
    from ocop_desktop.actions import papers
    from ocop_desktop.messages import Trouble

    out = papers.print_document(office, "mau-03", None, tmp_path / "mau-03.docx")
    assert "I. THÔNG TIN CHUNG VỀ HỒ SƠ SẢN PHẨM" in words_of(out)
    product = dossiers.product(office, dossiers.subject(office))
    with pytest.raises(Trouble) as refused:
        papers.print_document(office, "dossier", product, tmp_path / "d.docx")
    assert refused.value.code == "not_for_word"
