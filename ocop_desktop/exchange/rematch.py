"""Which row is which, when the visible columns were sorted and the hidden ones stayed behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

Codes: TypeAlias = Sequence[str]  # three characters for each visible column

_MOST_COMPARED = 400_000  # pairs; beyond it what is left over stays where it is


def rematched(found: Sequence[Codes], kept: Sequence[Codes]) -> list[int]:
    """For each row, which row's hidden cells belong to it.

    `found` are the codes of what stands in the visible cells, `kept` those in the hidden `_hash`
    of the same row. Rows merely edited stay where they are; each hidden part is used once.
    """
    places: dict[tuple[str, ...], list[int]] = {}
    for row, codes in enumerate(kept):
        places.setdefault(tuple(codes), []).append(row)
    result = _stayed(found, kept, places)
    for row, codes in enumerate(found):
        waiting = places.get(tuple(codes))
        if result[row] < 0 and waiting:
            result[row] = waiting.pop(0)
    if all(place in (row, -1) for row, place in enumerate(result)):
        return list(range(len(found)))  # nothing was moved: all are edits in place
    return _nearest(found, kept, result)


def _stayed(
    found: Sequence[Codes], kept: Sequence[Codes], places: dict[tuple[str, ...], list[int]]
) -> list[int]:
    """Rows whose visible cells fit the hidden ones beside them."""
    result = [-1] * len(found)
    for row, codes in enumerate(found):
        if tuple(codes) == tuple(kept[row]):
            places[tuple(codes)].remove(row)
            result[row] = row
    return result


def _nearest(found: Sequence[Codes], kept: Sequence[Codes], result: list[int]) -> list[int]:
    """Give rows that were moved and edited the hidden part they have most in common with."""
    rows = [row for row, place in enumerate(result) if place < 0]
    free = sorted(set(range(len(kept))) - set(result))
    if len(rows) * len(free) > _MOST_COMPARED:
        pairs = [(row, row) for row in rows]
    else:
        pairs = sorted(
            ((row, place) for row in rows for place in free),
            key=lambda pair: (-_alike(found[pair[0]], kept[pair[1]]), pair[0] != pair[1], pair),
        )
    left = set(free)
    for row, place in pairs:
        if result[row] < 0 and place in left:
            result[row] = place
            left.remove(place)
    for row in rows:
        if result[row] < 0:
            result[row] = left.pop()
    return result


def _alike(one: Codes, other: Codes) -> int:
    return sum(a == b for a, b in zip(one, other, strict=True))
