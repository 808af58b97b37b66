"""The command for lists made elsewhere."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ocop_desktop.cli.answers import progress, say
from ocop_desktop.cli.reaching import at

if TYPE_CHECKING:
    from ocop_desktop.actions.list_import import Found

_WORDS = {"new": "mới", "changed": "sửa", "same": "như cũ", "refused": "chưa nhập được"}


def run(args: argparse.Namespace) -> int:
    """Import a list; with --preview only say what it would do."""
    from ocop_desktop.actions import list_headings, list_import, start

    given = list_headings.read_map(Path(args.map)) if args.map else {}
    with start.open_data(at(args.data), write=not args.preview) as data:
        found = list_import.look(
            data, Path(args.file), form=args.form or "", given=given, sheet=args.sheet or ""
        )
        if not args.preview:
            list_import.apply(data, found, progress)
        if args.rejects:
            list_import.write_rejects(found, Path(args.rejects))
    if args.json:
        say(found.as_json() | {"rejects": args.rejects})
    else:
        _tell(found)
    for row in found.refused:
        for one in row.reasons:
            print(f"refused: {row.number}. {one.column}: {one.text}", file=sys.stderr)
    return 0 if any(row.fate != "refused" for row in found.rows) else 1


def _tell(found: Found) -> None:
    for match in found.matches:
        print(f"{match.heading} -> {match.target or '(không nhập)'}")
    for one in found.grid.turned[:5]:
        print(f"{found.grid.encoding}: {one.before} -> {one.after}")
    counts = ", ".join(f"{number} {_WORDS[fate]}" for fate, number in found.counts.items())
    print(f"{found.path.name}: {len(found.rows)} dòng: {counts}")
