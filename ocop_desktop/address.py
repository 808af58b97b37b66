"""Where data are kept: a file, or the address of a PostgreSQL database.

An address is what PostgreSQL itself reads, `postgresql://user@host:port/database?option=value`. A
password in it is kept in memory only: nothing that shows or keeps an address has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_SCHEME = re.compile(r"postgres(ql)?://", re.IGNORECASE)


@dataclass(frozen=True)
class Address:
    """A database on a server, and who we are there."""

    database: str
    user: str = ""
    host: str = ""
    port: int | None = None
    options: tuple[tuple[str, str], ...] = ()
    password: str = field(default="", repr=False, compare=False)

    def __str__(self) -> str:
        """The address as it is shown and kept: without its password."""
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        options = f"?{urlencode(self.options, safe='/')}" if self.options else ""
        return f"postgresql://{user}{host}{port}/{quote(self.database, safe='')}{options}"

    @property
    def machine(self) -> str:
        """The server's name as people say it."""
        return self.host or dict(self.options).get("host", "") or "máy này"

    def with_password(self, password: str) -> Address:
        """The same database, with a password for this run of the program."""
        return Address(self.database, self.user, self.host, self.port, self.options, password)


def is_address(text: str) -> bool:
    """Whether a text means a server's database."""
    return _SCHEME.match(text) is not None


def where(text: str) -> Path | Address:
    """The file or database that a text names; raise ValueError where an address cannot be read."""
    return _address(text) if is_address(text) else Path(text)


def called(place: Path | Address) -> str:
    """What a data file, or a server's database, is called in a list."""
    if isinstance(place, Address):
        return f"{place.database} ({place.machine})"
    return place.stem


def _address(text: str) -> Address:
    parts = urlsplit(_SCHEME.sub("postgresql://", text, count=1))
    database = unquote(parts.path.removeprefix("/"))
    if not database or "/" in database:
        raise ValueError(text)
    return Address(
        database,
        unquote(parts.username or ""),
        parts.hostname or "",
        parts.port,
        tuple(parse_qsl(parts.query)),
        unquote(parts.password or ""),
    )
