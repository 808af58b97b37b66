"""One program at a time writes a data file: a lock that the system lets go when we end."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ocop_desktop.messages import Trouble


class FileLock:
    """Holds the lock of a data file; raise Trouble("file_locked") where another holds it."""

    def __init__(self, data_file: Path, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT)
        try:
            _take(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise Trouble("file_locked", file=data_file.name) from error

    def release(self) -> None:
        """Let the data file go."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
