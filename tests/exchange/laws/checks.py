"""What must hold in a data file after every step, and in all of them at the end."""

from __future__ import annotations

from typing import Any

from ocop_desktop.actions import questions
from tests.exchange.laws import joins, texts
from tests.exchange.laws.model import GONE, POSITION, REMARKS, Cell, Key
from tests.exchange.laws.office import COMPUTED, Office, Seen


def agree(office: Office) -> None:
    """What stands in the file is what the model says; raise AssertionError."""
    state, records = office.state, office.model.records
    assert state.keys() == records.keys()
    open_ = set()
    for key, seen in state.items():
        record = records[key]
        assert seen.removed == record.removed, f"{key}: removed is {seen.removed}"
        computed = COMPUTED.get(key[0], ())
        for name in ({*seen.values, *record.cells} - {GONE}).difference(computed):
            _field(key, name, seen, record.cell(name))
        expected = {name: _plain(values) for name, values in record.conflicts.items()}
        found = {name: _plain(values) for name, values in seen.conflicts.items()}
        assert found == expected, f"{key}: conflicts {found} instead of {expected}"
        open_ |= {(key[1], name) for name in found}
        _remember(office, key, seen)
    assert office.listed == open_
    joins.check(state)


def _field(key: Key, name: str, seen: Seen, cell: Cell) -> None:
    shown = seen.values.get(name)
    if name == REMARKS:
        lines = {line for value in cell.values for line in value or ()}
        assert set(shown or ()) == lines, f"{key} {name}: {shown} instead of {lines}"
    else:
        assert shown in (cell.values or [None]), f"{key} {name}: {shown!r}, model {cell.values}"


def _plain(values: list[Any]) -> set[str]:
    return {repr(value) for value in values}


def _remember(office: Office, key: Key, seen: Seen) -> None:
    for name, value in seen.values.items():
        if name not in COMPUTED.get(key[0], ()):
            office.ever.add((key, name, repr(value)))
    for name, values in seen.conflicts.items():
        if name != GONE:
            office.ever |= {(key, name, repr(value)) for value in values}


def at_the_end(offices: list[Office]) -> None:
    """Those who have exchanged everything hold the same; nothing that ever stood there is lost."""
    first = offices[0]
    for office in offices:
        for key, seen in first.state.items():
            assert office.state[key] == seen, f"{office.who} {key}: {office.state[key]}, not {seen}"
        asked = {tuple(sorted((p.left, p.right))) for p in questions.open_questions(office.data)}
        assert asked == _alike(office), f"{office.who}: questions"
        lost = office.ever - office.told() - _standing(office)
        assert not lost, f"{office.who} lost {lost}"
        _searched(office)
        _ranks(office)


def _standing(office: Office) -> set[tuple[Key, str, str]]:
    return {
        (key, name, repr(value))
        for key, record in office.model.records.items()
        for name, cell in record.cells.items()
        for value in cell.values
    } | {(key, POSITION, repr(seen.values.get(POSITION))) for key, seen in office.state.items()}


def _alike(office: Office) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for kind in ("subject", "product"):
        there = {
            id: {**seen.values, **seen.shown}
            for (of, id), seen in office.state.items()
            if of == kind and not seen.hidden
        }
        found |= set(texts.alike(there, kind))
    return found - office.model.different


def _searched(office: Office) -> None:
    """Lists find every record by what it is called now."""
    titles = office.searched()
    for (kind, id), seen in office.state.items():
        if kind == "person":
            continue
        title, removed = titles[kind, id]
        assert removed == seen.hidden
        name = seen.values.get("name")
        if kind == "recognition":
            product = office.state.get(("product", str(seen.shows("product"))))
            name = product.values.get("name") if product else None
        assert title.startswith(str(name or "")), f"{kind} {id} is called {title}"


def _ranks(office: Office) -> None:
    """Each product shows the stars of the recognition issued last."""
    for (kind, id), seen in office.state.items():
        if kind == "product":
            ranks = [
                (str(one.values["issued_on"]), -int(other.replace("-", ""), 16), one)
                for (of, other), one in office.state.items()
                if of == "recognition" and not one.removed and one.shows("product") == id
                if one.values.get("issued_on") and one.values.get("stars")
            ]
            last = max(ranks, key=lambda rank: rank[:2], default=None)
            stars = last[2].values["stars"] if last else None
            assert seen.values.get("current_stars") == stars, f"product {id}: {stars} stars"
