"""A finished PDF as the window shows it: page sizes, pictures of pages, where words stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocop_desktop.messages import Trouble
from ocop_desktop.schema import Rejected
from ocop_desktop.vietnamese import fold

Box = tuple[float, float, float, float]  # left, top, right, bottom
_BYTES = 4  # of a pixel: blue, green, red, and one that says nothing


@dataclass(frozen=True)
class Picture:
    """A page drawn: its size in pixels, four bytes a pixel (BGRx), row after row."""

    width: int
    height: int
    content: bytes


@dataclass(frozen=True)
class Hit:
    """Where searched words stand on a page (from 0): boxes in points from the upper left."""

    page: int
    boxes: tuple[Box, ...]


class Pages:
    """A PDF open for reading; close it when it is shown no more."""

    def __init__(self, file: Path) -> None:
        """Open a file; raise Trouble("not_a_pdf") where it cannot be read."""
        import pypdfium2

        self.file = file
        try:
            self._pdf = pypdfium2.PdfDocument(str(file))
            self.sizes = [self._pdf.get_page_size(n) for n in range(len(self._pdf))]
        except (pypdfium2.PdfiumError, OSError) as error:
            raise Trouble("not_a_pdf", file=file.name) from error

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, number: int, scale: float) -> Picture:
        """A page (from 0) drawn at so many pixels a point."""
        page = self._pdf[number]
        bitmap = page.render(scale=scale, prefer_bgrx=True, rev_byteorder=False)
        made = bytes(bitmap.buffer)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        if stride != width * _BYTES:
            rows = (made[n * stride : n * stride + width * _BYTES] for n in range(height))
            made = b"".join(rows)
        page.close()
        return Picture(width, height, made)

    def find(self, text: str) -> Iterator[Hit]:
        """Where a text stands, page after page; marks and case do not count."""
        wanted = fold(text).strip()
        if not wanted:
            return
        for number in range(len(self)):
            page = self._pdf[number]
            textpage = page.get_textpage()
            yield from _hits(textpage, wanted, number, self.sizes[number][1])
            textpage.close()
            page.close()

    def close(self) -> None:
        """Let go of the file."""
        self._pdf.close()


def _hits(textpage: Any, wanted: str, number: int, height: float) -> Iterator[Hit]:
    text = textpage.get_text_range()
    folded: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for one in fold(letter) or " ":
            if one == " " and folded[-1:] == [" "]:
                continue  # words that a line parts are found too
            folded.append(one)
            places.append(place)
    whole, start = "".join(folded), 0
    while (at := whole.find(wanted, start)) >= 0:
        start = at + len(wanted)
        letters = range(places[at], places[start - 1] + 1)
        boxes = [textpage.get_charbox(n) for n in letters if not text[n].isspace()]
        yield Hit(
            number, tuple(_joined([(b[0], height - b[3], b[2], height - b[1]) for b in boxes]))
        )


def _joined(boxes: list[Box]) -> Iterator[Box]:
    """The boxes of letters as one for each line they stand on."""
    line: Box | None = None
    for box in boxes:
        if line is None:
            line = box
        elif box[0] >= line[0] and box[1] < line[3] and box[3] > line[1]:
            line = (line[0], min(line[1], box[1]), max(line[2], box[2]), max(line[3], box[3]))
        else:
            yield line
            line = box
    if line is not None:
        yield line


def page_numbers(text: str, count: int) -> list[int]:
    """Pages named as people do ("1-3, 7, 10-"), from 0; all of them for "".

    Raises Rejected: what is no number, or lies outside the document.
    """
    if not text.strip():
        return list(range(count))
    found: dict[int, None] = {}
    for part in text.replace(";", ",").split(","):
        if part.strip():
            first, last = _span(part.strip(), count)
            found.update(dict.fromkeys(range(first - 1, last)))
    return list(found)


def _span(part: str, count: int) -> tuple[int, int]:
    low, dash, high = (one.strip() for one in part.replace("–", "-").partition("-"))
    words = f"“{part}” không phải là trang của tài liệu này (1–{count}). Ví dụ: 1-20, 25, 30-"
    try:
        first = int(low or 1)
        last = int(high or count) if dash else first
    except ValueError as error:
        raise Rejected(words) from error
    if not 1 <= first <= last <= count:
        raise Rejected(words)
    return first, last
