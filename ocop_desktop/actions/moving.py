"""Moving all data from a file into a server's database, or back, with one command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ocop_desktop.actions import identity, start
from ocop_desktop.actions.start import DataFile
from ocop_desktop.address import Address
from ocop_desktop.messages import Trouble
from ocop_desktop.store import datafile, moving
from ocop_desktop.store.clock import random_id, real_clock
from ocop_desktop.store.settings import FILES_FOLDER, MOVED_TO, put_setting

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Moved:
    """What was moved: rows by table, and files of evidence."""

    rows: Mapping[str, int]
    files: int


def move(
    source: Path | Address,
    target: Path | Address,
    *,
    files: Path | None = None,
    progress: Progress = lambda done, total, what: None,
) -> Moved:
    """Move everything into a target that is empty; the source stays, to be looked at only.

    `files` is the folder for the evidence of a server's database. All is done or nothing: raises
    Trouble where the target is not empty or does not hold the same afterwards; Cancelled, raised by
    `progress`, leaves nothing.
    """
    with start.open_data(source) as old:
        if isinstance(target, Address) and files is None and moving.has_files(old):
            raise Trouble("server_no_folder", name=target.database)
        new = datafile.make(target, start.the_forms(), start.the_places(), real_clock, random_id)
        try:
            moved = _move(old, new, files, progress)
        except BaseException:
            moving.take_away(new)
            raise
        new.close()
    return moved


def _move(old: DataFile, new: DataFile, files: Path | None, progress: Progress) -> Moved:
    with old.work("move") as work:  # nobody writes there meanwhile
        rows = moving.move_rows(old, work.connection, new, progress)
        new.load_settings()
        new.keep_settings({"officer": old.officer})
        identity.renew(new)  # no two places write as one installation
        folder = new.files_dir if not new.served else files
        copied = moving.move_files(old, folder, progress) if folder else 0
        if new.served and folder:
            new.keep_settings({FILES_FOLDER: str(folder.absolute())})
        put_setting(work.connection, MOVED_TO, str(new.where))
    return Moved(rows, copied)


def set_files_folder(address: Path | Address, folder: Path) -> None:
    """Say in which folder the evidence of a server's database lies."""
    with start.open_data(address) as data:
        data.keep_settings({FILES_FOLDER: str(folder.absolute())})


def stay(source: Path | Address) -> None:
    """Write again in what was moved away from; it becomes another installation than the copy."""
    data = datafile.open_file(
        source,
        start.the_forms(),
        start.the_places(),
        write=True,
        clock=real_clock,
        new_id=random_id,
    )
    with data:
        identity.renew(data)
        data.keep_settings({MOVED_TO: None})
