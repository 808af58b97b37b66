"""Reads an exchange workbook, as it was written or as Excel, LibreOffice or WPS saved it again."""

from __future__ import annotations

import re
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import ZipFile

import python_calamine as calamine

from ocop_desktop.exchange import about, guard, row_list, signing, source
from ocop_desktop.exchange.about import About, FormFacts
from ocop_desktop.exchange.canon import Total
from ocop_desktop.exchange.conflicts import ALTERNATIVES, Held
from ocop_desktop.exchange.guard import Unsafe
from ocop_desktop.exchange.head import Head, Missing, read_head
from ocop_desktop.exchange.held_files import FILES
from ocop_desktop.exchange.hidden import DIGESTS, PartDigest, all_among, unpacked
from ocop_desktop.exchange.incoming import Gone, Incoming, Refusal
from ocop_desktop.exchange.layout import FIRST_ROW, HASH, ID, field_name, in_order
from ocop_desktop.exchange.own_sheet import NotOurs, OwnSheet
from ocop_desktop.exchange.package import BROKEN, Seen, read_package
from ocop_desktop.exchange.sheet_read import SheetReader
from ocop_desktop.exchange.source import Source
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import NO_LOOKUP, Form, Forms, Lookup
from ocop_desktop.schema.types import cell_text

HeadRows: TypeAlias = tuple[tuple[Any, ...], tuple[Any, ...]]  # the cells of two rows

_REFERENCE = re.compile(r"^'?(.+?)'?!\$?([A-Z]+)\$?(\d+)")
_HEAD_WITHIN = 12  # rows; the machine names stand in the first unless somebody put rows above


@dataclass
class Book:
    """An exchange workbook, open: what it says of itself, and its rows."""

    source: Source
    about: About
    forms: Forms
    look: Lookup
    _sheets: Any  # calamine's workbook; None while it is let go
    _titles: Mapping[str, str]  # by kind, of its sheet
    _empty: frozenset[str]  # kinds whose sheets surely have no rows
    _untouched: Mapping[str, Seen]  # the parts of sheets that are as they were written, by kind
    extra_columns: list[tuple[str, str]] = field(default_factory=list)  # (kind, label)
    unknown_forms: list[str] = field(default_factory=list)  # of a newer program; left in the file
    missing: list[Gone] = field(default_factory=list)  # rows that were taken out, by sheet
    headings: dict[str, HeadRows] = field(default_factory=dict)  # names and labels as they stand
    _listed: dict[str, bytes] = field(default_factory=dict)  # see `row_list`, once it was needed
    _zipped: ZipFile | None = None  # open while sheets are read as they were written
    holds: bytes = b""  # the files that the sender holds, see `held_files`; known after `rows`

    @property
    def path(self) -> Path:
        """The file it was read from."""
        return self.source.path

    @property
    def is_signed(self) -> bool:
        """Whether it carries a signature; one that does not fit is not opened at all."""
        return bool(self.about.signature)

    def rows(self) -> Generator[Incoming | Refusal, None, None]:
        """Every row of every sheet, parents before children.

        Raises Trouble: "workbook_incomplete" where a listed sheet or column is missing,
        "workbook_disagrees" where `_about` and the rows' `_id` and `_hash` do not fit.
        """
        if self._sheets is None:
            self._sheets = self._again()
        try:
            yield from self._rows()
        finally:
            self.let_go()

    def let_go(self) -> None:
        """Hold neither the file nor its content until its rows are read."""
        self._sheets = None
        if self._zipped:
            self._zipped.close()
        self._zipped = None

    def _again(self) -> Any:
        try:
            return _calamine(self.source.content())
        except (*BROKEN, OSError, calamine.CalamineError) as error:
            raise Trouble("workbook_broken", file=self.path.name) from error

    def _rows(self) -> Iterator[Incoming | Refusal]:
        try:
            total, conflicts = Total(), Held(self._hidden(ALTERNATIVES)[1:])
        except ValueError as error:
            raise self._disagreeing(ALTERNATIVES) from error
        self.unknown_forms = [kind for kind in self.about.forms if kind not in self.forms]
        for form in in_order(self.forms):  # the names in the file may be in any order
            if form.kind in self.about.forms:
                yield from self._sheet(form, self.about.forms[form.kind], total, conflicts)
        if not self._agree(total):
            raise self._disagreeing(about.SHEET)

    def _agree(self, total: Total) -> bool:
        """Whether the rows are those that the sender wrote, as far as they are still there."""
        if self.is_signed:
            self.holds = self._bytes(FILES)
        if not self.missing and not self.unknown_forms:
            return total.text == self.about.digest
        return not self.is_signed or all_among(bytes(total.rows), self._bytes(DIGESTS))

    def _bytes(self, title: str) -> bytes:
        try:
            return unpacked(self._hidden(title))
        except ValueError as error:
            raise self._disagreeing(title) from error

    def _hidden(self, title: str) -> list[Sequence[Any]]:
        """The lines of a hidden sheet, found to be as they were written."""
        if title not in self._sheets.sheet_names:
            raise Trouble("workbook_incomplete", file=self.path.name, what=title)
        digest = PartDigest()
        lines = list(digest.of(self._cells(title)))
        if self.is_signed and digest.text != self.about.parts.get(title):
            raise self._disagreeing(title)
        return lines

    def _disagreeing(self, what: str) -> Trouble:
        return Trouble("workbook_disagrees", file=self.path.name, what=what)

    @property
    def mark(self) -> str:
        """What tells this workbook from any other: edits and rows added by hand are known by it."""
        return f"{self.about.installation} {self.about.number} {self.about.digest}"

    def cell_of(self, kind: str, field: str, row: int) -> tuple[str, str]:
        """The sheet and cell ("D15") that people see a field in; of a whole row its first cell."""
        title = self._titles.get(kind, "")
        names, labels = self.headings.get(kind, ([], []))
        for column, name in enumerate(names, 1):
            label = cell_text(labels[column - 1]) if column <= len(labels) else ""
            if field and (field_name(cell_text(name)) == field or (not name and label == field)):
                return title, f"{_letters(column)}{row}"
        return title, f"A{row}"

    def _sheet(
        self, form: Form, facts: FormFacts, total: Total, conflicts: Held
    ) -> Iterator[Incoming | Refusal]:
        title = self._titles.get(form.kind, "")
        if title not in self._sheets.sheet_names:
            raise Trouble("workbook_incomplete", file=self.path.name, what=form.plural)
        if form.kind in self._empty:
            return
        reader = yield from self._read(form, facts, title, total, conflicts)
        if reader.count > facts.rows or (reader.count == facts.rows and not reader.adds_up):
            raise self._disagreeing(title)
        if reader.count < facts.rows:
            self.missing.append(self._gone(form.kind, facts.rows, reader.ids))

    def _gone(self, kind: str, rows: int, ids: Collection[str]) -> Gone:
        """Which rows of a sheet are not there any more, where the workbook lists what it had."""
        count = rows - len(ids)
        if row_list.ROWS not in self.about.parts:
            return Gone(kind, count, left=ids)
        try:
            self._listed = self._listed or row_list.read(self._hidden(row_list.ROWS))
            return Gone(kind, count, row_list.gone(self._listed.get(kind, b""), ids, rows))
        except ValueError as error:
            raise self._disagreeing(row_list.ROWS) from error

    def _read(
        self, form: Form, facts: FormFacts, title: str, total: Total, conflicts: Held
    ) -> Generator[Incoming | Refusal, None, SheetReader]:
        """The rows of a sheet: at once where it is as it was written, else cell by cell."""

        def reader_of(head: Head) -> SheetReader:
            self.extra_columns += [(form.kind, label) for label in head.extra]
            return SheetReader(form, head, self.look, total, conflicts, self.mark, facts)

        if sheet := self._as_written(form.kind):
            head = self._head_of(form, facts, title, sheet.names, sheet.labels)
            reader = reader_of(head)
            try:
                with closing(sheet.rows(head)) as rows:
                    yield from reader.as_written(rows)
            except NotOurs:
                self._look_at(form.kind)
                done = FIRST_ROW - 1 + reader.read
                yield from reader.rows(islice(self._cells(title), done, None), done + 1)
            return reader
        cells = iter(self._cells(title))
        head, first = self._head(form, facts, cells, title)
        reader = reader_of(head)
        yield from reader.rows(cells, first)
        return reader

    def _as_written(self, kind: str) -> OwnSheet | None:
        """The sheet, where it has the digest that the signature covers."""
        if kind not in self._untouched:
            return None
        try:
            self._zipped = self._zipped or ZipFile(self.source.content())
            return OwnSheet(self._zipped, self._untouched[kind])
        except (NotOurs, *BROKEN, OSError):
            return None  # what is wrong is told where it is read like any other

    def _look_at(self, kind: str) -> None:
        """See that a sheet may be read cell by cell after all."""
        assert self._zipped is not None
        try:
            guard.look_through(self._zipped, self._zipped.getinfo(self._untouched[kind].part))
        except Unsafe as error:
            raise Trouble("workbook_unsafe", file=self.path.name) from error
        except (*BROKEN, OSError) as error:
            raise Trouble("workbook_broken", file=self.path.name) from error

    def _head(
        self, form: Form, facts: FormFacts, cells: Iterator[Sequence[Any]], title: str
    ) -> tuple[Head, int]:
        for number, names in zip(range(1, _HEAD_WITHIN), cells, strict=False):
            if _is_head(names, facts):
                return self._head_of(form, facts, title, names, next(cells, [])), number + 2
        raise Trouble("workbook_incomplete", file=self.path.name, what=f"{title}, cột ẩn {ID}")

    def _head_of(
        self,
        form: Form,
        facts: FormFacts,
        title: str,
        names: Sequence[Any],
        labels: Sequence[Any],
    ) -> Head:
        self.headings[form.kind] = _head_rows(names, labels)
        try:
            return read_head(form, names, labels, facts)
        except Missing as missing:
            what = f"{title}, cột {_called(form, str(missing))}"
            raise Trouble("workbook_incomplete", file=self.path.name, what=what) from None

    def _cells(self, title: str) -> Iterator[Sequence[Any]]:
        try:
            yield from self._sheets.get_sheet_by_name(title).iter_rows()
        except calamine.CalamineError as error:
            raise Trouble("workbook_broken", file=self.path.name) from error


def open_book(
    path: Path, forms: Forms, look: Lookup = NO_LOOKUP, *, passwords: Sequence[str] = ()
) -> Book:
    """Open an exchange workbook, alone or in a .zip with scans, and read `_about`.

    Raises Trouble: "workbook_missing", "workbook_folder", "workbook_broken", "workbook_unreadable", "workbook_sealed"
    (a password, and none was given), "wrong_password", "workbook_old", "sealed_too_large", "workbook_unsafe",
    "bundle_unsafe", "bundle_without_book", "workbook_foreign" (no exchange workbook),
    "workbook_newer", "workbook_disagrees", "workbook_unsigned", "signature_wrong".
    """
    if path.exists() and not path.is_file():
        raise Trouble("workbook_folder", file=path.name)
    try:
        found = source.find(path, passwords)
        return _opened(found, forms, look)
    except FileNotFoundError as error:
        raise Trouble("workbook_missing", file=str(path)) from error
    except Unsafe as error:
        raise Trouble("workbook_unsafe", file=path.name) from error
    except (*BROKEN, calamine.CalamineError) as error:
        raise Trouble("workbook_broken", file=path.name) from error
    except OSError as error:
        raise Trouble("workbook_unreadable", file=path.name) from error


def _opened(found: Source, forms: Forms, look: Lookup) -> Book:
    name, content = found.path.name, found.content()
    package = read_package(content)
    names = package.names
    if "about_format" not in names:
        raise Trouble("workbook_foreign", file=name)
    sheets = _calamine(content)
    package.look_at(content, [package.parts.get(title, "") for title in _about_titles(names)])
    cells = _named_cells(sheets, names)
    read = about.read(cells, name)
    if read.signature and not signing.fits(read.public_key, read.signature, cells):
        raise Trouble("signature_wrong", file=name)
    if read.format > 1 and not read.signature:
        raise Trouble("workbook_unsigned", file=name)
    at = {kind: _REFERENCE.match(names.get(one.range, "")) for kind, one in read.forms.items()}
    titles = {kind: place[1] for kind, place in at.items() if place}
    empty = frozenset(
        kind
        for kind, one in read.forms.items()
        if not one.rows and package.is_empty(titles.get(kind, ""), (ID, HASH, *one.columns))
    )
    untouched = {
        kind: seen
        for kind, one in read.forms.items()
        if read.signature and (seen := package.seen_of(titles.get(kind, ""))).digest == one.digest
    }
    package.look_at(content, package.unsafe.difference(one.part for one in untouched.values()))
    held = None if found.in_memory else sheets
    same = _same_titles(tuple(titles.items()))
    return Book(found, read, forms, look, held, same, _same(empty), untouched)


@lru_cache(maxsize=200)
def _same_titles(titles: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """One mapping for the same titles: hundreds of workbooks may wait to be read."""
    return dict(titles)


@lru_cache(maxsize=200)
def _same(kinds: frozenset[str]) -> frozenset[str]:
    return kinds


def _head_rows(names: Sequence[Any], labels: Sequence[Any]) -> HeadRows:
    """The heading rows of a sheet, kept once where many workbooks have the same."""
    found = tuple(names), tuple(labels)
    return _same_rows(found) if all(isinstance(one, str) for row in found for one in row) else found


@lru_cache(maxsize=500)
def _same_rows(headings: HeadRows) -> HeadRows:
    return headings


def _calamine(content: Path | BytesIO) -> Any:
    if isinstance(content, Path):
        return calamine.load_workbook(str(content))
    content.seek(0)
    return calamine.load_workbook(content)


def _about_titles(names: Mapping[str, str]) -> set[str]:
    """The sheets on which the named cells of `_about` stand: one, unless somebody means harm."""
    texts = [text for name, text in names.items() if name.startswith("about_")]
    return {found[1] for text in texts if (found := _REFERENCE.match(text))}


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


def _is_head(names: Sequence[Any], facts: FormFacts) -> bool:
    """Whether these are the machine names; below them the hidden columns bear theirs as labels."""
    there = set(names)
    if not facts.columns:
        return ID in there and HASH in there
    return 2 * sum(name in there for name in facts.columns) > len(facts.columns)


def _called(form: Form, name: str) -> str:
    """What people call a column: by its label, and by its machine name where it has none."""
    known = form.by_name.get(field_name(name))
    return f"“{known.label}” ({name})" if known else f"ẩn {name}"


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
