"""Who did what, which file went where in which order, and what is there in the end: case by case.

Two offices "a" and "b" and the province "p" begin with the same subject s (phone 0). In the column
"what happens" `a sends 1` keeps a's whole state as file 1, and `p takes 1` merges it. In the end the
province holds what the last column says: `phone 1|2` is an open conflict that shows 1 and keeps 2. Where the province only takes files,
they are taken in every order too, and twice: the end must be the same.
"""

from __future__ import annotations

from itertools import permutations

import pytest

from ocop_desktop.schema.stamps import REMOVED, conflicts, removed
from tests.exchange.world import Office

BOTH = ("a sends 1", "b sends 2", "p takes 1", "p takes 2")
CASES = [
    # what it is, what happens, fates of s as it is taken in, what the province has in the end
    ("nothing changed", ("a sends 1", "p takes 1"), "same", "s phone 0"),
    ("one edit", ("a phone 1", "a sends 1", "p takes 1"), "changed", "s phone 1"),
    ("a cell cleared", ("a phone -", "a sends 1", "p takes 1"), "changed", "s"),
    (
        "the same file twice",
        ("a phone 1", "a sends 1", "p takes 1", "p takes 1"),
        "changed same",
        "s phone 1",
    ),
    (
        "an older file after a newer",
        ("a sends 1", "a phone 1", "a sends 2", "p takes 2", "p takes 1"),
        "changed older",
        "s phone 1",
    ),
    (
        "a file that is late",
        ("a phone 1", "a sends 1", "a phone 2", "a sends 2", "p takes 2", "p takes 1"),
        "changed older",
        "s phone 2",
    ),
    (
        "two inserts",
        ("a makes t phone 1", "b makes u phone 2", *BOTH),
        "same same",
        "s phone 0; t phone 1; u phone 2",
    ),
    (
        "two inserts of one subject",
        ("a makes t phone 0905123456", "b makes u phone 0905123456", *BOTH),
        "same same",
        "s phone 0; t phone 0905123456 like u; u phone 0905123456 like t",
    ),
    ("two edits of one cell", ("a phone 1", "b phone 2", *BOTH), "changed conflict", "s phone 2|1"),
    ("the same edit twice", ("a phone 1", "b phone 1", *BOTH), "changed merged", "s phone 1"),
    (
        "two cells of one row",
        ("a phone 1", "b note x", *BOTH),
        "changed merged",
        "s note x phone 1",
    ),
    (
        "an edit and one back again",
        ("a phone 1", "a phone 0", "b phone 2", *BOTH),
        "changed conflict",
        "s phone 0|2",
    ),
    ("two removals", ("a removes s", "b removes s", *BOTH), "changed merged", "s phone 0 removed"),
    (
        "removed there, edited here",
        ("a removes s", "p phone 1", "a sends 1", "p takes 1"),
        "conflict",
        "s phone 1 kept|removed",
    ),
    (
        "removed here, edited there",
        ("p removes s", "a phone 1", "a sends 1", "p takes 1"),
        "conflict",
        "s phone 1 kept|removed",
    ),
    (
        "removed and edited by two",
        ("a removes s", "b phone 1", *BOTH),
        "changed conflict",
        "s phone 1 kept|removed",
    ),
    (
        "removed after the edit was seen",
        (
            "b phone 1",
            "b sends 1",
            "a takes 1",
            "a removes s",
            "a sends 2",
            "p takes 2",
            "p takes 1",
        ),
        "changed older",
        "s phone 1 removed",
    ),
    (
        "removed and brought back",
        ("a removes s", "a sends 1", "a brings back s", "a sends 2", "p takes 1", "p takes 2"),
        "changed changed",
        "s phone 0",
    ),
    (
        "a row of a removed parent",
        ("a removes s", "b gives s m phone 5", *BOTH),
        "changed older",
        "s phone 0 removed; m of s phone 5",
    ),
    (
        "parent and row edited",
        ("a phone 1", "b gives s m phone 5", *BOTH),
        "changed older",
        "s phone 1; m of s phone 5",
    ),
    (
        "a conflict settled at the province",
        ("a phone 1", "b phone 2", *BOTH, "p phone 1", "p takes 1", "p takes 2"),
        "changed conflict older older",
        "s phone 1",
    ),
    (
        "a conflict settled at an office",
        ("a phone 1", "b phone 2", *BOTH, "b takes 1", "b phone 3", "b sends 3", "p takes 3"),
        "changed conflict changed",
        "s phone 3",
    ),
    (
        "settled in two places",
        (
            "a phone 1",
            "b phone 2",
            *BOTH,
            "p sends 3",
            "a takes 3",
            "a phone 1",
            "p phone 4",
            "a sends 4",
            "p takes 4",
        ),
        "changed conflict conflict",
        "s phone 4|1",
    ),
    (
        "through a third office",
        ("a phone 1", "a sends 1", "b takes 1", "b phone 2", "b sends 2", "p takes 2", "p takes 1"),
        "changed older",
        "s phone 2",
    ),
    (
        "a file without the column",
        ("a phone 1", "p note x", "a sends 1 without phone", "p takes 1"),
        "older",
        "s note x phone 0",
    ),
    (
        "a column left out, then sent",
        ("a phone 1", "a sends 1 without phone", "a sends 2", "p takes 1", "p takes 2"),
        "same changed",
        "s phone 1",
    ),
    (
        "an edit by hand in the file, taken",
        ("a sends 1", "hand phone 9 in 1", "p takes 1"),
        "same",
        "s phone 9",
    ),
]


class World:
    """The offices of a case, and the files they have sent."""

    def __init__(self):
        self.offices = {who: Office(who) for who in "abp"}
        self.files, self.fates = {}, []
        self.offices["a"].make("subject", "s", {"phone": "0"})
        for who in "bp":
            self.offices[who].merge(self.offices["a"].file())

    def play(self, line):
        who, verb, *rest = line.split()
        office = self.offices.get(who)
        if who == "hand":
            self.by_hand(verb, *rest)
        elif verb == "sends":
            self.files[rest[0]] = office.file(rest[2:])
        elif verb == "takes":
            steps = office.merge(self.files[rest[0]], taking=who)
            if who == "p":
                self.fates += [step.fate for step in steps if step.row.id == "s"]
        elif verb in ("removes", "brings"):
            office.toggle("subject", rest[-1])
        elif verb == "makes":
            office.make("subject", rest[0], dict([rest[1:]]))
        elif verb == "gives":
            office.make("person", rest[1], dict([rest[2:]]), rest[0])
        else:
            office.write("subject", "s", {verb: None if rest[0] == "-" else rest[0]})

    def by_hand(self, field, value, _, number):
        """Type another value into s in a file."""
        self.files[number] = [
            row._replace(edits={field: value}) if row.id == "s" else row
            for row in self.files[number]
        ]

    def said(self):
        """What the province has, as the table says it."""
        office = self.offices["p"]
        asked = {id: other for pair in office.asked for id, other in (pair, pair[::-1])}
        lines = []
        for (_, id), held in office.records.items():
            open_ones = conflicts(held.stamps)
            words = [id]
            words += [f"of {office.parents[id]}"] if office.parents.get(id) else []
            for name, value in sorted(held.values.items()):
                others = [str(one) for one in open_ones.get(name, [value]) if one != value]
                words += [name, "|".join([value, *sorted(others)])]
            if REMOVED in open_ones:
                words.append("kept|removed")
            elif removed(held.stamps):
                words.append("removed")
            words += [f"like {asked[id]}"] if id in asked else []
            lines.append(" ".join(words))
        return "; ".join(lines)


def ended(happens):
    world = World()
    for line in happens:
        world.play(line)
    return world


@pytest.mark.parametrize(
    ("happens", "fates", "end"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_the_province_ends_with_what_the_table_says(happens, fates, end):
    world = ended(happens)
    assert world.said() == end
    assert " ".join(world.fates) == fates
    files = [line for line in happens if line.startswith("p takes")]
    if not any(line.startswith("p ") and "takes" not in line for line in happens):
        before = [line for line in happens if line not in files]
        for order in permutations(files):
            again = ended([*before, *order, *order])
            assert sorted(again.said().split("; ")) == sorted(end.split("; ")), order
