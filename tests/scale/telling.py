"""What the stages found, side by side: a table of steps, and how the cost of each grows."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from tests.scale.growth import exponent, short, table

Results = Mapping[str, Any]
COSTS = {
    "merge": "First round, all files",
    "merge changes": "Second round, 5 % changed",
    "merge all again": "All files once more",
    "opening": "Open, first page of a list",
    "window": "Program start to painted window",
    "who_sent": "Who has not sent yet",
    "report": "Report, as a workbook",
    "register": "Register of products, 22 columns",
    "consolidated": "Consolidated workbook",
    "backup": "Back-up",
    "forward": "Sending all of it on",
    "merge above": "Merging that one file",
}


def told(found: Mapping[str, Results]) -> str:
    """Everything, as Markdown."""
    return "\n\n".join(["", _sizes(found), _steps(found), _growth(found)])


def records(results: Results) -> int:
    """Records at the end, rows of tables included."""
    return sum(results["state 2"][0]["rows"].values())


def cost(results: Results, step: str) -> float | None:
    """Processor seconds, a server's too, of all merges of a round; None where it was not done.

    By the clock a step takes longer where the machine does something else beside it.
    """
    if step not in results:
        return None
    return sum(one.get("cpu", 0.0) + one.get("server_cpu", 0.0) for one in results[step])


def _sizes(found: Mapping[str, Results]) -> str:
    rows = []
    for name, results in found.items():
        size, count = results["sizes"][0], records(results)
        cells = [f"{size[key] / 2**20:,.0f}" for key in ("workbooks", "data files", "receiver")]
        each = f"{size['receiver'] / count:,.0f}"
        rows.append([name, f"{size['offices']:,}", f"{count:,}", *cells, each])
    heads = ["Stage", "Offices", "Records", "Workbooks, MiB", "Offices' data files, MiB"]
    return table([*heads, "Receiver, MiB", "Bytes a record there"], rows)


def _steps(found: Mapping[str, Results]) -> str:
    rows = []
    for step, label in COSTS.items():
        cells = [_cell(results.get(step)) for results in found.values()]
        rows.append([label, *cells])
    rows.append(["Search as one types, p99", *(_p99(results) for results in found.values())])
    return table(["Step: seconds (processor; server's), MiB at the peak", *found], rows)


def _cell(steps: list[dict[str, Any]] | None) -> str:
    if not steps:
        return "-"
    seconds = short(sum(one["seconds"] for one in steps))
    cpu = short(sum(one.get("cpu", 0) for one in steps))
    served = sum(one.get("server_cpu", 0) for one in steps)
    server = f"; {short(served)}" if served else ""
    peak = max(one["peak"] for one in steps)
    held = max(one.get("server_peak", 0) for one in steps)
    return f"{seconds} ({cpu}{server}), {peak:.0f}" + (f" + {held:.0f}" if held else "")


def _p99(results: Results) -> str:
    found = results["searching"][0]
    return f"{found['p99_ms']:.1f} ms ({found['cpu_p99_ms']:.1f} of the processor)"


def _growth(found: Mapping[str, Results]) -> str:
    names, rows = list(found), []
    for step, label in COSTS.items():
        sized = [(records(r), cost(r, step)) for r in found.values()]
        each = [f"{short(c / n * 1e6)}" if c else "-" for n, c in sized]
        powers = [
            f"{exponent((n, c), (m, d)):.2f}" if c and d else "-"
            for (n, c), (m, d) in pairwise(sized)
        ]
        rows.append([label, *each, *powers])
    pairs = [f"{one} to {other}" for one, other in pairwise(names)]
    return table(["Processor: microseconds a record, and the exponent", *names, *pairs], rows)
