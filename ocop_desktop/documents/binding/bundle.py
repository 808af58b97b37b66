"""What is bound into a dossier, before any page is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ocop_desktop.documents.blocks import Document, Listed

Progress = Callable[[int, int, str], None]
"""Told how much is done, of how much, and what is being done; may raise to stop the work."""


@dataclass(frozen=True)
class Scan:
    """A file as it was attached: where its content lies and what it was called."""

    path: Path
    name: str


@dataclass(frozen=True)
class Sheet:
    """A form of the dossier: drawn, unless whoever applies handed in a file in its place."""

    title: str
    document: Document
    instead: Scan | None = None


@dataclass(frozen=True)
class Paper:
    """One piece of evidence: what it is called in the contents, and its scan."""

    title: str
    note: str = ""
    scan: Scan | None = None


@dataclass(frozen=True)
class Words:
    """What the binding itself says, in the officer's language."""

    papers: str = "Tài liệu minh chứng"
    unreadable: str = "không đọc được bản quét"
    no_scan: str = "chưa có tệp quét"
    binding: str = "Đóng hồ sơ"
    placing: str = "Xếp trang"
    writing: str = "Ghi tệp"
    draft: str = "BẢN NHÁP"


@dataclass(frozen=True)
class Bundle:
    """A whole dossier; its first pages and divider pages are made when the pages are counted.

    `draft`: every page says that it is none to be sent.
    """

    title: str
    author: str
    sheets: tuple[Sheet, ...]
    papers: tuple[Paper, ...]
    missing: tuple[str, ...]
    front: Callable[[tuple[Listed, ...], tuple[str, ...]], Document]
    divider: Callable[[int, Paper, str], Document]
    words: Words = field(default_factory=Words)
    draft: bool = False


@dataclass(frozen=True)
class Signed:
    """A place to sign: its page in the dossier, the form it stands in, who signs, and the seal."""

    page: int
    title: str
    who: str
    seal: bool


@dataclass(frozen=True)
class Bound:
    """A dossier that was bound: pages, where it may be parted, where it is signed."""

    pages: int
    starts: tuple[int, ...] = ()
    signed: tuple[Signed, ...] = ()
