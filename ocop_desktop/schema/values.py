"""What a value is: plain JSON, the same in entries, columns, answers, history and files."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

Value: TypeAlias = str | int | bool | list[str] | None
Cell: TypeAlias = str | int | float | date | None


class Rejected(Exception):
    """What was typed cannot be read as this kind of value; `text` says why and what to do."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
