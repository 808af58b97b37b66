"""A district's data parted among its communes: a data file for each, history and evidence along.

Every file is another installation with the same records under the same ids, so that what the
communes send later comes together again by the ordinary merge. What belongs to no commune goes
into one more file, so that nothing is left behind.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Set
from pathlib import Path

from ocop_desktop.actions import identity, scans, start
from ocop_desktop.actions.files import path_of
from ocop_desktop.actions.for_units import Written, file_words, unit_finder
from ocop_desktop.actions.portions import OWNER, portions
from ocop_desktop.exchange.layout import in_order
from ocop_desktop.messages import Trouble
from ocop_desktop.store import cutting
from ocop_desktop.store.datafile import DataFile, files_dir
from ocop_desktop.store.engine import troubles

Progress = Callable[[int, int, str], None]
REST = "con-lai"


def split(data: DataFile, folder: Path, *, progress: Progress | None = None) -> list[Written]:
    """Write a data file for every commune of today that has subjects here, and one for the rest.

    The file itself stays as it is. Raises Trouble: "server_backup" for a server's database,
    "nothing_to_split" where no subject lies in a commune of the unit, "file_exists" where a file
    of that name is there; then, and where `progress` raises to stop, nothing is left behind.
    """
    communes = data.places.communes_of(data.unit)
    with data.read() as connection:
        find = unit_finder(data.places, communes)
        shared = portions(connection, data.forms, communes, find)
    wanted = {unit: shared.of[unit] for unit in communes if shared.of[unit][OWNER]}
    if not wanted:
        raise Trouble("nothing_to_split", unit=data.places.unit_title(data.unit))
    parts: dict[str, Mapping[str, Set[str]]] = {**wanted}
    if any(shared.rest.values()):
        parts[data.unit] = shared.rest
    paths = {unit: folder / _name(data, unit) for unit in parts}
    for path in paths.values():
        if path.exists():
            raise Trouble("file_exists", file=path.name)
    made: list[Written] = []
    try:
        for number, (unit, ids) in enumerate(parts.items()):
            if progress:
                progress(number, len(parts), data.places.unit_title(unit))
            made.append(_part(data, unit, ids, paths[unit]))
    except BaseException:
        for path in paths.values():
            _drop(path)
        raise
    return made


def _name(data: DataFile, unit: str) -> str:
    words = f"{REST}-{file_words(data.places, unit)}" if unit == data.unit else None
    return f"OCOP-{words or file_words(data.places, unit)}.ocop"


def _part(data: DataFile, unit: str, ids: Mapping[str, Set[str]], path: Path) -> Written:
    cutting.copy_whole(data, path)
    title = data.places.unit_title(unit)
    with start.open_data(path, clock=data.clock, new_id=data.new_id) as part:
        identity.renew(part)
        cutting.keep_only(part, ids, [form.kind for form in in_order(data.forms)])
        cutting.shrink(part)
        level = data.unit_level if unit == data.unit else "commune"
        part.keep_settings({"unit": unit, "unit_level": level, "unit_name": title})
        copy_evidence(data, part)
    return Written(unit, title, path, sum(map(len, ids.values())))


def copy_evidence(data: DataFile, part: DataFile) -> None:
    """Copy the files of evidence that the records of a part name and that are here."""
    with part.read() as connection:
        named = scans.referred(connection, part.forms, sensitive=True)
    for sha256 in named:
        source, target = path_of(data, sha256), path_of(part, sha256)
        if source.is_file() and not target.exists():
            with troubles(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)


def _drop(path: Path) -> None:
    for left in (path, *path.parent.glob(f"{path.name}-*")):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)
    shutil.rmtree(files_dir(path), ignore_errors=True)
