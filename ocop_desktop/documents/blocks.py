"""What a page says, before any ink: frozen blocks that tests read as lines.

To add a block: write the class; add it to `Block`; say its lines in `documents/lines.py`; draw it in
`documents/ink/draw.py`. A test walks over all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style; `blank` marks dots that stand for what is not known."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    blank: bool = False


@dataclass(frozen=True)
class Box:
    """A check box in a line of text, drawn as a shape: no free face has the letter."""

    ticked: bool = False


Words: TypeAlias = tuple[Run | Box, ...]


def words(text: str, *, bold: bool = False, italic: bool = False) -> Words:
    """Plain text as words; none where the text is empty."""
    return (Run(text, bold, italic),) if text else ()


@dataclass(frozen=True)
class Head:
    """Quốc hiệu and Tiêu ngữ, beside the issuing body where the document has one."""

    country: str
    motto: str
    superior: str = ""
    agency: str = ""
    number: Words = ()
    dated: Words = ()
    about: Words = ()


@dataclass(frozen=True)
class Title:
    """The document's name: bold capitals, then what it is about, centred."""

    name: str
    about: tuple[Words, ...] = ()
    note: str = ""
    rule: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading that stays with what follows it."""

    text: Words
    align: Align = "left"


@dataclass(frozen=True)
class Paragraph:
    """Running text; `hang` is its left indent and `first` its first line's, in millimetres."""

    text: Words
    align: Align = "justify"
    first: float = 0.0
    hang: float = 0.0
    size: float | None = None
    keep: bool = False


@dataclass(frozen=True)
class Part:
    """One label and what is filled in; `share` is its part of the line's width."""

    label: Words
    value: str = ""
    after: Words = ()
    share: float = 1.0


@dataclass(frozen=True)
class Line:
    """Labelled values on one line; a value not known is dotted, `more` lines follow it."""

    parts: tuple[Part, ...]
    more: int = 0
    hang: float = 0.0


@dataclass(frozen=True)
class Dots:
    """Dotted lines to write on."""

    lines: int = 1


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its width beside the others', how its cells stand."""

    label: str
    width: float = 1.0
    align: Align = "left"


@dataclass(frozen=True)
class Row:
    """One row; a `group` row spans the table (but its last cells, when it has them).

    `align` says how its first cell stands where not as its column; `keep` holds it to the next row.
    """

    cells: tuple[Words, ...]
    kind: Literal["plain", "group", "total"] = "plain"
    align: Align | None = None
    keep: bool = False


@dataclass(frozen=True)
class Table:
    """A ruled table that repeats its heading on every page it reaches."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    size: float | None = None
    row_height: float = 0.0
    numbered: bool = False


@dataclass(frozen=True)
class Sign:
    """A place to sign: date line, posts in capitals, what to do, and the name under it."""

    posts: tuple[str, ...] = ()
    dated: Words = ()
    note: str = ""
    name: str = ""
    capitals: bool = True


@dataclass(frozen=True)
class Recipients:
    """“Nơi nhận” at the left of the signature."""

    label: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signatures:
    """Signers beside each other, never parted from each other; None leaves a place empty."""

    columns: tuple[Sign | Recipients | None, ...]
    room: float = 25.0


@dataclass(frozen=True)
class Note:
    """A note at the foot of its page, under a short rule."""

    text: Words


@dataclass(frozen=True)
class Space:
    """Empty height in millimetres."""

    height: float


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page; with `restart`, a new document with pages of its own."""

    restart: bool = False


@dataclass(frozen=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True)
class Together:
    """Blocks that stay on one page."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Cover:
    """A page of its own: what stands at its top, in its middle and at its foot."""

    top: tuple[Block, ...] = ()
    middle: tuple[Block, ...] = ()
    foot: tuple[Block, ...] = ()
    border: bool = False


@dataclass(frozen=True)
class Code:
    """A QR code in the middle, `size` millimetres wide; `note` stands under it."""

    text: str
    size: float = 26.0
    note: str = ""


@dataclass(frozen=True)
class Big:
    """A large centred line of a cover."""

    text: str
    size: float = 20.0
    bold: bool = True


@dataclass(frozen=True)
class Listed:
    """One line of a table of contents: text, page, a remark in italics, level."""

    text: str
    page: str
    remark: str = ""
    level: int = 0


@dataclass(frozen=True)
class Contents:
    """A table of contents with leaders to the page numbers."""

    lines: tuple[Listed, ...]


Block: TypeAlias = (
    Head
    | Title
    | Heading
    | Paragraph
    | Line
    | Dots
    | Table
    | Signatures
    | Note
    | Space
    | PageBreak
    | Rule
    | Together
    | Cover
    | Code
    | Big
    | Contents
)


@dataclass(frozen=True)
class Document:
    """Blocks with what the file says of itself."""

    title: str
    blocks: tuple[Block, ...]
    author: str = ""
    landscape: bool = False
    facts: tuple[tuple[str, str], ...] = field(default=())
