"""One of many values is found, numbers as numbers and texts as texts, on SQLite and elsewhere."""

from __future__ import annotations

import pytest
from sqlalchemy import BigInteger, Column, MetaData, Table, Text, create_engine, insert, select
from sqlalchemy.dialects import postgresql

from ocop_desktop.store.among import among

TABLE = Table("t", MetaData(), Column("n", BigInteger), Column("s", Text))


@pytest.mark.parametrize("many", [0, 1, 2000])
def test_rows_with_one_of_the_values_are_found(many: int) -> None:
    engine = create_engine("sqlite://")
    TABLE.metadata.create_all(engine)
    rows = [{"n": -(2**63) + n, "s": f'Đắk "{n}'} for n in range(many)]
    with engine.begin() as connection:
        if rows:
            connection.execute(insert(TABLE), rows)
        connection.execute(insert(TABLE), {"n": 5, "s": "other"})
        for column, name in ((TABLE.c.n, "n"), (TABLE.c.s, "s")):
            query = select(TABLE.c.n).where(among(connection, column, [r[name] for r in rows]))
            assert len(connection.execute(query).all()) == many


class _Server:
    dialect = postgresql.dialect()


def test_a_server_is_given_the_values_themselves() -> None:
    condition = among(_Server(), TABLE.c.n, [1, 2])  # type: ignore[arg-type]
    assert str(condition.compile(compile_kwargs={"literal_binds": True})) == "t.n IN (1, 2)"
