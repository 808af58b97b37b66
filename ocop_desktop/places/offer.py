"""Which places a list offers for a text: those of the record's day first, then of the other time.

On 1 July 2025 the districts ended and communes were merged. A record counts by its own day: the
communes of that day come first, and a name of the other time leads to what it became or was.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ocop_desktop.places.search import LIMIT
from ocop_desktop.places.tables import is_former
from ocop_desktop.schema.lookup import Found
from ocop_desktop.vietnamese import sort_key

if TYPE_CHECKING:
    from ocop_desktop.places.places import Places

NEW_MAP = "2025-07-01"
"""The day from which communes and provinces are those of today."""


def is_before(day: str) -> bool:
    """Whether the former communes count on a day; a day known as "2025" only is of the new time."""
    return day < NEW_MAP[: len(day)]


def offered(places: Places, kind: str, text: str, day: str, within: str = "") -> list[Found]:
    """Places of a kind that a text may mean on a day, the likeliest first; "" is all at hand.

    `within` is the province or former district that they should lie in: its own come first.
    """
    before = is_before(day)
    if not text.strip():
        hand = _at_hand(places, kind, within, before=before)
        return [_found(places, key) for key in sorted(hand, key=lambda k: sort_key(places.name(k)))]
    keys = places.meant(kind, text)
    led = _led(places, keys)
    right = [one for one in [*keys, *led] if is_former(one) == before or kind == "district"]
    order = {key: number for number, key in enumerate(keys)}
    order |= {one: order[key] for one, key in led.items()}
    right.sort(key=order.__getitem__)
    rest = [key for key in keys if key not in right]
    found = [_found(places, one, led.get(one, "")) for one in dict.fromkeys([*right, *rest])]
    if within:
        found.sort(key=lambda one: not places.is_in(one.key, within))
    return found[:LIMIT]


def _led(places: Places, keys: Sequence[str]) -> dict[str, str]:
    """What names of the other time lead to, each with the name that led there first."""
    named, led = set(keys), dict[str, str]()
    for key in keys:
        others = _other_time(places, key)
        if named.isdisjoint(others):  # else the text names that one itself
            for one in others:
                led.setdefault(one, key)
    return led


def _other_time(places: Places, key: str) -> Sequence[str]:
    """What a place became, or what it was made from."""
    if is_former(key):
        return places.successors(key) or places.parents(key)[-1:]
    return places.predecessors(key)


def _at_hand(places: Places, kind: str, within: str, *, before: bool) -> list[str]:
    """What is offered before anything is typed: the communes of the area, the provinces."""
    area = within or places.home
    if kind == "commune" and area:
        return places.former_communes_of(area) if before else places.communes_of(area)
    if kind == "district" and area:
        return places.districts_of(area)
    return [key for key in places.all_of(kind) if kind == "province" and is_former(key) == before]


def _found(places: Places, key: str, through: str = "") -> Found:
    note = places.note(key)
    if through and is_former(through):
        note = f"gồm {places.name(through)} cũ · {note}"
    return Found(key, places.titled(key), note)
