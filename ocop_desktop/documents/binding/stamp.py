"""The running page number, written on every page in one embedded face."""

from __future__ import annotations

import io

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from ocop_desktop.documents import measures
from ocop_desktop.documents.ink import fonts

POINT = 72 / 25.4
FONT = pikepdf.Name("/OcopPageNumber")
DIGITS = "0123456789"


class Stamp:
    """Writes numbers into the pages of one PDF."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        fonts.register()
        with pikepdf.open(_digits()) as source:
            page = source.pages[0]
            self.font = pdf.copy_foreign(_font_of(page))
            self.codes = _codes(page)

    def number(self, page: pikepdf.Page, number: int) -> None:
        """Write the number in the middle of the top margin; the first page shows none."""
        if number < 2:
            return
        width, height = (float(one) for one in page.mediabox.as_list()[2:])
        sheet = measures.Sheet(landscape=width > height)
        text = str(number)
        x = sheet.middle * POINT - fonts.width(text, measures.NUMBER) / 2
        y = height - measures.NUMBER_FROM_TOP * POINT
        written = "".join(f"{self.codes[digit]:02x}" for digit in text)
        line = f"BT {FONT} {measures.NUMBER:g} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{written}> Tj ET"
        page.add_resource(self.font, pikepdf.Name.Font, FONT, replace_existing=True)
        page.contents_add(f"q 0 g {line} Q".encode("ascii"))


def _digits() -> io.BytesIO:
    """A page that shows every digit once."""
    made = io.BytesIO()
    canvas = Canvas(made, invariant=1)
    canvas.setFont(fonts.face(), measures.NUMBER)
    canvas.drawString(100, 100, DIGITS)
    canvas.save()
    made.seek(0)
    return made


def _font_of(page: pikepdf.Page) -> pikepdf.Object:
    name = next(str(part[0][0]) for part in _instructions(page) if str(part[1]) == "Tf")
    shown: pikepdf.Object = page.obj["/Resources"]["/Font"][name]
    for operands, operator in _instructions(page):
        if str(operator) == "Tf":
            name = str(operands[0])
        if str(operator) == "Tj":
            shown = page.obj["/Resources"]["/Font"][name]
    return shown


def _codes(page: pikepdf.Page) -> dict[str, int]:
    """The code of each digit in the embedded subset."""
    written = b"".join(bytes(part[0][0]) for part in _instructions(page) if str(part[1]) == "Tj")
    return dict(zip(DIGITS, written[: len(DIGITS)], strict=True))


def _instructions(page: pikepdf.Page) -> list[tuple[list[pikepdf.Object], pikepdf.Operator]]:
    return [(list(one.operands), one.operator) for one in pikepdf.parse_content_stream(page)]
