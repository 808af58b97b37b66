"""How a value type asks what a key is called, and which keys a typed text may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Found:
    """One record or place that a typed text may mean."""

    key: str
    title: str
    note: str = ""


class Lookup(Protocol):
    """Titles of keys, by kind of record or place ("province", "district", "commune")."""

    def title(self, kind: str, key: str) -> str:
        """What people call the record or place; "" where it is not known here."""
        ...

    def find(self, kind: str, text: str) -> list[Found]:
        """Records or places the text may mean, the likeliest first."""
        ...


class _Nothing:
    """A look-up that knows nothing: keys are shown as they are."""

    def title(self, kind: str, key: str) -> str:
        return ""

    def find(self, kind: str, text: str) -> list[Found]:
        return []


NO_LOOKUP: Lookup = _Nothing()
