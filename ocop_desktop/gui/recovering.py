"""A kept draft brought back to the screen: laid over its record as it now is, nothing written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocop_desktop.actions import entries
from ocop_desktop.actions.kept_drafts import KeptDraft
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.draft_content import differences, lay_over
from ocop_desktop.schema import Entry, Form
from ocop_desktop.schema.dates import show as show_day

if TYPE_CHECKING:
    from ocop_desktop.gui.desk import Desk
    from ocop_desktop.gui.window import MainWindow

_MOST_DIFFERENCES = 6


def give_back(window: MainWindow, kept: KeptDraft) -> bool:
    """Open the page of a draft's record with the draft on it; whether it could be opened."""
    desk, kind = window.desk, kept.snapshot.kind
    draft = desk.attempt(lambda: recovered(desk, kept))
    if draft is None:
        return False
    window.open_list(kind)
    if window.view.list.kind != kind or not window.leave():
        return False
    window.view.open_draft(draft)
    return True


def recovered(desk: Desk, kept: KeptDraft) -> Draft:
    """The draft laid over its record as it now is; raise Trouble where it cannot be read."""
    of = kept.snapshot
    form = desk.form(of.kind)
    if kept.fate in ("new", "gone"):
        values = {f.name: f.default for f in form.fields if f.default is not None}
        entry = Entry(kind=of.kind, id="", values=values, form_version=form.version)
    else:
        entry = entries.get(desk.data, of.kind, of.record_id)
    draft = Draft.of(form, entry)
    lay_over(draft, of.content, desk.look, desk.habits)
    draft.sitting.id, draft.sitting.base_revision = of.id, of.base_revision
    draft.sitting.given_back = True
    draft.sitting.told = tuple(_told(desk, kept, draft, entry))
    return draft


def when(at: str, today: str) -> str:
    """A moment as people say it: 10:32:05 today, else with its day."""
    clock = at[11:19]
    return f"{clock} hôm nay" if at[:10] == today else f"{clock} ngày {show_day(at[:10])}"


def version_note(kept: KeptDraft, form: Form) -> str:
    """What to say where the form has changed since; "" where it has not."""
    version = kept.snapshot.form_version
    if version == form.version:
        return ""
    age = "mới hơn" if form.version > version else "cũ hơn"
    return f"gõ bằng mẫu nhập bản {version}, nay là bản {form.version} ({age})"


def _told(desk: Desk, kept: KeptDraft, draft: Draft, entry: Entry) -> list[str]:
    today = desk.today()
    told = []
    since = f"lúc {when(kept.changed_at, today)}"
    since += f" ({kept.changed_by})" if kept.changed_by else ""
    if kept.fate == "changed":
        told.append(f"Bản ghi đã được lưu lại {since}, sau khi bắt đầu gõ bản nháp này.")
    elif kept.fate == "removed":
        told.append(f"Bản ghi đã bị xoá {since}. Lưu bản nháp không khôi phục bản ghi.")
    elif kept.fate == "gone":
        told.append("Bản ghi gốc không còn trong tệp này. Lưu thì thành một bản ghi mới.")
    differ = differences(draft, entry.values, desk.look)
    for label, shown in differ[:_MOST_DIFFERENCES]:
        told.append(f"“{label}”: trong tệp nay là “{shown or 'trống'}”, bản nháp ghi khác.")
    if len(differ) > _MOST_DIFFERENCES:
        told.append(f"và {len(differ) - _MOST_DIFFERENCES} ô khác nữa.")
    if note := version_note(kept, draft.form):
        told.append(f"Bản nháp {note}.")
    return told + [
        f"Mẫu nhập không còn hỏi “{old.label}”: {old.shown}. Vẫn giữ trong bản ghi."
        for old in draft.sitting.leftover.values()
    ]
