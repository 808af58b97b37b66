"""Printing from a data file: what stands on the paper, where the file goes, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ocop_desktop.actions import entries, files, lists, papers
from ocop_desktop.documents.binding.bundle import Paper
from ocop_desktop.messages import Cancelled, Trouble
from tests.documents import reading

COMMUNE = "23500"


@pytest.fixture
def save(office: Any) -> Callable[..., str]:
    """Saves a record as a screen does; its id."""

    def saved(form: str, tables: dict[str, Any] | None = None, /, **fields: Any) -> str:
        made = entries.save(office, form, None, fields, tables)
        assert made.saved, made.rejected
        return made.id

    return saved


@pytest.fixture
def dossier(save: Callable[..., str]) -> str:
    """A dossier of a coffee, with its subject and the office's own record."""
    signers = [{"full_name": "A Ngọc Hân", "job": "Phó Chủ tịch", "authority": "kt"}]
    save(
        "unit",
        {"signers": signers},
        name="UBND xã Đăk Hà",
        code=COMMUNE,
        superior="UBND TỈNH QUẢNG NGÃI",
        issuer="ỦY BAN NHÂN DÂN XÃ ĐĂK HÀ",
        place_name="Đăk Hà",
        province_name="Quảng Ngãi",
    )
    subject = save(
        "subject",
        name="HTX Nông nghiệp Sáu Nhung",
        kind="hop_tac_xa",
        commune=COMMUNE,
        address_line="Thôn 5",
        rep_name="Nguyễn Thị Sáu Nhung",
        rep_role="Giám đốc",
        rep_gender="female",
        phone="0905123456",
        founded_on="05/03/2015",
        reg_no="38G7000123",
    )
    product = save("product", name="Cà phê bột", subject=subject, criteria_set="set_13")
    scores = [
        {"criterion": "1.1", "points": 3, "description": "Dùng 100% cà phê trong xã"},
        {"criterion": "2.1", "points": 2},
    ]
    return save(
        "dossier",
        {"self_scores": scores},
        product=product,
        kind="first",
        year="2026",
        samples="5",
        signed_on="1/9/2026",
        report_no="7",
        report_on="12/9/2026",
        receipt_no="01",
        held_papers=["business_registration"],
        view_material="Nguyên liệu trong xã.",
    )


@pytest.fixture
def product(office: Any, dossier: str) -> str:
    """The product of the dossier."""
    return str(entries.get(office, "dossier", dossier).get("product"))


def printed(office: Any, document: str, id: str | None, folder: Path) -> str:
    file = papers.print_document(office, document, id, folder / f"{document}.pdf")
    return reading.text_of(file)


def test_mau_01_is_filled_from_the_dossier(office: Any, dossier: str, tmp_path: Path) -> None:
    text = printed(office, "mau-01", dossier, tmp_path)
    for words in (
        "của tỉnh Quảng Ngãi năm 2026",
        "- Tên đơn vị: HTX Nông nghiệp Sáu Nhung",
        "- Chức vụ: Giám đốc",
        "- Địa chỉ liên hệ: Thôn 5, xã Đăk Hà, tỉnh Quảng Ngãi",
        "2. Tên sản phẩm: Cà phê bột",
        "Ngành: Thực phẩm; Nhóm: Cà phê, ca cao",
        "- Sản phẩm mẫu (số lượng): 05 sản phẩm",
        "Đăk Hà, ngày 01 tháng 9 năm 2026",
        "Phiếu số: 01 /PĐK- 51 - 23500 - 2026",
    ):
        assert words in text


def test_mau_02_scores_every_criterion_in_the_order_of_the_set(
    office: Any, dossier: str, tmp_path: Path
) -> None:
    text = printed(office, "mau-02", dossier, tmp_path)
    for words in (
        "6. Ngày thành lập/đăng ký kinh doanh: 05/03/2015",
        "Kết quả tự đánh giá theo Bộ tiêu chí: Sản phẩm cà phê, ca cao",
        "Dùng 100% cà phê trong xã",
        "TỔNG CỘNG 100 5",
    ):
        assert words in text
    at = [text.index(words) for words in ("1.1 Nguồn nguyên liệu", "1.2 Vùng", "2.1 Nguồn gốc")]
    assert at == sorted(at)


def test_mau_03_is_the_offices_own_report(office: Any, dossier: str, tmp_path: Path) -> None:
    text = printed(office, "mau-03", dossier, tmp_path)
    for words in (
        "Số: 07/BC-UBND",
        "Đăk Hà, ngày 12 tháng 9 năm 2026",
        "Nguyên liệu trong xã.",
        "T.M ỦY BAN NHÂN DÂN XÃ ĐĂK HÀ",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "A Ngọc Hân",
        "Ủy ban nhân dân xã Đăk Hà đề nghị Ủy ban nhân dân tỉnh Quảng Ngãi đánh giá",
    ):
        assert words in text


def test_a_product_is_printed_with_its_latest_dossier(
    office: Any, product: str, save: Callable[..., str], tmp_path: Path
) -> None:
    save("dossier", product=product, kind="upgrade", year="2027", received_on="3/3/2027")
    assert "năm 2027" in printed(office, "mau-01", product, tmp_path)


def test_a_product_without_dossier_leaves_blanks(
    office: Any, save: Callable[..., str], tmp_path: Path
) -> None:
    product = save("product", name="Rượu ghè")
    text = printed(office, "mau-01", product, tmp_path)
    assert "2. Tên sản phẩm: Rượu ghè" in text
    assert "(Mã tỉnh) - (Mã xã) - (Năm)" in text


def test_without_an_id_the_form_is_blank(office: Any, tmp_path: Path) -> None:
    text = printed(office, "mau-02", None, tmp_path)
    assert "1. Tên chủ thể: 2. Loại hình tổ chức:" in text
    assert "Kết quả tự đánh giá" not in text


def test_a_dossier_of_the_former_decision_takes_its_own_form(
    office: Any, product: str, save: Callable[..., str], tmp_path: Path
) -> None:
    former = save("dossier", product=product, kind="first", year="2025", regulation="qd148_2023")
    assert "sản phẩm Chương trình OCOP" in printed(office, "mau-01", former, tmp_path)


@pytest.mark.parametrize("name", ["<b>{subject.name}</b> & [y]", "Chè \U0001f375 茶", "%s \\n $1"])
def test_what_was_typed_is_printed_and_never_obeyed(
    office: Any, save: Callable[..., str], tmp_path: Path, name: str
) -> None:
    product = save("product", name=name)
    text = printed(office, "mau-01", product, tmp_path)
    assert "2. Tên sản phẩm: " in text
    known = [word for word in name.split() if word.isascii()]
    assert " ".join(known[:2]) in text or known[0] in text


@pytest.fixture
def attach(office: Any, product: str, tmp_path: Path) -> Callable[..., None]:
    """Attaches a picture as a paper of the product."""

    def attached(paper: str, colour: str = "white", **facts: str) -> None:
        file = tmp_path / f"{paper}-{colour}.png"
        Image.new("RGB", (300, 400), colour).save(file)
        assert files.attach(office, "product", product, file, paper=paper, **facts).saved

    return attached


def test_a_dossier_binds_its_papers_in_the_order_of_the_check_list(
    office: Any, dossier: str, attach: Callable[..., None], tmp_path: Path
) -> None:
    attach("photo", "red")
    attach("story", "green")
    attach("business_registration", "blue", number="12/GCN", issued="5/3/2024")
    out = papers.print_document(office, "dossier", dossier, tmp_path / "out.pdf")
    dividers = [
        " ".join(page.text.split())
        for page in reading.read(out)
        if "TÀI LIỆU MINH CHỨNG SỐ" in page.text
    ]
    assert len(dividers) == 3
    for text, words in zip(
        dividers,
        ("Giấy đăng ký kinh doanh Số 12/GCN, ngày 05/03/2024", "Câu chuyện", "Ảnh sản phẩm"),
        strict=True,
    ):
        assert words in text


def test_a_dossier_lists_what_is_missing_and_what_is_out_of_date(
    office: Any, dossier: str, attach: Callable[..., None], tmp_path: Path
) -> None:
    attach("test_report", expires="1/1/2020")
    out = papers.print_document(office, "dossier", dossier, tmp_path / "out.pdf")
    contents = " ".join(reading.read(out)[1].text.split())
    assert "- Giấy đăng ký kinh doanh" in contents
    assert "(nếu thuộc diện phải có)" in contents
    assert "đã hết hạn ngày 01/01/2020" in contents


def test_papers_of_the_subject_are_bound_with_each_of_its_products(
    office: Any, dossier: str, product: str, tmp_path: Path
) -> None:
    subject = str(entries.get(office, "product", product).get("subject"))
    file = tmp_path / "p.png"
    Image.new("L", (30, 40)).save(file)
    assert files.attach(office, "subject", subject, file, paper="local_labour").saved
    text = printed(office, "dossier", product, tmp_path)
    assert "1. Sử dụng lao động địa phương" in text


def test_an_attendance_sheet_has_a_box_for_each_session(
    office: Any, save: Callable[..., str], tmp_path: Path
) -> None:
    people = [
        {"full_name": "Y Hlăng", "gender": "female", "minority": True, "present": ["s1"]},
        {"full_name": "Trần Văn Minh", "gender": "male"},
    ]
    course = save("course", {"attendances": people}, name="Tập huấn", session_count="3")
    text = printed(office, "attendance-sheet", course, tmp_path)
    for words in ("Ký buổi 1", "Ký buổi 3", "1 Y Hlăng", "Danh sách có 02 người"):
        assert words in text
    assert "trong đó nữ 01 người, người dân tộc thiểu số 01 người" in text
    assert "Ký buổi 4" not in text


def test_an_attendance_sheet_may_be_blank(office: Any, tmp_path: Path) -> None:
    text = printed(office, "attendance-sheet", None, tmp_path)
    assert "Ký buổi 1" in text
    assert " 20 " in text


def test_minutes_list_the_machines_and_three_parties(
    office: Any, dossier: str, product: str, save: Callable[..., str], tmp_path: Path
) -> None:
    machine = {"name": "Máy rang", "serial": "SN1", "quantity": "1", "amount": "125.000.000"}
    support = save(
        "support",
        {"items": [machine]},
        subject=entries.get(office, "product", product).get("subject"),
        kind="machine",
        decision_no="123/QĐ-UBND",
        handed_over_on="10/5/2026",
    )
    text = printed(office, "handover-minutes", support, tmp_path)
    for words in (
        "Căn cứ Quyết định số 123/QĐ-UBND",
        "2. Bên nhận: HTX Nông nghiệp Sáu Nhung",
        "Máy rang SN1",
        "125.000.000",
        "BÊN NHẬN (Ký, ghi rõ họ tên) BÊN CHỨNG KIẾN (Ký, ghi rõ họ tên) BÊN GIAO",
    ):
        assert words in text


def test_a_blank_sheet_is_printed_of_any_form(office: Any, tmp_path: Path) -> None:
    assert "PHIẾU SẢN PHẨM" in printed(office, "blank", "product", tmp_path)
    made = papers.print_documents(office, "blank", [], tmp_path / "all")
    assert [file.stem.split("-", 1)[1].replace("-", "_") for file in made] == list(office.forms.top)


def test_an_office_that_said_nothing_of_itself_has_its_usual_head(
    office: Any, tmp_path: Path
) -> None:
    assert "ỦY BAN NHÂN DÂN HUYỆN ĐẮK HÀ" in printed(office, "mau-03", None, tmp_path)


def test_several_documents_go_into_a_folder(
    office: Any, dossier: str, save: Callable[..., str], product: str, tmp_path: Path
) -> None:
    save("dossier", product=product, kind="upgrade", year="2027")
    made = papers.print_all(office, "mau-01", tmp_path / "all")
    assert len(made) == len(lists.entries(office, "dossier")) == 2
    assert all(file.is_file() and file.name.startswith("mau-01-ca-phe-bot") for file in made)
    assert len({file.name for file in made}) == 2


@pytest.mark.parametrize(
    ("document", "id", "code"),
    [
        ("mau-99", None, "no_such_document"),
        ("dossier", None, "nothing_to_print"),
        ("mau-01", "nothing", "wrong_record"),
        ("attendance-sheet", "nothing", "wrong_record"),
        ("blank", "nothing", "no_such_form"),
    ],
)
def test_what_cannot_be_printed_is_said(
    office: Any, tmp_path: Path, document: str, id: str | None, code: str
) -> None:
    with pytest.raises(Trouble) as refused:
        papers.print_document(office, document, id, tmp_path / "out.pdf")
    assert refused.value.code == code
    assert str(refused.value)
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("document", ["mau-02", "dossier"])
def test_cancelling_keeps_the_file_that_was_there(
    office: Any, dossier: str, tmp_path: Path, document: str
) -> None:
    out = tmp_path / "print" / "out.pdf"
    out.parent.mkdir()
    out.write_bytes(b"before")

    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        papers.print_document(office, document, dossier, out, stop)
    assert out.read_bytes() == b"before"
    assert list(out.parent.iterdir()) == [out]


def test_a_folder_that_cannot_be_written_is_a_trouble(
    office: Any, dossier: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Trouble, match="Không ghi được"):
        papers.print_document(office, "mau-01", dossier, tmp_path / "file" / "out.pdf")


def test_every_document_says_which_record_it_is_printed_from(office: Any) -> None:
    kinds = papers.documents()
    assert set(kinds) >= {"mau-01", "mau-02", "mau-03", "dossier", "blank"}
    assert all(kind in office.forms for kind in kinds.values() if kind)
    assert Paper("Giấy").note == ""
