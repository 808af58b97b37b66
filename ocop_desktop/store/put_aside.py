"""Rows put aside while a unit of work goes on: read again in order, with little of them in memory.

They stand in a temporary file of this process alone. Sorting takes runs that fit in memory and
merges them, so that a hundred thousand rows need no more memory than a few thousand.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import Any, TypeAlias

Row: TypeAlias = tuple[Any, ...]  # of plain values: text, numbers, yes/no, lists, None

RUN = 5000
"""Rows that are sorted at once."""

_BLOCK = 50  # rows of a run that are in memory at once while the runs are merged
_IN_MEMORY = 1 << 20  # bytes before a file is needed


class PutAside:
    """Rows in the order in which they came."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile[bytes](max_size=_IN_MEMORY)
        self._blocks: list[tuple[int, int]] = []  # where each begins, its length
        self._end = 0

    def put(self, rows: list[Row]) -> int:
        """Put a block of rows aside; return its number, the first one is 0."""
        written = marshal.dumps(rows)
        self._file.seek(self._end)
        self._file.write(written)
        self._blocks.append((self._end, len(written)))
        self._end += len(written)
        return len(self._blocks) - 1

    def block(self, number: int) -> list[Row]:
        """The rows of a block."""
        start, length = self._blocks[number]
        self._file.seek(start)
        rows: list[Row] = marshal.loads(self._file.read(length))
        return rows

    def close(self) -> None:
        """Forget all rows."""
        self._file.close()


def in_order(rows: Iterable[Row], aside: PutAside) -> Iterator[Row]:
    """The rows sorted; those that do not fit in one run are put aside meanwhile."""
    source = iter(rows)
    first, more = sorted(islice(source, RUN)), list(islice(source, RUN))
    if not more:
        return iter(first)
    runs = [_kept(first, aside)]
    while more:
        runs.append(_kept(sorted(more), aside))
        more = list(islice(source, RUN))
    return merge(*(_read(aside, blocks) for blocks in runs))


def _kept(run: list[Row], aside: PutAside) -> range:
    blocks = [aside.put(run[n : n + _BLOCK]) for n in range(0, len(run), _BLOCK)]
    return range(blocks[0], blocks[-1] + 1)


def _read(aside: PutAside, blocks: range) -> Iterator[Row]:
    for number in blocks:
        yield from aside.block(number)
