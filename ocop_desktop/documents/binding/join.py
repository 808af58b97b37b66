"""Pages of many files in one PDF whose content stays in its files until it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pikepdf

from ocop_desktop.documents.binding.bundle import Bundle
from ocop_desktop.documents.binding.fit import fit
from ocop_desktop.documents.binding.pace import Pace
from ocop_desktop.documents.binding.stamp import Stamp
from ocop_desktop.documents.ink.draw import LANGUAGE

COMPACT = pikepdf.ObjectStreamMode.generate
TELL_EVERY = 20


@dataclass(frozen=True)
class Run:
    """Pages of a file, from the first to the last one."""

    file: Path
    first: int
    last: int
    drawn: bool = True


@contextmanager
def joined(runs: Iterable[Run]) -> Iterator[pikepdf.Pdf]:
    """A PDF of all the pages; qpdf reads what is on them only when they are written.

    Appending pages to a new PDF in the usual way would copy every scan into the memory.
    """
    pages = [{"file": str(run.file), "range": f"{run.first}-{run.last}"} for run in runs]
    # the name is asked for and never written
    asked = {"empty": "", "pages": pages, "removeUnreferencedResources": "no", "outputFile": "-"}
    pdf = pikepdf.Job(asked).create_pdf()
    with pdf:
        yield pdf


def place(pdf: pikepdf.Pdf, bundle: Bundle, is_scan: Sequence[bool], pace: Pace) -> None:
    """Fit the scanned pages, number every page, mark a draft."""
    stamp, total = Stamp(pdf, bundle.words.draft if bundle.draft else ""), len(pdf.pages)
    at = pace.done
    for number, (page, scanned) in enumerate(zip(pdf.pages, is_scan, strict=True), start=1):
        if scanned:
            fit(pdf, page)
        stamp.mark(page, number)
        if number % TELL_EVERY == 0 or number == total:
            told = f"{bundle.words.placing}: trang {number}/{total}"
            pace.step(at + 1 + number // (total + 1), told)


def describe(pdf: pikepdf.Pdf, title: str, author: str, runs: Iterable[Run]) -> None:
    """What the file says of itself, and an id that is the same for the same pages.

    qpdf's own id of that kind reads all that it writes a second time; ours reads what was drawn
    and takes a scan, kept under its digest, by its name and size.
    """
    made = sha256(f"{title}\0{author}".encode())
    for run in runs:
        made.update(f"\0{run.file.name} {run.file.stat().st_size} {run.first}-{run.last}".encode())
        if run.drawn:
            made.update(run.file.read_bytes())
    id = pikepdf.String(made.hexdigest()[:32])
    pdf.trailer.ID = pikepdf.Array([id, id])
    facts = {"/Title": title, "/Author": author, "/Creator": "OCOP Desktop"}
    for name, text in facts.items():
        pdf.docinfo[name] = text
    pdf.Root.Lang = pikepdf.String(LANGUAGE)
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = pikepdf.Name.UseOutlines


def write(pdf: pikepdf.Pdf, out: Path, pace: Pace, what: str) -> None:
    """Write the file; whatever the listener raises stops it and nothing is left."""
    at, left = pace.done, pace.total - pace.done

    def tell(percent: int) -> None:
        pace.step(at + left * percent // 100, what)

    pdf.save(out, static_id=True, object_stream_mode=COMPACT, progress=tell)
    pace.step(pace.total, what)
