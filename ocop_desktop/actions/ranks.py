"""The ranks of a product: its chain, what is in force on a day."""

from __future__ import annotations

from ocop_desktop.actions import due, law
from ocop_desktop.records import ranks
from ocop_desktop.records.ranks import Given
from ocop_desktop.store.datafile import DataFile

__all__ = ["Given", "chain", "in_force"]


def chain(data: DataFile, product: str, on: str | None = None) -> list[Given]:
    """Every rank a product was given, the first one first, as it stands on a day (today)."""
    day = due.day_of(data, on)
    with data.read() as connection:
        return ranks.chain(law.ranks_of(data, connection, product), day)


def in_force(
    data: DataFile, product: str, on: str | None = None, *, district: bool = False
) -> Given | None:
    """Còn hiệu lực: the rank a product holds on a day (today); `district` counts those ranks."""
    levels = ("district",) if district else ranks.PROVINCE_AND_UP
    day = due.day_of(data, on)
    with data.read() as connection:
        return ranks.rank_on(law.ranks_of(data, connection, product), day, levels)
