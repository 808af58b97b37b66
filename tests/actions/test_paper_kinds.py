"""The papers around a dossier, a grant, a course, a visit: what stands on them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ocop_desktop.actions import entries, paper_kinds, paper_notices, papers
from ocop_desktop.messages import Trouble
from tests.actions import dossiers
from tests.documents import reading


@pytest.fixture
def product(office: Any) -> str:
    """A coffee of a co-operative of an office that has said who it is."""
    dossiers.unit(office)
    return dossiers.product(office, dossiers.subject(office))


@pytest.fixture
def text(office: Any, tmp_path: Path) -> Callable[..., str]:
    """The text of a document of some records."""

    def made(document: str, *ids: str) -> str:
        out = tmp_path / f"{document}.pdf"
        return reading.text_of(papers.print_together(office, document, ids, out))

    return made


def test_a_letter_names_every_dossier_that_goes_up(
    office: Any, product: str, text: Callable[..., str]
) -> None:
    owner = str(entries.get(office, "product", product).get("subject"))
    other = dossiers.product(office, owner, name="Rượu ghè", criteria_set="set_14")
    ids = [dossiers.dossier(office, product), dossiers.dossier(office, other)]
    said = text("letter", *ids)
    for words in (
        "Số: 45/UBND-KT",
        "V/v đề nghị đánh giá, phân hạng sản phẩm OCOP năm 2026",
        "Đăk Hà, ngày 14 tháng 9 năm 2026",
        "Kính gửi: Ủy ban nhân dân tỉnh Quảng Ngãi.",
        "Quyết định số 26/2026/QĐ-TTg ngày 22 tháng 5 năm 2026",
        "đối với 02 sản phẩm sau",
        "1 Cà phê bột",
        "2 Rượu ghè",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "- Lưu: VT.",
    ):
        assert words in said


def test_a_receipt_says_what_was_taken_and_when_it_is_answered(
    office: Any, product: str, text: Callable[..., str], tmp_path: Path
) -> None:
    dossiers.attach(office, tmp_path, product, "story")
    id = dossiers.dossier(
        office, product, receipt_no="03", complete_on="2026-09-01", received_by="Y Mẫu"
    )
    said = text("receipt-slip", id)
    assert "Số: 03/PĐK-51-23500-2026" in said
    assert "Câu chuyện về sản phẩm" in said
    assert "Giấy đăng ký kinh doanh" not in said
    assert "Trong thời hạn 15 ngày làm việc" in said
    assert "Mẫu số 03" not in said


def test_a_request_says_what_is_asked_until_when(
    office: Any, product: str, text: Callable[..., str]
) -> None:
    asked = [
        {"asked_on": "2026-09-03", "content": "Bản sao HACCP; ảnh nhãn", "due_on": "2026-09-10"}
    ]
    tables = {"requests": asked, "self_scores": dossiers.SCORES}
    said = text("completion-request", dossiers.dossier(office, product, tables))
    for words in ("1 Bản sao HACCP", "2 ảnh nhãn", "trước ngày 10 tháng 9 năm 2026", "Y Mẫu"):
        assert words in said


def test_a_request_of_which_nothing_is_written_asks_for_what_is_missing(
    office: Any, product: str, text: Callable[..., str]
) -> None:
    said = text("completion-request", dossiers.dossier(office, product, letter_no=None))
    assert "Giấy đăng ký kinh doanh (chưa có tệp đính kèm)" in said
    assert "Văn bản của Ủy ban nhân dân" not in said


@pytest.fixture
def recognised(office: Any, product: str) -> Callable[..., str]:
    """Recognises a product until a day."""

    def made(expires: str, of: str = product, **more: Any) -> str:
        known = {"product": of, "stars": "3", "decision_no": "152/QĐ-UBND", "kind": "first"}
        issued = f"{int(expires[:4]) - 3}{expires[4:]}"
        return dossiers.save(office, "recognition", **known, issued_on=issued, **more)

    return made


def test_notices_go_to_each_owner_and_the_list_of_dispatch_closes_them(
    office: Any, product: str, recognised: Callable[..., str], tmp_path: Path
) -> None:
    owner = dossiers.subject(office, name="Tổ hợp tác Măng Đen", reg_no="X2")
    other = dossiers.product(office, owner, name="Rượu sim", criteria_set="set_15")
    ids = [recognised("2027-03-01"), recognised("2027-04-01", other)]
    out = papers.print_together(office, "expiry-notice", ids, tmp_path / "n.pdf")
    pages = [" ".join(page.text.split()) for page in reading.read(out)]
    first = [page for page in pages if "Kính gửi: HTX Nông nghiệp Sáu Nhung" in page]
    assert "từ ngày 02 tháng 9 năm 2026 đến ngày 01 tháng 11 năm 2026" in first[0]
    assert "hết hiệu lực từ ngày 01 tháng 3 năm 2027" in first[0]
    assert sum("Kính gửi:" in page for page in pages) == 2
    assert "DANH SÁCH GỬI THÔNG BÁO" in pages[-1]
    assert "Danh sách có 02 thông báo" in pages[-1]
    assert "Tổ hợp tác Măng Đen" in pages[-1]


def test_only_ranks_that_run_out_soon_are_told(
    office: Any, product: str, recognised: Callable[..., str]
) -> None:
    soon = recognised("2026-12-01")
    recognised("2028-01-01")
    recognised("2026-01-01")
    recognised("2026-11-30", end_reason="stopped", end_on="2026-02-01")
    assert paper_notices.running_out(office, "2026-09-01") == [soon]


def test_registrations_stand_under_their_communes_with_totals(
    office: Any, product: str, text: Callable[..., str]
) -> None:
    owner = str(entries.get(office, "product", product).get("subject"))
    needs = [{"content": "Thiết kế bao bì", "cost": "15.000.000"}]
    known = {"subject": owner, "target_stars": "4", "year": "2026"}
    dossiers.save(
        office, "registration", {"needs": needs}, product=product, kind="upgrade", **known
    )
    dossiers.save(office, "registration", idea_name="Trà sim", kind="first", **known)
    dossiers.save(
        office, "registration", idea_name="Cũ", kind="first", **(known | {"year": "2025"})
    )
    said = text("registration-list")
    for words in (
        "năm 2026",
        "Xã Đăk Hà: 02 ý tưởng, sản phẩm",
        "Thiết kế bao bì: 15.000.000",
        "Tổng cộng: 02 ý tưởng, sản phẩm của 01 chủ thể; trong đó đăng ký lần đầu 01, nâng hạng 01",
    ):
        assert words in said
    assert "Cũ" not in said.split("TT")[1]


def test_minutes_of_a_visit_tick_what_was_found(
    office: Any, product: str, text: Callable[..., str]
) -> None:
    checks = [
        {"item": "label", "result": "failed", "remark": "Thiếu hạn dùng"},
        {"item": "producing", "result": "passed"},
    ]
    owner = str(entries.get(office, "product", product).get("subject"))
    team = [{"full_name": "A Ngọc", "job": "Chuyên viên", "leads": True}]
    id = dossiers.save(
        office,
        "inspection",
        {"checks": checks, "team": team},
        subject=owner,
        products=[product],
        purpose="periodic",
        checked_on="2026-06-05",
        proposal="remind",
        remedy_by="2026-07-01",
    )
    said = text("inspection", id)
    assert "Kiểm tra, giám sát sản phẩm OCOP sau khi được công nhận" in said
    assert said.index("Còn sản xuất") < said.index("Nhãn ghi đúng quy định")
    assert "Thiếu hạn dùng" in said
    assert "trước ngày 01 tháng 7 năm 2026" in said
    summary = text("inspection-summary")
    assert "Nhãn ghi đúng quy định: Thiếu hạn dùng" in summary
    assert "Đã kiểm tra 01 lượt, 01 chủ thể; nhắc nhở, đề nghị xử lý 01 trường hợp" in summary


def test_a_check_sheet_knows_products_papers_and_machines(
    office: Any, product: str, text: Callable[..., str], tmp_path: Path
) -> None:
    owner = str(entries.get(office, "product", product).get("subject"))
    dossiers.attach(office, tmp_path, product, "test_report", expires="1/1/2027", number="PKN 7")
    machine = [{"name": "Máy rang", "serial": "SN1"}]
    dossiers.save(office, "support", {"items": machine}, subject=owner, kind="machine")
    for id in (owner, product):
        said = text("check-sheet", id)
        for words in ("HTX Nông nghiệp Sáu Nhung", "Cà phê bột", "PKN 7", "01/01/2027", "SN1"):
            assert words in said
        assert "Mã truy xuất quét được" in said


def test_machines_are_accepted_kept_in_a_ledger_and_looked_at(
    office: Any, product: str, text: Callable[..., str]
) -> None:
    owner = str(entries.get(office, "product", product).get("subject"))
    checks = [
        {"checked_on": "2025-03-01", "state": "in_use"},
        {"checked_on": "2026-03-01", "state": "broken"},
    ]
    items = [{"name": "Máy rang", "serial": "SN1", "amount": "125.000.000", "checks": checks}]
    id = dossiers.save(
        office, "support", {"items": items}, subject=owner, kind="machine", commit_years="5"
    )
    for document in ("acceptance", "commitment", "equipment-check", "handover-minutes"):
        said = text(document, id)
        assert "Máy rang" in said
        assert "SN1" in said
    ledger = text("equipment-ledger")
    assert "125.000.000" in ledger
    assert "Hỏng" in ledger
    assert "01/03/2026" in ledger


def test_the_papers_of_a_course_name_its_people_and_money(
    office: Any, text: Callable[..., str], tmp_path: Path
) -> None:
    dossiers.unit(office)
    people = [
        {"full_name": "Y Hlăng", "gender": "female", "present": ["s1"], "allowance": "100.000"},
        {"full_name": "Trần Văn Minh", "present": ["s1"], "allowance": "150.000"},
        {"full_name": "A Vắng"},
    ]
    sessions = [{"session": "s1", "content": "Bộ tiêu chí", "trainer": "Cô Lan"}]
    course = dossiers.save(
        office,
        "course",
        {"attendances": people, "sessions": sessions},
        name="Tập huấn OCOP",
        starts_on="2026-05-05",
    )
    assert "Tổng cộng 250.000" in text("pay-list", course)
    assert "Cô Lan" in text("programme", course)
    assert "Tập huấn OCOP" in text("invitation", course)
    assert "03 người có tên trong danh sách, 02 người dự; trong đó nữ 01" in text(
        "course-report", course
    )
    given = papers.print_document(office, "certificates", course, tmp_path / "c.pdf")
    pages = [" ".join(page.text.split()) for page in reading.read(given)]
    assert len(pages) == 2
    assert "Chứng nhận ông (bà): Y Hlăng" in pages[0]
    assert "Trần Văn Minh" in pages[1]


def test_a_score_table_has_each_members_points_and_the_rank_by_both_tests(
    office: Any, product: str, text: Callable[..., str]
) -> None:
    members = [{"full_name": "Ông A", "role": "chair"}, {"full_name": "Bà B", "role": "member"}]
    sitting = dossiers.save(
        office,
        "round",
        {"members": members},
        year="2026",
        round_no="1",
        products=[product],
        regulation="qd26_2026",
    )
    for name, picked in (("Ông A", 3), ("Bà B", 2)):
        dossiers.save(
            office,
            "assessment",
            {"marks": [{"criterion": "1.1", "picked": picked}]},
            product=product,
            round=sitting,
            scorer_kind="member",
            scorer_name=name,
            regulation="qd26_2026",
        )
    said = text("score-table", sitting)
    assert "TV 1 TV 2" in said
    assert "3 2 2.5 1 sao 2 sao 1 sao" in said


def test_every_document_is_offered_with_its_kinds(office: Any) -> None:
    known = papers.documents()
    for document, kind in known.items():
        if kind:
            assert kind in office.forms
            assert papers.documents_of(document) == kind
            assert kind in paper_kinds.TREES or document in paper_kinds.TOGETHER
    offered = [one.document for one in papers.offered("product")]
    assert {"mau-01", "letter", "scoring-sheet", "check-sheet"} <= set(offered)


def test_a_part_of_another_document_is_none_of_its_own(office: Any, tmp_path: Path) -> None:
    with pytest.raises(Trouble) as refused:
        papers.print_document(office, "divider", None, tmp_path / "x.pdf")
    assert refused.value.code == "no_such_document"


@pytest.mark.parametrize("document", ["letter", "registration-list", "equipment-ledger"])
def test_a_paper_about_several_may_be_blank(
    office: Any, document: str, text: Callable[..., str]
) -> None:
    assert text(document)
