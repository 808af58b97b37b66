"""How much a dossier still lacks: what the law wants, and the errors of its records, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ocop_desktop.actions import completeness, obstacles
from ocop_desktop.actions.completeness import Finding
from ocop_desktop.actions.paper_records import linked, product_and_dossier
from ocop_desktop.schema import Entry
from ocop_desktop.store.datafile import DataFile

KINDS = ("product", "dossier")
EVIDENCE = "evidence"


@dataclass(frozen=True)
class Lack:
    """One thing that is missing or wrong, and where it is seen to.

    `id` is "" where the record is still to be made; `field` of a new paper is its code.
    """

    text: str
    level: str
    kind: str
    id: str
    field: str = ""


@dataclass(frozen=True)
class Meter:
    """What a product's dossier still lacks; what is only told stands in `told`."""

    product: str
    dossier: str
    lacks: tuple[Lack, ...]
    told: tuple[Lack, ...]


def meter(data: DataFile, kind: str, id: str) -> Meter | None:
    """The meter of a dossier, or of a product's latest one; None for other records."""
    if kind not in KINDS:
        return None
    product, dossier = product_and_dossier(data, id)
    if product is None:
        return None
    subject = linked(data, "subject", product.get("subject"))
    records = {"product": product, "dossier": dossier, "subject": subject}
    found = completeness.check_of(data, product, dossier)
    lacks = [_lack(one, records) for one in found.errors]
    lacks += _wrong(data, records, {(one.kind, one.field) for one in lacks})
    told = tuple(_lack(one, records) for one in (*found.warnings, *found.optional))
    return Meter(product.id, dossier.id if dossier else "", tuple(lacks), told)


def _lack(finding: Finding, records: dict[str, Entry | None]) -> Lack:
    kind, _, field = finding.path.partition(".")
    if not kind:
        return Lack(finding.said, finding.level, EVIDENCE, "", finding.code)
    record = records.get(kind)
    return Lack(finding.said, finding.level, kind, record.id if record else "", field)


def _wrong(
    data: DataFile, records: dict[str, Entry | None], known: set[tuple[str, str]]
) -> Iterator[Lack]:
    """Errors of the records; a blank that the law's list names already is said once."""
    for record in filter(None, records.values()):
        for one in obstacles.of(data, record):
            if (one.kind, one.problem.field) not in known:
                text = f"{one.title}: {one.problem.text}"
                yield Lack(text, "error", one.kind, one.id, one.problem.field)
