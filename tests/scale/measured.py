"""Steps run in processes of their own: seconds, processor, memory; of a server beside them too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Event, Thread
from typing import Any

Facts = dict[str, Any]
_LOOK_EVERY = 0.5  # seconds between two looks at a server's memory


@contextmanager
def timed() -> Iterator[Facts]:
    """Seconds by the clock and of the processor, MiB at the peak and before, of the block."""
    from resource import RUSAGE_SELF, getrusage

    facts: Facts = {"before": _now_held()}
    start, used = time.perf_counter(), time.process_time()
    yield facts
    facts["seconds"] = time.perf_counter() - start
    facts["cpu"] = time.process_time() - used
    facts["peak"] = getrusage(RUSAGE_SELF).ru_maxrss / 1024


def _now_held() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def child(module: str, *arguments: str, home: Path) -> Facts:
    """Run a step as `python -m module ...`; return the facts that its last line tells."""
    env = {**os.environ, "OCOP_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", module, *arguments]
    ran = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(f"{' '.join(arguments)}:\n{ran.stdout[-2000:]}{ran.stderr[-6000:]}")
    facts: Facts = json.loads(ran.stdout.strip().splitlines()[-1])
    return facts


@contextmanager
def alone(lock: Path | None) -> Iterator[None]:
    """Hold a lock while others that measure on the machine wait."""
    if lock is None:
        yield
        return
    import fcntl

    with lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Watch:
    """What a server's processes use while steps run: processor seconds, MiB at the peak."""

    def __init__(self, main: int | None) -> None:
        """`main` is the process that all others of the server are children of."""
        self._main = main

    @contextmanager
    def over(self, facts: Callable[[], Facts]) -> Iterator[None]:
        """Add what the server used in the block to the facts."""
        with self._watched(self._main, facts) if self._main else nullcontext():
            yield

    @contextmanager
    def _watched(self, main: int, facts: Callable[[], Facts]) -> Iterator[None]:
        done, peaks, used = Event(), [0.0], _used(main)

        def look() -> None:
            while not done.wait(_LOOK_EVERY):
                peaks.append(_held(main))

        looking = Thread(target=look, daemon=True)
        looking.start()
        try:
            yield
        finally:
            done.set()
            looking.join()
        facts()["server_peak"] = max(peaks)
        facts()["server_cpu"] = _used(main) - used


def _family(main: int) -> list[int]:
    children = Path(f"/proc/{main}/task/{main}/children").read_text(encoding="ascii")
    return [main, *map(int, children.split())]


def _held(main: int) -> float:
    """MiB of all processes, what they share counted once."""
    total = 0
    for process in _family(main):
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue  # it has ended meanwhile
        total += next(int(line.split()[1]) for line in lines.splitlines() if line[:4] == "Pss:")
    return total / 1024


def _used(main: int) -> float:
    """Processor seconds of the server, of its processes that have ended too."""
    fields = Path(f"/proc/{main}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    own = sum(map(int, fields[11:15]))
    for process in _family(main)[1:]:
        try:
            text = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
        except OSError:
            continue
        own += sum(map(int, text.rpartition(")")[2].split()[11:13]))
    return own / os.sysconf("SC_CLK_TCK")
