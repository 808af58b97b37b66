"""The exchange of the whole country, played through: how time, memory and size grow.

python3 dev.py check --scale                         ten offices, a hundred communes, the country
python3 dev.py check --scale ten hundred             some of the stages
python3 dev.py check --scale country --folder DIR    keeps the made-up offices in DIR for another run

The country is 3,321 communes and a million records on a PostgreSQL server; it needs 5 GiB on the
disk and, on two cores, about an hour, most of it to make the offices.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.postgres import NoServer, Server
from tests.scale import offices
from tests.scale.playing import SETTINGS, Playing
from tests.scale.stages import parts, stage
from tests.scale.telling import told

STAGES = ("ten", "hundred", "country")


def main(arguments: Sequence[str]) -> int:
    """Play the stages that are named; the exit status is 1 where something was not right."""
    asked = argparse.ArgumentParser(prog="tests.scale", description=__doc__)
    asked.add_argument("stages", nargs="*", default=STAGES, help=", ".join(STAGES))
    asked.add_argument("--folder", type=Path, help="where the offices' files are made and stay")
    asked.add_argument("--jobs", type=int, default=2, help="processes that make offices")
    asked.add_argument("--lock", type=Path, help="a file to hold locked while a step is measured")
    given = asked.parse_args(arguments)
    if given.folder:
        return play(given.stages, given.folder.absolute(), given.jobs, given.lock)
    with tempfile.TemporaryDirectory(prefix="ocop-scale-") as folder:
        return play(given.stages, Path(folder), given.jobs, given.lock)


def play(stages: Sequence[str], folder: Path, jobs: int, lock: Path | None) -> int:
    """Play stages in a folder, and tell what was found."""
    found = {}
    for name in stages:
        here = folder / name
        make(name, here, jobs)
        server = None
        if stage(name).served:
            try:
                server = Server.start(SETTINGS)
            except NoServer as why:
                print(f"{name}: left out: {why}", flush=True)
                continue
        try:
            playing = Playing(stage(name), here, server, lock)
            playing.play()
        finally:
            if server:
                server.stop()
        found[name] = json.loads((here / "results.json").read_text(encoding="utf-8"))
    print(told(found))
    return 0


def make(name: str, folder: Path, jobs: int) -> None:
    """Make the offices of a stage and their workbooks."""
    chosen, began, done = stage(name), time.monotonic(), 0
    for more in offices.make_all(folder, parts(chosen), jobs):
        done += more
        print(f"{name}: {done} offices made in {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
