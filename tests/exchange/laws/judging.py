"""What officers decide at one desk: who is the same as whom, and which changes by hand are taken."""

from __future__ import annotations

import random

from ocop_desktop.actions import joining, pending_edits
from tests.exchange.laws.joins import JOINED, SAME_AS
from tests.exchange.laws.model import Edit, Key
from tests.exchange.laws.office import Office, State, Step
from tests.exchange.laws.recipes import Act


class Judge:
    """The steps by which something open is decided: a method for each verb of the recipes."""

    def _join(self, office: Office, act: Act) -> bool | None:
        kind = JOINED[act.one % 2]
        ids = sorted(
            id for (of, id), seen in office.state.items() if of == kind and not seen.hidden
        )
        if len(ids) < 2:
            return None
        keep, other = random.Random(act.two).sample(ids, 2)
        joining.join(office.data, keep, other)
        office.model.records[kind, other].write(SAME_AS, keep)
        self._compare(office)
        return True

    def _split(self, office: Office, act: Act) -> bool | None:
        joined = sorted(
            key
            for key, seen in office.state.items()
            if seen.values.get(SAME_AS) and not seen.removed
        )
        if not joined:
            return None
        key = joined[act.one % len(joined)]
        joining.unjoin(office.data, key[1])
        office.model.records[key].write(SAME_AS, None)
        self._compare(office)
        return True

    def _decide(self, office: Office, act: Act) -> bool | None:
        """Take changes by hand that wait, refuse them, or let refused ones wait again."""
        edits = sorted(office.model.edits.items())
        waiting = {edit.key: edit for _, edit in edits if edit.waits}
        refused = [edit.key for _, edit in edits if edit.stands and edit.now == "refused"]
        lines = [line.key for line in pending_edits.lines(office.data, limit=1000)]
        assert sorted(lines) == sorted(waiting)
        chance = random.Random(act.two)
        if refused and (act.one % 5 == 0 or not waiting):
            keys = refused
            pending_edits.put_back(office.data, keys)
            self._decided(office, [edit for _, edit in edits if edit.key in keys], "pending")
        elif waiting:
            keys = chance.sample(sorted(waiting), min(len(waiting), chance.randrange(1, 4)))
            if act.one % 3 == 0:
                assert pending_edits.refuse(office.data, keys).done == len(keys)
                self._decided(office, [waiting[key] for key in keys], "refused")
            else:
                self._take(office, _apart([waiting[key] for key in keys]))
        else:
            return None
        return True

    def _take(self, office: Office, edits: list[Edit]) -> None:
        able = [edit for edit in edits if edit.field == "" or _can_be_taken(office, edit.record)]
        report = pending_edits.take(office.data, [edit.key for edit in edits])
        assert report.done == len(able)
        assert sorted(key for key, _ in report.hindered) == sorted(
            edit.key for edit in edits if edit not in able
        )
        for edit in able:
            office.model.take(edit)
        self._decided(office, able, "taken")

    def _decided(self, office: Office, edits: list[Edit], state: str) -> None:
        for edit in edits:
            edit.state, edit.decided = state, None
        step = self._compare(office)
        for edit in edits:
            edit.decided = step

    def _compare(self, office: Office, now: State | None = None) -> Step | None:
        raise NotImplementedError


def _apart(edits: list[Edit]) -> list[Edit]:
    """No two of the same cell: which of them is written last is nobody's law."""
    return list({(edit.record, edit.field): edit for edit in edits}.values())


def _can_be_taken(office: Office, key: Key) -> bool:
    return key in office.state and not office.state[key].hidden
