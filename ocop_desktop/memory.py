"""Spares long work the search for cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Spare the search for cycles: millions of cells and letters come and go, and none makes one."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def sweep() -> None:
    """Collect what became a cycle since it was done last: some libraries make a few with each file.

    Only what is younger than that is searched, so it costs the same however much is held.
    """
    gc.collect(0)
