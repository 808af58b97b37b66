"""From a list or a record to the batch that is about it, its head begun with what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocop_desktop.actions.batches import the_batches
from ocop_desktop.gui.draft import Draft
from ocop_desktop.schema import Forms, Value
from ocop_desktop.schema.batch import Batch, linked

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow


def batch_for(kind: str, forms: Forms) -> Batch | None:
    """The batch whose rows become records of a kind, or that shows what belongs to one of it."""
    found = list(the_batches().values())
    for batch in found:
        if batch.form == kind:
            return batch
    for batch in found:
        if batch.shown and linked(forms[batch.form].field(batch.shown[0])) == kind:
            return batch
    return None


def head_for(batch: Batch, forms: Forms, draft: Draft | None) -> dict[str, Value]:
    """What the record on the screen says of a batch's head."""
    if draft is None or not draft.id or draft.removed:
        return {}
    form = forms[batch.form]
    if draft.form.kind == batch.form:
        names = batch.head if batch.rows else ()
        return {name: value for name in names if (value := draft.get(name)) is not None}
    wanted = (name for name in batch.head if linked(form.field(name)) == draft.form.kind)
    return dict.fromkeys(wanted, draft.id)


def open_batch(window: MainWindow) -> None:
    """Go to the page of batches: to the one of the list in front, where there is one."""
    from ocop_desktop.gui.batch_page import BatchPage

    forms, batch, head = window.desk.data.forms, None, {}
    if window.in_records():
        batch = batch_for(window.view.list.kind, forms)
        if batch is not None:
            head = head_for(batch, forms, window.view.page.draft)
    window.go("batch")
    page = window.front()
    if isinstance(page, BatchPage) and batch is not None:
        page.open(batch.name, head)
