"""Changes by hand in workbooks as people read them: where, whose, which column, before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ocop_desktop.schema import Field, Form, Lookup
from ocop_desktop.schema.stamps import REMOVED

NOT_IN_FILE = "không có trong tệp"
BLANK = "(trống)"


@dataclass(frozen=True)
class EditLine:
    """One edit: the cell, the record it is in, before as it is here, after as somebody wrote.

    `choice` is "ask", "take" or "refuse"; `settled` says that it was decided when the file came
    before; `hindrance` why it cannot be taken ("" where it can).
    """

    key: str
    unit: str
    file: str
    sheet: str
    cell: str
    kind: str
    id: str
    what: str  # "changed", "added" or "deleted"
    field: str
    title: str
    label: str
    before: str
    after: str
    choice: str = "ask"
    settled: bool = False
    hindrance: str = ""

    @property
    def place(self) -> str:
        """Sheet and cell, as a spreadsheet says it."""
        if self.what == "deleted":  # the cell is another row's now
            return f"{self.cell} · {self.sheet}" if self.cell else self.sheet
        return f"{self.sheet}!{self.cell}"


def label_of(form: Form, what: str, name: str) -> str:
    """What people call what was changed: a column, or the whole row."""
    if what == "added":
        return f"Dòng mới: {form.label.lower()}"
    if name == REMOVED:
        return "Đã xoá"
    known = form.by_name.get(name)
    return known.label if known else name


def shown(field: Field | None, value: Any, look: Lookup) -> str:
    """A value as its form shows it; one that the form cannot show, as it stands."""
    if value is None or value == "":
        return BLANK
    if isinstance(value, bool) and (field is None or field.type.kind != "yes_no"):
        return "Có" if value else "Không"
    if field is None:
        return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    try:
        return field.type.show(value, look) or BLANK
    except (ValueError, TypeError):
        return str(value)


def row_shown(form: Form, values: Mapping[str, Any], look: Lookup) -> str:
    """The values of a row that somebody added, in the order of its form."""
    return "; ".join(
        f"{field.label}: {shown(field, values[field.name], look)}"
        for field in form.fields
        if values.get(field.name) is not None
    )


def after_shown(form: Form, what: str, name: str, after: Any, look: Lookup) -> str:
    """What stands in the file now."""
    if what == "added":
        return row_shown(form, after or {}, look)
    return shown(form.by_name.get(name), after, look)
