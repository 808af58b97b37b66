"""Which places a typed text may mean: without marks, by code, by any word, likeliest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from ocop_desktop.places.tables import FORMER
from ocop_desktop.vietnamese import fold, same_tone_place, sort_key

LIMIT = 50
"""At most so many places are offered for one text."""

_SORTS = "xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tinh"
_BARE = re.compile(rf"(?:{_SORTS}) +(?=\D)")
_IN_FULL = {"tp": "thanh pho", "tt": "thi tran", "tx": "thi xa", "h": "huyen", "q": "quan"}
_IN_FULL |= {"x": "xa", "p": "phuong", "t": "tinh"}

CODE, SAME, FOLDED, START, WORDS, AROUND = range(6)
"""How well a place answers a text, the best first."""


class _Entry(NamedTuple):
    """One place, all texts folded."""

    key: str
    title: str
    bare: str  # without "xa", "phuong"
    all: str  # with the titles of what it lies in


class Index:
    """The places of one kind, made ready for searching."""

    def __init__(self, titles: Mapping[str, str], around: Iterable[str]) -> None:
        self._titles = titles
        self._entries = [
            _Entry(key, title, _BARE.sub("", title, count=1), f" {title} {outer}")
            for key, title, outer in zip(titles, _folded(titles.values()), around, strict=True)
        ]
        self._sorted: dict[str, str] = {}
        self._named: dict[str, list[str]] = {}
        for entry in self._entries:
            for name in {entry.title, entry.bare}:
                self._named.setdefault(_squeezed(name), []).append(entry.key)

    def find(self, text: str, near: Callable[[str], bool], *, every: bool = False) -> list[str]:
        """Keys of the places the text may mean, the likeliest first, `near` ones before others.

        `every` keeps those that an exact name elsewhere would leave out: for a list to pick from.
        """
        for wanted in _readings(text):
            ranks = self._ranks(wanted, text)
            if ranks:
                kept = ranks if every else _without_rivals(ranks, near)
                return sorted(kept, key=lambda key: self._order(kept[key], key, near))[:LIMIT]
        return []

    def _ranks(self, wanted: str, typed: str) -> dict[str, int]:
        """How well each place answers; those that do not answer are left out."""
        words = [f" {word}" for word in sorted(wanted.split(), key=len, reverse=True)]
        hits = [entry for entry in self._entries if words[0] in entry.all]
        if len(wanted) == 1:  # one letter would mean half the country
            hits = [entry for entry in hits if entry.bare.startswith(wanted)]
        ranks = {e.key: _rank(e, wanted, words) for e in hits if all(w in e.all for w in words)}
        for key in self._named.get(_squeezed(wanted), ()):
            ranks[key] = SAME if _same_marks(typed, self._titles[key]) else FOLDED
        codes = {wanted, FORMER + wanted}.intersection(self._titles)
        return ranks | dict.fromkeys(codes, CODE)

    def _order(self, rank: int, key: str, near: Callable[[str], bool]) -> tuple[object, ...]:
        former = key.startswith(FORMER)
        return max(rank, FOLDED), former, not near(key), self._sort_key(key), key

    def _sort_key(self, key: str) -> str:
        """The place of a title in the order, found once: a letter alone may mean thousands."""
        if key not in self._sorted:
            self._sorted[key] = sort_key(self._titles[key])
        return self._sorted[key]


def _rank(entry: _Entry, wanted: str, words: list[str]) -> int:
    if entry.bare.startswith(wanted) or entry.title.startswith(wanted):
        return START
    return WORDS if all(word in f" {entry.title}" for word in words) else AROUND


def _without_rivals(ranks: dict[str, int], near: Callable[[str], bool]) -> dict[str, int]:
    """Without places of today that bear the name too, but far away or with other marks.

    Places that only lie in something of that name are kept where nothing else answers.
    """
    worst = max(min(ranks.values()), WORDS)
    ranks = {key: rank for key, rank in ranks.items() if rank <= worst}
    exact = {key for key, rank in ranks.items() if rank <= FOLDED and not key.startswith(FORMER)}
    kept = set(filter(near, exact)) or exact
    kept = {key for key in kept if ranks[key] <= SAME} or kept
    return {key: rank for key, rank in ranks.items() if key in kept or key not in exact}


def _folded(titles: Iterable[str]) -> list[str]:
    """Every title folded, in one go: folding ten thousand one by one takes a while."""
    return [title.strip() for title in plain("|".join(titles)).split("|")]


def _readings(text: str) -> list[str]:
    """What the text may stand for: with "tp." and its like in full, then as it is typed."""
    typed = plain(text)
    first, _, rest = typed.partition(" ")
    in_full = [f"{_IN_FULL[first]} {rest}"] if rest and first in _IN_FULL else []
    return [*in_full, typed] if typed else []


def plain(text: str) -> str:
    """The text folded, without the signs that people leave out."""
    return re.sub(r"[-.,() ]+", " ", fold(text).replace("'", "")).strip()


def _squeezed(folded: str) -> str:
    return folded.replace(" ", "")


def _same_marks(typed: str, title: str) -> bool:
    """Whether the title ends in what was typed, marks included."""
    return same_tone_place(title).casefold().endswith(same_tone_place(typed).casefold())
