"""Cells as XML, a column of many rows at a time: what each kind of value looks like in a sheet.

Several hundred rows are turned at once, so that what depends on the kind of value is asked once a
column and not once a cell. To add a kind whose cell is no plain text: a function in `_WRITERS`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from ocop_desktop.schema import Lookup, Value, dates
from ocop_desktop.schema.types import Type

Texts: TypeAlias = list[str]
Writer: TypeAlias = Callable[[Sequence[Any], Sequence[str]], Texts]  # values, row numbers -> cells

FIRST_DAY = "1900-03-01"  # before it the day numbers of spreadsheets are wrong
EPOCH = date(1899, 12, 30).toordinal()
_LITERAL = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_KEEP = ' xml:space="preserve"'
LONGEST_CELL = 32_767


def escaped(text: str) -> str:
    """Text as it stands in a sheet's XML, characters that XML lacks written `_xHHHH_`."""
    text = _LITERAL.sub("_x005F_", text)
    text = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(texts: Iterable[str]) -> bool:
    """Whether none of the texts needs escaping or its spaces kept."""
    joined = " ".join(texts)
    return (
        joined.isprintable()
        and "&" not in joined
        and "<" not in joined
        and ">" not in joined
        and "_x" not in joined
        and "  " not in joined
        and joined.strip() == joined
    )


def text_cells(letter: str, style: int) -> Writer:
    """Text in cells; a blank is an empty cell of the same style, or none if it has no style."""
    start, attribute = f'<c r="{letter}', f' s="{style}"' if style else ""
    opened = f'"{attribute} t="inlineStr"><is><t>'
    kept = f'"{attribute} t="inlineStr"><is><t{_KEEP}>'
    closed, blank = "</t></is></c>", f'"{attribute}/>'

    def write(values: Sequence[Any], numbers: Sequence[str]) -> Texts:
        if not any(values):
            return [f"{start}{n}{blank}" for n in numbers] if style else [""] * len(numbers)
        if plain(filter(None, values)):
            begin, texts = opened, values
        else:
            begin, texts = kept, [escaped(value) if value else value for value in values]
        if not style:
            return [
                f"{start}{n}{begin}{v}{closed}" if v else ""
                for v, n in zip(texts, numbers, strict=True)
            ]
        return [
            f"{start}{n}{begin}{v}{closed}" if v else f"{start}{n}{blank}"
            for v, n in zip(texts, numbers, strict=True)
        ]

    return write


def number_cells(letter: str, style: int) -> Writer:
    """Numbers, whole or exact decimal text of at most 15 digits."""
    start, opened, blank = f'<c r="{letter}', f'" s="{style}"><v>', f'" s="{style}"/>'

    def write(values: Sequence[Any], numbers: Sequence[str]) -> Texts:
        return [
            f"{start}{n}{blank}" if v is None else f"{start}{n}{opened}{v}</v></c>"
            for v, n in zip(values, numbers, strict=True)
        ]

    return write


class _Rests(dict[Any, str]):
    """What follows a cell's address, or stands in it, by value; made when a value is first met."""

    def __init__(self, make: Callable[[Any], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Any) -> str:
        if len(self) > 50_000:
            self.clear()
        self[value] = rest = self._make(value)
        return rest


def _few_values(letter: str, make: Callable[[Any], str]) -> Writer:
    """Cells of a column whose values come again and again."""
    start, rests = f'<c r="{letter}', _Rests(make)
    return lambda values, numbers: [
        f"{start}{n}{rests[v]}" for v, n in zip(values, numbers, strict=True)
    ]


def _text_rest(text: str | None, style: int) -> str:
    if not text:
        return f'" s="{style}"/>'
    return f'" s="{style}" t="inlineStr"><is><t{_KEEP}>{escaped(text)}</t></is></c>'


def date_cells(letter: str, style: int, text_style: int) -> Writer:
    """Real dates; as text where the day is not known or spreadsheets have no such day."""

    def rest(value: str | None) -> str:
        if value is None:
            return f'" s="{style}"/>'
        if dates.is_full(value) and value >= FIRST_DAY:
            day = date.fromisoformat(value).toordinal() - EPOCH
            return f'" s="{style}"><v>{day}</v></c>'
        return _text_rest(dates.show(value), text_style)

    return _few_values(letter, rest)


def of_type(type: Type, letter: str, styles: Mapping[str, int], look: Lookup) -> Writer:
    """How the cells of a kind of value are written in a column of that letter."""
    style = styles.get(type.kind, styles["text"])
    if type.kind in ("whole", "money", "year", "stars", "decimal"):
        return number_cells(letter, style)
    if type.kind == "date":
        return date_cells(letter, style, styles["text"])
    if type.kind in ("choice", "yes_no"):
        word = _words(type)
        return _few_values(letter, lambda value: _text_rest(word(value), style))
    write = text_cells(letter, style)
    turn = _turned(type, look)
    if turn is None:
        return write
    return lambda values, numbers: write(
        values if blank(values) else [turn(v) for v in values], numbers
    )


def blank(values: Sequence[Any]) -> bool:
    """Whether a column holds nothing in these rows."""
    return values.count(None) == len(values)


def _words(type: Type) -> Callable[[Any], str | None]:
    if type.kind == "yes_no":
        return lambda value: None if value is None else ("Có" if value else "Không")
    labels = unmistakable(type)
    return lambda value: labels.get(value, value)


def _turned(type: Type, look: Lookup) -> Callable[[Any], str | None] | None:
    """What makes text of a value; None where the value is the text."""
    if type.by_id:
        return lambda value: None if value is None else type.show(value, look)
    if type.kind == "many":
        shown = _Rests(lambda codes: str(type.to_cell(list(codes)) or ""))
        return lambda codes: None if codes is None else shown[tuple(codes)]
    if type.column == "json":
        return lambda value: None if value is None else str(type.to_cell(value) or "")
    return None


def unmistakable(type: Type) -> dict[str, str]:
    """Labels by code, without those that two codes of the list share (these show the code)."""
    labels: dict[str, str] = dict(getattr(type, "labels", {}))
    often = Counter(labels.values())
    return {code: label for code, label in labels.items() if often[label] == 1}


def key_cells(letter: str) -> Writer:
    """The ids behind shown texts, in a hidden column."""
    write = text_cells(letter, 0)

    def key(value: Value) -> str | None:
        if isinstance(value, list):
            return " ".join(value)
        return None if value is None else str(value)

    return lambda values, numbers: write(
        values if blank(values) else [key(v) for v in values], numbers
    )


def letters(count: int) -> list[str]:
    """The letters of the first columns: A, B, ... Z, AA, ..."""
    found = []
    for number in range(count):
        text, rest = "", number
        while rest >= 0:
            text, rest = chr(65 + rest % 26) + text, rest // 26 - 1
        found.append(text)
    return found
