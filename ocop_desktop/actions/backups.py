"""Copies of the data file: when the last was made, and making one now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ocop_desktop.store import copies
from ocop_desktop.store.copies import Copy
from ocop_desktop.store.datafile import DataFile, copy_before

__all__ = ["Copy", "folder", "last", "make"]

_WHY = "sao-luu"


def folder(data: DataFile) -> Path:
    """Where the copies are."""
    return copies.folder(data.path)


def last(data: DataFile) -> Copy | None:
    """The last copy of this file, made by hand or before something large; None: none yet."""
    return copies.last(data.path)


def make(data: DataFile, tell: Callable[[int, int, str], None] = lambda *_: None) -> Copy:
    """Copy the data file into its folder, and open the copy to see that it is whole.

    Raises Trouble("disk_full"), or Trouble("copy_broken") where the copy cannot be read back.
    """
    tell(0, 2, "Chép tệp dữ liệu")
    path = copy_before(data, _WHY)
    tell(1, 2, "Đọc lại bản sao")
    copies.check(path)
    tell(2, 2, "")
    return copies.copy_of(path)
