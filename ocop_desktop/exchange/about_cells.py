"""Long facts of `_about` in as many cells as they need: NAME, NAME_2, NAME_3 ... side by side.

A cell of Excel holds 32,767 characters, and a province knows more installations than go into one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

CELL = 16_000
"""Characters of a cell: within Excel's limit even where each counts twice there."""


def cells_of(name: str, text: str) -> dict[str, str]:
    """The texts of the cells by their names; a short text stands in one."""
    found, start, number = {name: text[: _end(text, 0)]}, _end(text, 0), 2
    while start < len(text):
        end = _end(text, start)
        found[f"{name}_{number}"] = text[start:end]
        start, number = end, number + 1
    return found


def whole(name: str, cells: Mapping[str, str]) -> str:
    """The text that stands in the cells of a name."""
    parts, number = [cells[name]], 2
    while (more := cells.get(f"{name}_{number}")) is not None:
        parts.append(more)
        number += 1
    return "".join(parts)


def _end(text: str, start: int) -> int:
    """Where a cell ends: not beside a blank, which a spreadsheet may cut off, nor within a letter."""
    end = start + CELL
    while end < len(text) and end > start + 1 and not _parts(text, end):
        end -= 1
    return min(end, len(text))


def _parts(text: str, place: int) -> bool:
    blank = text[place - 1].isspace() or text[place].isspace()
    return not blank and not unicodedata.combining(text[place])
