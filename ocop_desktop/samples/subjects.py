"""Made-up subjects with their people and their figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ocop_desktop.samples.maker import Maker, Row, Sample
from ocop_desktop.samples.words import Goods

COOPERATIVES = frozenset(["hop_tac_xa", "lien_hiep_hop_tac_xa"])
UNREGISTERED = frozenset(["ho_chua_dang_ky", "to_hop_tac"])


@dataclass
class Owner:
    """A made-up subject while records are made for it."""

    id: str
    number: int
    name: str
    kind: str
    brand: str
    commune: str
    persons: list[Row]
    fields: dict[str, Any] = field(default_factory=dict)
    products: list[Made] = field(default_factory=list)


@dataclass(frozen=True)
class Made:
    """A made-up product while records are made for it."""

    id: str
    name: str
    goods: Goods


def an_owner(maker: Maker, number: int) -> Owner:
    """A subject to be: its name, place and people."""
    kind, names = maker.pick(maker.words.makers_of)
    words = maker.words.lists["subject_words"]
    brand = words[(number - 1) % len(words)]
    told = brand if number <= len(words) else f"{brand} {number}"
    commune = maker.communes[number % len(maker.communes)]
    name = f"{maker.pick(names)} {told} {maker.short(commune)} {maker.words.mark}"
    persons = [_member(maker) for _ in range(maker.whole(2, 6))]
    return Owner(maker.new_id(), number, name, kind, told, commune, persons)


def _member(maker: Maker) -> Row:
    job, phone = maker.word("jobs"), maker.phone()
    return {"id": maker.new_id(), **maker.person(), "role": "member", "job": job, "phone": phone}


def subject(maker: Maker, owner: Owner) -> Sample:
    """The record of a subject."""
    head = maker.person()
    fields = _general(maker, owner) | _representative(maker, owner, head)
    if owner.kind not in UNREGISTERED:
        fields |= _registration(maker, owner)
    if owner.kind in COOPERATIVES:
        fields |= _members(maker)
    owner.fields = fields
    return Sample("subject", owner.id, fields, _tables(maker, owner))


def _general(maker: Maker, owner: Owner) -> Row:
    phone = maker.phone()
    return {
        "name": owner.name,
        "kind": owner.kind,
        "phone": phone,
        "email": f"mau-{maker.code}-{owner.number}@example.com",
        "status": "active",
        "founded_on": str(maker.whole(2012, 2023)),
        "commune": owner.commune,
        "address_line": maker.word("villages"),
        "former_district": maker.places.district_of(owner.commune),
        "contact_name": owner.persons[0]["full_name"],
        "contact_role": owner.persons[0]["job"],
        "contact_phone": owner.persons[0]["phone"],
        "business_lines": [maker.pick(["crops", "medicinal_herbs", "forestry"]), "trade"],
        "workshop_m2": str(maker.whole(60, 900, 20)),
        "land_ha": f"{maker.whole(1, 60) / 2:g}",
        "land_tenure": maker.pick(["owned", "rented", "allotted"]),
        "privacy_notice_on": maker.day("2026-01-05", "2026-10-30"),
        "publish_ok": maker.chance(0.8),
        "note": maker.words.note,
    }


def _representative(maker: Maker, owner: Owner, head: Row) -> Row:
    century = 3 if head["gender"] == "female" else 2
    year = head["birth_year"]
    sex = century if year >= 2000 else century - 2
    facts = {
        "rep_name": head["full_name"],
        "rep_role": maker.word("roles"),
        "rep_gender": head["gender"],
        "rep_minority": head["minority"],
        "rep_disabled": maker.chance(0.03),
        "rep_birth": str(year),
        "rep_address": f"{maker.word('villages')}, {maker.places.name(owner.commune)}",
        "rep_citizen_id": f"000{sex}{year % 100:02d}{maker.number(6):06d}",
    }
    if head["minority"]:
        facts["rep_ethnicity"] = maker.word("peoples")
    return facts


def _registration(maker: Maker, owner: Owner) -> Row:
    return {
        "tax_code": maker.tax_code(),
        "reg_no": f"38{maker.whole(10000, 99999)}/ĐK-MẪU",
        "reg_on": maker.day("2016-01-04", "2024-12-27"),
        "reg_issuer": "Cơ quan đăng ký kinh doanh (mẫu)",
    }


def _members(maker: Maker) -> Row:
    count = maker.whole(7, 80)
    return {
        "members": count,
        "members_women": maker.whole(1, count // 2),
        "members_minority": maker.whole(0, count // 2),
        "members_poor": maker.whole(0, count // 4),
        "charter_capital": maker.whole(200_000_000, 3_000_000_000, 50_000_000),
    }


def _tables(maker: Maker, owner: Owner) -> dict[str, list[Row]]:
    area = {
        "name": f"Vùng nguyên liệu {maker.short(owner.commune)}",
        "commune": owner.commune,
        "area_ha": str(maker.whole(2, 80)),
        "households": maker.whole(3, 60),
        "certificate": maker.pick(["vietgap", "food_safety", "organic_vn"]),
        "certificate_until": maker.day("2026-06-01", "2028-12-31"),
    }
    contract = {
        "partner": maker.word("partners"),
        "contract_no": f"{maker.whole(1, 60):02d}/HĐ-MẪU",
        "contracted_on": maker.day("2024-01-02", "2026-03-01"),
        "contract_until": maker.day("2027-01-02", "2028-12-30"),
        "output_share": str(maker.whole(30, 95, 5)),
    }
    tables = {"persons": owner.persons, "material_areas": [area], "chain_contracts": [contract]}
    if owner.kind in COOPERATIVES:
        grades = ["good", "fair", "fair", "average"]
        tables["coop_grades"] = [
            {"year": year, "grade": maker.pick(grades)}
            for year in range(maker.on.year - 2, maker.on.year)
        ]
    if maker.chance(0.6):
        content, cost = "Máy móc, bao bì cho vụ tới", maker.whole(20, 400) * 1_000_000
        need = {"kind": "machine", "content": content, "cost": cost, "year": maker.on.year + 1}
        tables["needs"] = [need]
    if maker.chance(0.5):
        link = f"https://example.com/mau-{maker.code}-{owner.number}"
        tables["web_links"] = [{"kind": "facebook", "url": link, "seen_on": maker.ago(30)}]
    return tables


def figures(maker: Maker, owner: Owner) -> Iterator[Sample]:
    """A subject's figures of the last two years."""
    revenue = maker.whole(150, 6000) * 1_000_000
    workers = maker.whole(3, 40)
    for year in (maker.on.year - 2, maker.on.year - 1):
        yield Sample("year_figures", maker.new_id(), _year(maker, owner, year, revenue, workers))
        revenue = revenue * maker.whole(95, 130) // 100
        workers += maker.whole(0, 3)


def _year(maker: Maker, owner: Owner, year: int, revenue: int, workers: int) -> Row:
    inside, online = revenue * maker.whole(30, 80) // 100, revenue * maker.whole(0, 15) // 100
    return {
        "subject": owner.id,
        "year": year,
        "period": "year",
        "source": maker.pick(["reported", "reported", "invoices", "estimated"]),
        "reported_on": f"{year + 1}-01-{maker.whole(8, 28):02d}",
        "revenue": revenue,
        "rev_in": inside,
        "rev_out": revenue - inside,
        "rev_direct": inside // 2,
        "rev_agent": inside - inside // 2,
        "rev_ecommerce": online,
        "profit": revenue * maker.whole(-5, 20) // 100,
        "workers": workers,
        "workers_regular": workers - workers // 3,
        "workers_women": workers // 2,
        "workers_minority": workers // 3,
        "workers_local": workers - workers // 4,
        "workers_disabled": 0,
        "wage_month": maker.whole(40, 85) * 100_000,
        "note": maker.words.note,
    }
