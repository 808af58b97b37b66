"""A dossier put together for binding: its forms, its papers, its first and divider pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ocop_desktop.actions import (
    completeness,
    files,
    lists,
    manifest,
    obstacles,
    paper_evidence,
    paper_facts,
    paper_law,
    paper_lists,
)
from ocop_desktop.actions.paper_records import linked, product_and_dossier
from ocop_desktop.documents import layout
from ocop_desktop.documents.binding.bundle import Bound, Bundle, Paper, Progress, Scan, Sheet, Words
from ocop_desktop.documents.blocks import Document, Listed
from ocop_desktop.documents.compose import compose
from ocop_desktop.documents.scope import Scope, Shown, Tree
from ocop_desktop.schema import Entry
from ocop_desktop.schema.choice_types import file_parts
from ocop_desktop.store.datafile import DataFile

FORMS = (
    ("mau-01", "Phiếu đăng ký đánh giá, phân hạng sản phẩm OCOP (Mẫu số 01)"),
    ("mau-02", "Báo cáo tự đánh giá về sản phẩm (Mẫu số 02)"),
    ("mau-03", "Báo cáo đánh giá của Ủy ban nhân dân cấp xã (Mẫu số 03)"),
)
LETTER = "Văn bản của Ủy ban nhân dân cấp xã đề nghị đánh giá, phân hạng"
SHOWN = 16
"""Letters of the digest that people read."""

FORMER = {"qd148_2023": "148"}
"""Decisions whose forms have a layout of their own: `mau-01-148`."""


def compose_document(document: str, tree: Tree) -> Document:
    """A document as blocks; what follows a former decision takes that decision's layout."""
    scope = Scope(tree)
    former = FORMER.get(scope.text("made.regulation"), "")
    own = f"{document}-{former}" if former else ""
    chosen = layout.load(own if own and own in layout.names() else document)
    return compose(chosen, scope, author=scope.text("unit.name"))


@dataclass(frozen=True)
class Gathered:
    """A dossier with all that belongs to it, read once."""

    product: Entry | None
    dossier: Entry | None
    lines: tuple[paper_evidence.Line, ...]
    found: completeness.Completeness
    tree: Tree
    digest: str

    @property
    def title(self) -> str:
        """What the dossier is called on files and covers."""
        return f"Hồ sơ {Scope(self.tree).text('product.name')}".strip()


def gather(data: DataFile, id: str | None) -> Gathered:
    """A dossier, or a product's latest one, with its papers; raise Trouble("no_such_record")."""
    product, dossier = product_and_dossier(data, id)
    subject = str(product.get("subject") or "") if product else ""
    decision = paper_law.decision_of(dossier)
    lines = tuple(paper_evidence.lines(data, decision, subject, product.id if product else ""))
    records = [dossier, product, linked(data, "subject", subject)]
    digest = manifest.digest(records, lines)
    tree = paper_facts.dossier_tree(data, product, dossier)
    made = tree["made"]
    assert isinstance(made, dict)
    code = manifest.code(dossier.id, digest) if dossier else ""
    named = {"qr": code, "digest": digest[:SHOWN], "dossier_id": dossier.id if dossier else ""}
    found = completeness.check_of(data, product, dossier)
    return Gathered(product, dossier, lines, found, {**tree, "made": {**made, **named}}, digest)


def bundle(data: DataFile, id: str | None) -> Bundle:
    """Everything that is bound into a dossier.

    Raises:
        Trouble: `no_such_record`, `layout_broken`.
    """
    return bundle_of(data, gather(data, id))


def bundle_of(data: DataFile, gathered: Gathered) -> Bundle:
    """Everything of a dossier at hand that is bound."""
    found, tree = gathered.found, gathered.tree
    return Bundle(
        title=gathered.title,
        author=Scope(tree).text("unit.name"),
        sheets=tuple(sheets(data, gathered)),
        papers=paper_evidence.papers(data, list(gathered.lines)),
        missing=tuple(one.said for one in (*found.errors, *found.warnings)),
        front=lambda lines, lacking: _front(tree, lines, lacking),
        divider=_divider,
        words=Words(),
        draft=bool(found.errors) or _has_errors(data, gathered),
    )


def _has_errors(data: DataFile, gathered: Gathered) -> bool:
    of = gathered.dossier or gathered.product
    return of is not None and bool(obstacles.of_dossier(data, of.id))


def bind(made: Bundle, out: Path, progress: Progress | None = None) -> Bound:
    """Bind a dossier into a file; how many pages it has, where it is parted and signed."""
    from ocop_desktop.documents.binding.bind import bind as write

    return write(made, out, progress)


def sheets(data: DataFile, gathered: Gathered) -> Iterator[Sheet]:
    """The forms of a dossier, then the letter once it has a number or a day."""
    for name, title in FORMS:
        yield _sheet(data, name, title, gathered.tree, gathered.dossier)
    dossier = gathered.dossier
    if dossier and (dossier.get("letter_no") or dossier.get("letter_on")):
        tree = paper_lists.letter_tree(data, _sent_together(data, dossier))
        yield Sheet(LETTER, compose_document("letter", tree))


def _sent_together(data: DataFile, dossier: Entry) -> list[str]:
    """The dossiers that the same letter speaks of."""
    number = dossier.get("letter_no")
    same = {"letter_no": number, "letter_on": dossier.get("letter_on")}
    found = lists.entries(data, "dossier", where=same) if number else []
    return [one.id for one in found] or [dossier.id]


def _sheet(data: DataFile, name: str, title: str, tree: Tree, dossier: Entry | None) -> Sheet:
    """A form; the subject's own report stands in for Mẫu số 02 where it was handed in."""
    value = str(dossier.get("own_report") or "") if dossier and name == "mau-02" else ""
    own = Scan(files.path_of(data, value), file_parts(value)[1]) if value else None
    return Sheet(title, compose_document(name, tree), own)


def _front(tree: Tree, lines: tuple[Listed, ...], lacking: tuple[str, ...]) -> Document:
    made = tree.get("made", {})
    known = {
        **(made if isinstance(made, dict) else {}),
        "contents": [_listed(line) for line in lines],
        "missing": [{"text": text} for text in lacking],
        "incomplete": Shown("", bool(lacking)),
    }
    return compose_document("dossier", {**tree, "made": known})


def _listed(line: Listed) -> Tree:
    level = "+" * line.level
    return {"text": line.text, "page": line.page, "remark": line.remark, "level": level}


def _divider(number: int, paper: Paper, fault: str) -> Document:
    file = paper.scan.name if paper.scan and fault else ""
    facts = {"number": str(number), "title": paper.title, "note": paper.note}
    scope = Scope({"paper": {**facts, "fault": fault, "file": file}})
    return compose(layout.load("divider"), scope)
