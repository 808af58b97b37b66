"""What tests do with data files of offices: enter, send, look."""

from __future__ import annotations

from openpyxl import load_workbook
from sqlalchemy import select

from ocop_desktop.actions import entries, swap
from ocop_desktop.store.records import load_rows, table_of

KINDS = ("subject", "person", "product", "recognition", "support", "support_item")


def subject(data, name="HTX Đăk Mar", id=None, tables=None, **fields):
    given = {"name": name, "commune": "23500", **fields} if id is None else fields
    saved = entries.save(data, "subject", id, given, tables or {})
    assert saved.saved, saved.rejected
    return saved.id


def sent(data, tmp_path, **more):
    number = int(str(data.settings.get("sent_number") or 0)) + 1
    out = tmp_path / f"{data.path.stem}-{number}.xlsx"
    swap.export(data, out, **more)
    return out


def got(data, id, kind="subject"):
    return entries.get(data, kind, id)


def fates(report, kind="subject", file=0):
    counts = report.files[file].forms.get(kind, {})
    return {name: count for name, count in counts.items() if count and name != "read"}


def state(data):
    """Everything that counts of every record."""
    found = {}
    for kind in KINDS:
        with data.read() as connection:
            rows = load_rows(connection, kind, ids(data, kind))
        for id, row in rows.items():
            found[kind, id] = (got(data, id, kind).values, row["removed"], row["stamps"])
    return found


def ids(data, kind):
    with data.read() as connection:
        return list(connection.scalars(select(table_of(kind).c.id)))


def change(path, title, edit):
    book = load_workbook(path)
    page = book[title]
    edit(page, {page.cell(1, n).value: n for n in range(1, page.max_column + 1)})
    book.save(path)
