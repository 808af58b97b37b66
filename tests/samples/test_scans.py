"""Stand-in papers are PDFs that can be read, the same each time."""

import pypdfium2

from ocop_desktop.samples import scan_of
from ocop_desktop.samples.scans import pdf


def text_of(content):
    document = pypdfium2.PdfDocument(content)
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    document.close()
    return text


def test_a_scan_says_what_it_stands_for(made):
    paper = next(one for one in made(count=1) if one.kind == "evidence")
    name, content = scan_of(paper)
    assert name.endswith(".pdf")
    assert "BAN MAU" in text_of(content)
    assert scan_of(paper) == (name, content)


def test_brackets_and_slashes_are_kept():
    assert text_of(pdf([r"a (b) \ c"])).strip() == r"a (b) \ c"
