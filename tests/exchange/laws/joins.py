"""Who stands for whom once records were joined: said again, without the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.exchange.laws.model import Key

JOINED = ("subject", "product")  # kinds whose records may be joined
SAME_AS = "same_as"
PARENT = "_parent"  # the record that a row of a table stands in
LINKS = {("product", "subject"), ("recognition", "product"), ("person", PARENT)}


def root_of(state: Mapping[Key, Any], kind: str) -> Callable[[str], str]:
    """A function that gives the record that stands for one.

    Whoever is joined is followed as far as it goes, and the last one on the way that is here and
    not removed stands for all before it; of a ring of them the one with the smallest id.
    """

    def stands(id: str) -> bool:
        return (kind, id) in state and not state[kind, id].removed

    def named(id: str) -> str | None:
        seen = state.get((kind, id))
        return seen.values.get(SAME_AS) if seen else None

    def root(id: str) -> str:
        way = [id]
        while (further := named(way[-1])) and further not in way:
            way.append(further)
        if further:
            ring = [one for one in way[way.index(further) :] if stands(one)]
            way = [*way[: way.index(further)], *sorted(ring)[:1]]
        return next((one for one in reversed(way) if stands(one)), id)

    return root


def check(state: Mapping[Key, Any]) -> None:
    """Every link, row and list shows who stands for what is kept; raise AssertionError."""
    roots = {kind: root_of(state, kind) for kind in JOINED}
    targets = {"subject": "subject", "product": "product", PARENT: "subject"}
    for (kind, id), seen in state.items():
        hidden = seen.removed or (kind in roots and roots[kind](id) != id)
        assert seen.hidden == hidden, f"{kind} {id}: on no list is {seen.hidden}"
        for of, name in LINKS:
            kept = seen.kept_in if name == PARENT else seen.values.get(name)
            if of == kind and kept is not None:
                assert seen.shows(name) == roots[targets[name]](str(kept)), f"{kind} {id}: {name}"
