"""A scan made ready to be bound: a PDF that needs no repair is taken as it is."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from ocop_desktop.documents.binding import faults
from ocop_desktop.documents.binding.bundle import Scan
from ocop_desktop.documents.binding.pictures import pictures
from ocop_desktop.documents.binding.shrink import shrink

EachPage = Callable[[], None]
logging.getLogger("pikepdf").setLevel(logging.ERROR)

PICTURE = pikepdf.Name("/Scan")
BROKEN = (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, RuntimeError)


@dataclass(frozen=True)
class Source:
    """A PDF whose pages are bound, and what is wrong with it although it can be read."""

    file: Path
    pages: int
    fault: str = ""


def prepare(scan: Scan, made: Path, each_page: EachPage) -> Source:
    """The scan as a PDF that can be joined; written to `made` where it must be changed.

    Raises:
        Unreadable: nothing of it can be bound.
    """
    file = scan.path
    if not file.is_file():
        raise faults.Unreadable(faults.GONE)
    with file.open("rb") as content:
        head = content.read(1024)
    if not head:
        raise faults.Unreadable(faults.EMPTY)
    if b"%PDF-" in head:
        return _pdf(file, made, each_page)
    return _pictures(file, made, each_page)


def _pdf(file: Path, made: Path, each_page: EachPage) -> Source:
    with _opened(file) as pdf:
        if not len(pdf.pages):
            raise faults.Unreadable(faults.EMPTY)
        repaired = bool(pdf.get_warnings())
        if repaired and not any(_shows(page) for page in pdf.pages):
            raise faults.Unreadable(faults.DAMAGED)
        changed = _flatten(pdf) or pdf.is_encrypted or repaired
        for page in pdf.pages:
            changed = shrink(pdf, page) or changed
            each_page()
        fault = faults.CUT_OFF if repaired else ""
        if not changed:
            return Source(file, len(pdf.pages))
        pdf.save(made, encryption=False)
        return Source(made, len(pdf.pages), fault)


@contextmanager
def _opened(file: Path) -> Iterator[pikepdf.Pdf]:
    """An open PDF; whatever is wrong inside it makes it unreadable."""
    try:
        with pikepdf.open(file) as pdf:
            yield pdf
    except pikepdf.PasswordError as error:
        raise faults.Unreadable(faults.LOCKED) from error
    except BROKEN as error:
        raise faults.Unreadable(faults.DAMAGED) from error


def _flatten(pdf: pikepdf.Pdf) -> bool:
    """Draw stamps, filled fields and visible signatures into their pages, where there are any."""
    if not any("/Annots" in page.obj for page in pdf.pages):
        return False
    with suppress(*BROKEN):
        pdf.flatten_annotations("print")
    return True


def _shows(page: pikepdf.Page) -> bool:
    """Whether a page of a repaired file still has something on it."""
    try:
        images = list(page.get_images(recursive=False).values())
        if images:
            return any(len(image.read_raw_bytes()) > 0 for image in images)
        return "/Contents" in page.obj and bool(page.obj.Contents)
    except BROKEN:
        return False


def _pictures(file: Path, made: Path, each_page: EachPage) -> Source:
    """Each frame of a picture on a page as large as it needs; it is fitted later."""
    with pikepdf.new() as pdf:
        for image, width, height in pictures(file, pdf):
            page = pdf.add_blank_page(page_size=(width, height))
            page.add_resource(image, pikepdf.Name.XObject, PICTURE)
            page.contents_add(f"q {width:g} 0 0 {height:g} 0 0 cm {PICTURE} Do Q".encode("ascii"))
            each_page()
        pages = len(pdf.pages)
        pdf.save(made)
    return Source(made, pages)
