"""A dossier bound: front pages, forms, every paper behind its divider, numbered from end to end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf

from ocop_desktop.documents.binding import join
from ocop_desktop.documents.binding import pieces as made
from ocop_desktop.documents.binding.bundle import Bound, Bundle, Progress, Signed
from ocop_desktop.documents.binding.pace import Pace
from ocop_desktop.documents.binding.pieces import Piece
from ocop_desktop.documents.blocks import Document, Listed
from ocop_desktop.documents.ink.draw import draw


def bind(bundle: Bundle, out: Path, progress: Progress | None = None) -> Bound:
    """Bind a dossier into one PDF; its pages, where it may be parted and where it is signed.

    A scan that cannot be read becomes a marked divider page. Whatever `progress` raises stops the
    work; nothing is left behind. `out` must be a name that nothing else uses while it is written.
    """
    pace = Pace(progress, 2 * (len(bundle.sheets) + len(bundle.papers)) + 2)
    with TemporaryDirectory(prefix="ocop-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        pieces = list(made.make(bundle, folder, pace))
        made.draw_dividers(bundle, pieces, folder / "dividers.pdf")
        before = _draw_front(bundle, pieces, folder / "front.pdf")
        runs = list(_runs(pieces, folder, before))
        with join.joined(runs) as pdf:
            join.place(pdf, bundle, list(_is_scan(pieces, before)), pace)
            _bookmarks(pdf, bundle, pieces, before)
            join.describe(pdf, bundle.title, bundle.author, runs)
            pages = len(pdf.pages)
            join.write(pdf, out, pace, bundle.words.writing)
    starts = tuple(start for start, _ in _starts(pieces, before))
    return Bound(pages, starts, tuple(_signed(pieces, before)))


def contents(bundle: Bundle, pieces: list[Piece], before: int) -> tuple[Listed, ...]:
    """The lines of the contents, `before` being the pages of cover and contents themselves."""
    listed: list[Listed] = []
    number = 0
    for page, piece in _starts(pieces, before):
        if piece.paper and not number:
            listed.append(Listed(bundle.words.papers, str(page)))
        number += bool(piece.paper)
        title = f"{number}. {piece.title}" if piece.paper else piece.title
        remark = f"({piece.fault})" if piece.fault else ""
        listed.append(Listed(title, str(page), remark, int(bool(piece.paper))))
    return tuple(listed)


def missing(bundle: Bundle, pieces: list[Piece]) -> tuple[str, ...]:
    """What the dossier still needs: papers that are not there, scans that cannot be read."""
    faults = (f"{one.title}: {one.fault}" for one in pieces if one.fault)
    return (*bundle.missing, *faults)


def _starts(pieces: Sequence[Piece], before: int) -> Iterator[tuple[int, Piece]]:
    """The first page of every piece."""
    page = before + 1
    for piece in pieces:
        yield page, piece
        page += piece.length


def _draw_front(bundle: Bundle, pieces: list[Piece], file: Path) -> int:
    """Draw cover and contents until the pages named there are right; how many they take."""
    before, pages, lacking = 0, 2, missing(bundle, pieces)
    while pages != before:
        before = pages
        front: Document = bundle.front(contents(bundle, pieces, before), lacking)
        pages = draw(front, file, numbered=False)
    return pages


def _runs(pieces: Sequence[Piece], folder: Path, before: int) -> Iterator[join.Run]:
    """The files whose pages follow each other, in order."""
    yield join.Run(folder / "front.pdf", 1, before)
    divider = 0
    for piece in pieces:
        if piece.drawn:
            yield join.Run(piece.drawn, 1, piece.pages)
        if piece.paper:
            divider += 1
            yield join.Run(folder / "dividers.pdf", divider, divider)
        if piece.source:
            yield join.Run(piece.source.file, 1, piece.source.pages, drawn=False)


def _is_scan(pieces: Sequence[Piece], before: int) -> Iterator[bool]:
    """For every page whether it was scanned, and is to be fitted."""
    yield from [False] * before
    for piece in pieces:
        yield from [False] * (piece.length - piece.scanned)
        yield from [True] * piece.scanned


def _signed(pieces: Sequence[Piece], before: int) -> Iterator[Signed]:
    for start, piece in _starts(pieces, before):
        for place in piece.places:
            yield Signed(start + place.page - 1, piece.title, place.who, place.seal)


def _bookmarks(pdf: pikepdf.Pdf, bundle: Bundle, pieces: list[Piece], before: int) -> None:
    lines = contents(bundle, pieces, before)
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(bundle.title, 0))
        for line in lines:
            item = pikepdf.OutlineItem(line.text, int(line.page) - 1)
            level = outline.root[-1].children if line.level else outline.root
            level.append(item)
