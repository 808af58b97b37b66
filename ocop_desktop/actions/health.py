"""Whether a data file is sound: the file itself, its records, its kept files; and the law's files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, select

from ocop_desktop.actions import identity, law
from ocop_desktop.actions.files import path_of
from ocop_desktop.records.base import from_row
from ocop_desktop.schema import Form
from ocop_desktop.schema.choice_types import file_parts
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import table_of
from ocop_desktop.store.tables import SearchRow


@dataclass(frozen=True)
class Fault:
    """Something unsound: a code, where it is, a sentence."""

    code: str
    where: str
    text: str


def check(data: DataFile) -> list[Fault]:
    """Every fault found; an empty list where the data file is sound."""
    with data.read() as connection:
        faults = _file(connection)
        ids = {form.kind: _ids(connection, form) for form in data.forms.values()}
        for form in data.forms.values():
            faults += _parents(connection, form, ids)
            faults += _links(connection, form, ids)
            faults += _files(data, connection, form)
        faults += _search(connection, data, ids)
    return faults + [Fault(one.code, str(one.facts["file"]), str(one)) for one in law.faults()]


def _file(connection: Connection) -> list[Fault]:
    if connection.dialect.name != "sqlite":
        return []  # the server looks after its own files
    found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
    return [Fault("file_damaged", "", f"Tệp dữ liệu hỏng: {one}") for one in found if one != "ok"]


def _ids(connection: Connection, form: Form) -> set[str]:
    return set(connection.scalars(select(table_of(form.kind).c.id)))


def _parents(connection: Connection, form: Form, ids: dict[str, set[str]]) -> list[Fault]:
    if form.parent is None:
        return []
    table = table_of(form.kind)
    rows = connection.execute(select(table.c.id, table.c.parent_id))
    text = f"Dòng của “{form.label}” không còn bản ghi chứa nó."
    return [
        Fault("orphan_row", f"{form.kind} {row.id}", text)
        for row in rows
        if row.parent_id not in ids[form.parent]
    ]


def _links(connection: Connection, form: Form, ids: dict[str, set[str]]) -> list[Fault]:
    linking = [field for field in form.fields if field.type.kind == "link"]
    faults = []
    for row in connection.execute(select(table_of(form.kind))).mappings() if linking else ():
        values = from_row(form, row)
        for field in linking:
            target, wanted = values.get(field.name), str(getattr(field.type, "of", ""))
            if target and target not in ids[wanted]:
                text = f"“{field.label}” trỏ tới bản ghi chưa có ở đây."
                faults.append(Fault("loose_link", f"{form.kind} {row['id']}", text))
    return faults


def _files(data: DataFile, connection: Connection, form: Form) -> list[Fault]:
    holding = [field for field in form.fields if field.type.kind in ("file", "files")]
    faults = []
    for row in connection.execute(select(table_of(form.kind))).mappings() if holding else ():
        values = from_row(form, row)
        for field in holding:
            value = values.get(field.name)
            for one in value if isinstance(value, list) else [str(value)] if value else []:
                if _is_lost(data, one, row["origin"]):
                    text = f"Tệp “{file_parts(one)[1]}” bị thiếu hoặc đã hỏng."
                    faults.append(Fault("lost_file", f"{form.kind} {row['id']}", text))
    return faults


def _is_lost(data: DataFile, value: str, origin: str) -> bool:
    """Whether a kept file is missing or spoilt; a scan of another office may not have travelled."""
    path = path_of(data, value)
    if not path.is_file():
        return origin in identity.own(data)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() != file_parts(value)[0]


def _search(connection: Connection, data: DataFile, ids: dict[str, set[str]]) -> list[Fault]:
    shown = set(connection.scalars(select(SearchRow.id)))
    lost = {id for kind in data.forms.searched for id in ids[kind]} - shown
    return [Fault("not_searchable", id, "Bản ghi chưa có trong bảng tìm kiếm.") for id in lost]
