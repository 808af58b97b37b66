"""Texts of a layout: words with slots to fill, check boxes and a little emphasis.

`{subject.name}` is filled from the scope; `{path|……}` says what stands there while it is blank;
`{path:long}` and its like show it in another way (see FILTERS); `[name]` is a check box, `[o]` one
that a hand will tick. A box stays with the word before it. `<b>`, `<i>` and `<sup>` are bold, italic and raised. Nothing else has a meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from ocop_desktop.documents.blocks import Box, Run, Words
from ocop_desktop.documents.scope import Scope
from ocop_desktop.schema.conditions import NEVER, Condition
from ocop_desktop.schema.values import Value
from ocop_desktop.vietnamese import date_long

BLANK = "……………"
BY_HAND = "o"
_TOKEN = re.compile(r"\{([^{}]*)\}|\[(\w+)\]|<(/?)(b|i|sup)>")
_SLOT = re.compile(r"(?P<path>[a-z_0-9.]+)(?::(?P<filter>\w+))?(?:\|(?P<blank>.*))?", re.DOTALL)
_GAP = re.compile(r" {2,}")


def _long_date(value: Value, text: str) -> str:
    """An ISO date in words, as official papers write it."""
    return date_long(value) if isinstance(value, str) else text


FILTERS: dict[str, Callable[[Value, str], str]] = {
    "long": _long_date,
    "upper": lambda value, text: text.upper(),
}


@dataclass(frozen=True)
class Slot:
    """A place to fill from the scope."""

    path: str
    blank: str = BLANK
    filter: str = ""

    def fill(self, scope: Scope) -> str:
        """What is shown there; "" where it is blank."""
        text = scope.text(self.path)
        return FILTERS[self.filter](scope[self.path], text) if text and self.filter else text


@dataclass(frozen=True)
class Piece:
    """A run of fixed text, a slot or a check box, with its emphasis."""

    content: str | Slot | Box
    box: str = ""
    bold: bool = False
    italic: bool = False
    raised: bool = False


@dataclass(frozen=True)
class Text:
    """A text of a layout, parsed; `boxes` says when each check box is ticked."""

    pieces: tuple[Piece, ...] = ()
    boxes: Mapping[str, Condition] = field(default_factory=dict)

    def words(self, scope: Scope) -> Words:
        """The text with everything known filled in."""
        return tuple(self._word(piece, scope) for piece in self.pieces)

    def plain(self, scope: Scope, blank: bool = True) -> str:
        """The text without emphasis; "" where a slot is blank and `blank` is not wanted."""
        if not blank and any(not slot.fill(scope) for slot in self.slots()):
            return ""
        return "".join(word.text for word in self.words(scope) if isinstance(word, Run))

    def slots(self) -> Iterator[Slot]:
        """Its places to fill."""
        for piece in self.pieces:
            if isinstance(piece.content, Slot):
                yield piece.content

    def paths(self) -> Iterator[str]:
        """Every path it and its boxes look at."""
        yield from (slot.path for slot in self.slots())
        for condition in self.boxes.values():
            yield from condition.names()

    def _word(self, piece: Piece, scope: Scope) -> Run | Box:
        if isinstance(piece.content, Box):
            return Box(self.boxes[piece.box].holds(scope))
        if isinstance(piece.content, str):
            return Run(piece.content, piece.bold, piece.italic, piece.raised)
        text = piece.content.fill(scope)
        shown = text or piece.content.blank
        return Run(shown, piece.bold, piece.italic, piece.raised, blank=not text)


def parse(raw: str, boxes: Mapping[str, Condition] | None = None) -> Text:
    """A text from its written form.

    Raises:
        ValueError: a slot, box or tag that means nothing, with the reason.
    """
    boxes, raw = {BY_HAND: NEVER, **(boxes or {})}, raw.replace(" [", "\u00a0[")
    pieces: list[Piece] = []
    emphasis = {"b": False, "i": False, "sup": False}
    last = 0
    for token in _TOKEN.finditer(raw):
        pieces += _fixed(raw[last : token.start()], emphasis)
        last = token.end()
        if token[4]:
            _switch(emphasis, token[4], not token[3])
        else:
            pieces.append(_piece(token, emphasis, boxes))
    if open_ := [tag for tag, on in emphasis.items() if on]:
        raise ValueError(f"<{open_[0]}> is never closed in {raw!r}")
    return Text((*pieces, *_fixed(raw[last:], emphasis)), boxes)


def _fixed(text: str, emphasis: Mapping[str, bool]) -> list[Piece]:
    if odd := re.search(r"[{}<>]", text):
        raise ValueError(f"a stray {odd[0]!r} in {text!r}")
    kept = _GAP.sub(lambda gap: "\u00a0" * (len(gap[0]) - 1) + " ", text)
    return [Piece(kept, "", *emphasis.values())] if text else []


def _switch(emphasis: dict[str, bool], tag: str, on: bool) -> None:
    if emphasis[tag] == on:
        raise ValueError(f"<{tag}> is opened or closed twice")
    emphasis[tag] = on


def _piece(
    token: re.Match[str], emphasis: Mapping[str, bool], boxes: Mapping[str, Condition]
) -> Piece:
    if token[2]:
        if token[2] not in boxes:
            raise ValueError(f"no box is called {token[2]!r}")
        return Piece(Box(), token[2], *emphasis.values())
    return Piece(_slot(token[1]), "", *emphasis.values())


def _slot(written: str) -> Slot:
    found = _SLOT.fullmatch(written)
    if not found:
        raise ValueError(f"{{{written}}} is not a path")
    name = found["filter"] or ""
    if name and name not in FILTERS:
        raise ValueError(f"no filter is called {name!r}; there are {', '.join(FILTERS)}")
    blank = found["blank"]
    return Slot(found["path"], BLANK if blank is None else blank, name)
