"""Stamps as a file brings them: read from JSON and found to be such, whatever stands there."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from ocop_desktop.schema.stamps import Stamps

MOST = 1 << 53  # a number of writes that nobody reaches


@lru_cache(maxsize=4096)
def stamps_of(text: str) -> Stamps:
    """Stamps from their JSON; raise ValueError where it is none. Most rows have the same."""
    found = json_of(text)
    if not _is_record(found):
        raise ValueError("stamps")
    stamps: Stamps = found
    return stamps


def json_of(text: str) -> Any:
    """A value from its JSON; raise ValueError where it is none, or is nested without an end."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested") from error


def _is_record(found: Any) -> bool:
    if not isinstance(found, dict) or not _is_stamp(found.get("s")):
        return False
    marks = found.get("f", {})
    return (
        is_seen(found.get("seen"))
        and isinstance(marks, dict)
        and all(map(_is_mark, marks.values()))
    )


def is_number(value: Any) -> bool:
    """Whether it counts writes or files."""
    return type(value) is int and 0 <= value < MOST


def is_seen(value: Any) -> bool:
    """Whether it says how far each installation was heard of."""
    return isinstance(value, dict) and all(map(is_number, value.values()))


def _is_stamp(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and _is_written(*value)


def _is_written(n: Any, who: Any) -> bool:
    return is_number(n) and isinstance(who, str)


def _is_mark(mark: Any) -> bool:
    if not isinstance(mark, dict) or not is_seen(mark.get("seen", {})):
        return False
    if "s" in mark and not _is_stamp(mark["s"]):
        return False
    held = mark.get("v", 0)
    if type(held) is int:
        return is_number(held)
    return isinstance(held, list) and all(
        isinstance(one, list) and len(one) == 3 and _is_written(*one[:2]) for one in held
    )
