"""The hidden sheet `_rows`: which records stood in each sheet, so that rows taken out can be named.

Of every row six bytes of its id (the last twelve digits), in the order in which the rows were
written: the receiver, who holds most of the records, recognises those that are not there any more,
and says in which row they stood. Ten thousand rows are 60 KB.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ocop_desktop.exchange.layout import FIRST_ROW
from ocop_desktop.schema.types import cell_text

ROWS = "_rows"
DIGITS = 12  # of an id, its last: they are drawn by lot
_SHORT = DIGITS // 2  # bytes
_IN_A_CELL = 3000 * _SHORT  # bytes, as text 24,000 characters: a cell holds 32,767


def tails(ids: Iterable[str]) -> bytes:
    """What is listed of these ids."""
    return bytes.fromhex("".join([id[-DIGITS:] for id in ids]))


def lines(listed: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """The sheet: the kind of a form and a piece of its list, for every form that has rows."""
    return [
        (kind, b64encode(content[at : at + _IN_A_CELL]).decode("ascii"))
        for kind, content in listed.items()
        for at in range(0, len(content), _IN_A_CELL)
    ]


def read(found: Iterable[Sequence[object]]) -> dict[str, bytes]:
    """The lists by kind from the sheet's lines; raise ValueError where they are none."""
    listed: dict[str, bytes] = {}
    for line in found:
        if len(line) < 2:
            raise ValueError("line")
        kind, piece = cell_text(line[0]), cell_text(line[1]).strip()
        listed[kind] = listed.get(kind, b"") + b64decode(piece, validate=True)
    return listed


def gone(listed: bytes, ids: Collection[str], rows: int) -> list[tuple[int, str]]:
    """Rows that were taken out: the number of each when it was written, the end of its id.

    Raises ValueError where the list does not fit the number of rows, or the rows that are left.
    """
    left = Counter(id[-DIGITS:] for id in ids)
    found = []
    for number, tail in enumerate(_each(listed), FIRST_ROW):
        if left[tail] > 0:
            left[tail] -= 1
        else:
            found.append((number, tail))
    if len(listed) != rows * _SHORT or len(found) != rows - len(ids):
        raise ValueError("rows")
    return found


def _each(listed: bytes) -> Iterator[str]:
    digits = listed.hex()
    return (digits[at : at + DIGITS] for at in range(0, len(digits), DIGITS))
