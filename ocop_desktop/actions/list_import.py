"""Import of a list made elsewhere: read it, say what every row would do, then do it in one step.

    found = list_import.look(data, Path("danh sach.xls"))      the headings matched, the rows' fates
    done = list_import.apply(data, found)                      what can go in goes in, undone as one
    list_import.write_rejects(done, Path("tra lai.xlsx"))      what could not, with the reasons

The file is only read. Rows that cannot go in do not hold back the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ocop_desktop.actions import entries, list_headings
from ocop_desktop.actions.list_cells import Cell, shown
from ocop_desktop.actions.list_headings import Headings, Match, Target
from ocop_desktop.actions.list_plan import FATES, REFUSED, Plan, Reason, Record, Row, rows_of
from ocop_desktop.exchange import foreign_read, foreign_table, list_book
from ocop_desktop.exchange.foreign_read import Grid
from ocop_desktop.exchange.foreign_table import Table
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import Problem
from ocop_desktop.store.datafile import DataFile

VERB = "import"
REASON = "Lý do chưa nhập"
_EXAMPLES = 20
Progress = Callable[[int, int, str], None]


def _unseen(done: int, total: int, what: str) -> None:
    """Nobody is watching."""


@dataclass
class Found:
    """A list that was looked at: what its headings mean, what its rows would do."""

    path: Path
    form: str
    grid: Grid
    table: Table
    matches: list[Match]
    rows: list[Row]
    records: dict[str, Record]
    kinds: list[str]
    given: Mapping[str, str] = field(default_factory=dict)
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)  # by record, once saved
    applied: bool = False
    action: str = ""  # the step that it was, once it is applied

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have each fate."""
        counted = Counter(row.fate for row in self.rows)
        return {fate: counted[fate] for fate in FATES}

    @property
    def refused(self) -> list[Row]:
        """The rows that do not go in."""
        return [row for row in self.rows if row.fate == REFUSED]

    def title(self, row: Row) -> str:
        """What a row is about: the names in its own columns."""
        named = (
            cell
            for kind in (self.form, *self.kinds)
            for (one, _), part in row.parts.items()
            if one == kind and (cell := part.get("name", ("", None))[1]) is not None
        )
        return " · ".join(dict.fromkeys(filter(None, map(shown, named)))) or self._first(row)

    @staticmethod
    def _first(row: Row) -> str:
        return next((text for cell in row.cells if (text := shown(cell))), "")

    def example(self, column: int) -> str:
        """The first cell of a column that says something."""
        cells = (row.cells[column] for row in self.rows if column < len(row.cells))
        return next((text for cell in cells if (text := shown(cell))), "")

    def told(self, row: Row, level: str) -> list[Problem]:
        """The errors or warnings of a row's records, once they are saved."""
        found = [one for record in row.touched for one in self.problems.get(record.id, ())]
        return [one for one in found if one.level == level]

    def as_json(self) -> dict[str, Any]:
        """Everything, for scripts."""
        return {
            "file": str(self.path),
            "sheet": self.grid.name,
            "form": self.form,
            "encoding": self.grid.encoding,
            "converted": {
                "cells": len(self.grid.turned),
                "examples": [
                    {"row": one.row + 1, "before": one.before, "after": one.after}
                    for one in self.grid.turned[:_EXAMPLES]
                ],
            },
            "headings": [
                {"heading": m.heading, "field": str(m.target) if m.target else None, "by": m.by}
                for m in self.matches
            ],
            "skipped": self.table.skipped | {"error_cells": self.grid.errors},
            "other_sheets": self.grid.others,
            "counts": self.counts,
            "rows": [self._row(row) for row in self.rows],
            "applied": self.applied,
        }

    def _row(self, row: Row) -> dict[str, Any]:
        def plain(some: Sequence[Reason]) -> list[dict[str, str]]:
            return [vars(one) for one in some]

        def problems(level: str) -> list[dict[str, str]]:
            found = self.told(row, level)
            return [{"field": one.field, "code": one.code, "text": one.text} for one in found]

        refused = row.fate == REFUSED
        return {
            "row": row.number,
            "fate": row.fate,
            "records": []
            if refused
            else [{"form": r.kind, "id": r.id, "fate": r.fate} for r in row.touched],
            "reasons": plain(row.reasons),
            "remarks": plain(row.remarks),
            "errors": problems("error"),
            "warnings": problems("warning"),
        }


def look(
    data: DataFile,
    path: Path,
    *,
    form: str = "",
    given: Mapping[str, str] | None = None,
    sheet: str = "",
) -> Found:
    """What a list would do here, with nothing written.

    `form` is guessed from the headings where it is not named; `given` says what headings mean.
    Raises Trouble: list_missing, list_unreadable, list_too_large, list_empty, list_form_unknown,
    list_no_headings, list_map_field, workbook_sealed, no_such_form.
    """
    if form:
        entries.form_of(data, form)
    grids = foreign_read.read(path, sheet)
    grid, table, kind = _best(data, grids, form)
    grid.others = [one.name for one in grids if one is not grid]
    known = Headings(data.forms, kind)
    headings = [(one.column, one.text) for one in table.headings]
    texts = [text for _, text in headings]
    kept = list_headings.remembered(data, kind, texts)
    matches = list_headings.match(known, headings, given or {}, kept)
    if not any(one.target for one in matches):
        raise Trouble("list_no_headings", file=path.name)
    rows, records = _planned(data, grid, table, matches, kind, known.kinds)
    return Found(path, kind, grid, table, matches, rows, records, known.kinds, dict(given or {}))


def _best(data: DataFile, grids: Sequence[Grid], form: str) -> tuple[Grid, Table, str]:
    """The sheet with the most headings that are known, and the form that it is a list of."""
    kinds = [form] if form else _kinds(data)
    known = {kind: Headings(data.forms, kind) for kind in kinds}

    def knows(text: str) -> bool:
        return any(one.knows(text) for one in known.values())

    tables = [(grid, foreign_table.find(grid, knows)) for grid in grids]
    grid, table = max(tables, key=lambda pair: (pair[1].known, len(pair[1].lines)))
    if form:
        return grid, table, form
    kind = list_headings.guess_form(data.forms, [one.text for one in table.headings])
    return grid, foreign_table.find(grid, known[kind].knows), kind


def _kinds(data: DataFile) -> list[str]:
    return [kind for kind in data.forms if not data.forms[kind].parent]


def _planned(
    data: DataFile,
    grid: Grid,
    table: Table,
    matches: Sequence[Match],
    kind: str,
    kinds: Sequence[str],
) -> tuple[list[Row], dict[str, Record]]:
    """All rows with their fates; a refused row has no part in what the others make."""
    lines: list[tuple[int, Sequence[Cell]]] = [(one.number, one.cells) for one in table.lines]
    rows = rows_of(lines, matches, kind, kinds, errors=grid.errors > 0)
    plan = Plan(data, kind, kinds, rows)
    refused = {row.number: row for row in rows if row.reasons}
    while refused:
        again = rows_of(lines, matches, kind, kinds, errors=grid.errors > 0)
        plan = Plan(data, kind, kinds, [row for row in again if row.number not in refused])
        more = {row.number: row for row in plan.rows if row.reasons}
        if not more:
            break
        refused |= more
    every = {row.number: row for row in plan.rows} | refused
    return [every[number] for number in sorted(every)], plan.records


def apply(data: DataFile, found: Found, progress: Progress = _unseen) -> Found:
    """Save what can go in, as one step that is undone as one; remember corrected headings.

    `progress` may raise Cancelled: then nothing is saved.
    """
    given: list[entries.Given] = [
        (record.kind, record.id, record.changes, {})
        for kind in found.kinds
        for record in found.records.values()
        if record.kind == kind and record.changes
    ]
    if given:
        saved = entries.save_several(data, given, verb=VERB, progress=progress)
        if not all(one.saved for one in saved):
            raise Trouble("list_changed_meanwhile", file=found.path.name)
        found.problems = {one.id: one.problems for one in saved}
        found.action = saved[0].action
    texts = [one.text for one in found.table.headings]
    list_headings.remember(data, found.form, texts, found.given)
    found.applied = bool(given)
    return found


def write_rejects(found: Found, out: Path) -> int:
    """The rows that did not go in, with their reasons in front; how many there are.

    Raises Trouble: list_onto_itself, cannot_write, disk_full.
    """
    if out.exists() and out.samefile(found.path):
        raise Trouble("list_onto_itself", file=out.name)
    width = len(found.matches)
    heads = ["Dòng", REASON, *(match.heading for match in found.matches)]
    kinds = ["whole", "long_text", *["text"] * width]
    rows: list[list[list_book.Cell]] = [
        [
            row.number,
            " ".join(f"{one.column}: {one.text}" for one in row.reasons),
            *(_as_was(row, match) for match in found.matches),
        ]
        for row in found.refused
    ]
    list_book.write(out, "Chưa nhập được", heads, kinds, rows)
    return len(rows)


def _as_was(row: Row, match: Match) -> str:
    """A cell of a refused row as text; what was taken from the row above stands in it."""
    cell = row.cells[match.column] if match.column < len(row.cells) else None
    if match.target and (cell is None or cell == ""):
        part = row.parts.get((match.target.kind, match.target.number), {})
        cell = part.get(match.target.field, ("", cell))[1]
    return shown(cell)


__all__ = ["Found", "Target", "apply", "look", "write_rejects"]
