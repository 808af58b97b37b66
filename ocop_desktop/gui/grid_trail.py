"""What was done in a grid since the record was shown: each step can be taken back, and done again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field

from ocop_desktop.gui.draft import Draft

_MOST = 100


@dataclass
class _Row:
    """One row, and a copy of what it held."""

    row: Draft
    copy: Draft

    def put_back(self) -> Draft:
        kept = deepcopy(self.copy)
        self.row.values, self.row.unread = kept.values, kept.unread
        self.row.changed, self.row.carried = kept.changed, kept.carried
        self.row.removed = kept.removed
        return self.row


def _state(rows: Sequence[Draft]) -> list[_Row]:
    return [_Row(row, _copied(row)) for row in rows]


def _copied(row: Draft) -> Draft:
    return Draft(
        row.form,
        row.id,
        row.revision,
        row.removed,
        deepcopy(row.values),
        dict(row.unread),
        set(row.changed),
        set(row.carried),
    )


@dataclass
class Trail:
    """The steps of one grid, for one record as long as it is shown."""

    _past: list[list[_Row]] = field(default_factory=list)
    _future: list[list[_Row]] = field(default_factory=list)
    _in_step: bool = False

    @contextmanager
    def step(self, rows: list[Draft]) -> Iterator[None]:
        """Note what the rows hold, and keep it where the step changes something."""
        if self._in_step:
            yield
            return
        self._in_step, before = True, _state(rows)
        try:
            yield
        finally:
            self._in_step = False
            if _state(rows) != before:
                self._past = [*self._past[1 - _MOST :], before]
                self._future.clear()

    def back(self, rows: list[Draft]) -> bool:
        """Take the last step back; False where there is none."""
        return self._move(rows, self._past, self._future)

    def on(self, rows: list[Draft]) -> bool:
        """Do again what was taken back; False where there is nothing."""
        return self._move(rows, self._future, self._past)

    @staticmethod
    def _move(rows: list[Draft], here: list[list[_Row]], there: list[list[_Row]]) -> bool:
        if not here:
            return False
        there.append(_state(rows))
        rows[:] = [one.put_back() for one in here.pop()]
        return True
