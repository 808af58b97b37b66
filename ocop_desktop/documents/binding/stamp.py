"""What stands on every page of a dossier: the running number, and on a draft that it is one."""

from __future__ import annotations

import io
import math

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from ocop_desktop.documents import measures
from ocop_desktop.documents.ink import fonts

POINT = 72 / 25.4
FONT, SHADE = pikepdf.Name("/OcopPageNumber"), pikepdf.Name("/OcopShade")
DIGITS = "0123456789"
WATERMARK = 92.0
GREY, OPACITY = 0.5, 0.22


class Stamp:
    """Writes numbers, and a watermark where there is one, into the pages of one PDF."""

    def __init__(self, pdf: pikepdf.Pdf, watermark: str = "") -> None:
        fonts.register()
        self.watermark = watermark
        with pikepdf.open(_letters(watermark)) as source:
            page = source.pages[0]
            self.font = pdf.copy_foreign(_font_of(page))
            self.codes = _codes(page, DIGITS + watermark)
        shade = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, ca=OPACITY)
        self.shade = pdf.make_indirect(shade)
        self.pdf = pdf

    def mark(self, page: pikepdf.Page, number: int) -> None:
        """Write what belongs on a page; the first shows no number."""
        width, height = (float(one) for one in page.mediabox.as_list()[2:])
        lines = []
        if self.watermark:
            page.add_resource(self.shade, pikepdf.Name.ExtGState, SHADE, replace_existing=True)
            lines.append(self._watermark(width, height))
        if number > 1:
            lines.append(self._number(str(number), width, height))
        if lines:
            page.add_resource(self.font, pikepdf.Name.Font, FONT, replace_existing=True)
            page.contents_add("\n".join(lines).encode("ascii"))

    def _number(self, text: str, width: float, height: float) -> str:
        sheet = measures.Sheet(landscape=width > height)
        x = sheet.middle * POINT - fonts.width(text, measures.NUMBER) / 2
        y = height - measures.NUMBER_FROM_TOP * POINT
        return f"q 0 g {self._said(text, measures.NUMBER, (1, 0, 0, 1, x, y))} Q"

    def _watermark(self, width: float, height: float) -> str:
        """Grey letters from the lower left to the upper right."""
        angle = math.atan2(height, width)
        length = fonts.width(self.watermark, WATERMARK) / 2
        cosine, sine = math.cos(angle), math.sin(angle)
        x, y = width / 2 - length * cosine, height / 2 - length * sine
        at = (cosine, sine, -sine, cosine, x, y)
        return f"q {SHADE} gs {GREY} g {self._said(self.watermark, WATERMARK, at)} Q"

    def _said(self, text: str, size: float, at: tuple[float, ...]) -> str:
        written = "".join(f"{self.codes[letter]:02x}" for letter in text)
        matrix = " ".join(f"{one:.4f}" for one in at)
        return f"BT {FONT} {size:g} Tf {matrix} Tm <{written}> Tj ET"


def _letters(more: str) -> io.BytesIO:
    """A page that shows every letter once."""
    made = io.BytesIO()
    canvas = Canvas(made, invariant=1)
    canvas.setFont(fonts.face(), measures.NUMBER)
    canvas.drawString(100, 100, DIGITS + more)
    canvas.save()
    made.seek(0)
    return made


def _font_of(page: pikepdf.Page) -> pikepdf.Object:
    """The embedded face that the letters are shown in."""
    name, shown = "", None
    for operands, operator in _instructions(page):
        if str(operator) == "Tf":
            name = str(operands[0])
        if str(operator) == "Tj":
            shown = page.obj["/Resources"]["/Font"][name]
    assert shown is not None
    return shown


def _codes(page: pikepdf.Page, text: str) -> dict[str, int]:
    """The code of each letter in the embedded subset."""
    parts = _instructions(page)
    written = b"".join(bytes(part[0][0]) for part in parts if str(part[1]) == "Tj")
    return dict(zip(text, written[: len(text)], strict=True))


def _instructions(page: pikepdf.Page) -> list[tuple[list[pikepdf.Object], pikepdf.Operator]]:
    return [(list(one.operands), one.operator) for one in pikepdf.parse_content_stream(page)]
