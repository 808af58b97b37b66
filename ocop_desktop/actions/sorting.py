"""The sorting desk: scans and photographs that came in and are no paper of anybody yet.

What comes in is copied and hashed at once, so that the telephone or USB stick may go; it waits in
the data file's settings until a person says what it is. The same content is taken in once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ocop_desktop.actions import entries, files, law, paper_evidence
from ocop_desktop.actions.entries import Saved
from ocop_desktop.documents.binding.bundle import Scan
from ocop_desktop.documents.binding.faults import Unreadable
from ocop_desktop.documents.binding.gather import gather
from ocop_desktop.documents.glance import Glance, glance, page_count
from ocop_desktop.messages import Trouble
from ocop_desktop.schema.choice_types import file_parts
from ocop_desktop.store.datafile import DataFile

WAITING, SEEN = "sorting_waiting", "sorting_seen"
ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".heif", ".webp", ".bmp")
_MOST_SEEN = 20_000


@dataclass(frozen=True)
class TakenIn:
    """What came in: how many are new, how many were there before, what could not be read."""

    new: int
    known: int
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class PaperChoice:
    """A kind of paper that a scan can be: its words, how many of it are there already."""

    code: str
    label: str
    found: int


def waiting(data: DataFile) -> list[str]:
    """The files that wait, the oldest first, as values "sha256/name"."""
    kept = data.settings.get(WAITING)
    return [str(one) for one in kept] if isinstance(kept, list) else []


def take_in(data: DataFile, sources: Iterable[Path], *, anew: bool = False) -> TakenIn:
    """Copy files onto the desk; what lies there is not taken twice.

    What left the desk before is told as known, and laid down again only where it is meant `anew`:
    a watched folder still holds it, a hand that drops it wants it.

    A file that cannot be read is named and stops no other. Raises Trouble where nothing can be
    written any more.
    """
    held, seen = waiting(data), _seen(data)
    known, refused, new = 0, [], []
    lying = {file_parts(one)[0] for one in held}
    for source in sources:
        if source.suffix.lower() not in ENDINGS or not source.is_file():
            refused.append(source.name)
            continue
        value = files.keep(data, source)
        sha256 = file_parts(value)[0]
        known += sha256 in lying or sha256 in seen
        if sha256 in lying or (sha256 in seen and not anew):
            continue
        lying.add(sha256)
        new.append(value)
    if new:
        data.keep_settings({WAITING: [*held, *new]})
    return TakenIn(len(new), known, tuple(refused))


def put_away(data: DataFile, values: Sequence[str]) -> None:
    """Take files off the desk without filing them; `put_back` brings them back."""
    _leave(data, values)


def put_back(data: DataFile, values: Sequence[str]) -> None:
    """Lay files onto the desk again."""
    held = waiting(data)
    gone = {file_parts(one)[0] for one in values}
    seen = [sha256 for sha256 in _seen(data) if sha256 not in gone]
    again = [one for one in values if one not in held]
    data.keep_settings({WAITING: [*again, *held], SEEN: seen})


def file_as(data: DataFile, values: Sequence[str], fields: dict[str, object]) -> Saved:
    """File scans as one paper: several become the pages of one PDF, in their order.

    `fields` are those of the form of evidence, without the file. Raises Trouble:
    `scan_unreadable`, with the name of the scan that cannot be put into a PDF.
    """
    value = values[0] if len(values) == 1 else _gathered(data, values)
    pages = page_count(files.path_of(data, value))
    given = {**fields, "file": value, **({"pages": pages} if pages else {})}
    saved = entries.save(data, "evidence", None, given)
    if saved.saved:
        _leave(data, values)
    return saved


def choices(data: DataFile, product: str, subject: str) -> list[PaperChoice]:
    """The kinds of paper in the order of the law's list, with what is there of each."""
    decision = law.only_law().decision_on(data.today())
    listed = paper_evidence.lines(data, decision, subject, product) if decision else []
    found = {line.code: len(line.found) for line in listed}
    labels = {line.code: line.label for line in listed}
    options = getattr(data.forms["evidence"].field("paper").type, "labels", {})
    codes = dict.fromkeys([*labels, *options])
    return [
        PaperChoice(code, str(options.get(code) or labels.get(code, "")), found.get(code, 0))
        for code in codes
        if code in options
    ]


def subject_of(data: DataFile, product: str) -> str:
    """The subject of a product, "" where none is known."""
    return str(entries.get(data, "product", product).get("subject") or "") if product else ""


def picture(data: DataFile, value: str, most: int, page: int = 0) -> Glance | None:
    """A kept file as a picture of at most so many pixels; None where it cannot be shown."""
    path = files.path_of(data, value)
    return glance(path, most, page) if path.is_file() else None


def pages_of(data: DataFile, value: str) -> int:
    """How many pages a kept file has; 0 where it cannot be read."""
    path = files.path_of(data, value)
    return (page_count(path) or 0) if path.is_file() else 0


def new_in(data: DataFile, folder: Path, known: set[tuple[str, int, int]]) -> list[Path]:
    """The scans in a watched folder that were not looked at yet; `known` learns of them.

    A file that is still being written grows: it is left for the next look.
    """
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix.lower() not in ENDINGS or not path.is_file():
            continue
        state = path.stat()
        mark = (path.name, state.st_size, state.st_mtime_ns)
        if mark not in known and state.st_size:
            known.add(mark)
            found.append(path)
    return found


def _seen(data: DataFile) -> list[str]:
    kept = data.settings.get(SEEN)
    return [str(one) for one in kept] if isinstance(kept, list) else []


def _leave(data: DataFile, values: Sequence[str]) -> None:
    gone = {file_parts(one)[0] for one in values}
    left = [one for one in waiting(data) if file_parts(one)[0] not in gone]
    seen = list(dict.fromkeys([*_seen(data), *gone]))[-_MOST_SEEN:]
    data.keep_settings({WAITING: left, SEEN: seen})


def _gathered(data: DataFile, values: Sequence[str]) -> str:
    """The value of one PDF made of several kept files, named after the first."""
    scans = [Scan(files.path_of(data, one), file_parts(one)[1]) for one in values]
    with TemporaryDirectory(prefix="ocop-", ignore_cleanup_errors=True) as folder:
        out = Path(folder) / f"{Path(scans[0].name).stem}.pdf"
        try:
            gather(scans, out)
        except Unreadable as unreadable:
            raise Trouble("scan_unreadable", reason=unreadable.reason) from unreadable
        return files.keep(data, out)
