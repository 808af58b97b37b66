"""What each document is made from: the tree of facts for one record, or for several together.

To add a document of a kind that is here: write its layout, with that kind in `of`; nothing else.
To add a kind: its tree here. A layout that speaks of several records at once (`many = "together"`)
names its tree in TOGETHER.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from ocop_desktop.actions import (
    lists,
    paper_courses,
    paper_facts,
    paper_handover,
    paper_lists,
    paper_notices,
    paper_office,
    paper_rounds,
    paper_sheet,
    paper_support,
    paper_visits,
)
from ocop_desktop.actions.paper_records import linked, product_and_dossier
from ocop_desktop.documents import layout
from ocop_desktop.documents.scope import Tree
from ocop_desktop.store.datafile import DataFile

One: TypeAlias = Callable[[DataFile, str, str | None], Tree]
Several: TypeAlias = Callable[[DataFile, Sequence[str]], Tree]


def _dossier(data: DataFile, kind: str, id: str | None) -> Tree:
    return paper_facts.dossier_tree(data, *product_and_dossier(data, id))


def _course(data: DataFile, kind: str, id: str | None) -> Tree:
    return paper_courses.course_tree(data, linked(data, "course", id))


def _support(data: DataFile, kind: str, id: str | None) -> Tree:
    return paper_support.support_tree(data, linked(data, "support", id))


TREES: dict[str, One] = {
    "dossier": _dossier,
    "course": _course,
    "support": _support,
    "assessment": paper_sheet.sheet_tree,
    "inspection": paper_visits.inspection_tree,
    "subject": paper_visits.visit_tree,
    "recognition": paper_notices.recognition_tree,
    "round": paper_rounds.round_tree,
}
TOGETHER: dict[str, Several] = {
    "letter": paper_lists.letter_tree,
    "registration-list": paper_lists.registration_tree,
    "equipment-ledger": paper_support.ledger_tree,
    "inspection-summary": paper_visits.summary_tree,
    "dispatch-list": paper_notices.dispatch_tree,
    "handover-data": paper_handover.ledger_tree,
}
ONE_AT_MOST = ("letter",)
"""Documents about several records that say nothing where none is named: an empty form."""


def kinds_of(document: str) -> tuple[str, ...]:
    """The kinds of record a document is printed from, the first its own."""
    return layout.load(document).of


def printable() -> dict[str, layout.Layout]:
    """The layouts that are documents of their own, by name; former ones go with theirs."""
    loaded = {name: layout.load(name) for name in layout.names()}
    return {name: one for name, one in loaded.items() if one.of}


def tree(data: DataFile, document: str, kind: str, id: str | None) -> Tree:
    """The facts of one record of a kind; of none, what an empty form still says."""
    own = kinds_of(document)[0]
    if own == "assessment" and id is None:
        return paper_office.office_tree(data, paper_office.unit(data))
    return TREES[own](data, kind, id)


def together(data: DataFile, document: str, ids: Sequence[str]) -> Tree:
    """The facts of several records, or of all of them where none is named."""
    everything = [] if document in ONE_AT_MOST else lists.entries(data, kinds_of(document)[0])
    return TOGETHER[document](data, list(ids) or [entry.id for entry in everything])
