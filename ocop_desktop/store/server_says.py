"""What a PostgreSQL server says of troubles, as codes of `messages`; nothing of it is imported here."""

from __future__ import annotations

import re
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
_AT_THE_DOOR = (  # a connection that fails has no state, words alone; the first that fits
    ("server_no_machine", r"failed to resolve host|could not translate host name"),
    ("server_not_let_in", r"no pg_hba\.conf entry|pg_hba\.conf rejects|does not support SSL"),
    ("server_password", r"(password|SCRAM) authentication failed|no password supplied"),
    ("server_password", r'role ".*" (does not exist|is not permitted to log in)'),
    ("server_no_database", r'database ".*" does not exist'),
    ("server_rights", r"permission denied for database"),
    ("server_full", r"too many (clients|connections)|connection slots are reserved"),
    ("server_certificate", r"certificate"),
)


def server_code(error: DBAPIError) -> str | None:
    """The code of the trouble that a server told of; None where it is none, or no server's."""
    state: Any = getattr(error.orig, "sqlstate", "")
    if state == "":
        return None
    if state in _STATES:
        return _STATES[state]
    if state is None:
        said = str(error.orig)
        for code, words in _AT_THE_DOOR:
            if re.search(words, said):
                return code
    lost = state is None and isinstance(error, OperationalError)
    if lost or state in _GONE or str(state).startswith("08") or error.connection_invalidated:
        return "server_unreachable"
    return None
