"""What records and places are called: the look-up that types use to read and show links."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Engine, select

from ocop_desktop.schema import Forms, Found, Lookup
from ocop_desktop.store.search import matching
from ocop_desktop.store.tables import SearchRow

PLACES = ("province", "district", "commune")
_MANY = 500


class Titles:
    """Titles of records from the search table, remembered until something is written."""

    def __init__(self, engine: Engine, forms: Forms, places: Lookup) -> None:
        self._engine, self._forms, self.places = engine, forms, places
        self._known: dict[str, str] = {}

    def forget(self) -> None:
        """Forget what may have changed."""
        self._known = {}

    def title(self, kind: str, key: str) -> str:
        """What the record or place is called, "" where it is not known here."""
        if kind in PLACES:
            return self.places.title(kind, key)
        if key not in self._known:
            self.fetch([key])
        return self._known[key]

    def fetch(self, keys: Iterable[str]) -> None:
        """Read many titles at once, so that a list does not ask one by one."""
        wanted = [key for key in keys if key not in self._known]
        known = dict.fromkeys(wanted, "")
        with self._engine.connect() as connection:
            for start in range(0, len(wanted), _MANY):
                part = wanted[start : start + _MANY]
                rows = connection.execute(
                    select(SearchRow.id, SearchRow.title).where(SearchRow.id.in_(part))
                )
                known.update((row.id, row.title) for row in rows)
        self._known = {**self._known, **known}

    def find(self, kind: str, text: str) -> list[Found]:
        """Records or places that the text may mean, the likeliest first."""
        if kind in PLACES:
            return self.places.find(kind, text)
        with self._engine.connect() as connection:
            rows = matching(connection, text, kinds=[kind], limit=20)
        return [Found(row.id, row.title) for row in rows]
