"""Grants, what they paid for and with whose money."""

from sqlalchemy.orm import Mapped, mapped_column

from ocop_desktop.records.base import Record, Row


class Support(Record):
    """One grant to one subject."""

    form_kind = "support"

    subject: Mapped[str | None] = mapped_column(index=True)
    products: Mapped[list[str] | None]
    kind: Mapped[str | None] = mapped_column(index=True)
    programme: Mapped[str | None]
    project: Mapped[str | None]
    decision_no: Mapped[str | None]
    decision_on: Mapped[str | None] = mapped_column(index=True)
    state: Mapped[str | None] = mapped_column(index=True)
    requested_on: Mapped[str | None]
    surveyed_on: Mapped[str | None]
    contracted_on: Mapped[str | None]
    delivered_on: Mapped[str | None]
    accepted_on: Mapped[str | None]
    handed_over_on: Mapped[str | None]
    disbursed_on: Mapped[str | None]
    settled_on: Mapped[str | None]
    cancelled_on: Mapped[str | None]
    state_total: Mapped[int | None]
    own_total: Mapped[int | None]
    total: Mapped[int | None]
    disbursed_total: Mapped[int | None]
    owner: Mapped[str | None]
    commit_until: Mapped[str | None]


class SupportItem(Row):
    """One machine or work in a grant."""

    form_kind = "support_item"

    name: Mapped[str | None]
    model: Mapped[str | None]
    maker: Mapped[str | None]
    serial: Mapped[str | None] = mapped_column(index=True)
    capacity: Mapped[str | None]
    capacity_unit: Mapped[str | None]
    country: Mapped[str | None]
    made_year: Mapped[int | None]
    condition: Mapped[str | None]
    quantity: Mapped[str | None]
    unit_price: Mapped[int | None]
    amount: Mapped[int | None]
    invoice_no: Mapped[str | None]
    invoice_on: Mapped[str | None]
    warranty_to: Mapped[str | None]
    asset_tag: Mapped[str | None]
    last_state: Mapped[str | None] = mapped_column(index=True)
    last_checked_on: Mapped[str | None]


class SupportItemCheck(Row):
    """One look at a machine."""

    form_kind = "support_item.check"

    checked_on: Mapped[str | None]
    state: Mapped[str | None]


class SupportSource(Row):
    """Money for a grant from one source."""

    form_kind = "support.source"

    source: Mapped[str | None]
    approved: Mapped[int | None]
    disbursed: Mapped[int | None]
    settled: Mapped[int | None]
