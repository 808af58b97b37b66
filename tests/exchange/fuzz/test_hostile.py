"""Damaged and hostile files: refused with a reason, or taken with what is wrong named; in bounded
memory and time, and with the data untouched by whatever is refused."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys

import pytest

from ocop_desktop import cli
from ocop_desktop.actions import entries, lists, start
from ocop_desktop.messages import WORDS
from tests.exchange.fuzz.corpus import NAMED, REFUSED, packed, parts_of
from tests.exchange.offices import sent, subject

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory there")
# read as if nothing had happened
SOUND = (
    "a row twice",
    "merged cells",
    "rows without cells",
    "a format far out",
    "a formula in an id",
    "a formula in a digest",
)
CODES = ("unreadable", "row_altered", "row_without_parent", "parent_refused")
MUTATIONS = int(os.environ.get("OCOP_MUTATIONS", "40"))


@pytest.fixture
def sound(dak_ha, tmp_path):
    """A workbook of an office with a few records."""
    for n in range(3):
        id = subject(
            dak_ha,
            f"HTX số {n}",
            tables={"persons": [{"full_name": "Y Hà"}]},
            charter_capital=5_000_000 * n,
            founded_on="2019-03-05",
            note="ghi chú",
        )
        entries.save(dak_ha, "product", None, {"name": f"Cà phê {n}", "subject": id})
    return sent(dak_ha, tmp_path)


def tried(data, folder, *more):
    """What became of each file of a folder, tried in a process with little memory."""
    path = data.path
    data.close()
    command = [sys.executable, "-m", "tests.exchange.fuzz.child", str(path), str(folder), *more]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=1800 + MUTATIONS, check=False
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"after {[one['file'] for one in lines]}: {done.stderr[-2000:]}"
    return {one["file"]: one for one in lines}


def made(corpus, sound, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    names = {}
    for number, (name, make) in enumerate(corpus.items()):
        path = folder / f"{number:02}.xlsx"
        make(sound, path)
        names[path.name] = name
    return folder, names


def test_what_cannot_be_trusted_is_refused_and_touches_nothing(sound, province, tmp_path):
    folder, names = made(REFUSED, sound, tmp_path)
    found = tried(province, folder, "unseen")
    assert len(found) == len(REFUSED)
    for file, one in found.items():
        name = names[file]
        assert "crash" not in one, f"{name}: {one['crash']}"
        assert one["refused"], f"{name} was taken: {one}"
        assert one["refused"]["code"] in WORDS
        assert file in one["refused"]["text"]
        assert "Hãy" in one["refused"]["text"], name  # what to do
        assert one["unchanged"], f"{name} changed the data"
        assert not one["applied"]


def test_what_is_damaged_in_a_row_is_named_and_the_others_come_in(sound, province, tmp_path):
    folder, names = made(NAMED, sound, tmp_path)
    found = tried(province, folder)
    for file, one in found.items():
        name = names[file]
        assert "crash" not in one, f"{name}: {one['crash']}"
        assert one["unchanged"], f"the preview of {name} changed the data"
        assert one["refused"] is None, f"{name}: {one['refused']}"
        assert one["read"] == one["fates"] >= 8, f"{name}: {one}"
        for code, text, row in one["rows"]:
            assert code in CODES, f"{name}: {code}"
            assert text
            assert row >= 3, f"{name}: {row}"
        assert one["rows"] or one["edits"] or name in SOUND, f"{name}: {one}"


def mutated(content, chance):
    """A copy with bits turned, pieces cut out, doubled or put elsewhere."""
    data = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        place = chance.randrange(len(data))
        size = chance.choice([1, 1, 1, 4, 64])
        what = chance.randrange(5)
        if what < 2:
            data[place] ^= 1 << chance.randrange(8)
        elif what == 2:
            del data[place : place + size]
        elif what == 3:
            data[place:place] = data[place : place + size]
        else:
            data[place : place + size] = chance.randbytes(size)
        if not data:
            return b""
    return bytes(data)


def mutant(sound, path, seed):
    """One file that differs at random: in its bytes, or in those of one part within."""
    chance = random.Random(f"mutation {seed}")
    if seed % 3 == 0:
        path.write_bytes(mutated(sound.read_bytes(), chance))
        return
    parts = parts_of(sound)
    telling = [name for name in parts if len(parts[name]) > 6000 or "sheet" not in name]
    name = chance.choice(sorted(telling))
    parts[name] = mutated(parts[name], chance)
    packed(path, parts)


def test_files_damaged_at_random_crash_nothing(sound, province, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    for seed in range(MUTATIONS):
        mutant(sound, folder / f"{seed:05}.xlsx", seed)
    found = tried(province, folder)
    assert len(found) == MUTATIONS
    crashed = [one for one in found.values() if "crash" in one]
    assert not crashed, f"{len(crashed)}: {crashed[0]}"
    for one in found.values():
        assert one["unchanged"], one
        assert one["refused"] or one["read"] == one["fates"], one
        assert not one["refused"] or one["refused"]["code"] in WORDS


def test_of_twenty_files_three_are_bad_and_seventeen_come_in(
    make_office, province, tmp_path, capsys
):
    files = []
    for number in range(20):
        office = make_office(f"o{number}", "615")
        subject(office, f"HTX của huyện {number}", commune=None)
        files.append(sent(office, tmp_path))
    files[3].write_bytes(files[3].read_bytes()[:-900])
    REFUSED["another id"](files[9], files[9])
    REFUSED["bomb of strings"](files[15], files[15])
    province.close()
    assert cli.main(["merge", str(province.path), *map(str, files), "--json"]) == 0
    out, error = capsys.readouterr()
    report = json.loads(out)
    assert report["applied"]
    refused = [n for n, file in enumerate(report["files"]) if file["refused"]]
    assert refused == [3, 9, 15]
    named = [line for line in error.splitlines() if ": o" in line and line.startswith("workbook_")]
    assert [line.split(": ")[1] for line in named] == [files[n].name for n in refused]
    assert all("Hãy xin nơi gửi xuất và gửi lại." in line for line in named)
    subjects = [file["forms"]["subject"] for file in report["files"] if not file["refused"]]
    assert [counts["read"] for counts in subjects] == [1] * 17
    assert sum(counts["new"] + counts["duplicate"] for counts in subjects) == 17
    with start.open_data(province.path) as data:
        assert lists.count(data, "subject") == 17
