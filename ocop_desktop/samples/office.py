"""The made-up sheet of an office, its targets and the outlets that its products are sold at."""

from __future__ import annotations

from collections.abc import Iterator

from ocop_desktop.samples.maker import Maker, Row, Sample
from ocop_desktop.vietnamese import fold

LEVELS = {2: "province", 3: "district", 5: "commune"}
GOALS = {
    "products_in_force": 20,
    "products_four_star": 4,
    "subjects": 15,
    "training_turns": 60,
    "cooperatives_supported": 5,
    "products_on_platforms": 18,
}


def unit(maker: Maker) -> Sample:
    """The sheet of the office: its name on paper, its signers."""
    code = maker.office.removeprefix("2024:")
    level = LEVELS[len(code)]
    seat = seat_of(maker)
    province = maker.places.name(maker.places.province_of(seat) or "").split(" ", 1)[-1]
    fields: Row = {
        "code": code,
        "level": level,
        "era": "era_2024" if level == "district" or code != maker.office else "era_2025",
        "place_name": province if level == "province" else maker.short(seat),
        "province_name": province,
        "valid_from": "2025-07-01",
        "recipients": "Như trên;\nUBND tỉnh (để báo cáo);\nLưu: VT.",
        "report_symbol": "BC-UBND",
        "minutes_symbol": "BB-UBND",
        "letter_symbol": "UBND-KT",
        "next_report": 1,
        "next_minutes": 1,
        "next_letter": 1,
        "next_receipt": 1,
        "next_product": 1,
        "officer_name": maker.words.lists["officers"][0],
        "officer_role": "Công chức phụ trách OCOP",
        "officer_phone": maker.phone(),
    }
    fields |= _names(maker, level, seat, province)
    return Sample("unit", maker.new_id(), fields, {"signers": _signers(level)})


def seat_of(maker: Maker) -> str:
    """The commune an office sits in: the one that bears the district's name, else the first."""
    name = fold(maker.places.name(maker.office))
    named = [one for one in maker.communes if name.endswith(fold(maker.short(one)))]
    return (named or maker.communes)[0]


def _names(maker: Maker, level: str, seat: str, province: str) -> Row:
    if level == "province":
        superior, issuer = f"ỦY BAN NHÂN DÂN TỈNH {province}", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"
        return {
            "name": f"Sở Nông nghiệp và Môi trường {province}",
            "superior": superior.upper(),
            "issuer": issuer,
        }
    place = maker.places.name(seat)
    name = f"UBND {place[0].lower()}{place[1:]}"
    return {"name": name, "issuer": f"ỦY BAN NHÂN DÂN {place.upper()}"}


def _signers(level: str) -> list[Row]:
    if level == "province":
        return [
            {
                "full_name": "Nguyễn Văn Mẫu",
                "job": "GIÁM ĐỐC",
                "authority": "direct",
                "valid_from": "2025-07-01",
            }
        ]
    return [
        {
            "full_name": "Nguyễn Văn Mẫu",
            "job": "CHỦ TỊCH",
            "authority": "tm",
            "authority_line": "TM. ỦY BAN NHÂN DÂN",
            "valid_from": "2025-07-01",
        },
        {
            "full_name": "Trần Thị Mẫu",
            "job": "PHÓ CHỦ TỊCH",
            "authority": "kt",
            "authority_line": "KT. CHỦ TỊCH",
            "valid_from": "2025-07-01",
        },
    ]


def targets(maker: Maker) -> Iterator[Sample]:
    """What the plan of this year asks of the office."""
    for indicator, goal in GOALS.items():
        fields: Row = {
            "year": maker.on.year,
            "indicator": indicator,
            "unit_code": maker.office.removeprefix("2024:"),
            "measure": "number",
            "goal": str(goal + maker.whole(0, 10)),
            "cumulative": True,
            "figure_way": "computed",
            "source_doc": "Kế hoạch mẫu năm " + str(maker.on.year),
            "note": maker.words.note,
        }
        yield Sample("target", maker.new_id(), fields)


def outlets(maker: Maker) -> Iterator[Sample]:
    """Platforms, shops and a supermarket."""
    for told in maker.words.outlets:
        fields: Row = {"kind": told["kind"], "name": f"{told['name']} {maker.words.mark}"}
        fields |= {"opened_on": str(maker.whole(2019, 2024)), "note": maker.words.note}
        if "url" in told:
            fields["url"] = told["url"]
        else:
            fields |= _shop(maker)
        yield Sample("outlet", maker.new_id(), fields)


def _shop(maker: Maker) -> Row:
    seat = seat_of(maker)
    return {
        "province": maker.places.province_of(seat),
        "commune": seat,
        "address_line": "Khu trung tâm",
        "manager_name": maker.person()["full_name"],
        "phone": maker.phone(),
        "area_m2": str(maker.whole(20, 120, 5)),
        "meets_950": maker.chance(0.6),
    }
