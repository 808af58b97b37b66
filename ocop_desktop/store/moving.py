"""Moves all that a data file holds into a server's database, or back: every table, row by row.

Rows are read and written a few hundred at a time and keep their numbers; both sides are then read
once more and must hold the same, table by table, to the last letter. The target is begun anew and
is gone again where anything fails. The evidence folder goes along, each file checked by its name.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, Table, delete, func, select

from ocop_desktop.memory import uncollected
from ocop_desktop.messages import Trouble
from ocop_desktop.records.base import Base
from ocop_desktop.records.models import load_all
from ocop_desktop.store.bulk import put_rows, put_table
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.engine import troubles
from ocop_desktop.store.reindex import full_text_made_anew
from ocop_desktop.store.settings import FILES_FOLDER, MOVED_TO
from ocop_desktop.store.tables import LinkRow, SearchRow, Setting

Progress = Callable[[int, int, str], None]
_MANY = 500
_CHUNK = 1 << 20
_DERIVED = LinkRow.__tablename__  # written by the records' own triggers
_NOT_MOVED = (MOVED_TO, FILES_FOLDER)
_WORDS = SearchRow.__tablename__  # written with their own full text


def tables() -> list[Table]:
    """Every table of a data file, by name."""
    load_all()
    return sorted(Base.metadata.tables.values(), key=lambda table: table.name)


def move_rows(
    source: DataFile, source_connection: Connection, target: DataFile, progress: Progress
) -> dict[str, int]:
    """Write all rows of the source into the target, which is empty; return how many by table.

    Raises Trouble("move_differs") where the target does not hold the same afterwards.
    """
    left = _counts(source_connection)
    total, done = 2 * sum(left.values()), 0
    with target.beside("move") as to, uncollected(), full_text_made_anew(to):
        for table in tables():
            to.execute(delete(table))
        for table in tables():
            for part in _parts(source_connection, table):
                if table.name == _WORDS:
                    put_rows(to, part)
                elif table.name != _DERIVED:
                    put_table(to, table, part)
                done += len(part)
                progress(done, total, "Chép dữ liệu")
        _count_on(to)
        for table in tables():
            found = _digest(to, table)
            if found != _digest(source_connection, table):
                raise Trouble("move_differs", table=table.name)
            done += found[0]
            progress(done, total, "So lại từng bảng")
        to.execute(delete(Setting).where(Setting.name.in_(_NOT_MOVED)))
    return left


def _counts(connection: Connection) -> dict[str, int]:
    return {
        table.name: int(connection.scalar(select(func.count()).select_from(table)) or 0)
        for table in tables()
    }


def _all(table: Table) -> Select[Any]:
    """Every row, in the order of the key, which both stores sort alike; a server sends in parts."""
    query = select(table).order_by(*table.primary_key.columns)
    return query.execution_options(stream_results=True)


def _parts(connection: Connection, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    for part in connection.execute(_all(table)).partitions(_MANY):
        yield [tuple(row) for row in part]


def _digest(connection: Connection, table: Table) -> tuple[int, str]:
    """How many rows a table has, and a digest over what stands in them."""
    count, digest = 0, hashlib.blake2b(digest_size=16)
    words = list(table.c.keys()).index("folded") if table.name == _WORDS else -1
    for part in _parts(connection, table):
        for row in part:
            if words >= 0:  # the full text of either store parts its words by itself
                row = (*row[:words], *row[words + 1 :])
            digest.update(json.dumps(row, ensure_ascii=False, sort_keys=True).encode())
        count += len(part)
    return count, digest.hexdigest()


def _count_on(connection: Connection) -> None:
    """Let a server go on counting after the highest number that came along."""
    if connection.dialect.name == "sqlite":
        return
    for table in tables():
        for column in table.primary_key.columns:
            if column.autoincrement is True:
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), "
                    f'max("{column.name}")) FROM "{table.name}"'
                )


def take_away(target: DataFile) -> None:
    """Close what a move began and could not end, and leave nothing of it."""
    if target.served:
        with suppress(Trouble), target.beside("move") as connection:
            for table in tables():
                connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{table.name}" CASCADE')
            connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
        target.close()
        return
    target.close()
    for ending in ("", "-wal", "-shm"):
        target.path.with_name(f"{target.path.name}{ending}").unlink(missing_ok=True)


# ---- files


def move_files(source: DataFile, folder: Path, progress: Progress) -> int:
    """Copy the evidence into a folder, each file checked by the digest it is named by."""
    kept = _evidence(source)
    for number, path in enumerate(kept, 1):
        copy = folder / "evidence" / path.name[:2] / path.name
        with troubles(copy):
            copy.parent.mkdir(parents=True, exist_ok=True)
            if not copy.is_file() or _sha256(copy) != path.name:
                part = copy.with_suffix(".part")
                shutil.copyfile(path, part)
                if _sha256(part) != path.name:
                    part.unlink()
                    raise Trouble("move_file_broken", file=str(path))
                part.replace(copy)
        progress(number, len(kept), "Chép tệp minh chứng")
    return len(kept)


def has_files(source: DataFile) -> bool:
    """Whether there is any evidence to be copied."""
    return bool(_evidence(source))


def _evidence(source: DataFile) -> list[Path]:
    folder = source.files_dir / "evidence"
    return sorted(path for path in folder.glob("??/*") if len(path.name) == 64)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
