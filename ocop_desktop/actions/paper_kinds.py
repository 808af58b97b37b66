"""What each document is made from: the tree of facts for one record, or for several together.

To add a document of a kind that is here: write its layout, with that kind in `of`; nothing else.
To add a kind: its tree here. A layout that speaks of several records at once (`many = "together"`)
names its tree in TOGETHER.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from ocop_desktop.actions import (
    bundles,
    lists,
    paper_courses,
    paper_facts,
    paper_office,
    paper_sheet,
    paper_support,
)
from ocop_desktop.actions.paper_rows import linked
from ocop_desktop.documents import layout
from ocop_desktop.documents.scope import Tree
from ocop_desktop.store.datafile import DataFile

One: TypeAlias = Callable[[DataFile, str, str | None], Tree]
Several: TypeAlias = Callable[[DataFile, Sequence[str]], Tree]


def _dossier(data: DataFile, kind: str, id: str | None) -> Tree:
    return paper_facts.dossier_tree(data, *bundles.product_and_dossier(data, id))


def _course(data: DataFile, kind: str, id: str | None) -> Tree:
    return paper_courses.course_tree(data, linked(data, "course", id))


def _support(data: DataFile, kind: str, id: str | None) -> Tree:
    return paper_support.support_tree(data, linked(data, "support", id))


TREES: dict[str, One] = {
    "dossier": _dossier,
    "course": _course,
    "support": _support,
    "assessment": paper_sheet.sheet_tree,
}
TOGETHER: dict[str, Several] = {
    "equipment-ledger": paper_support.ledger_tree,
}


def kinds_of(document: str) -> tuple[str, ...]:
    """The kinds of record a document is printed from, the first its own."""
    return layout.load(document).of


def printable() -> dict[str, layout.Layout]:
    """The layouts that are documents of their own, by name; former ones go with theirs."""
    loaded = {name: layout.load(name) for name in layout.names()}
    return {name: one for name, one in loaded.items() if one.of}


def tree(data: DataFile, document: str, kind: str, id: str | None) -> Tree:
    """The facts of one record of a kind; of none, what the office says of itself."""
    own = kinds_of(document)[0]
    if id is None and own not in BLANK_TREES:
        return paper_office.office_tree(data, paper_office.unit(data))
    return TREES[own](data, kind, id)


BLANK_TREES = ("dossier", "course", "support")
"""Kinds whose empty paper still has lines and columns to write in."""


def together(data: DataFile, document: str, ids: Sequence[str]) -> Tree:
    """The facts of several records, or of all of them where none is named."""
    own = kinds_of(document)[0]
    wanted = list(ids) or [entry.id for entry in lists.entries(data, own)]
    return TOGETHER[document](data, wanted)
