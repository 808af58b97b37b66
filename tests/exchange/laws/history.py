"""Random histories: what officers of several offices do, step by step, on real files.

A history is a list of steps made of numbers alone, so that it can be played again, and with
steps left out. After each step the office that acted must hold what its model holds.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ocop_desktop.actions import swap
from ocop_desktop.actions.merge_report import FileReport
from tests.exchange.laws import texts
from tests.exchange.laws.by_hand import Page, edited
from tests.exchange.laws.checks import at_the_end
from tests.exchange.laws.desk import Desk, in_conflict
from tests.exchange.laws.model import NEW, Edit, Key, ModelFile, Record
from tests.exchange.laws.office import SENSITIVE, Office, State, offices
from tests.exchange.laws.recipes import Act, recipe

WHO = ["a1", "a2", "b", "province"]


@dataclass
class Sent:
    """An exchange workbook on somebody's USB stick, and what it holds."""

    path: Path
    model: ModelFile
    shown: State


@dataclass
class Counts:
    """What histories were made of."""

    histories: int = 0
    steps: int = 0
    exchanges: int = 0
    verbs: Counter[str] = field(default_factory=Counter)
    fates: Counter[str] = field(default_factory=Counter)

    def add(self, other: Counts) -> None:
        """Take in those of another process."""
        self.histories += other.histories
        self.steps += other.steps
        self.exchanges += other.exchanges
        self.verbs += other.verbs
        self.fates += other.fates


def play(seed: int, steps: list[Act] | None = None) -> Counts:
    """Play a history and check every law; raise AssertionError with what does not hold."""
    acts = recipe(seed) if steps is None else steps
    witness = ["witness"] if seed % 4 == 0 else []  # who hears all at the end, and nothing before
    with offices(f"{seed}", [*WHO, *witness], whole=seed % 50 == 49) as made:
        played = _History(made, random.Random(f"play {seed}"))
        for number, act in enumerate(acts):
            with told(f"seed {seed}, step {number}: {act}"):
                played.act(act)
        with told(f"seed {seed}, at the end"):
            played.finish()
        return played.counts


class told:  # noqa: N801  reads as a word in `with`
    """Say where in a history something went wrong."""

    def __init__(self, where: str) -> None:
        self._where = where

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None:
            error.add_note(self._where)


class _History(Desk):
    """One history being played."""

    def __init__(self, made: list[Office], chance: random.Random) -> None:
        self.offices, self.witnesses = made[: len(WHO)], made[len(WHO) :]
        self.folder = made[0].path.parent
        self.files: list[Sent] = []
        self.disputed: list[Key] = []
        self.added: dict[str, str] = {}  # rows typed into files: name -> id
        self.chance, self.number, self.counts = chance, 0, Counts(histories=1)

    def act(self, act: Act) -> None:
        """Do one step and compare."""
        office = self.offices[act.who]
        if act.verb == "settle":
            office = self._first(office, lambda one: any(in_conflict(one.state)))
        elif act.verb == "redo":
            office = self._first(office, lambda one: bool(one.redoable))
        done = getattr(self, f"_{act.verb}")(office, act)
        if done is not None:
            self.counts.steps += 1
            self.counts.verbs[act.verb] += 1
        assert office.waiting == {e.key for e in office.model.edits.values() if e.waits}

    def _first(self, office: Office, fits: Callable[[Office], bool]) -> Office:
        """The office meant, or the next one where the step can be done."""
        place = self.offices.index(office)
        turned = [*self.offices[place:], *self.offices[:place]]
        return next(filter(fits, turned), office)

    # -- what goes between offices

    def _send(self, office: Office, act: Act, *, whole: bool = False) -> bool:
        self.number += 1
        everything = whole or act.one % 2 == 0
        path = self.folder / f"{office.who}-{self.number}.xlsx"
        report = swap.export(office.data, path, sensitive=everything)
        model = office.model.send(() if everything else SENSITIVE)
        assert report.number == model.number
        self.files.append(Sent(path, model, office.state))
        self.counts.exchanges += 1
        return True

    def _exchange(self, office: Office, act: Act) -> bool:
        """One sends, another takes it in at once."""
        self._send(office, act)
        other = self.offices[(act.who + 1 + act.one % 3) % 4]
        self._take_in(other, [self.files[-1]], act)
        return True

    def _lose(self, office: Office, act: Act) -> bool | None:
        if not self.files:
            return None
        self.files.pop(act.one % len(self.files))
        return True

    def _spoil(self, office: Office, act: Act) -> bool | None:
        """A file is damaged on its way."""
        if not self.files:
            return None
        sent = self.files[act.one % len(self.files)]
        content = bytearray(sent.path.read_bytes())
        if act.two % 2:
            del content[len(content) * 2 // 3 :]
        else:
            content[len(content) - 40 :] = bytes(40)
        self.number += 1
        path = self.folder / f"spoiled-{self.number}.xlsx"
        path.write_bytes(content)
        model = sent.model.copy()
        model.broken = True
        self.files.append(Sent(path, model, sent.shown))
        return True

    def _by_hand(self, office: Office, act: Act) -> bool | None:
        """Somebody changes a file in a spreadsheet program: cells, rows, their order."""
        files = [sent for sent in self.files if not sent.model.broken]
        if not files:
            return None
        sent, chance = files[act.one % len(files)], random.Random(act.two)
        model, kind = sent.model.copy(), chance.choice(["subject", "subject", "person"])
        self.number += 1
        path = self.folder / f"edited-{self.number}.xlsx"
        edited(sent.path, path, kind, lambda page: self._edit(page, kind, sent, model, chance))
        self.files.append(Sent(path, model, sent.shown))
        return True

    def _edit(
        self, page: Page, kind: str, sent: Sent, model: ModelFile, chance: random.Random
    ) -> None:
        ids = [id for id in texts.of_kind(model.records, kind) if (kind, id) not in model.deleted]
        for id in chance.sample(ids, min(len(ids), chance.randrange(1, 3))):
            # a text of its own, so that no row looks like what another one was before
            own, text = (
                "note" if kind == "subject" else "full_name",
                f"sửa tay {self.number} {id[:4]}",
            )
            names = sorted((set(texts.TYPED[kind]) & set(texts.BY_HAND)) - {own})
            others = chance.sample(names, chance.randrange(2))
            for name in (own, *others):
                typed, value = (text, text) if name == own else chance.choice(texts.BY_HAND[name])
                if sent.shown[kind, id].values.get(name) != value:
                    page.put(page.of(id), name, typed)
                    model.edits.setdefault((kind, id), {})[name] = value
        if model.added:  # a row that was typed in is known by where it stands
            return
        if ids and chance.random() < 0.2:
            gone = chance.choice(ids)
            del page.rows[page.of(gone)]
            model.deleted.add((kind, gone))
        if chance.random() < 0.3:
            rows = page.rows[2:]
            chance.shuffle(rows)
            page.rows[2:] = rows
        if kind == "subject" and chance.random() < 0.3:
            name = f"Thêm tay {self.number}"
            page.add(name=name)
            model.added.append(name)

    def _merge(self, office: Office, act: Act) -> bool | None:
        if not self.files:
            return None
        chance = random.Random(act.two)
        pool = self.files[-3:] if act.one % 3 else self.files  # mostly what came last
        files = [chance.choice(pool) for _ in range(chance.choice([1, 1, 1, 2, 3]))]
        self._take_in(office, files, act)
        return True

    def _take_in(self, office: Office, files: list[Sent], act: Act) -> None:
        edits = ("ask", "take", "refuse")[act.two % 3]
        paths = [sent.path for sent in files]
        told = None
        if office.whole or act.one % 8 == 0:
            told = swap.merge(office.data, paths, edits=edits, preview=True)
            assert not told.applied
            self._compare(office)
        report = swap.merge(office.data, paths, edits=edits)
        if told:
            assert told.as_json()["files"] == report.as_json()["files"]
        self._merged(office, files, report, edits)

    def _merged(
        self, office: Office, files: list[Sent], report: swap.MergeReport, edits: str
    ) -> None:
        assert report.applied == any(not sent.model.broken for sent in files)
        decided = list[Edit]()
        for sent, file in zip(files, report.files, strict=True):
            if sent.model.broken:
                assert file.refused, "a broken file was taken"
                continue
            assert file.refused is None, file.refused
            taken = self._chosen(office, sent, file, edits, decided)
            got = office.model.merge(sent.model, taken)
            added = self._added(office, sent, file)
            _same_fates(file, got.fates, got.refused, added)
            assert not file.number_used
            changed = [edit for edit in file.edits if edit.what == "changed"]
            assert len(changed) == got.edited, (changed, sent.model.edits)
            self.counts.exchanges += 1
            self.counts.fates += Counter(got.fates)
        for sent, file in zip(files, report.files, strict=True):
            lacking = {n for first, last in file.lacking for n in range(first, last + 1)}
            assert lacking == (set() if sent.model.broken else office.model.lacking(sent.model))
        step = self._compare(office)
        for edit in decided:
            edit.decided = step if edit.state != "pending" else None
            edit.brought = step if edit.brought is NEW else edit.brought

    def _chosen(
        self, office: Office, sent: Sent, file: FileReport, edits: str, decided: list[Edit]
    ) -> set[tuple[Key, str]]:
        """The edits that are written now: what was decided once is not decided again."""
        taken, sender, number = set(), sent.model.sender, sent.model.number
        known = office.model.edits
        wanted = {"ask": "pending", "take": "taken", "refuse": "refused"}[edits]
        for edit in file.edits:
            if edit.what == "deleted":
                continue
            what = (sender, number, edit.id, edit.field, repr(edit.after))
            key = (edit.kind, edit.id)
            row = sent.model.records.get(key, Record()).copy()
            before = known[what].now if what in known and known[what].stands else None
            if before in (None, "pending") and before != wanted:
                brought = known[what].brought if before else NEW
                known[what] = Edit(
                    edit.chosen.key, key, edit.field, edit.after, row, wanted, brought
                )
                decided.append(known[what])
            assert edit.chosen.writes == (wanted == "taken" and before in (None, "pending"))
            if edit.chosen.writes:
                taken.add((key, edit.field))
        for (of, earlier, *_), one in known.items():  # what waits in older files is settled by it
            if of == sender and earlier < number and one.now == "pending":
                one.state, one.decided = "superseded", None
                decided.append(one)
        return taken

    def _added(self, office: Office, sent: Sent, file: FileReport) -> int:
        """Rows typed into a file became records of whoever took them, of the same id everywhere."""
        added = [edit for edit in file.edits if edit.what == "added"]
        assert [edit.after["name"] for edit in added] == sent.model.added
        made = 0
        for edit in added:
            key = ("subject", edit.id)
            assert self.added.setdefault(edit.after["name"], edit.id) == edit.id
            if edit.chosen.writes and key not in office.model.records:
                office.model.make(key, edit.after)
                made += 1
        return made

    def finish(self) -> None:
        """Everybody sends everything; all must hold the same, and nothing may be lost."""
        act = Act("send", 0, 0, 0)
        *others, province = self.offices
        older = self.chance.sample(self.files, min(3, len(self.files)))
        for office in others:
            self._send(office, act)
        last = [*older, *self.files[-len(others) :]]
        self.chance.shuffle(last)
        self._all_in(province, last)
        self._send(province, act)
        for office in others:
            self._all_in(office, [self.files[-1]])
        for witness in self.witnesses:
            every = [*self.files, *self.chance.sample(self.files, min(3, len(self.files)))]
            self.chance.shuffle(every)
            self._all_in(witness, every)
            again = swap.merge(province.data, [self.files[-1].path])
            assert {f for f in FATES if again.files[0].total(f)} <= {"same"}
            self._merged(province, [self.files[-1]], again, "ask")
        at_the_end([*self.offices, *self.witnesses])

    def _all_in(self, office: Office, files: list[Sent]) -> None:
        report = swap.merge(office.data, [sent.path for sent in files])
        self._merged(office, files, report, "ask")


FATES = ("new", "same", "changed", "merged", "conflict", "older", "duplicate", "refused")


def _same_fates(file: FileReport, fates: Mapping[str, int], refused: int, added: int) -> None:
    """Every row has one fate, they add up to the rows read, and they are those of the table."""
    found = Counter({name: file.total(name) for name in FATES})
    assert file.total("read") == sum(found.values())
    found["new"] += found.pop("duplicate")
    expected = Counter(fates) + Counter({"new": added, "refused": refused})
    assert +found == +expected, f"{dict(+found)} instead of {dict(+expected)}"


__all__ = ["Act", "Counts", "play", "recipe"]
