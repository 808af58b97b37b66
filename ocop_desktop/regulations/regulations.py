"""The decisions the program knows, each read from its folder when it is first asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path

from ocop_desktop.messages import Trouble
from ocop_desktop.regulations.decision import Decision
from ocop_desktop.regulations.reader import read
from ocop_desktop.regulations.sets import CriteriaSet


class Regulations:
    """Decisions by code, scoring sets by decision and number; files are read one at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._decisions: dict[str, Decision] = {}
        self._sets: dict[tuple[str, int], CriteriaSet] = {}

    @classmethod
    def load(cls, folder: Path) -> Regulations:
        """The regulations of a folder; nothing is read before it is asked for."""
        return cls(folder)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all decisions, the newest first."""
        return tuple(decision.code for decision in self.decisions)

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """All decisions that can be read, the newest first; `faults` tells of the others."""
        found = filter(None, map(self._readable, sorted(self._folder.glob("*/decision.toml"))))
        return tuple(sorted(found, key=lambda one: one.in_force_from, reverse=True))

    def _readable(self, file: Path) -> Decision | None:
        try:
            return self.decision(file.parent.name)
        except Trouble:
            return None

    def faults(self) -> list[Trouble]:
        """Read everything; each broken file with its criterion and fault, the others stay in use."""
        found: list[Trouble] = []
        for file in sorted(self._folder.glob("*/decision.toml")):
            tasks: list[Callable[[], object]] = [partial(self.decision, file.parent.name)]
            sheets = sorted((file.parent / "sets").glob("*.toml"))
            tasks += [partial(self.set, file.parent.name, sheet.stem) for sheet in sheets]
            for task in tasks:
                try:
                    task()
                except Trouble as trouble:
                    found += [trouble] if trouble.facts not in [one.facts for one in found] else []
        return found

    def decision(self, code: str) -> Decision:
        """The decision of a code, written qd26_2026 or qd26-2026.

        Raises:
            Trouble: `no_such_regulation`, `regulation_broken`.
        """
        folder = _folder_name(code)
        if folder not in self._decisions:
            file = self._folder / folder / "decision.toml"
            if not re.fullmatch("[a-z0-9-]+", folder) or not file.is_file():
                raise Trouble("no_such_regulation", code=code)
            self._decisions[folder] = read(file, Decision)
        return self._decisions[folder]

    def decision_on(self, day: str) -> Decision | None:
        """The decision that a product graded on a day follows: the last one in force by then.

        A day known to the month or year only counts as its beginning.
        """
        return next((one for one in self.decisions if one.in_force_from <= day), None)

    def set(self, decision: str, number: int | str) -> CriteriaSet:
        """A scoring set by its number, 13 or "13" or "set_13".

        Raises:
            Trouble: `no_such_regulation`, `no_such_set`, `regulation_broken`.
        """
        wanted = _number(number)
        key = (_folder_name(self.decision(decision).code), wanted)
        if key not in self._sets:
            file = self._folder / key[0] / "sets" / f"{wanted:02d}.toml"
            if not file.is_file():
                raise Trouble("no_such_set", decision=self.decision(decision).number, number=number)
            self._sets[key] = _same_number(read(file, CriteriaSet), wanted, file)
        return self._sets[key]

    def sets(self, decision: str) -> tuple[CriteriaSet, ...]:
        """Every scoring set of a decision, by number; raise Trouble where one is broken."""
        folder = self._folder / _folder_name(self.decision(decision).code) / "sets"
        return tuple(self.set(decision, file.stem) for file in sorted(folder.glob("*.toml")))


def _folder_name(code: str) -> str:
    return code.replace("_", "-")


def _number(number: int | str) -> int:
    digits = str(number).removeprefix("set_")
    return int(digits) if digits.isascii() and digits.isdecimal() else 0


def _same_number(made: CriteriaSet, wanted: int, file: Path) -> CriteriaSet:
    if made.number != wanted:
        reason = f"tệp ghi bộ số {made.number}"
        raise Trouble("regulation_broken", file=file.name, reason=reason)
    return made
