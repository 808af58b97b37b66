"""What the rows of a list made elsewhere would do: one fate for each row, nothing written.

Rows are taken in their order, form by form (subjects, then their products, then the products'
recognitions), so that a product finds the subject of its own row whether that is new or here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ocop_desktop.actions.list_cells import Cell, is_blank, shown, value_of
from ocop_desktop.actions.list_headings import Match, words
from ocop_desktop.actions.list_known import Known, Unsure
from ocop_desktop.schema import Form, Rejected, Value
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.vietnamese import fold, nfc

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"
FATES = (NEW, CHANGED, SAME, REFUSED)


@dataclass(frozen=True)
class Reason:
    """Why a row is refused, or what to look at in one that is not: column, its text, what to do."""

    column: str
    value: str
    text: str


@dataclass
class Record:
    """A record that rows of the list make or change; `before` is what is here, None for a new one."""

    kind: str
    id: str
    before: Mapping[str, Value] | None
    values: dict[str, Value] = field(default_factory=dict)
    row: int = 0  # the first row that speaks of it

    @property
    def changes(self) -> dict[str, Value]:
        """The values that are not here yet."""
        here = self.before or {}
        return {name: value for name, value in self.values.items() if here.get(name) != value}

    @property
    def fate(self) -> str:
        """new, changed or same."""
        if self.before is None:
            return NEW
        return CHANGED if self.changes else SAME


@dataclass
class Row:
    """One row of the list: its cells by target, the records it speaks of, what is wrong with it."""

    number: int
    cells: Sequence[Cell]
    parts: dict[tuple[str, int], dict[str, tuple[str, Cell]]]  # (form, number): field: cell
    records: dict[str, str] = field(default_factory=dict)  # form: id
    touched: list[Record] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    remarks: list[Reason] = field(default_factory=list)

    @property
    def fate(self) -> str:
        """The strongest of what becomes of its records."""
        if self.reasons:
            return REFUSED
        fates = [record.fate for record in self.touched]
        return next((one for one in (NEW, CHANGED) if one in fates), SAME)


class Plan:
    """Works out the records of all rows; `rows` and `records` are the answer."""

    def __init__(self, data: DataFile, kind: str, kinds: Sequence[str], rows: list[Row]) -> None:
        self._data, self._kind, self._kinds, self.rows = data, kind, kinds, rows
        self.records: dict[str, Record] = {}
        self._known = {one: Known(data, one, words()["known"].get(one, ())) for one in kinds}
        for at, one in enumerate(kinds):
            if at <= kinds.index(kind):
                self._stage(one, 0, kinds[at - 1] if at else "")
            else:
                for number in (1, 2):
                    self._stage(one, number, kind)
        self._drop_unused()

    def _stage(self, kind: str, number: int, owner: str) -> None:
        """All rows' records of one form; a row that was refused before is left alone."""
        form = self._data.forms[kind]
        asked: list[tuple[Row, dict[str, Value]]] = []
        for row in self.rows:
            if row.reasons:
                continue
            values = self._read(form, row, row.parts.get((kind, number), {}))
            if number and not self._is_told(form, row, values):
                continue  # this product was not recognised so often
            if owner and owner in row.records:
                link = next(f.name for f in form.fields if getattr(f.type, "of", "") == owner)
                values[link] = row.records[owner]
            if not number and not row.reasons:
                self._must_be_named(form, row, values)
            if not row.reasons:
                asked.append((row, self._completed(form, row, values, number)))
        known = self._known[kind]
        found = known.here([values for _, values in asked])
        for (row, values), id in zip(asked, found, strict=True):
            if not row.reasons:
                self._settle(form, row, values, id)

    def _read(
        self, form: Form, row: Row, cells: Mapping[str, tuple[str, Cell]]
    ) -> dict[str, Value]:
        values: dict[str, Value] = {}
        beside = cells.get("former_district", ("", None))[1]
        for name, (heading, cell) in cells.items():
            if name not in form.by_name:
                continue
            try:
                district = shown(beside) if name == "commune" else ""
                value = value_of(
                    form.field(name), cell, self._data.look, self._data.places, district
                )
            except Rejected as refused:
                row.reasons.append(Reason(heading, shown(cell), refused.text))
                continue
            if value is not None:
                values[name] = value
        if form.kind in self._kinds[self._kinds.index(self._kind) + 1 :]:
            self._year(form, row, cells, values)
        return values

    def _year(
        self,
        form: Form,
        row: Row,
        cells: Mapping[str, tuple[str, Cell]],
        values: dict[str, Value],
    ) -> None:
        """A year beside: the day of the decision where no day is there, and checked where one is."""
        heading, cell = cells.get("year", ("", None))
        if is_blank(cell):
            return
        day = values.get("issued_on")
        try:
            year = value_of(form.field("issued_on"), cell, self._data.look)
        except Rejected as refused:
            row.reasons.append(Reason(heading, shown(cell), refused.text))
            return
        if day is None and len(values):
            values["issued_on"] = year
        elif day is not None and str(day)[:4] != str(year)[:4]:
            text = "Năm không khớp ngày công nhận: đã lấy ngày. Hãy xem lại."
            row.remarks.append(Reason(heading, shown(cell), text))

    def _is_told(self, form: Form, row: Row, values: Mapping[str, Value]) -> bool:
        """Whether a row speaks of a recognition: its rank or its decision must be there."""
        if not values or "stars" in values or "decision_no" in values:
            return bool(values)
        text = f"Chưa có hạng sao hay số quyết định nên chưa ghi {form.label.lower()}."
        row.remarks.append(Reason(form.label, "", text))
        return False

    def _must_be_named(self, form: Form, row: Row, values: Mapping[str, Value]) -> None:
        """A row that names no subject or product says nothing that could be kept."""
        names = [f for f in form.title_fields if f.required or len(form.title_fields) == 1]
        for one in names:
            if values.get(one.name) is None:
                text = f"Dòng này chưa có {nfc(one.label).lower()}. Hãy ghi thêm rồi nhập lại."
                row.reasons.append(Reason(one.label, "", text))

    def _completed(
        self, form: Form, row: Row, values: dict[str, Value], number: int
    ) -> dict[str, Value]:
        """What a name or another column says beside: the legal form, the kind of recognition."""
        if form.kind == "subject" and "kind" not in values:
            name = f"{fold(str(values.get('name') or ''))} "
            legal = words()["kind_of_name"]
            begins = [text for text in legal if name.startswith(f"{text} ")]
            if begins:
                values["kind"] = legal[max(begins, key=len)]
        if number == 2 and "kind" not in values:
            first = [r for r in row.touched if r.kind == form.kind]
            stars = [int(str(v.get("stars") or 0)) for v in (*(r.values for r in first), values)]
            values["kind"] = "upgrade" if len(stars) > 1 and stars[-1] > stars[0] else "regrade"
        return values

    def _settle(
        self, form: Form, row: Row, values: dict[str, Value], here: str | Unsure | None
    ) -> None:
        known = self._known[form.kind]
        found = here if here is not None else known.in_list(values)
        if isinstance(found, Unsure):
            name = form.title_fields[0]
            row.reasons.append(Reason(name.label, form.title_of(values), found.text))
            return
        record = self.records.get(found) if found else None
        if record is None:
            record = self._record(form, found, values, row)
        self._merge(form, row, record, values)
        known.note(record.id, record.values)
        row.records[form.kind] = record.id
        if record not in row.touched:
            row.touched.append(record)

    def _record(self, form: Form, id: str | None, values: Mapping[str, Value], row: Row) -> Record:
        if id:
            record = Record(form.kind, id, self._known[form.kind].values(id), row=row.number)
        else:
            record = Record(form.kind, self._data.new_id(), None, row=row.number)
            silent = words()["no_default"].get(form.kind, ())
            record.values = {
                f.name: f.default
                for f in form.fields
                if f.default is not None and f.name not in silent and f.name not in values
            }
        self.records[record.id] = record
        return record

    def _merge(self, form: Form, row: Row, record: Record, values: Mapping[str, Value]) -> None:
        """What an earlier row said of the same record stands; a difference is told, not guessed."""
        for name, value in values.items():
            owner = form.field(name).type.kind == "link"
            held = record.values.get(name)
            if held is None and owner and record.before:
                held = record.before.get(name)
            if held is None or (record.row == row.number and not owner):
                record.values[name] = value
            elif held != value and owner:
                text = f"{form.label} này đã ghi cho {form.field(name).label.lower()} khác."
                row.reasons.append(Reason(form.field(name).label, "", text))
            elif held != value:
                text = f"Khác dòng {record.row}: giữ giá trị của dòng {record.row}."
                told = form.field(name).type.show(value, self._data.look)
                row.remarks.append(Reason(form.field(name).label, told, text))

    def _drop_unused(self) -> None:
        """A record that only refused rows speak of is not made."""
        used = {record.id for row in self.rows if not row.reasons for record in row.touched}
        self.records = {id: one for id, one in self.records.items() if id in used}


def rows_of(
    lines: Sequence[tuple[int, Sequence[Cell]]],
    matches: Sequence[Match],
    kind: str,
    kinds: Sequence[str],
    *,
    errors: bool,
) -> list[Row]:
    """The rows with their cells by target; what a row leaves to the one above is filled in."""
    rows: list[Row] = []
    owners = kinds[: kinds.index(kind)]
    for number, cells in lines:
        row = Row(number, cells, {})
        for match in matches:
            if match.target:
                cell = cells[match.column] if match.column < len(cells) else None
                part = row.parts.setdefault((match.target.kind, match.target.number), {})
                part[match.target.field] = (match.heading, cell)
        for owner in owners:
            if rows:
                _carry(rows[-1], row, owner, errors=errors)
        _latest(row, kinds[kinds.index(kind) + 1 :])
        rows.append(row)
    return rows


def _carry(above: Row, row: Row, owner: str, *, errors: bool) -> None:
    """A row that goes on with the subject above it: all its subject's cells are blank.

    Where formulas broke (#REF!), cells that say the same as above may stand beside blank ones.
    """
    mine, theirs = row.parts.get((owner, 0), {}), above.parts.get((owner, 0), {})
    said = {name: cell for name, (_, cell) in mine.items() if not is_blank(cell)}
    if "name" not in mine or "name" in said:
        return
    if said and not (errors and all(theirs[n][1] == cell for n, cell in said.items())):
        return
    row.parts[(owner, 0)] = dict(theirs)
    heading, cell = theirs["name"]
    if not said and not is_blank(cell):
        row.remarks.append(Reason(heading, shown(cell), f"Lấy theo dòng {above.number}."))


def _latest(row: Row, kinds: Sequence[str]) -> None:
    """ "Hạng sao hiện tại", "Ngày hết hạn" without a number speak of the latest recognition."""
    for kind in kinds:
        loose = row.parts.pop((kind, 0), {})
        second = row.parts.get((kind, 2), {})
        last = 2 if any(not is_blank(cell) for _, cell in second.values()) else 1
        part = row.parts.setdefault((kind, last), {})
        for name, held in loose.items():
            if name not in part or is_blank(part[name][1]):
                part[name] = held
