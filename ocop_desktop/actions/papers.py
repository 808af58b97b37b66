"""Printing: one document of a record, several, or one for each record; as PDF or for Word.

A document is a layout of forms/documents that names its kinds of record (`of`); see `paper_kinds`
for what its layout may name. A bound dossier and its electronic set are made by `bundles`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from ocop_desktop.actions import (
    bundles,
    electronic,
    entries,
    lists,
    obstacles,
    paper_kinds,
    paper_office,
    paper_sheet,
    parts,
)
from ocop_desktop.actions.paper_files import WORD, draw, file_name, write_safely
from ocop_desktop.documents import layout
from ocop_desktop.documents.binding.bundle import Progress
from ocop_desktop.documents.blank import blank_form
from ocop_desktop.documents.blocks import Document
from ocop_desktop.documents.compose import merged
from ocop_desktop.documents.scope import Scope, Tree
from ocop_desktop.messages import Trouble
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.engine import troubles
from ocop_desktop.store.tables import SearchRow

BLANK, SHEET, BOUND, ELECTRONIC = "blank", "scoring-sheet", "dossier", "electronic-dossier"
SUFFIXES = {ELECTRONIC: ".zip"}


@dataclass(frozen=True)
class Offer:
    """A document that can be printed of a kind of record."""

    document: str
    title: str
    kinds: tuple[str, ...]
    together: bool = False


def documents() -> dict[str, str]:
    """What can be printed: document -> the kind of record it is printed from ("" any form)."""
    known = {name: one.of[0] for name, one in paper_kinds.printable().items()}
    return {**known, ELECTRONIC: known[BOUND], BLANK: ""}


def offered(kind: str) -> list[Offer]:
    """The documents of a kind of record, with their titles."""
    known = paper_kinds.printable().items()
    made = (Offer(name, one.title, one.of, one.many == "together") for name, one in known)
    zipped = Offer(ELECTRONIC, "Bộ hồ sơ điện tử (zip)", _known(BOUND).of)
    return [offer for offer in (*made, zipped) if kind in offer.kinds]


def print_document(
    data: DataFile, document: str, id: str | None, out: Path, progress: Progress | None = None
) -> Path:
    """Print a document of one record into a file; an empty form where `id` is None.

    `id` is a record of a kind the document is of, for `blank` a form, for `scoring-sheet` also a
    set of the decision in force ("set_13", "qd148_2023/13"). A name that ends in .docx gives a
    file for Word. The file is written under another name and renamed. Raises Trouble; whatever
    `progress` raises stops the work and leaves nothing behind.
    """
    return print_together(data, document, [id] if id else [], out, progress)


def print_together(
    data: DataFile, document: str, ids: Sequence[str], out: Path, progress: Progress | None = None
) -> Path:
    """Print a document of several records into one file: about all of them, or one after another.

    A final paper of records with errors is marked as a draft on every page (see `obstacles`).
    """
    if document in (BOUND, ELECTRONIC):
        if out.suffix == WORD:
            raise Trouble("not_for_word", document=document)
        id = _one(data, BOUND, ids)
        if document == ELECTRONIC:
            return write_safely(out, lambda part: electronic.write(data, id, part, progress))
        bundle = bundles.bundle(data, id)
        return write_safely(out, lambda part: bundles.bind(bundle, part, progress))
    made = _composed(data, document, ids)
    wrong = bool(obstacles.of_document(data, document, ids))

    def write(part: Path) -> None:
        draw(made, part, progress)
        if wrong:
            obstacles.mark_draft(part)

    return write_safely(out, write)


def print_documents(
    data: DataFile,
    document: str,
    ids: Sequence[str],
    out: Path,
    progress: Progress | None = None,
) -> list[Path]:
    """Print a document of several records: one file, or a folder of files where there are more.

    A document that speaks of several at once gives one file. Without ids the empty form is printed.
    """
    wanted: list[str | None] = list(ids) or [None]
    if document == BLANK and not ids:
        wanted = list(data.forms.top)
    at_once = _many(document) and (out.suffix or not ids)
    if at_once and not out.is_dir():
        return [print_together(data, document, ids, out, progress)]
    if len(wanted) == 1 and not out.is_dir():
        return [print_document(data, document, wanted[0], out, progress)]
    return list(_print_into(data, document, wanted, out, progress))


def print_all(
    data: DataFile, document: str, out: Path, progress: Progress | None = None
) -> list[Path]:
    """Print a document of every record that has it, each in its own file of a folder."""
    if document == BLANK or _many(document) == "together":
        return print_documents(data, document, [], out, progress)
    ids = [entry.id for entry in lists.entries(data, documents_of(document))]
    return list(_print_into(data, document, ids, out, progress))


def documents_of(document: str) -> str:
    """The kind of record a document is printed from; raise Trouble("no_such_document")."""
    return _known(BOUND if document == ELECTRONIC else document).of[0]


def speaks_of_several(document: str) -> bool:
    """Whether a document is one paper about all the records it is given."""
    return _many(document) == "together"


def makes_one_file(document: str) -> bool:
    """Whether a document of several records is one file: about all, or one after another."""
    return bool(_many(document))


def _many(document: str) -> str:
    return "" if document in (BLANK, ELECTRONIC) else _known(document).many


# ---- what is printed


def _composed(data: DataFile, document: str, ids: Sequence[str]) -> Document:
    """One document as blocks."""
    if document == BLANK:
        return _blank(data, ids[0] if ids else "")
    chosen = _known(document)
    if chosen.many == "together":
        _kinds(data, document, ids)
        return bundles.compose_document(document, paper_kinds.together(data, document, ids))
    if document == parts.SIGNS and ids:
        tree = parts.signed_tree(data, _one(data, document, ids))
        return bundles.compose_document(document, tree)
    trees = list(_trees(data, document, ids))
    made = [bundles.compose_document(document, tree) for tree in trees]
    if chosen.after and ids:
        made.append(bundles.compose_document(chosen.after, _closing(data, chosen.after, ids)))
    return merged(made)


def _trees(data: DataFile, document: str, ids: Sequence[str]) -> Iterator[Tree]:
    """The facts of each record; of none, one empty form or every empty scoring sheet."""
    if document == SHEET and (not ids or not _kind_of(data, ids[0])):
        yield from _blank_sheets(data, ids[0] if ids else "")
        return
    if not ids:
        yield paper_kinds.tree(data, document, "", None)
    for id, kind in zip(ids, _kinds(data, document, ids), strict=True):
        yield paper_kinds.tree(data, document, kind, id)


def _blank_sheets(data: DataFile, named: str) -> list[Tree]:
    """Empty sheets: of "set_13" or "qd148_2023/13", or of every set of a decision."""
    decision, _, number = named.rpartition("/")
    if named.startswith("qd") and not decision:
        decision, number = named, ""
    try:
        return paper_sheet.blank_trees(data, decision or paper_sheet.LATEST, number)
    except Trouble as trouble:
        raise Trouble("wrong_record", document=SHEET, id=named) from trouble


def _closing(data: DataFile, document: str, ids: Sequence[str]) -> Tree:
    return paper_kinds.TOGETHER[document](data, ids)


def _blank(data: DataFile, kind: str) -> Document:
    form = entries.form_of(data, kind)
    office = Scope(paper_office.office_tree(data, paper_office.unit(data)))
    return blank_form(form, office.text("unit.issuer"), office.text("unit.superior"))


def _known(document: str) -> layout.Layout:
    chosen = layout.load(document)
    if not chosen.of:
        raise Trouble("no_such_document", document=document)
    return chosen


def _one(data: DataFile, document: str, ids: Sequence[str]) -> str:
    """The one record that a document needs."""
    if not ids:
        raise Trouble("nothing_to_print", document=document)
    _kinds(data, document, ids)
    return ids[0]


def _kinds(data: DataFile, document: str, ids: Sequence[str]) -> list[str]:
    """The kind of each record; refuse one that the document cannot be made from."""
    found = [_kind_of(data, id) or "" for id in ids]
    for kind, id in zip(found, ids, strict=True):
        if kind not in _known(document).of:
            raise Trouble("wrong_record", document=document, id=id)
    return found


def _kind_of(data: DataFile, id: str) -> str | None:
    with data.read() as connection:
        return connection.scalar(select(SearchRow.kind).where(SearchRow.id == id))


# ---- where it goes


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
        yield print_document(data, document, id, folder / _named(document, title, used), tell)


def _within(progress: Progress | None, done: int, total: int, title: str) -> Progress | None:
    """Progress of one file among several: whatever it says, so many files are done."""
    if progress is None or total == 1:
        return progress
    return lambda _done, _total, what: progress(done, total, title)


def _named(document: str, title: str, used: set[str]) -> str:
    return file_name(document, title, used, SUFFIXES.get(document, ".pdf"))


def _title(data: DataFile, document: str, id: str | None) -> str:
    if document == BLANK:
        return id or ""
    if id is None:
        return ""
    with data.read() as connection:
        return connection.scalar(select(SearchRow.title).where(SearchRow.id == id)) or id
