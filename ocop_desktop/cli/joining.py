"""The commands for records that are one and the same, and for values left in conflict."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ocop_desktop.cli.answers import say
from ocop_desktop.cli.reaching import at

if TYPE_CHECKING:
    from ocop_desktop.actions.settling import Conflict

Args = argparse.Namespace


def _join(args: Args) -> int:
    from ocop_desktop.actions import joining, side_by_side, start

    with start.open_data(at(args.data), write=True) as data:
        values = side_by_side.filled(data, args.keep, args.other) if args.fill else {}
        made = joining.join(data, args.keep.lower(), args.other.lower(), values)
    found = {"form": made.kind, "keep": made.keep, "other": made.other}
    say(found) if args.json else print(made.keep)
    return 0


def _unjoin(args: Args) -> int:
    from ocop_desktop.actions import joining, start

    with start.open_data(at(args.data), write=True) as data:
        made = joining.unjoin(data, args.other.lower())
    found = {"form": made.kind, "keep": made.keep, "other": made.other}
    say(found) if args.json else print(made.other)
    return 0


def _conflicts(args: Args) -> int:
    from ocop_desktop.actions import settling, start

    with start.open_data(at(args.data)) as data:
        found = settling.open_conflicts(data, limit=None)
    if args.json:
        say([_conflict(one) for one in found])
        return 0
    for one in found:
        values = "  |  ".join(f"{side.text or '(trống)'} [{side.unit}]" for side in one.sides)
        print(f"{one.key}  {one.title}: {one.path}: {values}")
    return 0


def _conflict(one: Conflict) -> dict[str, Any]:
    names = ("value", "text", "ours", "unit", "officer", "at", "installation")
    return {
        "id": one.key,
        "form": one.kind,
        "record": one.id,
        "field": one.field,
        "label": one.path,
        "title": one.title,
        "base": one.base if one.base_known else None,
        "values": [{name: getattr(side, name) for name in names} for side in one.sides],
    }


def _resolve(args: Args) -> int:
    from ocop_desktop.actions import settling, start

    with start.open_data(at(args.data), write=True) as data:
        number = settling.resolve_named(data, args.id, args.value)
    say({"resolved": number}) if args.json else print(number)
    return 0


COMMANDS: Mapping[str, Callable[[Args], int]] = {
    "join": _join,
    "unjoin": _unjoin,
    "conflicts": _conflicts,
    "resolve": _resolve,
}
