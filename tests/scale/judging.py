"""Whether the receiver has what the offices sent: counted, summed, fate by fate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.scale.measured import Facts
from tests.scale.offices import Sent, Told
from tests.scale.stages import Part


class Wrong(AssertionError):
    """What the receiver has is not what was sent."""


def same(what: str, found: object, expected: object) -> None:
    """Raise Wrong where two figures that must agree do not."""
    if found != expected:
        raise Wrong(f"{what}: {found!r}, expected {expected!r}")


@dataclass
class Fates:
    """What the rows of some merges must become, added up."""

    read: int = 0
    new: int = 0
    same: int = 0
    changed: int = 0
    conflict: int = 0
    older: int = 0
    duplicate: int = 0
    edits: int = 0
    files: int = 0
    refused: int = 0
    found: Counter[str] = field(default_factory=Counter)

    def took(self, facts: Facts) -> None:
        """Add what a merge said it did."""
        self.found.update(facts["fates"])
        self.found.update(
            edits=facts["edits"], files=facts["files"], bad=len(facts["refused_files"])
        )

    def judge(self, name: str) -> None:
        """Every fate is as expected, and they add up to the rows read."""
        found = self.found
        expected = {
            **{fate: getattr(self, fate) for fate in _FATES},
            "read": self.read,
            "merged": 0,
            "refused": 0,
            "edits": self.edits,
            "files": self.files,
            "bad": self.refused,
        }
        same(name, {key: found[key] for key in expected}, expected)
        same(
            f"{name}, added up",
            sum(found[f] for f in (*_FATES, "merged", "refused")),
            found["read"],
        )


_FATES = ("new", "same", "changed", "conflict", "older", "duplicate")


def rows(sent: Sent) -> int:
    """Records of a workbook, rows of tables and removed ones included."""
    return sum(sent.rows.values())


def first_round(
    told: Sequence[Told], parts: Iterable[Part], copies: Sequence[Told], bad: int, events: int
) -> Fates:
    """All is new, but for one of two twins and `events` that others told of; `copies` came twice."""
    read, twice = (sum(rows(one.first) for one in some) for some in (told, copies))
    alike = sum(bool(part.twin) for part in parts) // 2 + events
    return Fates(
        read=read + twice,
        new=read - alike,
        same=twice,
        duplicate=alike,
        files=len(told) + len(copies),
        refused=bad,
    )


def second_round(told: Sequence[Told], parts: Mapping[str, Part], bad: int) -> Fates:
    """What changed there has changed here; where both sides wrote, it is a conflict."""
    expected = Fates(refused=bad)
    for one in told:
        if one.second is None:
            continue
        part = parts[one.unit]
        by_hand = len(one.by_hand) if part.by_hand else 0
        changed = one.second.changed - part.disputed  # edits by hand are counted apart
        expected.read += rows(one.second)
        expected.new += one.second.new
        expected.changed += changed
        expected.conflict += part.disputed
        expected.edits += by_hand
        expected.same += rows(one.second) - one.second.new - changed - part.disputed
        expected.files += 1
    return expected


def whole(state: Facts, sent: Sequence[Sent]) -> None:
    """Every form has as many records, and the money the same sum, as all offices together."""
    counted, sums = Counter[str](), Counter[str]()
    for one in sent:
        counted.update(one.rows)
        sums.update(one.sums)
    same("records by form", state["rows"], dict(counted))
    same("sums of money", state["sums"], dict(sums))


def unchanged(before: Facts, after: Facts) -> None:
    """Nothing of what there was is different: no record, no stamp, no line of the history."""
    for name in ("rows", "listed", "sums", "history", "conflicts", "digest"):
        same(f"{name} after merging all again", after[name], before[name])
