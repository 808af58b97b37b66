"""Everything of an office in one file for the officer who comes next, and taking it over.

The file is a zip: the data file, the evidence, the printed list, and the digest of each of them.
Whoever takes it over becomes another installation; the key to sign with stays where it was.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ocop_desktop import __version__
from ocop_desktop.actions import identity, scans, start
from ocop_desktop.actions.files import path_of
from ocop_desktop.messages import Trouble
from ocop_desktop.store import cutting
from ocop_desktop.store.datafile import DataFile, files_dir
from ocop_desktop.store.engine import troubles

Progress = Callable[[int, int, str], None]
FORMAT, VERSION = "ocop-handover", 1
LIST, BOOK, PRINTED, FOLDER = "ban-giao.json", "du-lieu.ocop", "bien-ban-ban-giao.pdf", "minh-chung"
LARGEST_LIST = 64_000_000
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Handover:
    """What was handed over: the file, the printed list beside it, how many kept files."""

    path: Path
    printed: Path
    kept: int


def hand_over(
    data: DataFile, out: Path, *, to: str = "", progress: Progress | None = None
) -> Handover:
    """Write everything into one file, and the list to be signed beside it as PDF.

    `to` is the name of whoever takes over. Raises Trouble: "server_backup" for a server's database,
    or what the disk says; Cancelled, raised by `progress`, leaves nothing.
    """
    printed = out.with_suffix(".pdf")
    part = out.with_name(f"{out.name}.part")
    with troubles(out), TemporaryDirectory(dir=_folder(out), prefix=".ban-giao-") as folder:
        try:
            book = Path(folder) / BOOK
            cutting.copy_whole(data, book)
            _print(data, Path(folder) / PRINTED, to)
            kept = dict(_kept(data))
            with ZipFile(part, "w", ZIP_STORED) as zipped:
                listed = list(_all_in(zipped, Path(folder), kept, progress))
                content = json.dumps(_facts(data, to, listed), ensure_ascii=False, indent=1)
                zipped.writestr(LIST, content, ZIP_DEFLATED)
            shutil.copyfile(Path(folder) / PRINTED, printed)
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
    return Handover(out, printed, len(kept))


def take_over(
    file: Path, path: Path, *, officer: str = "", progress: Progress | None = None
) -> DataFile:
    """Make a data file of what was handed over, and open it.

    Everything is read and compared with its digest first. Raises Trouble: "not_a_handover",
    "handover_damaged" (which part), "file_exists", or what the disk says; nothing is left then.
    """
    if path.exists() or files_dir(path).exists():
        raise Trouble("file_exists", file=path.name)
    try:
        with ZipFile(file) as zipped:
            listed = _listed(zipped, file)
            try:
                for number, (name, facts) in enumerate(listed.items()):
                    if progress:
                        progress(number, len(listed), name)
                    _take(zipped, name, facts, path, file)
            except BaseException:
                path.unlink(missing_ok=True)
                shutil.rmtree(files_dir(path), ignore_errors=True)
                raise
    except (BadZipFile, OSError, EOFError, NotImplementedError) as error:
        raise Trouble("not_a_handover", file=file.name) from error
    data = start.open_data(path)
    identity.renew(data)
    data.keep_settings({"officer": officer or data.officer})
    return data


# ---- writing


def _folder(out: Path) -> Path:
    out.parent.mkdir(parents=True, exist_ok=True)
    return out.parent


def _print(data: DataFile, out: Path, to: str) -> None:
    from ocop_desktop.actions.bundles import compose_document
    from ocop_desktop.actions.paper_handover import handover_tree
    from ocop_desktop.documents.ink.draw import draw

    draw(compose_document("handover-data", handover_tree(data, to=to)), out)


def _kept(data: DataFile) -> Iterator[tuple[str, Path]]:
    with data.read() as connection:
        named = scans.referred(connection, data.forms, sensitive=True)
    for name in sorted(named):
        if (path := path_of(data, name)).is_file():
            yield name, path


def _all_in(
    zipped: ZipFile, folder: Path, kept: Mapping[str, Path], progress: Progress | None
) -> Iterator[dict[str, Any]]:
    items = {BOOK: folder / BOOK, PRINTED: folder / PRINTED}
    items |= {f"{FOLDER}/{name}": path for name, path in kept.items()}
    for number, (name, path) in enumerate(items.items()):
        if progress:
            progress(number, len(items), path.name)
        info = ZipInfo(name)
        info.compress_type = ZIP_DEFLATED if name == BOOK else ZIP_STORED
        large = path.stat().st_size > 1 << 31
        with path.open("rb") as source, zipped.open(info, "w", force_zip64=large) as target:
            yield {"path": name} | _copied(source, target)


def _copied(source: IO[bytes], target: IO[bytes], most: int | None = None) -> dict[str, Any]:
    """Copy; size and digest of what was copied, which is no more than `most` bytes and one."""
    digest, size = sha256(), 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        target.write(chunk)
        size += len(chunk)
        if most is not None and size > most:
            break
    return {"bytes": size, "sha256": digest.hexdigest()}


def _facts(data: DataFile, to: str, listed: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "program": __version__,
        "unit": data.unit,
        "unit_name": data.settings.get("unit_name"),
        "officer": data.officer,
        "to": to,
        "at": data.now(),
        "files": listed,
    }


# ---- reading


def _listed(zipped: ZipFile, file: Path) -> dict[str, Mapping[str, Any]]:
    """The parts by name; raise Trouble("not_a_handover") where there is no sound list of them."""
    try:
        if zipped.getinfo(LIST).file_size > LARGEST_LIST:
            raise ValueError(LIST)
        facts = json.loads(zipped.read(LIST))
        if facts["format"] != FORMAT or facts["version"] > VERSION:
            raise ValueError(FORMAT)
        found = {str(one["path"]): one for one in facts["files"]}
        if BOOK not in found or not all(map(_is_ours, found)):
            raise ValueError(BOOK)
    except (KeyError, ValueError, TypeError) as error:
        raise Trouble("not_a_handover", file=file.name) from error
    return found


def _is_ours(name: str) -> bool:
    folder, _, sha = name.rpartition("/")
    return name in (BOOK, PRINTED) or (folder == FOLDER and scans.is_digest(sha))


def _take(zipped: ZipFile, name: str, facts: Mapping[str, Any], path: Path, file: Path) -> None:
    target = path if name == BOOK else files_dir(path) / PRINTED
    if name.startswith(FOLDER):
        sha = name.rpartition("/")[2]
        target = files_dir(path) / "evidence" / sha[:2] / sha
    with troubles(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    wanted: dict[str, Any] = {"bytes": int(facts["bytes"]), "sha256": str(facts["sha256"])}
    try:
        with zipped.open(name) as source, target.open("wb") as made:
            copied = _copied(source, made, wanted["bytes"])
    except (KeyError, BadZipFile, EOFError) as error:
        raise Trouble("handover_damaged", file=file.name, part=name) from error
    if copied != wanted or (name.startswith(FOLDER) and not name.endswith(wanted["sha256"])):
        raise Trouble("handover_damaged", file=file.name, part=name)
