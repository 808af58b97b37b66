"""What a rule looked at: the values that a warning is about, so that a changed one asks again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from ocop_desktop.records.amounts import Valued
from ocop_desktop.schema import Form, Problem, Value
from ocop_desktop.schema.remarks import key_of

Values = Mapping[str, Value]
Tables = Mapping[str, Sequence[Valued]]
Run = Callable[[Values, Tables], Iterator[Problem]]


class Looked(Mapping[str, Value]):
    """Values that remember which of them were asked for."""

    def __init__(self, values: Values, at: str = "") -> None:
        self._values, self._at = values, at
        self.seen: dict[str, object] = {}

    def __getitem__(self, name: str) -> Value:
        self.seen[self._at + name] = self._values.get(name)
        return self._values[name]

    def get(self, name: str, default: Value = None) -> Value:  # type: ignore[override]
        """The value of a field, None where it is blank."""
        self.seen[self._at + name] = self._values.get(name)
        return self._values.get(name, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class _Row:
    """A table's row that tells what was asked of it."""

    def __init__(self, row: Valued, seen: dict[str, object], at: str) -> None:
        self._row, self._seen, self._at = row, seen, at

    def get(self, name: str, /) -> Value:
        """The value of a field, None where it is blank."""
        self._seen[self._at + name] = value = self._row.get(name)
        return value


def with_keys(
    form: Form, values: Values, tables: Tables, found: Sequence[Problem], run: Run
) -> list[Problem]:
    """What a rule found, each warning with the key of what it is about.

    Only a rule that has something to say is asked a second time, with values that remember.
    """
    open_ = [one for one in found if one.level == "warning" and not one.key]
    if not open_:
        return list(found)
    looked = Looked(values)
    rows = {
        name: [_Row(row, looked.seen, f"{name}.{n}.") for n, row in enumerate(of_table)]
        for name, of_table in tables.items()
    }
    for _ in run(looked, rows):
        pass
    about = about_of(form, looked.seen)
    return [
        replace(one, key=key_of(one.field, one.code, about | {"": one.text}))
        if one.level == "warning" and not one.key
        else one
        for one in found
    ]


def about_of(form: Form, seen: Mapping[str, object]) -> dict[str, object]:
    """Values that a key may hold a digest of: sensitive ones stay out, a digest can be guessed."""
    hidden = {field.name for field in form.fields if field.sensitive} | {"id"}
    return {name: value for name, value in seen.items() if name not in hidden}


def keyed(form: Form, problem: Problem, values: Values, names: Sequence[str]) -> Problem:
    """A problem with the key of what it is about: the values of these fields."""
    if problem.level != "warning":
        return problem
    about = about_of(form, {name: values.get(name) for name in names})
    return replace(problem, key=key_of(problem.field, problem.code, about))
