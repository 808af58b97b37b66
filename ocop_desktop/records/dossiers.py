"""Registrations, applications, their papers, and visits."""

from sqlalchemy.orm import Mapped, mapped_column

from ocop_desktop.records.base import Record, Row, plain_row


class Registration(Record):
    """An idea or product registered for a year."""

    form_kind = "registration"

    year: Mapped[int | None] = mapped_column(index=True)
    subject: Mapped[str | None] = mapped_column(index=True)
    product: Mapped[str | None] = mapped_column(index=True)
    idea_name: Mapped[str | None]
    kind: Mapped[str | None]
    target_stars: Mapped[int | None]
    round_expected: Mapped[str | None]
    decision_no: Mapped[str | None]
    decision_on: Mapped[str | None]
    outcome: Mapped[str | None]


class Dossier(Record):
    """One application for a rank."""

    form_kind = "dossier"

    product: Mapped[str | None] = mapped_column(index=True)
    kind: Mapped[str | None]
    year: Mapped[int | None]
    regulation: Mapped[str | None]
    round: Mapped[str | None] = mapped_column(index=True)
    state: Mapped[str | None] = mapped_column(index=True)
    receipt_no: Mapped[str | None]
    received_on: Mapped[str | None] = mapped_column(index=True)
    complete_on: Mapped[str | None]
    due_on: Mapped[str | None] = mapped_column(index=True)
    officer: Mapped[str | None]
    report_no: Mapped[str | None]
    report_on: Mapped[str | None]
    letter_no: Mapped[str | None]
    letter_on: Mapped[str | None]
    forwarded_on: Mapped[str | None]
    province_received_on: Mapped[str | None]
    outcome: Mapped[str | None]
    outcome_on: Mapped[str | None]


class DossierRequest(Row):
    """One request to complete a dossier."""

    form_kind = "dossier.request"

    asked_on: Mapped[str | None]
    due_on: Mapped[str | None]
    answered_on: Mapped[str | None]


class DossierSelfScore(Row):
    """What the subject says of one criterion."""

    form_kind = "dossier.self_score"

    criterion: Mapped[str | None]
    points: Mapped[int | None]
    papers: Mapped[list[str] | None]


class Evidence(Record):
    """One paper of a subject or product, used by every dossier."""

    form_kind = "evidence"

    paper: Mapped[str | None] = mapped_column(index=True)
    subject: Mapped[str | None] = mapped_column(index=True)
    product: Mapped[str | None] = mapped_column(index=True)
    criteria: Mapped[str | None]
    file: Mapped[str | None]
    pages: Mapped[int | None]
    number: Mapped[str | None]
    issuer: Mapped[str | None]
    issued_on: Mapped[str | None]
    expires_on: Mapped[str | None] = mapped_column(index=True)
    certified_on: Mapped[str | None]


class Inspection(Record):
    """A visit to a subject, its products or machines."""

    form_kind = "inspection"

    purpose: Mapped[str | None]
    checked_on: Mapped[str | None] = mapped_column(index=True)
    subject: Mapped[str | None] = mapped_column(index=True)
    products: Mapped[list[str] | None]
    machines: Mapped[list[str] | None]
    proposal: Mapped[str | None]
    remedy_by: Mapped[str | None] = mapped_column(index=True)
    remedied_on: Mapped[str | None]
    minutes_no: Mapped[str | None]


class InspectionCheck(Row):
    """One line of an inspection's check list."""

    form_kind = "inspection.check"

    item: Mapped[str | None]
    result: Mapped[str | None]


RegistrationNeed = plain_row("registration.need")
InspectionMember = plain_row("inspection.member")
