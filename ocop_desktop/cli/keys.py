"""Keys and passwords on the command line: `keys`, and what `export` and `merge` are given."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ocop_desktop.cli.answers import say
from ocop_desktop.cli.reaching import at
from ocop_desktop.messages import Trouble


def keys(args: argparse.Namespace) -> int:
    """List the installations known to a data file; accept or forget the key of one."""
    from ocop_desktop.actions import identity, installations, start

    writes = bool(args.accept or args.forget or args.renew)
    with start.open_data(at(args.data), write=writes) as data:
        if args.renew:
            identity.renew(data)
        if args.accept:
            installations.accept(data, args.accept)
        if args.forget:
            installations.forget(data, args.forget)
        found = installations.known(data)
    if args.json:
        say([vars(one) for one in found])
    for one in () if args.json else found:
        seen = f"{one.first_seen[:10]} – {one.last_seen[:10]}"
        print(
            "  ".join(
                (one.id, one.fingerprint or "-" * 19, one.state, seen, one.unit_name, one.officer)
            )
        )
    return 0


def passwords(args: argparse.Namespace) -> list[str]:
    """The passwords in the file that was named, one a line; "-" is standard input.

    Raises Trouble: "no_such_file", "password_file_empty".
    """
    name = args.password_file
    if not name:
        return []
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble("no_such_file", file=name) from error
    found = [line for line in text.splitlines() if line.strip()]
    if not found:
        raise Trouble("password_file_empty", file=name)
    return found
