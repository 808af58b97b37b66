"""Brings the tables of a data file to this version; configuration in code, no ini file.

To change the tables: change the models, run `python3 dev.py migration NAME`, read what was
written, set HEAD in version.py. A released migration is never edited.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

import ocop_desktop.store.tables  # noqa: F401
from ocop_desktop.records.models import load_all

FOLDER = Path(__file__).parent / "migrations"


def config() -> Config:
    """Alembic's configuration; every model is known to it."""
    load_all()
    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    made.set_main_option("path_separator", "os")
    return made


def upgrade(engine: Engine, version: str = "head") -> None:
    """Run every migration that the file lacks (up to a version), all or none."""
    with engine.connect() as plain:
        connection = plain.execution_options(writes=True)
        with connection.begin():
            made = config()
            made.attributes["connection"] = connection
            command.upgrade(made, version)


def write_migration(engine: Engine, name: str, number: str) -> None:
    """Write a new migration from the difference between the models and a file (developers)."""
    with engine.connect() as connection, connection.begin():
        made = config()
        made.attributes["connection"] = connection
        command.revision(made, message=name, autogenerate=True, rev_id=number)
