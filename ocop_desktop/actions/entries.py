"""Reading, saving, removing and restoring one record with the rows of its tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.engine import RowMapping

from ocop_desktop.actions import derived
from ocop_desktop.actions.checks import problems
from ocop_desktop.actions.facts import Facts, around
from ocop_desktop.actions.intake import Intake, RowInput, read, read_fields
from ocop_desktop.messages import Trouble
from ocop_desktop.records.base import entry_of, from_row
from ocop_desktop.records.rules import Outside
from ocop_desktop.schema import Entry, Form, Problem, Value
from ocop_desktop.schema.joins import SAME_AS
from ocop_desktop.store import drafts as kept
from ocop_desktop.store import records
from ocop_desktop.store.datafile import DataFile, Work
from ocop_desktop.store.joined import is_joined

Given = tuple[str, str | None, Mapping[str, object], Mapping[str, Sequence[RowInput]]]


@dataclass(frozen=True)
class Saved:
    """What became of a save: unreadable fields by name, problems, the new revision.

    A field in the third row of a table is named `items.2.quantity`.
    """

    id: str
    revision: int
    saved: bool
    rejected: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    touched: frozenset[str] = frozenset()
    action: str = ""  # the step that it was, by which it is taken back

    @property
    def errors(self) -> list[Problem]:
        """What stops printing and sending."""
        return [problem for problem in self.problems if problem.level == "error"]

    @property
    def warnings(self) -> list[Problem]:
        """What looks odd and asks for a second look."""
        return [problem for problem in self.problems if problem.level == "warning"]


def form_of(data: DataFile, kind: str) -> Form:
    """The form of a kind; raise Trouble("no_such_form")."""
    if kind not in data.forms:
        raise Trouble("no_such_form", form=kind)
    return data.forms[kind]


def blank(data: DataFile, kind: str) -> Entry:
    """A record not yet saved: its defaults, and what is carried over from the last one.

    The last one is what was made here since the file was opened: yesterday's commune is no guess.
    """
    form = form_of(data, kind)
    last = _last(data, form)
    return _begun(form, last, [f.name for f in form.fields if f.carried])


def like(data: DataFile, kind: str, id: str) -> Entry:
    """A record not yet saved with the answers of another, but for what is that one's alone."""
    form = form_of(data, kind)
    copied = [f.name for f in form.fields if f.name not in form.unique_names and not f.computed]
    return _begun(form, get(data, kind, id), copied)


def _begun(form: Form, last: Entry | None, copied: Iterable[str]) -> Entry:
    values: dict[str, Value] = {f.name: f.default for f in form.fields if f.default is not None}
    for name in copied:
        if last is not None and last.get(name) is not None:
            values[name] = last.get(name)
    return Entry(kind=form.kind, id="", values=values, form_version=form.version)


def _last(data: DataFile, form: Form) -> Entry | None:
    """The record of this form that was made last, where it still stands."""
    id = data.last_made.get(form.kind)
    if id is None:
        return None
    with data.read() as connection:
        row = records.load_row(connection, form.kind, id)
    return entry_of(form, row) if row and not row["removed"] else None


def get(data: DataFile, kind: str, id: str) -> Entry:
    """One record with its tables; raise Trouble("no_such_record")."""
    form = form_of(data, kind)
    with data.read() as connection:
        found = records.load_entries(connection, data.forms, kind, [id])
    if id not in found:
        raise Trouble("no_such_record", id=id, form=form.label)
    return found[id]


def check(
    data: DataFile, kind: str, fields: Mapping[str, object], base: Entry | None = None
) -> tuple[dict[str, str], list[Problem]]:
    """What would be refused and what looks wrong, field by field, with nothing saved."""
    form = form_of(data, kind)
    intake = Intake(form, base.id if base else "")
    before = dict(base.values) if base else {}
    read_fields(data, intake, fields, "")
    after = before | intake.values
    tables = base.tables if base else {}
    with data.read() as connection:
        found = problems(form, after, tables, around(data, connection), intake.id)
    return intake.rejected, found


def save(
    data: DataFile,
    kind: str,
    id: str | None,
    fields: Mapping[str, object],
    tables: Mapping[str, Sequence[RowInput]] | None = None,
    *,
    base_revision: int | None = None,
    draft: str = "",
    leftover: Mapping[str, Value] | None = None,
    verb: str = "save",
) -> Saved:
    """Save one record: the fields given (texts or values) and the rows given, all or nothing.

    Nothing but a value that cannot be read stops a save. `draft` is the kept draft that ends with
    it, `leftover` are answers in it that the form no longer asks, `verb` is what the history calls
    it. Raises Trouble where the file cannot be written or `base_revision` is no longer the
    record's.
    """
    given = [(kind, id, fields, tables or {})]
    (saved,) = save_several(
        data, given, base_revision=base_revision, draft=draft, leftover=leftover or {}, verb=verb
    )
    if id is None and saved.saved:
        data.last_made[kind] = saved.id
    return saved


def save_many(
    data: DataFile,
    kind: str,
    given: Iterable[tuple[str | None, Mapping[str, object], Mapping[str, Sequence[RowInput]]]],
    *,
    base_revision: int | None = None,
) -> list[Saved]:
    """Save several records of one form in one unit of work; none where one is refused."""
    return save_several(data, ((kind, *one) for one in given), base_revision=base_revision)


def save_several(
    data: DataFile,
    given: Iterable[Given],
    *,
    base_revision: int | None = None,
    draft: str = "",
    leftover: Mapping[str, Value] | None = None,
    verb: str = "save",
    progress: Callable[[int, int, str], None] = lambda done, total, what: None,
) -> list[Saved]:
    """Save several records of any forms in one unit of work; none where one is refused.

    The kept draft that `draft` names is let go with it, so that a saved record leaves no ghost;
    `leftover` goes into the first record unasked, as answers of another version of the form do.
    `progress` may raise Cancelled: then nothing is saved.
    """
    with data.work(verb) as work:
        intakes = [_intake(data, work, one, base_revision) for one in given]
        if intakes and leftover:
            known = intakes[0].form.by_name
            intakes[0].values |= {n: value for n, value in leftover.items() if n not in known}
        if any(one.rejected for one in intakes):
            return [Saved(one.id, 0, False, dict(one.rejected)) for one in intakes]
        revisions = []
        for one in intakes:
            revisions.append(_write(data, work, one))
            progress(len(revisions), len(intakes), "")
        for kind in sorted({one.form.kind for one in intakes}):
            ids = [one.id for one in intakes if one.form.kind == kind]
            derived.elsewhere(data, work, kind, ids)
            if kind == "recognition":
                derived.recognised(data, work, ids)
        derived.regrouped(data, work)
        entries = [_after(data, work, one) for one in intakes]
        if draft:
            kept.forget(work.connection, draft)
        facts = Facts(data, work.connection)
        found = [_problems(data.forms[entry.kind], entry, facts.outside) for entry in entries]
    touched = frozenset(work.touched)
    return [
        Saved(entry.id, revision, True, {}, told, touched, work.action)
        for entry, revision, told in zip(entries, revisions, found, strict=True)
    ]


def write_into(
    data: DataFile, work: Work, kind: str, id: str, fields: Mapping[str, object]
) -> None:
    """Write fields of one record within a unit of work; raise Trouble("unreadable") for any."""
    intake = _intake(data, work, (kind, id, fields, {}), None)
    for name, reason in intake.rejected.items():
        field = intake.form.by_name.get(name)
        raise Trouble("unreadable", field=field.label if field else name, reason=reason)
    _write(data, work, intake)
    derived.elsewhere(data, work, kind, [id])


def _intake(data: DataFile, work: Work, given: Given, base_revision: int | None) -> Intake:
    kind, id, fields, tables = given
    intake = read(data, form_of(data, kind), id, fields, tables, "")
    intake.before = records.load_row(work.connection, kind, id) if id else None
    _expect(intake, base_revision)
    return intake


def _after(data: DataFile, work: Work, intake: Intake) -> Entry:
    """The record as it now is; a new one is known without being read back."""
    if intake.before is None:
        return _entry_of_new(intake)
    kind = intake.form.kind
    return records.load_entries(work.connection, data.forms, kind, [intake.id])[intake.id]


def _entry_of_new(intake: Intake) -> Entry:
    tables = {name: tuple(map(_entry_of_new, rows)) for name, rows in intake.tables.items()}
    return Entry(intake.form.kind, intake.id, intake.values, tables, removed=bool(intake.removed))


def _problems(form: Form, entry: Entry, asked: Outside) -> tuple[Problem, ...]:
    return tuple(problems(form, entry.values, entry.tables, asked, entry.id))


def _expect(intake: Intake, base_revision: int | None) -> None:
    """A record must be as it was when it was opened; a new row must say whose it is."""
    if intake.before is None and intake.form.parent and not intake.parent_id:
        parent = intake.form.parent
        intake.rejected.setdefault(parent, str(Trouble("row_without_parent", parent=parent)))
    if intake.before is not None and base_revision not in (None, intake.before["revision"]):
        raise Trouble("changed_meanwhile")


def _write(data: DataFile, work: Work, intake: Intake) -> int:
    before = intake.before
    held = _held(data, work, intake)
    derived.settle(data, work, intake, held)
    if before is None and intake.form.parent and intake.parent_id:
        return _add_row(data, work, intake, intake.parent_id)
    if before is None:
        revision = records.insert_record(data, work, intake.form, intake.id, intake.values)
    else:
        revision = records.update_record(
            data, work, intake.form, before, intake.values, removed=intake.removed
        )
        _retitled(data, work, intake.form, before)
    for rows in intake.tables.values():
        for position, row in enumerate(rows):
            _write_row(data, work, row, intake.id, position)
    return revision


def _write_row(data: DataFile, work: Work, intake: Intake, parent_id: str, position: int) -> None:
    before = records.load_row(work.connection, intake.form.kind, intake.id)
    if before is None:
        records.insert_record(
            data,
            work,
            intake.form,
            intake.id,
            intake.values,
            parent_id=parent_id,
            position=position,
        )
    else:
        records.update_record(
            data,
            work,
            intake.form,
            before,
            intake.values,
            removed=intake.removed,
            position=position,
        )
    for rows in intake.tables.values():
        for number, row in enumerate(rows):
            _write_row(data, work, row, intake.id, number)


def _held(data: DataFile, work: Work, intake: Intake) -> Entry | None:
    """The record as it is in the file, with its tables where something follows from them."""
    if intake.before is None:
        return None
    if intake.form.kind not in derived.FROM_TABLES:
        return entry_of(intake.form, intake.before)
    found = records.load_entries(work.connection, data.forms, intake.form.kind, [intake.id])
    return found[intake.id]


def _add_row(data: DataFile, work: Work, intake: Intake, parent_id: str) -> int:
    """A row saved by itself stands after the rows that are there."""
    table = records.table_of(intake.form.kind)
    query = select(func.max(table.c.position)).where(table.c.parent_id == parent_id)
    last = work.connection.scalar(query)
    _write_row(data, work, intake, parent_id, 0 if last is None else int(last) + 1)
    return 1


def _retitled(data: DataFile, work: Work, form: Form, before: RowMapping) -> None:
    old = form.title_of(from_row(form, before))
    row = records.load_row(work.connection, form.kind, before["id"])
    if row is not None and form.title_of(from_row(form, row)) != old:
        records.reindex_links(data, work, form.kind, before["id"])


def remove(data: DataFile, kind: str, ids: Sequence[str]) -> frozenset[str]:
    """Mark records as removed; return the kinds touched. Removing can be undone."""
    return _mark(data, kind, ids, removed=True)


def restore(data: DataFile, kind: str, ids: Sequence[str]) -> frozenset[str]:
    """Take the removed mark off again, and split what was joined; return the kinds touched."""
    return _mark(data, kind, ids, removed=False)


def _mark(data: DataFile, kind: str, ids: Sequence[str], *, removed: bool) -> frozenset[str]:
    form = form_of(data, kind)
    with data.work("remove" if removed else "restore") as work:
        rows = records.load_rows(work.connection, kind, ids)
        for id in ids:
            if id not in rows:
                raise Trouble("no_such_record", id=id, form=form.label)
            split = {} if removed or not is_joined(rows[id]) else {SAME_AS: None}
            records.update_record(data, work, form, rows[id], split, removed=removed)
        derived.refresh(data, work, kind, ids)
        derived.regrouped(data, work)
    return frozenset(work.touched)
