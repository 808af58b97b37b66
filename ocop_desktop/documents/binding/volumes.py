"""Scanned pages collected in files of bounded size, so that 500 pages never fill the memory."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

import pikepdf

from ocop_desktop.documents.binding import scans
from ocop_desktop.documents.binding.bundle import Scan

MOST_BYTES = 48_000_000
MOST_SOURCES = 40
"""What a volume holds before it is written; Windows opens only some hundred files at once."""


class Volumes:
    """Pages in the order they were added, on disk but for the volume being filled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[Path] = []
        self.page_count = 0
        self._pdf, self._sources, self._bytes = pikepdf.new(), list[pikepdf.Pdf](), 0

    def add(self, scan: Scan, each_page: scans.EachPage) -> int:
        """Add a scan; how many pages it took. Raises Unreadable, and nothing is added."""
        before = len(self._pdf.pages)
        self._sources += scans.add_scan(self._pdf, scan, each_page)
        self._bytes += scan.path.stat().st_size
        added = len(self._pdf.pages) - before
        self.page_count += added
        if self._bytes > MOST_BYTES or len(self._sources) >= MOST_SOURCES:
            self.flush()
        return added

    def flush(self) -> None:
        """Write the volume being filled and begin another."""
        if len(self._pdf.pages):
            file = self.folder / f"volume-{len(self.files):04d}.pdf"
            self._pdf.save(file, deterministic_id=True)
            self.files.append(file)
        self._let_go()
        self._pdf, self._sources, self._bytes = pikepdf.new(), [], 0

    def _let_go(self) -> None:
        for source in self._sources:
            source.close()
        self._pdf.close()

    def __enter__(self) -> Volumes:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._let_go()
