"""Which fields are open conflicts, kept beside the stamps that say so, and how one ends.

Whatever writes such a field ends its conflict. The values that were left over stand in the history
then (`_conflict.FIELD`: [values, None]), so that nothing is lost and undo can open it again
([None, values]).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, insert

from ocop_desktop.schema import Form
from ocop_desktop.schema.stamps import conflicts
from ocop_desktop.store.datafile import Work
from ocop_desktop.store.tables import OpenConflict

CONFLICT = "_conflict."


def ended_by(stamps: Mapping[str, Any], fields: Iterable[str]) -> dict[str, list[Any]]:
    """What the history says of the conflicts that a write of these fields ends."""
    if "f" not in stamps:
        return {}
    found = conflicts(stamps)
    return {CONFLICT + name: [found[name], None] for name in fields if name in found}


def note(work: Work, form: Form, id: str, changes: Mapping[str, Any]) -> None:
    """Keep which conflicts of a record these changes ended, and which they opened again."""
    named = {
        name.removeprefix(CONFLICT): pair
        for name, pair in changes.items()
        if name.startswith(CONFLICT)
    }
    if not named:
        return
    known = OpenConflict.record_id == id, OpenConflict.field.in_(sorted(named))
    work.connection.execute(delete(OpenConflict).where(*known))
    rows = [
        {"record_id": id, "field": name, "kind": form.kind}
        for name, (_, left) in named.items()
        if left is not None
    ]
    if rows:
        work.connection.execute(insert(OpenConflict), rows)
