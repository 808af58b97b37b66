"""The files of a merge: opened, and left out where they cannot be read.

Most unsound files are known when they are opened; a few only when their last row was read. Nothing
that was written by then can stay: everything is taken back and done again without them. (A point
of return before each file would save that, but it makes every merge keep a second copy of all
pages that it changes.)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from ocop_desktop.actions.for_units import check_addressee
from ocop_desktop.actions.merge_report import FileReport
from ocop_desktop.exchange.workbook_read import Book, open_book
from ocop_desktop.messages import Trouble
from ocop_desktop.store.datafile import DataFile

_HELD = 20  # files that stay open: hundreds would take memory, and more than a system allows
Opened: TypeAlias = tuple[Book, FileReport]


class Unsound(Exception):
    """A file of a merge that could not be read to its end."""

    def __init__(self, file: FileReport, trouble: Trouble) -> None:
        super().__init__(file.file)
        self.file, self.trouble = file, trouble


def opened(
    data: DataFile, files: Sequence[FileReport], passwords: Sequence[str] = ()
) -> list[Opened]:
    """The files that can be opened, the others marked as refused."""
    found: list[Opened] = []
    for file in files:
        if file.refused:
            continue
        try:
            book = open_book(file.path, data.forms, data.look, passwords=passwords)
            check_addressee(data, book.about, file.file)
        except Trouble as trouble:
            file.refuse(trouble)
        else:
            file.about = book.about
            if len(found) >= _HELD:
                book.let_go()
            found.append((book, file))
    return found


def without_unsound(
    data: DataFile,
    found: Unsound,
    able: Sequence[Opened],
    files: Sequence[FileReport],
    passwords: Sequence[str] = (),
) -> list[Opened]:
    """The files again, opened anew, without the unsound one and others like it after it.

    Those after it are read to their end, so that all is done again once and not once for each.
    """
    found.file.refuse(found.trouble)
    place = next(n for n, (_, file) in enumerate(able) if file is found.file)
    for book, file in able[place + 1 :]:
        try:
            for _ in book.rows():
                pass
        except Trouble as trouble:
            file.refuse(trouble)
    for file in files:
        if not file.refused:
            file.clear()
    return opened(data, files, passwords)
