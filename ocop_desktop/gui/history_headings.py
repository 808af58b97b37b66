"""The history's actions as headings of a tree of changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from ocop_desktop.actions import history
from ocop_desktop.actions.history import Group, Wanted
from ocop_desktop.actions.history_lines import Line
from ocop_desktop.gui.action_words import TURNS, done, moment, turned
from ocop_desktop.gui.changes_model import Heading
from ocop_desktop.gui.desk import Desk
from ocop_desktop.vietnamese import grouped


def pages(desk: Desk, wanted: Wanted) -> Callable[[], Sequence[Heading]]:
    """Asks for one page of the history after the other."""
    place: list[int | None] = [None]

    def fetch() -> Sequence[Heading]:
        if desk.tasks.busy:
            return ()
        found = history.page(desk.data, wanted, below=place[0])
        if found:
            place[0] = found[-1].place
        return [heading_of(desk, one) for one in found]

    return fetch


def heading_of(desk: Desk, group: Group) -> Heading:
    """An action as a heading: what was done, how much, when and by whom."""
    today = desk.today()
    title = done(group.verb)
    if group.of:
        title = f"{title}: {turned(group.of, today)}"
    words = [moment(group.at, today), group.by]
    rows = group.records - group.tops
    words.append(f"{grouped(group.tops)} bản ghi" if group.tops > 1 else "")
    words.append(f"{grouped(rows)} dòng của bảng" if rows > 1 else "")
    words += group.files
    chips = [("↶ đã hoàn tác", "gold")] if group.undone else []
    return Heading(
        (group.id, group.records),
        title,
        " · ".join(filter(None, words)),
        group.lines,
        tuple(chips),
        partial(_more, desk, group.id) if group.more else None,
        undoable=not group.undone and group.verb not in TURNS,
    )


def _more(desk: Desk, action: str, after: int) -> Sequence[Line]:
    return history.lines(desk.data, action, after=after)
