"""The commands that move all data to a server or back, and that copy them."""

from __future__ import annotations

import argparse
from pathlib import Path

from ocop_desktop.cli.answers import progress
from ocop_desktop.cli.reaching import at
from ocop_desktop.messages import Trouble


def move(args: argparse.Namespace) -> int:
    """`move FROM TO [--files FOLDER]`, or `move FROM --undo`."""
    from ocop_desktop.actions import moving

    source = at(args.data)
    if args.undo:
        moving.stay(source)
        return 0
    files = Path(args.files) if args.files else None
    if args.target is None:
        if files is None:
            raise Trouble("move_whereto")
        moving.set_files_folder(source, files)
        return 0
    target = at(args.target)
    moved = moving.move(source, target, files=files, progress=progress)
    rows = sum(moved.rows.values())
    print(f"Đã chuyển {rows} dòng và {moved.files} tệp minh chứng; hai bên khớp nhau.")
    print(f"Từ nay mở {target}.")
    return 0


def backup(args: argparse.Namespace) -> int:
    """`backup DATA`: copies the file beside itself; a server's database is copied by the server."""
    from ocop_desktop.actions import backups, start

    with start.open_data(at(args.data), write=False) as data:
        print(backups.make(data, progress).path)
    return 0
