"""The harness of the benchmarks: ours against a bound, measured in turn in the same run.

A bench script defines cases (functions that return what they measured) and a judge (which
compares their medians). Every case runs in a child process of its own, the cases of a script in
turn (A B A B ...), so that whatever else the machine does hits all of them; only ratios count.

    def ours(folder: Path) -> dict[str, float]: ...
    def bound(folder: Path) -> dict[str, float]: ...
    def judge(found: Found, report: Report) -> None:
        report.ratio("save one record", found["ours"]["t"], found["bound"]["t"], at_most=3)
    if __name__ == "__main__":
        main(__file__, [ours, bound], judge, prepare=fill, rounds=5)
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

Sample = dict[str, float]
Found = Mapping[str, Sample]
Case = Callable[[Path], Sample]

WIDTHS = (46, 15, 12, 8, 14)
HEADS = ("what", "ours", "bound", "ratio", "reach")


class Report:
    """The table of one script: each row a promise, kept or not."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, ...]] = []
        self.broken = 0

    def ratio(
        self,
        what: str,
        ours: float,
        bound: float,
        *,
        at_most: float | None = None,
        at_least: float | None = None,
        unit: str = "s",
    ) -> None:
        """A row: ours against the bound, at most (or, bound by ours, at least) so many times."""
        ratio = ours / bound if at_least is None else bound / ours
        kept = ratio <= at_most if at_most is not None else ratio >= (at_least or 0)
        reach = f"<= {at_most:g}x" if at_most is not None else f">= {at_least:g}x faster"
        cells = (f"{ours:.3g} {unit}", f"{bound:.3g} {unit}", f"{ratio:.2f}x", reach)
        self._add(what, cells, kept=kept)

    def limit(self, what: str, ours: float, *, at_most: float, unit: str = "MiB") -> None:
        """A row: one figure that may not pass a limit."""
        cells = (f"{ours:.3g} {unit}", "", "", f"< {at_most:g} {unit}")
        self._add(what, cells, kept=ours < at_most)

    def note(self, what: str, value: str) -> None:
        """A row that promises nothing."""
        self.rows.append((what, value, "", "", ""))

    def _add(self, what: str, cells: tuple[str, ...], *, kept: bool) -> None:
        self.broken += not kept
        self.rows.append((what, *cells[:3], cells[3] + ("" if kept else "  NOT REACHED")))

    def show(self) -> None:
        """Print the table."""
        for row in (HEADS, tuple("-" * width for width in WIDTHS), *self.rows):
            cells = zip(row, WIDTHS, strict=True)
            print("| " + " | ".join(text.ljust(width) for text, width in cells) + " |", flush=True)


@contextmanager
def timed() -> Iterator[Sample]:
    """What the block took: seconds as `t`, of the processor as `cpu`; memory added as `mib`.

    Processor seconds are the steadier measure of minutes of work on a machine that does more.
    """
    sample: Sample = {}
    before, start, used = memory(), time.perf_counter(), time.process_time()
    yield sample
    sample["t"] = time.perf_counter() - start
    sample["cpu"] = time.process_time() - used
    sample["mib"] = peak() - before


def memory() -> float:
    """MiB this process holds now; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def peak() -> float:
    """MiB this process held at most; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def since_start() -> float:
    """Seconds since the parent process started this one."""
    return time.time() - float(os.environ["BENCH_SPAWNED"])


def child(script: str, case: str, folder: Path) -> Sample:
    """Run one case in a process of its own; return what it measured."""
    env = {**os.environ, "OCOP_HOME": str(folder / "home"), "QT_QPA_PLATFORM": "offscreen"}
    env["BENCH_SPAWNED"] = repr(time.time())
    command = [sys.executable, script, case, str(folder)]
    ran = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(f"{Path(script).stem}, {case}:\n{ran.stdout}{ran.stderr}")
    sample: Sample = json.loads(ran.stdout.strip().splitlines()[-1])
    return sample


def in_turn(
    script: str, names: Sequence[str], rounds: int, folder: Path, once: Sequence[str] = ()
) -> Found:
    """The medians of every case over the rounds; those that take minutes run once."""
    samples: dict[str, list[Sample]] = {name: [] for name in names}
    for number in range(rounds):
        for name in names:
            if number == 0 or name not in once:
                samples[name].append(child(script, name, folder))
    return {name: medians(found) for name, found in samples.items()}


def medians(samples: Sequence[Sample]) -> Sample:
    """The median of each figure."""
    return {key: statistics.median(one[key] for one in samples) for key in samples[0]}


def main(
    script: str,
    cases: Sequence[Case],
    judge: Callable[[Found, Report], None],
    *,
    prepare: Case | None = None,
    rounds: int = 5,
    once: Sequence[str] = (),
) -> None:
    """Run as the parent (measure, judge, print, exit status) or as the child of one case."""
    by_name = {case.__name__: case for case in (*cases, *([prepare] if prepare else []))}
    if len(sys.argv) == 3:
        print(json.dumps(by_name[sys.argv[1]](Path(sys.argv[2]))), flush=True)
        os._exit(0)  # what a case leaves open is of no interest, and Qt may be slow to go
    report = Report()
    print(f"\n=== {Path(script).stem} (medians of {rounds}, in turn)", flush=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if prepare:
            child(script, prepare.__name__, Path(folder))
        names = [case.__name__ for case in cases]
        judge(in_turn(script, names, rounds, Path(folder), once), report)
    report.show()
    sys.exit(1 if report.broken else 0)
