"""Filing scans where they belong: under a line of the check list, or as the signed copy of a paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ocop_desktop.actions import entries, files
from ocop_desktop.actions.entries import Given, Saved
from ocop_desktop.documents.glance import page_count
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import Entry
from ocop_desktop.store.datafile import DataFile

SIGNED = "signed_form"
OF_SUBJECT = ("business_registration", "production_conditions")
"""Papers of the premises: filed under the subject alone, so that all its products have them."""
_OWNERS = ("product", "subject")


def attach(
    data: DataFile,
    product: str,
    paper: str,
    sources: Sequence[Path],
    name: str = "",
) -> list[Saved]:
    """File each scan as a paper of a product, all in one unit of work.

    Raises Trouble where a file cannot be read; then nothing is filed.
    """
    held = entries.get(data, "product", product)
    whose = {"subject": held.get("subject"), "product": product}
    if paper in OF_SUBJECT and held.get("subject"):
        whose["product"] = None
    return _file(data, whose, paper, sources, name)


def attach_signed(
    data: DataFile, kind: str, id: str, title: str, sources: Sequence[Path]
) -> list[Saved]:
    """File the signed scan of a printed paper as evidence of the record's owner.

    Raises:
        Trouble: `nobody_to_attach_to`, the record belongs to no product and no subject.
    """
    whose = owner_of(data, kind, id)
    if not any(whose.values()):
        raise Trouble("nobody_to_attach_to", form=data.forms[kind].label)
    return _file(data, whose, SIGNED, sources, title)


def own_report(data: DataFile, dossier: str, source: Path) -> Saved:
    """The subject's own Mẫu số 02 in the place of the printed one."""
    return entries.save(data, "dossier", dossier, {"own_report": files.keep(data, source)})


def can_own(data: DataFile, kind: str) -> bool:
    """Whether records of a kind belong to a product or subject."""
    return kind in _OWNERS or any(name in data.forms[kind].by_name for name in _OWNERS)


def owner_of(data: DataFile, kind: str, id: str) -> dict[str, object]:
    """The product and subject that a record speaks of."""
    held = entries.get(data, kind, id)
    product = id if kind == "product" else _link(held, "product")
    subject = id if kind == "subject" else _link(held, "subject")
    if product and not subject:
        subject = str(entries.get(data, "product", product).get("subject") or "")
    return {"product": product or None, "subject": subject or None}


def _link(held: Entry, name: str) -> str:
    return str(held.get(name) or "")


def _file(
    data: DataFile,
    whose: Mapping[str, object],
    paper: str,
    sources: Sequence[Path],
    name: str,
) -> list[Saved]:
    """Copy and hash every file, then save all records at once."""
    given: list[Given] = []
    known = {key: value for key, value in whose.items() if value} | {"paper": paper}
    for source in sources:
        value = files.keep(data, source)
        pages = page_count(files.path_of(data, value))
        more = {"name": name, "file": value, "pages": pages}
        fields = known | {key: one for key, one in more.items() if one}
        given.append(("evidence", None, fields, {}))
    return entries.save_several(data, given) if given else []
