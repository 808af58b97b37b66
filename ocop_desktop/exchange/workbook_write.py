"""Writes the exchange workbook: rows are streamed, so that memory stays the same at any size."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import IO, ClassVar
from zipfile import ZIP_DEFLATED, ZipFile

from ocop_desktop.exchange import about, row_list, shell
from ocop_desktop.exchange.about import About, FormFacts
from ocop_desktop.exchange.canon import Total
from ocop_desktop.exchange.cells import letters, number_cells, text_cells
from ocop_desktop.exchange.conflicts import ALTERNATIVES, HEADINGS, Alternatives
from ocop_desktop.exchange.held_files import FILES
from ocop_desktop.exchange.hidden import DIGESTS, PartDigest, packed
from ocop_desktop.exchange.layout import Layout, titles
from ocop_desktop.exchange.row_list import ROWS
from ocop_desktop.exchange.sealing import sealing
from ocop_desktop.exchange.sheet_rows import OutRow, SheetRows
from ocop_desktop.exchange.sheet_xml import height
from ocop_desktop.exchange.signing import Signer
from ocop_desktop.exchange.types_told import told
from ocop_desktop.exchange.whole_file import whole_file
from ocop_desktop.schema import NO_LOOKUP, Forms, Lookup
from ocop_desktop.vietnamese import grouped

LEVEL = 1  # of compression: as fast as may be; a file is a tenth larger than at level 3
_WIDEST = 200  # columns of a sheet that holds no records
_LARGE = 1_500_000_000  # bytes of XML above which a sheet needs the large form of zip
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Sheet:
    """The rows of one form, and how many there are (removed ones last)."""

    layout: Layout
    rows: int
    data: Iterable[OutRow]


@dataclass(frozen=True)
class Page:
    """A sheet for people alone: headings and rows of texts and whole or decimal numbers."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[str | int | float | None]]
    wide: Mapping[int, float] = field(default_factory=dict)  # widths of columns of longer texts

    @property
    def widths(self) -> list[float]:
        """How many characters of each column are seen side by side."""
        return [
            self.wide.get(n, min(16, max(8, len(heading) * 0.8)))
            for n, heading in enumerate(self.headings)
        ]


@dataclass(frozen=True)
class Extras:
    """What makes a workbook one for merging: who signs it, and the files that are held there."""

    signer: Signer
    holds: bytes = b""  # see `held_files`
    titles: ClassVar[tuple[str, ...]] = (DIGESTS, ROWS, FILES)


def write(
    path: Path,
    sheets: Sequence[Sheet],
    facts: About,
    forms: Forms,
    *,
    look: Lookup = NO_LOOKUP,
    progress: Progress | None = None,
    pages: Sequence[Page] = (),
    extras: Extras | None = None,
    password: str | None = None,
) -> About:
    """Write the workbook and say what it says of itself.

    `pages` stand in front. Without `extras` it is for people alone: the names by which programs
    find its parts are left out, and it is refused where an exchange workbook is wanted. With a
    `password` it is sealed. It is written under another name and renamed when whole. Raises
    Trouble where the disk refuses; what stood at the path before is then still there.
    """
    named = titles([sheet.layout for sheet in sheets], forms)
    empty = shell.make(
        [(sheet.layout, named[sheet.layout.form.kind], sheet.rows) for sheet in sheets],
        about.names((sheet.layout.form.kind for sheet in sheets), facts) if extras else {},
        about=about.SHEET,
        author=facts.officer,
        front={page.title: page.widths for page in pages},
        extra={ALTERNATIVES: [20] * len(HEADINGS)} | {title: [20] for title in extras.titles}
        if extras
        else {},
    )
    with (
        whole_file(path) as part,
        sealing(part, password) as file,
        ZipFile(file, "w", ZIP_DEFLATED, compresslevel=LEVEL) as zipped,
    ):
        for name, content in empty.others.items():
            zipped.writestr(name, content)
        one_pass = _Pass(zipped, empty, look, progress, named)
        for page in pages:
            one_pass.page(page)
        return one_pass.run(sheets, facts, extras)


class _Pass:
    """One pass over all rows; what is counted on the way goes into `_about` at the end."""

    def __init__(
        self,
        zipped: ZipFile,
        empty: shell.Shell,
        look: Lookup,
        progress: Progress | None,
        named: Mapping[str, str],
    ) -> None:
        self._zip, self._shell, self._look, self._named = zipped, empty, look, named
        self._progress = progress or (lambda done, total, what: None)
        self._total, self._alternatives = Total(), Alternatives()
        self._done = 0
        self._listed: dict[str, bytes] = {}

    def run(self, sheets: Sequence[Sheet], facts: About, extras: Extras | None) -> About:
        """Stream every sheet, the hidden ones, and `_about` last."""
        self._all = sum(sheet.rows for sheet in sheets)
        forms = {sheet.layout.form.kind: self._sheet(sheet) for sheet in sheets}
        facts = replace(facts, forms=forms, digest=self._total.text)
        if extras:
            facts = self._signed(replace(facts, parts=self._hidden(extras)), extras.signer)
        self._plain(about.SHEET, about.lines(facts), shell.ABOUT_WIDTHS[:-1])
        return facts

    def _hidden(self, extras: Extras) -> dict[str, str]:
        """Write the hidden sheets; their digests by title."""
        parts: dict[str, Sequence[Sequence[str]]] = {
            ALTERNATIVES: [HEADINGS, *self._alternatives.lines],
            DIGESTS: packed(bytes(self._total.rows)),
            ROWS: row_list.lines(self._listed),
            FILES: packed(extras.holds),
        }
        digests = {}
        for title, lines in parts.items():
            digest = PartDigest()
            self._plain(title, digest.of(lines), ())
            digests[title] = digest.text
        return digests

    def _signed(self, facts: About, signer: Signer) -> About:
        facts = replace(facts, public_key=signer.public)
        return replace(facts, signature=signer.sign(about.named(facts)))

    def page(self, page: Page) -> None:
        """Write a sheet for people."""
        part = self._shell.sheets[page.title]
        head, style = self._shell.styles["head"], self._shell.styles["text"]
        with self._zip.open(part.part, "w") as file:
            _put(file, part.before)
            for xml in _plain_rows([page.headings], head, page.widths):
                _put(file, xml)
            for xml in _plain_rows(page.rows, style, page.widths, first=2):
                _put(file, xml)
            _put(file, part.after)

    def _sheet(self, sheet: Sheet) -> FormFacts:
        form, title = sheet.layout.form, self._named[sheet.layout.form.kind]
        part = self._shell.sheets[title]
        lift = partial(self._alternatives.lifted, form.kind)
        rows = SheetRows(sheet.layout, self._shell.styles, self._look, self._total, lift)
        large = sheet.rows * len(sheet.layout.columns) * 150 > _LARGE
        digest = sha256()
        with self._zip.open(part.part, "w", force_zip64=large) as file:
            for xml in chain([part.before], rows.xml(sheet.data), [part.after]):
                content = xml.encode("utf-8")
                digest.update(content)
                file.write(content)
                self._progress(self._done + rows.count, self._all, title)
        self._done += rows.count
        self._listed[form.kind] = bytes(rows.listed)
        if rows.count != sheet.rows:
            raise ValueError(f"{form.kind}: {rows.count} rows came, {sheet.rows} were announced")
        return replace(_facts(sheet.layout, rows, title), digest=digest.hexdigest())

    def _plain(self, title: str, lines: Iterable[Sequence[str]], widths: Sequence[float]) -> None:
        part = self._shell.sheets[title]
        with self._zip.open(part.part, "w") as file:
            rows = _plain_rows(lines, self._shell.styles["text"], widths)
            for xml in chain([part.before], rows, [part.after]):
                _put(file, xml)


def _facts(layout: Layout, rows: SheetRows, title: str) -> FormFacts:
    labels = {f.name: f.label for f in layout.form.fields}
    shown = [
        f"{labels[name]}: {grouped(int(total))}"
        for name, total in rows.sums.items()
        if total and name in labels
    ]
    return FormFacts(
        version=layout.form.version,
        range=layout.range_name,
        columns=tuple(column.name for column in layout.held),
        left_out=layout.left_out,
        types=told(layout.held),
        sums={name: format(total, "f") for name, total in rows.sums.items()},
        removed_sums={name: format(total, "f") for name, total in rows.removed_sums.items()},
        rows=rows.count,
        removed=rows.removed,
        label=title,
        sums_shown="; ".join(shown),
    )


def _plain_rows(
    lines: Iterable[Sequence[str | int | float | None]],
    style: int,
    widths: Sequence[float],
    first: int = 1,
) -> Iterator[str]:
    texts = [text_cells(letter, style) for letter in letters(_WIDEST)]
    numbers = [number_cells(letter, style) for letter in letters(_WIDEST)]
    for number, line in enumerate(lines, first):
        cells = [
            (texts[n] if isinstance(value, str) else numbers[n])(
                [None if value == "" else value], [str(number)]
            )[0]
            for n, value in enumerate(line)
        ]
        if cells:
            tall = max(
                [1 + int(len(str(v or "")) / w) for v, w in zip(line, widths, strict=False)] or [1]
            )
            yield f'<row r="{number}"{height(tall)}>{"".join(cells)}</row>'


def _put(file: IO[bytes], xml: str) -> None:
    file.write(xml.encode("utf-8"))


def stamps_text(stamps: object) -> str:
    """Stamps as they stand in a cell."""
    return json.dumps(stamps, ensure_ascii=False, separators=(",", ":"))
