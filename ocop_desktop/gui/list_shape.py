"""How this user likes each list on this machine: its columns, their widths, headings, first view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ocop_desktop.actions import lists
from ocop_desktop.gui.preferences import Preferences
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import Form


class ListShapes:
    """Kept in the preferences under the kind of record."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def columns(self, form: Form) -> tuple[str, ...]:
        """The columns that were chosen; () where the usual ones are to be shown."""
        return tuple(name for name in self._of(form.kind).get("columns", ()) if _is_in(form, name))

    def keep_columns(self, kind: str, columns: Sequence[str]) -> None:
        """Keep the chosen columns; none means the usual ones in their usual widths."""
        self._keep(kind, columns=list(columns))
        if not columns:
            self._keep(kind, widths={})

    def widths(self, kind: str) -> dict[str, int]:
        """Widths by column, in pixels of the design."""
        widths = self._of(kind).get("widths", {})
        return {str(name): int(width) for name, width in dict(widths).items()}

    def keep_width(self, kind: str, column: str, width: int) -> None:
        """Keep the width of a column."""
        self._keep(kind, widths=self.widths(kind) | {column: width})

    def group(self, form: Form) -> str | None:
        """The field whose values are headings."""
        name = self._of(form.kind).get("group")
        return name if name and _is_in(form, name) else None

    def keep_group(self, kind: str, name: str | None) -> None:
        """Keep by what rows stand under headings."""
        self._keep(kind, group=name)

    def first_view(self, kind: str) -> str:
        """The name of the view a list begins with."""
        return str(self._of(kind).get("view") or "")

    def keep_first_view(self, kind: str, name: str) -> None:
        """Keep the name of the view a list begins with; "" for none."""
        self._keep(kind, view=name)

    def _of(self, kind: str) -> dict[str, Any]:
        held = self._preferences.lists.get(kind)
        return dict(held) if isinstance(held, dict) else {}

    def _keep(self, kind: str, **facts: Any) -> None:
        self._preferences.lists[kind] = self._of(kind) | facts
        self._preferences.save()


def _is_in(form: Form, name: str) -> bool:
    try:
        return bool(lists.field_of(form, name))
    except Trouble:
        return False
