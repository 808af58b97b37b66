"""What others changed in a database on a server, found by a look that only reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class News:
    """The kinds of record that others changed since the last notice was taken.

    `newest` is the last action there was, `own` those of this program up to it; `settings` are as
    they are there now, `before` as this program held them when it looked.
    """

    kinds: frozenset[str]
    newest: int
    own: frozenset[str]
    settings: Mapping[str, object]
    before: Mapping[str, object]
