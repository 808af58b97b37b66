"""A real PostgreSQL server for tests: made in a temporary folder, gone with them.

It is Debian's (or whoever's) own program; where there is none, `Server.start` raises NoServer and
says why. It listens on a socket in its folder, and to this machine by TCP with a certificate of its
own and passwords, as docs/postgresql.md has it. It keeps nothing on the disk for longer than the
tests, and ends with the process that started it, also where that is killed.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

from ocop_desktop.address import Address
from tests import certificate

_USER = "ocop"
WITH_PASSWORD = "khoa"
"""Who is asked for a password, once a test has made that role; nobody else is."""

_WHO_MAY = f"""
local   all {WITH_PASSWORD} scram-sha-256
local   all all trust
hostssl all all 127.0.0.1/32 scram-sha-256
"""
_FOLDERS = "/usr/lib/postgresql"
_WAIT_SECONDS = 60
_SETTINGS = (
    *("fsync=off", "full_page_writes=off", "synchronous_commit=off", "wal_level=minimal"),
    *("max_wal_senders=0", "shared_buffers=128MB", "max_connections=60"),
    *("listen_addresses=127.0.0.1", "ssl=on", "password_encryption=scram-sha-256"),
    *("autovacuum_naptime=5s", "log_min_messages=fatal"),
)


class NoServer(Exception):
    """Why no server can be started here."""


def programs() -> Path:
    """The folder of the server's programs; raise NoServer where there is none."""
    found = sorted(Path(_FOLDERS).glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).parent
    raise NoServer("PostgreSQL is not installed (Debian: apt-get install postgresql)")


class Server:
    """One running server with as many databases as are asked for."""

    def __init__(self, folder: Path, bin: Path) -> None:
        self.folder, self._bin = folder, bin
        self.port = int((folder / "port").read_text(encoding="ascii"))
        self._process: subprocess.Popen[bytes] | None = None
        self._as: dict[str, object] = {}
        self._settings: tuple[str, ...] = _SETTINGS
        self._numbers = count(1)
        self._begun: dict[str, str] = {}

    @classmethod
    def start(cls, settings: Sequence[str] = ()) -> Server:
        """Make a cluster and run it; raise NoServer where that cannot be here.

        `settings` ("fsync=on") stand above those that make tests quick.
        """
        if sys.platform == "win32":
            raise NoServer("the tests start PostgreSQL on Linux only")
        bin = programs()
        folder = Path(tempfile.mkdtemp(prefix="ocop-pg-"))
        given = _as_whom(folder)
        made = ["-D", str(folder / "data"), "-U", _USER, "-A", "trust", "-N", "-E", "UTF8"]
        ran = subprocess.run(
            [str(bin / "initdb"), *made, "--locale=C"], capture_output=True, check=False, **given
        )
        if ran.returncode:
            raise NoServer(f"initdb failed: {ran.stderr.decode()[-300:]}")
        (folder / "data" / "pg_hba.conf").write_text(_WHO_MAY, encoding="ascii")
        certificate.make(folder / "data")
        if given:
            shutil.chown(folder / "data" / "server.key", "postgres")
        (folder / "port").write_text(str(_free_port()), encoding="ascii")
        server = cls(folder, bin)
        server._as, server._settings = given, (*_SETTINGS, *settings)
        server.resume()
        return server

    def resume(self) -> None:
        """Run it, at first or after a halt."""
        options = [part for setting in self._settings for part in ("-c", setting)]
        place = ["-D", str(self.folder / "data"), "-k", str(self.folder), "-p", str(self.port)]
        self._process = subprocess.Popen(
            [str(self._bin / "postgres"), *place, *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=_ends_with_us,
            **self._as,
        )
        self._wait()

    def halt(self) -> None:
        """Stop it as its administrator would for a restart: everybody is sent away."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(_WAIT_SECONDS)

    @classmethod
    def at(cls, folder: Path) -> Server:
        """A server that another process runs; it is that one's to stop."""
        return cls(folder, programs())

    def _wait(self) -> None:
        until = time.monotonic() + _WAIT_SECONDS
        while time.monotonic() < until and self._process and self._process.poll() is None:
            if self.sql("SELECT 1", "postgres", check=False) == 0:
                return
            time.sleep(0.05)
        self.stop()
        raise NoServer("the server did not start")

    def sql(self, statement: str, database: str, *, check: bool = True) -> int:
        """Run a statement as the server's own user; return psql's exit status."""
        command = [*self._psql(database), statement]
        return subprocess.run(command, check=check, capture_output=True).returncode

    def _psql(self, database: str) -> list[str]:
        command = [str(self._bin / "psql"), "-qAtX", *self._reached()]
        return [*command, "-d", database, "-v", "ON_ERROR_STOP=1", "-c"]

    @property
    def process_id(self) -> int | None:
        """The process that all others of the server are children of; None where it is not ours."""
        return self._process.pid if self._process else None

    def size(self, database: str) -> int:
        """How many bytes a database has on the disk."""
        asked = f"SELECT pg_database_size('{database}')"
        return int(subprocess.check_output([*self._psql(database), asked]))

    def run(self, program: str, *options: str | Path) -> None:
        """Run one of the server's own programs."""
        command = [str(self._bin / program), *self._reached()]
        subprocess.run([*command, *map(str, options)], check=True)

    def _reached(self) -> list[str]:
        return ["-h", str(self.folder), "-p", str(self.port), "-U", _USER]

    def database(self, options: str = "") -> Address:
        """A new, empty database."""
        name = f"t{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name} {options}", "postgres")
        return self.address(name)

    def begun(self, what: str, begin: Callable[[Address], None]) -> Address:
        """A new database with what was once begun under that name: a copy takes less time."""
        if what not in self._begun:
            address = self.database()
            begin(address)
            self._begun[what] = address.database
        return self.database(f"TEMPLATE {self._begun[what]}")

    def address(self, name: str, user: str = _USER) -> Address:
        """The address of a database."""
        return Address(name, user, port=self.port, options=(("host", str(self.folder)),))

    def by_tcp(self, name: str, user: str, password: str = "", **options: str) -> Address:
        """The address of a database as another machine would have it."""
        kept = tuple(options.items())
        return Address(name, user, "127.0.0.1", self.port, kept, password)

    def drop(self, address: Address) -> None:
        """Drop a database, whoever is still connected."""
        self.sql(f"DROP DATABASE IF EXISTS {address.database} WITH (FORCE)", "postgres")

    def stop(self) -> None:
        """End the server, and take its folder away."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(_WAIT_SECONDS)
        shutil.rmtree(self.folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_whom(folder: Path) -> dict[str, object]:
    """The server refuses to run as root: then it runs as the user that its package made."""
    if os.geteuid() != 0:
        return {}
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        raise NoServer("PostgreSQL does not run as root, and there is no user postgres") from None
    os.chown(folder, user.pw_uid, user.pw_gid)
    folder.chmod(0o755)
    environment = {**os.environ, "HOME": str(folder)}
    ids = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return {**ids, "env": environment, "cwd": str(folder)}


def _ends_with_us() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)  # PR_SET_PDEATHSIG
