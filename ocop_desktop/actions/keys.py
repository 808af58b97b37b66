"""The light keys of a long list: the first at once, the others and their count when needed."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import overload

FIRST = 512


class Keys(Sequence[int]):
    """Keys in the order of the list; those after the first are read in parts, when asked for.

    A window is painted from the first ones, so a list of a million opens at once, and reads on
    while nobody waits. The length stays as it was counted: a list that changes is asked for anew.
    """

    def __init__(
        self, first: array[int], count: Callable[[], int], parts: Iterator[array[int]]
    ) -> None:
        self._known, self._count, self._parts = first, count, parts
        self._length: int | None = None
        self._read = False  # whether all are known

    @property
    def known(self) -> int:
        """How many can be had without reading."""
        return len(self._known)

    def read_on(self) -> bool:
        """Read one more part; whether there may be others."""
        part = None if self._read else next(self._parts, None)
        if part is None:
            self._read = True
            return False
        self._known.extend(part)
        return True

    def __len__(self) -> int:
        if self._length is None:
            self._length = len(self._known) if self._read else self._count()
        return self._length

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[int]: ...
    def __getitem__(self, place: int | slice) -> int | Sequence[int]:
        if isinstance(place, int):
            if place < 0:
                place += len(self)
            return self._up_to(place)[place]
        if place.step is None and place.start is not None and (place.stop or -1) >= 0:
            return self._up_to(place.stop - 1)[place]  # a page: no need to count for it
        places = range(len(self))[place]
        if not places:
            return array("q")
        known = self._up_to(max(places[0], places[-1]))
        return array("q", (known[one] for one in places))

    def _up_to(self, last: int) -> array[int]:
        while last >= len(self._known) and self.read_on():
            pass
        if self._read and self._length is not None and len(self._known) < self._length:
            missing = self._length - len(self._known)  # records that went since they were counted
            self._known.extend([-1] * missing)
        return self._known

    def __iter__(self) -> Iterator[int]:
        return iter(self._all())

    def index(self, key: int, start: int = 0, stop: int | None = None) -> int:
        """Where a key stands; raise ValueError where it is not in the list."""
        last = len(self) if stop is None else stop
        if key in self._known[start:last]:
            return self._known.index(key, start, last)
        return self._all().index(key, start, last)

    def _all(self) -> array[int]:
        return self._up_to(len(self) - 1)
