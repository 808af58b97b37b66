"""What is offered to be merged: files and folders, each file with its sender and whether it can be.

Only the sheet `_about` of each is read here; whether the rows are sound shows in the preview.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from sqlalchemy import select

from ocop_desktop.actions import running_numbers, trust
from ocop_desktop.actions.for_units import check_addressee
from ocop_desktop.exchange.about import About
from ocop_desktop.exchange.workbook_read import open_book
from ocop_desktop.messages import Trouble
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.tables import Exchanged

Progress = Callable[[int, int, str], None]
State = Literal["ready", "again", "gap", "refused", "sealed", "changed_key", "elsewhere"]
READABLE: frozenset[State] = frozenset({"ready", "again", "gap"})
_BY_CODE: dict[str, State] = {
    "workbook_sealed": "sealed",
    "wrong_password": "sealed",
    "key_changed": "changed_key",
    "unit_elsewhere": "elsewhere",
}
_ENDINGS = (".xlsx", ".zip")  # a zip holds a workbook and scans


@dataclass
class Keys:
    """What opens files: passwords that were given, changed keys (by fingerprint) and units of other
    provinces that were accepted."""

    passwords: list[str] = field(default_factory=list)
    accepted: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Offered:
    """One file: who sent it, and what may be done with it; `text` says why, and what to do."""

    path: Path
    state: State
    text: str
    unit: str = ""
    officer: str = ""
    period: str = ""
    number: int = 0
    when: str = ""
    rows: int = 0
    installation: str = ""
    lacking: tuple[running_numbers.Range, ...] = ()  # numbers before it that never came here
    trouble: Trouble | None = None  # why it cannot be read

    @property
    def readable(self) -> bool:
        """Whether it goes into the merge."""
        return self.state in READABLE


def workbooks_in(paths: Iterable[Path]) -> list[Path]:
    """The files, and of folders every workbook in them and below; each once, in order of name."""
    found: dict[Path, None] = {}
    for path in paths:
        for one in _inside(path) if path.is_dir() else [path]:
            if not one.name.startswith("~$"):  # what Excel keeps beside an open workbook
                found[one.resolve()] = None
    return list(found)


def _inside(folder: Path) -> list[Path]:
    """The files of a folder that may be workbooks; a folder may be called x.xlsx too."""
    every = sorted(folder.rglob("*"))
    return [one for one in every if one.suffix.lower() in _ENDINGS and one.is_file()]


def inspect(
    data: DataFile,
    paths: Sequence[Path],
    progress: Progress | None = None,
    keys: Keys | None = None,
) -> list[Offered]:
    """Read who sent each file; raise Cancelled where `progress` does."""
    keys = keys or Keys()
    found, seen = list[Offered](), dict[tuple[str, int, str], str]()
    for number, path in enumerate(paths, 1):
        if progress:
            progress(number - 1, len(paths), path.name)
        found.append(_offered(data, path, keys, seen))
    beside = {(installation, number) for installation, number, _ in seen}
    found = [_said(one, beside) for one in found]
    if progress:
        progress(len(paths), len(paths), "")
    return found


def _offered(
    data: DataFile, path: Path, keys: Keys, seen: dict[tuple[str, int, str], str]
) -> Offered:
    try:
        about = open_book(path, data.forms, data.look, passwords=keys.passwords).about
        check_addressee(data, about, path.name)
        with data.read() as connection:
            trusted = trust.judge(data, connection, about, path.name, keys.accepted)
    except Trouble as trouble:
        state = _BY_CODE.get(trouble.code, "refused")
        if state == "changed_key" and not trouble.facts["known"]:
            state = "refused"  # there is nothing to compare the new key with
        return Offered(path, state, str(trouble), trouble=trouble)
    state, text = _state(data, about)
    key = (about.installation, about.number, about.digest)
    lacking: list[running_numbers.Range] = []
    if state == "ready" and not text and key not in seen:
        with data.read() as connection:
            lacking = running_numbers.missing(connection, about)
    if key in seen and state in READABLE:
        text = f"Cùng nội dung với {seen[key]}; gộp cả hai cũng không đổi gì."
    elif trusted.state == "first" and trusted.others and not text:
        text = f"Máy mới của đơn vị này, khoá {trusted.fingerprint}: gọi điện hỏi lại cho chắc."
    seen.setdefault(key, path.name)
    return Offered(
        path,
        state,
        text,
        about.unit_name or about.unit,
        about.officer,
        about.period,
        about.number,
        about.when,
        about.rows,
        about.installation,
        tuple(lacking),
    )


def _said(file: Offered, beside: Collection[tuple[str, int]]) -> Offered:
    """A file that others should have come before, unless these are offered beside it."""
    ranges = running_numbers.without(
        file.lacking, [number for sender, number in beside if sender == file.installation]
    )
    if not ranges:
        return file
    numbers = running_numbers.in_words(ranges)
    text = f"Chưa nhận tệp số {numbers}. Mỗi tệp là toàn bộ dữ liệu nên vẫn gộp được."
    return replace(file, state="gap", text=text)


def _state(data: DataFile, about: About) -> tuple[State, str]:
    if about.installation == data.installation:
        return "again", "Tệp do chính máy này xuất; gộp vào cũng không đổi gì."
    with data.read() as connection:
        received = select(Exchanged.id).where(
            Exchanged.direction == "received",
            Exchanged.installation == about.installation,
        )
        same = received.where(
            Exchanged.running_number == about.number, Exchanged.digest == about.digest
        )
        again = connection.execute(same.limit(1)).first() is not None
        newer = received.where(Exchanged.running_number > about.number)
        late = connection.execute(newer.limit(1)).first() is not None
    if again:
        return "again", "Đã gộp tệp này trước đây; gộp lại chỉ thêm chỗ sửa tay mới, nếu có."
    if late and about.number:
        return "ready", "Đã nhận tệp mới hơn của máy này; tệp này chỉ bổ sung những gì chưa có."
    return "ready", ""
