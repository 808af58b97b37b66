"""What a PostgreSQL server says of troubles, as codes of `messages`; nothing of it is imported here."""

from __future__ import annotations

from typing import Any

from sqlalchemy.exc import DBAPIError, OperationalError

_STATES = {
    "55P03": "server_busy",  # the lock was not given in time
    "28P01": "server_password",
    "28000": "server_password",
    "3D000": "server_no_database",
    "42501": "server_rights",
    "25006": "server_rights",
    "53100": "disk_full",
    "53300": "server_full",
}
_GONE = ("57P01", "57P02", "57P03")
_PASSWORD = ("password", "authentication", "no pg_hba.conf entry", "role")


def server_code(error: DBAPIError) -> str | None:
    """The code of the trouble that a server told of; None where it is none, or no server's."""
    state: Any = getattr(error.orig, "sqlstate", "")
    if state == "":
        return None
    if state in _STATES:
        return _STATES[state]
    said = str(error.orig)
    if state is None and 'database "' in said and "does not exist" in said:
        return "server_no_database"
    if state is None and any(word in said for word in _PASSWORD):
        return "server_password"
    lost = state is None and isinstance(error, OperationalError)
    if lost or state in _GONE or str(state).startswith("08") or error.connection_invalidated:
        return "server_unreachable"
    return None
