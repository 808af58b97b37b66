"""The harness of the benchmarks says rightly whether a promise was kept."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("_bench", HERE / "_bench.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("ours", "broken"), [(1.7, 0), (1.8, 0), (1.9, 1)])
def test_a_ratio_above_its_reach_breaks_the_promise(
    bench: ModuleType, ours: float, broken: int
) -> None:
    report = bench.Report()
    report.ratio("start", ours, 1.0, at_most=1.8)
    assert report.broken == broken


@pytest.mark.parametrize(("ours", "broken"), [(0.1, 0), (0.2, 0), (0.3, 1)])
def test_so_many_times_faster_is_asked_of_the_bound(
    bench: ModuleType, ours: float, broken: int
) -> None:
    report = bench.Report()
    report.ratio("merge", ours, 1.0, at_least=5)
    assert report.broken == broken


def test_a_limit_is_not_reached(bench: ModuleType) -> None:
    report = bench.Report()
    report.limit("memory", 59.9, at_most=60)
    report.limit("memory", 60.0, at_most=60)
    assert report.broken == 1
    assert "NOT REACHED" not in report.rows[0][-1]
    assert "NOT REACHED" in report.rows[1][-1]


def test_the_median_of_every_figure_is_taken(bench: ModuleType) -> None:
    assert bench.medians([{"t": 1.0}, {"t": 9.0}, {"t": 2.0}]) == {"t": 2.0}


SCRIPT = """
from pathlib import Path
from _bench import main, timed
def fill(folder):
    (folder / "made").write_text("yes")
    return {}
def ours(folder):
    with timed() as sample:
        (folder / "made").read_text()
    return sample
def bound(folder):
    return {"t": 100.0}
def judge(found, report):
    report.ratio("reading", found["ours"]["t"], found["bound"]["t"], at_least=REACH)
if __name__ == "__main__":
    main(__file__, [ours, bound], judge, prepare=fill, rounds=1)
"""


@pytest.mark.parametrize(("reach", "status"), [("1", 0), ("1e12", 1)])
def test_a_script_measures_in_children_and_answers_by_its_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reach: str, status: int
) -> None:
    script = tmp_path / "bench_reading.py"
    script.write_text(SCRIPT.replace("REACH", reach), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert run.returncode == status, run.stderr
    assert "reading" in run.stdout
