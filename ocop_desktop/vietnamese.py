"""Vietnamese text: cleaning, searching without marks, sorting, names, numbers and dates in words.

`fold` and `sort_key` run for every row of a merge. So they first write the text in an 8 bit code
of our own (ASCII and the 134 Vietnamese letters fit in one byte each), and then translate bytes.
Text that does not fit, a Chinese label for instance, takes a slower road to the same answer.
"""

import codecs
import re
import string
import unicodedata
from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import Final

ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
VOWELS: Final = "aăâeêioôơuưy"
TONES: Final = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""The marks of ngang, huyền, hỏi, ngã, sắc, nặng: the order of dictionaries."""

_SMALL = [unicodedata.normalize("NFC", v + t) for v, t in product(VOWELS, TONES)] + ["đ"]
MARKED: Final = "".join(c for s in _SMALL for c in (s, s.upper()) if not c.isascii())
"""The 134 letters, both cases, that Vietnamese has beyond ASCII."""

# ---- cleaning

_INVISIBLE = "\x00-\x08\x0e-\x1b\x7f\u200b-\u200f\u2060\ufeff\ufffe\uffff\ud800-\udfff"
_TO_DROP = re.compile(f"[{_INVISIBLE}]")


def nfc(text: str) -> str:
    """One clean line: letters composed (NFC), nothing invisible, single spaces, trimmed."""
    return " ".join(_cleaned(text).split())


def nfc_lines(text: str) -> str:
    """Clean text of several lines: as `nfc`, but line ends (as LF) and indents are kept."""
    lines = (line.replace("\xa0", " ").rstrip() for line in _cleaned(text).splitlines())
    return "\n".join(lines).strip()


def _cleaned(text: str) -> str:
    """Compose the letters, drop what cannot be seen, write eth as đ."""
    if _coded(text) is not None:
        return text
    text = _TO_DROP.sub("", text).replace("\xd0", "Đ").replace("\xf0", "đ")
    return unicodedata.normalize("NFC", text)


# ---- the 8 bit code: its characters, and what each becomes in a folded text and in a sort key

_SPACES = " \t\n\r"
_PLAINER = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"}
_SIGNS = string.punctuation + "".join(_PLAINER)
_CHARACTERS = _SPACES + _SIGNS + string.digits + string.ascii_letters + MARKED
_CODE = codecs.charmap_build(("\0" + _CHARACTERS).ljust(256, "\ufffe"))
_RANKS = " " + _SIGNS + string.digits + ALPHABET
_FIRST_RANK = 0x21  # just above the space that parts the three levels of a key


def _coded(text: str) -> bytes | None:
    """The text in the 8 bit code, or None when it does not fit."""
    try:
        coded, _ = codecs.charmap_encode(text, "strict", _CODE)
    except UnicodeEncodeError:
        return None
    return None if b"\0" in coded else coded


def _folded(character: str) -> str:
    """One character as `fold` writes it; nothing for a mark or for what cannot be seen."""
    if character in _PLAINER or character in _SPACES:
        return _PLAINER.get(character, " ")
    if _TO_DROP.match(character):
        return ""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).replace("đ", "d")


def _weights(character: str) -> tuple[int, int, int]:
    """What sorts a character of the code: its rank, then its tone, then its case (bytes)."""
    small = " " if character in _SPACES else character.lower()
    parts = unicodedata.normalize("NFD", small)
    tone = next((t for t in TONES[1:] if t in parts), "")
    bare = unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts)
    case = character.lower() != character
    return _FIRST_RANK + _RANKS.index(bare), ord("0") + TONES.index(tone), ord("0") + case


def _table(of_characters: Iterable[int]) -> bytes:
    """A table for `bytes.translate`: what every character of the code becomes."""
    return bytes([0, *of_characters]).ljust(256, b"\0")


_FOLD = _table(ord(_folded(c)) for c in _CHARACTERS)
_RANK, _TONE, _CASE = (_table(w) for w in zip(*map(_weights, _CHARACTERS), strict=True))

# ---- searching and sorting


def fold(text: str) -> str:
    """The text as it is searched: no marks, đ as d, small letters, plain quotes and hyphens."""
    coded = _coded(text)
    if coded is not None:
        folded = coded.translate(_FOLD).decode("ascii")
    else:
        folded = "".join(map(_folded, text.replace("\xd0", "d").replace("\xf0", "d")))
    return " ".join(folded.split())


def vi_key(text: str) -> tuple[str, str, str]:
    """A key in the order of Vietnamese dictionaries: letters first, then tones, then case.

    Signs come before digits, digits before letters, and foreign writing after all.
    """
    coded = _coded(text)
    if coded is None:
        text = nfc_lines(text)
        coded = _coded(text)
    if coded is None:
        return _slow_key(text)
    ranks, tones, cases = (coded.translate(table).decode() for table in (_RANK, _TONE, _CASE))
    return ranks, tones.rstrip("0"), cases.rstrip("0")


def _slow_key(text: str) -> tuple[str, str, str]:
    """`vi_key` of text with letters that the code does not have: ü as u, 茶 as itself."""
    ranks, tones, cases = "", "", ""
    for character in text:
        plain = character if character in _CHARACTERS else _folded(character) or character
        known = plain in _CHARACTERS and len(plain) == 1
        rank, tone, case = _weights(plain) if known else (0, ord("0"), ord("0"))
        ranks += chr(rank) if known else plain
        tones += chr(tone) * len(plain)
        cases += chr(case) * len(plain)
    return ranks, tones.rstrip("0"), cases.rstrip("0")


def sort_key(text: str) -> str:
    """`vi_key` as one plain text that sorts byte by byte, in SQLite and in PostgreSQL "C"."""
    return " ".join(vi_key(text)).rstrip(" ")


_RUN_OF_DIGITS = re.compile(r"[0-9]+")
LONG_RUN = 9


def title_key(text: str) -> str:
    """`sort_key` with numbers by size: "Tổ hợp tác 3" stands before "Tổ hợp tác 11"."""
    return sort_key(_RUN_OF_DIGITS.sub(_sized, text))


def _sized(run: re.Match[str]) -> str:
    """A number behind how long it is: 3 is 13, 11 is 211; noughts at the front do not count."""
    digits = run.group().lstrip("0") or "0"
    long = len(digits)
    return f"{long}{digits}" if long < LONG_RUN else f"{LONG_RUN}{min(long, 99):02d}{digits}"


_LATIN = [c for c in map(chr, range(0xC0, 0x250)) if c not in _CHARACTERS and c.isalpha()]
_LATIN = [c for c in _LATIN if len(_folded(c)) == 1 and _folded(c) in _CHARACTERS]
_SORTED = [*((c, _weights(c)) for c in _CHARACTERS), *((c, _weights(_folded(c))) for c in _LATIN)]
TO_SORT: Final = (
    "".join(c for c, _ in _SORTED),
    *("".join(chr(weights[level]) for _, weights in _SORTED) for level in range(3)),
)
"""Characters, and beside each its rank, tone and case: `sort_key` for a server to work out."""

# ---- comparing spellings

_OPEN = {"a": "oa", "e": "oe", "y": "uy"}
_OPEN_SYLLABLE = re.compile(r"(o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![^\W\d_])", re.IGNORECASE)


def same_tone_place(text: str) -> str:
    """The text with hoà as hòa, thuý as thúy; for comparing, never to rewrite what was typed."""
    return _OPEN_SYLLABLE.sub(_moved_tone, nfc(text))


def _moved_tone(match: re.Match[str]) -> str:
    glide, vowel, tone = tuple(unicodedata.normalize("NFD", match.group()))
    return unicodedata.normalize("NFC", glide + tone + vowel)


# ---- names


def split_name(full: str) -> tuple[str, str, str]:
    """Family, middle and given name; a name of one word is a given name."""
    words = nfc(full).split(" ")
    if len(words) == 1:
        return "", "", words[0]
    return words[0], " ".join(words[1:-1]), words[-1]


def name_key(full: str) -> str:
    """A `sort_key` for persons: by given name, then family, then middle."""
    family, middle, given = split_name(full)
    return sort_key(" ".join(part for part in (given, family, middle) if part))


# ---- numbers

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TENS = {1: "mốt", 4: "bốn", 5: "lăm"}


def grouped(number: int) -> str:
    """A whole number in groups of three: 1.234.567."""
    return f"{number:,}".replace(",", ".")


def money(amount: int) -> str:
    """An amount as documents write it: 1.234.567 đ."""
    return f"{grouped(amount)} đ"


def money_words(amount: int) -> str:
    """An amount in words, with a capital: Một triệu đồng."""
    return capital(f"{in_words(amount)} đồng")


def capital(text: str) -> str:
    """The text with its first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def in_words(number: int) -> str:
    """A whole number in words: 1005 is "một nghìn không trăm linh năm"."""
    if number < 0:
        return f"âm {in_words(-number)}"
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, 10**9)
    words = [in_words(billions), "tỷ"] if billions else []
    return " ".join(words + _below_billion(rest, full=bool(billions)))


def _below_billion(number: int, *, full: bool) -> list[str]:
    """The words of a number below 10^9; `full` when something larger was said before."""
    words: list[str] = []
    for size, unit in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group = number // size % 1000
        if group:
            words += _below_thousand(group, full=full or bool(words))
            words += [unit] if unit else []
    return words


def _below_thousand(number: int, *, full: bool) -> list[str]:
    """The words of 1..999; with "không trăm" when `full`."""
    hundreds, rest = divmod(number, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    tens, ones = divmod(rest, 10)
    if tens == 0:
        return words + (["linh"] * bool(words) + [_DIGITS[ones]] if ones else [])
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones == 5 or (ones and tens > 1):
        words.append(_AFTER_TENS.get(ones, _DIGITS[ones]))
    elif ones:
        words.append(_DIGITS[ones])
    return words


# ---- dates


def date_long(day: date | str) -> str:
    """A date as Nghị định 30/2020 writes it: ngày 05 tháng 3 năm 2024.

    Days below 10 and the months 1 and 2 take a nought. A text may be known to the month or to
    the year only: "2024-03" is "tháng 3 năm 2024".
    """
    year, *rest = (day if isinstance(day, str) else day.isoformat()).split("-")
    words = [f"năm {year}"]
    if rest:
        month = int(rest[0])
        words.insert(0, f"tháng {month:02d}" if month < 3 else f"tháng {month}")
    if len(rest) > 1:
        words.insert(0, f"ngày {rest[1]}")
    return " ".join(words)
