"""The province's register of products and the national table, as rows.

Sources: the register as provinces keep it (columns A-V) and table PTNT_OCOP of Quyết định
5277/QĐ-BNNMT.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from ocop_desktop.exchange.workbook_write import Page
from ocop_desktop.records.base import columns_of
from ocop_desktop.schema import Form, Forms, Lookup, dates
from ocop_desktop.store.records import table_of
from ocop_desktop.vietnamese import sort_key

Values = Mapping[str, Any]
_ONE_RANK = ["hạng sao", "ngày công nhận", "năm", "số quyết định", "cơ quan ban hành"]
REGISTER = [
    "TT",
    "Tên sản phẩm",
    "Nhóm sản phẩm",
    "Loại hình kinh doanh",
    "Chủ thể",
    "Xã, phường",
    "Địa chỉ",
    "Người đại diện",
    "Điện thoại",
    "Hạng sao hiện tại",
    "Ngày hết hạn",
    *(f"Lần 1: {what}" for what in _ONE_RANK),
    *(f"Lần 2/nâng hạng: {what}" for what in _ONE_RANK),
    "Ghi chú",
]
_REGISTER_WIDTHS = {0: 5, 1: 32, 2: 24, 3: 16, 4: 30, 5: 16, 6: 24, 7: 20, 8: 16}
_REGISTER_WIDTHS |= {14: 20, 15: 18, 19: 20, 20: 18, 21: 26}
NATIONAL = [
    "MA_OCOP",
    "Ma_DonViHanhChinh",
    "Ma_ThoiGian",
    "Ma_SanPham",
    "TenSanPham",
    "XepHang",
    "ChuTheSXKD",
    "DoanhThuNam",
    "TrangThai",
]
IN_FORCE, ENDED = "HIEU_LUC", "HET_HAN"  # the values are not defined; at most 10 characters


_OF_RANKS = ("product", "issued_on", "stars", "decision_no", "issuer", "potential_five")
_OF_PRODUCTS = (
    "name",
    "criteria_set",
    "current_stars",
    "current_until",
    "stopped_on",
    "product_code",
    "former_code",
    "subject",
)
_OF_SUBJECTS = ("name", "kind", "commune", "address_line", "rep_name", "contact_phone", "phone")
_OF_YEARS = ("product", "year", "period", "revenue")


def _named(kind: str, name: str) -> Select[tuple[str]]:
    """The records that those of a kind name in a field."""
    table = table_of(kind)
    return select(table.c[name]).where(table.c.removed.is_(False))


class Register:
    """Products that were ever given a rank, with their subjects and ranks."""

    def __init__(self, connection: Connection, forms: Forms, look: Lookup, today: str) -> None:
        self._connection, self._forms, self._look, self._today = connection, forms, look, today
        self._ranks: dict[str, list[Values]] = {}
        for _, values in self._records("recognition", _OF_RANKS):
            if values["product"] and values["issued_on"]:
                self._ranks.setdefault(values["product"], []).append(values)
        ranked = _named("recognition", "product")
        self._products = [
            (id, values)
            for id, values in self._records("product", _OF_PRODUCTS, ranked)
            if id in self._ranks
        ]
        theirs = _named("product", "subject").where(table_of("product").c.id.in_(ranked))
        self._subjects = dict(self._records("subject", _OF_SUBJECTS, theirs))
        self._products.sort(key=self._order)

    def _records(
        self, kind: str, names: Sequence[str], only: Select[tuple[str]] | None = None
    ) -> Iterator[tuple[str, Values]]:
        """Some values of the records of a kind, of all or `only` of some; those removed left out."""
        table, typed = table_of(kind), columns_of(self._forms[kind])
        others = [name for name in names if name not in typed]
        columns = [name for name in names if name in typed] + ["answers"] * bool(others)
        query = select(table.c.id, *(table.c[name] for name in columns))
        query = query.where(table.c.removed.is_(False))
        if only is not None:
            query = query.where(table.c.id.in_(only))
        for id, *row in self._connection.execute(query):
            values = dict(zip(columns, row, strict=True))
            answers = values.pop("answers", None) or {}
            yield id, values | {name: answers.get(name) for name in others}

    def _order(self, product: tuple[str, Values]) -> tuple[str, str, str]:
        values = product[1]
        subject = self._subject(values)
        return (
            sort_key(self._show("subject", "commune", subject)),
            sort_key(str(subject.get("name") or "")),
            sort_key(str(values.get("name") or "")),
        )

    def _subject(self, product: Values) -> Values:
        return self._subjects.get(str(product.get("subject")), {})

    def _show(self, kind: str, name: str, values: Values) -> str:
        form: Form = self._forms[kind]
        return form.field(name).type.show(values.get(name), self._look)

    def _in_force(self, product: Values) -> bool:
        until = product.get("current_until")
        return bool(product.get("current_stars")) and (not until or str(until) > self._today)

    # -- the province's register

    def register(self) -> Page:
        """The register of products in the layout that provinces use."""
        rows = (self._line(n, id, values) for n, (id, values) in enumerate(self._products, 1))
        return Page("Sổ sản phẩm OCOP", REGISTER, rows, _REGISTER_WIDTHS)

    def _line(self, number: int, id: str, product: Values) -> list[str | int | float | None]:
        subject = self._subject(product)
        ranks = sorted(self._ranks[id], key=lambda rank: str(rank["issued_on"]))
        later = ranks[-1] if len(ranks) > 1 else {}
        until = product.get("current_until")
        return [
            number,
            product.get("name"),
            self._show("product", "criteria_set", product),
            self._show("subject", "kind", subject),
            subject.get("name"),
            self._show("subject", "commune", subject),
            subject.get("address_line"),
            subject.get("rep_name"),
            self._show("subject", "contact_phone", subject)
            or self._show("subject", "phone", subject),
            product.get("current_stars") if self._in_force(product) else None,
            dates.show(str(until)) if until else None,
            *self._rank(ranks[0]),
            *self._rank(later),
            self._remark(product, ranks),
        ]

    def _rank(self, rank: Values) -> list[str | int | float | None]:
        issued = rank.get("issued_on")
        return [
            rank.get("stars"),
            dates.show(str(issued)) if issued else None,
            int(str(issued)[:4]) if issued else None,
            rank.get("decision_no"),
            rank.get("issuer"),
        ]

    def _remark(self, product: Values, ranks: Sequence[Values]) -> str:
        words = [] if self._in_force(product) else ["Hạng không còn hiệu lực"]
        if ranks[-1].get("potential_five"):
            words.append("Tiềm năng 5 sao")
        if product.get("stopped_on"):
            words.append(f"Ngừng sản xuất từ {dates.show(str(product['stopped_on']))}")
        return "; ".join(words)

    # -- the national table

    def national(self) -> Page:
        """Table PTNT_OCOP: one row a product, revenue of its last year in triệu đồng."""
        revenue = self._revenue()
        rows = (self._national(id, values, revenue) for id, values in self._products)
        return Page("PTNT_OCOP", NATIONAL, rows, {0: 22, 4: 36, 6: 36})

    def _national(
        self, id: str, product: Values, revenue: Mapping[str, tuple[int, int]]
    ) -> list[str | int | float | None]:
        subject = self._subject(product)
        year, money = revenue.get(id, (int(self._today[:4]), None))
        stars = ranks[-1].get("stars") if (ranks := self._ranks[id]) else None
        stars = product.get("current_stars") or stars
        return [
            product.get("product_code") or product.get("former_code"),
            str(subject.get("commune") or "").removeprefix("2024:"),
            str(year),
            str(product.get("criteria_set") or "").removeprefix("set_"),
            product.get("name"),
            f"{stars}*" if stars else None,
            subject.get("name"),
            None if money is None else round(money / 1_000_000, 2),
            IN_FORCE if self._in_force(product) else ENDED,
        ]

    def _revenue(self) -> dict[str, tuple[int, int]]:
        """Each product's last year with a revenue, and the revenue."""
        found: dict[str, tuple[int, int]] = {}
        for _, values in self._records("year_figures", _OF_YEARS):
            product, year, money = (values[n] for n in ("product", "year", "revenue"))
            if product and year and money is not None and values["period"] in (None, "year"):
                found[product] = max(found.get(product, (0, 0)), (year, money))
        return found
