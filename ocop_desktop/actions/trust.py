"""Whose files are taken in: the keys of the installations that are known here.

The key of the first signed file of an installation is taken as its own; a person compares its
fingerprint on the telephone. A file signed with another key is refused until somebody accepts it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, text

from ocop_desktop.actions import identity
from ocop_desktop.actions.elsewhere import check_province
from ocop_desktop.exchange.about import About
from ocop_desktop.exchange.signing import fingerprint, same_fingerprint
from ocop_desktop.exchange.workbook_read import Book
from ocop_desktop.messages import Trouble
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.tables import Installation

_TABLE = Installation.__table__
_KNOWN = select(_TABLE).where(_TABLE.c.id == bindparam("wanted"))
_SIGNED = text(
    "INSERT INTO installation "
    "(id, unit, officer, first_seen, last_seen, public_key, checked_at, holds) "
    "VALUES (:id, :unit, :officer, :at, :at, :key, :checked, :holds) "
    "ON CONFLICT (id) DO UPDATE SET holds = excluded.holds, unit = excluded.unit, officer = excluded.officer, last_seen = excluded.last_seen, "
    "public_key = coalesce(excluded.public_key, installation.public_key), checked_at = CASE WHEN "
    "installation.public_key = excluded.public_key AND excluded.checked_at IS NULL "
    "THEN installation.checked_at ELSE excluded.checked_at END"
)
_MENTIONED = text(  # what others say of an installation counts until it has signed something itself
    "INSERT INTO installation (id, unit, officer, first_seen, last_seen) "
    "VALUES (:id, :unit, :officer, :at, :at) ON CONFLICT (id) DO UPDATE SET "
    "unit = excluded.unit, officer = excluded.officer, last_seen = excluded.last_seen "
    "WHERE installation.public_key IS NULL"
)


@dataclass(frozen=True)
class Trusted:
    """What a file's signature says: "known" (compared), "unchecked", "first", "accepted" (a changed
    key that a person accepted), "own", or "unsigned" (of the old format); `others` are
    installations of the same unit that were known before a first file.
    """

    state: str
    fingerprint: str = ""
    others: int = 0


def judge(
    data: DataFile, connection: Connection, about: About, file: str, accepted: Collection[str]
) -> Trusted:
    """Whether a file is its installation's.

    `accepted` are fingerprints of changed keys, and keys of units elsewhere, that somebody accepted.
    Raises Trouble: "unit_elsewhere" where its unit lies in another province and was never heard of,
    "key_changed" where it is signed with another key than before, "signature_missing" where it is
    not signed though the installation signs.
    """
    known = connection.execute(_KNOWN, {"wanted": about.installation}).first()
    if known is None:
        check_province(data.places, about, data.unit, file, accepted)
    key = known.public_key if known else None
    unit, is_own = about.unit_name or about.unit, about.installation in identity.own(data)
    if not about.signature:
        if key or about.installation == data.installation:
            raise Trouble("signature_missing", file=file, unit=unit)
        return Trusted("unsigned")
    offered = fingerprint(about.public_key)
    if key == about.public_key:
        checked = "known" if known and known.checked_at else "unchecked"
        return Trusted("own" if is_own else checked, offered)
    if key is None and not is_own:
        return Trusted("first", offered, _others(connection, about))
    if is_own or not same_fingerprint(offered, accepted):
        before = fingerprint(key) if key else ""
        raise Trouble(
            "key_changed",
            file=file,
            unit=unit,
            officer=about.officer,
            known=before,
            offered=offered,
        )
    return Trusted("accepted", offered)


def _others(connection: Connection, about: About) -> int:
    query = select(_TABLE.c.id).where(_TABLE.c.unit == about.unit, _TABLE.c.public_key.is_not(None))
    return len(connection.scalars(query).all())


def note(data: DataFile, connection: Connection, book: Book, trusted: Trusted, at: str) -> None:
    """Keep what is known of the installations behind a file that was taken in."""
    about, own = book.about, identity.own(data)
    mentioned = [
        {"id": id, "unit": one["unit"], "officer": one["officer"], "at": at}
        for id, one in about.installations.items()
        if id not in own and id != about.installation
    ]
    if mentioned:
        connection.execute(_MENTIONED, mentioned)
    if about.installation not in own:
        facts = {
            "id": about.installation,
            "unit": about.unit,
            "officer": about.officer,
            "at": at,
            "key": about.public_key if about.signature else None,
            "checked": at if trusted.state == "accepted" else None,
            "holds": b64encode(book.holds).decode("ascii") if book.is_signed else None,
        }
        connection.execute(_SIGNED, facts)
