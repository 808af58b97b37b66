"""An open data file: its engine, forms and look-ups, and the one way to write into it."""

from __future__ import annotations

import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, Table

from ocop_desktop.address import Address
from ocop_desktop.messages import Trouble
from ocop_desktop.places import Places
from ocop_desktop.schema import Forms
from ocop_desktop.store import copies
from ocop_desktop.store.clock import Clock, Ids, random_id, real_clock
from ocop_desktop.store.direct import put_new_row
from ocop_desktop.store.engine import open_engine, troubles
from ocop_desktop.store.lock import FileLock
from ocop_desktop.store.news import News
from ocop_desktop.store.settings import put_settings, read_settings
from ocop_desktop.store.steps import Progress, unseen
from ocop_desktop.store.tables import Action
from ocop_desktop.store.titles import Titles

MAGIC = b"SQLite format 3\x00"


@dataclass
class Work:
    """One unit of work: a connection in a transaction, and what it has touched.

    `noted` counts the rows of history by kind; `source` is the exchanged file that is being
    written; `of` the action that is being taken back or done again. `joins_touched` are the records
    (by kind, each with whom it names as the same) by which others may stand for others now;
    `regrouped` those, and what names them, for which it is so.
    """

    connection: Connection
    action: str
    verb: str
    at: str
    by: str
    installation: str
    touched: set[str] = field(default_factory=set)
    noted: Counter[str] = field(default_factory=Counter)
    sources: list[str] = field(default_factory=list)
    source: str | None = None
    of: str | None = None
    joins_touched: dict[str, dict[str, str | None]] = field(default_factory=dict)
    regrouped: dict[str, set[str]] = field(default_factory=dict)
    unjoined_known: bool | None = None

    def unjoined(self) -> bool:
        """Whether nothing in the file is joined: asked once."""
        if self.unjoined_known is None:
            from ocop_desktop.store import joined

            self.unjoined_known = joined.nothing(self.connection)
        return self.unjoined_known


_ACTION = cast(Table, Action.__table__)


def note_action(work: Work) -> None:
    """Keep the step that a unit of work is, where it left anything in the history."""
    if not work.noted:
        return
    step = {
        "id": work.action,
        "verb": work.verb,
        "at": work.at,
        "by": work.by,
        "counts": dict(sorted(work.noted.items())),
        "sources": work.sources,
        "of": work.of,
        "undone_by": None,
    }
    put_new_row(work.connection, _ACTION, step)


class DataFile:
    """A data file that is open, and everything that reading and writing it needs.

    It may be a database on a server (`served.py`): then `path` says what it is called and where its
    papers go on this machine, and no file is there.
    """

    served = False

    def __init__(
        self,
        path: Path,
        engine: Engine,
        forms: Forms,
        places: Places,
        *,
        clock: Clock = real_clock,
        new_id: Ids = random_id,
    ) -> None:
        self.path, self.engine, self.forms, self.places = path, engine, forms, places
        self.clock, self.new_id = clock, new_id
        self.lock: FileLock | None = None
        self.settings: dict[str, object] = {}
        self.look = Titles(engine, forms, places)
        self.changed: list[Callable[[frozenset[str]], None]] = []
        self.closing: list[Callable[[DataFile], None]] = []  # told before it is let go
        self.last_made: dict[str, str] = {}  # by kind, the record made last since it was opened
        self._writing = threading.RLock()

    @property
    def where(self) -> Path | Address:
        """The file, or the server's database, as it is opened again."""
        return self.path

    @property
    def files_dir(self) -> Path:
        """The folder of evidence beside the data file."""
        return files_dir(self.path)

    @property
    def keeping_dir(self) -> Path:
        """The same, to keep something in; of a server's database Trouble where none was named."""
        return self.files_dir

    @property
    def installation(self) -> str:
        """The id of this data file on this machine; every stamp names it."""
        return str(self.settings["installation"])

    @property
    def unit(self) -> str:
        """The place code of the unit this file belongs to."""
        return str(self.settings["unit"])

    @property
    def unit_level(self) -> str:
        """The unit's level: province, district or commune."""
        return str(self.settings["unit_level"])

    @property
    def role(self) -> str:
        """ "office" or "province"."""
        return str(self.settings["role"])

    @property
    def officer(self) -> str:
        """The name of whoever works here."""
        return str(self.settings.get("officer") or "")

    def now(self) -> str:
        """The moment as ISO text to the second, with its offset."""
        return self.clock().isoformat(timespec="seconds")

    def today(self) -> str:
        """The day as ISO text."""
        return self.clock().date().isoformat()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that only reads, in one consistent state of the file."""
        with troubles(self.path), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def work(self, verb: str) -> Iterator[Work]:
        """Keep everything when the block ends; undo everything when it raises."""
        with self._writing, troubles(self.path), self.engine.connect() as plain:
            connection = plain.execution_options(**self._writes(verb))
            with connection.begin():
                work = Work(
                    connection, self.new_id(), verb, self.now(), self.officer, self.installation
                )
                yield work
                if work.joins_touched:
                    from ocop_desktop.store import rejoin

                    rejoin.settle(self, work)
                note_action(work)
            self.look.forget()
        if work.touched:
            self.announce(frozenset(work.touched))

    def refresh(self) -> None:
        """See to it that the settings are those of now; nobody else writes into a file."""

    def news(self) -> News | None:
        """What other programs changed; nobody else writes into a file."""
        return None

    def take_notice(self, news: News) -> frozenset[str]:
        """Tell whoever shows records what others changed."""
        return news.kinds

    def announce(self, kinds: frozenset[str]) -> None:
        """Tell whoever shows records which kinds have changed."""
        for told in self.changed:
            told(kinds)

    @contextmanager
    def beside(self, why: str = "beside") -> Iterator[Connection]:
        """Write beside the records (settings, drafts): all or nothing, and nobody is told."""
        with self._writing, troubles(self.path), self.engine.connect() as plain:
            connection = plain.execution_options(**self._writes(why))
            with connection.begin():
                yield connection

    def _writes(self, why: str) -> dict[str, Any]:
        """How a transaction begins that writes for a reason."""
        return {"writes": True}

    def keep_settings(self, facts: Mapping[str, object]) -> None:
        """Keep some settings of the file."""
        with self.beside("settings") as connection:
            put_settings(connection, facts)
        self.settings.update(facts)

    def load_settings(self) -> None:
        """Read the settings anew."""
        with self.read() as connection:
            self.settings = read_settings(connection)

    def close(self) -> None:
        """Let go of the file; its journal is written back."""
        while self.closing:
            with suppress(Trouble):  # the disk may have gone; it is let go all the same
                self.closing.pop()(self)
        self.engine.dispose()
        if self.lock:
            self.lock.release()
            self.lock = None

    def __enter__(self) -> DataFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def files_dir(path: Path) -> Path:
    """The folder of evidence beside a data file."""
    return path.with_name(f"{path.name}-files")


def check_header(path: Path) -> None:
    """Raise Trouble where the file is missing or no SQLite file."""
    if not path.is_file():
        raise Trouble("no_such_file", file=str(path))
    with troubles(path), path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise Trouble("not_a_data_file", file=path.name)


def make(path: Path | Address, forms: Forms, places: Places, clock: Clock, new_id: Ids) -> DataFile:
    """A new, empty data file, locked; raise Trouble where one is there or it cannot be written."""
    from ocop_desktop.store import alike
    from ocop_desktop.store.migrate import upgrade
    from ocop_desktop.store.reindex import note_indexed

    if isinstance(path, Address):
        from ocop_desktop.store import served

        return served.make(path, forms, places, clock, new_id)
    if path.exists():
        raise Trouble("file_exists", file=path.name)
    with troubles(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path, files_dir(path))
        data = DataFile(path, open_engine(path), forms, places, clock=clock, new_id=new_id)
        data.lock = lock
        try:
            upgrade(data.engine)
            data.keep_settings({alike.SETTING: alike.way(forms)})
            note_indexed(data)
        except BaseException:
            data.close()
            path.unlink(missing_ok=True)
            raise
    return data


def open_file(
    path: Path | Address,
    forms: Forms,
    places: Places,
    *,
    write: bool,
    clock: Clock,
    new_id: Ids,
    progress: Progress = unseen,
) -> DataFile:
    """An existing data file, brought to this version first (after a copy was kept).

    `progress` is told how far it is where indexes are made anew: that takes time.
    """
    from ocop_desktop.store import alike

    if isinstance(path, Address):
        from ocop_desktop.store import served

        return served.open_database(path, forms, places, write=write, clock=clock, new_id=new_id)
    check_header(path)
    lock = FileLock(path, files_dir(path)) if write else None
    data = DataFile(path, open_engine(path), forms, places, clock=clock, new_id=new_id)
    data.lock = lock
    try:
        with troubles(path):
            _bring_up(data)
        data.load_settings()
        if data.lock:
            alike.keep_up(data, progress)
        _index_as_now(data, progress)
    except BaseException:
        data.close()
        raise
    return data


def _bring_up(data: DataFile) -> None:
    from ocop_desktop.store.version import HEAD, is_known, version_of

    version = version_of(data.path)
    if version == HEAD:
        return
    if version is None:
        raise Trouble("not_a_data_file", file=data.path.name)
    if not is_known(version):
        raise Trouble("newer_file", file=data.path.name)
    from ocop_desktop.store.migrate import upgrade

    lock = data.lock or FileLock(data.path, data.files_dir)
    try:
        copy_before(data, f"truoc-{version}")
        upgrade(data.engine)
    finally:
        if lock is not data.lock:
            lock.release()


def _index_as_now(data: DataFile, progress: Progress) -> None:
    """Index all records anew where a program or forms of another day indexed them."""
    from ocop_desktop.store.reindex import is_indexed, reindex

    if not is_indexed(data):
        lock = data.lock or FileLock(data.path, data.files_dir)
        try:
            reindex(data, progress)
        finally:
            if lock is not data.lock:
                lock.release()


def copy_before(data: DataFile, why: str) -> Path:
    """A copy of the data file in its folder before something large is done to it.

    Raises Trouble("server_backup") for a server's database: the server's own tool copies that.
    """
    if data.served:
        raise Trouble("server_backup", name=data.path.name)
    folder = data.files_dir / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"{data.path.stem}-{data.clock():%Y%m%d-%H%M%S}-{why}.ocop"
    free = shutil.disk_usage(folder).free
    if free < data.path.stat().st_size * 1.2:
        raise Trouble("disk_full", file=copy.name)
    part = copy.with_suffix(".part")
    part.unlink(missing_ok=True)
    try:
        with data.read() as connection:
            copies.write(connection, part)
        with troubles(copy):
            part.replace(copy)
    finally:
        part.unlink(missing_ok=True)
    return copy
