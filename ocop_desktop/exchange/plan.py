"""The plan of a merge: what each incoming row would become. Pure: nothing here is touched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

from ocop_desktop.exchange.incoming import Chosen, Edit, Incoming, Refusal
from ocop_desktop.schema import Value
from ocop_desktop.schema.stamps import (
    REMOVED,
    Merged,
    Outcome,
    Stamps,
    cell,
    conflicts,
    first,
    merged,
    removed,
    without,
    written,
)

Fate = Literal["new", "same", "changed", "merged", "conflict", "older", "duplicate", "refused"]
FATES: tuple[Fate, ...] = (
    "new",
    "same",
    "changed",
    "merged",
    "conflict",
    "older",
    "duplicate",
    "refused",
)


class Held(NamedTuple):
    """A record as it is here."""

    values: Mapping[str, Any]
    stamps: Stamps


class Here(Protocol):
    """What is here, as the plan asks for it."""

    def get(self, kind: str, id: str) -> Held | None:
        """The record, None where its id was never seen here."""
        ...

    def alike(self, kind: str, id: str, values: Mapping[str, Any]) -> Mapping[str, str]:
        """Who else, that is not removed, may be the same: id -> the code of the sign."""
        ...


class Change(NamedTuple):
    """One field that differs between the two copies: both values, and the one kept."""

    field: str
    outcome: Outcome
    here: Value
    there: Value
    kept: Value


class Step(NamedTuple):
    """What one row becomes: its fate, the record afterwards, what changed, whom a new one is like."""

    fate: Fate
    row: Incoming | Refusal
    values: Mapping[str, Any]
    stamps: Stamps
    held: Held | None = None
    changes: tuple[Change, ...] = ()
    edits: tuple[Edit, ...] = ()
    alike: Mapping[str, str] = {}

    @property
    def writes(self) -> bool:
        """Whether anything has to be written."""
        return self.fate != "refused" and (self.held is None or self.stamps is not self.held.stamps)


Item: TypeAlias = Incoming | Refusal
Choose: TypeAlias = Callable[[Incoming, str], Chosen]  # of a row's edited field; "" the row itself


def plan(
    here: Here,
    incoming: Iterable[Item],
    *,
    parents: Mapping[str, str] | None = None,
    taking: str | None = None,
    choose: Choose | None = None,
) -> Iterator[Step]:
    """Give each row exactly one fate, in the order of the rows (parents before children).

    `parents` says of which kind a table's rows have their parent. Edits are taken as writes of
    the installation `taking`; with None they are named and left. `choose` decides each of them
    by itself (without it all are taken).
    """
    parents, choose = parents or {}, choose or _all_alike
    tables = set(parents.values())
    coming: set[str] = set()
    for item in incoming:
        if isinstance(item, Refusal):
            yield Step("refused", item, {}, {})
            continue
        if item.kind in parents and not _has_parent(here, item, parents[item.kind], coming):
            yield Step("refused", _orphan(item), {}, {})
            continue
        if item.kind in tables:
            coming.add(item.id)
        if item.edits or item.added:
            yield _edited(here, item, taking, choose)
        else:
            yield _step(here, item)


def _all_alike(_row: Incoming, _field: str) -> Chosen:
    return Chosen("taken")


def _has_parent(here: Here, row: Incoming, kind: str, coming: set[str]) -> bool:
    parent = row.parent_id
    return bool(parent) and (parent in coming or here.get(kind, str(parent)) is not None)


def _orphan(row: Incoming) -> Refusal:
    text = "Dòng cha của dòng này không có trong tệp hoặc không đọc được. Sửa dòng cha rồi gửi lại."
    return Refusal(row.kind, row.id, row.row, "parent_refused", text)


def _step(here: Here, row: Incoming) -> Step:
    held = here.get(row.kind, row.id)
    if held is None:
        return _new(here, row)
    if held.stamps == row.stamps:
        return Step("same", row, held.values, held.stamps, held)
    return _known(here, row, held, merged(*held, row.values, row.stamps, row.fields))


def _new(here: Here, row: Incoming) -> Step:
    alike = {} if removed(row.stamps) else here.alike(row.kind, row.id, row.values)
    return Step("duplicate" if alike else "new", row, row.values, row.stamps, alike=alike)


def _known(here: Here, row: Incoming, held: Held, result: Merged) -> Step:
    fate = _fate(result.fields)
    if fate in ("same", "older"):
        return Step(fate, row, held.values, held.stamps, held)
    changes = tuple(
        Change(
            name,
            outcome,
            _at(*held, name),
            _at(row.values, row.stamps, name),
            _at(*result[:2], name),
        )
        for name, outcome in sorted(result.fields.items())
        if outcome != "mine"
    )
    return Step(fate, row, result.values, result.stamps, held, changes)


def _fate(fields: Mapping[str, Outcome]) -> Fate:
    outcomes = set(fields.values())
    if "conflict" in outcomes:
        return "conflict"
    if outcomes <= {"mine"}:
        return "older" if outcomes else "same"
    return "merged" if outcomes & {"mine", "both"} else "changed"


def _at(values: Mapping[str, Any], stamps: Stamps, name: str) -> Value:
    return removed(stamps) if name == REMOVED else values.get(name)


# -- edits by hand --------------------------------------------------------------------------------


def _edited(here: Here, row: Incoming, taking: str | None, choose: Choose) -> Step:
    held = here.get(row.kind, row.id)
    if row.added:
        return _added(here, row, held, taking, choose)
    chosen = {name: _chosen(row, name, taking, choose) for name in row.edits}
    left = {name for name, one in chosen.items() if not one.writes}
    plain = row._replace(
        values={name: value for name, value in row.values.items() if name not in row.edits},
        stamps=_unsure(row, left),
        fields=frozenset(row.fields) - left,
        edits={},
    )
    edits = tuple(_edit(row, held, name, row.edits[name], one) for name, one in chosen.items())
    step = _step(here, plain)._replace(row=row, edits=edits)
    wanted = {name: after for name, after in row.edits.items() if name not in left}
    return step if taking is None else _taken(step, plain, wanted, taking)


def _chosen(row: Incoming, name: str, taking: str | None, choose: Choose) -> Chosen:
    chosen = choose(row, name)
    return chosen._replace(state="pending") if taking is None else chosen


def _unsure(row: Incoming, left: Collection[str]) -> Stamps:
    """The stamps of a row whose edited fields hold values that nobody stamped.

    Left alone, the edited fields are unknown. Taken, they have been seen (whoever edited the
    cell saw the sender's value), so that the write that follows replaces it.
    """
    edited = [name for name in row.edits if name == REMOVED or name in row.fields]
    unknown = without(dict.fromkeys(edited, ""), row.stamps, edited)
    seen = [name for name in edited if name not in left]
    if not seen:
        return unknown
    marks = dict(unknown["f"])
    old = row.stamps.get("f", {})
    for name in seen:
        marks[name] = {"seen": old.get(name, {}).get("seen", row.stamps["seen"])}
    return {**unknown, "f": marks}


def _edit(row: Incoming, held: Held | None, name: str, after: Value, chosen: Chosen) -> Edit:
    before = _at(*held, name) if held else None
    return Edit(row.kind, row.id, row.row, "changed", name, before, held is not None, after, chosen)


def _taken(step: Step, plain: Incoming, edits: Mapping[str, Any], taking: str) -> Step:
    values, stamps = step.values, step.stamps
    if step.held is not None and stamps is step.held.stamps:  # no news, but the cells were seen
        values, stamps, _ = merged(*step.held, plain.values, plain.stamps, plain.fields)
    written_now = {n: after for n, after in edits.items() if not _stands(values, stamps, n, after)}
    if not written_now:
        return step
    stamps = written(stamps, written_now, taking)
    values = {**values, **written_now}
    values = {name: v for name, v in values.items() if v is not None and name != REMOVED}
    return step._replace(values=values, stamps=stamps)


def _stands(values: Mapping[str, Any], stamps: Stamps, name: str, after: Value) -> bool:
    """Whether somebody wrote this already, and nothing else beside it."""
    if name == REMOVED:
        return removed(stamps) == after and name not in conflicts(stamps)
    held = cell(values, stamps, name)[0].values()
    return bool(held) and all(value == after for value in held)


def _added(
    here: Here, row: Incoming, held: Held | None, taking: str | None, choose: Choose
) -> Step:
    chosen = _chosen(row, "", taking, choose)
    edit = Edit(
        row.kind, row.id, row.row, "added", known=False, after=dict(row.values), chosen=chosen
    )
    if taking is None or not chosen.writes or held is not None:
        kept = held or Held({}, {})
        return Step("same", row, kept.values, kept.stamps, kept, edits=(edit,))
    step = _new(here, row._replace(stamps=first(taking)))
    return step._replace(edits=(edit,))
