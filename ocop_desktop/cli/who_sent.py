"""The command `senders`: which units sent for a period, and which did not."""

from __future__ import annotations

import argparse

from ocop_desktop.cli.answers import say
from ocop_desktop.cli.reaching import at


def run(args: argparse.Namespace) -> int:
    """Name every unit with its state, whoever did not send first."""
    from ocop_desktop.actions import figures, senders, start

    with start.open_data(at(args.data), write=False) as data:
        found = senders.senders(
            data, since=figures.day_of(args.since) or "", period=args.period or "", level=args.level
        )
    if args.json:
        say([one.as_json() for one in found])
    else:
        for one in found:
            print(" | ".join("" if cell is None else str(cell) for cell in one.line()))
    return 0
