"""Reading a finished PDF as a reader would measure it: letters with place, face and size; strokes."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as raw

MM = 72 / 25.4
FAR = 6.0


@dataclass(frozen=True)
class Letter:
    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    face: str


@dataclass(frozen=True)
class Line:
    """Letters on one base line, not far apart; measures in millimetres from the page's corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    face: str

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class Stroke:
    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    letters: tuple[Letter, ...]
    strokes: tuple[Stroke, ...]
    text: str

    @property
    def lines(self) -> list[Line]:
        rows: dict[float, list[Letter]] = {}
        for letter in self.letters:
            if letter.text.strip():
                rows.setdefault(letter.bottom, []).append(letter)
        found = [_line(part) for row in rows.values() for part in _parted(row)]
        return sorted(found, key=lambda line: (-line.bottom, line.left))

    def line(self, start: str) -> Line:
        """The line that begins with these words."""
        return next(line for line in self.lines if line.text.startswith(start))


def read(file: Path) -> list[Page]:
    """Every page of a PDF."""
    with pypdfium2.PdfDocument(file) as pdf:
        return [_page(pdf[number]) for number in range(len(pdf))]


def text_of(file: Path) -> str:
    """The text of a PDF, fixed spaces as spaces, line breaks as one space."""
    return " ".join(" ".join(page.text.replace("\u00a0", " ").split()) for page in read(file))


def faces(file: Path) -> dict[str, bool]:
    """Each font of a PDF by name, and whether it is embedded."""
    found: dict[str, bool] = {}
    with pikepdf.open(file) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                name = str(thing.FontName).lstrip("/").split("+")[-1]
                found[name] = any(f"/FontFile{kind}" in thing for kind in ("", "2", "3"))
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
                name = str(thing.BaseFont).lstrip("/").split("+")[-1]
                found.setdefault(name, False)
    return found


def _page(page: pypdfium2.PdfPage) -> Page:
    textpage = page.get_textpage()
    letters = tuple(_letter(textpage, n) for n in range(textpage.count_chars()))
    width, height = page.get_size()
    text = textpage.get_text_range()
    return Page(width / MM, height / MM, letters, tuple(_strokes(page)), text)


def _letter(textpage: pypdfium2.PdfTextPage, number: int) -> Letter:
    left, _, right, top = (one / MM for one in textpage.get_charbox(number, loose=True))
    size = raw.FPDFText_GetFontSize(textpage.raw, number)
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage.raw, number, name, 200, ctypes.byref(flags))
    text = chr(raw.FPDFText_GetUnicode(textpage.raw, number))
    face = name.value.decode().split("+")[-1]
    x, base = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage.raw, number, ctypes.byref(x), ctypes.byref(base))
    return Letter(text, left, right, round(base.value / MM, 2), top, round(size, 2), face)


def _strokes(page: pypdfium2.PdfPage) -> list[Stroke]:
    found = []
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = (one / MM for one in thing.get_bounds())
        found.append(Stroke(left, right, bottom, top))
    return found


def _parted(row: list[Letter]) -> list[list[Letter]]:
    """Letters of one height, parted where they stand far from each other."""
    row = sorted(row, key=lambda letter: letter.left)
    parts = [[row[0]]]
    for letter in row[1:]:
        if letter.left - parts[-1][-1].right > FAR:
            parts.append([])
        parts[-1].append(letter)
    return parts


def _line(row: list[Letter]) -> Line:
    text, last = "", row[0]
    for letter in row:
        gap = letter.left - last.right > 0.12 * letter.size / MM
        text, last = f"{text} {letter.text}" if gap else text + letter.text, letter
    left, right = row[0].left, max(letter.right for letter in row)
    top = max(letter.top for letter in row)
    return Line(text, left, right, row[0].bottom, top, row[0].size, row[0].face)
