"""Scans that come with a workbook: found to be what they are, and kept before the commit."""

from __future__ import annotations

import os
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from ocop_desktop.actions import scans
from ocop_desktop.actions.files import path_of
from ocop_desktop.exchange.bundle import Bundle, Damaged, copy_scan
from ocop_desktop.exchange.incoming import Incoming, Refusal
from ocop_desktop.exchange.workbook_read import Book
from ocop_desktop.messages import Trouble
from ocop_desktop.schema.choice_types import file_parts
from ocop_desktop.schema.stamps import removed
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.engine import troubles


@dataclass
class ScanReport:
    """The files that a workbook's records speak of: all, held here already, come with it (of a
    preview: to come), bad ones by name; those neither here nor come are missing.
    """

    named: int = 0
    held: int = 0
    come: int = 0
    bad: list[str] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)  # what this merge has put into the folder

    @property
    def missing(self) -> int:
        """Files that are not here after the merge, bad ones among them."""
        return self.named - self.held - self.come

    def as_json(self) -> dict[str, Any]:
        """The figures, for the command line."""
        return {
            "named": self.named,
            "held": self.held,
            "come": self.come,
            "missing": self.missing,
            "bad": self.bad,
        }

    def take_back(self) -> None:
        """Remove what was kept: the merge did not come to its end."""
        while self.kept:
            self.kept.pop().unlink(missing_ok=True)


class ScansIn:
    """The scans of one file during its merge."""

    def __init__(self, data: DataFile, book: Book, *, keep: bool) -> None:
        self._data, self._book, self._keep = data, book, keep
        self._fields = scans.fields_of(data.forms, sensitive=True)
        self._names: dict[str, str] = {}

    def watch(self, rows: Iterator[Incoming | Refusal]) -> Iterator[Incoming | Refusal]:
        """The same rows; the files that they speak of are noted."""
        for row in rows:
            names = self._fields.get(row.kind)
            if names and isinstance(row, Incoming) and not removed(row.stamps):
                for name in names:
                    for one in scans.in_value(row.values.get(name)):
                        self._names.setdefault(*file_parts(one))
            yield row

    def finish(self) -> ScanReport:
        """Keep what came and is not here; raise Trouble where the disk refuses."""
        report = ScanReport(named=len(self._names))
        if not self._names:
            return report
        here = scans.held(self._data)
        wanted = [sha256 for sha256 in sorted(self._names) if sha256 not in here]
        report.held = report.named - len(wanted)
        bundle = self._book.source.bundle
        if bundle is not None:
            self._take([one for one in wanted if one in bundle.scans], bundle, report)
        return report

    def _take(self, wanted: list[str], bundle: Bundle, report: ScanReport) -> None:
        if not self._keep:
            report.come = len(wanted)
            return
        key = b64decode(self._book.about.scans_key) or None
        try:
            with troubles(bundle.path), bundle.open() as zipped:
                for sha256 in wanted:
                    self._take_one(zipped, sha256, bundle, key, report)
        except BadZipFile as error:
            report.take_back()
            raise Trouble("workbook_broken", file=bundle.path.name) from error
        except BaseException:
            report.take_back()
            raise

    def _take_one(
        self, zipped: ZipFile, sha256: str, bundle: Bundle, key: bytes | None, report: ScanReport
    ) -> None:
        place = path_of(self._data, sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.parent.parent / f"{self._data.new_id()}.part"
        try:
            with part.open("wb") as file:
                copy_scan(zipped, bundle.scans[sha256], sha256, file, key)
                file.flush()
                os.fsync(file.fileno())
            part.replace(place)
        except Damaged:
            report.bad.append(self._names[sha256])
        else:
            report.come += 1
            report.kept.append(place)
        finally:
            part.unlink(missing_ok=True)
