"""The stamps hold the laws of merging, and the compact form says what the plain model says."""

from __future__ import annotations

import json
import random
from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from ocop_desktop.schema.stamps import (
    REMOVED,
    cell,
    conflicts,
    first,
    merged,
    removed,
    reopened,
    without,
    written,
)

OFFICES = ["a1", "a2", "b", "province"]  # two laptops in one office, another office, the province
FIELDS = ["name", "phone", "people", "site"]
SENSITIVE = ["people"]


class Copy:
    """A record on one machine, with the plain field-by-field model beside it as the judge."""

    def __init__(self, who):
        self.who, self.values, self.stamps, self.plain = who, None, None, {}

    def make(self, values):
        self.values = {k: v for k, v in values.items() if v is not None}
        self.stamps = first(self.who)
        for name in self.values:
            self.plain[name] = ({(1, self.who): self.values[name]}, {self.who: 1})

    def write(self, values):
        self.stamps = written(self.stamps, values, self.who)
        n = self.stamps["seen"][self.who]
        for name, value in values.items():
            _, seen = self.plain.get(name, ({}, {}))
            self.plain[name] = ({(n, self.who): value}, {**seen, self.who: n})
            self.values[name] = value
        self.values = {k: v for k, v in self.values.items() if v is not None}

    def toggle_removed(self):
        self.stamps = written(self.stamps, [REMOVED], self.who)

    def file(self, left_out):
        values = {k: v for k, v in self.values.items() if k not in left_out}
        carried = [f for f in FIELDS if f not in left_out]
        stamps = json.loads(json.dumps(without(self.values, self.stamps, left_out)))
        plain = {k: v for k, v in self.plain.items() if k not in left_out}
        return values, stamps, carried, deepcopy(plain)

    def merge(self, file):
        values, stamps, carried, plain = file
        if self.stamps is None:
            self.values, self.stamps = dict(values), stamps
        else:
            self.values, self.stamps, self.outcomes = merged(
                self.values, self.stamps, values, stamps, carried
            )
        for name, theirs in plain.items():
            self.plain[name] = plain_merge(self.plain.get(name, ({}, {})), theirs)

    def state(self):
        return {name: sorted(cell(self.values, self.stamps, name)[0].items()) for name in FIELDS}

    def plain_state(self):
        return {name: sorted(self.plain.get(name, ({}, {}))[0].items()) for name in FIELDS}


def plain_merge(a, b):
    (va, sa), (vb, sb) = a, b
    kept = {s: v for s, v in va.items() if s in vb or sb.get(s[1], 0) < s[0]}
    kept |= {s: v for s, v in vb.items() if s in va or sa.get(s[1], 0) < s[0]}
    return kept, {i: max(sa.get(i, 0), sb.get(i, 0)) for i in {*sa, *sb}}


VALUES = st.sampled_from([None, "x", "y", "z"])
EDITS = st.dictionaries(st.sampled_from(FIELDS), VALUES, min_size=1, max_size=2)
WHO = st.integers(0, 3)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), WHO, EDITS),
        st.tuples(st.just("remove"), WHO, st.none()),
        st.tuples(st.just("send"), WHO, st.sampled_from([[], SENSITIVE, ["phone", "people"]])),
        st.tuples(st.just("merge"), WHO, st.integers(0, 99)),
        st.tuples(st.just("merge"), WHO, st.integers(0, 99)),
    ),
    max_size=24,
)


def played(start, steps):
    """Every copy and every file after these steps, the judge asked after each."""
    copies, files = [Copy(who) for who in OFFICES], []
    copies[0].make(start)
    files.append(copies[0].file(SENSITIVE))
    for verb, who, what in steps:
        here = copies[who]
        if verb == "merge":
            here.merge(files[what % len(files)])
        elif here.stamps is None:
            continue
        elif verb == "write":
            here.write(what)
        elif verb == "remove":
            here.toggle_removed()
        else:
            files.append(here.file(what))
        assert here.stamps is None or here.state() == here.plain_state()
    return copies, files


def end_of(order):
    province = Copy("new province")
    for file in order:
        province.merge(file)
    return province


def visible(copy):
    found = {k: sorted(map(str, v)) for k, v in conflicts(copy.stamps).items()}
    return copy.values, found, removed(copy.stamps)


@given(EDITS, STEPS)
def test_the_compact_form_says_what_the_plain_model_says(start, steps):
    played(start, steps)


@given(EDITS, STEPS, st.integers(0, 10**6))
@settings(max_examples=200)
def test_the_order_of_files_never_matters(start, steps, seed):
    copies, files = played(start, steps)
    files += [copy.file([]) for copy in copies if copy.stamps is not None]
    mixed = random.Random(seed)
    ends = []
    for _ in range(3):
        order = [*files, *mixed.sample(files, min(3, len(files)))]
        mixed.shuffle(order)
        ends.append(end_of(order))
    assert ends[0].state() == ends[1].state() == ends[2].state()
    assert visible(ends[0]) == visible(ends[1]) == visible(ends[2])


@given(EDITS, STEPS, WHO, st.integers(0, 99))
def test_merging_a_file_twice_changes_nothing(start, steps, who, which):
    copies, files = played(start, steps)
    here, file = copies[who], files[which % len(files)]
    here.merge(file)
    once = (dict(here.values), json.dumps(here.stamps))
    here.merge(file)
    assert (here.values, json.dumps(here.stamps)) == once


@given(EDITS, STEPS)
def test_no_unseen_value_is_lost(start, steps):
    copies, files = played(start, steps)
    full = [copy.file([]) for copy in copies if copy.stamps is not None]
    end = end_of([*full, *files])
    everywhere = [copy.plain for copy in copies] + [file[3] for file in files]
    for plain in everywhere:
        for name, (held, _) in plain.items():
            for stamp in held:
                overwritten = any(
                    stamp not in other[name][0] and other[name][1].get(stamp[1], 0) >= stamp[0]
                    for other in everywhere
                    if name in other
                )
                assert overwritten or stamp in cell(end.values, end.stamps, name)[0]


@given(EDITS, STEPS, WHO)
def test_two_machines_that_exchanged_everything_hold_the_same(start, steps, who):
    copies, _ = played(start, steps)
    here, there = copies[who], copies[0]
    there_file = there.file([])
    here.merge(there_file)
    there.merge(here.file([]))
    assert visible(here) == visible(there)
    assert here.state() == there.state()


@given(EDITS, STEPS)
def test_values_never_hide_a_greater_stamp(start, steps):
    copies, _ = played(start, steps)
    for copy in copies:
        if copy.stamps is not None:
            for name, held in copy.state().items():
                assert copy.values.get(name) == (held[-1][1] if held else None)


def two(values):
    here = Copy("a1")
    here.make(values)
    there = Copy("b")
    there.merge(here.file([]))
    return here, there


def test_a_field_left_out_is_not_taken_for_removed():
    here, there = two({"name": "x", "people": "y"})
    far = Copy("province")
    far.merge(here.file(SENSITIVE))
    here.write({"name": "z"})
    far.merge(here.file(SENSITIVE))
    assert far.values == {"name": "z"}
    far.merge(there.file([]))
    assert far.values == {"name": "z", "people": "y"}
    here.merge(far.file(SENSITIVE))
    assert here.values == {"name": "z", "people": "y"}


def test_a_form_that_lacks_a_field_does_not_blank_it():
    here, there = two({"name": "x"})
    there.write({"site": "new"})
    values, stamps, _, plain = here.file([])
    there.merge((values, stamps, ["name", "phone", "people"], plain))
    assert there.values == {"name": "x", "site": "new"}
    assert there.outcomes == {}
    here.merge(there.file([]))
    assert here.values == {"name": "x", "site": "new"}


def test_two_different_writes_are_a_conflict_and_a_choice_ends_it():
    here, there = two({"name": "x"})
    here.write({"name": "y"})
    there.write({"name": "z"})
    here.merge(there.file([]))
    assert here.outcomes == {"name": "conflict"}
    assert conflicts(here.stamps) == {"name": ["z", "y"]}
    here.write({"name": "y"})
    there.merge(here.file([]))
    assert there.values == {"name": "y"}
    assert conflicts(there.stamps) == {}


def test_two_equal_writes_are_no_conflict():
    here, there = two({"name": "x"})
    here.write({"name": "y"})
    there.write({"name": "y"})
    here.merge(there.file([]))
    assert here.outcomes == {"name": "both"}
    assert conflicts(here.stamps) == {}


def test_a_write_the_removal_has_not_seen_keeps_the_record_visible():
    here, there = two({"name": "x"})
    here.toggle_removed()
    assert removed(here.stamps)
    there.write({"phone": "y"})
    there.merge(here.file([]))
    assert not removed(there.stamps)
    assert there.outcomes[REMOVED] == "conflict"
    assert REMOVED in conflicts(there.stamps)
    there.toggle_removed()
    here.merge(there.file([]))
    assert removed(here.stamps)
    assert conflicts(here.stamps) == {}


def test_a_write_into_a_removed_record_leaves_it_removed():
    here, there = two({"name": "x"})
    here.toggle_removed()
    here.write({"phone": "y"})
    assert removed(here.stamps)
    assert conflicts(here.stamps) == {}
    there.merge(here.file([]))
    assert removed(there.stamps)
    assert conflicts(there.stamps) == {}
    there.write({"name": "z"})
    there.toggle_removed()
    assert not removed(there.stamps)


def test_a_conflict_opened_again_in_a_removed_record_leaves_it_removed():
    here, there = two({"name": "x"})
    here.toggle_removed()
    here.stamps = reopened(here.stamps, {"name": ["z", "y"]}, here.who)
    here.values["name"] = "z"
    assert conflicts(here.stamps) == {"name": ["z", "y"]}
    assert removed(here.stamps)
    there.merge(here.file([]))
    assert removed(there.stamps)
    assert conflicts(there.stamps) == {"name": ["z", "y"]}


def test_two_removals_are_no_conflict():
    here, there = two({"name": "x"})
    here.toggle_removed()
    there.toggle_removed()
    here.merge(there.file([]))
    assert removed(here.stamps)
    assert conflicts(here.stamps) == {}
    here.toggle_removed()
    assert not removed(here.stamps)


def test_clearing_a_field_travels():
    here, there = two({"name": "x", "phone": "y"})
    here.write({"phone": None})
    there.merge(here.file([]))
    assert there.values == {"name": "x"}
    assert there.outcomes == {"phone": "theirs"}


def test_stamps_stay_small_for_a_record_nobody_touched_since():
    assert len(json.dumps(first("5f0c2a9e"))) < 50
