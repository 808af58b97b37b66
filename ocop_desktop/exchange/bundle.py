"""A .zip of one exchange workbook and the scans it speaks of, each named by its SHA-256.

Nothing is ever written under a name out of the zip: a scan is stored by its SHA-256 alone, after
its content was found to have it. A scan of a sealed workbook is encrypted with a key that stands in
the workbook.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ocop_desktop.exchange.whole_file import whole_file
from ocop_desktop.messages import Trouble

FOLDER = "scans"
Progress = Callable[[int, int, str], None]
_LABEL = "Tệp gửi kèm"
LARGEST_BOOK = 256_000_000  # bytes of the workbook in it
LARGEST_SCAN = 1_000_000_000
MOST_ENTRIES = 200_000
_SMALL, _TIMES = 10_000_000, 200  # a larger one that was pressed together more than that is a bomb
_CHUNK = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DAMAGED = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class Damaged(Exception):
    """A scan in the zip whose content is not what its name says."""


@dataclass
class Bundle:
    """What is in the zip: the workbook's entry, and those of the scans by SHA-256."""

    path: Path
    workbook: str
    scans: dict[str, ZipInfo] = field(default_factory=dict)

    @contextmanager
    def open(self) -> Iterator[ZipFile]:
        """The zip, to copy scans out of it."""
        with ZipFile(self.path) as zipped:
            yield zipped


def look_into(zipped: ZipFile, path: Path) -> Bundle | None:
    """The parts of a zip; None where there is no workbook in it, or more than one.

    Raises Trouble("bundle_unsafe") where it leads out of its folder, or is made to fill a disk.
    """
    entries = [info for info in zipped.infolist() if not info.is_dir()]
    if len(entries) > MOST_ENTRIES or any(map(_is_unsafe, entries)):
        raise Trouble("bundle_unsafe", file=path.name)
    books = [info for info in entries if _base(info).lower().endswith(".xlsx")]
    books = [info for info in books if not _base(info).startswith(("~$", "._"))]
    if len(books) != 1:
        return None
    if books[0].file_size > LARGEST_BOOK:
        raise Trouble("bundle_unsafe", file=path.name)
    scans = {name: info for info in entries if _SHA256.fullmatch(name := _base(info))}
    return Bundle(path, books[0].filename, scans)


def _base(info: ZipInfo) -> str:
    return info.filename.rpartition("/")[2]


def _is_unsafe(info: ZipInfo) -> bool:
    name = info.filename
    leads_out = name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")
    foreign = info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or info.flag_bits & 1
    most = max(_SMALL, info.compress_size * _TIMES)
    return bool(leads_out or foreign) or info.file_size > min(most, LARGEST_SCAN)


def copy_scan(
    zipped: ZipFile, info: ZipInfo, sha256_: str, out: IO[bytes], key: bytes | None
) -> None:
    """Copy a scan out of the zip; raise Damaged where its content is another."""
    digest, left = sha256(), info.file_size
    turn = _cipher(key, sha256_).decryptor().update if key else bytes
    try:
        with zipped.open(info) as entry:
            while chunk := entry.read(min(_CHUNK, left)):
                left -= len(chunk)
                chunk = turn(chunk)
                digest.update(chunk)
                out.write(chunk)
    except _DAMAGED as error:
        raise Damaged(sha256_) from error
    if digest.hexdigest() != sha256_:
        raise Damaged(sha256_)


@contextmanager
def beside(
    out: Path, scans: Mapping[str, Path], key: bytes | None, progress: Progress | None = None
) -> Iterator[Path]:
    """Where to write the workbook; when the block ends well, it stands in a zip with the scans.

    With a `key` the scans are encrypted. Raises Trouble where the disk refuses or a scan cannot be
    read; nothing is left behind.
    """
    book = out.with_name(f".{out.stem}.xlsx")
    try:
        yield book
        with whole_file(out) as part, ZipFile(part, "w", ZIP_STORED) as zipped:
            zipped.write(book, f"{out.stem}.xlsx")
            for number, (name, path) in enumerate(scans.items(), 1):
                _add(zipped, name, path, key)
                if progress:
                    progress(number, len(scans), _LABEL)
    finally:
        book.unlink(missing_ok=True)


def _add(zipped: ZipFile, name: str, path: Path, key: bytes | None) -> None:
    turn = _cipher(key, name).encryptor().update if key else bytes
    info = ZipInfo(f"{FOLDER}/{name}")  # without a date: the same content, the same zip
    info.compress_type = ZIP_STORED
    large = path.stat().st_size > 1 << 31
    with path.open("rb") as file, zipped.open(info, "w", force_zip64=large) as entry:
        while chunk := file.read(_CHUNK):
            entry.write(turn(chunk))


def _cipher(key: bytes, sha256_: str) -> Any:
    """AES in counter mode: the key is made for one file, and no two scans begin alike."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    return Cipher(algorithms.AES(key), modes.CTR(bytes.fromhex(sha256_)[:16]))
