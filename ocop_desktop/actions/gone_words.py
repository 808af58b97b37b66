"""Rows that somebody took out of a workbook, in words: for report, receipt and preview."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ocop_desktop.actions.edit_lines import EditLine
from ocop_desktop.actions.merge_details import Kept
from ocop_desktop.exchange.incoming import Edit
from ocop_desktop.schema import Form, Forms
from ocop_desktop.vietnamese import grouped

NEVER_CAME = "chưa từng đến đây"
STAYS, NOT_HERE, TAKEN_OUT = "đang có, giữ nguyên", "chưa có", "đã bị bớt khỏi tệp"
_MOST_TOLD = 5


def told(edits: Iterable[Edit], forms: Forms) -> list[str]:
    """What was taken out of a file, a sentence for each of its sheets."""
    by_kind: dict[str, list[Edit]] = {}
    for edit in edits:
        if edit.what == "deleted":
            by_kind.setdefault(edit.kind, []).append(edit)
    return [_told(forms[kind].plural, found) for kind, found in by_kind.items()]


def _told(plural: str, edits: Sequence[Edit]) -> str:
    names = [_name(edit) for edit in edits if edit.row or edit.before]
    rest = "…" if len(names) > _MOST_TOLD else ""
    which = f" ({'; '.join(names[:_MOST_TOLD])}{rest})" if names else ""
    return f"{plural}: {grouped(hand_counts(edits)[1])} dòng đã bị bớt khỏi tệp{which}"


def _name(edit: Edit) -> str:
    """A row as it is told: whose, and where it stood when the file was written."""
    title = str(edit.before) if edit.before else NEVER_CAME
    return f"{title}, {edit.chosen.cell}" if edit.chosen.cell else title


def hand_counts(edits: Iterable[Edit]) -> tuple[int, int]:
    """How many changes by hand wait for a decision or had one, and how many rows were taken out."""
    changes = gone = 0
    for edit in edits:
        if edit.what == "deleted":
            gone += int(edit.after)
        else:
            changes += 1
    return changes, gone


def gone_line(one: Kept, unit: str, file: str, form: Form, title: str) -> EditLine:
    """A row that was taken out as a line among the edits of a preview; `title` as it is here."""
    words = str(one.before or NEVER_CAME) if one.number else str(one.before or "")
    count = "" if one.number else f": {grouped(int(one.after))} dòng"
    return EditLine(
        one.key,
        unit,
        file,
        one.sheet,
        one.cell,
        one.kind,
        one.id,
        one.what,
        "",
        title or words,
        f"Cả dòng: {form.label.lower()}" if one.number else form.plural,
        STAYS if one.known else NOT_HERE,
        f"{TAKEN_OUT}{count}",
        settled=True,
    )
