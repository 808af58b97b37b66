"""Merges files in a process of its own with little memory, and says what became of each.

python -m tests.exchange.fuzz.child DATA_FILE FOLDER [unseen]: every file of the folder by itself,
previewed (unless "unseen") and then merged; one line of JSON each. Nothing may crash, hang, or write a file that it refuses.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
import traceback
from hashlib import sha256
from pathlib import Path

MEMORY = 1_500_000_000  # bytes of addresses, the program itself included
SECONDS = 120  # for one file, on a busy machine


def dumped(data) -> str:
    """A digest of every record, of history and of whatever stands beside them."""
    digest = sha256()
    with data.read() as connection:
        raw = connection.connection.driver_connection
        for line in raw.iterdump():
            digest.update(line.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def tried(data, path: Path, *, preview: bool) -> dict[str, object]:
    """What became of one file."""
    from ocop_desktop.actions import swap

    before = dumped(data)
    signal.alarm(SECONDS)
    try:
        if preview:
            swap.merge(data, [path], preview=True)
        unchanged = not preview or dumped(data) == before
        report = swap.merge(data, [path])
    except BaseException as error:
        return {"file": path.name, "crash": f"{error!r}\n{traceback.format_exc()[-1500:]}"}
    finally:
        signal.alarm(0)
    (file,) = report.files
    if file.refused:
        unchanged = unchanged and dumped(data) == before
    return {
        "file": path.name,
        "refused": file.refused,
        "applied": report.applied,
        "unchanged": unchanged,
        "rows": [[row.code, row.text, row.row] for row in file.refused_rows],
        "edits": len(file.edits),
        "read": file.total("read"),
        "fates": sum(
            counts[name] for counts in file.forms.values() for name in counts if name != "read"
        ),
    }


def main() -> None:
    """Try every file of a folder."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    from ocop_desktop.actions import start

    with start.open_data(Path(sys.argv[1])) as data:
        for path in sorted(Path(sys.argv[2]).iterdir()):
            print(json.dumps(tried(data, path, preview=len(sys.argv) < 4)), flush=True)


if __name__ == "__main__":
    main()
