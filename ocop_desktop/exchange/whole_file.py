"""Writes a file whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ocop_desktop.messages import Trouble


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A name to write under; the file takes its real name when the block ends well.

    Raises Trouble where the disk is full or the file may not be written; nothing is left behind.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())  # a power cut leaves the old file or the new one, never half
        part.replace(path)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise Trouble("disk_full" if full else "cannot_write", file=path.name) from error
    finally:
        part.unlink(missing_ok=True)
