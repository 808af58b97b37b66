"""Writes every search row anew, when records are found by other words than the file was made with.

A file says by which algorithm and by which fields its records were indexed (setting "search").
Where that is not what this program and its forms do, all of them are indexed at opening, at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, select

from ocop_desktop.memory import uncollected
from ocop_desktop.records.base import from_row
from ocop_desktop.schema import Form, Forms
from ocop_desktop.store.bulk import Known, put_rows
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.positions import spread
from ocop_desktop.store.records import table_of
from ocop_desktop.store.search import ALGORITHM, FTS_DDL, searchable
from ocop_desktop.store.settings import put_setting
from ocop_desktop.store.steps import Progress, Steps, unseen
from ocop_desktop.store.tables import SearchRow

_SETTING, _MANY = "search", 500
_AT_ONCE = "INSERT INTO search_fts (search_fts, rank) VALUES ('hashsize', ?)"
_MUCH, _LITTLE = (
    1 << 24,
    1 << 20,
)  # bytes of words sorted in memory: with more, fewer parts to merge


def fingerprint(forms: Forms) -> str:
    """By what the records of these forms are found, in a few letters."""
    said = [str(ALGORITHM), *FTS_DDL]
    for kind in sorted(forms.searched):
        form = forms[kind]
        said.append(f"{kind} {form.title} {[field.name for field in form.found_fields]}")
    return sha256("\n".join(said).encode()).hexdigest()[:16]


def is_indexed(data: DataFile) -> bool:
    """Whether the file's records are found as this program finds them."""
    return data.settings.get(_SETTING) == fingerprint(data.forms)


def note_indexed(data: DataFile) -> None:
    """Say of a file without records that all of them are indexed."""
    data.keep_settings({_SETTING: fingerprint(data.forms)})


def reindex(data: DataFile, progress: Progress = unseen) -> None:
    """Write the search rows of all records anew, all or none."""
    made = fingerprint(data.forms)
    with data.work("index") as work, uncollected(), full_text_made_anew(work.connection):
        kinds = kinds_in_order(data.forms)
        told = Steps(progress, "Lập chỉ mục tìm kiếm", work.connection, map(table_of, kinds))
        for kind in kinds:
            rows = _rows(data, work.connection, data.forms[kind], told)
            work.connection.execute(delete(SearchRow).where(SearchRow.kind == kind))
            put_rows(work.connection, rows)
        put_setting(work.connection, _SETTING, made)
    data.settings[_SETTING] = made


@contextmanager
def full_text_made_anew(connection: Connection) -> Iterator[None]:
    """Write search rows without a thought of the full text; it is made of all of them at the end."""
    if connection.dialect.name != "sqlite":
        yield
        return
    for name in ("insert", "delete", "update"):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS search_row_{name}")
    connection.exec_driver_sql("DROP TABLE IF EXISTS search_fts")
    yield
    for statement in FTS_DDL:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(_AT_ONCE, (_MUCH,))
    connection.exec_driver_sql("INSERT INTO search_fts (search_fts) VALUES ('rebuild')")
    connection.exec_driver_sql(_AT_ONCE, (_LITTLE,))


def kinds_in_order(forms: Forms) -> list[str]:
    """Searched kinds, each after those whose titles it shows."""
    done: dict[str, None] = {}

    def visit(kind: str, above: tuple[str, ...] = ()) -> None:
        if kind in done or kind in above or kind not in forms.searched:
            return
        for field in forms[kind].found_fields:
            visit(str(getattr(field.type, "of", "")), (*above, kind))
        done[kind] = None

    for kind in sorted(forms.searched):
        visit(kind)
    return list(done)


def _rows(data: DataFile, connection: Connection, form: Form, told: Steps) -> list[tuple[Any, ...]]:
    """The search rows of all records of a form, numbered in their order."""
    found = list(_found(data, connection, form, told))
    rows: list[tuple[Any, ...]] = []
    for removed in (False, True):
        some = sorted((row for row in found if row[1] is removed), key=lambda row: row[3])
        numbers = spread(form.kind, removed=removed, count=len(some))
        rows += [
            (number, form.kind, id, removed, title, sort_key, folded)
            for number, (id, _, title, sort_key, folded) in zip(numbers, some, strict=True)
        ]
    return rows


def _found(
    data: DataFile, connection: Connection, form: Form, told: Steps
) -> Iterator[tuple[str, bool, str, str, str]]:
    """(id, removed, title, sort key, words) of every record of a form."""
    look = Known(data.look, connection, data.forms)
    result = connection.execute(select(table_of(form.kind))).mappings()
    for part in result.partitions(_MANY):
        values = [from_row(form, row) for row in part]
        look.fetch_links(form, values)
        for row, one in zip(part, values, strict=True):
            words = searchable(form, one, look)
            yield row["id"], bool(row["removed"]), words.title, words.sort_key, words.folded
        told.add(len(part))
