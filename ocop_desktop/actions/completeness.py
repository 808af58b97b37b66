"""Whether a dossier is complete: what the law wants, what is there, missing or out of date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ocop_desktop.actions import paper_evidence, paper_law
from ocop_desktop.actions.completeness_rules import ERROR, WARNING, Need, Needs, needs_of
from ocop_desktop.actions.paper_records import linked, product_and_dossier
from ocop_desktop.regulations.decision import Decision
from ocop_desktop.schema import Entry, Form, Forms
from ocop_desktop.schema.dates import latest, show
from ocop_desktop.schema.remarks import REMARKS, reason_for_blank
from ocop_desktop.store.datafile import DataFile

THERE, MISSING, OUTDATED = "there", "missing", "outdated"
OPTIONAL, PERHAPS, UNSCANNED = "optional", "perhaps", "unscanned"
STATES = {
    THERE: "Có",
    MISSING: "Thiếu",
    OUTDATED: "Hết hạn",
    OPTIONAL: "Không bắt buộc",
    PERHAPS: "Chưa có",
    UNSCANNED: "Chưa có tệp quét",
}
"""What screen and paper call a state; `perhaps` is wanted of some subjects or products only."""

_SAID = (OPTIONAL, PERHAPS, UNSCANNED)
UNVERIFIED = "Chưa đối chiếu với văn bản của quyết định; danh mục để tham khảo"


@dataclass(frozen=True)
class Finding:
    """One line of the check: what is wanted, its state, and what that means for sending.

    `level` is "error", "warning", or "" where nothing is wrong.
    """

    code: str
    label: str
    state: str
    level: str = ""
    note: str = ""
    basis: str = ""
    pages: str = ""
    path: str = ""  # the first field that is blank: `product.name`

    @property
    def said(self) -> str:
        """The line for lists of what is missing; a state that lacks no note says itself."""
        told = self.note or (STATES[self.state].lower() if self.state in _SAID else "")
        return f"{self.label} ({told})" if told else self.label


@dataclass(frozen=True)
class Completeness:
    """Every line of the check of one dossier; `remark` says how sure the list is."""

    decision: str
    findings: tuple[Finding, ...]
    remark: str = ""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What stops the dossier from being marked as sent."""
        return tuple(one for one in self.findings if one.level == ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is only told."""
        return tuple(one for one in self.findings if one.level == WARNING)

    @property
    def optional(self) -> tuple[Finding, ...]:
        """What is not there and is not wanted either: nobody is asked for it."""
        return tuple(one for one in self.findings if one.state == OPTIONAL)


@dataclass(frozen=True)
class Case:
    """A dossier with the records that belong to it."""

    forms: Forms
    decision: Decision
    records: Mapping[str, Entry | None]
    lines: tuple[paper_evidence.Line, ...]
    today: str

    @property
    def kind(self) -> str:
        """First, upgrade or regrade."""
        return str(self._value("dossier", "kind") or "first")

    @property
    def set_number(self) -> int:
        """The number of the product's scoring set, 0 where it has none."""
        number = str(self._value("product", "criteria_set") or "").removeprefix("set_")
        return int(number) if number.isdecimal() else 0

    def is_filled(self, path: str) -> bool:
        """Whether a field, or a table with rows, is filled."""
        kind, _, name = path.partition(".")
        record = self.records.get(kind)
        if record is None:
            return False
        form = self.forms[kind]
        if name in form.by_name:
            return record.get(name) is not None or self.why_blank(path) != ""
        return bool(record.rows(name))

    def why_blank(self, path: str) -> str:
        """The stated reason for a field's blank, "" where there is none or it is filled."""
        kind, _, name = path.partition(".")
        record = self.records.get(kind)
        if record is None or record.get(name) is not None:
            return ""
        said = reason_for_blank(record.values, name)
        if said is None:
            return ""
        labels = getattr(self.forms[kind].field(REMARKS).type, "options", ())
        known = {str(option.code): str(option.label) for option in labels}
        return said.words or known.get(said.code, said.code)

    def label(self, path: str) -> str:
        """What people call a field or a table."""
        kind, _, name = path.partition(".")
        form: Form = self.forms[kind]
        if name in form.by_name:
            return form.field(name).label
        return form.table(name).label

    def _value(self, kind: str, name: str) -> object:
        record = self.records.get(kind)
        return record.get(name) if record else None


def check(data: DataFile, id: str) -> Completeness:
    """The check of a dossier, or of a product's latest one.

    Raises:
        Trouble: `no_such_record`.
    """
    return check_of(data, *product_and_dossier(data, id))


def check_of(data: DataFile, product: Entry | None, dossier: Entry | None) -> Completeness:
    """The check of a dossier whose records are at hand."""
    case = _case(data, product, dossier)
    wanted = needs_of(case.decision)
    findings = [*(_forms(case, wanted) if wanted else ()), *_papers(case, wanted)]
    remark = "" if case.decision.verified and wanted else UNVERIFIED
    return Completeness(case.decision.number, tuple(findings), remark)


def _case(data: DataFile, product: Entry | None, dossier: Entry | None) -> Case:
    subject = linked(data, "subject", product.get("subject")) if product else None
    decision = paper_law.decision_of(dossier)
    ids = [one.id if one else "" for one in (subject, product)]
    lines = tuple(paper_evidence.lines(data, decision, *ids))
    records = {"subject": subject, "product": product, "dossier": dossier}
    return Case(data.forms, decision, records, lines, data.today())


def _forms(case: Case, wanted: Needs) -> Iterator[Finding]:
    """Forms, letters and samples; papers come after them."""
    for need in wanted.needs:
        if not need.paper and need.is_asked(case.kind, case.set_number):
            yield _samples(case, need) if need.samples else _filled(case, need)


def _filled(case: Case, need: Need) -> Finding:
    if need.instead and case.is_filled(need.instead):
        note = case.label(need.instead)
        return Finding(need.code, need.label, THERE, note=note, basis=need.basis)
    blank = [path for path in (*need.fields, *need.tables) if not case.is_filled(path)]
    if not blank:
        whys = {path: why for path in need.fields if (why := case.why_blank(path))}
        told = "; ".join(f"“{case.label(path)}” để trống: {why}" for path, why in whys.items())
        return Finding(need.code, need.label, THERE, note=told, basis=need.basis)
    note = f"chưa có {'; '.join(f'“{case.label(path)}”' for path in blank)}"
    return Finding(need.code, need.label, MISSING, need.level, note, need.basis, path=blank[0])


def _samples(case: Case, need: Need) -> Finding:
    wanted = case.decision.limits.samples or 0
    if case.set_number in case.decision.limits.no_samples_for_sets:
        wanted = 0
    dossier = case.records["dossier"]
    given = dossier.get("samples") if dossier else None
    found = given if isinstance(given, int) else 0
    if found >= wanted:
        note = f"{found:02d} sản phẩm" if wanted else "không phải nộp"
        return Finding(need.code, need.label, THERE, note=note, basis=need.basis)
    note = f"có {found:02d}, cần {wanted:02d} sản phẩm"
    path = "dossier.samples"
    return Finding(need.code, need.label, MISSING, need.level, note, need.basis, path=path)


# ---- papers


def _papers(case: Case, wanted: Needs | None) -> Iterator[Finding]:
    for line in case.lines:
        known = wanted.paper(line.code) if wanted else []
        asked = (need for need in known if need.is_asked(case.kind, case.set_number))
        need, otherwise = next(asked, None), wanted.papers_basis if wanted else ""
        basis = need.basis if need else otherwise if line.code else ""
        yield _paper(case, line, need) if line.found else _absent(line, need, basis, bool(wanted))


def _absent(line: paper_evidence.Line, need: Need | None, basis: str, is_read: bool) -> Finding:
    """A paper that is not there: missing where the law wants it, else perhaps or not wanted."""
    if need:
        return Finding(line.code, line.label, MISSING, need.level, "chưa có tệp đính kèm", basis)
    if line.where_required or not is_read:
        note = "nếu thuộc diện phải có" if line.where_required else ""
        return Finding(line.code, line.label, PERHAPS, WARNING, note, basis)
    return Finding(line.code, line.label, OPTIONAL, basis=basis)


def _paper(case: Case, line: paper_evidence.Line, need: Need | None) -> Finding:
    """A paper is out of date where every piece of it is."""
    code, label = line.code or "other", line.label or "Giấy tờ khác"
    basis = need.basis if need else ""
    old = [one for one in line.found if is_outdated(one, case.today)]
    if len(old) == len(line.found):
        last = max(str(one.get("expires_on")) for one in old)
        note = f"đã hết hạn ngày {show(last)}"
        return Finding(code, label, OUTDATED, ERROR, note, basis, _pages(line))
    lost = [one for one in line.found if not one.get("file")]
    if len(lost) == len(line.found):
        return Finding(code, label, UNSCANNED, WARNING, "", basis)
    note = "; ".join(f"{show(str(one.get('expires_on')))}" for one in old)
    told = f"bản cũ đã hết hạn ngày {note}" if note else ""
    return Finding(code, label, THERE, note=told, basis=basis, pages=_pages(line))


def is_outdated(evidence: Entry, day: str) -> bool:
    """Whether a paper surely no longer holds on a day: of a year, once that year is over."""
    expires = str(evidence.get("expires_on") or "")
    return bool(expires) and latest(expires) <= day


def _pages(line: paper_evidence.Line) -> str:
    counts = [one.get("pages") for one in line.found]
    known = [count for count in counts if isinstance(count, int)]
    return str(sum(known)) if known else ""
