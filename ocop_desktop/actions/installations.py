"""The installations that are known here: who they are, whether somebody compared their key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from ocop_desktop.actions import identity
from ocop_desktop.exchange.signing import fingerprint
from ocop_desktop.messages import Trouble
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.tables import Installation

_TABLE = Installation.__table__
_LEVELS = {2: "province", 3: "district", 5: "commune"}


@dataclass(frozen=True)
class Known:
    """An installation that wrote or sent something here; `state` is "own", "checked" (a person
    compared its fingerprint), "unchecked", or "unsigned" (it has sent nothing signed yet).
    """

    id: str
    unit: str
    unit_name: str
    officer: str
    fingerprint: str
    first_seen: str
    last_seen: str
    state: str


def known(data: DataFile) -> list[Known]:
    """The installations known here: this one first, then by unit, the latest seen first."""
    with data.read() as connection:
        rows = connection.execute(select(_TABLE).order_by(_TABLE.c.last_seen.desc())).all()
    found = [_known(data, row) for row in rows]
    return sorted(
        found, key=lambda one: (one.id != data.installation, one.state != "own", one.unit)
    )


def _known(data: DataFile, row: Any) -> Known:
    id, unit, key = row.id, row.unit, row.public_key
    state = "unsigned"
    if id in identity.own(data):
        state = "own"
    elif key:
        state = "checked" if row.checked_at else "unchecked"
    level = _LEVELS.get(len(unit.removeprefix("2024:")), "commune")
    return Known(
        id,
        unit,
        data.places.title(level, unit) or unit,
        row.officer,
        fingerprint(key) if key else "",
        row.first_seen,
        row.last_seen,
        state,
    )


def own_fingerprint(data: DataFile) -> str:
    """This installation's fingerprint, to be read out on the telephone."""
    return fingerprint(identity.signer_of(data).public)


def accept(data: DataFile, id: str) -> None:
    """Note that a person compared an installation's fingerprint; raise Trouble where it has none."""
    if not _known_one(data, id).fingerprint:
        raise Trouble("no_key_yet", id=id)
    _set(data, id, checked_at=data.now())


def forget(data: DataFile, id: str) -> None:
    """Forget an installation's key: the next signed file of it is again its first."""
    if _known_one(data, id).state != "own":
        _set(data, id, public_key=None, checked_at=None)


def _known_one(data: DataFile, id: str) -> Known:
    found = next((one for one in known(data) if one.id == id), None)
    if found is None:
        raise Trouble("no_such_installation", id=id)
    return found


def _set(data: DataFile, id: str, **facts: str | None) -> None:
    with data.beside("settings") as connection:
        connection.execute(update(Installation).where(Installation.id == id).values(**facts))
