"""Fields of several links can be asked backwards, whoever writes the record."""

import json
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from ocop_desktop.actions import entries, undo
from ocop_desktop.schema.loader import load_forms
from ocop_desktop.store import migrate
from ocop_desktop.store.engine import open_engine

FORMS = load_forms(Path(__file__).resolve().parents[2] / "forms")
TRIGGERS = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE :name"
SERVED_TRIGGERS = "SELECT count(*) FROM pg_trigger WHERE tgname LIKE :name"
LINKING = [(form, field) for form in FORMS.values() for field in form.links]


def named(data, target):
    with data.read() as connection:
        rows = connection.execute(
            text("SELECT field, id FROM link_row WHERE target = :target"), {"target": target}
        )
        return {(row.field, row.id) for row in rows}


def put(data, kind, **fields):
    saved = entries.save(data, kind, None, fields)
    assert saved.saved, saved.rejected
    return saved.id


@pytest.mark.parametrize(
    ("form", "field"), LINKING, ids=[f"{form.kind}.{field.name}" for form, field in LINKING]
)
def test_every_link_can_be_asked_backwards_by_an_index(office, form, field):
    assert field.stored == "column"
    table = form.kind.replace(".", "_")
    with office.read() as connection:
        if field.type.kind == "links":
            query = SERVED_TRIGGERS if office.served else TRIGGERS
            name = {"name": f"link_{table}_{field.name}_%"}
            assert connection.scalar(text(query), name) == 3
        elif office.served:  # a server reads so small a table from end to end
            indexes = inspect(connection).get_indexes(table)
            assert any(index["column_names"][0] == field.name for index in indexes)
        else:
            plan = f"EXPLAIN QUERY PLAN SELECT id FROM {table} WHERE {field.name} = 'x'"
            assert "USING" in connection.exec_driver_sql(plan).first()[3]


def test_what_a_grant_names_follows_its_changes_and_what_is_undone(office):
    owner = put(office, "subject", name="HTX Sáu Nhung")
    one, two = (put(office, "product", name=name, subject=owner) for name in ("Cà phê", "Trà"))
    grant = put(office, "support", subject=owner, products=[one])
    field = "support.products"
    assert (named(office, one), named(office, two)) == ({(field, grant)}, set())

    entries.save(office, "support", grant, {"products": [two]})
    assert (named(office, one), named(office, two)) == (set(), {(field, grant)})

    undo.undo(office)
    assert (named(office, one), named(office, two)) == ({(field, grant)}, set())


def test_a_file_of_the_version_before_keeps_its_links_and_can_be_asked(tmp_path):
    engine = open_engine(tmp_path / "old.ocop")
    migrate.upgrade(engine, "0001")
    set_of = {"set_members": ["a", "b"], "shelf_life": "12 tháng"}
    with engine.connect() as plain, plain.execution_options(writes=True).begin():
        _insert(plain, "product", id="set", answers=json.dumps(set_of))
        _insert(plain, "support", id="grant", products=json.dumps(["b"]), answers="{}")
    migrate.upgrade(engine)
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT set_members, answers FROM product")).one()
        found = connection.execute(text("SELECT target, field, id FROM link_row")).all()
    engine.dispose()
    assert [json.loads(part) for part in kept] == [["a", "b"], {"shelf_life": "12 tháng"}]
    assert {tuple(row) for row in found} == {
        ("a", "product.set_members", "set"),
        ("b", "product.set_members", "set"),
        ("b", "support.products", "grant"),
    }


def _insert(connection, table, **given):
    """A row with its bookkeeping, as the first version wrote it."""
    book = {"revision": 1, "stamps": "{}", "removed": 0, "form_version": 1, "origin": "o"}
    book |= dict.fromkeys(("created_at", "created_by", "changed_at", "changed_by"), "")
    row = book | given
    places = ", ".join(f":{name}" for name in row)
    connection.execute(text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})"), row)
