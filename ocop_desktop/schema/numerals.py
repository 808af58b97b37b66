"""Numbers the Vietnamese way: 1.234.567,8."""

from __future__ import annotations

import re
from decimal import Decimal as Exact

_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")


def exact(text: str) -> Exact:
    """A number written the Vietnamese way, 1.234.567,8; raise ValueError where it is none.

    `1.234` is one thousand two hundred and thirty-four; `1,234,567` is read as a million too.
    """
    text = re.sub(r"[\s\u00a0]", "", text).replace("\u2212", "-")
    sign, body = (-1, text[1:]) if text.startswith("-") else (1, text)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", body):
        body = body.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?", body):
        body = body.replace(",", "")
    elif _PLAIN.fullmatch(body):
        body = body.replace(",", ".")
    else:
        raise ValueError(text)
    return sign * Exact(body)


def grouped(whole: int) -> str:
    """1234567 -> 1.234.567"""
    return f"{whole:,}".replace(",", ".")
