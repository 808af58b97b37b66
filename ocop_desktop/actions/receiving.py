"""Merging: exchange workbooks of other offices, planned, shown, and done as a whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from ocop_desktop.actions import (
    derived,
    gone_rows,
    merge_receipt,
    questions,
    running_numbers,
    trust,
)
from ocop_desktop.actions.hand_edits import Choices, HandEdits
from ocop_desktop.actions.here import MANY, Database
from ocop_desktop.actions.merge_books import Opened, Unsound, opened, without_unsound
from ocop_desktop.actions.merge_counts import Planned, counted, verify
from ocop_desktop.actions.merge_details import Details
from ocop_desktop.actions.merge_flaws import found_in
from ocop_desktop.actions.merge_report import FileReport, MergeReport
from ocop_desktop.actions.merge_write import Writer
from ocop_desktop.actions.scans_in import ScansIn
from ocop_desktop.exchange import receipts
from ocop_desktop.exchange.incoming import Incoming, Refusal
from ocop_desktop.exchange.plan import Step, plan
from ocop_desktop.exchange.workbook_read import Book
from ocop_desktop.memory import sweep, uncollected
from ocop_desktop.messages import Trouble
from ocop_desktop.store.bulk import streaming
from ocop_desktop.store.datafile import DataFile, Work, copy_before
from ocop_desktop.store.flaws import last_written
from ocop_desktop.store.late_index import LateIndex, indexed_late
from ocop_desktop.store.tables import Exchanged

Progress = Callable[[int, int, str], None]
_KEPT = 16_000  # KiB of the file's pages in memory; twice as many make a merge no quicker


class _TakeBack(Exception):
    """Ends a unit of work that was only a preview, or in which no file could be read."""


def merge(
    data: DataFile,
    files: Sequence[Path],
    *,
    preview: bool = False,
    edits: str | Choices = "ask",
    receipt: Path | None = None,
    passwords: Sequence[str] = (),
    accept_keys: Collection[str] = (),
    details: Details | None = None,
    progress: Progress | None = None,
) -> MergeReport:
    """Merge exchange workbooks: all readable files go in together, or nothing does.

    `edits` says what becomes of changes by hand: "take" (a write of this installation), "refuse"
    or "ask" (they wait, kept in the data file), all alike or each by itself. A preview is the
    same work taken back at its end; `details` are told of every row. For a preview and a receipt
    the records that were written are checked by the rules. `passwords` are tried on each sealed
    file; `accept_keys` are fingerprints of changed keys, and units elsewhere, that somebody
    accepted. Raises Trouble where the data file cannot be written; Cancelled, raised by `progress`,
    leaves nothing.
    """
    report = MergeReport([FileReport(Path(file), n) for n, file in enumerate(files)])
    able = opened(data, report.files, passwords)
    if able and not preview and not data.served:  # a server's own tool copies its databases
        report.backup = copy_before(data, "truoc-khi-gop")
    choices = edits if isinstance(edits, Choices) else Choices(edits)
    merging = _Merging(data, report, choices, progress, accept_keys, not preview, details)
    try:
        while True:
            try:
                merging.together(able, keep=not preview, check=preview or receipt is not None)
                break
            except Unsound as found:
                able = without_unsound(data, found, able, report.files, passwords)
    finally:
        if not report.applied:
            report.take_back_scans()
        if not report.applied and report.backup:
            report.backup.unlink(missing_ok=True)
            report.backup = None
    if receipt is not None:
        receipts.write(receipt, merge_receipt.pages(data.forms, report))
    return report


@dataclass
class _Merging:
    """One merge in progress."""

    data: DataFile
    report: MergeReport
    choices: Choices
    progress: Progress | None
    accepted: Collection[str]
    keep: bool  # the scans that come; not of a preview
    details: Details | None = None
    total: int = 0
    done: int = 0

    def together(self, books: Sequence[Opened], *, keep: bool, check: bool) -> None:
        """Put all files in as one unit of work; raise Unsound where one turns out to be so."""
        self.total, self.done = sum(book.about.rows for book, _ in books), 0
        for file in self.report.files:
            if self.details:
                self.details.forget(file.number)
        try:
            with (
                self.data.work("merge") as work,
                uncollected(),
                streaming(work.connection, _KEPT),
            ):
                before = last_written(work.connection)
                self.report.action = work.action
                self._run(work, books)
                if check:
                    self.report.flaws = found_in(self.data, work.connection, before, self.progress)
                if not keep or all(file.refused for file in self.report.files):
                    raise _TakeBack
            self.report.applied = True
        except _TakeBack:
            pass

    def _run(self, work: Work, books: Sequence[Opened]) -> None:
        before = counted(work.connection, self.data.forms)
        with indexed_late(self.data, work) as index:
            planned = Planned()
            for book, file in books:
                self._whole(work, book, file, index, planned)
                sweep()
        for book, file in books:  # the others may have brought what one of them lacks
            if not file.refused:
                file.lacking = running_numbers.missing(work.connection, book.about)
        verify(work.connection, work.action, before, planned, self.data.forms)
        derived.regrouped(self.data, work)

    def _whole(
        self, work: Work, book: Book, file: FileReport, index: LateIndex, planned: Planned
    ) -> None:
        """Put one file in, unless it is not its installation's."""
        connection = work.connection
        try:
            file.trusted = trust.judge(self.data, connection, book.about, file.file, self.accepted)
        except Trouble as trouble:
            file.refuse(trouble)
            return
        work.source = self.data.new_id()
        here = Database(connection, self.data.forms, self.data.places)
        writer = Writer(self.data, work, here, book.about, index)
        try:
            self._file(work, book, file, here, writer)
        except Trouble as trouble:
            raise Unsound(file, trouble) from trouble
        work.sources.append(work.source)
        planned.take(writer)

    def _file(
        self, work: Work, book: Book, file: FileReport, here: Database, writer: Writer
    ) -> None:
        file.number_used = running_numbers.used_before(work.connection, book.about)
        by_hand = HandEdits(work, book, self.choices)
        scans = ScansIn(self.data, book, keep=self.keep)
        with closing(book.rows()) as rows:  # where it fails, too, the file is held no longer
            for steps in _in_pieces(self._plan(scans.watch(rows), here, by_hand)):
                self._put(file, steps, writer, by_hand)
        writer.finish()
        file.superseded = by_hand.finish()
        gone = gone_rows.named(self.data, work.connection, book)
        file.edits += gone
        if self.details:
            self.details.put_gone(file.number, gone)
        file.extra_columns = book.extra_columns
        file.headings = book.headings
        file.scans = scans.finish()
        _note(self.data, work, book, file, writer.cells)

    def _put(self, file: FileReport, steps: list[Step], writer: Writer, by_hand: HandEdits) -> None:
        for step in steps:
            file.count(step)
        if self.details:
            self.details.put(file.number, steps)
        writer.put(steps)
        by_hand.keep(steps)
        self.done += len(steps)
        if self.progress:
            self.progress(self.done, self.total, file.file)

    def _plan(
        self, rows: Iterator[Incoming | Refusal], here: Database, by_hand: HandEdits
    ) -> Iterator[Step]:
        parents = {kind: form.parent for kind, form in self.data.forms.items() if form.parent}
        items = (item for piece in here.ahead(rows) for item in piece)
        taking = self.data.installation
        return plan(here, items, parents=parents, taking=taking, choose=by_hand.choose)


def _in_pieces(steps: Iterator[Step]) -> Iterator[list[Step]]:
    """Some hundred steps of one kind at a time."""
    for _, of_kind in groupby(steps, key=lambda step: step.row.kind):
        piece: list[Step] = []
        for step in of_kind:
            piece.append(step)
            if len(piece) == MANY:
                yield piece
                piece = []
        if piece:
            yield piece


def _note(data: DataFile, work: Work, book: Book, file: FileReport, cells: int) -> None:
    """Keep that the file came, what it changed, and what is known of the installations behind it."""
    about = book.about
    summary: dict[str, Any] = {
        "forms": file.forms,
        "edits": len(file.edits),
        "cells": cells,
        "unit_name": about.unit_name,
        "officer": about.officer,
        "has": about.received.get(data.installation),
    }
    received = {
        "id": work.source,
        "at": work.at,
        "by": work.by,
        "direction": "received",
        "file": file.file,
        "installation": about.installation,
        "unit": about.unit,
        "running_number": about.number,
        "period": about.period,
        "digest": about.digest,
        "summary": summary,
    }
    work.connection.execute(insert(Exchanged), received)
    questions.take(work.connection, about.different)
    if file.trusted:
        trust.note(data, work.connection, book, file.trusted, work.at)
