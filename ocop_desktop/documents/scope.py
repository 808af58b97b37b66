"""What a layout can name: texts and values by dotted path, rows of tables, nothing of records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, Union

from ocop_desktop.schema.values import Value


@dataclass(frozen=True)
class Shown:
    """A value beside the text that people read."""

    text: str = ""
    value: Value = None


Tree: TypeAlias = Mapping[str, Union[Shown, str, "Tree", Sequence["Tree"]]]


class Scope(Mapping[str, Value]):
    """A tree read by path: `scope.text("subject.name")`; as a mapping it gives values.

    A path that leads nowhere is blank: a blank form is the empty scope.
    """

    def __init__(self, tree: Tree | None = None) -> None:
        self.tree: Tree = tree or {}

    def text(self, path: str) -> str:
        """The text at the path, "" where there is none."""
        found = self._at(path)
        if isinstance(found, Shown):
            return found.text
        return found if isinstance(found, str) else ""

    def rows(self, path: str) -> list[Scope]:
        """A scope for each row at the path: everything here, and the row as `row`."""
        found = self._at(path)
        if isinstance(found, str | Shown | Mapping) or found is None:
            return []
        return [Scope({**self.tree, "row": row}) for row in found]

    def __getitem__(self, path: str) -> Value:
        """The value at the path; None where it is blank, so that conditions can ask anything."""
        found = self._at(path)
        if isinstance(found, Shown):
            return found.value
        return (found or None) if isinstance(found, str) else None

    def __iter__(self) -> Iterator[str]:
        return iter(self.tree)

    def __len__(self) -> int:
        return len(self.tree)

    def _at(self, path: str) -> Shown | str | Tree | Sequence[Tree] | None:
        found: Shown | str | Tree | Sequence[Tree] | None = self.tree
        for step in path.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
        return found
