"""What an officer does at one desk, done for real, told to the model, and compared with it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

from ocop_desktop.actions import entries, questions, settling, undo
from tests.exchange.laws import texts
from tests.exchange.laws.checks import agree
from tests.exchange.laws.joins import SAME_AS
from tests.exchange.laws.judging import Judge
from tests.exchange.laws.model import BACK, GONE, POSITION, Key, Record
from tests.exchange.laws.office import COMPUTED, Office, Seen, State, Step
from tests.exchange.laws.recipes import Act


class Desk(Judge):
    """The steps that stay within one office: a method for each verb of the recipes."""

    number: int  # of whatever has to be told apart
    disputed: list[Key]  # records that all are busy with

    # -- what is done in an office

    def _make(self, office: Office, act: Act) -> bool:
        kinds = ["subject", "subject", "product", "recognition"]
        kind = kinds[act.one % 4]
        target = {"product": "subject", "recognition": "product"}.get(kind)
        if target and not texts.of_kind(office.state, target):
            kind = "subject"
        fields = self._fields(office, kind, act.two, many=True)
        tables = {"persons": [{"full_name": "Y Hà"}, {"phone": "0912000111"}][: act.one % 3]}
        saved = entries.save(office.data, kind, None, fields, tables if kind == "subject" else {})
        assert saved.saved, saved.rejected
        self._saved(office, (kind, saved.id), {n: v for n, v in fields.items() if v is not None})
        if len(self.disputed) < 4:
            self.disputed.append((kind, saved.id))
        return True

    def _person(self, office: Office, act: Act) -> bool | None:
        subjects = texts.of_kind(office.state, "subject")
        if not subjects:
            return None
        parent = subjects[act.one % len(subjects)]
        fields = self._fields(office, "person", act.two, many=True)
        saved = entries.save(office.data, "person", None, {"subject": parent, **fields})
        assert saved.saved, saved.rejected
        filled = {n: v for n, v in fields.items() if v is not None}
        self._saved(office, ("person", saved.id), filled)
        return True

    def _write(self, office: Office, act: Act) -> bool | None:
        key = self._pick(office, act.one)
        if key is None:
            return None
        fields = self._fields(office, key[0], act.two, many=False)
        saved = entries.save(office.data, *key, fields)
        assert saved.saved, saved.rejected
        self._saved(office, key, fields)
        return True

    def _remark(self, office: Office, act: Act) -> bool | None:
        key = self._pick(office, act.one)
        if key is None or key[0] == "person":
            return None
        self.number += 1
        line = f"name:x{self.number} = Y | 2026-09-20T08:30:00+07:00"
        held = office.state[key].values.get("remarks") or []
        fields = {"remarks": sorted([*held, line])}
        saved = entries.save(office.data, *key, fields)
        assert saved.saved, saved.rejected
        self._saved(office, key, fields)
        return True

    def _settle(self, office: Office, act: Act) -> bool | None:
        """Choose among the values in conflict: by typing, or on the page of open conflicts."""
        found = sorted(in_conflict(office.state))
        if not found:
            return None
        key, name = found[act.one % len(found)]
        values = sorted(office.state[key].conflicts[name], key=str)
        value = values[act.two % len(values)]
        if act.two % 3 == 0 and name not in (GONE, POSITION):
            others = [v for v in values if v != office.state[key].values.get(name)]
            fields = {name: others[0]}
            assert entries.save(office.data, *key, fields).saved
            self._saved(office, key, fields)
            return True
        settling.resolve(office.data, [settling.Choice(*key, name, value)])
        record = office.model.records[key]
        if name == GONE:
            value = record.heard if value else BACK
        record.write(name, value)
        self._compare(office)
        return True

    def _toggle(self, office: Office, act: Act) -> bool | None:
        key = self._pick(office, act.one)
        if key is None:
            return None
        seen, record = office.state[key], office.model.records[key]
        mark = entries.restore if seen.hidden else entries.remove
        mark(office.data, key[0], [key[1]])
        if seen.hidden and seen.values.get(SAME_AS):  # what is put on the lists stands by itself
            record.write(SAME_AS, None)
        if seen.removed or not seen.hidden:
            record.toggle()
        self._compare(office)
        return True

    def _saved(self, office: Office, key: Key, fields: Mapping[str, Any]) -> None:
        """Tell the model what was typed, and what the program filled in after it."""
        now, model = office.look(), office.model
        if key not in model.records:
            model.make(key, _own(now[key].values, fields, key[0]), now[key].kept_in)
        before = office.state
        for new in sorted(now.keys() - model.records.keys()):  # the rows of its table
            model.make(new, now[new].values, key[1])
        for changed, seen in now.items():
            held = before[changed].values if changed in before else {}
            shown = before[changed].shown if changed in before else {}
            given = fields if changed == key else {}
            allowed = texts.FOLLOWS.get(changed[0], ())
            for name in {*given, *allowed}:
                value = given.get(name, seen.values.get(name))
                if name in shown and shown[name] == value:
                    continue  # typed is what is shown: that is no change
                if changed in before and held.get(name) != value:
                    model.records[changed].write(name, value)
        self._compare(office, now)

    def _undo(self, office: Office, act: Act) -> bool | None:
        done = undo.undo(office.data)
        assert (done is not None) == bool(office.steps)
        if done is None:
            return None
        step, last = office.steps.pop(), office.action
        step.undone = True
        self._turned(office, step.before, step.after)
        if office.action != last:  # what left nothing to take back is not done again either
            office.redoable.append(step)
        return True

    def _redo(self, office: Office, act: Act) -> bool | None:
        done = undo.redo(office.data)
        assert (done is not None) == bool(office.redoable)
        if done is None:
            return None
        step = office.redoable.pop()
        step.undone = False
        self._turned(office, step.after, step.before)
        office.steps.append(step)
        return True

    def _turned(self, office: Office, wanted: State, other: State) -> None:
        """Whatever the step changed stands again as it stood: writes like any other."""
        for key in sorted({*wanted, *other}):
            record, now = office.model.records[key], office.state[key]
            one, two = wanted.get(key), other.get(key)
            if one and two:
                turned = _conflicts_turned(record, one, two, now)
                self._values_turned(key, record, one, two, now, turned)
            gone = one.removed if one else True
            if (two is None or gone != two.removed) and record.removed != gone:
                record.toggle()
        self._compare(office)

    @staticmethod
    def _values_turned(
        key: Key, record: Record, one: Seen, two: Seen, now: Seen, turned: set[str]
    ) -> None:
        left = {*turned, *COMPUTED.get(key[0], ())}
        for name in sorted({*one.values, *two.values} - left):
            value = one.values.get(name)
            if value != two.values.get(name) and now.values.get(name) != value:
                record.write(name, value)

    def _answer(self, office: Office, act: Act) -> bool | None:
        found = questions.open_questions(office.data)
        if not found:
            return None
        pair = found[act.one % len(found)]
        questions.answer(office.data, pair.kind, pair.left, pair.right)
        office.model.different |= {tuple(sorted((pair.left, pair.right)))}
        self._compare(office)
        return True

    def _reopen(self, office: Office, act: Act) -> bool:
        office.reopen()
        self._compare(office)
        return True

    # -- comparing

    def _pick(self, office: Office, number: int) -> Key | None:
        keys = sorted(office.state)
        if number % 3:  # mostly the same few records
            keys = [key for key in self.disputed if key in office.state] or keys
        return keys[number % len(keys)] if keys else None

    def _fields(self, office: Office, kind: str, number: int, *, many: bool) -> dict[str, Any]:
        chance = random.Random(number // 1000)
        typed = texts.TYPED[kind]
        names = sorted(typed)
        hot = texts.DISPUTED.get(kind, names)
        if not many:  # mostly the same few fields, so that offices meet in them
            names = hot if chance.random() < 0.7 else names
        picked = chance.sample(
            names, len(names) if many else min(len(names), chance.choice([1, 2]))
        )
        found = {}
        chance = random.Random(number)
        for name in picked:
            target = texts.LINKS.get((kind, name))
            choices = texts.of_kind(office.state, target) if target else typed[name]
            if choices:
                found[name] = chance.choice(choices)
        return found

    def _compare(self, office: Office, now: State | None = None) -> Step | None:
        """What stands here must be what the model says; remember it for undo and for the history.

        The step that was kept, None where it was none that can be taken back.
        """
        before, office.state = office.state, office.look() if now is None else now
        agree(office)
        action, verb = office.last
        if action != office.action:
            office.action = action
            if verb not in ("undo", "redo"):
                office.steps.append(Step(before, office.state))
                office.redoable.clear()
                return office.steps[-1]
        return None


def _conflicts_turned(record: Record, one: Seen, two: Seen, now: Seen) -> set[str]:
    """A conflict that the step ended is open again, one that it opened is over."""
    turned = set()
    for name in sorted({*one.conflicts, *two.conflicts}):
        values = one.conflicts.get(name)
        if values == two.conflicts.get(name):
            continue
        if values is not None:
            record.reopen(name, values)
            turned.add(name)
        elif name in now.conflicts:
            record.write(name, BACK if name == GONE else one.values.get(name))
            turned.add(name)
    return turned


def in_conflict(state: State) -> Iterator[tuple[Key, str]]:
    """The fields in conflict."""
    for key, seen in state.items():
        yield from ((key, name) for name in seen.conflicts)


def _own(shown: Mapping[str, Any], fields: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """A new record's values: as typed, and what the program filled in."""
    allowed = {*texts.FOLLOWS.get(kind, ()), POSITION}
    return {n: v for n, v in {**shown, **fields}.items() if n in allowed or n in fields}
