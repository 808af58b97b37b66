"""Making a data file for a unit, and opening one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ocop_desktop import paths
from ocop_desktop.actions import drafts_aside, identity, kept_drafts
from ocop_desktop.address import Address, masked, where
from ocop_desktop.messages import Trouble
from ocop_desktop.places import Places
from ocop_desktop.schema import Forms, load_forms
from ocop_desktop.store import datafile
from ocop_desktop.store.clock import Clock, Ids, random_id, real_clock
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.news import News
from ocop_desktop.store.settings import FILES_FOLDER, MOVED_TO
from ocop_desktop.store.steps import Progress, unseen

__all__ = [
    "DataFile",
    "News",
    "at",
    "new",
    "open_data",
    "reach",
    "the_forms",
    "the_places",
    "unit_place",
]

_LEVELS = {2: "province", 3: "district", 5: "commune"}


@cache
def the_places(home: str = "") -> Places:
    """The places of the country, read when first asked for; those of `home` are found first."""
    return Places.load(paths.resources_dir() / "places", home)


@cache
def _forms_of(folder: Path) -> Forms:
    return load_forms(folder)


def the_forms() -> Forms:
    """The forms of this program."""
    return _forms_of(paths.forms_dir())


def unit_place(code: str, era: str = "2025") -> tuple[str, str]:
    """(level, place key) of a unit's code: 2 digits a province, 3 a district, 5 a commune.

    Raises Trouble("no_such_unit") where no such unit was ever there.
    """
    key = the_places().unit(code, era)
    return _LEVELS[len(code)], key


def at(text: str) -> Path | Address:
    """The file, or the server's database, that a text names; raise Trouble("address_broken")."""
    try:
        return where(text)
    except ValueError as error:
        raise Trouble("address_broken", address=masked(text)) from error


def reach(address: Address) -> None:
    """Connect to a server's database and let it go again; raise Trouble where that cannot be."""
    from ocop_desktop.store import served

    served.reach(address)


def new(
    path: Path | Address,
    unit: str,
    *,
    role: str = "office",
    era: str = "2025",
    officer: str = "",
    files: Path | None = None,
    clock: Clock = real_clock,
    new_id: Ids = random_id,
) -> DataFile:
    """A new data file for a unit, open; raise Trouble where it cannot be made.

    On a server it is an empty database that becomes one, and `files` the folder of its evidence.
    """
    level, key = unit_place(unit, era)
    data = datafile.make(path, the_forms(), the_places(), clock, new_id)
    facts = {
        "unit": key,
        "unit_level": level,
        "home": the_places().province_of(key),
        "unit_name": the_places().title(level, key),
        "role": role,
        "officer": officer,
        "made_at": data.now(),
    }
    if files is not None:
        facts[FILES_FOLDER] = str(files.absolute())
    data.keep_settings(facts)
    identity.renew(data)
    identity.settle(data)
    return _at_home(data)


def _at_home(data: DataFile) -> DataFile:
    """Let the places of the unit's own province come first."""
    places = the_places(str(data.settings["home"]))
    data.places = data.look.places = places
    return data


def open_data(
    path: Path | Address,
    *,
    write: bool = True,
    clock: Clock = real_clock,
    new_id: Ids = random_id,
    progress: Progress = unseen,
) -> DataFile:
    """An existing data file, open; raise Trouble where it is none or another holds it.

    `progress` is told how far it is where the file must be indexed anew first.
    """
    forms, places = the_forms(), the_places()
    data = datafile.open_file(
        path, forms, places, write=write, clock=clock, new_id=new_id, progress=progress
    )
    if write and data.settings.get(MOVED_TO):
        data.close()
        raise Trouble("moved_away", file=data.path.name, where=data.settings[MOVED_TO])
    if write:
        identity.settle(data)
        kept_drafts.purge(data)
        drafts_aside.take_in(data)
    return _at_home(data)
