"""What is made once for all tests of a process, as it would be within one run of the program.

A test begins a data file and writes a workbook or two. By far the most of what that costs is made
anew for each: the SQL of the same statements, and what openpyxl makes of the same sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine

from ocop_desktop.exchange import shell
from ocop_desktop.exchange.shell import Shell
from ocop_desktop.store import engine as store_engine

_MOST = 2000


@contextmanager
def statements() -> Iterator[None]:
    """All data files share what SQLAlchemy keeps of a statement; it belongs to an engine else."""
    create = store_engine.create_engine
    first = create("sqlite://", json_serializer=store_engine.dumps)
    first.connect().close()  # now its dialect knows which SQLite this is
    first.dispose()

    def sharing(*args: Any, **options: Any) -> Engine:
        engine = create(*args, **options)
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
        return engine

    store_engine.create_engine = sharing
    try:
        yield
    finally:
        store_engine.create_engine = create


@contextmanager
def shells() -> Iterator[None]:
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
