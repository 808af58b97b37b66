"""What the rules say of the records that a merge wrote: counted by form, the first ones listed.

It never stops a merge; whoever looks at the preview or the receipt sees what wants a look.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from ocop_desktop.actions.flaws import Listed, checked
from ocop_desktop.store import flaws
from ocop_desktop.store.datafile import DataFile

Progress = Callable[[int, int, str], None]
_MOST_LISTED = 2000
_EVERY = 200
_LABEL = "Kiểm tra bản ghi"


@dataclass
class MergeFlaws:
    """Records with errors and with open warnings by form, and the problems themselves."""

    errors: dict[str, int] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)
    listed: list[Listed] = field(default_factory=list)

    def as_json(self) -> dict[str, dict[str, int]]:
        """The counts by form, for the command line."""
        return {
            kind: {"errors": self.errors.get(kind, 0), "warnings": self.warnings.get(kind, 0)}
            for kind in sorted({*self.errors, *self.warnings})
        }


def found_in(
    data: DataFile, connection: Connection, after: int, progress: Progress | None
) -> MergeFlaws:
    """Check the records of the rows of history after that one, as the connection sees them."""
    due = flaws.written(connection, data.forms, after, flaws.last_written(connection))
    report, total = MergeFlaws(), sum(map(len, due.values()))
    for number, (entry, found) in enumerate(checked(data, connection, due), 1):
        open_ = [one for one in found if one.is_open]
        for level, counts in (("error", report.errors), ("warning", report.warnings)):
            if any(one.level == level for one in open_):
                counts[entry.kind] = counts.get(entry.kind, 0) + 1
        if open_ and len(report.listed) < _MOST_LISTED:
            title = data.forms[entry.kind].title_of(entry.values, data.look)
            report.listed += [Listed(entry.kind, entry.id, title, one) for one in open_]
        if progress and (number % _EVERY == 0 or number == total):
            progress(number, total, _LABEL)
    return report
