"""One stage from its first file to its back-up: every step measured, every result judged."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.postgres import Server
from tests.scale import judging, offices, spoiled
from tests.scale.judging import Fates
from tests.scale.measured import Facts, Watch, alone, child, timed
from tests.scale.offices import Told
from tests.scale.stages import Part, Stage, parts, rounds_of

STEPS = "tests.scale.steps"
DATABASE = "scale"
SETTINGS = (  # as a server in earnest, not as one of the tests
    *("fsync=on", "full_page_writes=on", "synchronous_commit=on", "shared_buffers=512MB"),
    *("max_wal_size=4GB", "maintenance_work_mem=256MB"),
)


class _AsTold(dict[str, Told]):
    """What each office said, read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __missing__(self, unit: str) -> Told:
        return self.setdefault(unit, offices.told(self._folder, unit))


@dataclass
class Playing:
    """A stage while it is played."""

    stage: Stage
    folder: Path
    server: Server | None
    lock: Path | None = None
    results: dict[str, list[Facts]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read what the offices said."""
        self.parts: dict[str, Part] = {one.unit: one for one in parts(self.stage)}
        self.told = _AsTold(self.folder)
        self.path = self.folder / "receiver" / "province.ocop"
        shutil.rmtree(self.path.parent, ignore_errors=True)
        self.path.parent.mkdir()
        if self.server:
            self.server.sql(f"CREATE DATABASE {DATABASE}", "postgres")
        self.place = str(self.server.address(DATABASE) if self.server else self.path)
        self.watch = Watch(self.server.process_id if self.server else None)

    # ---- steps

    def step(self, name: str, *more: str, place: str = "", say: str = "") -> Facts:
        """Run a step and keep what it took."""
        facts = Facts()
        with alone(self.lock), self.watch.over(lambda: facts):
            home = self.folder / "home"
            facts |= child(STEPS, name, place or self.place, *more, home=home)
        self.results.setdefault(say or name, []).append(facts)
        self.keep()
        told = {k: round(v, 2) if isinstance(v, float) else v for k, v in facts.items()}
        print(f"{self.stage.name}: {say or name} {told}"[:300], flush=True)
        return facts

    def keep(self) -> None:
        """Write the results down: a run of an hour may end before its end."""
        text = json.dumps(self.results, ensure_ascii=False, indent=1)
        (self.folder / "results.json").write_text(text, encoding="utf-8")

    # ---- the whole

    def play(self) -> None:
        """All of it, the longest last; raise Wrong where anything is not as it was sent."""
        self.step("begin", self.stage.province)
        state = self.first_round()
        judging.whole(state, [self.told[unit].first for unit in self.stage.units])
        self.second_round()
        state = self.step("state", "whole", say="state 2")
        self.judge_second(state)
        self.sizes()
        self.ask()
        self.all_again(state)
        if not self.server:
            self.on_to_the_next()
        self.step("consolidated", str(self.path.parent))
        self.keep()

    def first_round(self) -> Facts:
        """Every unit's first workbook, one sent twice, some spoiled; what there is then."""
        fates, copies, bad = Fates(), list[Told](), 0
        for number, (province, units) in enumerate(rounds_of(self.stage)):
            files = [offices.book(self.folder, unit, 1) for unit in units]
            spoilt = self.spoilt(files, number)
            copies.append(self.told[units[0]])
            bad += len(spoilt)
            given = [*spoilt, *files, spoiled.sent_twice(files[0])]
            facts = self.merge("merge", given, province)
            judging.same("files refused", facts["refused_files"], sorted(f.name for f in spoilt))
            fates.took(facts)
        state = self.step("state", say="state 1")
        events = state["events_alike"]
        told, parts = self.all_told(), self.parts.values()
        expected = judging.first_round(told, parts, copies, bad, events)
        expected.found = fates.found
        expected.judge("first round")
        return state

    def spoilt(self, files: Sequence[Path], number: int) -> list[Path]:
        """The spoiled files of a merge: all of a stage's in its only one, else one in each."""
        rounds = len(rounds_of(self.stage))
        count = self.stage.spoiled if rounds == 1 else self.stage.spoiled // rounds
        return [spoiled.spoil(files[n % len(files)], number + n) for n in range(count)]

    def second_round(self) -> None:
        """The province writes, then those send again who do; some files were edited by hand."""
        disputed = [u for u, part in self.parts.items() if part.disputed]
        ids = [self.told[unit].disputed for unit in disputed]
        (self.folder / "disputed.json").write_text(json.dumps(ids), encoding="utf-8")
        self.step("dispute", str(self.folder))
        fates, bad = Fates(), 0
        for number, (province, units) in enumerate(rounds_of(self.stage)):
            senders = [unit for unit in units if self.told[unit].second]
            if not senders:
                continue
            files = [self.second_book(unit) for unit in senders]
            spoilt = self.spoilt(files, number) if number == 0 else []
            bad += len(spoilt)
            fates.took(self.merge("merge changes", [*spoilt, *files], province))
        expected = judging.second_round(self.all_told(), self.parts, bad)
        expected.found = fates.found
        expected.judge("second round")

    def second_book(self, unit: str) -> Path:
        """A unit's second workbook, edited by hand where somebody did."""
        made = offices.book(self.folder, unit, 2)
        told = self.told[unit]
        return spoiled.edit_by_hand(made, told.by_hand) if self.parts[unit].by_hand else made

    def judge_second(self, state: Facts) -> None:
        """The last workbook of every office is what is there now."""
        judging.whole(state, [one.second or one.first for one in self.all_told()])
        disputed = sum(part.disputed for part in self.parts.values())
        judging.same("open conflicts", state["conflicts"], disputed)

    def all_again(self, before: Facts) -> None:
        """The last file of every unit once more: nothing is new, nothing changes."""
        fates = Fates()
        for province, units in rounds_of(self.stage):
            files = [
                self.second_book(u) if self.told[u].second else offices.book(self.folder, u, 1)
                for u in units
            ]
            fates.took(self.merge("merge all again", files, province))
        last = [one.second or one.first for one in self.all_told()]
        read = sum(judging.rows(one) for one in last)
        judging.same("rows read again", fates.found["read"], read)
        standing = fates.found["same"] + fates.found["older"] + fates.found["conflict"]
        judging.same("of them without anything new", standing, read)
        judging.unchanged(before, self.step("state", "whole", say="state 3"))

    def all_told(self) -> list[Told]:
        """What all offices said."""
        return [self.told[unit] for unit in self.stage.units]

    def merge(self, what: str, files: Sequence[Path], province: str) -> Facts:
        """Merge some files; the size that the data had before stands beside the facts."""
        self.ask_for(files)
        had = sum(sum(f["fates"].get(w, 0) for w in ("new", "duplicate")) for f in self.merges())
        size = sum(file.stat().st_size for file in files)
        facts = self.step("merge", str(self.folder), say=what)
        judging.same("applied", facts["applied"], True)
        facts |= {"province": province, "had": had, "bytes": size, "given": len(files)}
        self.keep()
        return facts

    def ask_for(self, files: Sequence[Path]) -> None:
        """Say which files the next merge takes, and that their units are welcome."""
        units = [*self.stage.units, self.stage.province]
        asked = {"files": [str(file) for file in files], "units": units}
        (self.folder / "merge.json").write_text(json.dumps(asked), encoding="utf-8")

    def merges(self) -> list[Facts]:
        """All merges so far."""
        names = ("merge", "merge changes", "merge all again")
        return [one for name in names for one in self.results.get(name, ())]

    # ---- what people ask of it

    def ask(self) -> None:
        """Open it, look, search, report, write out, back up."""
        folder = str(self.path.parent)
        self.step("opening")
        self.step("window")
        sent = self.step("who_sent")
        judging.same("units that sent", sent["sent"], len(self.stage.units))
        again = sum(one.second is not None for one in self.all_told())
        judging.same("units that sent again", sent["sent_again"], again)
        self.step("searching")
        self.step("report", folder)
        ranked = self.step("register")
        assert ranked["lines"] > 0
        self.back_up()

    def back_up(self) -> None:
        """As the program does it; a server's database by the server's own tool."""
        if not self.server:
            self.step("backup")
            return
        out = self.path.with_suffix(".dump")
        with alone(self.lock), timed() as facts:
            self.server.run("pg_dump", "-Fc", "-f", out, DATABASE)
        facts["mib"] = out.stat().st_size / 2**20
        self.results["backup"] = [facts]

    def on_to_the_next(self) -> None:
        """The province sends all of it on in one workbook, and the next one has the same."""
        self.step("forward", str(self.path.parent))
        above = str(self.path.with_name("above.ocop"))
        self.step("begin", "01", place=above, say="begin above")
        self.ask_for([self.path.with_name("forward.xlsx")])
        self.step("merge", str(self.folder), place=above, say="merge above")
        found, here = self.step("state", place=above, say="state above"), self.results["state 2"][0]
        for name in ("rows", "sums", "listed", "conflicts"):
            judging.same(f"{name} at the next", found[name], here[name])

    def sizes(self) -> None:
        """What lies on the disk."""
        told = self.all_told()
        found: dict[str, Any] = {
            "offices": len(self.stage.units),
            "workbooks": sum(one.bytes for one in told),
            "data files": sum(one.data_bytes for one in told),
        }
        found["receiver"] = self.server.size(DATABASE) if self.server else self.path.stat().st_size
        self.results["sizes"] = [found]
