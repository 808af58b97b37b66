"""The measures of an official page: Nghị định 30/2020/NĐ-CP, Phụ lục I, in millimetres and points."""

from __future__ import annotations

from dataclasses import dataclass

A4 = (210.0, 297.0)
"""Width and height of the paper, upright."""

TOP, BOTTOM, LEFT, RIGHT = 21.0, 21.0, 31.0, 16.0
"""Margins; the rule allows 20-25, 20-25, 30-35 and 15-20."""

NUMBER_FROM_TOP = 13.0
"""Where the page number stands: centred, inside the top margin, from the second page."""

COUNTRY, MOTTO, BODY, TITLE, NUMBER = 12.0, 13.0, 13.0, 14.0, 13.0
"""Sizes in points: Quốc hiệu, Tiêu ngữ, body, title of the document, page number."""

TABLE, SMALL, RECIPIENTS = 12.0, 11.0, 11.0
"""Sizes in points of what the rule leaves free (tables), of notes, of the “Nơi nhận” list."""

LEADING = 1.22
"""Distance of lines as a multiple of the size: between single and 1.5."""

BETWEEN = 6.0
"""Points between two paragraphs; the rule's least."""

FIRST_LINE = 10.0
"""Indent of a paragraph's first line; the rule allows 10 to 12.7."""


@dataclass(frozen=True)
class Sheet:
    """One page's size and margins in millimetres; a wide table may lie on its side."""

    landscape: bool = False

    @property
    def width(self) -> float:
        """From edge to edge."""
        return A4[1] if self.landscape else A4[0]

    @property
    def height(self) -> float:
        """From top to bottom."""
        return A4[0] if self.landscape else A4[1]

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - LEFT - RIGHT

    @property
    def middle(self) -> float:
        """The middle between the margins, from the left edge."""
        return LEFT + self.room / 2
