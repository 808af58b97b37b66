"""How wide the columns of a table are: as its layout says, but never narrower than a word."""

from __future__ import annotations

from itertools import islice

from ocop_desktop.documents import blocks as b
from ocop_desktop.documents.ink import fonts
from ocop_desktop.documents.ink.rows import PAD

ROWS_LOOKED_AT = 12
LONGEST_WORD = 12
"""Letters of a word that is not broken: a date, a telephone number; longer ones may be."""

SPARE = 0.5


def column_widths(table: b.Table, size: float, width: float) -> list[float]:
    """The width shared out as the columns ask; one too narrow for its words takes from the others.

    Where there is no room for that, words are broken.
    """
    asked = _shared([column.width for column in table.columns], width)
    least = [_least(table, number, size) for number in range(len(table.columns))]
    if sum(least) > width:
        return asked
    held: set[int] = set()
    while narrow := {n for n, one in enumerate(asked) if n not in held and one < least[n]}:
        held |= narrow
        free = width - sum(least[n] for n in held)
        shares = [0.0 if n in held else column.width for n, column in enumerate(table.columns)]
        open_ = _shared(shares, free) if any(shares) else shares
        asked = [least[n] if n in held else open_[n] for n in range(len(asked))]
    return asked


def _shared(shares: list[float], width: float) -> list[float]:
    whole = sum(shares)
    return [width * share / whole for share in shares]


def _least(table: b.Table, column: int, size: float) -> float:
    """What the longest word of a column needs, its heading and its first rows looked at."""
    words = [(word, True) for word in table.columns[column].label.split()]
    for row in islice(table.rows, ROWS_LOOKED_AT):
        if row.kind != "group":
            words += _words(row.cells[column])
    found = {pair for pair in words if len(pair[0]) <= LONGEST_WORD}
    return max((fonts.width(word, size, bold) for word, bold in found), default=0.0) + (
        2 * PAD + SPARE
    )


def _words(cell: b.Words) -> list[tuple[str, bool]]:
    return [
        (word, piece.bold)
        for piece in cell
        if isinstance(piece, b.Run)
        for word in piece.text.split()
    ]
