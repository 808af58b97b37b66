"""Pages on their way to a printer, one after another; stopped or refused it says where to go on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

from ocop_desktop.actions.preview import Pages
from ocop_desktop.messages import Trouble

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ocop_desktop.gui.task import Progress

DOTS = 300  # an inch: what an office's laser shows
TO_FILE = "PDF"  # instead of a printer's name: into a file


def printers() -> list[str]:
    """The names of the printers of this computer, its own first choice first."""
    from PySide6.QtPrintSupport import QPrinterInfo

    first = QPrinterInfo.defaultPrinterName()
    names = QPrinterInfo.availablePrinterNames()
    return sorted(names, key=lambda name: name != first)


def printer_of(name: str, *, two_sided: bool, to_file: Path | None = None) -> QPrinter:
    """A printer made ready for A4; raise Trouble("no_printer") where there is none of that name."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    if to_file is None and name not in QPrinterInfo.availablePrinterNames():
        raise Trouble("no_printer")
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    if to_file is not None:
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(to_file))
    else:
        made.setPrinterName(name)
    long, single = QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexNone
    made.setDuplex(long if two_sided else single)
    made.setResolution(DOTS)
    made.setFullPage(True)
    return made


def send(
    file: Path, numbers: Sequence[int], printer: QPrinter, progress: Progress | None = None
) -> int:
    """Print these pages (from 0) of a PDF; how many there were.

    Raises Trouble: `printer_refused`, with the page to go on from.
    """
    pages = Pages(file)
    try:
        return _send(pages, numbers, printer, progress)
    finally:
        pages.close()


def _send(
    pages: Pages, numbers: Sequence[int], printer: QPrinter, progress: Progress | None
) -> int:
    painter = QPainter()
    try:
        for done, number in enumerate(numbers):
            if progress:
                progress(done, len(numbers), f"trang {number + 1}")
            _turn(printer, pages.sizes[number])
            ready = printer.newPage() if done else painter.begin(printer)
            if not ready:
                refused = Trouble("printer_refused", printer=printer.printerName(), page=number + 1)
                raise refused
            _draw(painter, printer, pages, number)
    finally:
        if painter.isActive():
            painter.end()
    return len(numbers)


def _turn(printer: QPrinter, size: tuple[float, float]) -> None:
    """Let the paper stand or lie as the page does."""
    lies = size[0] > size[1]
    way = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
    paper = QPageSize(QPageSize.PageSizeId.A4)
    printer.setPageLayout(QPageLayout(paper, way, QMarginsF(0, 0, 0, 0)))


def _draw(painter: QPainter, printer: QPrinter, pages: Pages, number: int) -> None:
    """The page as large as the paper, its shape kept."""
    width, height = pages.sizes[number]
    picture = pages.picture(number, DOTS / 72)
    form = QImage.Format.Format_RGB32
    image = QImage(picture.content, picture.width, picture.height, picture.width * 4, form)
    paper = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    share = min(paper.width() / width, paper.height() / height)
    wide, high = width * share, height * share
    left, top = (paper.width() - wide) / 2, (paper.height() - high) / 2
    painter.drawImage(QRectF(left, top, wide, high), image)
