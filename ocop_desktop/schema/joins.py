"""Records that are one and the same: which of them stands for the others.

A record that was found to be another one names it in its field `same_as`; nothing else of it, and
nothing of what names it, is written. Whoever reads takes the one that stands in its place, so that
taking the name out again splits the two exactly as they were.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

SAME_AS = "same_as"


def standing_for(named: Mapping[str, str], standing: Collection[str]) -> dict[str, str]:
    """For each record that names another, the one that stands for it; itself where none does.

    `standing` are the records that are here and not removed: a join into any other one waits. Of
    records that name each other in a ring the one with the smallest id stands for all, so that
    every machine decides alike.
    """
    found: dict[str, str | None] = {}
    for start in named:
        path, place, at = list[str](), dict[str, int](), start
        while at in named and at not in found and at not in place:
            place[at] = len(path)
            path.append(at)
            at = named[at]
        if at in found:
            root = found[at]
        elif at in place:
            ring, path = path[place[at] :], path[: place[at]]
            root = min((one for one in ring if one in standing), default=None)
            found |= dict.fromkeys(ring, root)
        else:
            root = at if at in standing else None
        for one in reversed(path):
            root = one if root is None and one in standing else root
            found[one] = root
    return {one: root or one for one, root in found.items()}
