"""What still stands against a final paper: errors in the records it is made from.

Such a paper is printed as a draft, with its mark on every page, as PDF and for Word; whoever
prints is told what to correct. Lists, blank forms and working papers are printed as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ocop_desktop.actions import checks
from ocop_desktop.actions.flaws import Listed
from ocop_desktop.actions.paper_files import WORD
from ocop_desktop.actions.paper_records import linked, product_and_dossier
from ocop_desktop.documents.binding.bundle import Words
from ocop_desktop.schema import Entry
from ocop_desktop.store.datafile import DataFile

OF_DOSSIER = ("mau-01", "mau-02", "mau-03", "letter", "dossier", "electronic-dossier")
OF_GRANT = ("acceptance", "handover-minutes")


def of_document(data: DataFile, document: str, ids: Sequence[str]) -> list[Listed]:
    """The errors in the records that a final paper is made from; none for any other paper."""
    return [one for id in ids for entry in _records(data, document, id) for one in of(data, entry)]


def of(data: DataFile, entry: Entry) -> list[Listed]:
    """The errors of one record."""
    form = data.forms[entry.kind]
    title = form.title_of(entry.values, data.look) or form.label
    found = checks.of_entry(data, entry)
    return [Listed(entry.kind, entry.id, title, one) for one in found if one.level == "error"]


def of_dossier(data: DataFile, id: str) -> list[Listed]:
    """The errors of a dossier (or a product's latest), of its product and of its subject."""
    return of_document(data, OF_DOSSIER[0], [id])


def _records(data: DataFile, document: str, id: str) -> Iterator[Entry]:
    if document in OF_GRANT:
        yield from filter(None, [linked(data, "support", id)])
    if document in OF_DOSSIER:
        product, dossier = product_and_dossier(data, id)
        subject = linked(data, "subject", product.get("subject")) if product else None
        yield from filter(None, (dossier, product, subject))


def mark_draft(file: Path) -> None:
    """Write on every page of a PDF, or of a file for Word, that it is a draft."""
    if file.suffix == WORD:
        from ocop_desktop.documents.word import draft

        draft.mark_draft(file, Words().draft)
        return
    import pikepdf

    from ocop_desktop.documents.binding.stamp import Stamp

    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        stamp = Stamp(pdf, Words().draft)
        for page in pdf.pages:
            stamp.mark(page, 0)
        pdf.save(file)
