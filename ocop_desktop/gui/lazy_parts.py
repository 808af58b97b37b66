"""Parts of a page by name, of which the first are there and the others are made when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

T = TypeVar("T")


class LazyParts(dict[str, T]):
    """A dictionary that lets the page be completed before it answers for what is not there yet."""

    def __init__(self, complete: Callable[[], None]) -> None:
        super().__init__()
        self._complete = complete

    def made(self) -> list[tuple[str, T]]:
        """What is there so far."""
        return list(super().items())

    def __contains__(self, name: object) -> bool:
        if not super().__contains__(name):
            self._complete()
        return super().__contains__(name)

    def __missing__(self, name: str) -> T:
        self._complete()
        return dict(self.made())[name]

    def get(self, name: str, default: T | None = None) -> T | None:  # type: ignore[override]
        self._complete()
        return super().get(name, default)

    def __iter__(self) -> Iterator[str]:
        self._complete()
        return super().__iter__()

    def __len__(self) -> int:
        self._complete()
        return super().__len__()

    def values(self) -> list[T]:  # type: ignore[override]
        self._complete()
        return list(super().values())

    def items(self) -> list[tuple[str, T]]:  # type: ignore[override]
        self._complete()
        return self.made()
