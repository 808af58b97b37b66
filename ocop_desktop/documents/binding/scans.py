"""Scans as A4 pages: any PDF or picture, fitted below the strip where the page number stands."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pikepdf

from ocop_desktop.documents import measures
from ocop_desktop.documents.binding import faults
from ocop_desktop.documents.binding.bundle import Scan
from ocop_desktop.documents.binding.pictures import pictures

POINT = 72 / 25.4
EDGE, STRIP = 5 * POINT, 15 * POINT
"""Empty edges of a bound page, and the strip at its top that belongs to the page number."""

XOBJECT, SCAN = pikepdf.Name.XObject, pikepdf.Name("/Scan")
"""A name of our own: pikepdf would make up another one each time."""

EachPage = Callable[[], None]
logging.getLogger("pikepdf").setLevel(logging.ERROR)


def add_scan(volume: pikepdf.Pdf, scan: Scan, each_page: EachPage) -> list[pikepdf.Pdf]:
    """Add a scan's pages to a volume; the sources that must stay open until it is saved.

    Raises:
        Unreadable: nothing of it can be bound; the volume is as it was.
    """
    before = len(volume.pages)
    try:
        return _add(volume, scan.path, each_page)
    except faults.Unreadable:
        del volume.pages[before:]
        raise


def _add(volume: pikepdf.Pdf, file: Path, each_page: EachPage) -> list[pikepdf.Pdf]:
    if not file.is_file():
        raise faults.Unreadable(faults.GONE)
    with file.open("rb") as content:
        head = content.read(1024)
    if not head:
        raise faults.Unreadable(faults.EMPTY)
    if b"%PDF-" in head:
        return [_add_pdf(volume, file, each_page)]
    for image, width, height in pictures(file, volume):
        _add_picture(volume, image, width, height)
        each_page()
    return []


def _add_pdf(volume: pikepdf.Pdf, file: Path, each_page: EachPage) -> pikepdf.Pdf:
    """Every page of a PDF, its stamps and signatures drawn into it."""
    try:
        source = pikepdf.open(file)
    except pikepdf.PasswordError as error:
        raise faults.Unreadable(faults.LOCKED) from error
    except (pikepdf.PdfError, OSError) as error:
        raise faults.Unreadable(faults.DAMAGED) from error
    try:
        _flatten(source)
        for page in source.pages:
            _add_page(volume, page)
            each_page()
        if not len(source.pages):
            raise faults.Unreadable(faults.EMPTY)
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError) as error:
        source.close()
        raise faults.Unreadable(faults.DAMAGED) from error
    except BaseException:
        source.close()
        raise
    return source


def _flatten(source: pikepdf.Pdf) -> None:
    """Draw annotations (stamps, filled fields, visible signatures) where they can be drawn."""
    with suppress(pikepdf.PdfError, ValueError):
        source.flatten_annotations("print")


def _add_page(volume: pikepdf.Pdf, page: pikepdf.Page) -> None:
    width, height = _shown_size(page)
    new = _new_page(volume, landscape=width > height)
    form = new.add_resource(volume.copy_foreign(page.as_form_xobject()), XOBJECT, SCAN)
    drawn = new.obj["/Resources"]["/XObject"][form]
    new.contents_add(new.calc_form_xobject_placement(drawn, SCAN, _room(new)))


def _shown_size(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height as a reader sees them, rotation taken into account."""
    box = [float(one) for one in page.trimbox.as_list()]
    width, height = abs(box[2] - box[0]), abs(box[3] - box[1])
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return (height, width) if turned else (width, height)


def _add_picture(volume: pikepdf.Pdf, image: pikepdf.Object, width: float, height: float) -> None:
    new = _new_page(volume, landscape=width > height)
    room = _room(new)
    scale = min(float(room.width) / width, float(room.height) / height)
    x = float(room.llx) + (float(room.width) - width * scale) / 2
    y = float(room.lly) + (float(room.height) - height * scale) / 2
    new.add_resource(image, XOBJECT, SCAN)
    placed = f"q {width * scale:.3f} 0 0 {height * scale:.3f} {x:.3f} {y:.3f} cm {SCAN} Do Q"
    new.contents_add(placed.encode("ascii"))


def _new_page(volume: pikepdf.Pdf, *, landscape: bool) -> pikepdf.Page:
    sheet = measures.Sheet(landscape)
    return volume.add_blank_page(page_size=(sheet.width * POINT, sheet.height * POINT))


def _room(page: pikepdf.Page) -> pikepdf.Rectangle:
    left, bottom, right, top = (float(one) for one in page.mediabox.as_list())
    return pikepdf.Rectangle(left + EDGE, bottom + EDGE, right - EDGE, top - STRIP)
