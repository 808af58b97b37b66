"""The command `edits`: changes by hand in received workbooks that wait, taken or refused."""

from __future__ import annotations

import argparse
import sys

from ocop_desktop.cli.answers import progress, say
from ocop_desktop.cli.reaching import at


def run(args: argparse.Namespace) -> int:
    """Name what waits; with ids decide of these first, all of one kind or nothing."""
    from ocop_desktop.actions import pending_edits, start

    hindered: list[tuple[str, str]] = []
    with start.open_data(at(args.data), write=bool(args.take or args.refuse)) as data:
        if args.take:
            hindered = pending_edits.take(data, args.take, progress=progress).hindered
        if args.refuse:
            pending_edits.refuse(data, args.refuse)
        found = pending_edits.lines(data, limit=pending_edits.count(data))
    for key, reason in hindered:
        print(f"edit_hindered: {key}: {reason}", file=sys.stderr)
    if args.json:
        say([vars(one) for one in found])
    else:
        for one in found:
            where = f"{one.file} {one.place}: {one.title}, {one.label}"
            print(f"{one.key} {where}: {one.before} → {one.after}")
    return 1 if hindered else 0
