"""Made-up grants with their machines, and visits to look at them."""

from __future__ import annotations

from collections.abc import Iterator

from ocop_desktop.samples.maker import Maker, Row, Sample
from ocop_desktop.samples.subjects import Owner
from ocop_desktop.samples.words import Machine

STATES = (
    "approved",
    "contracted",
    "accepted",
    "handed_over",
    "handed_over",
    "disbursed",
    "settled",
)
STEPS = (
    ("requested_on", 0),
    ("surveyed_on", 20),
    ("decision_on", 60),
    ("contracted_on", 85),
    ("delivered_on", 130),
    ("accepted_on", 140),
    ("handed_over_on", 145),
    ("disbursed_on", 165),
    ("settled_on", 200),
)
REACHED = {
    "approved": 3,
    "contracted": 4,
    "accepted": 6,
    "handed_over": 7,
    "disbursed": 8,
    "settled": 9,
}


def grant(maker: Maker, owner: Owner) -> Iterator[Sample]:
    """A grant of machines or of packaging, and one visit to the machines."""
    if maker.chance(0.25):
        yield _packaging(maker, owner)
        return
    machines = maker.several(maker.words.machines, maker.whole(1, 3))
    fields = _grant(maker, owner) | {"kind": "machine", "owner": "subject", "commit_years": 5}
    items = [_item(maker, owner, machine, fields) for machine in machines]
    total = sum(item["amount"] for item in items)
    tables = {"items": items, "sources": _sources(maker, total, fields)}
    yield Sample("support", maker.new_id(), fields, tables)
    if fields.get("handed_over_on") and maker.chance(0.7):
        yield _visit_machines(maker, owner, items, fields["handed_over_on"])


def _grant(maker: Maker, owner: Owner) -> Row:
    start, state = maker.day("2023-02-01", "2026-04-15"), maker.pick(STATES)
    number = maker.whole(10, 900)
    fields: Row = {
        "subject": owner.id,
        "products": sorted(made.id for made in owner.products[:1]) or None,
        "programme": maker.pick(["promotion_local", "new_rural", "minority_areas", "cooperative"]),
        "project": f"Đề án mẫu số {number}: hỗ trợ sản phẩm OCOP {start[:4]}",
        "decision_no": f"{number}/QĐ-UBND (mẫu)",
        "decided_by": "UBND tỉnh (mẫu)",
        "executed_by": "Trung tâm Khuyến công (mẫu)",
        "state": state,
        "note": maker.words.note,
    }
    for name, days in STEPS[: REACHED[state]]:
        fields[name] = maker.after(start, days)
    return fields


def _item(maker: Maker, owner: Owner, machine: Machine, fields: Row) -> Row:
    price = machine.price * maker.whole(90, 110) // 100_000 * 1000
    row: Row = {
        "id": maker.new_id(),
        "name": machine.name,
        "model": machine.model,
        "maker": maker.word("makers"),
        "serial": f"MAU{maker.whole(0, 99999999):08d}",
        "capacity": str(machine.capacity),
        "capacity_unit": machine.unit,
        "country": "Việt Nam",
        "made_year": int(fields["requested_on"][:4]),
        "condition": "brand_new",
        "quantity": "1",
        "quantity_unit": "cái",
        "unit_price": price,
        "amount": price,
        "papers_given": ["invoice", "warranty", "manual"],
        "asset_tag": f"TS-{maker.whole(1, 999):03d}",
        "commune": owner.commune,
        "place_at": "Xưởng của chủ thể",
    }
    delivered = fields.get("delivered_on")
    if delivered:
        row |= {"invoice_no": f"{maker.whole(1, 9999):07d}", "invoice_on": delivered}
        row["warranty_to"] = maker.after(delivered, 365)
    if fields.get("handed_over_on"):
        row["checks"] = _checks(maker, fields["handed_over_on"])
    return row


def _checks(maker: Maker, since: str) -> list[Row]:
    days = [maker.after(since, 180), maker.after(since, 400)]
    states = ["in_use", "in_use", "in_use", "little_used", "broken", "lent"]
    return [
        {"checked_on": day, "checked_by": maker.word("officers"), "state": maker.pick(states)}
        for day in days
        if day <= maker.on.isoformat()
    ]


def _sources(maker: Maker, total: int, fields: Row) -> list[Row]:
    state = min(total // 2, 300_000_000) // 1_000_000 * 1_000_000
    paid = bool(fields.get("disbursed_on"))
    kind = "promotion_local" if fields["programme"] == "promotion_local" else "central"
    given: Row = {"source": kind, "approved": state}
    own: Row = {"source": "own_cash", "approved": total - state}
    if paid:
        given["disbursed"] = state
    if fields.get("settled_on"):
        given["settled"] = state
    return [given, own]


def _packaging(maker: Maker, owner: Owner) -> Sample:
    fields = _grant(maker, owner) | {"kind": "packaging", "soft_designer": "Đơn vị thiết kế mẫu"}
    fields["soft_quantity"] = maker.whole(1, 20) * 500
    money = maker.whole(8, 30) * 1_000_000
    item = {"name": "Bao bì, tem nhãn", "quantity": "1", "unit_price": money, "amount": money}
    source: Row = {"source": "province", "approved": money}
    if fields.get("disbursed_on"):
        source["disbursed"] = money
    tables = {"items": [item], "sources": [source]}
    return Sample("support", maker.new_id(), fields, tables)


def _visit_machines(maker: Maker, owner: Owner, items: list[Row], since: str) -> Sample:
    day = min(maker.after(since, 200), maker.on.isoformat())
    fields = _visit(maker, owner, "equipment", day)
    fields["machines"] = sorted(item["id"] for item in items)
    return Sample("inspection", maker.new_id(), fields, _lines(maker, ["equipment", "producing"]))


def visit(maker: Maker, owner: Owner) -> Sample:
    """An inspection after recognition."""
    fields = _visit(maker, owner, "periodic", maker.ago(maker.whole(10, 500)))
    fields["products"] = sorted(made.id for made in owner.products) or None
    items = ["producing", "food_safety", "label", "stars_logo", "periodic_test", "trace"]
    tables = _lines(maker, items)
    if any(row["result"] == "failed" for row in tables["checks"]):
        fields |= {"proposal": "remind", "remedy_by": maker.after(fields["checked_on"], 30)}
    return Sample("inspection", maker.new_id(), fields, tables)


def _visit(maker: Maker, owner: Owner, purpose: str, day: str) -> Row:
    return {
        "purpose": purpose,
        "checked_on": day,
        "subject": owner.id,
        "attended_by": owner.persons[0]["full_name"],
        "sample_taken": False,
        "proposal": "keep",
        "minutes_no": f"{maker.whole(1, 90):02d}/BB-MẪU",
        "note": maker.words.note,
    }


def _lines(maker: Maker, items: list[str]) -> dict[str, list[Row]]:
    results = ["passed", "passed", "passed", "passed", "passed", "failed", "not_applicable"]
    team = [{"full_name": maker.word("officers"), "organisation": "UBND xã (mẫu)", "leads": True}]
    checks = [{"item": item, "result": maker.pick(results)} for item in items]
    return {"team": team, "checks": checks}
