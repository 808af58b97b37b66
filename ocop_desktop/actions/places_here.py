"""Places as a form asks for them: what to offer on a day, what became of one, what lies in what."""

from __future__ import annotations

from collections.abc import Sequence

from ocop_desktop.places import Places
from ocop_desktop.places.offer import is_before
from ocop_desktop.schema import Found


class PlacesHere:
    """The places of an open data file; those of its own province come first."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def offered(self, level: str, text: str, day: str, within: str = "") -> Sequence[Found]:
        """Places that a text may mean in a record of a day; "" is all at hand."""
        return self._places.offered(level, text, day, within)

    def renewed(self, key: str, day: str) -> Sequence[Found]:
        """The communes of today that a former one became; none where it counts on that day."""
        if is_before(day):
            return []
        places = self._places
        return [Found(one, places.titled(one), places.note(one)) for one in places.successors(key)]

    def above(self, key: str, level: str) -> str:
        """The province of its own time, or the former district, that a place lies in; "" if none."""
        if level == "district":
            return self._places.district_of(key) or ""
        return self._places.province_of_its_time(key) or ""

    def is_in(self, key: str, area: str) -> bool:
        """Whether a place lies in an area."""
        return self._places.is_in(key, area)
