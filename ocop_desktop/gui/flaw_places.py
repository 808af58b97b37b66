"""Where a problem stands in a record on the screen: the field, its row, and what a remark calls it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ocop_desktop.gui.draft import Draft
from ocop_desktop.schema import Field, Problem
from ocop_desktop.schema.remarks import REMARKS, blanks_with_reason, reason_for_blank, shown_by

EXCUSED = "excused"
"""The code of what is said of a blank that a reason was given for."""


@dataclass(frozen=True)
class Spot:
    """A field of a record, or of one of its rows: `rows` are the tables and rows it stands in."""

    owner: Draft
    field: Field
    rows: tuple[tuple[str, Draft], ...] = ()

    @property
    def key(self) -> str:
        """What a remark about its blank is kept under; see `schema.remarks`."""
        return "".join(f"{table}.{row.mark}." for table, row in self.rows) + self.field.name

    @property
    def is_blank(self) -> bool:
        """Whether nothing is in it."""
        return self.owner.get(self.field.name) is None


def spot_of(draft: Draft, path: str) -> Spot | None:
    """The field of a path (`name`, `items.2.amount`); None where there is none."""
    owner, rows, parts = draft, list[tuple[str, Draft]](), path.split(".")
    while len(parts) > 2 and parts[1].isdecimal():
        table, number = parts[0], int(parts[1])
        kept = [row for row in owner.rows(table) if not row.removed]
        if number >= len(kept):
            return None
        owner, parts = kept[number], parts[2:]
        rows.append((table, owner))
    if len(parts) != 1 or parts[0] not in owner.form.by_name:
        return None
    return Spot(owner, owner.form.field(parts[0]), tuple(rows))


def excused(draft: Draft) -> Iterator[tuple[str, Spot]]:
    """The path and the place of every blank that a reason stands for; gone rows left out."""
    for name in blanks_with_reason(draft.values):
        path = _path(draft, name)
        spot = spot_of(draft, path) if path else None
        if spot is not None and spot.is_blank:
            yield path, spot


def _path(owner: Draft, name: str) -> str:
    """The path of a field that a remark names by the ids of its rows; "" where they are gone."""
    if "." not in name:
        return name
    table, mark, inner = name.split(".", 2)
    if table not in {one.name for one in owner.form.tables}:
        return ""
    kept = [row for row in owner.rows(table) if not row.removed]
    number = next((n for n, row in enumerate(kept) if row.mark == mark), -1)
    rest = _path(kept[number], inner) if number >= 0 else ""
    return f"{table}.{number}.{rest}" if rest else ""


def told(draft: Draft, path: str, spot: Spot) -> Problem | None:
    """A reason that was given, to be said where its blank is; nothing of it is open."""
    said = reason_for_blank(draft.values, spot.key)
    if said is None:
        return None
    reasons = getattr(draft.form.field(REMARKS).type, "options", ())
    known = {str(option.code): str(option.label) for option in reasons}
    why = said.words or known.get(said.code, said.code)
    named = f"“{spot.field.label}” để trống" if spot.rows else "Để trống"
    text = f"{named} vì {why[:1].lower()}{why[1:]}"
    return Problem(path, EXCUSED, text, "warning", said=shown_by(said))
