"""The data that a command was given: a file, or a server's database and the password for it."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from ocop_desktop.address import Address
from ocop_desktop.messages import Trouble


def at(text: str) -> Path | Address:
    """The file or database that a text names; where somebody sits there, a password is asked for.

    What is in the address, PGPASSWORD or PostgreSQL's own password file is taken first, by the
    driver; a script is asked nothing and told that the server refused.
    """
    from ocop_desktop.actions import start

    place = start.at(text)
    if not isinstance(place, Address) or place.password or not sys.stdin.isatty():
        return place
    try:
        start.reach(place)
    except Trouble as trouble:
        if trouble.code == "server_password":
            who = f"{place.user} ở {place.machine}" if place.user else place.machine
            return place.with_password(getpass.getpass(f"Mật khẩu của {who}: "))
    return place  # whatever else is wrong, the command will tell


def file_at(text: str) -> Path:
    """The file that a text names; raise Trouble("file_wanted") where it is a server's address."""
    from ocop_desktop.actions import start

    place = start.at(text)
    if isinstance(place, Address):
        raise Trouble("file_wanted", name=place.database)
    return place
