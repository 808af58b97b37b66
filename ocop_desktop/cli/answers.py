"""What the command line says: JSON on standard output, progress on standard error."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocop_desktop.actions.alike import Like
    from ocop_desktop.actions.entries import Saved
    from ocop_desktop.schema import Entry


def say(value: Any) -> None:
    """One JSON document on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def progress(done: int, total: int, what: str) -> None:
    """Progress of long work, on one line of standard error."""
    if sys.stderr.isatty():
        print(f"\r{what} {done}/{total}   ", end="\n" if done >= total else "", file=sys.stderr)


def record(entry: Entry) -> dict[str, Any]:
    """A record as JSON; a table's row names its parent, a record its tables' rows."""
    shown: dict[str, Any] = {
        "id": entry.id,
        "revision": entry.revision,
        "removed": entry.removed,
        "fields": dict(entry.values),
    }
    if entry.parent_id:
        shown["parent"] = entry.parent_id
    if entry.tables:
        shown["tables"] = {
            name: [record(row) for row in rows] for name, rows in entry.tables.items()
        }
    return shown


def saved_record(saved: Saved, likes: Sequence[Like] = ()) -> dict[str, Any]:
    """What became of one record of a `put`, as JSON; `likes` are there and may be the same."""

    def plain(problems: list[Any]) -> list[dict[str, str]]:
        return [{"field": one.field, "code": one.code, "text": one.text} for one in problems]

    return {
        "id": saved.id,
        "revision": saved.revision,
        "rejected": dict(saved.rejected),
        "errors": plain(saved.errors),
        "warnings": plain(saved.warnings),
        "alike": [{"id": one.owner, "title": one.title, "sign": one.sign} for one in likes],
    }
