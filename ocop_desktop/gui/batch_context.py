"""What the cells of a batch may ask of the program around them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ocop_desktop.actions.places_here import PlacesHere
from ocop_desktop.gui.batch_state import BatchState, MadeLook
from ocop_desktop.gui.desk import Desk
from ocop_desktop.schema import Entry, Form, Found, Habits, Lookup


class SheetContext:
    """What the cells may ask: the window's desk, which here knows the records to be made too."""

    def __init__(self, desk: Desk, state: BatchState) -> None:
        self._desk, self._look = desk, MadeLook(desk.look, state)

    @property
    def look(self) -> Lookup:
        """Titles of records and places."""
        return self._look

    @property
    def habits(self) -> Habits:
        """What typing may lean on."""
        return self._desk.habits

    def form(self, kind: str) -> Form:
        """The form of a kind."""
        return self._desk.form(kind)

    def rows_of(self, kind: str, parent: str) -> Sequence[Entry]:
        """The rows of a table form that stand in a record."""
        return self._desk.rows_of(kind, parent)

    def today(self) -> str:
        """The day as ISO text."""
        return self._desk.today()

    def find(self, kind: str, text: str) -> Sequence[Found]:
        """Records or places the text may mean."""
        return [*self._look.made(kind, text), *self._desk.find(kind, text)]

    @property
    def places(self) -> PlacesHere:
        """What is offered of places."""
        return self._desk.places

    def attach(self, paths: Sequence[Path]) -> list[str]:
        """Keep files beside the data."""
        return self._desk.attach(paths)

    def open_file(self, value: str) -> None:
        """Show a kept file."""
        self._desk.open_file(value)
