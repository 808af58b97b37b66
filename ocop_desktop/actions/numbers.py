"""Product numbers: province-commune-number-year, the next one offered, none given twice.

Numbers are counted within a commune and a year. Two machines of one office that cannot see each
other give numbers of different ranges: the first 1 to 500, the second 501 to 1000, and so on. A
number once given stays taken, also by a product that was removed.
"""

from __future__ import annotations

import re
from collections import defaultdict

from sqlalchemy import or_, select

from ocop_desktop.actions import entries
from ocop_desktop.messages import Trouble
from ocop_desktop.places.places import is_former
from ocop_desktop.records.products import Product
from ocop_desktop.store.datafile import DataFile

MACHINE, RANGE = "machine", 500
"""The setting that says which machine of its office this is, and how many numbers one has."""

_SHAPE = re.compile(r"\s*(.+?)\s*-\s*0*(\d+)\s*-\s*(\d{4})\s*")


def machine(data: DataFile) -> int:
    """Which machine of its office this one is, from 1."""
    kept = data.settings.get(MACHINE)
    return kept if isinstance(kept, int) and kept > 0 else 1


def set_machine(data: DataFile, number: int) -> None:
    """Say which machine of its office this one is: its numbers come from another range."""
    data.keep_settings({MACHINE: max(1, number)})


def range_of(data: DataFile) -> tuple[int, int]:
    """The first and the last number that this machine gives."""
    first = (machine(data) - 1) * RANGE + 1
    return first, first + RANGE - 1


def next_code(data: DataFile, product: str, year: int) -> str | None:
    """The number to offer a product: the one it has for that year, else the next one free.

    A subject in a commune of before July 2025 gets the former shape, with the district. None where
    it is not known which commune. Raises Trouble("numbers_used_up").
    """
    entry = entries.get(data, "product", product)
    prefix = _prefix(data, str(entry.get("subject") or ""))
    if prefix is None:
        return None
    for code in (entry.get("product_code"), entry.get("former_code")):
        if (found := _parts(str(code or ""))) and (found[0], found[2]) == (prefix, year):
            return str(code)
    taken, (first, last) = _taken(data, prefix, year), range_of(data)
    number = next((n for n in range(first, last + 1) if n not in taken), None)
    if number is None:
        raise Trouble("numbers_used_up", first=first, last=last, place=prefix)
    return f"{prefix}-{number}-{year}"


def given_twice(data: DataFile) -> dict[str, list[str]]:
    """Numbers that several products carry, with their ids: two machines had the same range."""
    found: dict[str, list[str]] = defaultdict(list)
    query = select(Product.id, Product.product_code).where(
        ~Product.removed, Product.product_code.is_not(None)
    )
    with data.read() as connection:
        for id, code in connection.execute(query.order_by(Product.id)):
            parts = _parts(str(code))
            found["{}-{}-{}".format(*parts) if parts else str(code)].append(id)
    return {code: ids for code, ids in sorted(found.items()) if len(ids) > 1}


def _prefix(data: DataFile, subject: str) -> str | None:
    """What stands before the number: 51-23500, or 62-615-23494 before July 2025."""
    commune = str(entries.get(data, "subject", subject).get("commune") or "") if subject else ""
    if not commune:
        return None
    upper = data.places.parents(commune)
    if is_former(commune):
        district, province = upper[:2]
        return "-".join(key.removeprefix("2024:") for key in (province, district, commune))
    return f"{data.places.province_of(commune)}-{commune}"


def _parts(code: str) -> tuple[str, int, int] | None:
    """(prefix, number, year) of a product number; None for a text of another shape."""
    found = _SHAPE.fullmatch(code)
    return (re.sub(r"\s", "", found[1]), int(found[2]), int(found[3])) if found else None


def _taken(data: DataFile, prefix: str, year: int) -> set[int]:
    query = select(Product.product_code, Product.former_code)
    query = query.where(or_(Product.product_code.is_not(None), Product.former_code.is_not(None)))
    with data.read() as connection:
        codes = [code for row in connection.execute(query) for code in row if code]
    found = filter(None, map(_parts, codes))
    return {number for before, number, when in found if (before, when) == (prefix, year)}
