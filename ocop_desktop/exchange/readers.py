"""Cells back into values, a column of many rows at a time.

The quick way takes for granted that a cell is still as it was written. It may be wrong and never
raises: the row's digest tells, and what does not fit is read again by the value's own type.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from itertools import repeat
from math import isfinite
from typing import Any, TypeAlias

from ocop_desktop.exchange.canon import text_of
from ocop_desktop.exchange.cells import unmistakable
from ocop_desktop.schema import Lookup, Rejected, Value, dates
from ocop_desktop.schema.types import Type, cell_text

Quick: TypeAlias = Callable[[Sequence[Any]], tuple[list[Any], list[str]]]  # values, their texts

_EXACT = float(1 << 53)  # beyond it, numbers of cells are not whole any more
_MOST_KNOWN, _FEW_KNOWN = 20_000, 2_000  # cells whose values are kept
ODD = "\x00"  # the text of a cell that is not as it was written; no value has it


def quick(type: Type | None) -> Quick:
    """The quick way for a column of that type (None: JSON of a field unknown here)."""
    if type is None:
        return _each(json.loads)
    if type.kind in ("whole", "money", "year", "stars"):
        return _wholes
    if type.kind == "decimal":
        return _decimals
    if type.kind == "date":
        return _dates()
    if type.kind == "yes_no":
        return _words({"Có": True, "Không": False})
    if type.kind == "choice":
        labels: dict[str, str] = getattr(type, "labels", {})
        by_label = {label: code for code, label in unmistakable(type).items()}
        return _words({**{code: code for code in labels}, **by_label})
    if type.kind == "links":
        return _each(str.split)
    if type.kind == "many":
        codes = {label: code for code, label in unmistakable(type).items()}
        return _each(lambda text: [codes.get(part, part) for part in text.split("; ")])
    if type.column == "json":
        return _each(lambda text: text.split("\n"))
    return plain_texts


def plain_texts(cells: Sequence[Any]) -> tuple[list[Any], list[str]]:
    """The quick way for texts that are their own values."""
    texts = [cell if cell.__class__ is str else ODD for cell in cells]
    return [text or None for text in texts], texts


def _wholes(cells: Sequence[Any]) -> tuple[list[Any], list[str]]:
    values = [
        int(cell) if cell.__class__ is float and -_EXACT < cell < _EXACT else None for cell in cells
    ]
    texts = [
        ("" if cell == "" else ODD) if value is None else str(value)
        for cell, value in zip(cells, values, strict=True)
    ]
    return values, texts


def _decimals(cells: Sequence[Any]) -> tuple[list[Any], list[str]]:
    texts = [
        _decimal(cell) if cell.__class__ is float else "" if cell == "" else ODD for cell in cells
    ]
    return [None if text in (ODD, "") else text for text in texts], texts


def _decimal(cell: float) -> str:
    return repr(cell).removesuffix(".0") if isfinite(cell) else ODD


def _dates() -> Quick:
    known: dict[Any, str] = {"": ""}

    def text(cell: Any) -> str:
        if cell.__class__ is float:
            return ODD
        try:
            found = cell.isoformat()[:10] if isinstance(cell, date) else dates.parse(cell)
        except (ValueError, AttributeError):
            found = ODD
        if len(known) > _MOST_KNOWN:
            known.clear()
            known[""] = ""
        known[cell] = found
        return found

    def read(cells: Sequence[Any]) -> tuple[list[Any], list[str]]:
        texts = [known[cell] if cell in known else text(cell) for cell in cells]
        return [iso or None for iso in texts], texts

    return read


def _words(values: dict[str, Any]) -> Quick:
    texts = {word: text_of(value) for word, value in values.items()} | {"": ""}

    def read(cells: Sequence[Any]) -> tuple[list[Any], list[str]]:
        return list(map(values.get, cells)), list(map(texts.get, cells, repeat(ODD)))

    return read


def _each(parse: Callable[[str], Any]) -> Quick:
    blank: dict[Any, tuple[Any, str]] = {"": (None, "")}
    known = dict(blank)

    def one(cell: Any) -> tuple[Any, str]:
        try:
            value = parse(cell)
            found = value, text_of(value)
        except (ValueError, TypeError, AttributeError):
            found = None, ODD
        if len(known) > _FEW_KNOWN:
            known.clear()
            known.update(blank)
        known[cell] = found
        return found

    def read(cells: Sequence[Any]) -> tuple[list[Any], list[str]]:
        pairs = [known[cell] if cell in known else one(cell) for cell in cells]
        return [v[:] if v.__class__ is list else v for v, _ in pairs], [text for _, text in pairs]

    return read


def careful(type: Type | None, cell: object, look: Lookup) -> Value:
    """The value of a cell of any shape, by its type; raise Rejected."""
    if isinstance(cell, float) and not isfinite(cell):
        raise Rejected(f"“{cell}” không phải số đọc được")
    if type is not None:
        return type.from_cell(None if cell == "" else cell, look)
    try:
        value: Value = json.loads(str(cell)) if cell != "" else None
        return value
    except ValueError:
        raise Rejected(f"“{cell_text(cell)}” không đọc được") from None
