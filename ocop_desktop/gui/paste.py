"""What a spreadsheet puts on the clipboard: its cells, its headings, and which column each one is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ocop_desktop.vietnamese import fold, nfc

_LEAST_SHARE = 0.6  # of a heading's words that must be a column's for the two to be one
_SIGNS = re.compile(r"[^\w%]+")
_NUMBER_WORDS = frozenset(["tt", "stt", "so tt", "so thu tu"])


@dataclass(frozen=True)
class Headed:
    """A column that something may be pasted into: its name and the headings it goes under."""

    name: str
    headings: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """What the first line of a paste says: the column of each of its cells, "" where unknown."""

    columns: tuple[str, ...]
    unknown: tuple[str, ...] = ()  # headings that no column goes under


def cells(text: str) -> list[list[str]]:
    """The cells of a paste, line by line, tidied; lines with nothing in them at the end are left out.

    A cell with a line break or a quote comes in quotes, as Excel and LibreOffice write it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = [[_tidy(cell) for cell in line] for line in _split(text)]
    while lines and not any(lines[-1]):
        lines.pop()
    return lines


def _split(text: str) -> list[list[str]]:
    if text.count('"') % 2 or '"' not in text:  # a lone quote is an inch sign
        return [line.split("\t") for line in text.split("\n")]
    csv.field_size_limit(10_000_000)
    return list(csv.reader(io.StringIO(text), delimiter="\t"))


def _tidy(cell: str) -> str:
    return nfc(" ".join(cell.replace("\xa0", " ").split()))


def told(first: Sequence[str], columns: Sequence[Headed]) -> Told | None:
    """What a first line says of its columns; None where it is no line of headings."""
    filled = [cell for cell in first if cell]
    if not filled or any(_like_a_value(cell) for cell in filled):
        return None
    scores = sorted(
        (
            (-_likeness(cell, column), place, column.name)
            for place, cell in enumerate(first)
            for column in columns
        ),
    )
    taken: dict[int, str] = {}
    for score, place, name in scores:
        if -score >= _LEAST_SHARE and place not in taken and name not in taken.values():
            taken[place] = name
    counted = [cell for cell in filled if plain(cell) not in _NUMBER_WORDS]
    if not taken or len(taken) * 2 < len(counted):
        return None
    named = tuple(taken.get(place, "") for place in range(len(first)))
    unknown = (cell for cell, name in zip(first, named, strict=True) if cell and not name)
    return Told(named, tuple(one for one in unknown if plain(one) not in _NUMBER_WORDS))


def plain(heading: str) -> str:
    """A heading as headings are compared: folded, without signs and without what stands in brackets."""
    words = re.sub(r"\([^)]*\)", " ", fold(heading))
    return " ".join(_SIGNS.sub(" ", words).split())


def is_counting(values: Sequence[str]) -> bool:
    """Whether a column only counts its lines: 1, 2, 3 …"""
    numbers = [value.rstrip(".") for value in values if value]
    return len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _likeness(heading: str, column: Headed) -> float:
    return max((_alike(plain(heading), plain(word)) for word in column.headings), default=0.0)


def _alike(one: str, other: str) -> float:
    """1 where both are the same, else the share of words they have in common."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    mine, theirs = set(one.split()), set(other.split())
    return 0.98 * len(mine & theirs) / len(mine | theirs)


def _like_a_value(cell: str) -> bool:
    """Whether a cell holds a figure, a date or an amount, as no heading does."""
    return bool(re.fullmatch(r"[\d.,/\s%-]+", cell)) and any(sign.isdigit() for sign in cell)
