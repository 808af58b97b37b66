"""The pages of each form and paper of a dossier, made and counted before they are joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ocop_desktop.documents.binding.bundle import Bundle, Paper, Progress, Sheet
from ocop_desktop.documents.binding.faults import Unreadable
from ocop_desktop.documents.binding.volumes import Volumes
from ocop_desktop.documents.blocks import Document
from ocop_desktop.documents.ink.draw import draw
from ocop_desktop.messages import Trouble


@dataclass(frozen=True)
class Piece:
    """Pages that stand under one line of the contents: drawn, or a divider and scanned ones."""

    title: str
    drawn: Path | None = None
    pages: int = 0
    scanned: int = 0
    paper: Paper | None = None
    fault: str = ""

    @property
    def length(self) -> int:
        """How many pages it takes in the dossier."""
        return self.pages + self.scanned + bool(self.paper)


def make(bundle: Bundle, folder: Path, volumes: Volumes, tell: Progress) -> Iterator[Piece]:
    """Make the pages of every form and paper, the papers' divider pages left out."""
    total = len(bundle.sheets) + len(bundle.papers)
    for done, sheet in enumerate(bundle.sheets):
        tell(done, total, sheet.title)
        yield _sheet(sheet, folder / f"sheet-{done}.pdf", volumes)
    for done, paper in enumerate(bundle.papers, start=len(bundle.sheets)):
        tick = partial(tell, done, total, f"{bundle.words.binding}: {paper.title}")
        tick()
        yield _paper(bundle, paper, volumes, tick)


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


def _sheet(sheet: Sheet, file: Path, volumes: Volumes) -> Piece:
    """The form, or the file that was handed in instead where it can be read."""
    if sheet.instead:
        try:
            return Piece(sheet.title, scanned=volumes.add(sheet.instead, lambda: None))
        except Unreadable:
            pass  # the form drawn here takes its place
    return Piece(sheet.title, drawn=file, pages=draw(sheet.document, file, numbered=False))


def _paper(bundle: Bundle, paper: Paper, volumes: Volumes, tick: partial[None]) -> Piece:
    if paper.scan is None:
        return Piece(paper.title, paper=paper, fault=bundle.words.no_scan)
    try:
        return Piece(paper.title, scanned=volumes.add(paper.scan, tick), paper=paper)
    except Unreadable as unreadable:
        return Piece(paper.title, paper=paper, fault=unreadable.reason)
