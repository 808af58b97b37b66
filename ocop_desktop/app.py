"""Puts the parts together and opens the window."""

from __future__ import annotations

import sys
from pathlib import Path


def run(path: Path | None = None) -> int:
    """Open the window on a data file (or the last one, or the first start); the exit status.

    SQLAlchemy is imported before PySide6, which would make each later import twice as slow.
    """
    from ocop_desktop.actions import start  # noqa: F401
    from ocop_desktop.gui import program

    return program.run(path, sys.argv[:1])
