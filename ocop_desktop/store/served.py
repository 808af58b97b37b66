"""A database on a server, open as a data file is: the same to all that reads and writes records.

What differs is here. Several programs have it open at once, so there is no lock from opening to
closing, and each asks now and then what the others have changed. Who works is told by the name
that logged in. One installation id stands for the database: its writers are put in one order, so
that it is one place of writing, as a file is. Evidence lies in a folder that all of them reach.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from ocop_desktop.address import Address
from ocop_desktop.messages import Trouble
from ocop_desktop.paths import data_dir
from ocop_desktop.places import Places
from ocop_desktop.schema import Forms
from ocop_desktop.store import alike
from ocop_desktop.store.clock import Clock, Ids
from ocop_desktop.store.datafile import DataFile, Work, files_dir
from ocop_desktop.store.engine import troubles
from ocop_desktop.store.migrate import upgrade
from ocop_desktop.store.news import News
from ocop_desktop.store.reindex import is_indexed, note_indexed, reindex
from ocop_desktop.store.search_server import SORT_FUNCTION
from ocop_desktop.store.server import (
    BESIDE,
    LONG_WAIT_SECONDS,
    check_server,
    open_server,
    version_there,
)
from ocop_desktop.store.settings import FILES_FOLDER, read_settings
from ocop_desktop.store.tables import Action
from ocop_desktop.store.version import HEAD, is_known

_OFFICER = "officer/"
_LONG = {"merge", "sample", "index", "undo", "redo", "move"}


class Served(DataFile):
    """A database on a server that is open."""

    served = True

    def __init__(self, address: Address, forms: Forms, places: Places, **given: Any) -> None:
        path = data_dir() / address.database
        with suppress(OSError):  # what is printed goes there
            path.parent.mkdir(parents=True, exist_ok=True)
        super().__init__(path, open_server(address), forms, places, **given)
        self.address, self._login = address, address.user
        self._seen, self._own = 0, set[str]()  # the last action known; actions of this program

    @property
    def where(self) -> Address:
        """The address, as it is opened again."""
        return self.address

    @property
    def files_dir(self) -> Path:
        """The folder of evidence that all reach; where none was named, one in which nothing is."""
        return self._folder() or files_dir(self.path)

    @property
    def keeping_dir(self) -> Path:
        """The same; raise Trouble("server_no_folder") where none was named."""
        folder = self._folder()
        if folder is None:
            raise Trouble("server_no_folder", name=self.path.name)
        return folder

    def _folder(self) -> Path | None:
        named = os.environ.get("OCOP_FILES") or self.settings.get(FILES_FOLDER)
        return Path(str(named)) if named else None

    def refresh(self) -> None:
        """Read the settings anew: others may have sent a file meanwhile."""
        self.load_settings()

    def _writes(self, why: str) -> dict[str, Any]:
        if why == "beside":
            return {"writes": BESIDE}
        return {"writes": True} | ({"wait": LONG_WAIT_SECONDS} if why in _LONG else {})

    # ---- who works here

    def keep_settings(self, facts: Mapping[str, object]) -> None:
        """Keep some settings; the officer's name is that of whoever logged in alone."""
        own = {f"{_OFFICER}{self._login}" if n == "officer" else n: v for n, v in facts.items()}
        super().keep_settings(own)
        self.settings.update(facts)
        self.settings["officer"] = self.settings.get("officer") or self._login

    def load_settings(self) -> None:
        """Read the settings anew, and who logged in."""
        with self.read() as connection:
            self._login = str(connection.scalar(select(func.session_user())))
            self.settings = self._settings_there(connection)

    def _settings_there(self, connection: Connection) -> dict[str, object]:
        found = read_settings(connection)
        return found | {"officer": found.get(f"{_OFFICER}{self._login}") or self._login}

    # ---- several people at once

    @contextmanager
    def work(self, verb: str) -> Iterator[Work]:
        """A unit of work, in one order with those of all others."""
        with super().work(verb) as work:
            self._own.add(work.action)
            yield work

    def note_seen(self) -> None:
        """Take what is there now as seen."""
        with self.read() as connection:
            self._seen = _newest(connection)

    def news(self) -> News | None:
        """What others changed since notice was taken last; None where nothing was. It is cheap.

        It only reads, with a connection of its own: any thread may ask.
        """
        with troubles(self.path):
            version = version_there(self.engine)
        if version != HEAD:
            raise Trouble("newer_file", file=self.path.name)
        before = dict(self.settings)
        with self.read() as connection:
            newest = _newest(connection)
            if newest == self._seen:
                return None
            query = select(Action.id, Action.counts).where(Action.number > self._seen)
            done: dict[str, Any] = {row.id: row.counts for row in connection.execute(query)}
            own = frozenset(done.keys() & self._own)
            kinds = frozenset(
                kind for id, counts in done.items() if id not in own for kind in counts
            )
            return News(kinds, newest, own, self._settings_there(connection), before)

    def take_notice(self, news: News) -> frozenset[str]:
        """Tell whoever shows records what others changed; return the kinds.

        Settings that this program changed since it looked are the newer ones, and stay.
        """
        self._seen = max(self._seen, news.newest)
        self._own -= news.own
        if news.kinds:
            if self.settings == news.before:
                self.settings = dict(news.settings)
            self.look.forget()
            self.announce(news.kinds)
        return news.kinds


def _newest(connection: Connection) -> int:
    return int(connection.scalar(select(func.max(Action.number))) or 0)


def reach(address: Address) -> None:
    """Connect, and let go again; raise Trouble where that cannot be."""
    engine = open_server(address)
    try:
        with troubles(Path(address.database)), engine.connect():
            pass
    finally:
        engine.dispose()


def make(address: Address, forms: Forms, places: Places, clock: Clock, new_id: Ids) -> DataFile:
    """The tables in an empty database; raise Trouble where it is not empty or unfit."""
    data = Served(address, forms, places, clock=clock, new_id=new_id)
    try:
        with troubles(data.path):
            check_server(data.engine, address.database)
            if version_there(data.engine) != "":
                raise Trouble("server_not_empty", name=address.database)
            _upgrade(data)
        data.load_settings()
        data.keep_settings({alike.SETTING: alike.way(forms)})
        note_indexed(data)
    except BaseException:
        data.close()
        raise
    return data


def open_database(
    address: Address, forms: Forms, places: Places, *, write: bool, clock: Clock, new_id: Ids
) -> DataFile:
    """An existing database, brought to this version first."""
    data = Served(address, forms, places, clock=clock, new_id=new_id)
    try:
        with troubles(data.path):
            _bring_up(data)
        data.load_settings()
        if write:
            alike.keep_up(data)
        if not is_indexed(data):
            _make_functions(data)  # records may be put in another order now, too
            reindex(data)
        data.note_seen()
    except BaseException:
        data.close()
        raise
    return data


def _bring_up(data: Served) -> None:
    version = version_there(data.engine)
    if version == HEAD:
        return
    if not version:
        raise Trouble("server_not_ours", name=data.address.database)
    if not is_known(version):
        raise Trouble("newer_file", file=data.address.database)
    _upgrade(data)


def _upgrade(data: Served) -> None:
    upgrade(data.engine)
    _make_functions(data)


def _make_functions(data: Served) -> None:
    with data.beside("settings") as connection:
        connection.exec_driver_sql(SORT_FUNCTION.replace("%", "%%"))
