"""Where products are sold and shown, and what is told about them."""

from sqlalchemy.orm import Mapped, mapped_column

from ocop_desktop.records.base import Record, Row


class Outlet(Record):
    """A point of sale, chain, platform or buyer."""

    form_kind = "outlet"

    name: Mapped[str | None]
    kind: Mapped[str | None] = mapped_column(index=True)
    subject: Mapped[str | None] = mapped_column(index=True)
    province: Mapped[str | None] = mapped_column(index=True)
    commune: Mapped[str | None]
    opened_on: Mapped[str | None]
    closed_on: Mapped[str | None]
    meets_950: Mapped[bool | None]
    support_cost: Mapped[int | None]


class Listing(Record):
    """One product at one outlet."""

    form_kind = "listing"

    product: Mapped[str | None] = mapped_column(index=True)
    outlet: Mapped[str | None] = mapped_column(index=True)
    state: Mapped[str | None] = mapped_column(index=True)
    starts_on: Mapped[str | None]
    ends_on: Mapped[str | None]
    seen_on: Mapped[str | None]


class ListingFigure(Row):
    """What a listing sold in a year."""

    form_kind = "listing.figure"

    year: Mapped[int | None]
    orders: Mapped[int | None]
    revenue: Mapped[int | None]


class Event(Record):
    """A fair or other promotion."""

    form_kind = "event"

    name: Mapped[str | None]
    kind: Mapped[str | None]
    level: Mapped[str | None]
    starts_on: Mapped[str | None] = mapped_column(index=True)
    ends_on: Mapped[str | None]
    province: Mapped[str | None] = mapped_column(index=True)
    commune: Mapped[str | None]
    booths: Mapped[int | None]
    planned_cost: Mapped[int | None]
    spent: Mapped[int | None]


class EventProduct(Row):
    """One product shown at an event."""

    form_kind = "event.product"

    product: Mapped[str | None] = mapped_column(index=True)
    revenue: Mapped[int | None]
    contracts: Mapped[int | None]
    contract_value: Mapped[int | None]


class EventSource(Row):
    """Money for an event from one source."""

    form_kind = "event.source"

    source: Mapped[str | None]
    planned: Mapped[int | None]
    spent: Mapped[int | None]


class Activity(Record):
    """A news item, broadcast or visit of guidance."""

    form_kind = "activity"

    kind: Mapped[str | None]
    done_on: Mapped[str | None] = mapped_column(index=True)
    topic: Mapped[str | None]
    subject: Mapped[str | None] = mapped_column(index=True)
    product: Mapped[str | None] = mapped_column(index=True)
    by_whom: Mapped[str | None]
    commune: Mapped[str | None]
    quantity: Mapped[int | None]
    reached: Mapped[int | None]
    cost: Mapped[int | None]
    next_on: Mapped[str | None]
