"""Words as reportlab paragraphs: styles, check boxes in running text, dotted blanks."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar, Literal

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from ocop_desktop.documents import measures
from ocop_desktop.documents.blocks import Box, Run, Words
from ocop_desktop.documents.ink import fonts, pen

ALIGN: dict[str, Literal[0, 1, 2, 4]] = {
    "left": TA_LEFT,
    "center": TA_CENTER,
    "right": TA_RIGHT,
    "justify": TA_JUSTIFY,
}
BOX = 0.75
"""Side of a check box as a share of the size of the letters beside it: three fixed spaces."""

FIXED = "\u00a0"


class BoxMark:
    """Stands where reportlab expects a picture; the page's canvas draws the box.

    The picture has no width, so that the box is never parted from the word it belongs to; three
    fixed spaces before it keep its place.
    """

    def __init__(self, ticked: bool, side: float) -> None:
        self.ticked, self.side = ticked, side


def style(
    size: float = measures.BODY,
    align: str = "left",
    first: float = 0.0,
    hang: float = 0.0,
    before: float = 0.0,
    leading: float = measures.LEADING,
    keep: bool = False,
) -> ParagraphStyle:
    """A paragraph style; `first` and `hang` in millimetres, the rest in points."""
    return ParagraphStyle(
        "ocop",
        fontName=fonts.face(),
        fontSize=size,
        leading=size * leading,
        alignment=ALIGN[align],
        firstLineIndent=first * mm,
        leftIndent=hang * mm,
        spaceBefore=before,
        keepWithNext=int(keep),
        allowWidows=0,
        allowOrphans=0,
    )


class Laid(Paragraph):
    """A paragraph that is broken into lines once for each width it is asked to fit.

    What the decree prints on every form is broken once for all of them: lines are kept by their
    words, looks and width, and are the same for whoever has the same ones.
    """

    MOST = 4000
    _laid, whole = 0.0, True
    _kept: ClassVar[dict[tuple[Any, ...], tuple[Any, float]]] = {}

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """Its size; nothing is done again for the width it already has."""
        if avail_width == self._laid and hasattr(self, "blPara"):
            return self.width, self.height
        self._laid = avail_width
        key = self._key(avail_width)
        found = self._kept.get(key) if key else None
        if found is not None:
            self.width, (self.blPara, self.height) = avail_width, found
            return self.width, self.height
        super().wrap(avail_width, avail_height)
        if key:
            if len(self._kept) >= self.MOST:
                self.forget()
            self._kept[key] = self.blPara, self.height
        return self.width, self.height

    @classmethod
    def forget(cls) -> None:
        """Break everything anew from now on."""
        cls._kept.clear()

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Write its lines; what is more than words, and a part of a paragraph, as reportlab does."""
        if not self._plain or not hasattr(self, "blPara"):
            super().drawOn(canvas, x, y, _sW)  # type: ignore[call-arg]
            return
        broken: Any = self.blPara
        size = broken.fontSize if broken.kind == 0 else broken.lines[0].fontSize
        lines = list(pen.lines_of(broken, self.style))
        pen.write(canvas, x, y + self.height - size, float(self.style.leading), lines)

    def split(self, avail_width: float, avail_height: float) -> list[Any]:
        """Its parts; reportlab writes into the lines it splits, so these are nobody else's."""
        self.whole, self._laid = False, 0.0
        self.wrap(avail_width, avail_height)
        parts: list[Any] = super().split(avail_width, avail_height)
        for part in parts:
            part.whole = False
        return parts

    @cached_property
    def _boxes(self) -> bool:
        return any(hasattr(frag, "cbDefn") for frag in self.frags)

    @property
    def _plain(self) -> bool:
        """Whether this is a whole paragraph, and of nothing but words."""
        return self.whole and not self._boxes

    def _key(self, width: float) -> tuple[Any, ...] | None:
        """What its lines follow from; None for a part of a paragraph, and where a box stands in it."""
        look = self.style
        if not self._plain or not all(hasattr(frag, "text") for frag in self.frags):
            return None
        words = [(f.text, f.fontName, f.fontSize, f.rise) for f in self.frags]
        indents = look.firstLineIndent, look.leftIndent, look.rightIndent
        return (width, look.leading, look.alignment, *indents, *words)


def paragraph(words: Words, look: ParagraphStyle) -> Paragraph:
    """Words set in a style; check boxes keep their place in the line."""
    return Laid("", look, frags=frags(words, look))


class Balanced(Laid):
    """A centred paragraph whose lines come out about equally long."""

    STEPS = 8
    _narrow: ClassVar[dict[tuple[Any, ...], float]] = {}

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """Wrap in the narrowest width that takes no more lines than the whole width does."""
        if avail_width == self._laid and hasattr(self, "blPara"):
            return self.width, self.height
        self._indent(0.0)
        key = self._key(avail_width)
        width = self._narrow.get(key) if key else None
        if width is None:
            width = self._narrowest(avail_width)
            if key:
                if len(self._narrow) >= self.MOST:
                    self._narrow.clear()
                self._narrow[key] = width
        self._indent((avail_width - width) / 2)
        return super().wrap(avail_width, avail_height)

    def _narrowest(self, avail_width: float) -> float:
        lines = self._count(avail_width)
        low, high = avail_width / max(lines, 1) * 0.6, avail_width
        for _ in range(self.STEPS if lines > 1 else 0):
            middle = (low + high) / 2
            low, high = (low, middle) if self._count(middle) == lines else (middle, high)
        return high

    def _count(self, width: float) -> int:
        Paragraph.wrap(self, width, 10_000)
        return len(laid_lines(self))

    def _indent(self, width: float) -> None:
        self.style.leftIndent = self.style.rightIndent = width


def balanced(words: Words, look: ParagraphStyle) -> Paragraph:
    """Centred words, their lines about equally long; `look` is used for nothing else."""
    return Balanced("", look, frags=frags(words, look))


def laid_lines(laid: Paragraph) -> list[Any]:
    """The lines a wrapped paragraph was broken into, as reportlab keeps them."""
    broken: Any = getattr(laid, "blPara", None)
    return list(broken.lines) if broken else []


def line_width(laid: Paragraph, line: object) -> float:
    """Points of one line of a wrapped paragraph."""
    room = laid.width - laid.style.leftIndent - laid.style.rightIndent
    return float(room - (line[0] if isinstance(line, tuple) else getattr(line, "extraSpace", 0)))


def measure(words: Words, size: float) -> float:
    """Points the words take on one line."""
    return sum(_width(piece, size) for piece in words)


def _width(piece: Run | Box, size: float) -> float:
    if isinstance(piece, Box):
        return BOX * size
    return fonts.width(piece.text, size * _scale(piece), piece.bold, piece.italic)


def _scale(run: Run) -> float:
    return 0.65 if run.raised else 1.0


def frags(words: Words, look: ParagraphStyle) -> list[Any]:
    """Words as reportlab keeps them in a paragraph; runs of one style are one, for that is fast."""
    made: list[Any] = []
    before: Run | Box | None = None
    for piece in joined(words) or (Run(""),):
        if isinstance(piece, Box):
            made += [_frag(Run(3 * FIXED), look), _box(piece, look)]
        elif isinstance(before, Box) and piece.text.startswith(" "):  # a box and what it asks
            made.append(_frag(replace(piece, text=FIXED + piece.text[1:]), look))
        else:
            made.append(_frag(piece, look))
        before = piece
    return made


def joined(words: Words) -> list[Run | Box]:
    """The words with neighbours of one style put together, and nothing empty."""
    made: list[Run | Box] = []
    for piece in words:
        last = made[-1] if made else None
        if isinstance(piece, Run) and isinstance(last, Run) and _alike(piece, last):
            made[-1] = Run(last.text + piece.text, last.bold, last.italic, last.raised)
        elif isinstance(piece, Box) or piece.text:
            made.append(piece)
    return made


def _alike(one: Run, other: Run) -> bool:
    return (one.bold, one.italic, one.raised) == (other.bold, other.italic, other.raised)


def _box(box: Box, look: ParagraphStyle) -> Any:
    frag = _frag(Run(""), look)
    mark = BoxMark(box.ticked, BOX * look.fontSize)
    frag.cbDefn = ParaFrag(kind="img", image=mark, width=0, height=0, valign=0)
    return frag


def _frag(piece: Run, look: ParagraphStyle) -> Any:
    frag = ParaFrag(
        fontName=look.fontName,
        fontSize=look.fontSize,
        rise=0,
        text="",
        textColor=look.textColor,
        backColor=None,
        us_lines=[],
        link=[],
        bold=0,
        italic=0,
    )
    frag.text = fonts.clean(piece.text)
    frag.fontName = fonts.face(piece.bold, piece.italic)
    frag.fontSize = look.fontSize * _scale(piece)
    frag.rise = 0.35 * look.fontSize if piece.raised else 0
    return frag
