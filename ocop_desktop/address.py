"""Where data are kept: a file, or the address of a PostgreSQL database.

An address is what PostgreSQL itself reads, `postgresql://user@host:port/database?option=value`. A
password in it, also among the options, is kept in memory only: nothing that shows or keeps an
address has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_SCHEME = re.compile(r"postgres(ql)?://", re.IGNORECASE)
_QUERY = re.compile(r"\?\w+=.*", re.DOTALL)
_PASSWORD, _SECRETS = "password", ("password", "sslpassword")


@dataclass(frozen=True)
class Address:
    """A database on a server, and who we are there."""

    database: str
    user: str = ""
    host: str = ""
    port: int | None = None
    options: tuple[tuple[str, str], ...] = ()
    password: str = field(default="", repr=False, compare=False)
    secrets: tuple[tuple[str, str], ...] = field(default=(), repr=False, compare=False)

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
        return replace(self, password=password)


def is_address(text: str) -> bool:
    """Whether a text means a server's database."""
    return _SCHEME.match(text) is not None


def where(text: str) -> Path | Address:
    """The file or database that a text names; raise ValueError where an address cannot be read."""
    return _address(text) if is_address(text) else Path(text)


def masked(text: str) -> str:
    """A text that cannot be read as an address, as it is shown: a password may be in it."""
    _, found, machine = _QUERY.sub("", _SCHEME.sub("", text)).rpartition("@")
    if found:
        return f"postgresql://…@{machine}"
    shown, colon, _ = machine.partition(":")
    return f"postgresql://{shown}{':…' if colon else ''}" if is_address(text) else text


def called(place: Path | Address) -> str:
    """What a data file, or a server's database, is called in a list."""
    if isinstance(place, Address):
        return f"{place.database} ({place.machine})"
    return place.stem


def _address(text: str) -> Address:
    parts = urlsplit(_SCHEME.sub("postgresql://", text, count=1))
    database = unquote(parts.path.removeprefix("/"))
    if not database or "/" in database or "@" in parts.path or parts.fragment:
        raise ValueError(masked(text))
    given = parse_qsl(parts.query)
    secrets = dict(option for option in given if option[0] in _SECRETS)
    password = unquote(parts.password or "") or secrets.pop(_PASSWORD, "")
    return Address(
        database,
        unquote(parts.username or ""),
        parts.hostname or "",
        parts.port,
        tuple(option for option in given if option[0] not in _SECRETS),
        password,
        tuple(secrets.items()),
    )
