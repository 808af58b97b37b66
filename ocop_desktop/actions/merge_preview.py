"""The preview of a merge as people read it: records of a form and fate, their fields, the edits.

Titles and links of records that are not here yet are read from the files' own rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ocop_desktop.actions.edit_lines import (
    NOT_IN_FILE,
    EditLine,
    after_shown,
    label_of,
    shown,
)
from ocop_desktop.actions.gone_words import gone_line
from ocop_desktop.actions.hand_edits import Choices
from ocop_desktop.actions.history_lines import ADDED, CHANGED, Line, Lines
from ocop_desktop.actions.merge_details import Details, Kept, Row
from ocop_desktop.actions.merge_files import Keys
from ocop_desktop.actions.merge_report import FileReport, MergeReport
from ocop_desktop.actions.receiving import Progress, merge
from ocop_desktop.schema import Form, Found
from ocop_desktop.schema.stamps import REMOVED
from ocop_desktop.store.datafile import DataFile

WAITS = "⚠"  # begins what a conflict would become
_DEEPEST = 4  # links within titles: a recognition is named by its product, that by itself
_MOST_TITLES = 20_000


@dataclass(frozen=True)
class Looked:
    """One row of a file: the record it is about, where it stands, each field that would change."""

    seq: int
    file: FileReport
    title: str
    place: str  # "dòng 15"
    lines: tuple[Line, ...]
    note: str = ""  # why it is refused, or whom it is like


class Preview:
    """A merge that was tried: its report, and its rows a page at a time."""

    def __init__(self, data: DataFile, report: MergeReport, details: Details) -> None:
        self.report, self._data, self._details = report, data, details
        self._look = _Look(data, details)

    def close(self) -> None:
        """Let go of the rows."""
        self._details.close()

    @property
    def edit_count(self) -> int:
        """How many changes by hand the files hold."""
        return self._details.edit_count()

    def edits_chosen(self) -> dict[str, int]:
        """How many edits are to be taken, refused, left waiting ("ask")."""
        return {one: self._details.edit_count(one) for one in ("ask", "take", "refuse")}

    def choices(self) -> Choices:
        """What was chosen of the edits, for the merge itself."""
        return Choices(by_key=self._details.choices())

    def choose(self, keys: Sequence[str], choice: str) -> None:
        """Choose what becomes of edits."""
        self._details.choose(keys, choice)

    def keys_like(self, key: str, by: str) -> list[str]:
        """Edits in the same "file", or in the same "column" of any file."""
        return self._details.keys_like(key, by)

    def edits(self, *, start: int = 0, limit: int = 100) -> list[EditLine]:
        """Changes by hand, file by file."""
        found = self._details.edits(start=start, limit=limit)
        titles = self._titles([(one.kind, one.id, one.parent) for one in found])
        return [self._edit(one, titles[one.id]) for one in found]

    def rows(
        self, kind: str, fate: str, file: int | None = None, *, start: int = 0, limit: int = 50
    ) -> list[Looked]:
        """Rows of a form with one fate, of one file or of all."""
        found = self._details.rows(kind, fate, file, start=start, limit=limit)
        titles = self._titles([(one.kind, one.id, one.parent) for one in found])
        return [self._looked(one, titles[one.id]) for one in found]

    # -- words

    def _titles(self, records: Sequence[tuple[str, str, str | None]]) -> dict[str, str]:
        """What to call records, those here and those that come."""
        with self._data.read() as connection:
            here = Lines(self._data, connection).named((kind, id) for kind, id, _ in records)
        named = {"": ""}  # a row that was refused may be about nobody known
        for kind, id, parent in records:
            if id and self._details.values(id) is not None:
                named[id] = " · ".join(filter(None, self._coming(kind, id, parent)))
            elif id:
                named[id] = " · ".join(filter(None, here[id]))
        return named

    def _coming(self, kind: str, id: str, parent: str | None) -> tuple[str, str]:
        """The words for a record that is not here yet."""
        form = self._data.forms[kind]
        if form.parent is None or parent is None:
            return self._look.title(kind, id) or f"{form.label} chưa có tên", ""
        own = self._look.title(kind, id)
        return self._look.title(form.parent, parent), f"{form.label}: {own}" if own else form.label

    def _looked(self, row: Row, title: str) -> Looked:
        file = self.report.files[row.file]
        place = f"dòng {row.number}" if row.number else ""
        detail = row.detail
        if "text" in detail:
            return Looked(row.seq, file, title, place, (), detail["text"])
        form = self._data.forms[row.kind]
        if "v" in detail:
            lines = tuple(self._filled(row, form, detail["v"], title))
            return Looked(row.seq, file, title, place, lines, self._alike(form, detail))
        lines = tuple(
            self._changed(row, form, title, number, *change)
            for number, change in enumerate(detail.get("c", ()))
            if change[0] == REMOVED or not change[0].startswith("_")
        )
        return Looked(row.seq, file, title, place, lines)

    def _alike(self, form: Form, detail: Mapping[str, Mapping[str, str]]) -> str:
        alike = detail.get("alike")
        if not alike:
            return ""
        with self._data.read() as connection:
            named = Lines(self._data, connection).named((form.kind, id) for id in alike)
        labels = {sign.code: sign.label for sign in form.alike}
        return "; ".join(
            f"giống {self._look.title(form.kind, id) or named[id][0]} ({labels.get(sign, sign)})"
            for id, sign in alike.items()
        )

    def _filled(
        self, row: Row, form: Form, values: Mapping[str, object], title: str
    ) -> Iterator[Line]:
        for number, field in enumerate(form.fields):
            value = values.get(field.name)
            if value is not None and not field.aside:
                text = shown(field, value, self._look)
                yield self._line(row, title, number, field.name, ADDED, field.label, ("", text, ""))

    def _changed(
        self,
        row: Row,
        form: Form,
        title: str,
        number: int,
        name: str,
        outcome: str,
        here: object,
        there: object,
        kept: object,
    ) -> Line:
        field = form.by_name.get(name)
        words = [shown(field, value, self._look) for value in (here, there, kept)]
        if outcome == "conflict":
            words[2] = f"{WAITS} {words[2]}, chờ chọn"
        label = label_of(form, CHANGED, name)
        return self._line(row, title, number, name, CHANGED, label, tuple(words))

    def _line(
        self,
        row: Row,
        title: str,
        number: int,
        name: str,
        what: str,
        label: str,
        words: Sequence[str],
    ) -> Line:
        here, there, kept = words
        return Line(
            number,
            row.kind,
            row.id,
            name,
            what,
            row.kind,
            row.id,
            title,
            label,
            here,
            kept,
            usable=False,
            theirs=there,
        )

    def _edit(self, one: Kept, title: str) -> EditLine:
        form, file = self._data.forms[one.kind], self.report.files[one.file]
        field = form.by_name.get(one.field)
        about = file.about
        if one.what == "deleted":
            return gone_line(one, about.unit_name if about else "", file.file, form, title)
        if one.what == "added":
            title = form.title_of(one.after or {}, self._look) or title
        return EditLine(
            one.key,
            about.unit_name if about else "",
            file.file,
            one.sheet,
            one.cell,
            one.kind,
            one.id,
            one.what,
            one.field,
            title,
            label_of(form, one.what, one.field),
            shown(field, one.before, self._look) if one.known else NOT_IN_FILE,
            after_shown(form, one.what, one.field, one.after, self._look),
            one.choice,
            one.settled,
        )


class _Look:
    """Titles of what is here, and of what the files bring."""

    def __init__(self, data: DataFile, details: Details) -> None:
        self._data, self._details = data, details
        self._known: dict[str, str] = {}
        self._deep = 0

    def title(self, kind: str, key: str) -> str:
        """What people call the record or place; "" where nobody knows."""
        title = self._data.look.title(kind, key)
        if title or kind not in self._data.forms:
            return title
        if len(self._known) > _MOST_TITLES:
            self._known = {}
        if key not in self._known:
            self._known[key] = self._of_file(kind, key)
        return self._known[key]

    def find(self, kind: str, text: str) -> list[Found]:
        """Records or places that a text may mean."""
        return self._data.look.find(kind, text)

    def _of_file(self, kind: str, key: str) -> str:
        found = self._details.values(key) if self._deep < _DEEPEST else None
        if found is None:
            return ""
        self._deep += 1
        try:
            return self._data.forms[kind].title_of(found[2], self)
        finally:
            self._deep -= 1


def look_into(
    data: DataFile,
    files: Sequence[Path],
    scratch: Path,
    *,
    keys: Keys | None = None,
    progress: Progress | None = None,
) -> Preview:
    """Try a merge and keep what it would do, in a file beside others that are shown only."""
    details, keys = Details(scratch), keys or Keys()
    try:
        report = merge(
            data,
            files,
            preview=True,
            details=details,
            passwords=keys.passwords,
            accept_keys=keys.accepted,
            progress=progress,
        )
    except BaseException:
        details.close()
        raise
    return Preview(data, report, details)
