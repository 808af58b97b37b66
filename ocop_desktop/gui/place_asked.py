"""For which day and within what a field asks for places: told by the record that it stands in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ocop_desktop.actions.places_here import PlacesHere
from ocop_desktop.gui.draft import Draft
from ocop_desktop.schema import Field, Found
from ocop_desktop.schema.choice_types import Place

RENEW = "Ctrl+M"
"""The key that turns a former commune into the one of today."""


class PlaceAsked:
    """What a place's field asks; `draft` is the record or row on the screen."""

    def __init__(self, today: Callable[[], str]) -> None:
        self._today = today
        self.draft: Draft | None = None

    def offered(self, places: PlacesHere, kind: Place, text: str) -> Sequence[Found]:
        """What a text may mean."""
        return places.offered(kind.level, text, self._day(kind), self._told(kind.within))

    def renewed(self, places: PlacesHere, field: Field, key: str | None) -> Sequence[Found]:
        """What a former commune is called today; none for what counts on the record's day."""
        kind = field.type
        known = isinstance(kind, Place) and kind.level == "commune" and key
        return places.renewed(str(key), self._day(kind)) if known else []

    def _day(self, kind: object) -> str:
        return self._told(getattr(kind, "on", "")) or self._today()

    def _told(self, name: str) -> str:
        return self.draft.told(name) if self.draft is not None and name else ""


def is_renewing(event: QKeyEvent) -> bool:
    """Whether a key asks for the commune of today."""
    return event.key() == Qt.Key.Key_M and event.modifiers() == Qt.KeyboardModifier.ControlModifier
