"""A small world for the laws of merging: offices, two laptops in one, a province, their files."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from hypothesis import strategies as st

from ocop_desktop.actions.start import the_forms
from ocop_desktop.exchange.incoming import Incoming
from ocop_desktop.exchange.plan import Held, plan
from ocop_desktop.schema.alike import alike_by
from ocop_desktop.schema.stamps import REMOVED, conflicts, first, removed, without, written

OFFICES = ["a1", "a2", "b", "province"]
FIELDS = {
    "subject": ["name", "tax_code", "phone", "rep_citizen_id", "note"],
    "person": ["full_name", "phone"],
}
PARENTS = {"person": "subject"}
SENSITIVE = ["rep_citizen_id"]


@dataclass
class Office:
    """One data file, in memory."""

    who: str
    records: dict = field(default_factory=dict)  # (kind, id) -> Held
    parents: dict = field(default_factory=dict)
    ever: dict = field(default_factory=dict)  # (kind, id, field) -> every value it ever held

    # what the plan asks

    def get(self, kind, id):
        return self.records.get((kind, id))

    def alike(self, kind, id, values):
        form = the_forms()[kind]
        there = {key: held for key, held in self.records.items() if not removed(held.stamps)}
        signs = {
            other: alike_by(form, values, held.values)
            for (of, other), held in there.items()
            if of == kind and other != id
        }
        return {other: sign.code for other, sign in signs.items() if sign}

    @property
    def asked(self):
        """The open questions: pairs of records that are there and alike."""
        return {
            tuple(sorted((id, other)))
            for (kind, id), held in self.records.items()
            if not removed(held.stamps)
            for other in self.alike(kind, id, held.values)
        }

    # what an officer does

    def make(self, kind, id, values, parent=None):
        filled = {k: v for k, v in values.items() if v is not None and k in FIELDS[kind]}
        self.parents[id] = parent
        self.keep(kind, id, Held(filled, first(self.who)))

    def write(self, kind, id, values):
        held = self.records[kind, id]
        new = {k: v for k, v in values.items() if k in FIELDS[kind] and held.values.get(k) != v}
        if new:
            values = {k: v for k, v in {**held.values, **new}.items() if v is not None}
            self.keep(kind, id, Held(values, written(held.stamps, new, self.who)))

    def toggle(self, kind, id):
        held = self.records[kind, id]
        self.keep(kind, id, Held(held.values, written(held.stamps, [REMOVED], self.who)))

    def keep(self, kind, id, held):
        self.records[kind, id] = held
        for name, value in held.values.items():
            self.ever.setdefault((kind, id, name), set()).add(value)
        for name, values in conflicts(held.stamps).items():
            self.ever.setdefault((kind, id, name), set()).update(map(str, values))

    # what goes between them

    def file(self, left_out=()):
        rows = []
        for kind in FIELDS:
            carried = frozenset(f for f in FIELDS[kind] if f not in left_out)
            for (of, id), held in self.records.items():
                if of == kind:
                    values = {k: v for k, v in held.values.items() if k in carried}
                    stamps = json.loads(json.dumps(without(held.values, held.stamps, left_out)))
                    rows.append(Incoming(kind, id, values, stamps, carried, self.parents.get(id)))
        return rows

    def merge(self, rows, taking=None):
        steps = []
        for step in plan(self, rows, parents=PARENTS, taking=taking):
            steps.append(step)
            if step.writes:
                self.parents.setdefault(step.row.id, step.row.parent_id)
                self.keep(step.row.kind, step.row.id, Held(step.values, step.stamps))
        return steps

    def state(self):
        """All that must be the same on every machine once everything has been exchanged."""
        records = {
            key: (
                held.values,
                {k: sorted(map(str, v)) for k, v in conflicts(held.stamps).items()},
                removed(held.stamps),
            )
            for key, held in self.records.items()
        }
        return records, self.asked


TEXTS = {
    "name": ["HTX Cà phê Đăk Hà", "Hợp tác xã cà phê Đăk Hà", "Tổ hợp tác Măng", None],
    "tax_code": ["6100123456", "6100999999", None],
    "phone": ["0905123456", "0905999999", None],
    "rep_citizen_id": ["062190000001", "062190000002", None],
    "note": ["x", "y", None],
    "full_name": ["An", "Bình", None],
}
EDITS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(texts) for name, texts in TEXTS.items()}
)
WHO = st.integers(0, 3)
PICK = st.integers(0, 99)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("make"), WHO, EDITS, PICK),
        st.tuples(st.just("write"), WHO, EDITS, PICK),
        st.tuples(st.just("write"), WHO, EDITS, PICK),
        st.tuples(st.just("toggle"), WHO, st.none(), PICK),
        st.tuples(st.just("send"), WHO, st.booleans(), PICK),
        st.tuples(st.just("merge"), WHO, st.none(), PICK),
        st.tuples(st.just("merge"), WHO, st.none(), PICK),
    ),
    min_size=2,
    max_size=30,
)


def played(steps):
    """The offices and the files after these steps."""
    offices, files = [Office(who) for who in OFFICES], []
    for number, (verb, who, what, pick) in enumerate(steps):
        office = offices[who]
        if verb == "make":
            make(office, number, what, pick)
        elif verb == "merge":
            if files:
                office.merge(files[pick % len(files)])
        elif verb == "send":
            files.append(office.file(SENSITIVE if what else ()))
        elif office.records:
            kind, id = list(office.records)[pick % len(office.records)]
            office.write(kind, id, what) if verb == "write" else office.toggle(kind, id)
    return offices, files


def make(office, number, values, pick):
    """A subject, or a person of a subject that is there."""
    subjects = [id for kind, id in office.records if kind == "subject"]
    if subjects and pick % 3 == 0:
        office.make("person", f"p{number}", values, subjects[pick % len(subjects)])
    else:
        office.make("subject", f"s{number}", values)
