"""How far long work is, told with the time that is left."""

from __future__ import annotations

import time
from collections.abc import Callable

from ocop_desktop.documents.binding.bundle import Progress

TELL_AFTER = 3.0
"""Seconds of work before a guess at what is left is worth anything."""


class Pace:
    """Tells progress and, once it can be known, the time that is left."""

    def __init__(
        self, tell: Progress | None, total: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._tell = tell or (lambda done, total, what: None)
        self.total = max(total, 1)
        self._clock, self._start = clock, clock()
        self.done = 0

    def step(self, done: int, what: str) -> None:
        """So much is done; whatever the listener raises stops the work."""
        self.done = max(done, self.done)
        left = self._left()
        self._tell(self.done, self.total, f"{what} ({left})" if left else what)

    def _left(self) -> str:
        passed = self._clock() - self._start
        if passed < TELL_AFTER or not self.done or self.done >= self.total:
            return ""
        return in_words(passed * (self.total - self.done) / self.done)


def in_words(seconds: float) -> str:
    """A time that is left, as exactly as a guess can be."""
    if seconds < 50:
        return f"còn khoảng {max(5, round(seconds / 5) * 5)} giây"
    return f"còn khoảng {round(seconds / 60) or 1} phút"
