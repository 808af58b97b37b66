"""Likeness: by which signs two records may be one and the same; asked alike by typing and merging.

A form names its signs (`[[alike]]` in its TOML). Two records are alike by a sign when they share
one of its keys and nothing that it names under `unless` tells them apart. Pure, symmetric, and a
matter of the two records alone: so no order of files or of keys typed can change an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import product
from typing import TYPE_CHECKING, Any

from ocop_desktop.vietnamese import fold, same_tone_place

if TYPE_CHECKING:
    from ocop_desktop.schema.form import Field, Form

Values = Mapping[str, Any]
Key = tuple[str, str]  # a sign's code, and what records that are alike by it share
PlaceNow = Callable[[str], Sequence[str]]
"""The communes of today that a former one became; nothing where it is of today."""


@dataclass(frozen=True)
class Sign:
    """One sign of likeness: `label` says it ("trùng số điện thoại").

    Needed together: a `name` (marks, legal forms and the order of words do not count), one of the
    `numbers` (in any spelling), every field of `same`, the year of `year`. `unless`: fields which,
    filled on both sides and different, tell the two apart. `rule` is the code of a warning that
    says it: then it is said once, and nobody is asked whether the two are one.
    """

    code: str
    label: str
    name: str = ""
    numbers: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    year: str = ""
    unless: tuple[str, ...] = ()
    rule: str = field(default="", repr=False)  # changes no key: the index stays as it is

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that its keys are made from, the telling one first."""
        single = [name for name in (self.name, self.year) if name]
        return tuple(dict.fromkeys([*self.numbers, *single, *self.same]))


def _of_today(_: str) -> Sequence[str]:
    return ()


# ---- names

_LEGAL_FORMS = re.compile(
    r"\b(lien hiep hop tac xa|lien hiep htx|hop tac xa|htx|to hop tac|tht|cong ty|cty|"
    r"trach nhiem huu han|tnhh|co phan|cp|mot thanh vien|mtv|hai thanh vien|tu nhan|"
    r"doanh nghiep|dntn|dn|ho kinh doanh|hkd|ho san xuat|ho gia dinh|co so san xuat|co so|cssx|"
    r"trang trai|va)\b"
)
_SHORT = {
    "nn": ("nong", "nghiep"),
    "dv": ("dich", "vu"),
    "tm": ("thuong", "mai"),
    "sx": ("san", "xuat"),
    "nndv": ("nong", "nghiep", "dich", "vu"),
    "dvnn": ("dich", "vu", "nong", "nghiep"),
    "tmdv": ("thuong", "mai", "dich", "vu"),
    "dvtm": ("dich", "vu", "thuong", "mai"),
    "sxtm": ("san", "xuat", "thuong", "mai"),
}
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans(dict.fromkeys("'`´’‘", ""))


def fingerprint(name: str) -> str:
    """A name without marks, signs and words of legal form, its words sorted.

    "HTX Cà phê Đăk Hà" and "Hợp tác xã Đắk Hà cà phê" are "cadakhaphe".
    """
    return "".join(sorted(_words(name)))


def name_keys(name: str) -> frozenset[str]:
    """What two spellings of a name share: its words sorted, or as they stand without spaces."""
    words = _words(name)
    return frozenset(["".join(sorted(words)), "".join(words)]) - {""}


def _words(name: str) -> list[str]:
    folded = fold(same_tone_place(name)).translate(_APOSTROPHES)
    plain = " ".join(_WORD.findall(folded))
    bare = _LEGAL_FORMS.sub(" ", plain).split()
    return _numbered([part for word in bare or plain.split() for part in _SHORT.get(word, (word,))])


def _numbered(words: list[str]) -> list[str]:
    """Numbers belong to the word before: "đội 1 thôn 2" is not "đội 2 thôn 1", 1 2 is not 12."""
    found: list[str] = []
    for word in words:
        if word.isdigit():
            word = word.lstrip("0") or "0"
            if found:
                dot = "." if found[-1][-1].isdigit() else ""
                found[-1] = f"{found[-1]}{dot}{word}"
                continue
        found.append(word)
    return found


# ---- numbers

_LEAST_DIGITS, _LEAST_LENGTH = 3, 4


def number_keys(field: Field, value: Any) -> Iterator[str]:
    """Numbers in one spelling: no spaces or signs, no zeros at the front (Excel loses them).

    What tells nobody apart is left out: "chưa có", "000000", "12".
    """
    for part in field.type.parts(value):
        digits = part.isascii() and part.isdigit()
        plain = (part if digits else "".join(_WORD.findall(_small(part)))).lstrip("0")
        many = digits or sum(map(str.isdigit, plain)) >= _LEAST_DIGITS
        if many and len(plain) >= _LEAST_LENGTH and len(set(plain)) > 1:
            yield plain


def _small(text: str) -> str:
    return text.lower() if text.isascii() else fold(text)


# ---- keys


def keys_of(form: Form, values: Values, now: PlaceNow = _of_today) -> frozenset[Key]:
    """Everything that a record shares with whatever may be the same."""
    return frozenset(
        (sign.code, key) for sign in form.alike for key in _keys(form, sign, values, now)
    )


def _keys(form: Form, sign: Sign, values: Values, now: PlaceNow) -> Iterator[str]:
    parts: list[Sequence[str]] = []
    for name in sign.same:
        parts.append(_same(form.by_name[name], values.get(name), now))
        if not parts[-1]:
            return
    if sign.year:
        parts.append([str(values[sign.year])[:4]] if values.get(sign.year) else [])
    if sign.name:
        parts.append(sorted(name_keys(str(values.get(sign.name) or ""))))
    if sign.numbers:
        given = [(form.by_name[name], values.get(name)) for name in sign.numbers]
        parts.append([key for field, v in given if v is not None for key in number_keys(field, v)])
    if all(parts):
        yield from map(" ".join, product(*parts))


def _same(field: Field, value: Any, now: PlaceNow) -> Sequence[str]:
    """A value to be compared as it is; a former commune as what it became."""
    if value in (None, 0, "", []):
        return ()
    text = str(value)
    return now(text) or (text,) if field.type.kind == "place" else (text,)


def hashed(kind: str, key: Key) -> int:
    """A key as a number of 64 bits with a sign: what stands in the data file's index."""
    made = blake2b(f"{kind} {key[0]} {key[1]}".encode(), digest_size=8).digest()
    return int.from_bytes(made, "big", signed=True)


# ---- two records


def alike_by(form: Form, one: Values, other: Values, now: PlaceNow = _of_today) -> Sign | None:
    """The first sign by which two records of a form may be the same; None where none is asked."""
    mine, theirs = keys_of(form, one, now), keys_of(form, other, now)
    shared = {code for code, _ in mine & theirs}
    for sign in form.asking:
        if sign.code in shared and not told_apart(form, sign, one, other, now):
            return sign
    return None


def told_apart(
    form: Form, sign: Sign, one: Values, other: Values, now: PlaceNow = _of_today
) -> bool:
    """Whether something that both have, and not the same, says that these are two."""
    return any(_differ(form.by_name[name], one, other, now) for name in sign.unless)


def _differ(field: Field, one: Values, other: Values, now: PlaceNow) -> bool:
    mine, theirs = one.get(field.name), other.get(field.name)
    if mine is None or theirs is None or mine == theirs:
        return False
    if field.type.kind == "place":
        return not set(_same(field, mine, now)) & set(_same(field, theirs, now))
    plain = ["".join(_WORD.findall(fold(str(value)))) for value in (mine, theirs)]
    return plain[0] != plain[1]
