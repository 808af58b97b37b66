"""What a record is found by, as words of the full-text index; and a typed text as a question to it.

The words of a record are of four sorts. Folded words ("dak"); the same words as they are written,
where they have marks ("đắk"); the first words of the title, each under a sign for its place
("ǀdak"); and for each run of digits its parts of three, each as one letter of no language here
("512" is the letter 512 places after U+4E00). Full text finds words by their beginning only:
so a number is found by any part of it, and no row is read that does not have the part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import add

from ocop_desktop.vietnamese import fold, same_tone_place

BEGINS = "ǀǁǂǃ"
"""The signs of the first, second, third and fourth word of a title."""

_PART = 3  # digits
_FIRST_PART = 0x4E00
_SEPARATORS = str.maketrans(
    dict.fromkeys("-.,;:/\\()[]{}<>|=~^`$%'\"“”‘’&+*@#_–—…!?•" + BEGINS, " ")
)
_ASCII_SEPARATORS = bytes(0x20 if code in _SEPARATORS else code for code in range(256))
_PARTS = {f"{n:03}": chr(_FIRST_PART + n) for n in range(10**_PART)}
_ABROAD = re.compile(r"(?<![\d+])(?:\+|00)84[ .)-]*(?=\d)")
_RUNS = re.compile(r"[0-9]{3,}")
_NUMBERS = re.compile(r"(?<![^\s(])[0-9]+(?:[-./][0-9]+)+(?![^\s),;])")
_GROUPED = str.maketrans("", "", "-./")
_LONGEST = 24  # digits that are read as one number


def search_text(typed: str) -> str:
    """Text as it is searched: folded, tone marks in one place, signs as blanks."""
    return " ".join(_without_signs(fold(same_tone_place(typed))).split())


def exact_text(typed: str) -> str:
    """Text as it is written: small letters, tone marks in one place, signs as blanks."""
    return " ".join(_without_signs(same_tone_place(typed).lower()).split())


def _without_signs(text: str) -> str:
    if text.isascii():  # nearly every folded text; bytes are translated much quicker
        return text.encode("ascii").translate(_ASCII_SEPARATORS).decode("ascii")
    return text.translate(_SEPARATORS)


def index_words(title: str, shown: str) -> str:
    """All words that find a record with this title, and with all that is shown of it."""
    words = chain.from_iterable(map(_WORDS.__getitem__, shown.split()))
    first = chain.from_iterable(map(_FIRST.__getitem__, title.split()))
    return " ".join(dict.fromkeys(chain(words, map(add, BEGINS, first))))


def _folded(written: str) -> list[str]:
    """The folded words of one written word."""
    if written.isascii() and written.isprintable():
        return _without_signs(written.lower()).split()
    return _without_signs(fold(same_tone_place(written))).split()


def _all_of(written: str) -> list[str]:
    """Everything that one written word is found by."""
    words = _folded(written)
    placed = written
    if not written.isascii():
        placed = same_tone_place(written)
        words += _marked(placed)
    runs = [run for word in words if not word.isalpha() for run in _runs(word)]
    if not _SEVERAL.search(placed):
        return words + _all_parts(runs)
    joined = (one.translate(_GROUPED) for one in _NUMBERS.findall(placed))
    numbers = [number for number in joined if len(number) <= _LONGEST]
    return words + numbers + _all_parts(runs + numbers)


def _runs(word: str) -> list[str]:
    if word.isascii() and word.isdigit():
        return [word] if len(word) >= _PART else []
    return _RUNS.findall(word)


def _all_parts(runs: Iterable[str]) -> list[str]:
    return [part for run in runs for part in _parts(run, 1)]


class _Known(dict[str, list[str]]):
    """Written words, each looked into when it is first met: few make up most of all texts."""

    def __init__(self, look: Callable[[str], list[str]]) -> None:
        super().__init__()
        self._look = look

    def __missing__(self, written: str) -> list[str]:
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[written] = words = self._look(written)
        return words


_SEVERAL = re.compile(r"[0-9][-./]")  # what any of `_NUMBERS` has
_MOST_WORDS = 8000
_WORDS, _FIRST = _Known(_all_of), _Known(_folded)


def _marked(placed: str) -> Iterator[str]:
    """The words with marks, as they are written."""
    if placed.isascii():
        return
    for word in placed.lower().split():
        if word.isascii():
            continue
        if word.isalpha():
            yield word
        else:
            yield from (w for w in _without_signs(word).split() if not w.isascii())


def _parts(digits: str, step: int) -> list[str]:
    """The parts of three digits of a run, one letter each; with every step, the last one too."""
    last = len(digits) - _PART
    places = [*range(0, last, step), last] if last >= 0 else []
    return [_PARTS[digits[n : n + _PART]] for n in places]


@dataclass(frozen=True)
class Question:
    """A typed text as it is asked of the index, the likeliest first.

    `tiers` are full-text expressions: words as they were typed before folded ones, at the
    beginning of the title before elsewhere. The last finds all that the others do. A row also
    has, of one of the `digits`, every one somewhere in its words with a blank before them (parts
    of three digits do not say so).
    """

    tiers: tuple[str, ...]
    digits: tuple[tuple[str, ...], ...] = ()

    @property
    def everything(self) -> str:
        """The expression that finds every record meant."""
        return self.tiers[-1]


def question(typed: str) -> Question | None:
    """What a typed text asks; None where it has no words."""
    typed = _ABROAD.sub("0", typed)
    folded, exact = search_text(typed).split(), exact_text(typed).split()
    if not folded:
        return None
    if len(exact) != len(folded):
        exact = folded  # foreign writing that folds into other words
    ways = _ways(folded)
    everything = " OR ".join(f"({_all(map(_anywhere, way))})" for way in ways)
    begins = _all(_beginning(n, folded) for n in range(len(folded)))
    tiers = [begins, everything]  # what begins so has every word of the first way
    marked = [_starts(word) for word, plain in zip(exact, folded, strict=True) if word != plain]
    if marked:
        tiers = [f"({tier}) AND {_all(marked)}" for tier in tiers] + tiers
    return Question(tuple(tiers), _checked(ways))


def _checked(ways: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """What a row must have of each way; nothing where the full text says it all."""
    numbers = [[word for word in way if word.isdecimal()] for way in ways]
    if len(ways) == 1:
        longer = tuple(word for word in numbers[0] if len(word) > _PART)
        return (longer,) if longer else ()
    return tuple(tuple(w if len(w) >= _PART else f" {w}" for w in way) for way in numbers)


def ways(typed: str) -> list[list[str]]:
    """Every way in which a typed text may be meant, as folded words."""
    return _ways(search_text(_ABROAD.sub("0", typed)).split())


def _ways(words: Sequence[str]) -> list[list[str]]:
    """The words as they stand; numbers typed in groups also as one number; 84... also as 0..."""
    joined: list[str] = []
    for word, before in zip(words, ["", *words], strict=False):
        if word.isdecimal() and before.isdecimal():
            joined[-1] += word
        else:
            joined.append(word)
    home = ["0" + w[2:] if len(w) == 11 and w.startswith("84") else w for w in joined]
    ways: list[list[str]] = []
    for way in (list(words), joined, home):
        if way not in ways:
            ways.append(way)
    return ways


def _anywhere(word: str) -> str:
    if word.isdecimal() and len(word) >= _PART:
        return _all(f'"{part}"' for part in dict.fromkeys(_parts(word, _PART)))
    return _starts(word)


def _beginning(place: int, words: Sequence[str]) -> str:
    """A word at its place in the title; the last one is still being typed."""
    if place >= len(BEGINS):
        return _anywhere(words[place])
    word = BEGINS[place] + words[place]
    return _starts(word) if place == len(words) - 1 else f'"{word}"'


def _starts(word: str) -> str:
    return f'"{word}"*'


def _all(terms: Iterable[str]) -> str:
    return " AND ".join(terms)
