"""The shells of exchange workbooks, made once: half of what a small workbook costs is openpyxl's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from ocop_desktop.exchange import shell
from ocop_desktop.exchange.shell import Shell

_MOST = 2000


@contextmanager
def remembered() -> Iterator[None]:
    """What is made of the same sheets with as many rows is the same, and is made once."""
    old, shell.make = shell.make, _remembering(shell.make)
    try:
        yield
    finally:
        shell.make = old


def _remembering(make: Callable[..., Shell]) -> Callable[..., Shell]:
    made: dict[str, tuple[Any, Shell]] = {}

    def remembering(layouts: Sequence[Any], names: Any, **more: Any) -> Shell:
        key = repr(([_told(*one) for one in layouts], names, more))
        if key not in made:
            if len(made) > _MOST:
                made.clear()
            # the forms are held, so that no other may come to stand at their address
            made[key] = [one.form for one, *_ in layouts], make(layouts, names, **more)
        return made[key][1]

    return remembering


def _told(layout: Any, title: str, rows: int) -> Any:
    columns = [(c.name, c.label, c.hidden, c.shown_only, id(c.field)) for c in layout.columns]
    return title, rows, id(layout.form), columns
