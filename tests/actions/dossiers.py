"""A dossier with all that the law wants, to take things away from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image

from ocop_desktop.actions import entries, files

COMMUNE = "23500"
TODAY = "2026-09-20"
SCORES = [
    {"criterion": "1.1", "points": 3, "description": "Dùng 100% cà phê trong xã"},
    {"criterion": "2.1", "points": 2},
]


def save(office: Any, kind: str, tables: Any = None, /, **fields: Any) -> str:
    """A record saved as a screen does; its id."""
    made = entries.save(office, kind, None, fields, tables)
    assert made.saved, made.rejected
    return str(made.id)


def unit(office: Any) -> str:
    """The office's own record."""
    signers = [{"full_name": "A Ngọc Hân", "job": "Phó Chủ tịch", "authority": "kt"}]
    return save(
        office,
        "unit",
        {"signers": signers},
        name="UBND xã Đăk Hà",
        code=COMMUNE,
        issuer="ỦY BAN NHÂN DÂN XÃ ĐĂK HÀ",
        place_name="Đăk Hà",
        province_name="Quảng Ngãi",
        recipients="- Như trên;\n- Lưu: VT.",
        officer_name="Y Mẫu",
        officer_phone="0905123000",
    )


def subject(office: Any, **more: Any) -> str:
    """A co-operative with everything its papers need."""
    known = {
        "name": "HTX Nông nghiệp Sáu Nhung",
        "kind": "hop_tac_xa",
        "commune": COMMUNE,
        "address_line": "Thôn 5",
        "rep_name": "Nguyễn Thị Sáu Nhung",
        "rep_role": "Giám đốc",
        "phone": "0905123456",
        "reg_no": "38G7000123",
        "status": "active",
    }
    return save(office, "subject", **(known | more))


def product(office: Any, subject: str, **more: Any) -> str:
    """A coffee."""
    known = {"name": "Cà phê bột", "subject": subject, "criteria_set": "set_13"}
    known["ocop_status"] = "potential"
    return save(office, "product", **(known | more))


def dossier(office: Any, product: str, tables: Any = None, **more: Any) -> str:
    """A dossier with every form filled in."""
    known = {
        "product": product,
        "kind": "first",
        "state": "received",
        "year": "2026",
        "regulation": "qd26_2026",
        "samples": "5",
        "received_on": "2026-09-01",
        "history": "Thành lập năm 2015.",
        "business_results": "Đã mở rộng.",
        "business_plan": "Mở rộng thêm.",
        "view_material": "Nguyên liệu trong xã.",
        "view_labour": "Lao động trong xã.",
        "view_idea": "Truyền thống.",
        "view_identity": "Giống bản địa.",
        "report_no": "7",
        "report_on": "2026-09-12",
        "letter_no": "45",
        "letter_on": "2026-09-14",
    }
    return save(office, "dossier", tables or {"self_scores": SCORES}, **(known | more))


def attach(
    office: Any, folder: Path, owner: str, paper: str, kind: str = "product", **facts: str
) -> str:
    """A picture attached as a paper; its id."""
    file = folder / f"{paper}.png"
    Image.new("L", (30, 40), 200).save(file)
    made = files.attach(office, kind, owner, file, paper=paper, **facts)
    assert made.saved
    return str(made.id)
