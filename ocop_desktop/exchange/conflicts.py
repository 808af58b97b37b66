"""The hidden sheet `_alternatives`: every value of every open conflict, out of the rows' way.

In a row's `_stamps` such a field says only how many values it has ("v": 2); the values are here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ocop_desktop.exchange.sheet_rows import OutRow
from ocop_desktop.exchange.stamps_read import MOST, json_of
from ocop_desktop.schema.stamps import REMOVED, Stamps

ALTERNATIVES = "_alternatives"
HEADINGS = ("form", "id", "field", "n", "installation", "value")


class Alternatives:
    """Lifts the values of open conflicts out of the rows as they pass."""

    def __init__(self) -> None:
        self.lines: list[Sequence[str]] = []

    def lifted(self, kind: str, row: OutRow) -> OutRow:
        """The row with counts in its stamps instead of values."""
        if '"v":' not in row.stamps:
            return row
        stamps = json.loads(row.stamps)
        marks = {name: self._mark(kind, row.id, name, m) for name, m in stamps["f"].items()}
        text = json.dumps({**stamps, "f": marks}, ensure_ascii=False, separators=(",", ":"))
        return row._replace(stamps=text)

    def _mark(self, kind: str, id: str, field: str, mark: Mapping[str, Any]) -> Mapping[str, Any]:
        if field == REMOVED or "v" not in mark:
            return mark
        for n, who, value in mark["v"]:
            text = json.dumps(value, ensure_ascii=False)
            self.lines.append((kind, id, field, str(n), who, text))
        return {**mark, "v": len(mark["v"])}


class Held:
    """The values of open conflicts as a workbook brought them."""

    def __init__(self, lines: Iterable[Sequence[object]]) -> None:
        """Raise ValueError where a line is none of ours."""
        self._values: dict[tuple[str, str, str], list[list[Any]]] = {}
        for kind, id, field, n, who, value in (line[:6] for line in lines if len(line) >= 6):
            key = (str(kind), str(id), str(field))
            number = float(str(n))
            if not 0 <= number < MOST:
                raise ValueError(n)
            self._values.setdefault(key, []).append([int(number), str(who), json_of(str(value))])

    def put_back(self, kind: str, id: str, stamps: Stamps) -> Stamps:
        """The stamps with their values; raise ValueError where the sheet does not hold them."""
        marks = {name: self._mark(kind, id, name, m) for name, m in stamps["f"].items()}
        return {**stamps, "f": marks}

    def _mark(self, kind: str, id: str, field: str, mark: Mapping[str, Any]) -> Mapping[str, Any]:
        count = mark.get("v")
        if not isinstance(count, int):
            return mark
        values = sorted(self._values.get((kind, id, field), []), key=lambda v: v[:2], reverse=True)
        if len(values) != count:
            raise ValueError(f"{field}: {len(values)} of {count} values")
        return {**mark, "v": values}
