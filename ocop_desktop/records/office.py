"""The office itself and what plans ask of it."""

from sqlalchemy.orm import Mapped, mapped_column

from ocop_desktop.records.base import Record, Row


class Unit(Record):
    """The sheet of this office, valid from a date."""

    form_kind = "unit"

    name: Mapped[str | None]
    code: Mapped[str | None]
    level: Mapped[str | None]
    era: Mapped[str | None]
    valid_from: Mapped[str | None]
    valid_to: Mapped[str | None]
    superior: Mapped[str | None]
    issuer: Mapped[str | None]
    place_name: Mapped[str | None]
    province_name: Mapped[str | None]
    recipients: Mapped[str | None]
    report_symbol: Mapped[str | None]
    next_report: Mapped[int | None]
    minutes_symbol: Mapped[str | None]
    next_minutes: Mapped[int | None]
    letter_symbol: Mapped[str | None]
    next_letter: Mapped[int | None]
    next_receipt: Mapped[int | None]
    next_product: Mapped[int | None]
    officer_name: Mapped[str | None]


class UnitSigner(Row):
    """Somebody who signs for the office."""

    form_kind = "unit.signer"

    full_name: Mapped[str | None]
    job: Mapped[str | None]
    authority: Mapped[str | None]
    authority_line: Mapped[str | None]
    valid_from: Mapped[str | None]
    valid_to: Mapped[str | None]


class Target(Record):
    """What a plan promises for a year."""

    form_kind = "target"

    year: Mapped[int | None] = mapped_column(index=True)
    indicator: Mapped[str | None]
    unit_code: Mapped[str | None]
    measure: Mapped[str | None]
    goal: Mapped[str | None]
    cumulative: Mapped[bool | None]
    baseline: Mapped[str | None]
    source_doc: Mapped[str | None]
    figure_way: Mapped[str | None]
    actual: Mapped[str | None]
