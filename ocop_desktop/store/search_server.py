"""Full text on a PostgreSQL server: the words of a search row, a question to them, the order.

The words are cut by `search_words` alone, never by the server: a row's `words` are just the words
of its `folded`, so that a server finds what a file finds, whatever its dictionaries are.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from sqlalchemy import Boolean, ColumnElement, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from ocop_desktop.store.search_words import Question
from ocop_desktop.vietnamese import LONG_RUN, TO_SORT

WORDS_DDL = (
    "ALTER TABLE search_row ADD COLUMN words tsvector "
    "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(folded, ' '))) STORED",
    "CREATE INDEX ix_search_row_words ON search_row USING gin (words)",
)

_TERM = re.compile(r'"([^"]*)"(\*?)')


def server_query(expression: str) -> str:
    """A full-text expression of ours as the server writes it: "dak"* AND "ha" is 'dak':* & 'ha'."""
    plain = _TERM.sub(lambda term: _term(term[1], term[2] == "*"), expression)
    return plain.replace(" AND ", " & ").replace(" OR ", " | ")


def _term(word: str, begins: bool) -> str:
    """A word, or the words that a sign of no letter parts it into."""
    parts = server_words(word).split()
    quoted = [f"'{part}'" for part in parts]
    if quoted and begins:
        quoted[-1] += ":*"
    return f"({' & '.join(quoted)})" if len(quoted) != 1 else quoted[0]


def server_words(folded: str) -> str:
    """Words as they stand on the server: parted where the full text of a file parts them."""
    if folded.isascii() or folded.replace(" ", "").isalnum():
        return folded
    return " ".join("".join(c if _is_letter(c) else " " for c in folded).split())


def _is_letter(character: str) -> bool:
    """What FTS5's unicode61 takes as part of a word."""
    category = unicodedata.category(character)
    return category[0] in "LNM" or category == "Co"


class Found(FunctionElement[bool]):
    """The condition on search rows that a typed text finds them by their words."""

    type = Boolean()
    inherit_cache = True
    name = "found"

    def __init__(self, number: ColumnElement[int], asked: Question) -> None:
        everything = asked.everything
        super().__init__(number, literal(everything), literal(server_query(everything)))


@compiles(Found)
def _in_a_file(found: Found, compiler: Any, **given: Any) -> str:
    number, words = (compiler.process(one, **given) for one in list(found.clauses)[:2])
    return f"{number} IN (SELECT rowid FROM search_fts WHERE search_fts MATCH {words})"


@compiles(Found, "postgresql")
def _on_a_server(found: Found, compiler: Any, **given: Any) -> str:
    words = compiler.process(list(found.clauses)[2], **given)
    return f"search_row.words @@ CAST({words} AS tsquery)"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _sort_function() -> str:
    """`vietnamese.title_key` in SQL: letters first, then tones, then case; numbers by size."""
    every, ranks, tones, cases = map(_quoted, TO_SORT)
    bare = "'[^0-5]', '0', 'g'"  # a foreign letter has neither tone nor case
    return f"""
CREATE OR REPLACE FUNCTION vi_number(run text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$body$ SELECT CASE WHEN length(digits) < {LONG_RUN} THEN length(digits) || digits
  ELSE {LONG_RUN} || lpad(least(length(digits), 99)::text, 2, '0') || digits END
FROM (SELECT coalesce(nullif(ltrim(run, '0'), ''), '0') AS digits) AS one $body$;
CREATE OR REPLACE FUNCTION vi_sort(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$body$ SELECT rtrim(translate(sized, {every}, {ranks}) || ' '
  || rtrim(regexp_replace(translate(sized, {every}, {tones}), {bare}), '0') || ' '
  || rtrim(regexp_replace(translate(sized, {every}, {cases}), {bare}), '0'), ' ')
FROM (SELECT CASE WHEN given ~ '[0-9]' THEN (
  SELECT string_agg(CASE WHEN part[1] ~ '^[0-9]' THEN vi_number(part[1]) ELSE part[1] END, ''
  ORDER BY place) FROM regexp_matches(given, '[0-9]+|[^0-9]+', 'g') WITH ORDINALITY AS p(part, place)
) ELSE coalesce(given, '') END AS sized) AS one $body$"""


SORT_FUNCTION = _sort_function()
