"""A finished PDF as it is shown: pages drawn, words found without marks, page ranges read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.actions import papers
from ocop_desktop.actions.preview import Pages, page_numbers
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import Rejected


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    from ocop_desktop.actions import start

    folder = tmp_path_factory.mktemp("preview")
    with start.new(folder / "a.ocop", "615", officer="Y Mẫu") as data:
        return papers.print_document(data, "mau-01", None, folder / "mau-01.pdf")


def test_a_page_is_drawn_at_the_size_asked_for(file):
    pages = Pages(file)
    picture = pages.picture(0, 1.0)
    assert (picture.width, picture.height) == (596, 842)
    assert len(picture.content) == 596 * 842 * 4
    assert sum(shade < 128 for shade in picture.content[::4]) > 500, "there are letters"
    pages.close()


def test_words_are_found_without_marks_and_across_lines(file):
    pages = Pages(file)
    hits = list(pages.find("phieu dang ky"))
    assert hits
    assert list(pages.find("PHIẾU ĐĂNG KÝ")) == hits
    for box in (box for hit in hits for box in hit.boxes):
        left, top, right, bottom = box
        assert 0 < left < right < 596
        assert 0 < top < bottom < 842
    assert list(pages.find("không có câu này")) == []
    assert list(pages.find("  ")) == []
    pages.close()


def test_what_is_no_pdf_is_said(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"not a PDF")
    with pytest.raises(Trouble, match=r"a\.pdf"):
        Pages(tmp_path / "a.pdf")


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("2", [1]),
        ("1-3", [0, 1, 2]),
        ("4-", [3, 4]),
        ("-2", [0, 1]),
        ("5, 1;2–3", [4, 0, 1, 2]),
        ("1-2, 2-3", [0, 1, 2]),
    ],
)
def test_page_ranges_are_read_as_people_write_them(text, pages):
    assert page_numbers(text, 5) == pages


@pytest.mark.parametrize("text", ["0", "6", "3-2", "a", "1-x", "2-9", "-"])
def test_other_pages_are_refused_in_words(text):
    if text == "-":
        assert page_numbers(text, 5) == [0, 1, 2, 3, 4]
        return
    with pytest.raises(Rejected, match="1–5"):
        page_numbers(text, 5)


@given(st.lists(st.integers(1, 40), min_size=1))
def test_single_pages_come_once_each_in_their_order(numbers):
    text = ",".join(map(str, numbers))
    assert page_numbers(text, 40) == [n - 1 for n in dict.fromkeys(numbers)]
