"""The tables beside the records: settings, history, search, drafts, exchanged files, questions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from ocop_desktop.records.base import Base

COUNTER = BigInteger().with_variant(Integer(), "sqlite")  # SQLite counts INTEGER keys only


class Setting(Base):
    """One fact about the data file itself: its unit, its installation, running numbers."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]  # any JSON value, under the key "v"


class Action(Base):
    """One unit of work that changed records: the steps that undo and redo go by.

    `counts` is {kind: rows of history}; `sources` are the ids of exchanged files that came in
    with it; `of` is the action that an undo or redo turned, `undone_by` the undo that took this
    one back (None while it stands).
    """

    __tablename__ = "action"

    number: Mapped[int] = mapped_column(COUNTER, primary_key=True, autoincrement=True)
    id: Mapped[str]
    verb: Mapped[str]
    at: Mapped[str]
    by: Mapped[str]
    counts: Mapped[dict[str, Any]]
    sources: Mapped[list[Any]] = mapped_column(JSON)
    of: Mapped[str | None]
    undone_by: Mapped[str | None]

    __table_args__ = (Index("ix_action_id", "id", unique=True),)


class History(Base):
    """One save of one record: who, when, and each changed field before and after.

    `changes` is {field: [before, after]}; a new record has `_new`, a removal `_removed`, a row
    that moved `_position`. `source` is the exchanged file that it came with, None where it was
    done here.
    """

    __tablename__ = "history"

    number: Mapped[int] = mapped_column(COUNTER, primary_key=True, autoincrement=True)
    action: Mapped[str]
    verb: Mapped[str]
    at: Mapped[str]
    by: Mapped[str]
    kind: Mapped[str]
    record_id: Mapped[str]
    revision: Mapped[int]
    changes: Mapped[dict[str, Any]]
    undone: Mapped[bool]
    source: Mapped[str | None]

    __table_args__ = (
        Index("ix_history_record_id", "record_id", "number"),
        Index("ix_history_action", "action"),
        Index(  # what others changed in records that were here: few among very many
            "ix_history_source",
            "source",
            "number",
            sqlite_where=text("source IS NOT NULL AND revision > 1"),
            postgresql_where=text("source IS NOT NULL AND revision > 1"),
        ),
    )


class SearchRow(Base):
    """What a list and the search box need of a record: title, order, folded words."""

    __tablename__ = "search_row"

    number: Mapped[int] = mapped_column(COUNTER, primary_key=True, autoincrement=True)
    kind: Mapped[str]
    id: Mapped[str]
    removed: Mapped[bool]
    title: Mapped[str]
    sort_key: Mapped[str]
    folded: Mapped[str]

    __table_args__ = (
        Index("ix_search_row_id", "id", unique=True),
        Index("ix_search_row_order", "kind", "removed", "sort_key", "number"),
    )


class LinkRow(Base):
    """One id in a field of several links: `field` is "support.products", `id` the record's."""

    __tablename__ = "link_row"

    target: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)

    __table_args__ = (
        Index("ix_link_row_id", "id", "field"),
        {"sqlite_with_rowid": False},
    )


class KeptDraft(Base):
    """What stood on the screen and was not saved: no record, no history, never exchanged.

    One row is one sitting at one record, so two drafts never mix. `content` holds only what was
    changed (see `gui/draft_content.py`); `record_id` is "" for a record that was never saved.
    """

    __tablename__ = "kept_draft"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    record_id: Mapped[str]
    form_version: Mapped[int]
    base_revision: Mapped[int]  # of the record when the draft was begun
    at: Mapped[str]
    by: Mapped[str]
    installation: Mapped[str]
    title: Mapped[str]
    state: Mapped[str]  # "open", "later" or "discarded"
    discarded_at: Mapped[str | None]
    content: Mapped[dict[str, Any]]


class Exchanged(Base):
    """One file sent to, or received from, another installation.

    `seen_at` is when somebody looked at what a received file changed here.
    """

    __tablename__ = "exchanged"

    id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[str]
    by: Mapped[str]
    direction: Mapped[str]  # "sent" or "received"
    file: Mapped[str]
    installation: Mapped[str]
    unit: Mapped[str]
    running_number: Mapped[int]
    period: Mapped[str]
    digest: Mapped[str]
    summary: Mapped[dict[str, Any]]
    seen_at: Mapped[str | None]


class Flaw(Base):
    """One kind of error or warning of a record, as the last check found it; see `store.flaws`.

    It follows from the records and travels nowhere. `field` is without the numbers of rows.
    """

    __tablename__ = "flaw"

    record_id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    level: Mapped[str]  # "error" or "warning"
    is_open: Mapped[bool]  # false for a warning that was found right
    count: Mapped[int]

    __table_args__ = (
        Index("ix_flaw_kind", "kind", "level", "is_open", "record_id"),
        {"sqlite_with_rowid": False},
    )


class OpenConflict(Base):
    """A field left with different values; the values stand in the record's stamps."""

    __tablename__ = "open_conflict"

    record_id: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]


class Joined(Base):
    """A record that names another one as the same: whom it names, and who stands for it.

    It follows from the records (`store.joined`). `root` is the record itself while the join waits
    for one that is not here, or removed.
    """

    __tablename__ = "joined"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(index=True)
    target: Mapped[str]
    root: Mapped[str] = mapped_column(index=True)

    __table_args__ = ({"sqlite_with_rowid": False},)


class JoinedLink(Base):
    """What a field really names, where its record shows who stands for that; see `store.joined`.

    `field` is "parent_id" for the record that a row of a table stands in.
    """

    __tablename__ = "joined_link"

    id: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    named: Mapped[Any] = mapped_column(JSON)

    __table_args__ = ({"sqlite_with_rowid": False},)


class AlikeKey(Base):
    """A key that a record shares with whatever may be the same (`store.alike` says more)."""

    __tablename__ = "alike_key"

    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]

    __table_args__ = ({"sqlite_with_rowid": False},)


class Question(Base):
    """An answered question, whether two records are the same; `pair` is both ids, sorted.

    Open ones are not kept: they follow from the records (`actions.questions`).
    """

    __tablename__ = "question"

    pair: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    left_id: Mapped[str]
    right_id: Mapped[str]
    reason: Mapped[str]
    state: Mapped[str]  # "same" or "different"


class HandEdit(Base):
    """A change that somebody made by hand in a received workbook, and what was decided of it.

    `id` is its key (`exchange.by_hand`). `after` is {"v": value}, of an added row its values;
    `stamps` are those of the row it stood in. `action` is the merge that brought it, `decided_in`
    the action that took or refused it: where that was undone, it waits again.
    """

    __tablename__ = "hand_edit"

    id: Mapped[str] = mapped_column(primary_key=True)
    installation: Mapped[str]
    running_number: Mapped[int]
    unit_name: Mapped[str]
    file: Mapped[str]
    sheet: Mapped[str]
    cell: Mapped[str]
    row_number: Mapped[int]
    kind: Mapped[str]
    record_id: Mapped[str]
    parent_id: Mapped[str | None]
    what: Mapped[str]  # "changed" or "added"
    field: Mapped[str]
    after: Mapped[dict[str, Any]]
    stamps: Mapped[dict[str, Any]]
    fields: Mapped[list[Any]] = mapped_column(JSON)  # those that an added row's sheet carries
    at: Mapped[str]
    action: Mapped[str]
    state: Mapped[str]  # "pending", "taken", "refused" or "superseded" (by a newer file)
    decided_at: Mapped[str | None]
    decided_by: Mapped[str | None]
    decided_in: Mapped[str | None]

    __table_args__ = (
        Index("ix_hand_edit_state", "state", "at"),
        Index("ix_hand_edit_installation", "installation", "running_number"),
    )


class Installation(Base):
    """A data file on a machine that has written here or sent a file.

    `public_key` is the one its files are signed with, taken from the first of them; `checked_at`
    is when somebody compared its fingerprint. `holds` are the files it said it has, as base64 of
    `exchange.held_files`.
    """

    __tablename__ = "installation"

    id: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str]
    officer: Mapped[str]
    first_seen: Mapped[str]
    last_seen: Mapped[str]
    public_key: Mapped[str | None]
    checked_at: Mapped[str | None]
    holds: Mapped[str | None]
