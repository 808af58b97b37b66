"""A file of an earlier version keeps what it knows when it is brought up."""

from __future__ import annotations

import json
from pathlib import Path

from alembic import command
from sqlalchemy import text

from ocop_desktop.store import migrate
from ocop_desktop.store.engine import open_engine

ROW = (
    'INSERT INTO history (action, verb, at, "by", kind, record_id, revision, changes, undone) '
    "VALUES (:action, :verb, '2026-01-05T08:00:00+07:00', 'Y Mẫu', :kind, 'x', 1, '{}', :undone)"
)


def test_the_steps_of_undo_are_read_from_the_history(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "old.ocop")
    with engine.connect() as plain:
        connection = plain.execution_options(writes=True)
        with connection.begin():
            made = migrate.config()
            made.attributes["connection"] = connection
            command.upgrade(made, "0004")
            rows = [
                ("a", "save", "subject", False),
                ("b", "save", "subject", True),
                ("b", "save", "person", True),
                ("c", "undo", "subject", False),
            ]
            for action, verb, kind, undone in rows:
                given = {"action": action, "verb": verb, "kind": kind, "undone": undone}
                connection.execute(text(ROW), given)
    migrate.upgrade(engine)
    with engine.connect() as connection:
        steps = connection.execute(
            text("SELECT id, verb, counts, undone_by FROM action ORDER BY number")
        ).all()
    engine.dispose()
    found = [(id, verb, json.loads(counts), undone) for id, verb, counts, undone in steps]
    assert found == [
        ("a", "save", {"subject": 1}, None),
        ("b", "save", {"person": 1, "subject": 1}, "b"),
        ("c", "undo", {"subject": 1}, None),
    ]
