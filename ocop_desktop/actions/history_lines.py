"""Changes of the history as people read them: whose, which field, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from ocop_desktop.schema import Field, Form
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import NEW, POSITION, REMOVED, load_rows

CHANGED, ADDED, GONE, BACK, MOVED = "changed", "added", "gone", "back", "moved"
_CONFLICT = "_conflict."
_BESIDE = {_CONFLICT + REMOVED: "Xoá bản ghi", _CONFLICT + POSITION: "Thứ tự dòng"}
MASK = "•••"  # what is sensitive is not read over a shoulder
_MANY = 500


@dataclass(frozen=True)
class Line:
    """One change: the record that opens, the field there, and the values as shown.

    `what` is "changed", or what became of the whole record: "added", "gone", "back", "moved".
    `number`, `kind`, `id` and `field` name it for bringing a value back; `field` is "" of a
    whole record. `path` names the row and field: "Thành viên 3 · Họ tên".
    """

    number: int
    kind: str
    id: str
    field: str
    what: str
    top_kind: str
    top_id: str
    title: str
    path: str
    before: str
    after: str
    usable: bool  # whether its values can be brought back
    source: str | None = None
    theirs: str = ""  # in the preview of a merge: the value in the file


@dataclass(frozen=True)
class _Place:
    """Where a record stands: the record that opens, and the words before its fields."""

    kind: str
    id: str
    title: str
    prefix: str


class Lines:
    """Turns rows of history into lines; what they name is read many at a time."""

    def __init__(self, data: DataFile, connection: Connection) -> None:
        self._data, self._connection = data, connection
        self._places: dict[str, _Place] = {}

    def ahead(self, rows: Iterable[Row[Any]]) -> None:
        """Read what these rows of history name: owners of rows, titles, linked records."""
        wanted: dict[str, dict[str, None]] = {}
        links: set[str] = set()
        for row in rows:
            if row.record_id not in self._places and row.kind in self._data.forms:
                wanted.setdefault(row.kind, {})[row.record_id] = None
            links |= self._linked(row)
        self._meet(wanted, links)

    def _meet(self, wanted: Mapping[str, Mapping[str, None]], links: set[str]) -> None:
        """Read owners and titles of records, and titles of what else they name."""
        chains = {id: self._chain(kind, id, up) for kind, id, up in self._owners(wanted)}
        self._data.look.fetch(links | {chain[0][1] for chain in chains.values()})
        for id, chain in chains.items():
            self._places[id] = self._place(chain)

    def named(self, records: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
        """(title of the record that opens, words for the row in it) of records, by their ids."""
        wanted: dict[str, dict[str, None]] = {}
        for kind, id in records:
            if id not in self._places and kind in self._data.forms:
                wanted.setdefault(kind, {})[id] = None
        self._meet(wanted, set())
        return {id: (place.title, place.prefix) for id, place in self._places.items()}

    def of(self, rows: Sequence[Row[Any]]) -> list[Line]:
        """The lines of rows of history, in the order of the rows and of the form's fields."""
        self.ahead(rows)
        return [line for row in rows for line in self._row(row)]

    # -- whose

    def _owners(
        self, wanted: Mapping[str, Mapping[str, None]]
    ) -> Iterator[tuple[str, str, dict[str, tuple[str, int]]]]:
        """(kind, id, {row id: (its owner, its place)}) of every record, owners of owners too."""
        for kind, ids in wanted.items():
            up: dict[str, tuple[str, int]] = {}
            form, below = self._data.forms[kind], list(ids)
            while form.parent is not None:
                rows = load_rows(self._connection, form.kind, below)
                up |= {id: (row["parent_id"], int(row["position"])) for id, row in rows.items()}
                below = list({row["parent_id"] for row in rows.values()})
                form = self._data.forms[form.parent]
            for id in ids:
                yield kind, id, up

    def _chain(
        self, kind: str, id: str, up: Mapping[str, tuple[str, int]]
    ) -> list[tuple[str, str, int]]:
        """(kind, id, place) from the record that opens down to this one."""
        chain: list[tuple[str, str, int]] = []
        form = self._data.forms[kind]
        while form.parent is not None and id in up:
            owner, place = up[id]
            chain.append((form.kind, id, place))
            form, id = self._data.forms[form.parent], owner
        chain.append((form.kind, id, 0))
        return chain[::-1]

    def _place(self, chain: Sequence[tuple[str, str, int]]) -> _Place:
        kind, id, _ = chain[0]
        form = self._data.forms[kind]
        title = self._data.look.title(kind, id) or f"{form.label} chưa có tên"
        parts = [f"{self._data.forms[one].label} {place + 1}" for one, _, place in chain[1:]]
        return _Place(kind, id, title, " · ".join(parts))

    # -- what

    def _linked(self, row: Row[Any]) -> set[str]:
        form = self._data.forms.get(row.kind)
        found: set[str] = set()
        for name, pair in row.changes.items():
            field = form.by_name.get(name) if form else None
            if field is not None and getattr(field.type, "of", None):
                for value in pair:
                    found.update(
                        value if isinstance(value, list) else [str(value)] if value else []
                    )
        return found

    def _row(self, row: Row[Any]) -> Iterator[Line]:
        form = self._data.forms.get(row.kind)
        if form is None:
            return
        changes = row.changes
        if NEW in changes:
            count = sum(1 for name in changes if not name.startswith("_"))
            yield self._whole(row, ADDED, "", f"{count} ô đã điền")
            return
        if REMOVED in changes:
            gone = bool(changes[REMOVED][1])
            yield self._whole(row, GONE if gone else BACK, *_marks(gone))
        order = [field.name for field in form.fields if field.name in changes]
        order += sorted(name for name in changes if name not in form.by_name)
        for name in order:
            if name == POSITION:
                pair = (str(int(place or 0) + 1) for place in changes[name])
                yield self._whole(row, MOVED, *pair)
            elif name.startswith(_CONFLICT):
                yield self._settled(form, row, name)
            elif not name.startswith("_"):
                yield self._field(form, row, name)

    def _whole(self, row: Row[Any], what: str, before: str, after: str) -> Line:
        place = self._places[row.record_id]
        usable = what in (GONE, BACK)
        return self._line(row, "", what, place.prefix, before, after, usable)

    def _field(self, form: Form, row: Row[Any], name: str) -> Line:
        field = form.by_name.get(name)
        label = field.label if field else f"{name} (không còn trong mẫu)"
        before, after = (self.shown(field, value) for value in row.changes[name])
        usable = field is not None and not field.computed
        return self._line(row, name, CHANGED, self._path(row, label), before, after, usable)

    def _settled(self, form: Form, row: Row[Any], name: str) -> Line:
        """Values in conflict that were chosen from, or are open again."""
        field = form.by_name.get(name.removeprefix(_CONFLICT))
        label = field.label if field else _BESIDE.get(name, name)
        was, left = row.changes[name]
        values = "; ".join(self._in_conflict(field, name, value) for value in was or left or ())
        before, after = (values, "đã chọn") if left is None else ("", values)
        path = self._path(row, f"{label} (xung đột)")
        return self._line(row, name, CHANGED, path, before, after, False)

    def _in_conflict(self, field: Field | None, name: str, value: Any) -> str:
        if name == _CONFLICT + REMOVED:
            return "đã xoá" if value else "còn"
        return self.shown(field, value) or "(trống)"

    def _path(self, row: Row[Any], label: str) -> str:
        prefix = self._places[row.record_id].prefix
        return f"{prefix} · {label}" if prefix else label

    def _line(
        self,
        row: Row[Any],
        field: str,
        what: str,
        path: str,
        before: str,
        after: str,
        usable: bool,
    ) -> Line:
        place = self._places[row.record_id]
        return Line(
            row.number,
            row.kind,
            row.record_id,
            field,
            what,
            place.kind,
            place.id,
            place.title,
            path,
            before,
            after,
            usable,
            row.source,
        )

    def shown(self, field: Field | None, value: Any) -> str:
        """A kept value as it is shown; one that its field can no longer show, as it stands."""
        if value is None:
            return ""
        if field is None:
            return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
        if field.sensitive:
            return MASK
        try:
            return field.type.show(value, self._data.look)
        except (ValueError, TypeError):
            return str(value)


def _marks(gone: bool) -> tuple[str, str]:
    return ("", "đã xoá") if gone else ("đã xoá", "đã khôi phục")
