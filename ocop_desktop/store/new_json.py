"""The JSON of many new records at once: their answers, and what their histories say.

A column at a time: how a value is written is asked once for some hundred rows, and where a column
has no blanks its name and its commas are not put together again for each row.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from ocop_desktop.schema import Value

encode: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""A value as JSON, as the engine writes it (`engine.dumps`)."""

_quoted: Callable[[str], str] = json.encoder.encode_basestring  # a text as JSON
_ABSENT = type(None)


class NewJson(NamedTuple):
    """Of each record the text of its answers, and of its history."""

    answers: list[str]
    changes: list[str]


class _Column(NamedTuple):
    """A column's values as JSON, blanks as None; `quote` stands around each of them."""

    texts: Sequence[Any]
    whole: bool  # nothing is blank
    quote: str = ""


class _Member(NamedTuple):
    """A member of the objects: what stands before a value, the values, what stands after."""

    before: str
    column: _Column
    after: str = ""


def written(
    values: Sequence[Mapping[str, Value]],
    typed: Collection[str],
    changes: Sequence[Mapping[str, Sequence[Any]]],
) -> NewJson:
    """What is written of new records: of their values those that are not `typed` are answers.

    The history tells every value as a change from nothing, and `changes` after them.
    """
    answers, told = list[_Member](), list[_Member]()
    for name, cells in _by_name(values).items():
        key, column = _quoted(name), _column(cells)
        if column is not None:
            told.append(_Member(f"{key}:[null,", column, "]"))
            if name not in typed:
                answers.append(_Member(f"{key}:", column))
    count = len(values)
    return NewJson(_objects(count, answers), _objects(count, told, _ends(changes)))


def _by_name(values: Sequence[Mapping[str, Value]]) -> Mapping[str, Sequence[Value]]:
    """The values column by column, blank where a record has none."""
    shape = tuple(values[0]) if values else ()
    if all(tuple(one) == shape for one in values):
        return dict(zip(shape, zip(*(one.values() for one in values), strict=True), strict=True))
    names: dict[str, Value] = {}
    for one in values:
        names.update(one)
    return {name: [one.get(name) for one in values] for name in names}


def _objects(
    count: int, members: Sequence[_Member], ends: Sequence[str] | None = None
) -> list[str]:
    """So many objects side by side; a member without blanks stands first, if there is any."""
    first = next((one for one in members if one.column.whole), None)
    if first:
        members = [first, *(one for one in members if one is not first)]
    pieces: list[Iterable[str]] = []
    same, comma = "{", ""  # what all objects have next
    for before, column, after in members:
        if column.whole:
            pieces += [repeat(f"{same}{comma}{before}{column.quote}"), column.texts]
            same = column.quote + after
        else:
            texts = ["" if text is None else f",{before}{text}{after}" for text in column.texts]
            pieces += [repeat(same), texts]
            same = ""
        comma = ","
    if ends:
        pieces += [repeat(same), ends]
        same = ""
    pieces.append(repeat(same + "}", count))
    rows = map("".join, zip(*pieces, strict=False))
    return list(rows) if first else [f"{{{row.removeprefix('{').removeprefix(',')}" for row in rows]


def _column(cells: Sequence[Value]) -> _Column | None:
    """A column as JSON; None where it has nothing but blanks."""
    kinds = set(map(type, cells))
    if kinds == {_ABSENT}:
        return None
    if kinds == {str} and _plain("".join(cells)):  # type: ignore[arg-type]
        return _Column(cells, whole=True, quote='"')
    if len(kinds) == 1:
        return _Column(list(map(_TEXTS.get(kinds.pop(), encode), cells)), whole=True)
    texts = [None if v is None else _TEXTS.get(v.__class__, encode)(v) for v in cells]
    return _Column(texts, whole=_ABSENT not in kinds)


def _plain(text: str) -> bool:
    """Whether JSON writes the text as it is."""
    return text.isprintable() and '"' not in text and "\\" not in text


def _list(value: list[str]) -> str:
    try:
        return f"[{','.join(map(_quoted, value))}]"
    except TypeError:  # not of texts
        return encode(value)


_TEXTS: Mapping[type, Callable[[Any], str]] = {
    str: _quoted,
    int: str,
    bool: {True: "true", False: "false"}.__getitem__,
    list: _list,
}


def _ends(changes: Sequence[Mapping[str, Sequence[Any]]]) -> list[str]:
    """Changes as members with a comma before each; most new records share one and the same object."""
    last: Mapping[str, Sequence[Any]] = {}
    text, ends = "", []
    for one in changes:
        if one is not last:
            last = one
            text = "".join(f",{_quoted(name)}:{encode(pair)}" for name, pair in one.items())
        ends.append(text)
    return ends
