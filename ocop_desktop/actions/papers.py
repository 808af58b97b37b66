"""Printing: one document of a record as PDF, several, or one for each record.

To add a document: write its layout in forms/documents; add it to DOCUMENTS with the kind of record
it is printed from and what its layout may name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from ocop_desktop.actions import bundles, entries, lists, paper_facts, paper_office
from ocop_desktop.documents.binding.bundle import Progress
from ocop_desktop.documents.blank import blank_form
from ocop_desktop.documents.blocks import Document
from ocop_desktop.documents.scope import Scope, Tree
from ocop_desktop.messages import Trouble
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.engine import troubles
from ocop_desktop.store.tables import SearchRow
from ocop_desktop.vietnamese import fold


@dataclass(frozen=True)
class Printed:
    """A document that can be printed: the records it is made from, and what it says of one."""

    kind: str
    tree: Callable[[DataFile, str | None], Tree]


def _dossier_tree(data: DataFile, id: str | None) -> Tree:
    return paper_facts.dossier_tree(data, *bundles.product_and_dossier(data, id))


def _course_tree(data: DataFile, id: str | None) -> Tree:
    return paper_facts.course_tree(data, paper_facts.linked(data, "course", id))


def _support_tree(data: DataFile, id: str | None) -> Tree:
    return paper_facts.support_tree(data, paper_facts.linked(data, "support", id))


DOCUMENTS = {
    "mau-01": Printed("dossier", _dossier_tree),
    "mau-02": Printed("dossier", _dossier_tree),
    "mau-03": Printed("dossier", _dossier_tree),
    "dossier": Printed("dossier", _dossier_tree),
    "attendance-sheet": Printed("course", _course_tree),
    "handover-minutes": Printed("support", _support_tree),
}
BLANK = "blank"
FROM_PRODUCT = "dossier"


def documents() -> dict[str, str]:
    """What can be printed: document -> the kind of record it is printed from ("" any form)."""
    return {**{name: one.kind for name, one in DOCUMENTS.items()}, BLANK: ""}


def print_document(
    data: DataFile, document: str, id: str | None, out: Path, progress: Progress | None = None
) -> Path:
    """Print a document of one record into a PDF file; an empty form where `id` is None.

    `id` is a dossier, a product (its latest dossier), a course, a grant, or for `blank` a form.
    The file is written under another name and renamed. Raises Trouble; whatever `progress` raises
    stops the work and leaves nothing behind.
    """
    if document == BLANK:
        made = _blank(data, id or "")
        return _write(out, lambda part: _draw(made, part, progress))
    printed = _known(document)
    _expect(data, document, printed, id)
    if document == "dossier":
        bundle = bundles.bundle(data, id)
        return _write(out, lambda part: bundles.bind(bundle, part, progress))
    scope = printed.tree(data, id)
    made = bundles.compose_document(data, document, scope)
    return _write(out, lambda part: _draw(made, part, progress))


def print_documents(
    data: DataFile,
    document: str,
    ids: Sequence[str],
    out: Path,
    progress: Progress | None = None,
) -> list[Path]:
    """Print a document of several records: one file, or a folder of files where there are more.

    Without ids the empty form is printed.
    """
    wanted: list[str | None] = list(ids) or [None]
    if document == BLANK and not ids:
        wanted = list(data.forms.top)
    if len(wanted) == 1 and not out.is_dir():
        return [print_document(data, document, wanted[0], out, progress)]
    return list(_print_into(data, document, wanted, out, progress))


def print_all(
    data: DataFile, document: str, out: Path, progress: Progress | None = None
) -> list[Path]:
    """Print a document of every record that has it, each in its own file of a folder."""
    if document == BLANK:
        return print_documents(data, document, [], out, progress)
    ids = [entry.id for entry in lists.entries(data, _known(document).kind)]
    return list(_print_into(data, document, ids, out, progress))


def _print_into(
    data: DataFile,
    document: str,
    ids: Sequence[str | None],
    folder: Path,
    progress: Progress | None,
) -> Iterator[Path]:
    """Print into a folder; between the files `progress` hears how many are done."""
    with troubles(folder):
        folder.mkdir(parents=True, exist_ok=True)
    used: set[str] = set()
    for done, id in enumerate(ids):
        title = _title(data, document, id)
        tell = _within(progress, done, len(ids), title)
        if tell:
            tell(0, 1, title)
        yield print_document(data, document, id, folder / _file_name(document, title, used), tell)


def _within(progress: Progress | None, done: int, total: int, title: str) -> Progress | None:
    """Progress of one file among several: whatever it says, so many files are done."""
    if progress is None or total == 1:
        return progress
    return lambda _done, _total, what: progress(done, total, title)


def _known(document: str) -> Printed:
    if document not in DOCUMENTS:
        raise Trouble("no_such_document", document=document)
    return DOCUMENTS[document]


def _expect(data: DataFile, document: str, printed: Printed, id: str | None) -> None:
    """Refuse a record that the document cannot be made from."""
    if id is None:
        if document == "dossier":
            raise Trouble("nothing_to_print", document=document)
        return
    allowed = (printed.kind, "product") if printed.kind == FROM_PRODUCT else (printed.kind,)
    if _kind_of(data, id) not in allowed:
        raise Trouble("wrong_record", document=document, id=id)


def _kind_of(data: DataFile, id: str) -> str | None:
    with data.read() as connection:
        return connection.scalar(select(SearchRow.kind).where(SearchRow.id == id))


def _blank(data: DataFile, kind: str) -> Document:
    form = entries.form_of(data, kind)
    office = Scope(paper_office.office_tree(data, paper_office.unit(data)))
    return blank_form(form, office.text("unit.issuer"), office.text("unit.superior"))


def _draw(document: Document, out: Path, progress: Progress | None) -> None:
    from ocop_desktop.documents.ink.draw import draw

    told = (lambda page: progress(page, page, document.title)) if progress else None
    draw(document, out, each_page=told)


def _write(out: Path, write: Callable[[Path], object]) -> Path:
    """Write under another name beside the file and rename; nothing is left where that fails."""
    with troubles(out), _part(out) as part:
        write(part)
        part.replace(out)
    return out


@contextmanager
def _part(out: Path) -> Iterator[Path]:
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f"{out.stem}.part.pdf")
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _title(data: DataFile, document: str, id: str | None) -> str:
    if document == BLANK:
        return id or ""
    if id is None:
        return ""
    with data.read() as connection:
        return connection.scalar(select(SearchRow.title).where(SearchRow.id == id)) or id


def _file_name(document: str, title: str, used: set[str]) -> str:
    """A plain name for a file: document and title without marks, numbered where it is taken."""
    plain = "-".join("".join(c if c.isalnum() else " " for c in fold(title)).split())[:80]
    stem = f"{document}-{plain}" if plain else document
    name, number = stem, 1
    while name in used:
        number += 1
        name = f"{stem}-{number}"
    used.add(name)
    return f"{name}.pdf"
