"""How many rows of each form become what: a table whose cells open, and the offices beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ocop_desktop.actions.merge_report import FATE_WORDS, FileReport, MergeReport
from ocop_desktop.gui.navigation import ROOMS
from ocop_desktop.gui.rows_table import RowsModel
from ocop_desktop.schema import Forms
from ocop_desktop.vietnamese import grouped

_ORDER = (
    "read",
    "new",
    "changed",
    "merged",
    "conflict",
    "duplicate",
    "refused",
    "older",
    "same",
)
_ALWAYS = ("read", "new", "changed")
_TONES = {"conflict": "gold-text", "duplicate": "gold-text", "refused": "red"}
_SIGNS = {"conflict": "⚠ ", "duplicate": "⚠ ", "refused": "✕ "}
_NONE = "·"
_QUIET = ("read", "same", "older")
WIDTHS = {"merged": 104, "duplicate": 96, "conflict": 92, "same": 96}


def _tops(forms: Forms) -> list[str]:
    """The forms in the order in which the navigation has them."""
    named = [kind for room in ROOMS for kind in room.forms if kind in forms]
    return list(dict.fromkeys([*named, *forms.top]))


class CountsModel(RowsModel):
    """Forms down, fates across; the first row is all forms together."""

    def __init__(self, forms: Forms, parent: QWidget) -> None:
        super().__init__(parent)
        self._forms = forms
        self.fates: list[str] = list(_ALWAYS)
        self.kinds: list[str] = []
        self._counts: dict[str, dict[str, int]] = {}

    def show_files(self, files: Sequence[FileReport], every: Sequence[FileReport]) -> None:
        """Show the counts of some files; the columns are those that any file needs."""
        self.beginResetModel()
        self.fates = [
            fate for fate in _ORDER if fate in _ALWAYS or any(one.total(fate) for one in every)
        ]
        self._counts = {}
        for file in files:
            for kind, counts in file.forms.items():
                mine = self._counts.setdefault(kind, dict.fromkeys(_ORDER, 0))
                for fate in _ORDER:
                    mine[fate] += counts[fate]
        order = (form.kind for top in _tops(self._forms) for form in self._forms[top].within())
        self.kinds = [kind for kind in order if self._counts.get(kind, {}).get("read")]
        self.headings = ("Mẫu", *(FATE_WORDS[fate].capitalize() for fate in self.fates))
        self.numbers = frozenset(range(1, len(self.fates) + 1))
        self.endResetModel()

    def at(self, row: int, column: int) -> tuple[str, str, int] | None:
        """The kind, fate and count of a cell; None in the row of all, or in a name."""
        if row < 1 or column < 1:
            return None
        kind, fate = self.kinds[row - 1], self.fates[column - 1]
        return kind, fate, self._counts[kind][fate]

    def first(self) -> tuple[int, int]:
        """The cell that wants a look first: a conflict, else what is changed, else new."""
        for fate in ("conflict", "refused", "duplicate", "merged", "changed", "new"):
            for row, kind in enumerate(self.kinds, 1):
                if fate in self.fates and self._counts[kind][fate]:
                    return row, self.fates.index(fate) + 1
        return 1, 1

    def first_of(self, column: int) -> int:
        """The first row of a form that has anything in a column; the row of all where none has."""
        rows = (row for row in range(1, self.count()) if self._value(row, column))
        return next(rows, 0)

    def count(self) -> int:
        return len(self.kinds) + 1 if self.kinds else 0

    def words(self, row: int, column: int) -> str:
        if column == 0:
            return self._name(row)
        fate, value = self.fates[column - 1], self._value(row, column)
        return f"{_SIGNS.get(fate, '')}{grouped(value)}" if value else _NONE

    def tone(self, row: int, column: int) -> str:
        if column == 0:
            return ""
        fate = self.fates[column - 1]
        if not self._value(row, column):
            return "text-3"
        return "text-2" if fate in _QUIET else _TONES.get(fate, "text")

    def strong(self, row: int, column: int) -> bool:
        quiet = column == 0 or self.fates[column - 1] in _QUIET
        return row == 0 or (not quiet and bool(self._value(row, column)))

    def told(self, row: int, column: int) -> str:
        if column == 0:
            return self._name(row).strip()
        words = FATE_WORDS[self.fates[column - 1]]
        return f"{self._name(row).strip()}: {grouped(self._value(row, column))} {words}"

    def _name(self, row: int) -> str:
        if row == 0:
            return "Tất cả"
        form = self._forms[self.kinds[row - 1]]
        return f"    {form.label}" if form.parent else form.plural

    def _value(self, row: int, column: int) -> int:
        fate = self.fates[column - 1]
        if row == 0:
            return sum(counts[fate] for counts in self._counts.values())
        return self._counts[self.kinds[row - 1]][fate]


class OfficesModel(RowsModel):
    """The files, by their senders; the first row is all of them."""

    headings = ("Đơn vị gửi", "Đổi")
    numbers = frozenset({1})

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.files: list[FileReport] = []

    def show_report(self, report: MergeReport) -> None:
        """Show the files that can be merged."""
        self.beginResetModel()
        self.files = [file for file in report.files if not file.refused]
        self.endResetModel()

    def chosen(self, row: int) -> list[FileReport]:
        """The files of a row."""
        return self.files if row < 1 else [self.files[row - 1]]

    def count(self) -> int:
        return len(self.files) + 1

    def words(self, row: int, column: int) -> str:
        if column == 1:
            count = sum(_changing(file) for file in self.chosen(row))
            return grouped(count) if count else _NONE
        if row == 0:
            return f"Tất cả {grouped(len(self.files))} tệp"
        file = self.files[row - 1]
        name = file.about.unit_name if file.about else file.file
        alike = [one for one in self.files if one.about and one.about.unit_name == name]
        number = f" · số {file.about.number}" if file.about and len(alike) > 1 else ""
        sign = "⚠ " if file.total("conflict") or file.total("refused") or file.gap else ""
        return f"{sign}{name}{number}"

    def tone(self, row: int, column: int) -> str:
        return "text-2" if column == 1 else ""

    def strong(self, row: int, column: int) -> bool:
        return row == 0

    def told(self, row: int, column: int) -> str:
        if row == 0 or column == 1:
            return self.words(row, column)
        file = self.files[row - 1]
        about = file.about
        said = f"{about.unit_name} · {about.officer} · tệp số {about.number}" if about else ""
        return f"{said}\n{file.file}"


def _changing(file: FileReport) -> int:
    return sum(file.total(fate) for fate in ("new", "changed", "merged", "conflict", "duplicate"))


def new_words(new: int, alike: int, what: str) -> str:
    """How many rows are new; of the whole those that are like somebody known are told apart."""
    words = f"{grouped(new + alike)} {what}"
    return f"{words} (trong đó {grouped(alike)} nghi trùng)" if alike else words
