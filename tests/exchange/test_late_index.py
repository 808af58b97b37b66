"""What a merge brings is found and listed as if it had been typed here, whatever was there before."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from ocop_desktop.actions import entries, swap
from ocop_desktop.store import late_index
from ocop_desktop.store.reindex import reindex
from ocop_desktop.store.search import how_many
from tests.exchange.offices import sent, subject


def order(data, kind="subject"):
    with data.read() as connection:
        sql = "SELECT id, title, folded FROM search_row WHERE kind = :kind ORDER BY removed, number"
        return connection.execute(text(sql), {"kind": kind}).all()


def whole(data):
    """Raises where the full text does not say what the rows say."""
    with data.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO search_fts (search_fts, rank) VALUES ('integrity-check', 1)"
        )


def checked(data):
    """The rows in their order; the same as when all are indexed anew."""
    whole(data)
    found = order(data), order(data, "product")
    reindex(data)
    assert (order(data), order(data, "product")) == found
    return found


@pytest.fixture(params=[0, 1, 10**6], ids=["all anew", "anew where many", "in between"])
def few(request, monkeypatch):
    """From how many new records on everything is numbered anew."""
    monkeypatch.setattr(late_index, "_FEW", request.param)


def product(data, owner, name):
    return entries.save(data, "product", None, {"name": name, "subject": owner}).id


NAMES = ["HTX Đăk Hà", "HTX Đak Mar", "Ân", "an", "Ăn", "HTX Đắk Hà 2", "HTX đăk hà 10"]


def test_records_stand_in_their_order_and_are_found(dak_ha, dak_to, province, tmp_path, few):
    for name in NAMES[:4]:
        product(dak_ha, subject(dak_ha, name), f"Cà phê {name}")
    gone = subject(dak_ha, "Zý")
    entries.remove(dak_ha, "subject", [gone])
    first = sent(dak_ha, tmp_path)
    for name in NAMES[4:]:
        product(dak_to, subject(dak_to, name), f"Cà phê {name}")
    swap.merge(province, [first])
    rows, _ = checked(province)
    assert [row.title for row in rows] == ["an", "Ân", "HTX Đak Mar", "HTX Đăk Hà", "Zý"]
    swap.merge(province, [sent(dak_to, tmp_path)])
    rows, products = checked(province)
    assert len(rows) == len(NAMES) + 1
    assert len(products) == len(NAMES)
    with province.read() as connection:
        assert how_many(connection, "htx", "subject") == 4


def test_what_is_called_otherwise_moves_and_so_does_what_is_named_after_it(
    dak_ha, province, tmp_path, few
):
    first = subject(dak_ha, "HTX Một")
    for name in ("HTX Hai", "HTX Ba"):
        subject(dak_ha, name)
    product(dak_ha, first, "Chè")
    swap.merge(province, [sent(dak_ha, tmp_path)])
    entries.save(dak_ha, "subject", first, {"name": "HTX An"})
    swap.merge(province, [sent(dak_ha, tmp_path)])
    rows, _ = checked(province)
    assert [row.title for row in rows] == ["HTX An", "HTX Ba", "HTX Hai"]


def test_new_in_one_file_and_changed_in_the_next_of_the_same_merge(dak_ha, province, tmp_path, few):
    id = subject(dak_ha, "HTX Một")
    before = sent(dak_ha, tmp_path)
    entries.save(dak_ha, "subject", id, {"name": "HTX Hai"})
    swap.merge(province, [before, sent(dak_ha, tmp_path)])
    rows, _ = checked(province)
    assert [row.title for row in rows] == ["HTX Hai"]
