"""The way of a dossier through the office: received, completed, assessed, sent to the province."""

from __future__ import annotations

from collections.abc import Mapping

from ocop_desktop.actions import completeness, entries, obstacles
from ocop_desktop.actions.entries import Saved
from ocop_desktop.messages import Trouble
from ocop_desktop.store.datafile import DataFile

MOST_TOLD = 5


def receive(data: DataFile, id: str, on: str | None = None, by: str | None = None) -> Saved:
    """Take a dossier in: its day and who took it."""
    day = on or data.today()
    given = {"state": "received", "received_on": day, "received_by": by or data.officer}
    return _save(data, id, given)


def ask_for_more(
    data: DataFile, id: str, content: str | None = None, due: str | None = None
) -> Saved:
    """Ask the subject to complete its dossier; what is missing where nothing else is said."""
    found = completeness.check(data, id)
    missing = [one.said for one in (*found.errors, *found.warnings)]
    asked = content or "; ".join(missing)
    if not asked:
        raise Trouble("nothing_missing", dossier=_title(data, id))
    row = {"asked_on": data.today(), "content": asked, "due_on": due}
    before = [{"id": one.id} for one in entries.get(data, "dossier", id).rows("requests")]
    return _save(data, id, {"state": "incomplete"}, {"requests": [*before, row]})


def complete(data: DataFile, id: str, on: str | None = None) -> Saved:
    """The dossier is complete: from this day the office's working days run."""
    day = on or data.today()
    held = entries.get(data, "dossier", id)
    open_ = (row for row in held.rows("requests") if not row.get("answered_on"))
    rows: list[Mapping[str, object]] = [{"id": row.id, "answered_on": day} for row in open_]
    return _save(data, id, {"state": "complete", "complete_on": day}, {"requests": rows})


def send(data: DataFile, id: str, on: str | None = None) -> Saved:
    """Mark a dossier as sent to the province.

    Raises:
        Trouble: `dossier_incomplete`, what the law wants is missing or out of date, or a record
            that the dossier is made from has errors.
    """
    errors = [one.said for one in completeness.check(data, id).errors]
    errors += [f"{one.title}: {one.problem.text}" for one in obstacles.of_dossier(data, id)]
    if errors:
        told = "; ".join(one.rstrip(".") for one in errors[:MOST_TOLD])
        raise Trouble("dossier_incomplete", dossier=_title(data, id), missing=told)
    return _save(data, id, {"state": "forwarded", "forwarded_on": on or data.today()})


def _save(
    data: DataFile,
    id: str,
    fields: Mapping[str, object],
    tables: Mapping[str, list[Mapping[str, object]]] | None = None,
) -> Saved:
    saved = entries.save(data, "dossier", id, fields, tables)
    for field, reason in saved.rejected.items():
        raise Trouble("unreadable", field=field, reason=reason)
    return saved


def _title(data: DataFile, id: str) -> str:
    held = entries.get(data, "dossier", id)
    return data.forms["dossier"].title_of(held.values, data.look)
