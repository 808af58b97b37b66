"""The signing keys of this machine's installations: in this user's folder, never in a data file.

A data file that is opened on another machine finds no key there, and becomes another installation.
Beside a key stands how far the data file had come when it was last closed: a file that has not
that in its past is an older copy, and becomes another installation too; otherwise stamps would be
used twice.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import sys
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, select

from ocop_desktop import paths
from ocop_desktop.store.tables import Action

_ID = re.compile(r"[0-9A-Za-z-]{1,64}")


_LAST = select(Action.number, Action.id).order_by(Action.number.desc()).limit(1)


@dataclass(frozen=True, repr=False)
class Kept:
    """The key of one installation: both halves (hex and base64), and the mark of its data file."""

    installation: str
    private: str
    public: str
    machine: str
    number: int = 0  # of the last action in the data file, 0 where there was none
    action: str = ""  # its id

    def has_been(self, connection: Connection) -> bool:
        """Whether the data file has this key's last action in its past."""
        if not self.number:
            return True
        query = select(Action.id).where(Action.number == self.number)
        return connection.scalar(query) == self.action

    def marked(self, connection: Connection) -> Kept:
        """The key with the mark of the data file as it now is."""
        last = connection.execute(_LAST).first()
        return replace(self, number=last[0], action=last[1]) if last else self


def folder() -> Path:
    """Where the keys are."""
    return paths.user_dir() / "keys"


def find(installation: str) -> Kept | None:
    """The key of an installation, None where this machine has none that can be read."""
    if not _ID.fullmatch(installation):
        return None
    try:
        found = Kept(**json.loads(_path(installation).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return found if (found.installation, found.machine) == (installation, machine()) else None


def keep(key: Kept) -> None:
    """Keep a key, for this user alone; raise OSError where it cannot be written."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    place = _path(key.installation)
    part = place.with_suffix(".part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(key), file)
    part.replace(place)


def _path(installation: str) -> Path:
    return folder() / f"{installation}.json"


def machine() -> str:
    """What tells this machine from another to which a user's folder was copied."""
    return hashlib.sha256(f"{platform.node()}|{_machine_id()}".encode()).hexdigest()[:16]


@cache
def _machine_id() -> str:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(
                winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography"
            ) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
    try:
        return Path("/etc/machine-id").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
