"""Products with their packs, raw materials and marks."""

from sqlalchemy.orm import Mapped, mapped_column

from ocop_desktop.records.base import Record, Row, plain_row


class Product(Record):
    """A product, set of products or service, graded or not."""

    form_kind = "product"

    name: Mapped[str | None]
    subject: Mapped[str | None] = mapped_column(index=True)
    criteria_set: Mapped[str | None] = mapped_column(index=True)
    ocop_status: Mapped[str | None] = mapped_column(index=True)
    set_members: Mapped[list[str] | None]
    product_code: Mapped[str | None]
    former_code: Mapped[str | None]
    current_stars: Mapped[int | None] = mapped_column(index=True)
    current_until: Mapped[str | None] = mapped_column(index=True)
    stopped_on: Mapped[str | None]
    stopped_note: Mapped[str | None]


class ProductPack(Row):
    """One size of pack, with its own barcode."""

    form_kind = "product.pack"

    gtin: Mapped[str | None] = mapped_column(index=True)


class ProductMaterial(Row):
    """One raw material and its share."""

    form_kind = "product.material"

    source: Mapped[str | None]
    share: Mapped[str | None]


class ProductMark(Row):
    """One trade mark or other intellectual property."""

    form_kind = "product.mark"

    kind: Mapped[str | None]
    state: Mapped[str | None]
    expires_on: Mapped[str | None]


ProductAward = plain_row("product.award")
