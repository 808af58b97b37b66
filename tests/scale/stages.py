"""The stages of the simulation: which units of the country take part, and who does what oddly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocop_desktop.actions import start


@dataclass(frozen=True)
class Stage:
    """One size: its units, whether a server holds the data, how many send a second time."""

    name: str
    province: str  # whose role the receiver has; the program knows no unit above a province
    units: tuple[str, ...]
    served: bool = False
    again: int = 1  # every so manieth unit sends a second time
    spoiled: int = 3  # files that nobody can read or trust


@dataclass(frozen=True)
class Part:
    """What one unit does in a stage."""

    unit: str
    number: int  # its place in the country: its made-up numbers follow from it
    subjects: int
    sends_again: bool
    twin: str  # the unit that has a subject with the same tax code, "" for none
    disputed: bool  # the province changes a field that the unit changes too
    by_hand: bool  # somebody edits its second workbook in a spreadsheet program


SUBJECTS = (2, 3, 1, 4, 2, 3, 2, 5, 2, 2)
"""Subjects of one commune after another: about 300 records each with all that belongs to them."""


def country() -> list[str]:
    """All communes of today, province by province."""
    places = start.the_places()
    provinces = sorted(key for key in places.all_of("province") if len(key) == 2)
    return [unit for province in provinces for unit in places.communes_of(province)]


def stage(name: str) -> Stage:
    """A stage by its name: "ten", "hundred" or "country"."""
    communes = start.the_places().communes_of
    if name == "ten":
        return Stage(name, "51", tuple(communes("51")[:10]))
    if name == "hundred":
        return Stage(name, "40", tuple(communes("40")[:100]))
    if name == "country":
        return Stage(name, "01", tuple(country()), served=True, again=5, spoiled=34)
    raise SystemExit(f"no such stage: {name} (ten, hundred, country)")


def parts(stage: Stage) -> list[Part]:
    """What every unit of a stage does; the same at every run."""
    numbers = {unit: number for number, unit in enumerate(country())}
    found, senders = [], 0
    for place, unit in enumerate(stage.units):
        again = place % stage.again == 0
        turn = senders % 10 if again else None
        senders += again
        found.append(
            Part(
                unit,
                numbers[unit],
                SUBJECTS[place % len(SUBJECTS)],
                again,
                _twin(stage.units, place),
                turn == 3,
                turn == 5 and senders <= 200,
            )
        )
    return found


def _twin(units: Sequence[str], place: int) -> str:
    if place % 20 == 7:
        return units[place - 1]
    return units[place + 1] if place % 20 == 6 and place + 1 < len(units) else ""


def rounds_of(stage: Stage) -> list[tuple[str, list[str]]]:
    """Which units a merge takes together: all; on a server those of one province after another."""
    if not stage.served:
        return [("", list(stage.units))]
    province_of = start.the_places().province_of
    found: dict[str, list[str]] = {}
    for unit in stage.units:
        found.setdefault(province_of(unit) or "", []).append(unit)
    return list(found.items())
