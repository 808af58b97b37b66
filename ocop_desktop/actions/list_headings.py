"""Which field a heading of a list made elsewhere means; known words are data (resources/imports)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ocop_desktop.messages import Trouble
from ocop_desktop.paths import resources_dir
from ocop_desktop.schema import Form, Forms
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.vietnamese import fold

UNUSED = ""  # the target of a column that is not taken
SETTING = "list_headings"  # what was corrected, by set of headings
_NOT_IN_A_CELL = ("file", "files")
_YEAR = "year"  # of a recognition: only where no day says it


@dataclass(frozen=True)
class Target:
    """A field that a column fills: of which form, of the how manieth of a row (0: the latest)."""

    kind: str
    field: str
    number: int = 0

    def __str__(self) -> str:
        number = f".{self.number}" if self.number else ""
        return f"{self.kind}{number}.{self.field}"


@dataclass(frozen=True)
class Match:
    """A heading and what it was taken for; `by` says how: known, given, remembered, nothing."""

    column: int
    heading: str
    target: Target | None
    by: str


@cache
def words() -> Mapping[str, Any]:
    """What resources/imports/headings.toml says."""
    file = resources_dir() / "imports" / "headings.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def plain(heading: str) -> str:
    """A heading as it is compared: no marks, signs, brackets; single spaces."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", fold(heading))
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def kinds_of(kind: str) -> list[str]:
    """The forms that one row of a list of this form fills, owners first."""
    return list(words()["rows"].get(kind, [kind]))


class Headings:
    """Finds what a heading means in lists of one form."""

    def __init__(self, forms: Forms, kind: str) -> None:
        self.kinds, self._forms = kinds_of(kind), forms
        self.several = {one for one in self.kinds if self.kinds.index(one) > 1}
        self._known: dict[str, Target] = {}
        first = [kind, *(one for one in self.kinds if one != kind)]
        for one in first:
            for name, texts in words()["headings"].get(one, {}).items():
                self._know(one, name, texts)
        for one in first:
            for field in _fillable(forms[one]):
                self._know(one, field.name, [field.label, field.name])
        self._unused = {plain(text) for text in words()["unused"]["headings"]}
        self._times = [
            (plain(text), int(number))
            for number, texts in words()["times"].items()
            for text in texts
        ]
        self._times.sort(key=lambda pair: -len(pair[0]))

    def _know(self, kind: str, name: str, texts: Iterable[str]) -> None:
        for text in texts:
            self._known.setdefault(plain(text), Target(kind, name))

    def knows(self, heading: str) -> bool:
        """Whether the heading is one of a field here."""
        return self.target(heading) is not None

    def target(self, heading: str) -> Target | None:
        """The field that a heading means; None where it is not known."""
        whole = plain(heading)
        if not whole or whole in self._unused:
            return None
        if whole in self._known:
            return self._known[whole]
        if self.several and (found := self._in_time(whole)):
            return found
        last = plain(heading.rpartition(" / ")[2])
        return self._known.get(last) if last != whole else None

    def _in_time(self, whole: str) -> Target | None:
        """ "lan 2 ngay cong nhan": the words of a time taken out, the rest names the field."""
        for text, number in self._times:
            rest = " ".join(re.sub(rf"\b{text}\b", " ", whole).split())
            found = self._known.get(rest) if rest != whole else None
            if found and found.kind in self.several:
                return Target(found.kind, found.field, number)
        return None

    def named(self, text: str) -> Target:
        """A target as it is written in a map: "tax_code", "subject.name", "recognition.2.stars".

        Raises Trouble("list_map_field") where there is no such field.
        """
        parts = text.split(".")
        kind = parts[0] if len(parts) > 1 else self._main(parts[0])
        number = int(parts[1]) if len(parts) == 3 and parts[1].isdigit() else 0
        target = Target(kind, parts[-1], number)
        fields = {one.name for one in _fillable(self._forms[kind])} if kind in self.kinds else set()
        if target.field not in fields and not (kind in self.several and target.field == _YEAR):
            raise Trouble("list_map_field", field=text)
        return target

    def _main(self, name: str) -> str:
        fits = [k for k in self.kinds if name in {one.name for one in _fillable(self._forms[k])}]
        return fits[0] if fits else self.kinds[-1]

    def offered(self) -> list[tuple[str, str]]:
        """Every field that a column may fill, as (target, label)."""
        found = []
        for kind in self.kinds:
            form = self._forms[kind]
            for number in (1, 2) if kind in self.several else (0,):
                time = f" lần {number}" if number else ""
                for field in _fillable(form):
                    target = str(Target(kind, field.name, number))
                    found.append((target, f"{form.label}{time}: {field.label}"))
        return found


def _fillable(form: Form) -> list[Any]:
    return [f for f in form.fields if not f.computed and f.type.kind not in _NOT_IN_A_CELL]


def match(
    found: Headings,
    headings: Sequence[tuple[int, str]],
    given: Mapping[str, str],
    remembered: Mapping[str, str],
) -> list[Match]:
    """What each heading means: as given, else as remembered, else as known; a field once only."""
    matches: list[Match] = []
    taken: set[Target] = set()
    said = {plain(text): (target, "given") for text, target in given.items()}
    kept = {plain(text): (target, "remembered") for text, target in remembered.items()}
    for column, heading in headings:
        text, by = (kept | said).get(plain(heading), (None, "known"))
        target = found.target(heading) if text is None else None
        if text:
            target = found.named(text)
        if target in taken and target is not None:
            again = Target(target.kind, target.field, 2)
            target = again if target.kind in found.several and again not in taken else None
        if target is not None:
            taken.add(target)
        matches.append(Match(column, heading, target, by if target or text is not None else ""))
    return matches


def guess_form(forms: Forms, headings: Sequence[str]) -> str:
    """The form whose fields most headings name; raise Trouble("list_form_unknown")."""
    order = [*words()["rows"], *words()["headings"], *sorted(forms.top)]
    best, most = "", 0
    for kind in dict.fromkeys(order):
        if kind not in forms.top:
            continue
        known = Headings(forms, kind)
        targets = {target for text in headings if (target := known.target(text))}
        own = any(one.kind == kind and one.field in _telling(forms[kind]) for one in targets)
        if own and len(targets) > most:
            best, most = kind, len(targets)
    if not best:
        raise Trouble("list_form_unknown")
    return best


def _telling(form: Form) -> set[str]:
    """The fields that a list of a form cannot do without."""
    return {field.name for field in form.title_fields}


def read_map(path: Path) -> dict[str, str]:
    """A map: lines `"heading" = "field"` ("" leaves a column out); raise Trouble("list_map")."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Trouble("list_map", file=path.name, reason=str(error)) from error
    if any(not isinstance(target, str) for target in raw.values()):
        raise Trouble("list_map", file=path.name, reason='"…" = "…"')
    return dict(raw)


def _key(kind: str, headings: Iterable[str]) -> str:
    return kind + ": " + "|".join(sorted({plain(text) for text in headings}))


def remembered(data: DataFile, kind: str, headings: Sequence[str]) -> dict[str, str]:
    """What was corrected for this set of headings before."""
    kept = data.settings.get(SETTING)
    found = kept.get(_key(kind, headings), {}) if isinstance(kept, dict) else {}
    return dict(found)


def remember(data: DataFile, kind: str, headings: Sequence[str], given: Mapping[str, str]) -> None:
    """Keep what was corrected, for the next list with the same headings."""
    if given:
        kept = data.settings.get(SETTING)
        before = dict(kept) if isinstance(kept, dict) else {}
        key = _key(kind, headings)
        data.keep_settings({SETTING: before | {key: {**before.get(key, {}), **given}}})
