"""The program is killed while somebody types, 50 times; what was typed two seconds ago is there."""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ocop_desktop.actions import entries, kept_drafts, lists, start

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="lives are forked")

KILLS, FILES, SEED = 50, 4, 20261123
BEHIND = 2.0  # seconds that a draft may be behind the fingers
TICK = 0.012
TYPED = ("name", "ingredients", "description")
HERE = Path(__file__).parent


@dataclass
class Told:
    """What a life's log says."""

    keys: list[tuple[float, str, str]] = field(default_factory=list)
    stall: float = 0.0

    @classmethod
    def read(cls, path: Path) -> "Told":
        told, last = cls(), 0.0
        for line in path.read_text(encoding="utf-8").splitlines():
            facts = json.loads(line)
            if facts["k"] == "key" and facts["c"] != " ":  # spaces at the end are tidied away
                told.keys.append((facts["t"], facts["f"], facts["c"]))
            if told.keys and facts["k"] == "tick":
                told.stall = max(told.stall, facts["t"] - last - TICK)
            last = facts["t"]
        return told

    def typed(self, until: float = float("inf")) -> Counter[str]:
        """How many letters were typed into each field until a moment."""
        return Counter(name for at, name, _ in self.keys if at <= until)

    def text(self, name: str) -> str:
        return "".join(letter for _, one, letter in self.keys if one == name)


@dataclass
class Chain:
    """One data file, through one kill after another."""

    data: Path
    lives: int = 0
    log: Path = Path()
    open_draft: str = ""  # that the next life takes back
    held: dict[str, str] = field(default_factory=dict)  # what stood there when it was killed
    known: set[str] = field(default_factory=set)
    record: str = ""  # that the life types into, once it is in the file

    def job(self, choice: random.Random) -> dict[str, Any]:
        """The next life."""
        self.lives += 1
        self.log = self.data.with_name(f"{self.data.stem}-{self.lives}.log")
        recover = self.open_draft if choice.random() < 0.5 else ""
        self.held = self.held if recover else {}
        self.open_draft, self.record = recover, self.record if recover else ""
        seconds = choice.uniform(0.05, 0.8) if choice.random() < 0.5 else choice.uniform(0.8, 3.2)
        return {
            "data": str(self.data),
            "log": str(self.log),
            "seed": choice.random(),
            "recover": recover,
            "seconds": seconds,
        }


@dataclass
class Count:
    """What was typed, and what of it was lost, over all lives."""

    kills: int = 0
    typed: int = 0
    owed: int = 0  # of what was typed: older than two seconds when the kill came
    lost: int = 0
    most: int = 0
    stall: float = 0.0


def test_50_kills_lose_nothing_older_than_two_seconds(tmp_path, record_property):
    choice, count = random.Random(SEED), Count()
    chains = {str(chain.data): chain for chain in map(_new_chain, [tmp_path] * FILES, range(FILES))}
    typist = subprocess.Popen(
        [sys.executable, str(HERE / "typist.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert typist.stdin is not None
    assert typist.stdout is not None
    try:
        sent = 0
        for chain in chains.values():
            sent += _send(typist.stdin, chain.job(choice))
        while count.kills < KILLS:
            answer = json.loads(typist.stdout.readline())
            assert answer["signal"] == 9
            chain = chains[answer["data"]]
            _look(chain, answer["killed"], count)
            if sent < KILLS:
                sent += _send(typist.stdin, chain.job(choice))
    finally:
        typist.stdin.close()
        typist.wait(20)
        typist.stdout.close()
    for name, value in vars(count).items():
        record_property(name, value)
    print(
        f"\n{count.kills} kills: {count.lost} of {count.typed} letters lost, {count.most} at most"
    )
    assert count.typed > 20 * KILLS
    assert count.owed > 2 * KILLS


def _new_chain(folder: Path, number: int) -> Chain:
    path = folder / f"xã {number}.ocop"
    start.new(path, "615", officer="Y Mẫu").close()
    return Chain(path)


def _send(pipe: Any, job: dict[str, Any]) -> int:
    pipe.write(json.dumps(job) + "\n")
    pipe.flush()
    return 1


def _look(chain: Chain, killed: float, count: Count) -> None:
    """Open the file as the next start does, and compare it with the log of the keys."""
    told = Told.read(chain.log)
    with start.open_data(chain.data) as data:
        with data.read() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        found = _found(data, chain)
        waiting = {kept.id for kept in kept_drafts.listed(data)}
        chain.known = waiting | {entry.id for entry in lists.entries(data, "product")}
    old_enough = told.typed(killed - BEHIND - told.stall)
    count.owed += old_enough.total()
    lost = 0
    for name, typed in told.typed().items():
        whole = chain.held.get(name, "") + told.text(name)
        there = found.get(name, "")
        assert whole.startswith(there), (name, whole, there)
        least = len(chain.held.get(name, "")) + old_enough[name]
        assert len(there) >= least, (name, whole, there, told.stall)
        lost += len(whole) - len(there)
        count.typed += typed
    for name in chain.held.keys() - told.typed().keys():
        assert found[name] == chain.held[name]
    chain.held = found
    count.kills += 1
    count.lost, count.most = count.lost + lost, max(count.most, lost)
    count.stall = max(count.stall, told.stall)


def _found(data: Any, chain: Chain) -> dict[str, str]:
    """What the file holds of the life that was killed: its draft over its record."""
    drafts = [k for k in kept_drafts.listed(data) if k.id not in chain.known - {chain.open_draft}]
    made = [one.id for one in lists.entries(data, "product") if one.id not in chain.known]
    assert len(drafts) <= 1, "a ghost: more than one draft of one life"
    assert len(made) <= 1
    draft = drafts[0].snapshot if drafts else None
    record = (draft.record_id if draft else "") or (made[0] if made else chain.record)
    assert not (draft and made and draft.record_id != made[0]), "a draft of a saved record is left"
    chain.open_draft, chain.record = draft.id if draft else "", record
    texts: dict[str, str] = {}
    if record:
        kept = entries.get(data, "product", record)
        texts = {name: str(kept.get(name)) for name in TYPED if kept.get(name) is not None}
        for number, row in enumerate(kept.rows("packs")):
            texts[f"packs.{number}"] = str(row.get("packaging"))
    if draft:
        texts |= _of_draft(draft.content)
    return {name: text.replace(" ", "") for name, text in texts.items()}


def _of_draft(content: Any) -> dict[str, str]:
    texts = {name: text for name, text in content["values"].items() if name in TYPED and text}
    for number, row in enumerate(content["tables"].get("packs", ())):
        if "packaging" in row["values"]:
            texts[f"packs.{number}"] = row["values"]["packaging"]
    for path, name, text in content["pending"]:
        texts[f"packs.{path[0][1]}" if path else name] = text
    return texts
