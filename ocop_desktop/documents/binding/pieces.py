"""The pages of each form and paper of a dossier, made and counted before they are joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ocop_desktop.documents.binding.bundle import Bundle, Paper, Scan, Sheet
from ocop_desktop.documents.binding.faults import Unreadable
from ocop_desktop.documents.binding.pace import Pace
from ocop_desktop.documents.binding.sources import Source, prepare
from ocop_desktop.documents.blocks import Document
from ocop_desktop.documents.ink.draw import Place, draw, draw_marked
from ocop_desktop.messages import Trouble


@dataclass(frozen=True)
class Piece:
    """Pages that stand under one line of the contents: drawn, or a divider and scanned ones."""

    title: str
    drawn: Path | None = None
    pages: int = 0
    places: tuple[Place, ...] = ()
    source: Source | None = None
    paper: Paper | None = None
    fault: str = ""

    @property
    def scanned(self) -> int:
        """How many of its pages were scanned."""
        return self.source.pages if self.source else 0

    @property
    def length(self) -> int:
        """How many pages it takes in the dossier."""
        return self.pages + self.scanned + bool(self.paper)


def make(bundle: Bundle, folder: Path, pace: Pace) -> Iterator[Piece]:
    """Make the pages of every form and paper, the papers' divider pages left out."""
    for done, sheet in enumerate(bundle.sheets):
        pace.step(done, sheet.title)
        yield _sheet(sheet, folder / f"sheet-{done}.pdf", pace, done)
    for done, paper in enumerate(bundle.papers, start=len(bundle.sheets)):
        pace.step(done, f"{bundle.words.binding}: {paper.title}")
        yield _paper(bundle, paper, folder / f"paper-{done}.pdf", pace, done)


def draw_dividers(bundle: Bundle, pieces: list[Piece], file: Path) -> list[Piece]:
    """Draw one divider page for each paper, in order; the pieces that have one.

    Raises:
        Trouble: `layout_broken`, the layout of the divider does not make exactly one page.
    """
    papers = [piece for piece in pieces if piece.paper]
    blocks = [
        block
        for number, piece in enumerate(papers, start=1)
        if piece.paper
        for block in bundle.divider(number, piece.paper, piece.fault).blocks
    ]
    if papers and draw(Document(bundle.title, tuple(blocks)), file, numbered=False) != len(papers):
        raise Trouble("layout_broken", file="divider.toml", reason="tờ ngăn phải vừa một trang")
    return papers


def _sheet(sheet: Sheet, file: Path, pace: Pace, done: int) -> Piece:
    """The form, or the file that was handed in instead where it can be read."""
    if sheet.instead:
        try:
            return Piece(sheet.title, source=_prepared(sheet.instead, file, pace, done, ""))
        except Unreadable:
            pass  # the form drawn here takes its place
    drawn = draw_marked(sheet.document, file, numbered=False)
    return Piece(sheet.title, drawn=file, pages=drawn.pages, places=drawn.places)


def _paper(bundle: Bundle, paper: Paper, file: Path, pace: Pace, done: int) -> Piece:
    if paper.scan is None:
        return Piece(paper.title, paper=paper, fault=bundle.words.no_scan)
    what = f"{bundle.words.binding}: {paper.title}"
    try:
        source = _prepared(paper.scan, file, pace, done, what)
    except Unreadable as unreadable:
        fault = f"{bundle.words.unreadable}: {unreadable.reason}"
        return Piece(paper.title, paper=paper, fault=fault)
    return Piece(paper.title, source=source, paper=paper, fault=source.fault)


def _prepared(scan: Scan, file: Path, pace: Pace, done: int, what: str) -> Source:
    return prepare(scan, file, lambda: pace.step(done, what))
