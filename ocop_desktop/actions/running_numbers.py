"""Running numbers: which files of an installation have not come, and numbers that came twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from sqlalchemy import Connection, and_, bindparam, select

from ocop_desktop.exchange.about import About
from ocop_desktop.store.tables import Exchanged

Range = tuple[int, int]


def missing(connection: Connection, about: About) -> list[Range]:
    """The numbers before this file's that have not come from its installation, as ranges.

    Every file is the whole state, so nothing is lost by it; somebody may look for them all the same.
    """
    come = connection.scalars(_COME, {"from_": about.installation})
    return gaps([*come, about.number], about.number)


def gaps(come: Iterable[int], last: int) -> list[Range]:
    """The ranges that lack among 1 to `last`."""
    known = sorted({0, *(n for n in come if 0 < n <= last)})
    return [(a + 1, b - 1) for a, b in pairwise(known) if b > a + 1]


def without(ranges: Iterable[Range], come: Iterable[int]) -> list[Range]:
    """The ranges less the numbers that are there after all."""
    known, found = sorted(set(come)), list[Range]()
    for first, last in ranges:
        inside = [first - 1, *(n for n in known if first <= n <= last), last + 1]
        found += [(a + 1, b - 1) for a, b in pairwise(inside) if b > a + 1]
    return found


def used_before(connection: Connection, about: About) -> bool:
    """Whether another file came with the same number from the same installation.

    What is meant for one unit alone bears no number.
    """
    if about.addressee:
        return False
    this = {"from_": about.installation, "number": about.number, "own": about.digest}
    return connection.execute(_OTHER, this).first() is not None


# put together once: they are asked of each of hundreds of files
_FROM = and_(Exchanged.direction == "received", Exchanged.installation == bindparam("from_"))
_COME = select(Exchanged.running_number).distinct().where(_FROM)
_OTHER = (
    select(Exchanged.id)
    .where(_FROM, Exchanged.running_number == bindparam("number"))
    .where(Exchanged.digest != bindparam("own"))
    .limit(1)
)


def in_words(ranges: Sequence[Range]) -> str:
    """Numbers as people say them: "2, 5–7"."""
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in ranges)
