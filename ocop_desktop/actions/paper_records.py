"""The records that papers are made from, found by what an officer points at."""

from __future__ import annotations

from ocop_desktop.actions import entries, lists
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import Entry, Value
from ocop_desktop.store.datafile import DataFile


def linked(data: DataFile, kind: str, id: Value) -> Entry | None:
    """The record a link leads to; None where there is no link or it leads nowhere."""
    try:
        return entries.get(data, kind, str(id)) if id else None
    except Trouble:
        return None


def product_and_dossier(data: DataFile, id: str | None) -> tuple[Entry | None, Entry | None]:
    """The product and dossier that an id of either means; the latest dossier of a product."""
    if id is None:
        return None, None
    dossier = linked(data, "dossier", id)
    if dossier:
        return linked(data, "product", dossier.get("product")), dossier
    found = lists.entries(data, "dossier", where={"product": id})
    latest = max(found, key=_age, default=None)
    dossier = entries.get(data, "dossier", latest.id) if latest else None
    return entries.get(data, "product", id), dossier


def _age(dossier: Entry) -> tuple[str, str, str]:
    day = str(dossier.get("received_on") or dossier.get("year") or "")
    return day, dossier.created_at, dossier.id
