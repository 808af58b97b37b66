"""Brings the check of records up to date before something is shown: at once, or as long work."""

from __future__ import annotations

from collections.abc import Callable

from ocop_desktop.actions import flaws
from ocop_desktop.gui.desk import Desk

AT_ONCE = 1500  # rows of the history that are checked while one waits: some tenths of a second
LABEL = "Đang kiểm tra bản ghi"


def up_to_date(desk: Desk, done: Callable[[], None], *, wait: bool = True) -> bool:
    """Check what was written meanwhile, then call `done`; False where that has to wait.

    With `wait` much to be checked is done as long work; without, it is left for later.
    """
    if desk.tasks.busy:
        return False
    if flaws.waiting(desk.data) <= AT_ONCE:
        desk.attempt(lambda: flaws.catch_up(desk.data))
        done()
        return True
    if wait:
        desk.run(LABEL, lambda progress: flaws.catch_up(desk.data, progress), lambda _: done())
    return False
