"""Stamps: what a copy of a record has written and seen, on which merging rests.

Every field of a record holds values, each with a stamp (n, installation), and `seen`: the highest
n of each installation that this copy of the field has taken in. Kept compactly, as JSON:

    {"s": [n, installation],       the stamp of every filled field that has no mark of its own
     "seen": {installation: n},    what this copy has taken in, unless a mark says otherwise
     "f": {field: mark}}           the exceptions, left out where there are none

A mark holds what differs: "s" the stamp of the field's one value (a blank with a stamp was cleared
on purpose; a blank without one was never written), "seen" of its own, "v" a list of
[n, installation, value], greatest stamp first, where several values are left over. `{"seen": {}}`
on a blank field says: this copy knows nothing of it. Removal is the field `_removed`; its mark
always holds "v", and its value is what the removal had seen (`False` once restored). Remarks made
apart are no conflict: all of them count together, until the next write takes their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from ocop_desktop.schema.remarks import REMARKS, gathered

Stamps: TypeAlias = Mapping[str, Any]
Stamp: TypeAlias = tuple[int, str]
Seen: TypeAlias = Mapping[str, int]
Cell: TypeAlias = tuple[Mapping[Stamp, Any], Seen]
Outcome = Literal["same", "mine", "theirs", "both", "conflict"]

REMOVED = "_removed"
UNKNOWN: Cell = ({}, {})
_NO_MARKS: Mapping[str, Any] = {}


class Merged(NamedTuple):
    """Two copies of a record made one: its values, its stamps, what became of each field."""

    values: dict[str, Any]
    stamps: Stamps
    fields: dict[str, Outcome]  # those with anything new, or held here only, on either side


def first(installation: str) -> dict[str, Any]:
    """The stamps of a record just made: one write of everything that is filled."""
    return {"s": [1, installation], "seen": {installation: 1}}


def written(
    stamps: Stamps, fields: Iterable[str], installation: str, *, stays: bool = False
) -> dict[str, Any]:
    """The stamps after a write of these fields: it replaces every value they had.

    Among the fields, `_removed` stands for removing a record that is there, and for restoring
    one that is removed; with `stays` for keeping one that is removed elsewhere. A write into a
    removed record leaves it removed.
    """
    fields = list(fields)
    n = max(stamps["seen"].values(), default=0) + 1
    seen = {**stamps["seen"], installation: n}
    marks = dict(stamps.get("f", _NO_MARKS))
    for field in fields:
        mark = _write(stamps, field, n, installation, stays=stays)
        if "seen" in marks.get(field, _NO_MARKS):
            mark["seen"] = {**marks[field]["seen"], installation: n}
        marks[field] = mark
    if REMOVED not in fields and removed(stamps):
        marks[REMOVED] = {"v": [[n, installation, seen]]}
    return _packed(stamps["s"], seen, marks)


def _write(
    stamps: Stamps, field: str, n: int, installation: str, *, stays: bool = False
) -> dict[str, Any]:
    if field != REMOVED:
        return {"s": [n, installation]}
    at = False if stays or removed(stamps) else {**stamps["seen"], installation: n}
    return {"v": [[n, installation, at]]}


def reopened(
    stamps: Stamps, fields: Mapping[str, Sequence[Any]], installation: str
) -> dict[str, Any]:
    """The stamps after fields are left with several values again, the shown one first.

    A write like any other, of more than one value: so a choice that is taken back is open again
    on every machine. Of a removal the values are [False, True], as in `conflicts`. A removed
    record stays removed.
    """
    n = max(stamps["seen"].values(), default=0) + 1
    last = n + max(len(values) for values in fields.values()) - 1
    seen = {**stamps["seen"], installation: last}
    marks = dict(stamps.get("f", _NO_MARKS))
    for field, values in fields.items():
        top = n + len(values) - 1
        held = [[top - place, installation, value] for place, value in enumerate(values)]
        if field == REMOVED:
            held = [[k, who, {**seen, who: k} if gone else False] for k, who, gone in held]
        mark: dict[str, Any] = {"v": held}
        if "seen" in marks.get(field, _NO_MARKS):
            mark["seen"] = {**marks[field]["seen"], installation: last}
        marks[field] = mark
    if REMOVED not in fields and removed(stamps):
        marks[REMOVED] = {"v": [[last, installation, seen]]}
    return _packed(stamps["s"], seen, marks)


def _packed(stamp: Iterable[Any], seen: Seen, marks: Mapping[str, Any]) -> dict[str, Any]:
    packed: dict[str, Any] = {"s": list(stamp), "seen": dict(sorted(seen.items()))}
    if marks:
        packed["f"] = dict(sorted(marks.items()))
    return packed


def without(values: Mapping[str, Any], stamps: Stamps, left_out: Collection[str]) -> Stamps:
    """The stamps as they travel when fields are left out: who reads them knows nothing of these."""
    marks = stamps.get("f", _NO_MARKS)
    hidden = [f for f in left_out if values.get(f) is not None or f in marks]
    if not hidden:
        return stamps
    return _packed(stamps["s"], stamps["seen"], {**marks, **{f: {"seen": {}} for f in hidden}})


# -- one field, plainly ---------------------------------------------------------------------------


def cell(values: Mapping[str, Any], stamps: Stamps, field: str) -> Cell:
    """A field's stamped values and what has been seen of it, nothing left implied."""
    mark = stamps.get("f", _NO_MARKS).get(field, _NO_MARKS)
    seen = mark.get("seen", stamps["seen"])
    if "v" in mark:
        return {(n, who): value for n, who, value in mark["v"]}, seen
    value = values.get(field)
    if "s" in mark:
        return {(mark["s"][0], mark["s"][1]): value}, seen
    return ({} if value is None else {(stamps["s"][0], stamps["s"][1]): value}), seen


def joined(mine: Cell, theirs: Cell) -> Cell:
    """Keep each value that is in both, or that the other side has not seen."""
    (ours, our_seen), (other, their_seen) = mine, theirs
    kept = {s: v for s, v in ours.items() if s in other or their_seen.get(s[1], 0) < s[0]}
    kept |= {s: v for s, v in other.items() if s not in ours and our_seen.get(s[1], 0) < s[0]}
    return kept, _later(our_seen, their_seen)


def _later(one: Seen, other: Seen) -> Seen:
    if one == other:
        return one
    return {who: max(one.get(who, 0), other.get(who, 0)) for who in {*one, *other}}


def differs(held: Mapping[Stamp, Any]) -> bool:
    """Whether values that are not the same are left over: an open conflict."""
    if len(held) < 2:
        return False
    one, *others = (v if type(v) is not dict else True for v in held.values())
    return any(other != one for other in others)  # two removals are alike, whatever they saw


def _outcome(
    mine: Cell, theirs: Cell, kept: Mapping[Stamp, Any], *, gathers: bool = False
) -> Outcome:
    ours, our_seen = mine
    other, their_seen = theirs
    news = any(s not in ours and our_seen.get(s[1], 0) < s[0] for s in other)
    held = any(s not in other and their_seen.get(s[1], 0) < s[0] for s in ours)
    if not news:
        return "mine" if held else "same"
    if differs(kept) and not gathers:
        return "conflict"
    return "both" if held else "theirs"


# -- a whole record -------------------------------------------------------------------------------


def merged(
    mine: Mapping[str, Any],
    my_stamps: Stamps,
    theirs: Mapping[str, Any],
    their_stamps: Stamps,
    fields: Collection[str] | None = None,
) -> Merged:
    """Two copies of one record, made one.

    `fields` are those that their copy carries (None: all); any other is left as it is here and
    is not taken for seen, nor for removed.
    """
    if my_stamps == their_stamps:
        return Merged(dict(mine), my_stamps, {})
    names = {*mine, *my_stamps.get("f", _NO_MARKS)}
    names |= {*theirs, *their_stamps.get("f", _NO_MARKS)}
    carried: Callable[[str], bool] = (
        (lambda _: True) if fields is None else lambda name: name in fields or name == REMOVED
    )
    cells: dict[str, Cell] = {}
    outcomes: dict[str, Outcome] = {}
    for name in names:
        ours = cell(mine, my_stamps, name)
        other = cell(theirs, their_stamps, name) if carried(name) else UNKNOWN
        cells[name] = joined(ours, other)
        outcome = _outcome(ours, other, cells[name][0], gathers=name == REMARKS)
        if outcome != "same" and carried(name):
            outcomes[name] = outcome
    seen = _later(my_stamps["seen"], their_stamps["seen"])
    values = {
        n: top
        for n, (held, _) in cells.items()
        if n != REMOVED and (top := _shown(n, held)) is not None
    }
    stamps = _compact(cells, seen, my_stamps["s"])
    if outcomes and REMOVED in conflicts(stamps) and REMOVED not in conflicts(my_stamps):
        outcomes[REMOVED] = "conflict"
    return Merged(values, stamps, outcomes)


def shown(held: Mapping[Stamp, Any]) -> Any:
    """The value with the greatest stamp, the same on every machine; None where there is none."""
    return held[max(held)] if held else None


def _shown(name: str, held: Mapping[Stamp, Any]) -> Any:
    if name == REMARKS and len(held) > 1:
        return gathered(held[stamp] for stamp in sorted(held))
    return shown(held)


def _compact(cells: Mapping[str, Cell], seen: Seen, otherwise: Iterable[Any]) -> Stamps:
    stamp = _commonest(cells, otherwise)
    marks: dict[str, Any] = {}
    for name, (held, of_field) in cells.items():
        mark: dict[str, Any] = {}
        if (name == REMOVED and held) or len(held) > 1:
            mark["v"] = [[n, who, held[n, who]] for n, who in sorted(held, reverse=True)]
        elif held:
            ((own, value),) = held.items()
            if value is None or own != stamp:
                mark["s"] = list(own)
        if of_field != seen:
            mark["seen"] = dict(sorted(of_field.items()))
        if mark:
            marks[name] = mark
    return _packed(stamp, seen, marks)


def _commonest(cells: Mapping[str, Cell], otherwise: Iterable[Any]) -> Stamp:
    single = Counter(
        stamp
        for name, (held, _) in cells.items()
        if name != REMOVED and len(held) == 1
        for stamp, value in held.items()
        if value is not None
    )
    n, who = otherwise
    return max(single, key=lambda stamp: (single[stamp], stamp)) if single else (n, who)


# -- what stamps say ------------------------------------------------------------------------------


def conflicts(stamps: Stamps) -> dict[str, list[Any]]:
    """The fields with different values left over, each with its values, the shown one first.

    A removal and a write that it has not seen are a conflict of `_removed`: [True, False].
    """
    found: dict[str, list[Any]] = {}
    for field, mark in stamps.get("f", _NO_MARKS).items():
        if field not in (REMOVED, REMARKS) and "v" in mark:
            held = {(n, who): value for n, who, value in mark["v"]}
            if differs(held):
                found[field] = list(held.values())
    if _removals(stamps) and not removed(stamps):
        found[REMOVED] = [False, True]
    return found


def _removals(stamps: Stamps) -> list[Seen]:
    mark = stamps.get("f", _NO_MARKS).get(REMOVED, _NO_MARKS)
    return [at for _, _, at in mark.get("v", ()) if at is not False]


def removed(stamps: Stamps) -> bool:
    """Whether the record is removed: no restoring beside it, no write that it had not seen."""
    mark = stamps.get("f", _NO_MARKS).get(REMOVED)
    if not mark or not mark.get("v") or any(at is False for _, _, at in mark["v"]):
        return False
    at: Seen = {}
    for one in _removals(stamps):
        at = _later(at, one)
    return all(at.get(who, 0) >= n for n, who in _held(stamps))


def _held(stamps: Stamps) -> Iterable[Stamp]:
    n, who = stamps["s"]
    yield n, who
    for field, mark in stamps.get("f", _NO_MARKS).items():
        if field == REMOVED:
            continue
        if "s" in mark:
            yield mark["s"][0], mark["s"][1]
        yield from ((n, who) for n, who, _ in mark.get("v", ()))
