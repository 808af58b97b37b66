"""Where a printed document goes: written under another name and renamed, under a plain name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ocop_desktop.documents.binding.bundle import Progress
from ocop_desktop.documents.blocks import Document
from ocop_desktop.store.engine import troubles
from ocop_desktop.vietnamese import fold

WORD = ".docx"


def draw(document: Document, out: Path, progress: Progress | None) -> None:
    """Draw a document, or write it for Word where its name says so; `progress` hears of pages."""
    if WORD in out.suffixes:
        from ocop_desktop.documents.word.write import write

        return write(document, out)
    from ocop_desktop.documents.ink.draw import draw as ink

    told = (lambda page: progress(page, page, document.title)) if progress else None
    ink(document, out, each_page=told)
    return None


def write_safely(out: Path, write: Callable[[Path], object]) -> Path:
    """Write under another name beside the file and rename; nothing is left where that fails."""
    with troubles(out), _part(out) as part:
        write(part)
        part.replace(out)
    return out


@contextmanager
def _part(out: Path) -> Iterator[Path]:
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f"{out.stem}.part{out.suffix}")
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def file_name(document: str, title: str, used: set[str], suffix: str = ".pdf") -> str:
    """A plain name for a file: document and title without marks, numbered where it is taken."""
    plain = "-".join("".join(c if c.isalnum() else " " for c in fold(title)).split())[:80]
    stem = f"{document}-{plain}" if plain else document
    name, number = stem, 1
    while name in used:
        number += 1
        name = f"{stem}-{number}"
    used.add(name)
    return f"{name}{suffix}"
