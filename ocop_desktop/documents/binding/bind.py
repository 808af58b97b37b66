"""A dossier bound: front pages, forms, every paper behind its divider, numbered from end to end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf

from ocop_desktop.documents.binding import pieces as made
from ocop_desktop.documents.binding.bundle import Bundle, Progress
from ocop_desktop.documents.binding.pieces import Piece
from ocop_desktop.documents.binding.stamp import Stamp
from ocop_desktop.documents.binding.volumes import Volumes
from ocop_desktop.documents.blocks import Document, Listed
from ocop_desktop.documents.ink.draw import LANGUAGE, draw


def bind(bundle: Bundle, out: Path, progress: Progress | None = None) -> int:
    """Bind a dossier into one PDF; how many pages it has.

    A scan that cannot be read becomes a marked divider page. Whatever `progress` raises stops the
    work; nothing is left behind. `out` must be a name that nothing else uses while it is written.
    """
    tell = progress or (lambda done, total, what: None)
    with TemporaryDirectory(prefix="ocop-") as name, Volumes(Path(name)) as volumes:
        folder = Path(name)
        pieces = list(made.make(bundle, folder, volumes, tell))
        made.draw_dividers(bundle, pieces, folder / "dividers.pdf")
        volumes.flush()
        before = _draw_front(bundle, pieces, folder / "front.pdf")
        with ExitStack() as open_files, pikepdf.new() as pdf:
            _join(pdf, pieces, folder, volumes.files, open_files)
            _number(pdf, tell, bundle.words.writing)
            _bookmarks(pdf, bundle, pieces, before)
            _describe(pdf, bundle)
            pdf.save(out, deterministic_id=True, object_stream_mode=_COMPACT)
            return len(pdf.pages)


_COMPACT = pikepdf.ObjectStreamMode.generate


def contents(bundle: Bundle, pieces: list[Piece], before: int) -> tuple[Listed, ...]:
    """The lines of the contents, `before` being the pages of cover and contents themselves."""
    listed, page, number = [], before + 1, 0
    for piece in pieces:
        if piece.paper and not number:
            listed.append(Listed(bundle.words.papers, str(page)))
        number += bool(piece.paper)
        title = f"{number}. {piece.title}" if piece.paper else piece.title
        remark = f"({_fault(bundle, piece)})" if piece.fault else ""
        listed.append(Listed(title, str(page), remark, int(bool(piece.paper))))
        page += piece.length
    return tuple(listed)


def missing(bundle: Bundle, pieces: list[Piece]) -> tuple[str, ...]:
    """What the dossier still needs: papers that are not there, scans that cannot be read."""
    faults = (f"{one.title}: {_fault(bundle, one)}" for one in pieces if one.fault)
    return (*bundle.missing, *faults)


def _fault(bundle: Bundle, piece: Piece) -> str:
    unread = piece.fault != bundle.words.no_scan
    return f"{bundle.words.unreadable}: {piece.fault}" if unread else piece.fault


def _draw_front(bundle: Bundle, pieces: list[Piece], file: Path) -> int:
    """Draw cover and contents until the pages named there are right; how many they take."""
    before, pages, lacking = 0, 2, missing(bundle, pieces)
    while pages != before:
        before = pages
        front: Document = bundle.front(contents(bundle, pieces, before), lacking)
        pages = draw(front, file, numbered=False)
    return pages


def _join(
    pdf: pikepdf.Pdf, pieces: list[Piece], folder: Path, files: list[Path], opened: ExitStack
) -> None:
    """All pages in order; the files they come from stay open until the dossier is written."""

    def pages(file: Path) -> Iterator[pikepdf.Page]:
        yield from opened.enter_context(pikepdf.open(file)).pages

    scanned = (page for file in files for page in pages(file))
    dividers = pages(folder / "dividers.pdf")
    pdf.pages.extend(pages(folder / "front.pdf"))
    for piece in pieces:
        if piece.drawn:
            pdf.pages.extend(pages(piece.drawn))
        if piece.paper:
            pdf.pages.append(next(dividers))
        for _ in range(piece.scanned):
            pdf.pages.append(next(scanned))


def _number(pdf: pikepdf.Pdf, tell: Progress, what: str) -> None:
    stamp, total = Stamp(pdf), len(pdf.pages)
    for number, page in enumerate(pdf.pages, start=1):
        stamp.number(page, number)
        if number % 20 == 0:
            tell(number, total, what)
    tell(total, total, what)


def _bookmarks(pdf: pikepdf.Pdf, bundle: Bundle, pieces: list[Piece], before: int) -> None:
    lines = contents(bundle, pieces, before)
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(bundle.title, 0))
        for line in lines:
            item = pikepdf.OutlineItem(line.text, int(line.page) - 1)
            level = outline.root[-1].children if line.level else outline.root
            level.append(item)


def _describe(pdf: pikepdf.Pdf, bundle: Bundle) -> None:
    facts = {"/Title": bundle.title, "/Author": bundle.author, "/Creator": "OCOP Desktop"}
    for name, text in facts.items():
        pdf.docinfo[name] = text
    pdf.Root.Lang = pikepdf.String(LANGUAGE)
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = pikepdf.Name.UseOutlines
