"""Which parts of a shown text a typed text has found: right without marks, and across dots."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ocop_desktop.store.search_words import ways
from ocop_desktop.vietnamese import fold

Part = tuple[int, int]
"""Where it begins, and how many letters it has."""


@lru_cache(maxsize=32)
def _pattern(typed: str) -> re.Pattern[str] | None:
    """What to look for in folded text: words at their beginning, digits anywhere."""
    words = {word for way in ways(typed) for word in way}
    found = [_sought(word) for word in sorted(words, key=len, reverse=True)]
    return re.compile("|".join(found)) if found else None


def _sought(word: str) -> str:
    if word.isdecimal() and len(word) >= 3:
        return "[ .,/-]?".join(word)
    return rf"(?<![^\W_]){re.escape(word)}"


def found_parts(text: str, typed: str) -> list[Part]:
    """The parts of a text that the typed words found, in order and apart."""
    pattern = _pattern(typed) if typed else None
    if pattern is None or not text:
        return []
    folded, places = _folded(text)
    parts = []
    for match in pattern.finditer(folded):
        first, last = places[match.start()], places[match.end() - 1]
        end = last + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        parts.append((first, end - first))
    return parts


def _folded(text: str) -> tuple[str, list[int]]:
    """The text folded letter by letter, and where in the text each letter stands."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        plain = fold(letter) or ("" if unicodedata.combining(letter) else " ")
        letters.append(plain)
        places += [place] * len(plain)
    return "".join(letters), places
