"""Who makes or sells: subjects, their people, their figures by year."""

from sqlalchemy.orm import Mapped, mapped_column

from ocop_desktop.records.base import Record, Row, plain_row


class Subject(Record):
    """A co-operative, company, household or other who makes or sells."""

    form_kind = "subject"

    name: Mapped[str | None]
    kind: Mapped[str | None] = mapped_column(index=True)
    tax_code: Mapped[str | None] = mapped_column(index=True)
    status: Mapped[str | None] = mapped_column(index=True)
    status_since: Mapped[str | None]
    founded_on: Mapped[str | None]
    reg_no: Mapped[str | None]
    reg_on: Mapped[str | None]
    reg_issuer: Mapped[str | None]
    local_capital_share: Mapped[str | None]
    commune: Mapped[str | None] = mapped_column(index=True)
    address_line: Mapped[str | None]
    former_district: Mapped[str | None] = mapped_column(index=True)
    rep_name: Mapped[str | None]
    rep_role: Mapped[str | None]
    rep_gender: Mapped[str | None]
    rep_minority: Mapped[bool | None]
    rep_disabled: Mapped[bool | None]
    rep_citizen_id: Mapped[str | None]
    contact_name: Mapped[str | None]
    contact_phone: Mapped[str | None]
    members: Mapped[int | None]
    members_women: Mapped[int | None]
    members_minority: Mapped[int | None]
    members_poor: Mapped[int | None]
    charter_capital: Mapped[int | None]


class Person(Row):
    """A member or worker of a subject."""

    form_kind = "person"

    full_name: Mapped[str | None]
    birth_year: Mapped[int | None]
    gender: Mapped[str | None]
    minority: Mapped[bool | None]
    job: Mapped[str | None]
    phone: Mapped[str | None]


class SubjectCoopGrade(Row):
    """A co-operative's rating for a year."""

    form_kind = "subject.coop_grade"

    year: Mapped[int | None]
    grade: Mapped[str | None]


class YearFigures(Record):
    """Output, revenue and workers of a subject or product in a year or half-year."""

    form_kind = "year_figures"

    subject: Mapped[str | None] = mapped_column(index=True)
    product: Mapped[str | None] = mapped_column(index=True)
    year: Mapped[int | None] = mapped_column(index=True)
    period: Mapped[str | None]
    source: Mapped[str | None]
    output: Mapped[str | None]
    output_unit: Mapped[str | None]
    visitors: Mapped[int | None]
    revenue: Mapped[int | None]
    rev_in: Mapped[int | None]
    rev_out: Mapped[int | None]
    rev_export: Mapped[int | None]
    profit: Mapped[int | None]
    rev_direct: Mapped[int | None]
    rev_agent: Mapped[int | None]
    rev_supermarket: Mapped[int | None]
    rev_ocop_point: Mapped[int | None]
    rev_ecommerce: Mapped[int | None]
    rev_social: Mapped[int | None]
    rev_fair: Mapped[int | None]
    workers: Mapped[int | None]
    workers_regular: Mapped[int | None]
    workers_women: Mapped[int | None]
    workers_minority: Mapped[int | None]
    workers_local: Mapped[int | None]
    workers_disabled: Mapped[int | None]
    wage_month: Mapped[int | None]


SubjectMaterialArea = plain_row("subject.material_area")
SubjectChainContract = plain_row("subject.chain_contract")
SubjectWebLink = plain_row("subject.web_link")
SubjectNeed = plain_row("subject.need")
