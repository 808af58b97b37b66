"""What each block of a layout may say, and how each saying is read.

To add a block to the language: name its options in BLOCKS, make it in `documents/compose.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ocop_desktop.documents import texts
from ocop_desktop.schema import conditions

Boxes: TypeAlias = Mapping[str, conditions.Condition]
Reader: TypeAlias = Callable[[Any, Boxes], Any]


@dataclass(frozen=True)
class Item:
    """One block of a layout, or one column, part or signer inside it: its options, read."""

    kind: str
    options: Mapping[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        """An option by its name; AttributeError where it was not given and has no default."""
        try:
            return self.options[name]
        except KeyError:
            raise AttributeError(name) from None

    def paths(self) -> Iterator[str]:
        """Every path it and what is inside it look at."""
        for name, value in self.options.items():
            yield from _paths(name, value)


@dataclass(frozen=True)
class Option:
    """How one option is read, and what it is where it is not written."""

    read: Reader
    default: Any = None
    needed: bool = False


def read_item(raw: object, kind: str, table: Mapping[str, Option]) -> Item:
    """The options of one block or part.

    Raises:
        ValueError: an option unknown, missing or of the wrong kind, with the reason.
    """
    if not isinstance(raw, dict):
        raise ValueError(f"{kind}: a table was expected, not {raw!r}")
    given = {name: value for name, value in raw.items() if name not in ("is", "boxes")}
    if odd := sorted(set(given) - set(table)):
        raise ValueError(f"{kind} knows no option {odd[0]!r}; it knows {', '.join(table)}")
    if missing := [n for n, option in table.items() if option.needed and n not in given]:
        raise ValueError(f"{kind} needs {missing[0]!r}")
    boxes = {name: conditions.parse(one) for name, one in raw.get("boxes", {}).items()}
    read = {
        name: option.read(given[name], boxes) if name in given else option.default
        for name, option in table.items()
    }
    return Item(kind, read)


def read_block(raw: object, boxes: Boxes | None = None) -> Item:
    """One block; raise ValueError with the reason where it is odd."""
    kind = raw.get("is") if isinstance(raw, dict) else None
    if kind not in BLOCKS:
        raise ValueError(f'is = "{kind}" is no block; there are {", ".join(BLOCKS)}')
    return read_item(raw, str(kind), BLOCKS[str(kind)])


def _paths(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, texts.Text | Item):
        yield from value.paths()
    elif name in ("field", "rows", "each", "recipients") and isinstance(value, str) and value:
        yield value
    elif name == "when" and value is not None:
        yield from value.names()
    elif isinstance(value, tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _paths(name, one)


def _text(raw: Any, boxes: Boxes) -> texts.Text:
    return texts.parse(str(_typed(str)(raw, boxes)), boxes)


def _typed(*kinds: type) -> Reader:
    def read(raw: Any, boxes: Boxes) -> Any:
        if not isinstance(raw, kinds) or (isinstance(raw, bool) and bool not in kinds):
            raise ValueError(f"{raw!r} is not of kind {kinds[0].__name__}")
        return raw

    return read


def _one_of(*allowed: str) -> Reader:
    def read(raw: Any, boxes: Boxes) -> Any:
        if raw not in allowed:
            raise ValueError(f"{raw!r} is none of {', '.join(allowed)}")
        return raw

    return read


def _several(one: Reader) -> Reader:
    def read(raw: Any, boxes: Boxes) -> tuple[Any, ...]:
        if not isinstance(raw, list):
            raise ValueError(f"{raw!r} is not a list")
        return tuple(one(item, boxes) for item in raw)

    return read


def _by_kind(raw: Any, boxes: Boxes) -> dict[str, tuple[texts.Text, ...]]:
    """Cells for each kind of row."""
    return {str(kind): _texts(cells, boxes) for kind, cells in _typed(dict)(raw, boxes).items()}


def _inner(kind: str, table: Mapping[str, Option]) -> Reader:
    return lambda raw, boxes: read_item(raw, kind, table)


def _when(raw: Any, boxes: Boxes) -> conditions.Condition:
    return conditions.parse(raw)


NOTHING = texts.Text()
_number, _whole, _flag, _path = _typed(float, int), _typed(int), _typed(bool), _typed(str)
_align = _one_of("left", "center", "right", "justify")
_texts, _blocks = _several(_text), _several(read_block)
_WHEN = {"when": Option(_when)}

PART = {
    "label": Option(_text, NOTHING),
    "value": Option(_text, NOTHING),
    "field": Option(_path, ""),
    "after": Option(_text, NOTHING),
    "share": Option(_number, 1.0),
}
COLUMN = {
    "label": Option(_text, needed=True),
    "each": Option(_path, ""),
    "width": Option(_number, 1.0),
    "align": Option(_align, "left"),
    "cell": Option(_text, NOTHING),
}
SIGNER = {
    "posts": Option(_texts, ()),
    "dated": Option(_text, NOTHING),
    "note": Option(_text, NOTHING),
    "name": Option(_text, NOTHING),
    "recipients": Option(_path, ""),
    "label": Option(_path, ""),
}
_parts, _columns = _several(_inner("part", PART)), _several(_inner("column", COLUMN))
_signers = _several(_inner("signer", SIGNER))

BLOCKS: dict[str, dict[str, Option]] = {
    "head": {
        "superior": Option(_text, NOTHING),
        "agency": Option(_text, NOTHING),
        "number": Option(_text, NOTHING),
        "dated": Option(_text, NOTHING),
        "about": Option(_text, NOTHING),
    },
    "title": {
        "name": Option(_text, needed=True),
        "about": Option(_texts, ()),
        "note": Option(_text, NOTHING),
        "rule": Option(_flag, False),
    },
    "heading": {"text": Option(_text, needed=True), "align": Option(_align, "left")},
    "text": {
        "text": Option(_text, needed=True),
        "align": Option(_align, "justify"),
        "first": Option(_number, 0.0),
        "hang": Option(_number, 0.0),
        "size": Option(_number),
        "keep": Option(_flag, False),
    },
    "line": {**PART, "parts": Option(_parts, ()), "more": Option(_whole, 0)},
    "writing": {"field": Option(_path, needed=True), "lines": Option(_whole, 1)},
    "dots": {"lines": Option(_whole, 1)},
    "table": {
        "columns": Option(_columns, needed=True),
        "rows": Option(_path, ""),
        "group": Option(_texts, ()),
        "cells": Option(_by_kind, {}),
        "total": Option(_texts, ()),
        "fixed": Option(_several(_texts), ()),
        "blanks": Option(_whole, 0),
        "size": Option(_number),
        "row_height": Option(_number, 0.0),
        "numbered": Option(_flag, False),
    },
    "signatures": {"columns": Option(_signers, needed=True), "room": Option(_number, 25.0)},
    "note": {"text": Option(_text, needed=True)},
    "space": {"height": Option(_number, needed=True)},
    "big": {
        "text": Option(_text, needed=True),
        "size": Option(_number, 20.0),
        "bold": Option(_flag, True),
    },
    "contents": {"rows": Option(_path, needed=True)},
    "qr": {
        "text": Option(_text, needed=True),
        "size": Option(_number, 26.0),
        "note": Option(_text, NOTHING),
    },
    "break": {"restart": Option(_flag, False)},
    "rule": {},
    "together": {"blocks": Option(_blocks, needed=True)},
    "repeat": {
        "rows": Option(_path, needed=True),
        "blocks": Option(_blocks, needed=True),
        "least": Option(_whole, 0),
    },
    "cover": {
        "top": Option(_blocks, ()),
        "middle": Option(_blocks, ()),
        "foot": Option(_blocks, ()),
        "border": Option(_flag, False),
    },
}
for _options in BLOCKS.values():
    _options.update(_WHEN)
