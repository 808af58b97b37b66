"""Liberation Serif, the free face with Times New Roman's widths, registered once and embedded."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ocop_desktop import paths
from ocop_desktop.messages import Trouble

FAMILY = "LiberationSerif"
NO_BREAK = "\u00a0"
FACES = {
    (False, False): "Regular",
    (True, False): "Bold",
    (False, True): "Italic",
    (True, True): "BoldItalic",
}


class Face(TTFont):
    """A face that remembers how wide each word is: most words of a paper come again."""

    MOST = 50_000

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name, file)
        self._known: dict[str, float] = {}

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        """Points the text takes on one line."""
        per_point = self._known.get(text)
        if per_point is None:
            if len(self._known) > self.MOST:
                self._known.clear()
            per_point = float(super().stringWidth(text, 1.0, encoding))
            self._known[text] = per_point
        return per_point * size

    def splitString(  # noqa: N802
        self, text: str, doc: Any, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """The text by subset; where all its letters were met in this document, in one go."""
        state: Any = self.state.get(doc)
        if state is not None:
            plain = text.replace(NO_BREAK, " ")
            known = state.assignments
            if known.keys() >= set(map(ord, plain)):
                try:
                    return [(0, plain.translate(known).encode("latin-1"))]
                except UnicodeEncodeError:
                    pass  # some letters are in a later subset
        found: list[tuple[int, bytes]] = super().splitString(text, doc, encoding)
        return found


@cache
def register() -> None:
    """Make the four faces known to reportlab; once a process.

    Raises:
        Trouble: `fonts_missing`, the program's fonts are not where they belong.
    """
    rl_config.useA85 = 0  # Ascii85 in Python makes scans fifty times slower
    for style in FACES:
        pdfmetrics.registerFont(Face(face(*style), str(_file(FACES[style]))))
    regular, bold, italic, both = (face(*style) for style in FACES)
    pdfmetrics.registerFontFamily(FAMILY, regular, bold, italic, both)


def face(bold: bool = False, italic: bool = False) -> str:
    """The registered name of one of the four faces."""
    return f"{FAMILY}-{FACES[bold, italic]}"


def clean(text: str) -> str:
    """The one gate to the paper: NFC, for loose marks are drawn beside their letters."""
    return unicodedata.normalize("NFC", text)


def width(text: str, size: float, bold: bool = False, italic: bool = False) -> float:
    """Points the text takes on one line."""
    return float(pdfmetrics.stringWidth(clean(text), face(bold, italic), size))


def _file(style: str) -> Path:
    file = paths.resources_dir() / "fonts" / f"LiberationSerif-{style}.ttf"
    if not file.is_file():
        raise Trouble("fonts_missing", file=file.name)
    return file
