"""How cost grows: the exponent between two sizes, and tables that people read."""

from __future__ import annotations

from collections.abc import Sequence
from math import log


def exponent(small: tuple[float, float], large: tuple[float, float]) -> float:
    """The power of size by which a cost grows between two (size, cost): 1 is in proportion."""
    return log(large[1] / small[1]) / log(large[0] / small[0])


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown; every column but the first stands to the right."""
    ruler = ["---", *("---:" for _ in heads[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ruler, *rows))


def short(number: float) -> str:
    """A figure with as many digits as anybody reads."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2g}"
