"""Made-up courses with their attendance, fairs, and visits of guidance."""

from __future__ import annotations

from collections.abc import Sequence

from ocop_desktop.samples.maker import Maker, Row, Sample
from ocop_desktop.samples.subjects import Owner

SESSIONS = ("s1", "s2", "s3", "s4")


def course(maker: Maker, owners: Sequence[Owner]) -> Sample:
    """A course that people of these subjects, and an official or two, came to."""
    kind = maker.pick(maker.words.courses)
    start, sessions = maker.day("2024-02-01", "2026-10-30"), maker.pick([2, 2, 4])
    commune = maker.pick(maker.communes)
    spent = maker.whole(15, 60) * 1_000_000
    fields: Row = {
        "name": f"{kind['name']} {maker.words.mark}",
        "form": kind["form"],
        "topics": kind["topics"],
        "level": "commune",
        "host": "UBND xã (mẫu)",
        "hosted_above": maker.chance(0.15),
        "programme": "new_rural",
        "starts_on": start,
        "ends_on": maker.after(start, (sessions - 1) // 2),
        "session_count": sessions,
        "venue": "Hội trường UBND xã",
        "commune": commune,
        "decision_no": f"{maker.whole(1, 90)}/KH-UBND (mẫu)",
        "planned_people": 30,
        "planned_cost": spent,
        "spent": spent,
        "totals_only": False,
        "note": maker.words.note,
    }
    people = [row for owner in owners for row in _of_owner(maker, owner, sessions)]
    people += [_official(maker, commune, sessions) for _ in range(maker.whole(1, 3))]
    sources = [{"source": "central", "planned": spent, "spent": spent}]
    tables = {"attendances": people, "sources": sources, "sessions": _sessions(maker, start)}
    return Sample("course", maker.new_id(), fields, tables)


def _of_owner(maker: Maker, owner: Owner, sessions: int) -> list[Row]:
    rows = []
    for person in maker.several(owner.persons, maker.whole(1, 4)):
        told = {name: person[name] for name in ("full_name", "birth_year", "gender", "minority")}
        row = {"subject": owner.id, "person": person["id"], "role": "member", **told}
        row |= {"commune": owner.commune, "job": person["job"], "phone": person["phone"]}
        rows.append(row | _ticks(maker, sessions))
    return rows


def _official(maker: Maker, commune: str, sessions: int) -> Row:
    row = {**maker.person(), "organisation": "UBND xã (mẫu)", "role": "commune_official"}
    return row | {"commune": commune} | _ticks(maker, sessions)


def _ticks(maker: Maker, sessions: int) -> Row:
    present = [tick for tick in SESSIONS[:sessions] if maker.chance(0.92)]
    if not present:
        return {}
    return {"present": present, "allowance": 50_000 * len(present), "signed": True}


def _sessions(maker: Maker, start: str) -> list[Row]:
    return [
        {
            "session": "s1",
            "held_on": start,
            "content": "Quy định, bộ tiêu chí",
            "trainer": "Giảng viên mẫu",
        },
        {
            "session": "s2",
            "held_on": start,
            "content": "Thực hành, giải đáp",
            "trainer": "Giảng viên mẫu",
        },
    ]


def old_course(maker: Maker) -> Sample:
    """A course of earlier years of which only totals are left."""
    people = maker.whole(30, 80)
    fields: Row = {
        "name": f"Tập huấn chương trình OCOP năm 2022 {maker.words.mark}",
        "form": "class",
        "topics": ["overview"],
        "level": "district",
        "host": "UBND huyện (mẫu)",
        "hosted_above": False,
        "starts_on": "2022-06",
        "totals_only": True,
        "t_subjects": people // 2,
        "t_people": people,
        "t_women": people // 3,
        "t_minority": people // 3,
        "t_officials": people // 5,
        "note": maker.words.note,
    }
    return Sample("course", maker.new_id(), fields)


def event(maker: Maker, owners: Sequence[Owner]) -> Sample:
    """A fair where products of these subjects were shown."""
    kind = maker.pick(maker.words.events)
    start = maker.day("2024-03-01", "2026-11-05")
    spent = maker.whole(10, 90) * 1_000_000
    fields: Row = {
        "name": f"{kind['name']} {start[:4]} {maker.words.mark}",
        "kind": kind["kind"],
        "level": "province",
        "organiser": "Sở Công Thương (mẫu)",
        "starts_on": start,
        "ends_on": maker.after(start, maker.whole(1, 5)),
        "venue": "Quảng trường trung tâm",
        "province": maker.places.province_of(maker.communes[0]),
        "booths": maker.whole(1, 30),
        "visitors": maker.whole(300, 8000),
        "planned_cost": spent,
        "spent": spent,
        "note": maker.words.note,
    }
    shown = [
        _shown(maker, made.id, made.goods.price) for owner in owners for made in owner.products
    ]
    sources = [{"source": "province", "planned": spent, "spent": spent}]
    return Sample("event", maker.new_id(), fields, {"products": shown, "sources": sources})


def _shown(maker: Maker, product: str, price: int) -> Row:
    sold = maker.whole(5, 120)
    row: Row = {
        "product": product,
        "sold": str(sold),
        "sold_unit": "piece",
        "revenue": sold * price,
    }
    if maker.chance(0.2):
        buyer = maker.word("partners")
        row |= {"contracts": 1, "contract_value": maker.whole(20, 300) * 1_000_000, "buyer": buyer}
    return row


def guidance(maker: Maker, owner: Owner) -> Sample:
    """One visit of guidance to a subject."""
    topics = ["Hướng dẫn hoàn thiện hồ sơ", "Hướng dẫn ghi nhãn", "Góp ý câu chuyện sản phẩm"]
    fields: Row = {
        "kind": maker.pick(["visit", "visit", "call"]),
        "done_on": maker.ago(maker.whole(1, 600)),
        "topic": maker.pick(topics),
        "subject": owner.id,
        "by_whom": maker.word("officers"),
        "commune": owner.commune,
        "quantity": 1,
        "reached": maker.whole(1, 6),
        "advice": "Đã hướng dẫn từng mục, hẹn xem lại bản sửa. " + maker.words.note + ".",
    }
    return Sample("activity", maker.new_id(), fields)


def news(maker: Maker) -> Sample:
    """News and broadcasts of a year."""
    fields: Row = {
        "kind": maker.pick(["news", "radio", "leaflet"]),
        "done_on": maker.ago(maker.whole(10, 300)),
        "topic": f"Giới thiệu sản phẩm OCOP của địa phương {maker.words.mark}",
        "by_whom": maker.word("officers"),
        "quantity": maker.whole(1, 40),
        "reached": maker.whole(100, 5000),
    }
    return Sample("activity", maker.new_id(), fields)
