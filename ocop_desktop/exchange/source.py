"""Where a workbook's bytes are: a file, one with a password, or one within a .zip with scans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from ocop_desktop.exchange import bundle
from ocop_desktop.exchange.bundle import Bundle
from ocop_desktop.exchange.sealing import OLE, fitting, unsealed
from ocop_desktop.messages import Trouble

_WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True)
class Source:
    """A workbook that can be read again and again; what is sealed or zipped is not kept."""

    path: Path
    password: str | None = None
    bundle: Bundle | None = None

    @property
    def is_sealed(self) -> bool:
        """Whether it has a password."""
        return self.password is not None

    @property
    def in_memory(self) -> bool:
        """Whether its content is held in memory while it is open."""
        return self.is_sealed or self.bundle is not None

    def content(self) -> Path | BytesIO:
        """The plain workbook: the file itself, or its bytes."""
        if not self.in_memory:
            return self.path
        if self.bundle:
            with self.bundle.open() as zipped:
                return self._plain(BytesIO(zipped.read(self.bundle.workbook)))
        with self.path.open("rb") as file:
            return self._plain(file)

    def _plain(self, file: IO[bytes]) -> BytesIO:
        if self.password is not None:
            return unsealed(file, self.path.name, self.password)
        return file if isinstance(file, BytesIO) else BytesIO(file.read())


def find(path: Path, passwords: Sequence[str]) -> Source:
    """What kind of file it is; raise Trouble as `sealing.fitting` and `bundle.look_into`, OSError
    and BadZipFile where it cannot be read.
    """
    with path.open("rb") as file:
        if file.read(4) == OLE:
            return Source(path, fitting(file, path.name, passwords))
    with ZipFile(path) as zipped:
        if min((info.header_offset for info in zipped.infolist()), default=0):
            raise BadZipFile  # the end of one zip within another: a .zip with scans cut off
        if any(name.lower() == _WORKBOOK for name in zipped.namelist()):
            return Source(path)
        found = bundle.look_into(zipped, path)
        if found is None:
            raise Trouble("bundle_without_book", file=path.name)
        with zipped.open(found.workbook) as entry:
            sealed = entry.read(4) == OLE
        if not sealed:
            return Source(path, bundle=found)
        content = BytesIO(zipped.read(found.workbook))
    return Source(path, fitting(content, path.name, passwords), found)
