"""Made-up registrations, ranks and dossiers of products."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ocop_desktop.regulations import Criterion, expires_on
from ocop_desktop.samples.maker import Maker, Row, Sample
from ocop_desktop.samples.subjects import Made, Owner

TODAYS_LAW, FORMER_LAW = "qd26_2026", "qd148_2023"
BEFORE_PROVINCE = "2025-07-06"  # until then the district gave three stars (1489/QĐ-TTg)


@dataclass
class Sitting:
    """A round while products are put before it."""

    id: str
    year: int
    number: int
    met_on: str | None
    products: list[str] = field(default_factory=list)


def sittings(maker: Maker) -> list[Sitting]:
    """The rounds of the last years and the one to come, the oldest first."""
    days = ["2023-12-22", "2024-06-26", "2024-12-20", "2025-12-19", "2026-06-24", None]
    return [
        Sitting(maker.new_id(), int((day or "2026")[:4]), 1 if day and day[5:7] == "06" else 2, day)
        for day in days
    ]


def round_of(maker: Maker, sitting: Sitting) -> Sample:
    """The record of a round, when everything has been put before it."""
    fields: Row = {
        "year": sitting.year,
        "round_no": sitting.number,
        "level": "province",
        "regulation": TODAYS_LAW if (sitting.met_on or "9") > "2026-05-22" else FORMER_LAW,
        "met_on": sitting.met_on,
        "products": sorted(sitting.products) or None,
        "note": maker.words.note,
    }
    if sitting.met_on:
        fields["recognition_no"] = decision_no(sitting)
        fields["recognition_on"] = maker.after(sitting.met_on, 6)
    roles = ["chair", "vice_chair", "member", "member", "secretary"]
    members = [
        {
            "full_name": maker.person(minority=False)["full_name"],
            "organisation": "Sở mẫu",
            "role": role,
            "came": bool(sitting.met_on),
        }
        for role in roles
    ]
    return Sample("round", sitting.id, fields, {"members": members})


def decision_no(sitting: Sitting) -> str:
    """The made-up number of a round's decision."""
    return f"{100 * sitting.number + sitting.year % 100}/QĐ-UBND (mẫu)"


def ranks(
    maker: Maker, made: Made, rounds: Sequence[Sitting], *, sure: bool = False
) -> Iterator[Sample]:
    """The ranks a product was given: none (unless `sure`), one, or one after another."""
    past = [one for one in rounds if one.met_on]
    count = max(maker.pick([0, 0, 1, 1, 1, 1, 2]), sure)
    stars = maker.pick([3, 3, 3, 3, 4])
    previous: str | None = None
    for number, sitting in enumerate(maker.several(past, count)):
        later = stars if not number else min(4, stars + maker.pick([0, 1]))
        kind = "first" if not number else ("upgrade" if later > stars else "regrade")
        sample = _rank(maker, made, sitting, later, kind, previous)
        stars, previous = later, sample.id
        yield sample


def _rank(
    maker: Maker, made: Made, sitting: Sitting, stars: int, kind: str, previous: str | None
) -> Sample:
    issued = maker.after(sitting.met_on or "", 6)
    level = "district" if stars == 3 and issued < BEFORE_PROVINCE else "province"
    potential = stars == 4 and maker.chance(0.08)
    score = maker.whole(900, 940) if potential else maker.whole(505, 690)
    if stars == 4 and not potential:
        score = maker.whole(701, 880)
    fields: Row = {
        "product": made.id,
        "level": level,
        "kind": kind,
        "stars": stars,
        "score": f"{score / 10:g}",
        "potential_five": potential,
        "decision_no": decision_no(sitting),
        "issued_on": issued,
        "issuer": "UBND huyện (mẫu)" if level == "district" else "UBND tỉnh (mẫu)",
        "regulation": TODAYS_LAW if issued > "2026-06-30" else FORMER_LAW,
        "expires_on": expires_on(issued),
        "certificate_no": f"{maker.whole(1, 400):03d}/OCOP (mẫu)",
        "handed_on": maker.after(issued, 20),
        "previous": previous,
        "note": maker.words.note,
    }
    if level == "province":
        fields["round"] = sitting.id
        sitting.products.append(made.id)
    return Sample("recognition", maker.new_id(), fields, _reminders(maker, fields))


def _reminders(maker: Maker, fields: Row) -> dict[str, list[Row]]:
    """The owner is reminded half a year before the end."""
    day = maker.after(fields["expires_on"], -185)
    if day > maker.on.isoformat():
        return {}
    answer = maker.pick(["regrade", "upgrade", "no", "later"])
    row = {"reminded_on": day, "how": maker.pick(["phone", "zalo", "letter"]), "answer": answer}
    return {"reminders": [row | {"by_whom": maker.word("officers")}]}


def registration(maker: Maker, owner: Owner, made: Made) -> Sample:
    """A product registered for this year."""
    fields: Row = {
        "year": maker.on.year,
        "subject": owner.id,
        "product": made.id,
        "kind": "first",
        "target_stars": maker.pick([3, 3, 4]),
        "round_expected": maker.pick(["round_1", "round_2"]),
        "decision_no": f"15/QĐ-UBND (mẫu {maker.on.year})",
        "decision_on": f"{maker.on.year}-02-27",
        "outcome": "pending",
        "note": maker.words.note,
    }
    need = {"kind": "packaging", "content": "Thiết kế bao bì", "cost": 15_000_000}
    return Sample("registration", maker.new_id(), fields, {"needs": [need]})


def idea(maker: Maker, owner: Owner) -> Sample:
    """An idea registered for this year, not yet a product."""
    goods = maker.pick(maker.words.goods)
    fields: Row = {
        "year": maker.on.year,
        "subject": owner.id,
        "idea_name": f"{goods.name} {maker.words.mark}",
        "kind": "first",
        "target_stars": 3,
        "outcome": "pending",
        "note": maker.words.note,
    }
    return Sample("registration", maker.new_id(), fields)


def dossier(maker: Maker, owner: Owner, made: Made, coming: Sitting) -> Iterator[Sample]:
    """An application of this autumn under the law of today, at some step, and a trial scoring."""
    id = maker.new_id()
    fields = _application(maker, made) | _texts(maker, owner, made) | _way(maker)
    if fields["state"] == "forwarded":
        coming.products.append(made.id)
        fields["round"] = coming.id
    criteria = _criteria(maker, made)
    picks = [(one, maker.whole(max(1, _boxes(one) - 2), _boxes(one))) for one in criteria]
    tables: dict[str, list[Row]] = {"self_scores": [_self_score(*pick) for pick in picks]}
    if fields["state"] == "incomplete":
        asked = maker.after(fields["received_on"], 4)
        content = "Bổ sung phiếu kiểm nghiệm còn hạn"
        tables["requests"] = [
            {"asked_on": asked, "content": content, "due_on": maker.after(asked, 15)}
        ]
    yield Sample("dossier", id, fields, {name: rows for name, rows in tables.items() if rows})
    if picks:
        yield _assessment(maker, made, id, picks)


def _application(maker: Maker, made: Made) -> Row:
    tourism = made.goods.set == "set_26"
    return {
        "product": made.id,
        "kind": "first",
        "year": maker.on.year,
        "regulation": TODAYS_LAW,
        "samples": 0 if tourism else 5,
        "paper_sets": 1,
        "electronic_sets": 1,
        "received_by": maker.words.lists["officers"][0],
        "officer": maker.words.lists["officers"][0],
        "held_papers": ["business_registration", "quality_declared", "food_safety"],
        "note": maker.words.note,
    }


def _texts(maker: Maker, owner: Owner, made: Made) -> Row:
    goods, place = made.goods.name.lower(), maker.short(owner.commune)
    year = owner.fields.get("founded_on")
    return {
        "history": f"Thành lập năm {year} với các hộ ở {place}.\nMở rộng xưởng và đăng ký sản phẩm từ năm {maker.on.year - 2}.",
        "structure": "Ban quản lý, bộ phận sản xuất, bộ phận bán hàng, kế toán.",
        "specification": f"{made.goods.name} đóng gói theo tiêu chuẩn cơ sở.",
        "business_results": f"Vùng nguyên liệu ở {place}.\nSơ chế, chế biến {goods} tại xưởng.\nBán trong tỉnh và qua sàn thương mại điện tử.",
        "business_plan": "Mở rộng vùng nguyên liệu, đăng ký nhãn hiệu, thêm điểm bán ngoài tỉnh.",
        "view_material": f"Nguyên liệu chính thu mua tại {place}, có hợp đồng liên kết.",
        "view_labour": "Phần lớn lao động là người địa phương.",
        "view_idea": f"Ý tưởng từ nghề làm {goods} lâu năm của bà con.",
        "view_identity": "Sản phẩm mang nét riêng của vùng Bắc Tây Nguyên.",
    }


STEPS = ("received", "incomplete", "complete", "forwarded", "forwarded")


def _way(maker: Maker) -> Row:
    state = maker.pick(STEPS)
    received = maker.day("2026-09-01", "2026-10-02")
    if state in ("received", "incomplete"):
        received = maker.day("2026-10-26", "2026-11-06")
    facts: Row = {"state": state, "received_on": received, "signed_on": maker.after(received, -3)}
    facts["receipt_no"] = f"{maker.whole(1, 99):02d}"
    if state in ("complete", "forwarded"):
        facts["complete_on"] = maker.after(received, maker.whole(0, 5))
    if state == "forwarded":
        sent = maker.after(facts["complete_on"], maker.whole(8, 18))
        facts |= {"forwarded_on": sent, "letter_on": sent, "report_on": sent}
        facts |= {"letter_no": f"{maker.whole(200, 400)}", "report_no": f"{maker.whole(50, 190)}"}
    return facts


def _criteria(maker: Maker, made: Made) -> list[Criterion]:
    """The criteria to tick; of two cases the first."""
    if maker.regulations is None:
        return []
    scored = maker.regulations.set(TODAYS_LAW, made.goods.set).scored
    return [one for one in scored if not one.key.endswith("b")]


def _boxes(one: Criterion) -> int:
    return len(one.options) or 1


def _self_score(one: Criterion, picked: int) -> Row:
    points = one.options[picked - 1].points if one.options else one.max
    text = one.options[picked - 1].text if one.options else one.title
    return {"criterion": one.key, "points": points, "description": text, "proof": "Xem phụ lục"}


def _assessment(
    maker: Maker, made: Made, dossier: str, picks: Sequence[tuple[Criterion, int]]
) -> Sample:
    fields: Row = {
        "product": made.id,
        "criteria_set": made.goods.set,
        "regulation": TODAYS_LAW,
        "dossier": dossier,
        "scorer_kind": "office",
        "scorer_name": maker.words.lists["officers"][0],
        "scored_on": maker.ago(3),
        "opinion": "Chấm thử để hướng dẫn chủ thể hoàn thiện.",
    }
    marks = [{"criterion": one.key, "picked": picked} for one, picked in picks]
    return Sample("assessment", maker.new_id(), fields, {"marks": marks})
