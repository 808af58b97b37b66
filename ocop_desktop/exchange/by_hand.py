"""What somebody typed into a workbook: keys of edits, and rows as records of whoever takes them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from ocop_desktop.exchange.head import Head, InColumn
from ocop_desktop.exchange.incoming import Incoming, Refusal
from ocop_desktop.exchange.layout import KEYED, PARENT
from ocop_desktop.exchange.readers import careful
from ocop_desktop.schema import Form, Lookup, Rejected
from ocop_desktop.schema.types import cell_text

_NAMESPACE = UUID("0c09de57-0000-4000-8000-000000000000")
_NO_PARENT = "Dòng thêm tay chưa rõ thuộc bản ghi nào. Hãy nhập dòng này trong chương trình."


def new_row(
    form: Form, head: Head, look: Lookup, number: int, cells: Sequence[Any], mark: str
) -> Incoming | Refusal:
    """A row without an id as a record to be made, or why it cannot be read.

    Its id comes again when the same file (`mark`) is read again.
    """
    values: dict[str, Any] = {}
    for column in head.columns:
        try:
            value = careful(column.type, _cell(head, column, cells), look)
        except Rejected as rejected:
            return Refusal(
                form.kind,
                "",
                number,
                "unreadable",
                f"{column.label}: {rejected.text}",
                column.label,
                tuple(cells),
            )
        if value is not None:
            values[column.field] = value
    place = head.places.get(PARENT)
    parent = cell_text(cells[place]) if place is not None else ""
    if form.parent and not parent:
        return Refusal(form.kind, "", number, "row_without_parent", _NO_PARENT, "", tuple(cells))
    fields = frozenset(column.field for column in head.columns)
    id = _made_id(mark, form.kind, parent, number, values)
    return Incoming(form.kind, id, values, {}, fields, parent or None, row=number, added=True)


def edit_key(mark: str, kind: str, id: str, field: str, after: Any) -> str:
    """What an edit is known by: the same when the same file (`mark`) is read again."""
    words = json.dumps([mark, kind, id, field, after], sort_keys=True)
    return str(uuid5(_NAMESPACE, words))


def _cell(head: Head, column: InColumn, cells: Sequence[Any]) -> Any:
    """The cell that counts: of a link its id, else its text."""
    cell = cells[column.place]
    if cell == "" and column.name.endswith(KEYED) and column.field in head.shown:
        return cells[head.shown[column.field]]
    return cell


def _made_id(mark: str, kind: str, parent: str, number: int, values: Mapping[str, Any]) -> str:
    words = json.dumps([mark, kind, parent, number, sorted(values.items())])
    return str(uuid5(_NAMESPACE, words))
