"""Which records a record names in its fields of several links, kept ready to be asked backwards.

A field of one link is a column with an index. A field of several is a list in JSON, which no index
reads; triggers keep its ids in `link_row`, whoever writes the record. "Where is this named?" is
then one look into an index, in a file of any size.

On a server the same is done by one function of its own, `keep_links`.

To add such a field: `stored = "column"`, the column in `records`, and in its migration
`for sql in link_triggers(KIND, NAME, DIALECT): op.execute(sql)`; a test says what is missing.
"""

from __future__ import annotations


def link_triggers(kind: str, name: str, dialect: str = "sqlite") -> tuple[str, ...]:
    """The statements by which `link_row` holds a field of several links, now and from now on."""
    if dialect != "sqlite":
        return _on_a_server(kind, name)
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


SERVER_FUNCTION = """
CREATE OR REPLACE FUNCTION keep_links() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM link_row WHERE id = old.id AND field = tg_argv[0];
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO link_row (target, field, id)
    SELECT json_array_elements_text(to_json(new) -> tg_argv[1]), tg_argv[0], new.id
    WHERE json_typeof(to_json(new) -> tg_argv[1]) = 'array'
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $body$"""
"""Keeps the ids of one field of the row that was written; its arguments: field, column."""


def _on_a_server(kind: str, name: str) -> tuple[str, ...]:
    table, field = kind.replace(".", "_"), f"{kind}.{name}"
    made, run = f"CREATE TRIGGER link_{table}_{name}", f"keep_links('{field}', '{name}')"
    row = f'ON "{table}" FOR EACH ROW'
    changed = f"old.{name}::text IS DISTINCT FROM new.{name}::text"
    return (
        f"{made}_insert AFTER INSERT {row} WHEN (new.{name} IS NOT NULL) EXECUTE FUNCTION {run}",
        f"{made}_update AFTER UPDATE OF {name} {row} WHEN ({changed}) EXECUTE FUNCTION {run}",
        f"{made}_delete AFTER DELETE {row} WHEN (old.{name} IS NOT NULL) EXECUTE FUNCTION {run}",
        f"INSERT INTO link_row (target, field, id) "
        f"SELECT json_array_elements_text({name}), '{field}', id FROM \"{table}\" "
        f"WHERE json_typeof({name}) = 'array' ON CONFLICT DO NOTHING",
    )
