"""The tables of places as read from `resources/places/`: titles, what lies above, what became what."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ocop_desktop.messages import Trouble

FORMER = "2024:"
"""Before the code in the key of a province or commune that ended on 30 June 2025."""


PROVINCE, DISTRICT, COMMUNE = "province", "district", "commune"
_LEVELS = {2: PROVINCE, 3: DISTRICT, 5: COMMUNE}


@dataclass(frozen=True)
class Table:
    """The places of one kind by key, those of today first."""

    titles: dict[str, str] = field(default_factory=dict)
    above: dict[str, tuple[str, ...]] = field(default_factory=dict)
    became: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_provinces(folder: Path) -> Table:
    """Provinces; a former one lies in the province of today that took it in."""
    table = Table()
    for code, title, takes_in in _rows(folder / "provinces.tsv", 3):
        table.titles[code] = title
        table.above[code] = ()
        table.above.update((FORMER + former, (code,)) for former in takes_in.split())
    for code, title in _rows(folder / "former-provinces.tsv", 2):
        table.titles[FORMER + code] = title
    return table


def read_districts(folder: Path, provinces: Table) -> Table:
    """Former districts; each lies in its former province and in the one of today."""
    table = Table()
    for code, title, province in _rows(folder / "former-districts.tsv", 3):
        table.titles[code] = title
        table.above[code] = (FORMER + province, *provinces.above[FORMER + province])
    return table


def read_communes(folder: Path, districts: Table) -> Table:
    """Communes of both eras; each lies in a former district, a former province, a province."""
    table = Table()
    above = {code: (code, *upper) for code, upper in districts.above.items()}
    for code, title, _, district in _rows(folder / "communes.tsv", 4):
        table.titles[code] = title
        table.above[code] = above[district]
    for code, title, district, became in _rows(folder / "former-communes.tsv", 4):
        key = FORMER + code
        table.titles[key] = title
        table.above[key] = above[district]
        table.became[key] = tuple(became.replace("~", "").split())
    return table


def _rows(file: Path, columns: int) -> list[list[str]]:
    """The rows below the heading; raise Trouble where the file is missing or misshapen."""
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble("places_broken", file=file.name) from error
    rows = [line.split("\t") for line in lines[1:] if line]
    if not rows or any(len(row) != columns for row in rows):
        raise Trouble("places_broken", file=file.name)
    return rows


def level(key: str) -> str:
    """The kind of place a key names: province, district, commune; "" where it has no such shape."""
    code = key.removeprefix(FORMER)
    return _LEVELS.get(len(code), "") if code.isascii() and code.isdecimal() else ""


def is_former(key: str) -> bool:
    """Whether the place ended on 30 June 2025."""
    return key.startswith(FORMER) or level(key) == DISTRICT
