"""Lists made elsewhere go in: matched, told row by row, in one step, by the same rules as typing."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from ocop_desktop.actions import entries, list_headings, list_import, lists, undo
from ocop_desktop.messages import Cancelled, Trouble

KON_TUM = Path(__file__).with_name("kon-tum-ocop-products.csv")
REGISTER = [
    ["DANH SÁCH SẢN PHẨM OCOP"],
    [],
    [
        *("TT", "Tên sản phẩm", "Nhóm sản phẩm", "Loại hình kinh doanh", "Chủ thể", "Xã/phường"),
        *("Địa chỉ", "Người đại diện", "Điện thoại", "Hạng sao hiện tại", "Ngày hết hạn"),
        *("Lần 1", None, None, None, None, "Lần 2/nâng hạng", None, None, None, None, "Ghi chú"),
    ],
    [
        *[None] * 11,
        *["Hạng sao", "Ngày công nhận", "Năm", "Số quyết định", "Cơ quan ban hành"] * 2,
        None,
    ],
]
SUBJECT = ["Hợp tác xã", "HTX Nông nghiệp Đăk Mar", "Đăk Mar", "Thôn 5", "Y Lan", "0905123456"]


def row(tt: Any, name: str, subject: list[Any], *, stars: Any = 3, until: Any = None) -> list[Any]:
    kind, *rest = subject
    first = [3, "15/11/2021", 2021, "152/QĐ-UBND", "UBND tỉnh"]
    return [tt, name, "13 Cà phê, ca cao", kind, *rest, stars, until, *first, *[None] * 5, None]


def save(path: Path, rows: list[list[Any]], merges: tuple[str, ...] = ()) -> Path:
    book = Workbook()
    sheet = book.active
    for one in rows:
        sheet.append(one)
    for name in merges:
        sheet.merge_cells(name)
    book.save(path)
    return path


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """The province's register: one subject over two products, the second upgraded since."""
    second = row(None, "Cà phê hạt Đăk Mar", [None] * 6, stars=4, until="20/12/2027")
    second[16:21] = [4, "20/12/2024", 2023, "781/QĐ-UBND", "UBND tỉnh"]
    rows = [*REGISTER, row(1, "Cà phê bột Đăk Mar", SUBJECT), second, [None, "Tổng cộng", 2]]
    heads = tuple(f"{c}3:{c}4" for c in "ABCDEFGHIJKV")
    return save(
        tmp_path / "so.xlsx", rows, ("L3:P3", "Q3:U3", *heads, *(f"{c}5:{c}6" for c in "DEFGHI"))
    )


def csv(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def run(data: Any, path: Path, **options: Any) -> list_import.Found:
    return list_import.apply(data, list_import.look(data, path, **options))


def all_of(data: Any, kind: str) -> list[Any]:
    return lists.entries(data, kind)


def test_the_register_makes_subjects_products_and_recognitions(office: Any, register: Path) -> None:
    found = run(office, register)
    assert found.form == "product"
    assert found.counts == {"new": 2, "changed": 0, "same": 0, "refused": 0}, found.as_json()
    (subject,) = all_of(office, "subject")
    assert (subject.get("name"), subject.get("phone")) == (SUBJECT[1], "0905123456")
    assert (subject.get("kind"), subject.get("rep_name")) == ("hop_tac_xa", "Y Lan")
    assert subject.get("address_line") == "Thôn 5"
    assert office.look.title("commune", subject.get("commune")).endswith("Đăk Mar")
    products = {one.get("name"): one for one in all_of(office, "product")}
    assert {one.get("subject") for one in products.values()} == {subject.id}
    assert {one.get("criteria_set") for one in products.values()} == {"set_13"}
    upgraded = products["Cà phê hạt Đăk Mar"]
    assert (upgraded.get("current_stars"), upgraded.get("ocop_status")) == (4, "ocop")
    ranks = [one for one in all_of(office, "recognition") if one.get("product") == upgraded.id]
    by_kind = {one.get("kind"): one for one in ranks}
    assert by_kind["first"].get("decision_no") == "152/QĐ-UBND"
    assert by_kind["upgrade"].get("issued_on") == "2024-12-20"
    assert by_kind["upgrade"].get("expires_on") == "2027-12-20"
    assert by_kind["first"].get("expires_on") != "2027-12-20"


def test_a_year_that_does_not_fit_its_day_is_told(office: Any, register: Path) -> None:
    found = list_import.look(office, register)
    assert [one.value for one in found.rows[1].remarks if "Năm" in one.column] == ["2023"]


def test_the_same_list_again_changes_nothing(office: Any, register: Path) -> None:
    run(office, register)
    again = list_import.look(office, register)
    assert again.counts == {"new": 0, "changed": 0, "same": 2, "refused": 0}, again.as_json()


def test_an_import_is_one_step_that_is_undone_as_one(office: Any, register: Path) -> None:
    run(office, register)
    step = undo.next_undo(office)
    assert step is not None
    assert step.verb == "import"
    undo.undo(office)
    assert [all_of(office, kind) for kind in ("subject", "product", "recognition")] == [[]] * 3


def test_looking_writes_nothing_and_leaves_the_file_as_it_is(office: Any, register: Path) -> None:
    before = sha256(register.read_bytes()).digest()
    list_import.look(office, register)
    assert all_of(office, "subject") == []
    run(office, register)
    assert sha256(register.read_bytes()).digest() == before


def test_blanks_never_overwrite_and_a_tax_code_knows_its_own(office: Any, tmp_path: Path) -> None:
    made = entries.save(
        office, "subject", None, {"name": "HTX Cũ", "tax_code": "6100123456", "rep_name": "A Nhật"}
    )
    text = "Tên chủ thể,Mã số thuế,Người đại diện,Điện thoại\nHTX Mới,6100123456,,0905000111\n"
    found = run(office, csv(tmp_path / "a.csv", text))
    assert found.counts["changed"] == 1
    (subject,) = all_of(office, "subject")
    assert subject.id == made.id
    told = [subject.get(name) for name in ("name", "rep_name", "phone")]
    assert told == ["HTX Mới", "A Nhật", "0905000111"]


def test_a_name_alone_finds_its_record_and_two_such_are_asked(office: Any, tmp_path: Path) -> None:
    for commune in ("23500", "23515"):
        entries.save(office, "subject", None, {"name": "Tổ hợp tác Sao Mai", "commune": commune})
    path = csv(tmp_path / "a.csv", "Tên chủ thể,Điện thoại\nTổ hợp tác Sao Mai,0905000111\n")
    (row,) = list_import.look(office, path).rows
    assert row.fate == "refused"
    assert "xã hoặc mã số" in row.reasons[0].text
    path = csv(
        tmp_path / "b.csv", "Tên chủ thể,Xã,Điện thoại\nTổ hợp tác Sao Mai,23515,0905000111\n"
    )
    (row,) = list_import.look(office, path).rows
    assert row.fate == "changed", row.reasons


def test_the_same_subject_twice_in_a_list_is_one(office: Any, tmp_path: Path) -> None:
    text = "Tên chủ thể,Xã,SĐT\nHTX Sao Mai,Đăk Mar,0905000111\nHTX SAO MAI,Đăk Mar,0905000222\n"
    found = run(office, csv(tmp_path / "a.csv", text))
    (subject,) = all_of(office, "subject")
    assert subject.get("phone") == "0905000111"
    assert any("giữ giá trị của dòng 2" in one.text for one in found.rows[1].remarks)


def test_a_row_that_cannot_be_read_comes_back_and_the_others_go_in(
    office: Any, tmp_path: Path
) -> None:
    text = (
        "Tên chủ thể,Điện thoại,Ngày thành lập\nHTX Một,gọi sau nhé,\nHTX Hai,0905000111,3/2020\n"
    )
    found = run(office, csv(tmp_path / "a.csv", text))
    assert [row.fate for row in found.rows] == ["refused", "new"]
    assert [one.get("name") for one in all_of(office, "subject")] == ["HTX Hai"]
    assert list_import.write_rejects(found, tmp_path / "tra.xlsx") == 1
    sheet = load_workbook(tmp_path / "tra.xlsx").active
    rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert rows[0] == ["Dòng", list_import.REASON, "Tên chủ thể", "Điện thoại", "Ngày thành lập"]
    assert rows[1][0] == 2
    assert "Điện thoại" in rows[1][1]
    assert rows[1][2:4] == ["HTX Một", "gọi sau nhé"]


def test_what_came_back_goes_in_once_it_is_mended(office: Any, register: Path) -> None:
    book = load_workbook(register)
    book.active["L6"] = "chưa rõ"
    book.save(register)
    found = run(office, register)
    assert found.counts["refused"] == 1
    back = register.with_name("tra.xlsx")
    list_import.write_rejects(found, back)
    book = load_workbook(back)
    sheet = book.active
    (at,) = [cell for line in sheet.iter_rows() for cell in line if cell.value == "chưa rõ"]
    at.value = "3"
    book.save(back)
    mended = run(office, back)
    assert mended.counts["refused"] == 0, mended.as_json()
    assert len(all_of(office, "subject")) == 1
    assert len(all_of(office, "product")) == 2
    assert len(all_of(office, "recognition")) == 3


def test_a_refused_row_leaves_nothing_in_what_the_others_make(office: Any, tmp_path: Path) -> None:
    text = (
        "Tên sản phẩm,Chủ thể,Điện thoại,Hạng sao\n"
        "Trà,HTX Một,0905000111,rất cao\nMật ong,HTX Một,,3 sao\n"
    )
    found = run(office, csv(tmp_path / "a.csv", text))
    assert [row.fate for row in found.rows] == ["refused", "new"]
    (subject,) = all_of(office, "subject")
    assert subject.get("phone") is None


def test_the_list_is_never_overwritten_by_its_rejects(office: Any, tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", "Tên chủ thể,Điện thoại\nHTX Một,xyz\n")
    found = list_import.look(office, path)
    with pytest.raises(Trouble) as caught:
        list_import.write_rejects(found, path)
    assert caught.value.code == "list_onto_itself"


def test_an_import_that_was_undone_can_be_done_again(office: Any, register: Path) -> None:
    run(office, register)
    undo.undo(office)
    assert run(office, register).counts["new"] == 2
    assert len(all_of(office, "product")) == 2


def test_rules_speak_of_an_imported_row_as_of_a_typed_one(office: Any, tmp_path: Path) -> None:
    typed = {"name": "HTX Sao Mai", "commune": "23500", "members": 5, "members_women": 9}
    by_hand = entries.save(
        office, "subject", None, {"kind": "hop_tac_xa", "status": "active"} | typed
    )
    undo.undo(office)
    text = "Tên chủ thể,Xã,Số thành viên,Thành viên nữ\nHTX Sao Mai,23500,5,9\n"
    found = run(office, csv(tmp_path / "a.csv", text))
    (row,) = found.rows

    def told(problems: Any) -> list[tuple[str, str, str, str]]:
        return sorted((one.level, one.field, one.code, one.text) for one in problems)

    imported = [*found.told(row, "error"), *found.told(row, "warning")]
    assert told(imported) == told(by_hand.problems)
    assert {one.level for one in imported} == {"error", "warning"}


def test_headings_are_corrected_and_remembered(office: Any, tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", "Tên chủ thể,Số máy bàn,Xã\nHTX Một,0905000111,chưa rõ\n")
    first = list_import.look(office, path)
    assert [one.by for one in first.matches] == ["known", "", "known"]
    given = {"Số máy bàn": "phone", "Xã": ""}
    run(office, path, given=given)
    (subject,) = all_of(office, "subject")
    assert subject.get("phone") == "0905000111"
    again = list_import.look(office, path)
    assert [one.by for one in again.matches] == ["known", "remembered", "remembered"]
    assert again.counts["same"] == 1


def test_a_map_that_names_no_field_is_refused(office: Any, tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", "Tên chủ thể,Cột lạ\nHTX Một,1\n")
    with pytest.raises(Trouble) as caught:
        list_import.look(office, path, given={"Cột lạ": "subject.nothing"})
    assert caught.value.code == "list_map_field"


def test_old_fonts_go_in_as_unicode_with_before_and_after(office: Any, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Tªn chñ thÓ", "Ng\u00adêi ®¹i diÖn"])
    sheet.append(["Hîp t¸c x· R\u00ad\u00eeu sim", "NguyÔn V¨n Th\u00adëng"])
    for line in sheet.iter_rows():
        for cell in line:
            cell.font = Font(name=".VnTime")
    book.save(tmp_path / "a.xlsx")
    found = run(office, tmp_path / "a.xlsx")
    (subject,) = all_of(office, "subject")
    assert subject.get("name") == "Hợp tác xã Rượu sim"
    assert subject.get("kind") == "hop_tac_xa"
    shown = found.as_json()["converted"]["examples"]
    assert {
        "row": 2,
        "before": "Hîp t¸c x· R\u00ad\u00eeu sim",
        "after": "Hợp tác xã Rượu sim",
    } in shown


def test_the_products_of_kon_tum(office: Any) -> None:
    found = run(office, KON_TUM)
    assert sum(found.counts.values()) == 30
    assert found.counts["new"] == 7
    assert all(row.reasons[0].text and row.reasons[0].column for row in found.refused)
    names = {one.get("name") for one in all_of(office, "subject")}
    assert "HTX Nông nghiệp dịch vụ Thế Hệ Mới Đăk Mar" in names
    assert {one.get("issued_on") for one in all_of(office, "recognition")} >= {"2020", "2024"}


def test_columns_left_out_let_more_products_of_kon_tum_in(office: Any) -> None:
    left_out = {"ket_qua_theo_nguon": "", "bo_san_pham_suy_doan": "", "nam": ""}
    found = run(office, KON_TUM, given=left_out)
    assert found.counts["new"] == 29
    assert [row.number for row in found.refused] == [8]  # names no subject; nobody else's is taken
    assert len(all_of(office, "product")) == 29


def test_a_stop_saves_nothing(office: Any, register: Path) -> None:
    found = list_import.look(office, register)

    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        list_import.apply(office, found, stop)
    assert all_of(office, "subject") == []


def test_a_list_of_any_form_goes_in(office: Any, tmp_path: Path) -> None:
    form = office.forms["course"]
    title, start = form.title_fields[0], next(f for f in form.fields if f.type.kind == "date")
    text = f"{title.label};{start.label}\nTập huấn đóng gói;5/3/2024\n"
    path = csv(tmp_path / "a.csv", text)
    assert run(office, path, form="course").counts["new"] == 1
    assert list_import.look(office, path, form="course").counts["new"] == 0


def test_every_known_heading_names_a_field_of_its_form(office: Any) -> None:
    for kind, known in list_headings.words()["headings"].items():
        fields = set(office.forms[kind].by_name) | ({"year"} if kind == "recognition" else set())
        assert set(known) <= fields, kind
    for kinds in list_headings.words()["rows"].values():
        assert set(kinds) <= set(office.forms)
