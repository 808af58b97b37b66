"""Reads a TOML file into frozen dataclasses: the dataclass is the description of the file.

Keys are the names of the fields (or `metadata["name"]`); a key that no field has, a missing one
and a value of another type are refused with file and reason.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Protocol, TypeVar, get_args, get_origin, get_type_hints

from ocop_desktop.messages import Trouble

T = TypeVar("T", bound="Checked")
_MOST_TOLD = 3


class Checked(Protocol):
    """A dataclass read from a whole file, which says what cannot be right in it."""

    def oddities(self) -> Iterator[str]:
        """What cannot be right, one sentence each."""
        ...


class Odd(Exception):
    """Something in a file is not as its dataclass says."""


def read(file: Path, shape: type[T]) -> T:
    """The file as `shape`; raise Trouble("regulation_broken") naming file and reason."""
    name = "/".join(file.parts[-3:] if file.parent.name == "sets" else file.parts[-2:])
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        made: T = _built(shape, raw, "")
        if odd := list(islice(made.oddities(), _MOST_TOLD)):
            raise Odd("; ".join(odd))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, Odd) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise Trouble("regulation_broken", file=name, reason=reason) from error
    return made


@cache
def _shape(kind: Any) -> dict[str, tuple[Field[Any], Any]]:
    """The fields of a dataclass by their key in the file, with their types."""
    hints = get_type_hints(kind)
    return {one.metadata.get("name", one.name): (one, hints[one.name]) for one in fields(kind)}


def _built(kind: Any, raw: object, where: str) -> Any:
    if not isinstance(raw, Mapping):
        raise Odd(f"{_head(where)}phải là một bảng")
    shape = _shape(kind)
    if unknown := sorted(raw.keys() - shape.keys()):
        raise Odd(f"{_head(where)}không có mục “{unknown[0]}”")
    values = {}
    for key, (one, hint) in shape.items():
        if key in raw:
            values[one.name] = _value(hint, raw[key], f"{where}{key}")
        elif one.default is MISSING:
            raise Odd(f"{_head(where)}thiếu mục “{key}”")
    return kind(**values)


def _called(raw: object, number: int) -> object:
    """What a row of a list is called: criterion 1.3 rather than the third row."""
    names = [raw.get(name) for name in ("key", "no", "code")] if isinstance(raw, Mapping) else []
    return next((name for name in names if name and isinstance(name, str)), number)


def _head(where: str) -> str:
    return f"{where.rstrip('.')}: " if where else ""


def _value(hint: Any, raw: object, where: str) -> object:
    if get_origin(hint) is tuple:
        if not isinstance(raw, list):
            raise Odd(f"{where}: phải là một danh sách")
        inner = get_args(hint)[0]
        return tuple(
            _value(inner, one, f"{where}[{_called(one, i)}]") for i, one in enumerate(raw, 1)
        )
    if isinstance(hint, UnionType):
        hint = next(one for one in get_args(hint) if one is not NoneType)
    if is_dataclass(hint):
        return _built(hint, raw, f"{where}.")
    if type(raw) is not hint or (isinstance(raw, str) and not raw.strip()):
        raise Odd(f"{where}: giá trị không hợp lệ")
    return raw
