"""The command line: the same actions as the window, for scripts and for the province.

To add a command: a function in commands.py and its entry in COMMANDS; its words in arguments.py.
Standard output holds only the answer; progress and troubles go to standard error. Exit status 0
done, 1 not done and nothing changed, 2 wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ocop_desktop.cli.arguments import parser
from ocop_desktop.cli.commands import COMMANDS
from ocop_desktop.messages import Cancelled, Trouble


def main(argv: Sequence[str]) -> int:
    """Run one command (none, or a data file alone, opens the window); return the exit status."""
    _speak_utf8()
    if not argv or (argv[0] not in COMMANDS and not argv[0].startswith("-")):
        return _window(argv)
    args = parser().parse_args(argv)
    try:
        return COMMANDS[args.command](args)
    except Trouble as trouble:
        print(f"{trouble.code}: {trouble}", file=sys.stderr)
    except (Cancelled, KeyboardInterrupt):
        print("cancelled: Đã huỷ, dữ liệu không thay đổi.", file=sys.stderr)
    return 1


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _window(argv: Sequence[str]) -> int:
    if len(argv) > 1:
        parser().error(f"unknown command: {argv[0]}")
    from ocop_desktop import app
    from ocop_desktop.actions import start

    try:
        return app.run(start.at(argv[0]) if argv else None)
    except Trouble as trouble:
        print(f"{trouble.code}: {trouble}", file=sys.stderr)
        return 1
