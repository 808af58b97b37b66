"""What places are called, where they lie, what became of them; read from files when first asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from ocop_desktop.messages import Trouble
from ocop_desktop.places.offer import offered
from ocop_desktop.places.search import Index, plain
from ocop_desktop.places.tables import (
    COMMUNE,
    DISTRICT,
    FORMER,
    PROVINCE,
    Table,
    read_communes,
    read_districts,
    read_provinces,
)
from ocop_desktop.places.tables import is_former as is_former
from ocop_desktop.places.tables import level as level
from ocop_desktop.schema.lookup import Found

_MERGED = re.compile(r" \(nay: [^)]*\)", re.IGNORECASE)


class Places:
    """The places of the country in both eras; a look-up for fields of type place.

    `home` is the key of the office's province of today: its places are offered first, and there a
    name that other provinces have too means the one at home.
    """

    def __init__(self, folder: Path, home: str = "") -> None:
        self._folder = folder
        self.home = home
        self._shown: dict[str, dict[str, str]] = {}
        self._indexes: dict[str, Index] = {}

    @classmethod
    def load(cls, folder: Path, home: str = "") -> Places:
        """The places of a folder; nothing is read before it is asked for."""
        return cls(folder, home)

    # ---- names

    def exists(self, kind: str, key: str) -> bool:
        """Whether there is, or was, such a province, district or commune."""
        return key in self._table(kind).titles

    def title(self, kind: str, key: str) -> str:
        """What people call the place: "Xã Đăk Hà", "Xã Hà Mòn (nay: Xã Đăk Hà)"; "" if unknown.

        A former place whose name is borne on, or of which nobody knows what it became, is "(cũ)".
        """
        titles = self._titles_of(kind)
        return self._merged(key) or titles.get(key, "") if key in titles else ""

    def titled(self, key: str) -> str:
        """The same, the kind told by the key."""
        return self.title(level(key), key)

    def name(self, key: str) -> str:
        """The place's official name, without "(cũ)"; "" if unknown."""
        return self._table(level(key)).titles.get(key, "")

    def full_title(self, key: str) -> str:
        """The name with what the place lies in: "Xã Đắk Ui, Huyện Đắk Hà, Tỉnh Kon Tum"."""
        upper = self.parents(key)
        upper = upper[:-1] if is_former(key) else upper[-1:]
        return ", ".join(name for name in map(self.name, (key, *upper)) if name)

    def find(self, kind: str, text: str) -> list[Found]:
        """Places the text may mean: by code or any words, marks left out, today's first."""
        keys = self._index(kind).find(_MERGED.sub(" (cũ)", text), self._is_home)
        return [Found(key, self.title(kind, key), self.note(key)) for key in keys]

    def offered(self, kind: str, text: str, day: str, within: str = "") -> list[Found]:
        """What a list offers for a text typed into a record of a day; see `places/offer.py`."""
        return offered(self, kind, text, day, within)

    def meant(self, kind: str, text: str) -> list[str]:
        """Keys of all places that a text may mean, those that only lie in such a one too."""
        return self._index(kind).find(_MERGED.sub(" (cũ)", text), self._is_home, every=True)

    def all_of(self, kind: str) -> Iterable[str]:
        """The keys of all places of a kind."""
        return self._table(kind).titles

    def unit(self, code: str, era: str = "2025") -> str:
        """The key of a unit's code: a commune and a province by the era, a district of 2024.

        Raises:
            Trouble: `no_such_unit`; a code that only the other era knows is taken as that.
        """
        keys = [FORMER + code, code] if era == "2024" else [code, FORMER + code]
        for key in keys:
            if self.exists(level(key), key):
                return key
        raise Trouble("no_such_unit", code=code)

    def unit_title(self, key: str) -> str:
        """What a unit is called, whatever its level: "Huyện Đắk Hà"; "" if unknown."""
        return self.title(level(key), key)

    # ---- where places lie

    def parents(self, key: str) -> tuple[str, ...]:
        """What the place lies in, the nearest first: former district, former province, province.

        A commune of today lies in the former district it mostly came from.
        """
        return self._table(level(key)).above.get(key, ())

    def district_of(self, key: str) -> str | None:
        """The former district of a commune of either era."""
        return next(
            (upper for upper in (key, *self.parents(key)) if level(upper) == DISTRICT), None
        )

    def province_of(self, key: str) -> str | None:
        """The province of today that the place lies in."""
        chain = (key, *self.parents(key))
        return chain[-1] if level(chain[-1]) == PROVINCE and not is_former(chain[-1]) else None

    def province_of_its_time(self, key: str) -> str | None:
        """The province that the place lies in on the map that it stands on."""
        chain = (key, *self.parents(key))
        found = [one for one in chain if level(one) == PROVINCE]
        return next((one for one in found if is_former(one) == is_former(key)), None)

    def is_in(self, key: str, area: str) -> bool:
        """Whether a place is, or lies in, an area: 51 takes in all that 62 and 51 were.

        A former commune also lies in the communes of today that it became.
        """
        return area == key or area in self.parents(key) or area in self.successors(key)

    def communes_of(self, area: str) -> list[str]:
        """The communes of today in a province or former district, by code."""
        return [key for key in self._inside.get(area, ()) if not is_former(key)]

    def former_communes_of(self, area: str) -> list[str]:
        """The communes until June 2025 in a province or former district, by code."""
        return [key for key in self._inside.get(area, ()) if is_former(key)]

    def districts_of(self, province: str) -> list[str]:
        """The former districts in a province of either era, by code."""
        above = self._table(DISTRICT).above
        return [key for key, upper in above.items() if province in upper]

    # ---- what became of places

    def successors(self, key: str) -> tuple[str, ...]:
        """The communes of today that a former one became, the one that took it whole first."""
        return self._table(COMMUNE).became.get(key, ()) if key.startswith(FORMER) else ()

    def predecessors(self, key: str) -> tuple[str, ...]:
        """The former communes that a commune of today was made from."""
        return tuple(self._made_from.get(key, ()))

    # ---- tables, each read once

    def _table(self, kind: str) -> Table:
        if kind == COMMUNE:
            return self._communes
        return self._districts if kind == DISTRICT else self._provinces

    @cached_property
    def _provinces(self) -> Table:
        return read_provinces(self._folder)

    @cached_property
    def _districts(self) -> Table:
        return read_districts(self._folder, self._provinces)

    @cached_property
    def _communes(self) -> Table:
        return read_communes(self._folder, self._districts)

    @cached_property
    def _inside(self) -> Mapping[str, list[str]]:
        """Communes of both eras by what they lie in."""
        inside = defaultdict(list)
        for key, uppers in self._communes.above.items():
            for upper in uppers:
                inside[upper].append(key)
        return inside

    @cached_property
    def _made_from(self) -> Mapping[str, list[str]]:
        made_from = defaultdict(list)
        for key, became in self._communes.became.items():
            for successor in became:
                made_from[successor].append(key)
        return made_from

    # ---- searching

    def _merged(self, key: str) -> str:
        """The title of a former place that bears another name today; "" for any other."""
        if not key.startswith(FORMER):
            return ""
        names = [self.name(one) for one in self.successors(key) or self.parents(key)[-1:]]
        own = self.name(key)
        return f"{own} (nay: {', '.join(names)})" if names and names != [own] else ""

    def _titles_of(self, kind: str) -> dict[str, str]:
        """Titles by key as they are searched; a former place is marked: one of today may bear
        its name.
        """
        if kind not in self._shown:
            titles = self._table(kind).titles
            self._shown[kind] = {
                key: f"{name} (cũ)" if key.startswith(FORMER) else name
                for key, name in titles.items()
            }
        return self._shown[kind]

    def _index(self, kind: str) -> Index:
        if kind not in self._indexes:
            titles, above = self._titles_of(kind), self._table(kind).above
            texts = {upper: plain(" ".join(map(self.name, upper))) for upper in {*above.values()}}
            self._indexes[kind] = Index(titles, [texts[above[key]] for key in titles])
        return self._indexes[kind]

    def _is_home(self, key: str) -> bool:
        return key == self.home or self.home in self.parents(key)

    def note(self, key: str) -> str:
        """Beside a title in a list to choose from: where the place lies."""
        upper = [self.name(one) for one in self.parents(key)]
        if not upper:
            return ""
        if len(upper) == 3 and not is_former(key):
            return f"{upper[0]} (cũ), {upper[2]}"
        return ", ".join(upper[:-1]) or f"nay thuộc {upper[-1]}"
