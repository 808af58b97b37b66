"""Which files (scans) an installation holds, told compactly: eight bytes of each SHA-256.

Twenty thousand files are 160 KB. It is only a hint of what need not travel again: two files of the
same eight bytes do not happen by chance, and a file that is missing after all is named on merging.
"""

from __future__ import annotations

from collections.abc import Iterable

FILES = "_files"
SHORT = 8


def told(sha256s: Iterable[str]) -> bytes:
    """The files of these SHA-256 (hex), in order."""
    return b"".join(sorted({bytes.fromhex(sha256)[:SHORT] for sha256 in sha256s}))


class Held:
    """The files that an installation said it holds."""

    def __init__(self, content: bytes) -> None:
        self._known = {content[at : at + SHORT] for at in range(0, len(content), SHORT)}

    def __contains__(self, sha256: str) -> bool:
        return bytes.fromhex(sha256)[:SHORT] in self._known

    def __len__(self) -> int:
        return len(self._known)
