"""The light keys of a long list: how many there are, the first at once, the others when needed."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import overload

FIRST = 512


class Keys(Sequence[int]):
    """Keys in the order of the list; those after the first are read when one is asked for.

    A window is painted from the first ones, so a list of 100,000 opens at once. The length stays
    as it was counted: a list that changes is asked for anew.
    """

    def __init__(self, first: array[int], count: int, read_all: Callable[[], array[int]]) -> None:
        self._known, self._count, self._read_all = first, count, read_all

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[int]: ...
    def __getitem__(self, place: int | slice) -> int | Sequence[int]:
        places = range(self._count)[place]
        if isinstance(places, int):
            return self._up_to(places)[places]
        if not places:
            return array("q")
        known = self._up_to(max(places[0], places[-1]))
        return array("q", (known[one] for one in places))

    def _up_to(self, last: int) -> array[int]:
        return self._known if last < len(self._known) else self._all()

    def __iter__(self) -> Iterator[int]:
        return iter(self._all())

    def index(self, key: int, start: int = 0, stop: int | None = None) -> int:
        """Where a key stands; raise ValueError where it is not in the list."""
        last = self._count if stop is None else stop
        if key in self._known[start:last]:
            return self._known.index(key, start, last)
        return self._all().index(key, start, last)

    def _all(self) -> array[int]:
        if len(self._known) < self._count:
            found = self._read_all()
            missing = self._count - len(found)  # records that went since the list was counted
            self._known = found[: self._count] + array("q", [-1] * max(0, missing))
        return self._known
