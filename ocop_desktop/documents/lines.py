"""The lines a document says, in reading order: what tests read before any drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ocop_desktop.documents import blocks as b

TICKED, EMPTY = "[x]", "[ ]"


def text_of(words: b.Words) -> str:
    """Words as plain text, check boxes as `[x]` and `[ ]`."""
    return "".join(_piece(piece) for piece in words)


def lines(blocks: Iterable[b.Block]) -> list[str]:
    """Every line the blocks say; empty ones are left out."""
    return [line for block in blocks for line in _SAY[type(block)](block) if line]


def _piece(piece: b.Run | b.Box) -> str:
    if isinstance(piece, b.Box):
        return TICKED if piece.ticked else EMPTY
    return piece.text


def _head(block: b.Head) -> Iterator[str]:
    yield from (block.superior, block.agency, text_of(block.number), text_of(block.about))
    yield from (block.country, block.motto, text_of(block.dated))


def _title(block: b.Title) -> Iterator[str]:
    yield block.name
    yield from map(text_of, block.about)
    yield block.note


def _line(block: b.Line) -> Iterator[str]:
    yield " ".join(_part(part) for part in block.parts)


def _part(part: b.Part) -> str:
    pieces = (text_of(part.label), part.value or "…", text_of(part.after))
    return " ".join(piece for piece in pieces if piece)


def _table(block: b.Table) -> Iterator[str]:
    yield " | ".join(column.label for column in block.columns)
    for row in block.rows:
        yield " | ".join(map(text_of, row.cells))


def _signatures(block: b.Signatures) -> Iterator[str]:
    for column in block.columns:
        if isinstance(column, b.Sign):
            yield text_of(column.dated)
            yield from (*column.posts, column.note, column.name)
        elif isinstance(column, b.Recipients):
            yield from (column.label, *column.lines)


def _cover(block: b.Cover) -> Iterator[str]:
    yield from lines((*block.top, *block.middle, *block.foot))


def _contents(block: b.Contents) -> Iterator[str]:
    for line in block.lines:
        yield " ".join(piece for piece in (line.text, line.remark, line.page) if piece)


def _worded(block: b.Heading | b.Paragraph | b.Note) -> Iterator[str]:
    yield text_of(block.text)


def _silent(block: b.Block) -> Iterator[str]:
    return iter(())


_SAY: dict[type, Callable[[Any], Iterable[str]]] = {
    b.Head: _head,
    b.Title: _title,
    b.Heading: _worded,
    b.Paragraph: _worded,
    b.Line: _line,
    b.Dots: lambda block: ["…"] * block.lines,
    b.Table: _table,
    b.Signatures: _signatures,
    b.Note: _worded,
    b.Space: _silent,
    b.PageBreak: _silent,
    b.Rule: _silent,
    b.Together: lambda block: lines(block.blocks),
    b.Cover: _cover,
    b.Code: lambda block: [block.note],
    b.Big: lambda block: [block.text],
    b.Contents: _contents,
}
