"""Workbooks that one unit alone is meant to have: to begin with, and as the answer to what it sent.

Both are exchange workbooks with the unit's own records, the same ids at both ends, and take their
way in by the same plan. They say what has arrived of the unit's files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ocop_desktop.actions import merge_receipt, portions, senders
from ocop_desktop.actions.merge_report import MergeReport
from ocop_desktop.actions.senders import Level
from ocop_desktop.actions.sending import Apart, Progress, export
from ocop_desktop.exchange.about import About
from ocop_desktop.exchange.workbook_write import Page
from ocop_desktop.messages import Trouble
from ocop_desktop.places import Places
from ocop_desktop.schema.types import cell_text
from ocop_desktop.store.datafile import DataFile

_BAD_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>| ', "-"))


@dataclass(frozen=True)
class Written:
    """One workbook: the unit's key and name, the file, how many records it holds."""

    unit: str
    title: str
    path: Path
    records: int


def start_files(
    data: DataFile, folder: Path, *, level: Level | None = None, progress: Progress | None = None
) -> list[Written]:
    """Write a workbook to begin with for every unit that has records here; sorted by unit.

    `level` says which units ("commune", "district"); None: those that sent most. Raises Trouble
    where a file cannot be written; those that were written before it stay.
    """
    units = list(senders.expected(data, level))
    shared = _portions(data, units, made_there=True)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [unit for unit in units if shared.of[unit][portions.OWNER]]
    found = []
    for number, unit in enumerate(wanted):
        if progress:
            progress(number, len(wanted), data.places.unit_title(unit))
        out = folder / f"OCOP-khoi-dau-{file_words(data.places, unit)}.xlsx"
        found.append(_write(data, unit, out, shared, sensitive=True))
    return found


def answer(
    data: DataFile,
    unit: str,
    out: Path,
    *,
    report: MergeReport | None = None,
    progress: Progress | None = None,
) -> Written:
    """Write what goes back to a unit: its records as they are here, receipt numbers and all.

    `report` is the merge by which its file came in: what became of every form and every refused row
    then stands in front. Raises Trouble where the file cannot be written.
    """
    shared = _portions(data, [unit], made_there=True)
    pages = _receipt(data, report, unit) if report is not None else ()
    return _write(data, unit, out, shared, sensitive=False, pages=pages, progress=progress)


def answer_each(
    data: DataFile, report: MergeReport, folder: Path, progress: Progress | None = None
) -> list[Written]:
    """Write the answer to every unit whose file came in by this merge; nobody sees another's rows.

    Raises Trouble where a file cannot be written; those that were written before it stay.
    """
    units = list(dict.fromkeys(file.about.unit for file in report.files if file.about))
    shared = _portions(data, units, made_there=True)
    made = []
    for number, unit in enumerate(units, 1):
        out, pages = folder / answer_name(data, unit), _receipt(data, report, unit)
        made.append(_write(data, unit, out, shared, sensitive=False, pages=pages))
        if progress:
            progress(number, len(units), out.name)
    return made


def answer_name(data: DataFile, unit: str) -> str:
    """What the file of an answer is called unless somebody says otherwise."""
    return f"OCOP-tra-loi-{file_words(data.places, unit)}-{data.today()}.xlsx"


def check_addressee(data: DataFile, about: About, file: str) -> None:
    """Raise Trouble("workbook_for_another") for what is meant for a unit elsewhere."""
    unit = about.addressee
    if unit and data.role == "office" and not _concerns(data.places, unit, data.unit):
        title = data.places.unit_title(unit) or unit
        raise Trouble("workbook_for_another", file=file, unit=title)


def unit_finder(places: Places, units: Iterable[str]) -> Callable[[str], Iterable[str]]:
    """In which of these units a place lies; a commune that was parted lies in all its parts."""
    known = frozenset(units)

    def find(place: str) -> Iterable[str]:
        return known & {place, *places.parents(place), *places.successors(place)}

    return find


def _portions(data: DataFile, units: Sequence[str], *, made_there: bool) -> portions.Portions:
    with data.read() as connection:
        find = unit_finder(data.places, units)
        return portions.portions(connection, data.forms, units, find, made_there=made_there)


def _write(
    data: DataFile,
    unit: str,
    out: Path,
    shared: portions.Portions,
    *,
    sensitive: bool,
    pages: Sequence[Page] = (),
    progress: Progress | None = None,
) -> Written:
    apart = Apart(unit, shared.of[unit], pages)
    report = export(data, out, apart=apart, sensitive=sensitive, progress=progress)
    return Written(unit, data.places.unit_title(unit), out, sum(report.rows.values()))


def _receipt(data: DataFile, report: MergeReport, unit: str) -> list[Page]:
    """What became of a unit's files, for people."""
    own = [file for file in report.files if file.about is not None and file.about.unit == unit]
    found = merge_receipt.pages(data.forms, MergeReport(own, report.applied))
    return [Page(one.title, one.headings, map(_cells, one.rows)) for one in found]


def _cells(row: Sequence[object]) -> list[str | int | float | None]:
    return [one if isinstance(one, int | float | None) else cell_text(one) for one in row]


def _concerns(places: Places, unit: str, here: str) -> bool:
    return places.is_in(unit, here) or places.is_in(here, unit)


def file_words(places: Places, unit: str) -> str:
    """A unit's name and code as they stand in the name of a file."""
    title = places.unit_title(unit) or unit
    return f"{title}-{unit.removeprefix('2024:')}".translate(_BAD_IN_NAMES)
