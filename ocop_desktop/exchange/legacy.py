"""Old Vietnamese encodings: TCVN3 (.VnTime) and VNI text as Unicode, by font or by a careful guess.

In them a text holds the codes of a font: "Hîp t¸c x·" in .VnTime is "Hợp tác xã". The letter ư is
U+00AD in TCVN3, which cleaning would drop: convert first, clean after.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from ocop_desktop.paths import resources_dir
from ocop_desktop.vietnamese import TONES

TCVN3, VNI = "TCVN3", "VNI"
FILE = "imports/legacy-encodings.json"


@cache
def _tables() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((resources_dir() / FILE).read_text(encoding="utf-8"))
    return found


def encoding_of(font: str) -> str:
    """The encoding that a font's name stands for; "" for a font of Unicode."""
    fonts = _tables()["fonts"]
    if re.match(fonts["tcvn3"]["regex"], font, re.IGNORECASE):
        return TCVN3
    return VNI if re.match(fonts["vni"]["regex"], font, re.IGNORECASE) else ""


def by_font(text: str, font: str) -> str:
    """The text as Unicode, by the font that it is set in; unchanged for a font of Unicode."""
    encoding = encoding_of(font)
    if not encoding:
        return text
    read = decoded(text, encoding)
    capitals = _tables()["fonts"]["tcvn3"]["uppercase_regex"]
    return read.upper() if encoding == TCVN3 and re.match(capitals, font) else read


def decoded(text: str, encoding: str) -> str:
    """The text read in an old encoding, as composed Unicode."""
    table, pattern = _VNI() if encoding == VNI else _TCVN3()
    return unicodedata.normalize("NFC", pattern.sub(lambda found: table[found.group()], text))


@cache
def _TCVN3() -> tuple[dict[str, str], re.Pattern[str]]:  # noqa: N802
    return _ready(dict(_tables()["tcvn3"]))


@cache
def _VNI() -> tuple[dict[str, str], re.Pattern[str]]:  # noqa: N802
    table = dict(_tables()["vni"])
    for key, letter in list(table.items()):
        if len(key) == 2 and key[0].isupper():
            table.setdefault(key[0] + key[1].lower(), letter)
    return _ready(table)


def _ready(table: dict[str, str]) -> tuple[dict[str, str], re.Pattern[str]]:
    longest = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(map(re.escape, longest)))


# ---- guessing, where no font says it

_ONSETS = (
    "ngh|ng|nh|n|gh|gi|g|kh|kr|kl|k|ph|pl|pr|p|qu|th|tr|t|ch|c|br|b|dr|d|đr|đ|hr|h|l|m|r|s|v|x"
)
_NUCLEI = (
    "a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iê iêu iu oa oă oai oay oao oe oeo oi oo ôi "
    "ơi ua uâ uây ue uê ui uô uôi uơ uy uya uyê uyu ưa ưi ươ ươi ươu ưu yê yêu"
).split()
_SYLLABLE = re.compile(
    f"(?:{_ONSETS})?(?:{'|'.join(sorted(_NUCLEI, key=len, reverse=True))})(?:ch|c|k|m|ng|nh|n|p|t)?"
)
_BETWEEN = re.compile(r"[\s\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e\d“”‘’–—…\xa0]+")
_TONES = str.maketrans(dict.fromkeys("".join(TONES), ""))


def is_syllable(word: str) -> bool:
    """Whether a word is built as a Vietnamese syllable; its case does not matter."""
    parts = unicodedata.normalize("NFD", word.lower())
    if sum(part in TONES for part in parts) > 1:
        return False
    return bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", parts.translate(_TONES))))


def odd_words(text: str) -> int:
    """How many words with letters beyond ASCII are no Vietnamese syllables."""
    return sum(not is_syllable(word) for word in _words(text))


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN.split(text) if word and not word.isascii()]


def guess(texts: Iterable[str]) -> str:
    """The old encoding that texts of one sheet are in; "" where they are Unicode or in doubt.

    Text is taken for an old one only where it makes no sense as it stands, and where every word
    of most such texts makes sense once it is read so.
    """
    odd = [text for text in texts if odd_words(text)]
    if not odd:
        return ""
    fit = {one: sum(not odd_words(decoded(text, one)) for text in odd) for one in (TCVN3, VNI)}
    best = max(fit, key=lambda one: fit[one])
    return best if fit[best] * 2 > len(odd) and fit[TCVN3] != fit[VNI] else ""


def reader(encoding: str) -> Callable[[str], str]:
    """Reads texts of a sheet in that encoding; leaves those where a word would make no sense."""

    def read(text: str) -> str:
        if text.isascii() or not encoding or any(ord(letter) > 0xFF for letter in text):
            return text  # what has ă or ế in it is Unicode already
        changed = decoded(text, encoding)
        return text if odd_words(changed) else changed

    return read
