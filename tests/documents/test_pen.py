"""Text written by our own pen stands where reportlab's paragraph sets it, letter for letter."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from ocop_desktop import paths
from ocop_desktop.documents.blocks import Box, Run, Words
from ocop_desktop.documents.ink import fonts, rows, shapes
from ocop_desktop.documents.ink.text import ALIGN, frags, paragraph, style

LONG = "Hợp tác xã nông nghiệp Ngọc Linh trồng sâm dây, đẳng sâm ở xã Đăk Hà, tỉnh Quảng Ngãi. "
TEXTS: dict[str, Words] = {
    "one line": (Run("Mật ong rừng"),),
    "many lines": (Run(LONG * 5),),
    "two faces": (Run("Tên sản phẩm: "), Run(LONG * 3, bold=True), Run(" (nếu có)", italic=True)),
    "raised": (Run("Diện tích 120 m"), Run("2", raised=True), Run(" nhà xưởng " + LONG)),
    "no break": (Run("a\u00a0b\u00a0c " * 60),),
    "a long word": (Run("W" * 300),),
    "a box": (Run("Lần đầu "), Box(True), Run(" " + LONG)),
    "nothing": (),
}


@pytest.fixture(autouse=True)
def _faces() -> None:
    fonts.register()


def picture(make: Callable[[Canvas], None]) -> bytes:
    out = io.BytesIO()
    canvas = shapes.PageCanvas(out, pagesize=(460, 420), initialFontName=fonts.face())
    canvas.translate(0.3, 0.7)
    make(canvas)
    canvas.save()
    page = pypdfium2.PdfDocument(out.getvalue())[0]
    return bytes(page.render(scale=2).to_numpy().tobytes())


def drawn(made: Paragraph, width: float = 400) -> Callable[[Canvas], None]:
    def on(canvas: Canvas) -> None:
        height = made.wrap(width, 10_000)[1]
        made.drawOn(canvas, 20.25, 400 - height)

    return on


@pytest.mark.parametrize("align", ALIGN)
@pytest.mark.parametrize("name", TEXTS)
def test_a_paragraph_looks_as_reportlab_sets_it(name: str, align: str) -> None:
    look = style(13, align, first=10, hang=4)
    ours = picture(drawn(paragraph(TEXTS[name], look)))
    theirs = picture(drawn(Paragraph("", look, frags=frags(TEXTS[name], look))))
    assert ours == theirs
    assert name == "nothing" or len(set(ours)) > 1


@pytest.mark.parametrize("align", ALIGN)
@pytest.mark.parametrize("name", TEXTS)
def test_a_cell_looks_as_reportlab_sets_it(name: str, align: str) -> None:
    look = style(12, align, leading=1.15)
    theirs = Paragraph("", look, frags=frags(TEXTS[name], look))
    for line in rows.cell(TEXTS[name], align, 12):
        assert picture(drawn(line, 180)) == picture(drawn(theirs, 180))


def test_a_row_laid_out_before_is_the_same_drawn_again() -> None:
    given = (TEXTS["two faces"], TEXTS["one line"]), ("left", "center"), 12.0, (200.0, 90.0)
    first, again = rows.laid(*given), rows.laid(*given)
    assert first is again
    (piece, height) = first[0]
    before = [picture(drawn(line, 192)) for line in piece[0]]
    assert before == [picture(drawn(line, 192)) for line in piece[0]]
    assert height == max(sum(line.height for line in cell) for cell in piece)


@pytest.mark.parametrize("times", [1, 12])
def test_letters_fall_into_the_subsets_that_reportlab_would_choose(times: int) -> None:
    """More letters than one subset holds, met in pieces and then again."""
    file = str(paths.resources_dir() / "fonts" / "LiberationSerif-Regular.ttf")
    ours, theirs = fonts.Face("Ours", file), TTFont("Theirs", file)
    letters = [chr(code) for code in sorted(ours.face.charToGlyph) if 32 < code < 0x2000]
    texts = ["".join(letters[at : at + 40]) + "\u00a0a b" for at in range(0, 40 * times, 40)]
    doc: Any = _Doc()
    for text in [*texts, *texts[::-1]]:
        assert _told(ours, text, doc) == _told(theirs, text, doc)


class _Doc:
    """Stands for the document that a face's subsets belong to: reportlab asks it nothing here."""


def _told(face: TTFont, text: str, doc: Any) -> list[tuple[int, bytes]]:
    return [(int(subset), bytes(codes)) for subset, codes in face.splitString(text, doc)]
