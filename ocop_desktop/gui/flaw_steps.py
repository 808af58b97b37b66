"""Going through what is still to be seen to in a record: the next place, all of them, an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocop_desktop.gui.flaw_menu import show_list

if TYPE_CHECKING:
    from ocop_desktop.gui.desk import Desk
    from ocop_desktop.gui.record_page import RecordPage

NOTHING = "Không còn chỗ nào cần xem."


def step(page: RecordPage, desk: Desk, by: int = 1) -> None:
    """Go to the next (1) or previous (-1) place that is unreadable, wrong, missing or odd."""
    body = page.body
    if body is None:
        return
    stops = _stops(page)
    if stops:
        page.go_to(next_stop(stops, body.here(page.focusWidget()), body.order(), by))
    else:
        desk.say(NOTHING, "good")


def list_all(page: RecordPage, desk: Desk) -> None:
    """Show all that is still to be seen to in a menu; a line goes to its place."""
    draft, stops = page.draft, _stops(page)
    if draft is not None and stops:
        show_list(draft, page.watch.problems, stops, page.heading.problem_button, page.go_to)
    elif draft is not None:
        desk.say(NOTHING, "good")


def answer(page: RecordPage, desk: Desk) -> None:
    """Answer what is said at the field one is in: right so, or why it is blank."""
    body = page.body
    if body is None:
        return
    body.settle()
    if not page.watch.answer(body.here(page.focusWidget())):
        desk.say("Ở ô này không có gì phải trả lời.")


def open_other(page: RecordPage) -> bool:
    """Open the record that is spoken of at the field one is in; whether there is one."""
    body = page.body
    return body is not None and page.watch.open_other(body.here(page.focusWidget()))


def _stops(page: RecordPage) -> list[str]:
    if page.body is not None:
        page.body.settle()
    page.watch.say_blanks()
    return page.watch.stops()


def next_stop(stops: list[str], here: str, order: list[str], by: int) -> str:
    """The stop after (or before) the place one is in, round and round.

    `order` names the fields and tables as they stand on the page.
    """
    if here in stops:
        return stops[(stops.index(here) + by) % len(stops)]
    place = order.index(here.partition(".")[0]) if here.partition(".")[0] in order else -1
    places = [order.index(path.partition(".")[0]) for path in stops]
    if by > 0:
        later = [path for path, at in zip(stops, places, strict=True) if at >= place]
        return (later or stops)[0]
    earlier = [path for path, at in zip(stops, places, strict=True) if at <= place]
    return (earlier or stops)[-1]
