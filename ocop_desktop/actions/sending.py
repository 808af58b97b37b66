"""Exporting: the whole state of a data file as an exchange workbook."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cache
from operator import itemgetter
from pathlib import Path
from secrets import token_bytes
from typing import Any

from sqlalchemy import Column, Connection, Select, Text, func, insert, select, true, type_coerce

from ocop_desktop import __version__
from ocop_desktop.actions import identity, questions, scans, sent_numbers
from ocop_desktop.actions.scans import Packing
from ocop_desktop.actions.sending_joined import Joins
from ocop_desktop.exchange import bundle
from ocop_desktop.exchange import layout as layouts
from ocop_desktop.exchange.about import About
from ocop_desktop.exchange.layout import Layout
from ocop_desktop.exchange.sheet_rows import MANY, OutRow
from ocop_desktop.exchange.workbook_write import Extras, Page, Sheet, stamps_text, write
from ocop_desktop.memory import uncollected
from ocop_desktop.records.base import columns_of
from ocop_desktop.schema import Form
from ocop_desktop.schema.stamps import without
from ocop_desktop.store.bulk import Known, streaming
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import table_of
from ocop_desktop.store.tables import Exchanged, Installation

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class ExportReport:
    """What was sent: the file, its running number, rows by form (removed ones included)."""

    path: Path
    number: int
    period: str
    digest: str
    rows: Mapping[str, int]
    removed: Mapping[str, int]
    scans: Packing | None = None  # None where they were not asked for

    def as_json(self) -> dict[str, Any]:
        """The report as JSON."""
        forms = {
            kind: {"rows": rows, "removed": self.removed[kind]} for kind, rows in self.rows.items()
        }
        said = {
            "file": str(self.path),
            "number": self.number,
            "period": self.period,
            "digest": self.digest,
            "forms": forms,
        }
        if self.scans is None:
            return said
        packed = {"packed": len(self.scans.files), "there": self.scans.there}
        return said | {"scans": packed | {"missing": self.scans.missing}}


@dataclass(frozen=True)
class Apart:
    """What one unit alone is sent: its key, the ids by kind, pages for people in front."""

    unit: str
    ids: Mapping[str, Set[str]]
    pages: Sequence[Page] = ()


def export(
    data: DataFile,
    out: Path,
    *,
    period: str | None = None,
    sensitive: bool = False,
    password: str | None = None,
    apart: Apart | None = None,
    with_scans: bool = False,
    progress: Progress | None = None,
) -> ExportReport:
    """Write the exchange workbook: everything in the file, removed records included.

    With a `password` it is sealed. What is meant for one unit (`apart`) holds its records only and
    bears no running number: nobody else is to miss it. With scans it stands in a .zip beside the
    files that records speak of and that the province, as far as is known here, has not. Raises
    Trouble where it cannot be written; Cancelled, raised by `progress`, leaves nothing.
    """
    signer = identity.signer_of(data)
    with (
        sent_numbers.a_number(data) if apart is None else nullcontext(0) as number,
        data.read() as connection,
        streaming(connection),
        uncollected(),
    ):
        facts = _facts(data, connection, number, period or "", apart.unit if apart else "")
        sheets = [
            plan_of(
                data,
                connection,
                form,
                everything=sensitive,
                only=apart.ids.get(form.kind, frozenset()) if apart else None,
            )
            for form in layouts.in_order(data.forms)
        ]
        look = Known(data.look, connection, data.forms)
        plans = [Sheet(plan.layout, plan.rows, rows_of(plan, look)) for plan in sheets]
        packing = scans.packing(data, connection, sensitive=sensitive) if with_scans else None
        key = token_bytes(32) if packing and packing.files and password else None
        facts = replace(facts, scans_key=b64encode(key).decode("ascii") if key else "")
        options: dict[str, Any] = {
            "look": look,
            "progress": progress,
            "pages": apart.pages if apart else (),
            "extras": Extras(signer, scans.holds(data, connection, sensitive=sensitive)),
            "password": password,
        }
        if packing is None:
            facts = write(out, plans, facts, data.forms, **options)
        else:
            out = out.with_suffix(".zip")
            with bundle.beside(out, packing.files, key, progress) as book:
                facts = write(book, plans, facts, data.forms, **options)
    _note(data, out, facts)
    identity.mark(data)
    return _report(out, facts, packing)


def _report(out: Path, facts: About, packing: Packing | None) -> ExportReport:
    return ExportReport(
        out,
        facts.number,
        facts.period,
        facts.digest,
        {kind: form.rows for kind, form in facts.forms.items()},
        {kind: form.removed for kind, form in facts.forms.items()},
        packing,
    )


def _facts(
    data: DataFile, connection: Connection, number: int, period: str, addressee: str
) -> About:
    known = {
        one.id: {"unit": one.unit, "officer": one.officer}
        for one in connection.execute(select(Installation.__table__))
    }
    known[data.installation] = {"unit": data.unit, "officer": data.officer}
    return About(
        unit=data.unit,
        unit_name=str(data.settings.get("unit_name") or ""),
        installation=data.installation,
        officer=data.officer,
        addressee=addressee,
        period=period,
        number=number,
        previous=max(0, number - 1),
        when=data.now(),
        program=__version__,
        installations=known,
        different=questions.told(connection),
        received=received_upto(connection),
    )


def received_upto(connection: Connection) -> dict[str, int]:
    """The highest number of the files that came from each installation."""
    number = func.max(Exchanged.running_number)
    query = select(Exchanged.installation, number).where(Exchanged.direction == "received")
    rows = connection.execute(query.group_by(Exchanged.installation))
    return {installation: int(last) for installation, last in rows}


@dataclass(frozen=True)
class SheetPlan:
    """One sheet to come: its layout, how many rows, where they are read from; `only` some of them."""

    connection: Connection
    layout: Layout
    rows: int
    only: Set[str] | None = None


def plan_of(
    data: DataFile,
    connection: Connection,
    form: Form,
    *,
    everything: bool,
    units: bool = False,
    only: Set[str] | None = None,
) -> SheetPlan:
    """The sheet of a form: with or without its sensitive fields, with or without units."""
    table = table_of(form.kind)
    count = (
        len(only)
        if only is not None
        else connection.exec_driver_sql(f'SELECT count(*) FROM "{table.name}"').scalar() or 0
    )
    parent = data.forms[form.parent] if form.parent else None
    hidden = () if everything else layouts.sensitive(form)
    unknown = _unknown(connection, form) if count else ()
    layout = layouts.layout(form, parent, left_out=hidden, unknown=unknown, units=units)
    return SheetPlan(connection, layout, count, only)


def _unknown(connection: Connection, form: Form) -> list[str]:
    """Answers that this program's form does not know: a newer form's, or columns by hand."""
    names = connection.scalars(_answered(form.kind))
    return sorted({str(name) for name in names} - form.by_name.keys())


@cache
def _answered(kind: str) -> Select[tuple[Any]]:
    """The names of all answers to a form."""
    table = table_of(kind)
    each = func.json_each(table.c.answers).table_valued("key", name="answer")
    return select(each.c.key).select_from(table.join(each, true())).distinct()


def rows_of(plan: SheetPlan, look: Known, *, kept: bool = True) -> Iterator[OutRow]:
    """Every record of a form, removed ones last; links as they are kept, or as they are shown."""
    form, table = plan.layout.form, table_of(plan.layout.form.kind)
    names = ["id", "origin", "removed", *(_PLACE if form.parent else ()), *columns_of(form)]
    joins = Joins(plan.connection, form)
    texts = (type_coerce(table.c[name], Text) for name in ("stamps", "answers"))
    query = select(*texts, *(table.c[name] for name in names))
    if form.parent:
        query = query.order_by(table.c.parent_id, table.c.position)
    places = {name: place for place, name in enumerate(names, 2)}
    left = plan.rows
    for removed in (False, True):
        if left:
            for part in _read(plan, query.where(table.c.removed.is_(removed)), table.c.id):
                left -= len(part)
                yield from _part(
                    plan.layout, joins.as_kept(part, places) if kept else part, places, look
                )


def _read(
    plan: SheetPlan, query: Select[*tuple[Any, ...]], id: Column[Any]
) -> Iterator[Sequence[Any]]:
    """Rows some at a time: all of them, or those that are wanted."""
    if plan.only is None:
        yield from plan.connection.execute(query).partitions(MANY)
        return
    wanted = sorted(plan.only)
    for start in range(0, len(wanted), MANY):
        chosen = query.where(id.in_(wanted[start : start + MANY]))
        if part := plan.connection.execute(chosen).all():
            yield part


def _parsed(answers: Sequence[Any]) -> list[dict[str, Any]]:
    """JSON objects of many rows, read in one go."""
    if isinstance(answers[0], str):
        found: list[dict[str, Any]] = json.loads(f"[{','.join(answers)}]")
        return found
    return [one or {} for one in answers]


_PLACE = ("parent_id", "position")


def _part(
    layout: Layout, rows: Sequence[Sequence[Any]], places: Mapping[str, int], look: Known
) -> Iterator[OutRow]:
    typed = [name for name in layout.fields if name in places]
    others = [name for name in layout.fields if name not in places]
    columns = _getter([places[name] for name in typed])
    ordered = _getter([[*typed, *others].index(name) for name in layout.fields])
    id, origin, removed = (places[name] for name in ("id", "origin", "removed"))
    parent, position = (places.get(name, 0) for name in _PLACE)
    hidden = [(name, places.get(name, 0)) for name in layout.left_out]
    found = []
    for row, answers in zip(rows, _parsed([row[1] for row in rows]), strict=True):
        get = answers.get
        stamps = row[0] if isinstance(row[0], str) else stamps_text(row[0])
        if hidden:
            left_out = {name: row[place] if place else get(name) for name, place in hidden}
            stamps = _sent(left_out, stamps, layout.left_out)
        values = ordered((*columns(row), *map(get, others)))
        own = (row[parent], row[position]) if parent else ()
        found.append(OutRow(row[id], stamps, values, row[removed], row[origin], *own))
    _ahead(layout, found, look)
    yield from found


def _getter(places: Sequence[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """What takes these places of a row, at the speed of C."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple(row[place] for place in places)


def _ahead(layout: Layout, rows: Sequence[OutRow], look: Known) -> None:
    """Read the titles that these rows will show, all at once."""
    wanted = {row.parent_id for row in rows} - {""}
    for place, column in enumerate(layout.held):
        if column.field and getattr(column.field.type, "of", None):
            for row in rows:
                value = row.values[place]
                wanted.update(value if isinstance(value, list) else [value] if value else [])
    look.fetch(wanted)


def _sent(values: Mapping[str, Any], stamps: str, left_out: Sequence[str]) -> str:
    """The stamps as they travel without some fields."""
    if all(values.get(name) is None and f'"{name}"' not in stamps for name in left_out):
        return stamps
    return stamps_text(without(values, json.loads(stamps), left_out))


def _note(data: DataFile, out: Path, facts: About) -> None:
    """Keep the running number and the list of files sent."""
    with data.work("export") as work:
        sent = {
            "id": data.new_id(),
            "at": work.at,
            "by": work.by,
            "direction": "sent",
            "file": out.name,
            "installation": data.installation,
            "unit": facts.addressee or data.unit,
            "running_number": facts.number,
            "period": facts.period,
            "digest": facts.digest,
            "summary": {kind: form.rows for kind, form in facts.forms.items() if form.rows},
        }
        work.connection.execute(insert(Exchanged), sent)
        noted = {} if facts.addressee else sent_numbers.note(work, facts.number)
    data.settings |= noted
