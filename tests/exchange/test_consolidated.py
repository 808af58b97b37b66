"""The province's consolidated workbook: the register, the totals, every office."""

from __future__ import annotations

from itertools import pairwise

from openpyxl import load_workbook

from ocop_desktop.actions import entries, swap
from tests.exchange.offices import sent, subject

# -- consolidated ---------------------------------------------------------------------------------


def test_the_consolidated_workbook_has_every_office(dak_ha, dak_to, province, tmp_path):
    one = subject(
        dak_ha, "HTX Đăk Mar", kind="hop_tac_xa", rep_name="Y Hà", contact_phone="0905123456"
    )
    subject(dak_to, "Tổ hợp tác Ngọc Hồi", commune=None)
    product = entries.save(
        dak_ha, "product", None, {"name": "Cà phê bột", "subject": one, "criteria_set": "set_13"}
    ).id
    for day, stars, number in (("2022-06-01", 3, "11/QĐ"), ("2025-03-05", 4, "22/QĐ")):
        fields = {"product": product, "stars": stars, "issued_on": day, "decision_no": number}
        entries.save(dak_ha, "recognition", None, fields)
    money = {"product": product, "year": 2025, "period": "year", "revenue": 1_234_500_000}
    entries.save(dak_ha, "year_figures", None, money)
    swap.merge(province, [sent(dak_ha, tmp_path), sent(dak_to, tmp_path)])
    out = tmp_path / "tổng hợp.xlsx"
    swap.consolidate(province, out)
    book = load_workbook(out)
    first = ["Sổ sản phẩm OCOP", "Tổng hợp", "Theo đơn vị", "Ai đã gửi", "PTNT_OCOP"]
    assert book.sheetnames[:5] == first
    sent_by = {row[0].value: row[1].value for row in book["Ai đã gửi"].iter_rows(min_row=2)}
    assert sent_by["Huyện Đắk Hà"] == "Đã gửi"
    assert sent_by["Huyện Sa Thầy"] == "Chưa gửi"
    register = [cell.value for cell in book["Sổ sản phẩm OCOP"][2]]
    assert register[:3] == [1, "Cà phê bột", "13. Cà phê, ca cao"] or register[1] == "Cà phê bột"
    assert register[4:5] == ["HTX Đăk Mar"]
    assert register[11:16] == [3, "01/06/2022", 2022, "11/QĐ", None]
    assert register[16:20] == [4, "05/03/2025", 2025, "22/QĐ"]
    national = [cell.value for cell in book["PTNT_OCOP"][2]]
    assert national[4:8] == ["Cà phê bột", "4*", "HTX Đăk Mar", 1234.5]
    page = book["Chủ thể"]
    assert page["A2"].value == "Đơn vị"
    assert {page["A3"].value, page["A4"].value} == {"Huyện Đắk Hà", "Huyện Đắk Tô"}
    machine = {cell.value for cell in page[1]}
    assert {"_unit", "_id", "_origin", "_removed"} <= machine
    assert not machine & {"_hash", "_stamps"}  # only a merge reads these
    report = swap.merge(dak_ha, [out])
    assert report.files[0].refused["code"] == "workbook_foreign"


def test_the_register_has_products_that_were_ever_ranked_in_order(dak_ha, tmp_path):
    for name, kept, ranked in (
        ("HTX Thịnh", "Mật ong", True),
        ("HTX Bình", "Cà phê", True),
        ("HTX An", "Gạo đỏ", False),
        ("HTX Yên", "Rượu cần", True),
    ):
        facts = {"name": kept, "subject": subject(dak_ha, name)}
        product = entries.save(dak_ha, "product", None, facts).id
        if ranked:
            rank = {"product": product, "stars": 3, "issued_on": "2024-06-01"}
            entries.save(dak_ha, "recognition", None, rank)
        if name == "HTX Yên":
            entries.remove(dak_ha, "product", [product])
    out = tmp_path / "tổng hợp.xlsx"
    swap.consolidate(dak_ha, out)
    book = load_workbook(out)
    rows = list(book["Sổ sản phẩm OCOP"].iter_rows(min_row=2, max_col=5, values_only=True))
    assert [(row[0], row[1], row[4]) for row in rows] == [
        (1, "Cà phê", "HTX Bình"),
        (2, "Mật ong", "HTX Thịnh"),
    ]
    assert len(list(book["PTNT_OCOP"].iter_rows(min_row=2, values_only=True))) == 2


def test_sheets_stand_after_those_they_link_to(province):
    from ocop_desktop.exchange.layout import in_order

    order = [form.kind for form in in_order(province.forms)]
    assert order[0] == "unit"
    for before, after in pairwise(("subject", "product", "recognition")):
        assert order.index(before) < order.index(after)
