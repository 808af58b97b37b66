"""Which records a record names in its fields of several links, kept ready to be asked backwards.

A field of one link is a column with an index. A field of several is a list in JSON, which no index
reads; triggers keep its ids in `link_row`, whoever writes the record. "Where is this named?" is
then one look into an index, in a file of any size.

To add such a field: `stored = "column"`, the column in `records`, and in its migration
`for sql in link_triggers(KIND, NAME): op.execute(sql)`; a test says what is missing.
"""

from __future__ import annotations


def link_triggers(kind: str, name: str) -> tuple[str, ...]:
    """The statements by which `link_row` holds a field of several links, now and from now on."""
    table, field = kind.replace(".", "_"), f"{kind}.{name}"
    keep = "INSERT OR IGNORE INTO link_row (target, field, id)"
    put = f"{keep} SELECT value, '{field}', new.id FROM json_each(new.{name})"
    drop = f"DELETE FROM link_row WHERE id = old.id AND field = '{field}'"
    known = f"new.{name} IS NOT NULL"
    changed = f"old.{name} IS NOT new.{name}"
    made = f"CREATE TRIGGER link_{table}_{name}"
    return (
        f"{made}_insert AFTER INSERT ON {table} WHEN {known} BEGIN {put}; END",
        f"{made}_update AFTER UPDATE OF {name} ON {table} WHEN {changed} BEGIN {drop}; {put}; END",
        f"{made}_delete AFTER DELETE ON {table} BEGIN {drop}; END",
        f"{keep} SELECT each.value, '{field}', {table}.id "
        f"FROM {table}, json_each({table}.{name}) AS each WHERE {table}.{name} IS NOT NULL",
    )
