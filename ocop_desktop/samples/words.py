"""The words of made-up records, read from `resources/samples/words.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from ocop_desktop import paths


@dataclass(frozen=True)
class Goods:
    """A product that can be made up: its set, what it is made of, how it is packed."""

    name: str
    set: str
    materials: tuple[str, ...]
    packs: tuple[tuple[str, str, str], ...]
    price: int


@dataclass(frozen=True)
class Machine:
    """A machine that a grant can pay for."""

    name: str
    model: str
    unit: str
    capacity: int
    price: int


@dataclass(frozen=True)
class Words:
    """Lists of words by their name in the file, and the larger things made of them."""

    lists: dict[str, list[str]]
    mark: str
    note: str
    makers_of: tuple[tuple[str, tuple[str, ...]], ...]
    goods: tuple[Goods, ...]
    machines: tuple[Machine, ...]
    courses: tuple[dict[str, Any], ...]
    outlets: tuple[dict[str, str], ...]
    events: tuple[dict[str, str], ...]


@cache
def the_words() -> Words:
    """The words of this program, read when first asked for."""
    path = paths.resources_dir() / "samples" / "words.toml"
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds = [(one["kind"], tuple(one["names"])) for one in raw["subject"]]
    weights = [one["weight"] for one in raw["subject"]]
    return Words(
        lists={key: one for key, one in raw.items() if isinstance(one, list)},
        mark=raw["mark"],
        note=raw["note"],
        makers_of=tuple(
            kind for kind, weight in zip(kinds, weights, strict=True) for _ in range(weight)
        ),
        goods=tuple(_goods(one) for one in raw["product"]),
        machines=tuple(Machine(**one) for one in raw["machine"]),
        courses=tuple(raw["course"]),
        outlets=tuple(raw["outlet"]),
        events=tuple(raw["event"]),
    )


def _goods(raw: dict[str, Any]) -> Goods:
    packs = tuple((kind, size, unit) for kind, size, unit in raw["packs"])
    return Goods(raw["name"], raw["set"], tuple(raw["materials"]), packs, raw["price"])
