"""A dossier put together for binding: its forms, its papers, its first and divider pages."""

from __future__ import annotations

from pathlib import Path

from ocop_desktop.actions import completeness, files, paper_evidence, paper_facts, paper_law
from ocop_desktop.actions.paper_records import product_and_dossier
from ocop_desktop.documents import layout
from ocop_desktop.documents.binding.bundle import Bundle, Paper, Progress, Scan, Sheet, Words
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
FORMER = {"qd148_2023": "148"}
"""Decisions whose forms have a layout of their own: `mau-01-148`."""


def compose_document(document: str, tree: Tree) -> Document:
    """A document as blocks; what follows a former decision takes that decision's layout."""
    scope = Scope(tree)
    former = FORMER.get(scope.text("made.regulation"), "")
    own = f"{document}-{former}" if former else ""
    chosen = layout.load(own if own in layout.names() else document)
    return compose(chosen, scope, author=scope.text("unit.name"))


def bundle(data: DataFile, id: str | None) -> Bundle:
    """Everything that is bound into a dossier.

    Raises:
        Trouble: `no_such_record`, `layout_broken`.
    """
    product, dossier = product_and_dossier(data, id)
    tree = paper_facts.dossier_tree(data, product, dossier)
    scope = Scope(tree)
    listed = _lines(data, product, dossier)
    found = completeness.check_of(data, product, dossier)
    return Bundle(
        title=f"Hồ sơ {scope.text('product.name')}".strip(),
        author=scope.text("unit.name"),
        sheets=tuple(_sheet(data, name, title, tree, dossier) for name, title in FORMS),
        papers=paper_evidence.papers(data, listed),
        missing=tuple(one.said for one in (*found.errors, *found.warnings)),
        front=lambda lines, lacking: _front(tree, lines, lacking),
        divider=_divider,
        words=Words(),
    )


def bind(made: Bundle, out: Path, progress: Progress | None = None) -> int:
    """Bind a dossier into a file; how many pages it has."""
    from ocop_desktop.documents.binding.bind import bind as write

    return write(made, out, progress)


def _lines(
    data: DataFile, product: Entry | None, dossier: Entry | None
) -> list[paper_evidence.Line]:
    decision = paper_law.decision_of(dossier)
    subject = str(product.get("subject") or "") if product else ""
    return paper_evidence.lines(data, decision, subject, product.id if product else "")


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
