"""A draft as JSON, to be kept in the file, and the same laid over the record as it now is.

Only what was changed is in it, so that what others changed meanwhile is not undone:
{"values": {field: value}, "before": {field: value}, "words": {field: [label, in words]},
"unread": {field: [text, reason]}, "tables": {table: [row, ...]}, "pending": [[path, field, text]],
"carried": [field], "millions": whether money was typed in triệu đồng}. A row has "id" ("" for a
new one), "born" (the id that a new one will have, where something hangs on it), "revision",
"removed", "untouched" and the same parts; the path of a pending text is a list of [table, number
of the row].
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ocop_desktop.gui.draft import Draft, Leftover, Unread
from ocop_desktop.schema import Form, Habits, Lookup, Rejected

Path = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Pending:
    """A text in a field, or in a cell of a row, that has not been left yet."""

    path: Path
    field: str
    text: str


def content_of(
    draft: Draft, pending: Sequence[Pending], look: Lookup, habits: Habits
) -> dict[str, Any]:
    """What a draft holds that its record does not."""
    content = _part_of(draft, look, {one.path[0][0] for one in pending if one.path})
    touched = {*_changed(draft), *draft.unread, *(p.field for p in pending if not p.path)}
    content["before"] = {name: draft.sitting.before.get(name) for name in sorted(touched)}
    for name, old in draft.sitting.leftover.items():
        content["values"][name] = old.value
        content["words"][name] = [old.label, old.shown]
    content["pending"] = [[list(map(list, p.path)), p.field, p.text] for p in pending]
    content["millions"] = habits.millions
    return content


def _changed(draft: Draft) -> list[str]:
    return sorted(draft.values if draft.is_new else draft.changed)


def _part_of(draft: Draft, look: Lookup, typed_in: Iterable[str] = ()) -> dict[str, Any]:
    names, by_name = _changed(draft), draft.form.by_name
    tables = sorted(draft.changed_tables.union(typed_in))
    return {
        "values": {name: draft.values.get(name) for name in names},
        "words": {
            name: [by_name[name].label, by_name[name].type.show(draft.values.get(name), look)]
            for name in names
            if name in by_name
        },
        "unread": {name: [one.text, one.reason] for name, one in draft.unread.items()},
        "carried": sorted(draft.carried),
        "tables": {name: [_row_of(row, look) for row in draft.rows(name)] for name in tables},
    }


def _row_of(row: Draft, look: Lookup) -> dict[str, Any]:
    about = {"id": row.id, "removed": row.removed, "revision": row.revision, "born": row.born}
    return about | {"untouched": row.untouched} | _part_of(row, look)


def title_of(draft: Draft, pending: Sequence[Pending], look: Lookup) -> str:
    """What the record is called with what is being typed; "" where nothing names it yet."""
    typed = {one.field: one.text for one in pending if not one.path}
    texts = {f.name: typed[f.name] for f in draft.form.title_fields if f.name in typed}
    plain = {n: t for n, t in texts.items() if draft.form.field(n).type.kind == "text"}
    return draft.form.title_of({**draft.values, **plain}, look)


def lay_over(draft: Draft, content: Mapping[str, Any], look: Lookup, habits: Habits) -> None:
    """Lay what was kept over a record's draft, as unsaved; nothing that was kept is dropped."""
    sitting = draft.sitting
    sitting.before = {**sitting.before, **content["before"]}
    rows = _lay_part(draft, content, look, sitting.leftover)
    typed_with = Habits(habits.today, bool(content["millions"]))
    for path, name, text in content["pending"]:
        owner = _owner(draft, rows, path)
        if owner is None or name not in owner.form.by_name:
            sitting.leftover[name] = Leftover(_label(content, name), text, text)
        elif owner is draft and typed_with == habits:
            sitting.pending[name] = text
        else:
            _type(owner, name, text, look, typed_with)


def _label(part: Mapping[str, Any], name: str) -> str:
    return str(part["words"].get(name, (name,))[0])


def _lay_part(
    draft: Draft, part: Mapping[str, Any], look: Lookup, leftover: dict[str, Leftover], at: str = ""
) -> dict[Path, Draft]:
    """Lay values, texts and rows over a draft or a row; give the rows by their path."""
    texts = {name: text for name, (text, _) in part["unread"].items()}
    for name, value in {**part["values"], **texts}.items():
        if name not in draft.form.by_name:
            shown = str(part["words"].get(name, ("", value))[1])
            leftover[at + name] = Leftover(_label(part, name), shown, value)
        elif name not in texts and not draft.form.field(name).computed:
            _lay_value(draft, name, value, look)
    for name, (text, reason) in part["unread"].items():
        if name in draft.form.by_name:
            draft.unread[name] = Unread(text, reason)
    draft.carried = set(part["carried"])
    found: dict[Path, Draft] = {}
    for table in draft.form.tables:
        rows = part["tables"].get(table.name)
        if rows is not None:
            found.update(_lay_rows(draft, table, rows, look, leftover))
    for name in part["tables"].keys() - {table.name for table in draft.form.tables}:
        _leave_table(name, part["tables"][name], leftover)
    return found


def _leave_table(
    name: str, rows: Sequence[Mapping[str, Any]], leftover: dict[str, Leftover]
) -> None:
    """A table that the form has no more, as one text."""
    lines = [
        ", ".join(f"{label}: {shown}" for label, shown in row["words"].values())
        for row in rows
        if not row["removed"]
    ]
    if text := "\n".join(line for line in lines if line):
        leftover[name] = Leftover(name, text, text)


def _lay_value(draft: Draft, name: str, value: Any, look: Lookup) -> None:
    try:
        draft.put(name, None if value is None else draft.form.field(name).type.accept(value, look))
    except Rejected as refused:  # another version of the form reads it no more
        draft.refuse(name, str(value), refused.text)


def _lay_rows(
    draft: Draft,
    form: Form,
    rows: Sequence[Mapping[str, Any]],
    look: Lookup,
    leftover: dict[str, Leftover],
) -> dict[Path, Draft]:
    table, by_id = form.name, {row.id: row for row in draft.rows(form.name)}
    found: dict[Path, Draft] = {}
    for number, kept in enumerate(rows):
        row = by_id.get(kept["id"]) if kept["id"] else None
        if row is None and kept["id"] and not _filled(kept):
            continue  # a row that has gone meanwhile, and was not touched in the draft
        if row is None:
            born = str(kept.get("born", ""))
            row = Draft(form, removed=bool(kept["removed"]), born=born, outer=draft)
            draft.rows(table).append(row)
        elif kept["removed"] or row.revision == kept.get("revision"):
            row.removed = bool(kept["removed"])
        below = _lay_part(row, kept, look, leftover, f"{table}_{number + 1}_")
        if kept["untouched"]:
            row.changed.clear()
        found[((table, number),)] = row
        found.update({((table, number), *path): one for path, one in below.items()})
    draft.changed_tables.add(table)
    return found


def _filled(kept: Mapping[str, Any]) -> bool:
    return bool(kept["values"] or kept["unread"] or kept["tables"])


def _owner(draft: Draft, rows: Mapping[Path, Draft], raw_path: Sequence[Any]) -> Draft | None:
    """The draft or row of a pending text; a row that was only being begun is begun anew."""
    path = tuple((str(table), int(number)) for table, number in raw_path)
    if not path:
        return draft
    if path in rows:
        return rows[path]
    above = draft if len(path) == 1 else rows.get(path[:-1])
    table = path[-1][0]
    if above is None or table not in {one.name for one in above.form.tables}:
        return None
    row = above.new_row(table)
    above.rows(table).append(row)
    above.changed_tables.add(table)
    return row


def _type(owner: Draft, name: str, text: str, look: Lookup, habits: Habits) -> None:
    """Read a text as if its field were left now."""
    try:
        owner.put(name, owner.form.field(name).type.typed(text, look, habits))
    except Rejected as refused:
        owner.refuse(name, text, refused.text)


def differences(draft: Draft, now: Mapping[str, Any], look: Lookup) -> list[tuple[str, str]]:
    """Fields that the draft changes and that others changed since: label, what the file says."""
    found = []
    pending = draft.sitting.pending.keys()
    for name in sorted(draft.changed | draft.unread.keys() | pending):
        kept, laid = draft.sitting.before.get(name), draft.get(name)
        same = (kept,) if name in pending else (kept, laid)
        if name in draft.form.by_name and now.get(name) not in same:
            one = draft.form.field(name)
            found.append((one.label, one.type.show(now.get(name), look)))
    return found
