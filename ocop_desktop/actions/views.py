"""Views of lists that were given a name: what is searched, filtered, shown, in which order.

They are kept in the data file, so that whoever works with it has them; which one a list begins
with is each user's own (gui/preferences.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ocop_desktop.actions.entries import form_of
from ocop_desktop.actions.list_fields import field_of
from ocop_desktop.actions.list_filters import FLAWS
from ocop_desktop.actions.wanted import from_json, to_json
from ocop_desktop.messages import Trouble
from ocop_desktop.store.datafile import DataFile

_SETTING = "views"


@dataclass(frozen=True)
class View:
    """A named view of one list."""

    name: str
    kind: str
    typed: str = ""
    where: Mapping[str, object] = field(default_factory=dict)
    sort: str | None = None
    descending: bool = False
    columns: tuple[str, ...] = ()
    group: str | None = None


def views(data: DataFile, kind: str) -> list[View]:
    """The views of a list, by name; parts that a form no longer has are left out."""
    kept = _kept(data).get(kind, {})
    return [_view(data, kind, name, kept[name]) for name in sorted(kept)]


def keep(data: DataFile, view: View) -> None:
    """Keep a view; one of the same name is replaced. Raises Trouble for an unknown list."""
    form_of(data, view.kind)
    kept = _kept(data)
    facts = {
        "typed": view.typed,
        "where": {name: to_json(wanted) for name, wanted in view.where.items()},
        "sort": view.sort,
        "descending": view.descending,
        "columns": list(view.columns),
        "group": view.group,
    }
    _put(data, kept | {view.kind: kept.get(view.kind, {}) | {view.name: facts}})


def drop(data: DataFile, kind: str, name: str) -> None:
    """Forget a view."""
    kept = _kept(data)
    others = {one: facts for one, facts in kept.get(kind, {}).items() if one != name}
    _put(data, kept | {kind: others})


def _kept(data: DataFile) -> dict[str, Any]:
    kept = data.settings.get(_SETTING)
    return dict(kept) if isinstance(kept, dict) else {}


def _put(data: DataFile, kept: Mapping[str, Any]) -> None:
    data.keep_settings({_SETTING: dict(kept)})


def _view(data: DataFile, kind: str, name: str, facts: Mapping[str, Any]) -> View:
    def known(one: object) -> bool:
        try:
            return one == FLAWS or bool(field_of(form_of(data, kind), str(one)))
        except Trouble:
            return False

    where = {n: from_json(w) for n, w in dict(facts.get("where") or {}).items() if known(n)}
    sort, group = facts.get("sort"), facts.get("group")
    return View(
        name,
        kind,
        str(facts.get("typed") or ""),
        where,
        sort if sort and known(sort) else None,
        bool(facts.get("descending")),
        tuple(one for one in facts.get("columns") or () if known(one)),
        group if group and known(group) else None,
    )
