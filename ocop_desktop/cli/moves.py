"""Commands by which data moves as a whole: to units, back to them, in parts, to the next officer."""

from __future__ import annotations

import argparse
from pathlib import Path

from ocop_desktop.cli.answers import progress, say
from ocop_desktop.cli.reaching import at, file_at


def start_files(args: argparse.Namespace) -> int:
    """Write a workbook to begin with for every unit that has records here."""
    from ocop_desktop.actions import for_units, start

    with start.open_data(at(args.data)) as data:
        found = for_units.start_files(data, Path(args.out), level=args.level, progress=progress)
    lines = [{"unit": one.unit, "title": one.title, "file": str(one.path)} for one in found]
    if args.json:
        say([line | {"records": one.records} for line, one in zip(lines, found, strict=True)])
    else:
        for one in found:
            print(f"{one.path}: {one.title}, {one.records} bản ghi")
    return 0


def answer(args: argparse.Namespace) -> int:
    """Write what goes back to one unit."""
    from ocop_desktop.actions import for_units, start

    with start.open_data(at(args.data)) as data:
        _, unit = start.unit_place(args.unit, args.era)
        written = for_units.answer(data, unit, Path(args.out), progress=progress)
    print(f"{written.path}: {written.title}, {written.records} bản ghi")
    return 0


def split(args: argparse.Namespace) -> int:
    """Write a data file for every commune, and one for what belongs to none."""
    from ocop_desktop.actions import splitting, start

    with start.open_data(at(args.data)) as data:
        found = splitting.split(data, Path(args.out), progress=progress)
    for one in found:
        print(f"{one.path}: {one.title}, {one.records} bản ghi")
    return 0


def hand_over(args: argparse.Namespace) -> int:
    """Write everything into one file for the next officer, and the list to be signed."""
    from ocop_desktop.actions import handing_over, start

    with start.open_data(at(args.data)) as data:
        made = handing_over.hand_over(data, Path(args.out), to=args.to or "", progress=progress)
    print(made.path)
    print(made.printed)
    return 0


def take_over(args: argparse.Namespace) -> int:
    """Make a data file of what was handed over."""
    from ocop_desktop.actions import handing_over

    officer = args.officer or ""
    file, path = Path(args.file), file_at(args.data)
    with handing_over.take_over(file, path, officer=officer, progress=progress) as data:
        print(f"{path}: {data.settings.get('unit_name')}")
    return 0
