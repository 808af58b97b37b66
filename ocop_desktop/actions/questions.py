"""Open questions, whether two records are one and the same, and their answers.

A question is open while two records that are not removed share a sign (`schema.alike`) and nobody
has answered. It follows from the records alone and is kept nowhere: so a province asks the same,
whatever the order in which files came. Only answers are kept, each for an unordered pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Any

from sqlalchemy import Connection, delete, select, text

from ocop_desktop.actions.alike import answered, pair_of
from ocop_desktop.records.base import from_row
from ocop_desktop.schema import Form
from ocop_desktop.schema.alike import alike_by
from ocop_desktop.schema.choice_types import is_id
from ocop_desktop.store import records
from ocop_desktop.store.alike import shared
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.tables import Question

Values = Mapping[str, Any]
DIFFERENT, SAME = "different", "same"
_ANSWER = text(
    "INSERT INTO question (pair, kind, left_id, right_id, reason, state) "
    "VALUES (:pair, :kind, :left_id, :right_id, :reason, :state) "
    "ON CONFLICT (pair) DO UPDATE SET reason = excluded.reason, state = excluded.state"
)
_HEARD = text(
    "INSERT INTO question (pair, kind, left_id, right_id, reason, state) "
    "VALUES (:pair, :kind, :left_id, :right_id, :reason, :state) ON CONFLICT (pair) DO UPDATE SET "
    "state = excluded.state WHERE question.state = 'open'"
)
_KEYS_AT_ONCE = 200


@dataclass(frozen=True)
class Pair:
    """Two records that may be the same, by ids in order; `left_owner` and `right_owner` are the
    records to open (of a row, the one it stands in); `sign` and `label` say what they share."""

    kind: str
    left: str
    right: str
    owner_kind: str
    left_owner: str
    right_owner: str
    sign: str
    label: str


def open_questions(data: DataFile, kind: str = "", limit: int | None = None) -> list[Pair]:
    """Pairs nobody has answered yet, of a kind or of all; at most `limit`."""
    with data.read() as connection:
        found = islice(_open(data, connection, [kind] if kind else _kinds(data)), limit)
        return sorted(found, key=lambda one: (one.kind, one.left, one.right))


def answer(
    data: DataFile, kind: str, one: str, other: str, state: str = DIFFERENT, sign: str = ""
) -> None:
    """Keep that two records are "different" or the "same": they are not asked about again."""
    left, right = sorted((one, other))
    row = {"pair": pair_of(one, other), "kind": kind, "left_id": left, "right_id": right}
    with data.work("answer") as work:
        work.connection.execute(_ANSWER, {**row, "reason": sign, "state": state})


def reopen(data: DataFile, one: str, other: str) -> None:
    """Take an answer back."""
    with data.work("answer") as work:
        work.connection.execute(delete(Question).where(Question.pair == pair_of(one, other)))


# ---- answers that travel in the exchange workbook

_MOST_TOLD = 300  # that many fit into a cell


def told(connection: Connection) -> list[str]:
    """The pairs that were called different, as the workbook tells them: "KIND ID ID"."""
    query = select(Question.kind, Question.pair).where(Question.state == DIFFERENT)
    rows = connection.execute(query.order_by(Question.pair).limit(_MOST_TOLD))
    return [f"{kind} {pair}" for kind, pair in rows]


def take(connection: Connection, lines: object) -> None:
    """Keep what another office answered, where nobody here has; what cannot be read is left."""
    rows = []
    for line in lines if isinstance(lines, list | tuple) else ():
        kind, *ids = str(line).split(" ")
        if len(ids) == 2 and all(map(is_id, ids)):
            left, right = sorted(ids)
            pair = {"pair": pair_of(*ids), "kind": kind, "left_id": left, "right_id": right}
            rows.append({**pair, "reason": "", "state": DIFFERENT})
    if rows:
        connection.execute(_HEARD, rows)


def _kinds(data: DataFile) -> list[str]:
    return [kind for kind, form in data.forms.items() if form.asking]


def _open(data: DataFile, connection: Connection, kinds: Sequence[str]) -> Iterator[Pair]:
    seen: set[str] = set()
    for kind in kinds:
        groups = (ids for _, ids in shared(connection, [kind]))
        while some := list(islice(groups, _KEYS_AT_ONCE)):
            pairs = {pair_of(*two): two for ids in some for two in combinations(ids, 2)}
            fresh = {pair: two for pair, two in pairs.items() if pair not in seen}
            seen.update(fresh)
            for pair in answered(connection, fresh):
                del fresh[pair]
            yield from _alike(data, connection, data.forms[kind], list(fresh.values()))


def _alike(
    data: DataFile, connection: Connection, form: Form, pairs: Sequence[tuple[str, str]]
) -> Iterator[Pair]:
    """The pairs of which both are there and which a sign calls alike."""
    rows = records.load_rows(connection, form.kind, sorted({id for two in pairs for id in two}))
    owners = _owners(connection, form, rows)
    there = {
        id: from_row(form, row)
        for id, row in rows.items()
        if id in owners and not row["removed"] and not owners[id]["removed"]
    }
    for left, right in map(sorted, pairs):
        if left not in there or right not in there:
            continue
        mine, theirs = (str(owners[id]["id"]) for id in (left, right))
        sign = alike_by(form, there[left], there[right], data.places.successors)
        if sign and (not form.parent or mine != theirs):
            kind = form.parent or form.kind
            yield Pair(form.kind, left, right, kind, mine, theirs, sign.code, sign.label)


def _owners(connection: Connection, form: Form, rows: Mapping[str, Any]) -> dict[str, Any]:
    """The record that each row stands in; a record stands in itself."""
    if not form.parent:
        return dict(rows)
    parents = sorted({str(row["parent_id"]) for row in rows.values()})
    found = records.load_rows(connection, form.parent, parents)
    return {id: found[row["parent_id"]] for id, row in rows.items() if row["parent_id"] in found}
