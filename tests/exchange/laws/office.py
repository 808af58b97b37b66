"""A real data file of an office, what stands in it as an officer would find it, and its model."""

from __future__ import annotations

import dataclasses
import gc
import random
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from sqlalchemy import Engine, select

from ocop_desktop.actions import identity, start
from ocop_desktop.actions.hand_edits import JOINED, PENDING, STANDS, STATE
from ocop_desktop.exchange import shell
from ocop_desktop.exchange.shell import Shell
from ocop_desktop.records.base import from_row
from ocop_desktop.schema import Form, Forms
from ocop_desktop.schema.stamps import conflicts
from ocop_desktop.store import datafile, keyring
from ocop_desktop.store.clock import seeded_ids
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.engine import open_engine
from ocop_desktop.store.joined import kept_rows, nothing
from ocop_desktop.store.records import table_of
from ocop_desktop.store.tables import Action, HandEdit, History, OpenConflict, SearchRow
from tests.exchange.laws.joins import PARENT
from tests.exchange.laws.model import POSITION, Key, Model

KINDS = ("subject", "person", "product", "recognition")
UNITS = {"a1": "615", "a2": "615", "b": "612", "province": "51", "witness": "51"}
SENSITIVE = ("rep_citizen_id",)
COMPUTED = {"product": ("current_stars", "current_until")}
_ASKED = {
    "subject": "name tax_code phone founded_on reg_no charter_capital commune former_district "
    "rep_citizen_id contact_phone contact_zalo note remarks same_as",
    "person": "full_name phone remarks",
    "product": "name subject product_code former_code ocop_status current_stars current_until "
    "remarks same_as",
    "recognition": "product level stars issued_on regulation expires_on remarks",
}


class Seen(NamedTuple):
    """A record as it stands: what is kept, whether it is removed, what is in conflict.

    Where others stand for records that it names, `shown` says what its row shows instead;
    `kept_in` is the record that a row of a table stands in, `hidden` whether it is on no list.
    """

    values: Mapping[str, Any]
    removed: bool
    conflicts: Mapping[str, list[Any]]
    hidden: bool
    kept_in: str | None = None
    shown: Mapping[str, Any] = {}

    def shows(self, name: str) -> Any:
        """What its row shows of a field."""
        kept = self.kept_in if name == PARENT else self.values.get(name)
        return self.shown.get(name, kept)


State = dict[Key, Seen]
_ALL = {kind: select(table_of(kind)) for kind in KINDS}
_LAST_ACTION = select(Action.id, Action.verb).order_by(Action.number.desc()).limit(1)
_WAITING = select(HandEdit.id).select_from(JOINED).where(STANDS, STATE == PENDING)
_CONFLICTS = select(OpenConflict.record_id, OpenConflict.field)


class Small(Forms):
    """Few forms that are sent and merged; what rules look up beside them is as it always is."""

    def __getitem__(self, kind: str) -> Form:
        return self._all.get(kind) or start.the_forms()[kind]


@cache
def small_forms() -> Forms:
    """The program's own forms of subjects, products and ranks, with a dozen of their fields."""
    return Small({kind: _small(start.the_forms()[kind]) for kind in KINDS if kind != "person"})


def _small(form: Form) -> Form:
    asked = _ASKED[form.kind].split()
    sections = tuple(
        dataclasses.replace(
            section, tables=(), fields=tuple(f for f in section.fields if f.name in asked)
        )
        for section in form.sections
    )
    tables = tuple(_small(table) for table in form.tables if table.kind in KINDS)
    kept = tuple(section for section in sections if section.fields)
    return dataclasses.replace(form, sections=kept, tables=tables)


class Wild:
    """A clock that goes astray: years ahead, set back, in any zone."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._offset = chance.randint(-900, 900)

    def __call__(self) -> datetime:
        chance = self._chance
        if chance.random() < 0.1:
            self._offset = chance.randint(-900, 900)
        minutes = timedelta(days=self._offset, minutes=chance.randint(-600, 600))
        zone = timezone(timedelta(hours=chance.randint(-11, 12)))
        return (datetime(2026, 9, 20, 8, tzinfo=UTC) + minutes).astimezone(zone)


@cache
def workshop() -> Path:
    """A folder for this process, in memory where there is such; openpyxl's own files go there too."""
    fast = Path("/dev/shm")
    folder = TemporaryDirectory(prefix="laws-", dir=fast if fast.is_dir() else None)
    _kept.append(folder)
    return Path(folder.name)


_kept: list[TemporaryDirectory[str]] = []


@contextmanager
def quick() -> Iterator[None]:
    """Files in memory, engines kept from one history to the next; nothing collected meanwhile."""
    old = datafile.open_engine, tempfile.tempdir, shell.make
    datafile.open_engine, tempfile.tempdir, shell.make = _engine, str(workshop()), _shell
    gc.disable()
    try:
        yield
    finally:
        datafile.open_engine, tempfile.tempdir, shell.make = old
        gc.enable()


@cache
def _engine(path: Path) -> Engine:
    """An engine keeps what it made of statements, though the file is another one."""
    return open_engine(path)


def _shell(layouts: Any, names: Any, **more: Any) -> Shell:
    """What openpyxl makes of the same sheets with as many rows is the same, and dear."""
    key = repr(
        ([(title, rows, [c.name for c in one.columns]) for one, title, rows in layouts], more)
    )
    if key not in _shells:
        _shells[key] = _make_shell(layouts, names, **more)
    return _shells[key]


_shells: dict[str, Shell] = {}
_make_shell = shell.make


@cache
def _prepared(whole: bool, who: str) -> Path:
    """A unit's data file without records, made once: what is copied is another installation."""
    path = workshop() / f"empty-{whole}-{who}.ocop"
    start.new(path, "615").close()
    data = _open(path, whole=whole, seed="")
    level, key = start.unit_place(UNITS[who])
    data.keep_settings(
        {
            "unit": key,
            "unit_level": level,
            "unit_name": start.the_places().title(level, key),
            "role": "province" if level == "province" else "office",
            "officer": "Y Mẫu",
        }
    )
    data.close()
    (keyring.folder() / f"{data.installation}.json").unlink()
    return path


def _open(path: Path, *, whole: bool, seed: str) -> DataFile:
    forms = start.the_forms() if whole else small_forms()
    clock, ids = Wild(random.Random(f"clock {seed}")), seeded_ids(seed)
    data = datafile.open_file(path, forms, start.the_places(), write=True, clock=clock, new_id=ids)
    identity.settle(data)
    data.places = data.look.places = start.the_places(str(data.settings["home"]))
    return data


class Office:
    """A data file on a machine, and beside it what it must hold."""

    def __init__(self, folder: Path, who: str, seed: str, *, whole: bool) -> None:
        self.who, self.whole, self.seed = who, whole, f"{seed} {who}"
        self.path = folder / f"{who}.ocop"
        shutil.copyfile(_prepared(whole, who), self.path)
        self.data = _open(self.path, whole=whole, seed=self.seed)
        self.model = Model(who)
        self.state: State = {}
        self.steps: list[Step] = []  # that undo can go back by
        self.redoable: list[Step] = []
        self.ever: set[tuple[Key, str, str]] = set()  # all that was ever shown here
        self.action = ""  # the last one kept here
        self.last = ("", "")  # its id and verb, as they stood when the file was looked at
        self.waiting: set[str] = set()  # changes by hand that somebody is to decide
        self.listed: set[tuple[str, ...]] = set()  # the list of open conflicts: (record, field)
        self.opened = 0

    def reopen(self) -> None:
        """Close the program and start it again."""
        self.data.close()
        self.opened += 1
        self.data = _open(self.path, whole=self.whole, seed=f"{self.seed} {self.opened}")

    def look(self) -> State:
        """Everything that an officer finds here, removed records too; what else is there is kept."""
        found: State = {}
        with self.data.read() as connection:
            joined = not nothing(connection)
            for kind in KINDS:
                form = self.data.forms[kind]
                rows = {row["id"]: row for row in connection.execute(_ALL[kind]).mappings()}
                kept = kept_rows(connection, form, rows) if joined else rows
                found |= {(kind, id): _seen(form, row, kept[id]) for id, row in rows.items()}
            self.waiting = set(connection.scalars(_WAITING))
            self.last = tuple(connection.execute(_LAST_ACTION).first() or ("", ""))
            self.listed = {tuple(row) for row in connection.execute(_CONFLICTS)}
        return found

    def searched(self) -> dict[Key, tuple[str, bool]]:
        """What lists and the search box know: title and whether it is removed."""
        with self.data.read() as connection:
            rows = connection.execute(select(SearchRow.__table__))
            return {(r.kind, r.id): (r.title, bool(r.removed)) for r in rows if r.kind in KINDS}

    def told(self) -> set[tuple[Key, str, str]]:
        """Every value that the history tells, before or after."""
        found = set()
        with self.data.read() as connection:
            rows = connection.execute(select(History.kind, History.record_id, History.changes))
            for kind, id, changes in rows:
                for name, (before, after) in changes.items():
                    field = name.removeprefix("_conflict.")
                    several = [before, after]
                    if field != name:
                        several = [*(before or ()), *(after or ())]
                    found |= {((kind, id), field, repr(value)) for value in several}
        return found


def _seen(form: Form, row: Mapping[str, Any], kept: Mapping[str, Any]) -> Seen:
    """A record as its row is and as it is kept."""
    values = from_row(form, kept)
    if form.parent:
        values[POSITION] = row["position"]
    shown: dict[str, Any] = {}
    if kept is not row:
        shown = {n: v for n, v in from_row(form, row).items() if v != values.get(n)}
        if row.get("parent_id") != kept.get("parent_id"):
            shown[PARENT] = row["parent_id"]
    return Seen(
        {name: v for name, v in values.items() if v is not None},
        bool(kept["removed"]),
        conflicts(row["stamps"]),
        bool(row["removed"]),
        kept.get("parent_id"),
        shown,
    )


@dataclasses.dataclass
class Step:
    """A step that undo can take back: what stood here before it and after it."""

    before: State
    after: State
    undone: bool = False


@contextmanager
def offices(seed: str, names: list[str], *, whole: bool = False) -> Iterator[list[Office]]:
    """Data files of several offices in a folder of their own, gone at the end."""
    folder = workshop() / "offices"
    folder.mkdir()
    made: list[Office] = []
    try:
        made.extend(Office(folder, who, seed, whole=whole) for who in names)
        yield made
    finally:
        for office in made:
            office.data.close()
        shutil.rmtree(folder)
        shutil.rmtree(keyring.folder(), ignore_errors=True)
