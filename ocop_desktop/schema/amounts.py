"""Amounts of money as people type them: 1.250.000, 12tr, 12tr5, 1,5 tỷ, 1 tỷ 500 triệu, 500k."""

from __future__ import annotations

import re
from decimal import Decimal as Exact

from ocop_desktop.schema.numerals import exact, grouped
from ocop_desktop.vietnamese import fold, nfc

MILLION, BILLION = 10**6, 10**9
_SCALES = {"k": 10**3, "nghin": 10**3, "ngan": 10**3, "tr": MILLION, "trieu": MILLION}
_SCALES |= {"ty": BILLION, "ti": BILLION}
_CURRENCY = re.compile(r"\s*(?:đồng|dong|vnđ|vnd|đ|d)\.?$")
_PART = re.compile(r"\s*([\d.,]+(?:\s[\d.,]+)*)\s*([a-z]+)\.?")
_REST = re.compile(r"\d{1,3}")


def parse(text: str, bare: int = 1) -> Exact:
    """The đồng that a text means; raise ValueError where it is no amount.

    `bare` is what a number without any unit is counted in. Digits after a unit are its fraction,
    as people write it: 12tr5 is 12,5 triệu and 1tr250 is 1,25 triệu.
    """
    lower = nfc(text).lower().replace("\u2212", "-")
    sign, body = (-1, lower[1:].lstrip()) if lower.startswith("-") else (1, lower)
    plain = fold(_CURRENCY.sub("", body))
    if re.search("[a-z]", plain):
        return sign * _with_units(plain)
    return sign * exact(plain) * (bare if plain == fold(body) else 1)


def _with_units(text: str) -> Exact:
    """The sum of its parts, larger units first."""
    total, below, place = Exact(0), 10 * BILLION, 0
    while found := _PART.match(text, place):
        scale = _SCALES.get(found[2], 0)
        if not 0 < scale < below:
            raise ValueError(text)
        total += exact(found[1]) * scale
        below, place = scale, found.end()
    rest = text[place:]
    if not rest:
        return total
    if not place or not _REST.fullmatch(rest):
        raise ValueError(text)
    return total + below * exact(f"0,{rest}")


def in_millions(value: int) -> str:
    """An amount in triệu đồng, to the last đồng: 12500000 -> 12,5."""
    whole, rest = divmod(abs(value), MILLION)
    decimals = f",{rest:06d}".rstrip("0") if rest else ""
    return f"{'-' if value < 0 else ''}{grouped(whole)}{decimals}"


def in_words(value: int) -> str:
    """An amount the way reports speak of it: "610 triệu đồng"; "" where that says no more."""
    if abs(value) < MILLION:
        return ""
    size, word = (BILLION, "tỷ") if abs(value) >= BILLION else (MILLION, "triệu")
    whole, rest = divmod(abs(value), size)
    if rest * 1000 % size:
        return ""
    decimals = f",{rest * 1000 // size:03d}".rstrip("0").rstrip(",") if rest else ""
    return f"{'-' if value < 0 else ''}{grouped(whole)}{decimals} {word} đồng"
