"""A bound dossier in parts, each behind its cover; and pages of it by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf

from ocop_desktop.documents.binding import join
from ocop_desktop.documents.binding.bundle import Bound
from ocop_desktop.documents.binding.pace import Pace

Range = tuple[int, int]


def ranges(bound: Bound, most: int) -> list[Range]:
    """Parts of at most so many pages, parted where a form or paper begins wherever that can be."""
    made: list[Range] = []
    first = 1
    while first <= bound.pages:
        furthest = min(first + max(most, 1) - 1, bound.pages)
        ends = [start - 1 for start in bound.starts if first < start <= furthest + 1]
        last = furthest if furthest == bound.pages or not ends else ends[-1]
        made.append((first, last))
        first = last + 1
    return made


def excerpt(
    whole: Path, pages: Range, out: Path, pace: Pace, what: str, cover: Path | None = None
) -> int:
    """Some pages of a dossier, behind a cover where there is one; how many that makes.

    The numbers on the pages stay those of the whole.
    """
    with pikepdf.open(whole) as source:
        title = str(source.docinfo.get("/Title", ""))
        author = str(source.docinfo.get("/Author", ""))
        last = min(pages[1], len(source.pages))
    runs: Sequence[join.Run] = [
        *([join.Run(cover, 1, 1)] if cover else []),
        join.Run(whole, pages[0], last, drawn=False),
    ]
    with join.joined(runs) as pdf:
        join.describe(pdf, title, author, runs)
        pdf.Root.PageMode = pikepdf.Name.UseNone
        count = len(pdf.pages)
        join.write(pdf, out, pace, what)
    return count
