"""The drafts of a record's page: what it shows is kept while one types, and ended by a save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ocop_desktop.actions import entries, kept_drafts
from ocop_desktop.actions.entries import Saved
from ocop_desktop.actions.kept_drafts import Snapshot
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.draft_content import content_of, title_of

if TYPE_CHECKING:
    from ocop_desktop.gui.record_page import RecordPage


class PageDrafts(QObject):
    """Knows what of a page is not in the file yet."""

    def __init__(self, desk: Desk, page: RecordPage) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    @property
    def shown_id(self) -> str:
        """The id of the draft on the screen, "" where it was never kept."""
        return self._page.draft.sitting.id if self._page.draft is not None else ""

    def typed(self) -> None:
        """Something was typed."""
        self._desk.keeper.typed(self.snapshot)

    def snapshot(self) -> Snapshot | None:
        """What the page shows and the file does not have; None where that is nothing."""
        draft, body = self._page.draft, self._page.body
        if draft is None or body is None:
            return None
        pending = body.pending()
        if not (draft.dirty or pending):
            self.clean(draft)
            return None
        look = self._desk.look
        draft.sitting.id = draft.sitting.id or self._desk.data.new_id()
        return Snapshot(
            draft.sitting.id,
            draft.form.kind,
            draft.id,
            draft.form.version,
            draft.sitting.base_revision,
            title_of(draft, pending, look) or f"{draft.form.label} mới",
            content_of(draft, pending, look, self._desk.habits),
        )

    def clean(self, draft: Draft) -> None:
        """The draft holds nothing any more that its record does not."""
        if draft.sitting.id:
            self._desk.keeper.forget(draft.sitting.id)

    def write(self, draft: Draft) -> Saved | None:
        """Save a draft; the one that is kept of it ends in the same transaction."""
        fields, tables = draft.to_save()
        sitting = draft.sitting
        self._desk.keeper.end(sitting.id)
        result = self._desk.attempt(
            lambda: entries.save(
                self._desk.data,
                draft.form.kind,
                draft.id or None,
                fields,
                tables,
                base_revision=draft.revision if draft.id else None,
                draft=sitting.id,
                leftover={name: one.value for name, one in sitting.leftover.items()},
            )
        )
        if result is None or not result.saved:
            self.go_on(draft)
        return result

    def drop(self, draft: Draft) -> None:
        """The officer drops what is not saved; it can be taken back for 30 days."""
        snapshot = self.snapshot()
        if snapshot is not None:
            self._desk.keeper.end(draft.sitting.id)
            self._desk.attempt(lambda: kept_drafts.keep_discarded(self._desk.data, snapshot))
            self._desk.keeper.changed.emit()

    def set_aside(self) -> str | None:
        """Leave what is typed in the list of drafts; its id, None where it cannot be kept."""
        snapshot = self.snapshot()
        if snapshot is None:
            return None
        self._desk.keeper.end(snapshot.id)

        def keep() -> str:
            kept_drafts.keep(self._desk.data, snapshot)
            kept_drafts.put_off(self._desk.data, snapshot.id)
            return snapshot.id

        kept = self._desk.attempt(keep)
        self._desk.keeper.changed.emit()
        if kept is None:
            self._desk.keeper.resume(snapshot.id)
        return kept

    def go_on(self, draft: Draft) -> None:
        """The draft is on the screen still, or again."""
        self._desk.keeper.resume(draft.sitting.id)
        if self._page.body is not None:
            self._page.body.type_again(draft.sitting.pending)
        draft.sitting.pending = {}
        self.typed()
