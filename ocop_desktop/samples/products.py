"""Made-up products, the papers that speak for them and the places that sell them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ocop_desktop.regulations import expires_on
from ocop_desktop.samples.maker import Maker, Row, Sample
from ocop_desktop.samples.subjects import UNREGISTERED, Made, Owner

TOURISM = "set_26"


def some_products(maker: Maker, owner: Owner) -> None:
    """Decide which products a subject makes."""
    count = maker.pick([1, 1, 2, 2, 3])
    for goods in maker.several(maker.words.goods, count):
        name = f"{goods.name} {owner.brand} {maker.words.mark}"
        owner.products.append(Made(maker.new_id(), name, goods))


def product(maker: Maker, owner: Owner, made: Made) -> Sample:
    """The record of a product."""
    fields: Row = {
        "name": made.name,
        "subject": owner.id,
        "criteria_set": made.goods.set,
        "ocop_status": "potential" if maker.chance(0.9) else "outside",
        "description": _description(maker, made),
        "story": f"Câu chuyện mẫu về {made.goods.name.lower()} của bà con vùng cao.",
        "story_media": ["leaflet", "label"],
        "is_green": maker.chance(0.2),
        "in_chain": maker.chance(0.4),
        "note": maker.words.note,
    }
    if made.goods.set == TOURISM:
        fields |= {"tourism_kind": "community", "rooms": maker.whole(3, 20)}
        fields["capacity_guests"] = maker.whole(10, 80)
    else:
        fields |= _goods(maker, made)
    return Sample("product", made.id, fields, _tables(maker, owner, made))


def _description(maker: Maker, made: Made) -> str:
    place = maker.short(maker.communes[0])
    return (
        f"{made.goods.name} làm từ nguyên liệu quanh vùng {place}, chế biến theo lối truyền thống."
    )


def _goods(maker: Maker, made: Made) -> Row:
    number = maker.whole(1, 40)
    return {
        "ingredients": ", ".join(made.goods.materials),
        "shelf_life": f"{maker.pick([6, 12, 18, 24])} tháng kể từ ngày sản xuất",
        "storage": "Nơi khô ráo, thoáng mát",
        "capacity": str(maker.whole(2, 80) * 250),
        "capacity_unit": "kg",
        "declaration_kind": maker.pick(["self", "self", "standard"]),
        "declaration_no": f"{number:02d}/MẪU/{maker.on.year - 1}",
        "declaration_on": maker.day("2023-02-01", "2025-12-20"),
        "tccs_no": f"TCCS {number:02d}:{maker.on.year - 1}/MẪU",
        "standards": maker.several(["tccs", "vietgap", "haccp", "iso_22000"], maker.whole(1, 2)),
        "test_cycle_months": 12,
        "trace_system": maker.pick(["province", "vnpt", "icheck"]),
        "trace_link": f"https://truyxuat.example.vn/{made.id[:8]}",
        "trace_checked_on": maker.ago(maker.whole(5, 200)),
    }


def _tables(maker: Maker, owner: Owner, made: Made) -> dict[str, list[Row]]:
    packs = [
        _pack(maker, made, pack, made.goods.price * (2 if number else 1))
        for number, pack in enumerate(made.goods.packs)
    ]
    tables = {"packs": packs, "materials": _materials(maker, made.goods.materials)}
    if maker.chance(0.55):
        tables["marks"] = [_mark(maker, owner)]
    if maker.chance(0.15):
        level, day = maker.pick(["province", "region"]), maker.day("2024-01-10", "2026-09-30")
        name = "Sản phẩm công nghiệp nông thôn tiêu biểu (mẫu)"
        tables["awards"] = [{"name": name, "level": level, "awarded_on": day}]
    return {name: rows for name, rows in tables.items() if rows}


def _pack(maker: Maker, made: Made, pack: tuple[str, str, str], price: int) -> Row:
    packaging, size, unit = pack
    return {
        "packaging": packaging,
        "size": size,
        "size_unit": unit,
        "gtin": maker.barcode(),
        "retail_price": price,
        "wholesale_price": price * 85 // 1000 * 10,
        "price_from": f"{maker.on.year}-01-01",
    }


def _materials(maker: Maker, names: Sequence[str]) -> list[Row]:
    rows: list[Row] = []
    left = 100
    for number, name in enumerate(names):
        last = number == len(names) - 1
        share = left if last else maker.whole(left // 2, left - 5, 5)
        left -= share
        source = "commune" if number == 0 else maker.pick(["commune", "province", "country"])
        rows.append({"name": name, "source": source, "share": str(share)})
    return rows


def _mark(maker: Maker, owner: Owner) -> Row:
    accepted = maker.day("2022-03-01", "2025-06-30")
    row: Row = {
        "name": owner.brand,
        "kind": "ordinary",
        "application_no": f"4-{accepted[:4]}-{maker.whole(1, 9999):05d} (mẫu)",
        "accepted_on": accepted,
        "use_right": "Chủ sở hữu",
        "state": "accepted",
    }
    if maker.chance(0.6):
        issued = maker.after(accepted, 400)
        row |= {"state": "granted", "certificate_no": f"{maker.whole(400, 590)}.000 (mẫu)"}
        row |= {"issued_on": issued, "expires_on": expires_on(accepted, 120)}
    return row


def papers_of_owner(maker: Maker, owner: Owner) -> Iterator[Sample]:
    """The papers of a whole establishment."""
    if owner.kind not in UNREGISTERED:
        facts = {"number": owner.fields.get("reg_no"), "issued_on": owner.fields.get("reg_on")}
        name = "Giấy chứng nhận đăng ký kinh doanh"
        yield _paper(maker, "business_registration", name, {"subject": owner.id, **facts})
    issued = maker.day("2024-01-10", "2026-08-30")
    facts = {"issued_on": issued, "expires_on": expires_on(issued)}
    name = "Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm"
    yield _paper(maker, "production_conditions", name, {"subject": owner.id, **facts})


PAPERS_OF_PRODUCT = (
    ("quality_declaration", "Bản tự công bố sản phẩm", "8"),
    ("test_report", "Phiếu kết quả kiểm nghiệm", "9"),
    ("material_origin", "Hợp đồng thu mua nguyên liệu", "1.1, 1.5"),
    ("story", "Tờ rơi câu chuyện sản phẩm", "5.1, 5.2"),
    ("barcode_trace", "Hợp đồng sử dụng mã số mã vạch", "9"),
)


def papers_of_product(maker: Maker, made: Made) -> Iterator[Sample]:
    """The papers of one product."""
    for paper, name, criteria in maker.several(PAPERS_OF_PRODUCT, maker.whole(2, 5)):
        facts: Row = {"product": made.id, "criteria": criteria}
        facts["issued_on"] = maker.day("2025-06-01", "2026-09-30")
        if paper == "test_report":
            facts["issuer"] = maker.word("labs")
            facts["expires_on"] = maker.after(facts["issued_on"], 365)
        yield _paper(maker, paper, name, facts)


def _paper(maker: Maker, paper: str, name: str, facts: Row) -> Sample:
    fields: Row = {
        "paper": paper,
        "name": name,
        "number": f"{maker.whole(1, 300)}/MẪU",
        "pages": maker.whole(1, 6),
        "kept_at": f"Tủ 1, kẹp {maker.whole(1, 30)}",
        "submitted_on": maker.ago(maker.whole(20, 200)),
        "note": maker.words.note,
    }
    return Sample("evidence", maker.new_id(), fields | facts)


def listings(
    maker: Maker, made: Made, outlets: Sequence[str], *, sure: bool = False
) -> Iterator[Sample]:
    """Where a product is sold: anywhere at all if `sure`."""
    for outlet in maker.several(outlets, max(maker.pick([0, 1, 1, 2, 3]), sure)):
        year = maker.on.year
        orders = maker.whole(5, 400)
        fields: Row = {
            "product": made.id,
            "outlet": outlet,
            "state": maker.pick(["selling", "selling", "selling", "hidden", "gone"]),
            "starts_on": maker.day("2024-01-01", "2025-12-31"),
            "seen_on": maker.ago(maker.whole(1, 90)),
            "terms": maker.pick(["consignment", "outright", "own"]),
            "note": maker.words.note,
        }
        sold = {"year": year, "orders": orders, "revenue": orders * made.goods.price}
        yield Sample("listing", maker.new_id(), fields, {"figures": [sold]})
