"""Finding records by folded words: prefix words by full-text index, digits by any part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, Select, and_, func, or_, select, text
from sqlalchemy.sql.elements import ColumnElement

from ocop_desktop.schema import Form, Lookup, Value
from ocop_desktop.store.tables import SearchRow
from ocop_desktop.vietnamese import fold, same_tone_place, sort_key

FTS_DDL = (
    "CREATE VIRTUAL TABLE search_fts USING fts5(folded, content='search_row', "
    "content_rowid='number', prefix='2 3', tokenize=\"unicode61 remove_diacritics 0\")",
    "CREATE TRIGGER search_row_insert AFTER INSERT ON search_row BEGIN "
    "INSERT INTO search_fts (rowid, folded) VALUES (new.number, new.folded); END",
    "CREATE TRIGGER search_row_delete AFTER DELETE ON search_row BEGIN "
    "INSERT INTO search_fts (search_fts, rowid, folded) "
    "VALUES ('delete', old.number, old.folded); END",
    "CREATE TRIGGER search_row_update AFTER UPDATE OF folded ON search_row "
    "WHEN old.folded <> new.folded BEGIN "
    "INSERT INTO search_fts (search_fts, rowid, folded) "
    "VALUES ('delete', old.number, old.folded); "
    "INSERT INTO search_fts (rowid, folded) VALUES (new.number, new.folded); END",
)
PUT = text(
    "INSERT INTO search_row (kind, id, removed, title, sort_key, folded) "
    "VALUES (:kind, :id, :removed, :title, :sort_key, :folded) "
    "ON CONFLICT (id) DO UPDATE SET removed = excluded.removed, title = excluded.title, "
    "sort_key = excluded.sort_key, folded = excluded.folded"
)
_SEPARATORS = str.maketrans(dict.fromkeys("-.,;:/\\()[]{}'\"“”’‘&+*@#_–!?", " "))


@dataclass(frozen=True)
class Words:
    """How a record is found: its title, its place in the order, its folded words."""

    title: str
    sort_key: str
    folded: str


def searchable(form: Form, values: Mapping[str, Value], look: Lookup) -> Words:
    """The search row of a record with these values."""
    title = form.title_of(values, look)
    shown = [title]
    for name in form.search:
        field = form.by_name[name]
        if field not in form.title_fields:
            shown.append(field.type.show(values.get(name), look))
            if field.type.kind == "phone":
                shown.append(str(values.get(name) or ""))
    return Words(title, sort_key(title), search_text(" ".join(filter(None, shown))))


def search_text(typed: str) -> str:
    """Text as it is searched: folded, tone marks in one place, signs as blanks."""
    return " ".join(fold(same_tone_place(typed)).translate(_SEPARATORS).split())


def found_by(typed: str) -> ColumnElement[bool] | None:
    """The condition on SearchRow for a typed text; None where it has no words."""
    folded = search_text(typed)
    if not folded:
        return None
    query = " ".join(f'"{word}"*' for word in folded.split())
    by_words = SearchRow.number.in_(
        text("SELECT rowid FROM search_fts WHERE search_fts MATCH :words").bindparams(words=query)
    )
    digits = [word for word in folded.split() if any(c.isdigit() for c in word)]
    if not digits:
        return by_words
    parts = (SearchRow.folded.contains(word, autoescape=True) for word in folded.split())
    return or_(by_words, and_(*parts))


def matching(
    connection: Connection, typed: str, *, kind: str | None = None, limit: int = 20
) -> Sequence[Row[str, str, str]]:
    """Records found by a typed text: (id, title, kind), those that begin like it first."""
    query: Select[str, str, str] = select(SearchRow.id, SearchRow.title, SearchRow.kind)
    query = query.where(SearchRow.removed.is_(False))
    if kind:
        query = query.where(SearchRow.kind == kind)
    condition = found_by(typed)
    if condition is not None:
        begins = func.instr(SearchRow.folded, search_text(typed)) == 1
        query = query.where(condition).order_by(begins.desc())
    return connection.execute(query.order_by(SearchRow.sort_key).limit(limit)).all()
