"""Search as one types: the first fifty records of a list, against the bare full-text question.

Every text that stands in the box while officers type their words, letter by letter, is asked
once. The bound asks an index of the same options on the folded text for any fifty rows, in no
order, and reads their titles; ours finds parts of numbers too and gives the likeliest first, then
the Vietnamese way. Both warm; the slowest of a hundred counts.
"""

import sqlite3
import time
from pathlib import Path
from random import Random

from _bench import Found, Report, Sample, main
from _data import new_file, words

from ocop_desktop.store import search
from ocop_desktop.store.positions import spread
from ocop_desktop.store.search_words import index_words
from ocop_desktop.vietnamese import fold, sort_key

KIND, FIRST = "subject", 50
SIZES = {"100,000": 100_000, "1,000,000": 1_000_000}
LIMITS = {"100,000": 20, "1,000,000": 50}  # ms
TYPED = (
    "hop tac xa nong nghiep", "Hợp tác xã dịch vụ", "ca phe rang", "Cà phê", "mat ong rung",
    "đăk hà", "Đăk Hà", "dak ha", "tổng hợp", "hộ kinh doanh", "kon plong", "linh chi", "ia h'drai",
    "0912345678", "0987 654 321", "+84905", "2345", "nong 091", "thit gac bep", "mang kho mien dong",
)  # fmt: skip


def prepare(folder: Path) -> Sample:
    """Two files of subjects, and beside each the bare index of their folded words."""
    for name, count in SIZES.items():
        path = folder / f"{name}.ocop"
        new_file(path).close()
        file = sqlite3.connect(path)
        file.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        fill(file, count)
        file.close()
    return {}


def fill(file: sqlite3.Connection, count: int) -> None:
    """Subjects with their search rows, as a merge of very many would leave them."""
    for name in ("insert", "delete", "update"):
        file.execute(f"DROP TRIGGER search_row_{name}")
    file.execute("DROP TABLE search_fts")
    random = Random(count)
    made = [made_up(random, number) for number in range(count)]
    made.sort(key=lambda one: one[1])
    numbers = spread(KIND, removed=False, count=count)
    file.executemany(
        "INSERT INTO search_row VALUES (?, 'subject', ?, 0, ?, ?, ?)",
        (
            (n, id, title, key, found)
            for n, (id, key, title, found, _) in zip(numbers, made, strict=True)
        ),
    )
    file.executemany(
        "INSERT INTO subject (id, name, contact_phone, revision, stamps, created_at, created_by, "
        "changed_at, changed_by, origin, removed, form_version, answers) "
        "VALUES (?, ?, ?, 1, '{}', '', '', '', '', '', 0, 1, '{}')",
        ((id, title, phone) for id, _, title, _, phone in made),
    )
    for statement in search.FTS_DDL:
        file.execute(statement)
    file.execute("INSERT INTO search_fts (search_fts) VALUES ('rebuild')")
    options = "prefix='1 2 3 4 5 6 7', detail=none, columnsize=0"
    file.execute(f"CREATE VIRTUAL TABLE bare USING fts5(folded, content='', {options})")
    rows = ((n, fold(f"{one[2]} {one[4]}")) for n, one in zip(numbers, made, strict=True))
    file.executemany("INSERT INTO bare (rowid, folded) VALUES (?, ?)", rows)
    file.commit()


def made_up(random: Random, number: int) -> tuple[str, str, str, str, str]:
    """Id, sort key, title, words of the index and phone of one subject."""
    kind = random.choice(("Hợp tác xã", "Hộ kinh doanh", "Tổ hợp tác", "Công ty"))
    title = f"{kind} {words(random, 2, 5)}"
    phone = f"09{random.randrange(10**8):08}"
    shown = f"{title}\n{words(random, 2, 3)}\n{phone}\n{random.randrange(10**10):010}"
    return f"id-{number}", sort_key(title), title, index_words(title, shown), phone


def keystrokes() -> list[str]:
    """What stands in the box, key after key."""
    return [text[:end] for text in TYPED for end in range(1, len(text) + 1)]


def slowest(seconds: list[float]) -> float:
    """The 99th of a hundred, in milliseconds."""
    return sorted(seconds)[int(len(seconds) * 0.99)] * 1000


def ours(folder: Path) -> Sample:
    """The likeliest fifty titles; and the same as the list shows them (keys, then rows)."""
    from ocop_desktop.actions import lists, start

    sample: Sample = {}
    for name in SIZES:
        data = start.open_data(folder / f"{name}.ocop", write=False)
        titles, shown = [], []
        for typed in keystrokes() * 2:
            begun = time.perf_counter()
            with data.read() as connection:
                search.matching(connection, typed, kinds=[KIND], limit=FIRST)
            titles.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            keys = lists.keys(data, KIND, typed=typed)
            lists.rows(data, KIND, keys[0:FIRST], ["name", "contact_phone"])
            shown.append(time.perf_counter() - begun)
        half = len(titles) // 2
        sample |= {name: slowest(titles[half:]), f"{name} shown": slowest(shown[half:])}
        data.close()
    return sample


def bound(folder: Path) -> Sample:
    """Any fifty titles whose words begin as typed."""
    sample: Sample = {}
    for name in SIZES:
        file = sqlite3.connect(folder / f"{name}.ocop")
        file.execute("PRAGMA cache_size = -32000")
        taken = []
        for typed in keystrokes() * 2:
            asked = " ".join(f'"{word}"*' for word in search.search_text(typed).split())
            if not asked:
                continue
            begun = time.perf_counter()
            file.execute(
                "SELECT id, title FROM search_row WHERE number IN "
                "(SELECT rowid FROM bare WHERE bare MATCH ? LIMIT 50)",
                (asked,),
            ).fetchall()
            taken.append(time.perf_counter() - begun)
        sample[name] = slowest(taken[len(taken) // 2 :])
        file.close()
    return sample


def judge(found: Found, report: Report) -> None:
    """At most three times the bare question, and never felt."""
    for name in SIZES:
        what = f"search in {name}, first 50, p99"
        report.ratio(what, found["ours"][name], found["bound"][name], at_most=3, unit="ms")
        shown = found["ours"][f"{name} shown"]
        report.limit("  the same as rows of the list", shown, at_most=LIMITS[name], unit="ms")


if __name__ == "__main__":
    main(__file__, [ours, bound], judge, prepare=prepare, rounds=3)
