"""A scanned page made an A4 page: upright, inside its edges, below the strip of the page number."""

from __future__ import annotations

from copy import copy

import pikepdf

from ocop_desktop.documents import measures

POINT = 72 / 25.4
EDGE, STRIP = 5 * POINT, 15 * POINT
"""Empty edges of a bound page, and the strip at its top that belongs to the page number."""

XOBJECT, SCAN = pikepdf.Name.XObject, pikepdf.Name("/Scan")


def fit(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Turn a page of the dossier itself into an A4 page that shows what it showed.

    What it showed is read when the file is written, from a copy of the page that no list names.
    """
    before = pikepdf.Page(pdf.make_indirect(copy(page.obj)))
    shown, width, height = before.as_form_xobject(), *_shown_size(page)
    sheet = measures.Sheet(landscape=width > height)
    wide, high = sheet.width * POINT, sheet.height * POINT
    room = pikepdf.Rectangle(EDGE, EDGE, wide - EDGE, high - STRIP)
    for name in list(page.obj.keys()):
        if name not in ("/Type", "/Parent"):
            del page.obj[name]
    page.obj.MediaBox = pikepdf.Array([0, 0, round(wide, 2), round(high, 2)])
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({str(SCAN): shown}))
    placed = page.calc_form_xobject_placement(shown, SCAN, room, allow_expand=True)
    page.obj.Contents = pikepdf.Stream(pdf, placed)


def _shown_size(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height as a reader sees them, rotation taken into account."""
    box = [float(one) for one in page.trimbox.as_list()]
    width, height = abs(box[2] - box[0]), abs(box[3] - box[1])
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return (height, width) if turned else (width, height)
