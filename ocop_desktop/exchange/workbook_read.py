"""Reads an exchange workbook, as it was written or as Excel, LibreOffice or WPS saved it again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import python_calamine as calamine

from ocop_desktop.exchange import about
from ocop_desktop.exchange.about import About, FormFacts
from ocop_desktop.exchange.canon import Total
from ocop_desktop.exchange.conflicts import ALTERNATIVES, Held
from ocop_desktop.exchange.head import Head, Missing, read_head
from ocop_desktop.exchange.incoming import Edit, Incoming, Refusal
from ocop_desktop.exchange.layout import HASH, ID, field_name, in_order
from ocop_desktop.exchange.package import Package, read_package
from ocop_desktop.exchange.sheet_read import SheetReader
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import NO_LOOKUP, Form, Forms, Lookup
from ocop_desktop.schema.types import cell_text

_REFERENCE = re.compile(r"^'?(.+?)'?!\$?([A-Z]+)\$?(\d+)")
_HEAD_WITHIN = 12  # rows; the machine names stand in the first unless somebody put rows above


@dataclass
class Book:
    """An exchange workbook, open: what it says of itself, and its rows."""

    path: Path
    about: About
    forms: Forms
    look: Lookup
    _sheets: Any  # calamine's workbook
    _places: dict[str, str]  # defined name -> title of its sheet
    _package: Package
    extra_columns: list[tuple[str, str]] = field(default_factory=list)  # (kind, label)
    unknown_forms: list[str] = field(default_factory=list)  # of a newer program; left in the file
    missing: list[Edit] = field(default_factory=list)  # rows that were taken out, by sheet
    headings: dict[str, tuple[list[Any], list[Any]]] = field(default_factory=dict)  # as they stand

    def rows(self) -> Iterator[Incoming | Refusal]:
        """Every row of every sheet, parents before children.

        Raises Trouble: "workbook_incomplete" where a listed sheet or column is missing,
        "workbook_disagrees" where `_about` and the rows' `_id` and `_hash` do not fit.
        """
        total, conflicts = Total(), Held(self._alternatives())
        self.unknown_forms = [kind for kind in self.about.forms if kind not in self.forms]
        for form in in_order(self.forms):  # the names in the file may be in any order
            if form.kind in self.about.forms:
                yield from self._sheet(form, self.about.forms[form.kind], total, conflicts)
        if not self.missing and not self.unknown_forms and total.text != self.about.digest:
            raise Trouble("workbook_disagrees", file=self.path.name, what=about.SHEET)

    @property
    def mark(self) -> str:
        """What tells this workbook from any other: edits and rows added by hand are known by it."""
        return f"{self.about.installation} {self.about.number} {self.about.digest}"

    def cell_of(self, kind: str, field: str, row: int) -> tuple[str, str]:
        """The sheet and cell ("D15") that people see a field in; of a whole row its first cell."""
        title = self._places.get(self.about.forms[kind].range, "")
        names, labels = self.headings.get(kind, ([], []))
        for column, name in enumerate(names, 1):
            label = cell_text(labels[column - 1]) if column <= len(labels) else ""
            if field and (field_name(cell_text(name)) == field or (not name and label == field)):
                return title, f"{_letters(column)}{row}"
        return title, f"A{row}"

    def _sheet(
        self, form: Form, facts: FormFacts, total: Total, conflicts: Held
    ) -> Iterator[Incoming | Refusal]:
        title = self._places.get(facts.range, "")
        if title not in self._sheets.sheet_names:
            raise Trouble("workbook_incomplete", file=self.path.name, what=form.plural)
        if not facts.rows and self._package.is_empty(title, (ID, HASH, *facts.columns)):
            return
        cells = iter(self._cells(title))
        head, first, rest = self._head(form, facts, cells, title)
        self.extra_columns += [(form.kind, label) for label in head.extra]
        reader = SheetReader(form, head, self.look, total, conflicts, self.mark, facts.version)
        yield from reader.rows(chain(rest, cells), first)
        if reader.count > facts.rows:
            raise Trouble("workbook_disagrees", file=self.path.name, what=title)
        if reader.count < facts.rows:
            gone = facts.rows - reader.count
            self.missing.append(Edit(form.kind, "", 0, "deleted", known=False, after=gone))

    def _head(
        self, form: Form, facts: FormFacts, cells: Iterator[Sequence[Any]], title: str
    ) -> tuple[Head, int, list[Sequence[Any]]]:
        for number, names in zip(range(1, _HEAD_WITHIN), cells, strict=False):
            if ID in names and HASH in names:
                labels = next(cells, [])
                self.headings[form.kind] = (list(names), list(labels))
                try:
                    return read_head(form, names, labels, facts), number + 2, []
                except Missing as missing:
                    what = f"{title}, cột {missing}"
                    raise Trouble("workbook_incomplete", file=self.path.name, what=what) from None
        raise Trouble("workbook_incomplete", file=self.path.name, what=f"{title}, cột {ID}")

    def _alternatives(self) -> Iterator[Sequence[Any]]:
        if ALTERNATIVES not in self._sheets.sheet_names:
            raise Trouble("workbook_incomplete", file=self.path.name, what=ALTERNATIVES)
        return iter(list(self._cells(ALTERNATIVES))[1:])

    def _cells(self, title: str) -> Iterator[Sequence[Any]]:
        try:
            yield from self._sheets.get_sheet_by_name(title).iter_rows()
        except calamine.CalamineError as error:
            raise Trouble("workbook_broken", file=self.path.name) from error


def open_book(path: Path, forms: Forms, look: Lookup = NO_LOOKUP) -> Book:
    """Open an exchange workbook and read `_about`.

    Raises Trouble: "workbook_missing", "workbook_broken", "workbook_sealed" (a password),
    "workbook_foreign" (no exchange workbook), "workbook_newer", "workbook_disagrees".
    """
    package = read_package(path)
    names = package.names
    if "about_format" not in names:
        raise Trouble("workbook_foreign", file=path.name)
    try:
        sheets = calamine.load_workbook(str(path))
        read = about.read(_named_cells(sheets, names), path.name)
    except calamine.CalamineError as error:
        raise Trouble("workbook_broken", file=path.name) from error
    places = {name: found[1] for name, text in names.items() if (found := _REFERENCE.match(text))}
    return Book(path, read, forms, look, sheets, places, package)


def _named_cells(sheets: Any, names: dict[str, str]) -> dict[str, str]:
    """Texts of the cells of `_about` by their defined names."""
    found: dict[str, str] = {}
    lines: dict[str, tuple[list[Sequence[Any]], int]] = {}
    for name, text in names.items():
        reference = _REFERENCE.match(text)
        if not name.startswith("about_") or not reference:
            continue
        title, column, row = reference[1], reference[2], int(reference[3])
        if title not in lines:
            if title not in sheets.sheet_names:
                continue
            sheet = sheets.get_sheet_by_name(title)
            lines[title] = (list(sheet.iter_rows()), sheet.start[1] if sheet.start else 0)
        rows, shift = lines[title]
        place = _number(column) - shift
        if row <= len(rows) and 0 <= place < len(rows[row - 1]):
            found[name] = cell_text(rows[row - 1][place])
    return found


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
