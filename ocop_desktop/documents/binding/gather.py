"""Several scans made one PDF: pictures a page each, PDFs with all their pages, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf

from ocop_desktop.documents.binding.bundle import Scan
from ocop_desktop.documents.binding.sources import prepare


def gather(scans: Sequence[Scan], out: Path) -> int:
    """Write them into one file; how many pages it has.

    Raises:
        Unreadable: one of them cannot be read; nothing is written.
    """
    with (
        TemporaryDirectory(prefix="ocop-", ignore_cleanup_errors=True) as name,
        pikepdf.new() as pdf,
    ):
        opened = []
        for number, scan in enumerate(scans):
            source = prepare(scan, Path(name) / f"{number}.pdf", lambda: None)
            opened.append(pikepdf.open(source.file))
            pdf.pages.extend(opened[-1].pages)
        pdf.save(out)
        for one in opened:
            one.close()
        return len(pdf.pages)
