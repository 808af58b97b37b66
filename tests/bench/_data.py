"""Made-up records for the benchmarks: every field of a form filled, the same at every run."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from uuid import NAMESPACE_OID, uuid5

from ocop_desktop.actions import start
from ocop_desktop.schema import Field, Form, Value
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.positions import spread
from ocop_desktop.store.search import FTS_DDL

UNIT = "615"  # a district of 2024
WORDS = (
    "mật ong rừng nguyên chất chè shan tuyết gạo nếp nương cơm lam bưởi cam sành đường phên bún khô "
    "miến dong hạt điều cà phê rang xay rượu cần măng khô thịt gác bếp tinh dầu sả trà hoa vàng nấm "
    "linh chi sâm dây hồng đẳng mây tre đan thổ cẩm hợp tác xã nông nghiệp dịch vụ tổng hợp hộ kinh "
    "doanh làng thôn xã phường Đăk Hà Kon Plông Tu Mơ Rông Ngọc Linh Sa Thầy Ia H'Drai"
).split()


def words(random: Random, low: int, high: int) -> str:
    """A run of Vietnamese words."""
    return " ".join(random.choices(WORDS, k=random.randint(low, high))).capitalize()


MAKERS: dict[str, Callable[[Random], Value]] = {
    "text": lambda r: words(r, 2, 7),
    "long_text": lambda r: words(r, 12, 24),
    "phone": lambda r: f"09{r.randrange(10**8):08}",
    "email": lambda r: f"htx{r.randrange(10**6)}@example.vn",
    "tax_code": lambda r: f"{r.randrange(10**10):010}",
    "citizen_id": lambda r: f"0622{r.randrange(10**8):08}",
    "barcode": lambda r: f"893{r.randrange(10**10):010}",
    "whole": lambda r: r.randrange(1, 500),
    "money": lambda r: r.randrange(1, 5_000_000) * 1000,
    "year": lambda r: r.randrange(2018, 2027),
    "stars": lambda r: r.randrange(3, 6),
    "decimal": lambda r: f"{r.randrange(1, 10**5) / 100:.2f}".rstrip("0").rstrip("."),
    "date": lambda r: f"{r.randrange(2018, 2027)}-{r.randrange(1, 13):02}-{r.randrange(1, 29):02}",
    "yes_no": lambda r: r.random() < 0.5,
}
LIMITED = ("whole", "decimal")
"""Kinds of numbers that a form may limit."""


def value(field: Field, random: Random) -> Value:
    """A value of the field's kind; blank where it names another record, a place or a file."""
    if field.type.kind in ("choice", "many"):
        codes = list(field.type.labels)
        return codes[:2] if field.type.kind == "many" else random.choice(codes)
    if field.type.kind in LIMITED and (most := getattr(field.type, "max", None)) is not None:
        number = random.randrange(int(getattr(field.type, "min", None) or 0), int(most) + 1)
        return str(number) if field.type.kind == "decimal" else number
    maker = MAKERS.get(field.type.kind)
    return maker(random) if maker else None


def values(form: Form, number: int) -> dict[str, Value]:
    """Every field that an officer types, filled; `number` tells records apart."""
    random = Random(number)
    made = {one.name: value(one, random) for one in form.fields if not one.computed}
    made[form.title_fields[0].name] = f"{words(random, 2, 6)} {number}"
    return {name: one for name, one in made.items() if one is not None}


def new_file(path: Path) -> DataFile:
    """An empty data file of one office."""
    path.unlink(missing_ok=True)
    return start.new(path, UNIT, era="2024", officer="Y Thử")


def fill(data: DataFile, kind: str, count: int, first: int = 0) -> None:
    """Put so many records into a data file, a thousand in one unit of work."""
    from ocop_desktop.actions import entries

    for start_at in range(first, first + count, 1000):
        numbers = range(start_at, min(start_at + 1000, first + count))
        made = ((None, values(data.forms[kind], n), {}) for n in numbers)
        entries.save_many(data, kind, made)


def multiply(path: Path, kind: str, times: int) -> None:
    """Copy every record of a form so many times within its file (rows and search rows)."""
    table = kind.replace(".", "_")
    file = sqlite3.connect(path)
    file.create_function("other_id", 2, lambda id, n: str(uuid5(NAMESPACE_OID, f"{id} {n}")))
    columns = [row[1] for row in file.execute(f"PRAGMA table_info({table})")]
    other = ", ".join(f'"{name}"' for name in columns if name != "id")
    copied = other.replace('"name"', "\"name\" || ' ' || :n")
    last = file.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0]
    for number in range(1, times):
        file.execute(
            f"INSERT INTO {table} (id, {other}) SELECT other_id(id, :n), {copied} FROM {table} "
            "WHERE rowid <= :last",
            {"n": number, "last": last},
        )
    multiply_search(file, kind, times)
    file.commit()
    file.close()


def multiply_search(file: sqlite3.Connection, kind: str, times: int) -> None:
    """Copy the search rows of a form, number all of them in order, and fill the index anew."""
    for name in ("insert", "delete", "update"):
        file.execute(f"DROP TRIGGER search_row_{name}")
    file.execute("DROP TABLE search_fts")
    again = "|| CASE n WHEN 0 THEN '' ELSE ' ' || n END"
    file.execute(
        "CREATE TEMP TABLE made AS WITH RECURSIVE copy (n) AS "
        "(SELECT 0 UNION ALL SELECT n + 1 FROM copy WHERE n < :most) "
        "SELECT CASE n WHEN 0 THEN id ELSE other_id(id, n) END AS id, removed, "
        f"title {again} AS title, sort_key {again} AS sort_key, folded {again} AS folded "
        "FROM search_row, copy WHERE kind = :kind",
        {"kind": kind, "most": times - 1},
    )
    count = file.execute("SELECT count(*) FROM made").fetchone()[0]
    numbers = spread(kind, removed=False, count=count)
    file.execute("DELETE FROM search_row WHERE kind = ?", (kind,))
    file.execute(
        "INSERT INTO search_row (number, kind, id, removed, title, sort_key, folded) "
        "SELECT :first + :step * row_number() OVER (ORDER BY sort_key), :kind, id, removed, title, "
        "sort_key, folded FROM made",
        {"first": numbers[0], "step": numbers[1] - numbers[0], "kind": kind},
    )
    for statement in FTS_DDL:
        file.execute(statement)
    file.execute("INSERT INTO search_fts (search_fts) VALUES ('rebuild')")


def typed(form: Form, rows: Iterator[dict[str, Value]]) -> Iterator[list[object]]:
    """Rows as the cells that any writer would be given: dates as dates, decimals as numbers."""
    for row in rows:
        yield [field.type.to_cell(row.get(field.name)) for field in form.fields]
