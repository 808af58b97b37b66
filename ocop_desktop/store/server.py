"""The engine of a database on a PostgreSQL server: how it reads, how it writes, what it says.

Readers see one state from beginning to end (REPEATABLE READ) and never wait. Whoever writes
records takes the one lock of the database first: two merges at a time come one after the other,
each plans on what the other has left, and no deadlock can be. The lock is let go with the unit of
work, also where its program was killed. Drafts are written beside it.
"""

from __future__ import annotations

import json

from sqlalchemy import URL, Connection, Engine, create_engine, event

from ocop_desktop.address import Address
from ocop_desktop.messages import Trouble
from ocop_desktop.store.server_order import ServerOrder

BESIDE = "beside"
"""What `writes` is for a unit of work that needs no order among all writers."""

WAIT_SECONDS = 30
LONG_WAIT_SECONDS = 900
_LOCK = 0x4F434F50  # "OCOP": the number of the advisory lock that all writers take
_READING = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
_LINK = {  # where the address says nothing else
    "application_name": "ocop-desktop",
    "connect_timeout": 10,
    "keepalives_idle": 60,
    "keepalives_interval": 10,
    "tcp_user_timeout": 20_000,
}
_SERVERS = "-c tcp_keepalives_idle=60 -c tcp_keepalives_interval=10"
"""So the server notices within minutes that a laptop went away, and gives its lock to the next."""

_OLDEST = 13


def open_server(address: Address) -> Engine:
    """An engine on a database; no connection is made yet. The driver is imported here alone."""
    url = URL.create(
        "postgresql+psycopg",
        username=address.user or None,
        password=address.password or None,
        host=address.host or None,
        port=address.port,
        database=address.database,
    )
    given = _LINK | dict(address.options) | dict(address.secrets)  # secrets in no URL: it is shown
    given["options"] = f"{_SERVERS} {given.get('options', '')}".rstrip()
    engine = create_engine(
        url,
        json_serializer=_dumps,
        pool_size=4,
        pool_pre_ping=True,
        connect_args=given,
    )

    engine.dialect.statement_compiler = ServerOrder

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        writes = options.get("writes", False)
        if not writes:
            connection.exec_driver_sql(_READING)
        elif writes != BESIDE:
            _take(connection, int(options.get("wait", WAIT_SECONDS)))

    return engine


def _take(connection: Connection, seconds: int) -> None:
    """Wait for the writers' lock, and no longer than so many seconds."""
    connection.exec_driver_sql(
        f"SET LOCAL lock_timeout = '{seconds}s'; SELECT pg_advisory_xact_lock({_LOCK}); "
        "SET LOCAL lock_timeout = 0"
    )


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def check_server(engine: Engine, name: str) -> None:
    """Raise Trouble where the database would sort, compare or keep text otherwise than a file."""
    with engine.connect() as connection:
        row = connection.exec_driver_sql(
            "SELECT current_setting('server_version_num')::int / 10000, datcollate, "
            "coalesce(to_json(d) ->> 'datlocprovider', 'c'), pg_encoding_to_char(encoding) "
            "FROM pg_database AS d WHERE datname = current_database()"
        ).one()
    version, collation, provider, encoding = row
    if version < _OLDEST:
        raise Trouble("server_old", version=version, oldest=_OLDEST)
    if provider == "i":
        collation = "ICU"
    plain = str(collation).upper().replace("-", "").removesuffix(".UTF8") in ("C", "POSIX")
    if not plain or encoding != "UTF8":
        raise Trouble("server_collation", name=name, collation=f"{collation}, {encoding}")


def version_there(engine: Engine) -> str | None:
    """The version of the tables; "" for an empty database, None where others' tables are there."""
    with engine.connect() as connection:
        tables = set(
            connection.exec_driver_sql(
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
            ).scalars()
        )
        if not tables:
            return ""
        if not {"alembic_version", "search_row", "setting"} <= tables:
            return None
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(found) if found else None
