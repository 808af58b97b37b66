"""A row written by the driver itself is the row that SQLAlchemy would have written."""

from sqlalchemy import insert, select

from ocop_desktop.records.models import model_of
from ocop_desktop.store.direct import put_new_row
from ocop_desktop.store.engine import ask


def test_a_row_stands_as_the_library_would_have_written_it(office):
    table = model_of("product").__table__
    row = {
        "id": "11111111-1111-4111-8111-111111111111",
        "revision": 1,
        "stamps": {"*": {"a1": 3}},
        "created_at": "2026-09-20T08:30:00+07:00",
        "created_by": "Y Mẫu",
        "changed_at": "2026-09-20T08:30:00+07:00",
        "changed_by": "Y Mẫu",
        "origin": "a1",
        "removed": False,
        "form_version": 1,
        "answers": {"shelf_life": "12 tháng", "n": [1, None, True], "đ": "Đắk “Hà”"},
        "set_members": None,
        "subject": None,
    }
    other = row | {"id": "22222222-2222-4222-8222-222222222222"}
    with office.work("test") as work:
        put_new_row(work.connection, table, row)
        work.connection.execute(insert(table), other)
    kept = "SELECT * FROM product WHERE id = ?"
    with office.read() as connection:
        raw = [list(ask(connection, kept, (r["id"],)).one()) for r in (row, other)]
        found = connection.execute(select(table).where(table.c.id == row["id"])).mappings().one()
    assert [cell for cell in raw[0] if cell != row["id"]] == [
        cell for cell in raw[1] if cell != other["id"]
    ]
    assert {name: found[name] for name in row} == row
