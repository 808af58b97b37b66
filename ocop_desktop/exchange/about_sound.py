"""Whether the facts of `_about` are of the kinds that they have to be, whoever wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ocop_desktop.exchange.stamps_read import is_seen

if TYPE_CHECKING:
    from ocop_desktop.exchange.about import About, FormFacts

_MOST = 1 << 31  # of running numbers, versions, rows
_LONGEST = 1000  # characters of a fact in words
_IN_WORDS = (
    "unit unit_name installation officer addressee period when program digest scans_key "
    "public_key signature"
).split()


def check(about: About) -> None:
    """Raise ValueError where a fact is not what it has to be; those of forms have `is_form`."""
    numbers = [about.number, about.previous, about.format]
    for form in about.forms.values():
        numbers += [form.version, form.rows, form.removed]
    if not all(0 <= number < _MOST for number in numbers):
        raise ValueError("number")
    known = about.installations
    if not isinstance(known, dict) or not all(map(_is_installation, known.values())):
        raise ValueError("installations")
    if not isinstance(about.different, list | tuple) or not is_seen(about.received):
        raise ValueError("facts")
    if not all(isinstance(pair, str) for pair in about.different) or not _are_texts(about.parts):
        raise ValueError("facts")
    if any(len(getattr(about, name)) > _LONGEST for name in _IN_WORDS):
        raise ValueError("long")


def is_form(form: FormFacts) -> bool:
    """Whether what is said of a form's sheet is of the kinds that it has to be."""
    names = [*form.columns, *form.left_out]
    sums = (form.sums, form.removed_sums)
    return (
        all(isinstance(name, str) for name in names)
        and len(set(form.columns)) == len(form.columns)
        and all(map(_are_texts, sums))
        and isinstance(form.types, dict)
        and all(map(_is_told, form.types.values()))
    )


def _is_installation(one: Any) -> bool:
    return _are_texts(one) and {"unit", "officer"} <= one.keys()


def _are_texts(found: Any) -> bool:
    return isinstance(found, Mapping) and all(isinstance(text, str) for text in found.values())


def _is_told(kind: Any) -> bool:
    """A kind of value, for a choice with its labels."""
    if isinstance(kind, list):
        return len(kind) == 2 and isinstance(kind[0], str) and _are_texts(kind[1])
    return isinstance(kind, str)
