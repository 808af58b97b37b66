"""The long run of the laws: thousands of random histories on all cores, each by its seed.

python3 dev.py check --long                           as many as the project promises, then files
                                                      damaged at random
python -m tests.exchange.laws.long --histories 300    fewer
python -m tests.exchange.laws.long --seed 83          one alone; where it fails, its shortest form
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from tests.exchange.laws.history import Act, Counts, play, recipe
from tests.exchange.laws.office import quick, workshop

PROMISED, MUTATIONS = 10_000, 5_000
_AT_ONCE = 20  # histories that a process plays before it reports
_MOST_TRIES = 400  # when a failing history is made shorter
_EVERY = 60  # seconds between two lines of progress
Failure = tuple[int, str]


def some(first: int, count: int) -> tuple[Counts, list[Failure]]:
    """Play histories of consecutive seeds; what they were made of, and those that failed."""
    counts, failed = Counts(), list[Failure]()
    os.environ["OCOP_HOME"] = str(workshop() / "home")
    with quick():
        for seed in range(first, first + count):
            try:
                counts.add(play(seed))
            except Exception as error:  # a bug of any kind: it is told with its seed
                notes = " ".join(getattr(error, "__notes__", ()))
                failed.append((seed, f"{type(error).__name__}: {str(error)[:600]} ({notes})"))
    gc.collect()  # what histories leave
    return counts, failed


def run(histories: int, first: int = 0, jobs: int | None = None) -> tuple[Counts, list[Failure]]:
    """Play histories on several cores and say how far it is."""
    counts, failed, began = Counts(), list[Failure](), time.monotonic()
    told = began
    starts = range(first, first + histories, _AT_ONCE)
    jobs = jobs or os.cpu_count() or 1
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        under_way = [
            pool.submit(some, start, min(_AT_ONCE, first + histories - start)) for start in starts
        ]
        for done in as_completed(under_way):
            more, bad = done.result()
            counts.add(more)
            failed += bad
            for seed, what in bad:
                print(f"seed {seed} FAILED: {what}", flush=True)
            if time.monotonic() - told > _EVERY:
                told = time.monotonic()
                print(f"{told - began:6.0f} s  {said(counts)}", flush=True)
    print(f"{time.monotonic() - began:6.0f} s  {said(counts)}", flush=True)
    return counts, failed


def said(counts: Counts) -> str:
    """What histories were made of, in a line."""
    fates = ", ".join(f"{name} {number}" for name, number in sorted(counts.fates.items()))
    return (
        f"{counts.histories} histories, {counts.steps} steps, {counts.exchanges} files sent or "
        f"merged (rows: {fates})"
    )


def shortest(seed: int) -> list[Act]:
    """The steps of a failing history without those that it fails without, too."""
    acts, tries = recipe(seed), 0
    size = len(acts) // 2
    while size and tries < _MOST_TRIES:
        for start in range(0, len(acts), size):
            fewer = acts[:start] + acts[start + size :]
            tries += 1
            if fewer and _fails(seed, fewer):
                acts = fewer
                break
        else:
            size //= 2
    return acts


def _fails(seed: int, acts: Sequence[Act]) -> bool:
    try:
        play(seed, list(acts))
    except Exception:  # whatever it is
        return True
    return False


def one(seed: int) -> Iterator[str]:
    """Play one history; where it fails, say how, and its shortest form."""
    os.environ["OCOP_HOME"] = str(workshop() / "home")
    with quick():
        if not _fails(seed, recipe(seed)):
            yield f"seed {seed}: every law holds"
            return
        acts = shortest(seed)
        yield f"seed {seed} fails; so do these steps of it:"
        yield from (f"    {act}" for act in acts)
        try:
            play(seed, acts)
        except Exception:
            yield traceback.format_exc()


def main(args: Sequence[str]) -> int:
    """Do what the command line says; the exit status is 1 where a law did not hold."""
    asked = argparse.ArgumentParser(prog="tests.exchange.laws.long")
    asked.add_argument("--histories", type=int, default=PROMISED)
    asked.add_argument("--first", type=int, default=0, help="the first seed")
    asked.add_argument("--jobs", type=int, default=None)
    asked.add_argument("--seed", type=int, default=None, help="this one alone")
    given = asked.parse_args(args)
    if given.seed is not None:
        lines = list(one(given.seed))
        print("\n".join(lines))
        return int(len(lines) > 1)
    counts, failed = run(given.histories, given.first, given.jobs)
    for seed, _ in sorted(failed):
        print(f"again: python -m tests.exchange.laws.long --seed {seed}")
    print(f"seeds {given.first} to {given.first + given.histories - 1}; {len(failed)} failed")
    damaged = given.histories == PROMISED and _damaged()
    return int(bool(failed) or bool(damaged) or counts.histories == 0)


def _damaged() -> int:
    """Try thousands of files damaged at random; the exit status of the tests."""
    print(f"{MUTATIONS} files damaged at random", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "tests/exchange/fuzz"]
    return subprocess.call(command, env={**os.environ, "OCOP_MUTATIONS": str(MUTATIONS)})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
