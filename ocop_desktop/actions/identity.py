"""Which installation a data file is on this machine, and the key it signs with.

Key and installation belong together (`store.keyring`): whoever opens a data file where its key is
not becomes another installation, with a key of its own and files numbered from 1. A machine that
was this file's installation before is so again, if the file holds all that it did as such. A
database on a server is one installation for all who work in it: its key stands in the database,
and each machine notes how far it saw the database come, for it may be put back from a copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import text

from ocop_desktop.actions.sent_numbers import SENT_AT, SENT_NUMBER
from ocop_desktop.exchange.signing import Signer, new_signer
from ocop_desktop.messages import Trouble
from ocop_desktop.store import keyring
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.keyring import Kept
from ocop_desktop.store.settings import put_settings

INSTALLATION, FORMER, KEY = "installation", "own_installations", "signing_key"
_KNOWN = text(
    "INSERT INTO installation (id, unit, officer, first_seen, last_seen, public_key, checked_at) "
    "VALUES (:id, :unit, :officer, :at, :at, :key, :at) ON CONFLICT (id) DO UPDATE SET "
    "public_key = coalesce(excluded.public_key, installation.public_key), "
    "checked_at = excluded.checked_at"
)


def settle(data: DataFile) -> None:
    """See to it that the key of the data file's installation is here.

    Where it is not, the file becomes another installation. To be called whenever the file is
    opened for writing; how far it has come is noted beside the key when it is closed.
    """
    if INSTALLATION in data.settings:
        fit = _fitting(data)
        if fit is None:
            renew(data)
        elif fit.installation != data.installation:
            _become(data, fit)
    data.closing.append(mark)


def _fitting(data: DataFile) -> Kept | None:
    """The key of the installation that the file is or was here; None where there is none."""
    if data.served:
        key, seen = _within(data), keyring.find(data.installation)
        with data.read() as connection:
            return key if seen is None or seen.has_been(connection) else None
    with data.read() as connection:
        kept = (keyring.find(id) for id in (data.installation, *_former(data)))
        return next((key for key in kept if key and key.has_been(connection)), None)


def renew(data: DataFile) -> str:
    """Make the file another installation: after a hand-over, or from a copy; give the new id."""
    signer = new_signer()
    id = data.new_id().replace("-", "")[:12]
    key = Kept(id, signer.private.hex(), signer.public, keyring.machine())
    if not data.served:
        with suppress(OSError):  # it can be worked with all the same; only sending needs the key
            keyring.keep(key)
    _become(data, key)
    return id


def signer_of(data: DataFile) -> Signer:
    """The key to sign with; raise Trouble("no_signing_key") where it cannot be read."""
    data.refresh()  # number and key of a server's database are those of all who work there
    kept = _within(data) if data.served else keyring.find(data.installation)
    if kept is None:
        raise Trouble("no_signing_key", folder=str(keyring.folder()))
    return Signer(bytes.fromhex(kept.private), kept.public)


def _within(data: DataFile) -> Kept | None:
    """The key that stands in a database on a server."""
    found = data.settings.get(KEY)
    if not isinstance(found, Mapping) or found.get("installation") != data.installation:
        return None  # it was moved here from a file, whose key stays where the file is
    return Kept(**found)


def mark(data: DataFile) -> None:
    """Note beside the key how far the file has come; a mark that cannot be kept harms nothing."""
    kept = keyring.find(data.installation)
    if data.served and kept is None and (key := _within(data)):
        kept = Kept(key.installation, "", key.public, keyring.machine())
    if kept is not None:
        with data.read() as connection:
            now = kept.marked(connection)
        if now != kept:
            with suppress(OSError):
                keyring.keep(now)


def own(data: DataFile) -> set[str]:
    """The installation that the file is, and those it has been."""
    return {data.installation, *_former(data)}


def _former(data: DataFile) -> dict[str, Any]:
    """The installations that this file has been: id -> number of the last file sent as such."""
    found = data.settings.get(FORMER)
    return dict(found) if isinstance(found, Mapping) else {}


def _become(data: DataFile, key: Kept) -> None:
    former, at = _former(data), data.now()
    if INSTALLATION in data.settings:
        former[data.installation] = data.settings.get(SENT_NUMBER) or 0
    facts: dict[str, Any] = {
        INSTALLATION: key.installation,
        SENT_NUMBER: former.pop(key.installation, 0),
        SENT_AT: "",  # it has to send anew
        FORMER: former,
    }
    if data.served or KEY in data.settings:  # one that was moved from a server has none within
        facts[KEY] = vars(key) if data.served else None
    own = {"unit": data.settings.get("unit") or "", "officer": data.officer, "at": at}
    with data.beside("settings") as connection:
        put_settings(connection, facts)
        known = [own | {"id": id, "key": None} for id in former]  # made by this unit as such
        connection.execute(_KNOWN, [*known, own | {"id": key.installation, "key": key.public}])
    data.settings.update(facts)
