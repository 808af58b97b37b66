"""What officers do to the sheets of a workbook, and LibreOffice saves again: all comes in by name."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from ocop_desktop.actions import entries, swap
from tests.exchange.offices import got, sent, state, subject

pytestmark = pytest.mark.libreoffice


def worked_on(path, out):
    """Sorted, a row taken out, one put in, a cell corrected, a column put in between, a filter, a
    sheet renamed, two copied."""
    book = load_workbook(path)
    page = book["Chủ thể"]
    names = [cell.value for cell in page[1]]
    name, note = names.index("name"), names.index("note")
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]
    rows = sorted(rows, key=lambda row: row[name], reverse=True)[1:]
    rows[0][note] = "gọi lại"
    rows.insert(2, [None] * len(names))
    rows[2][name] = "HTX chèn thêm"
    for number, row in enumerate(rows, 3):
        for place, value in enumerate(row, 1):
            page.cell(number, place).value = value
    added = page.max_column + 1
    page.cell(2, added).value = "Cột tự thêm"
    page.cell(4, added).value = "ghi thêm"
    page.auto_filter.ref = f"A2:{page.cell(2, added).coordinate}"
    book.copy_worksheet(page).title = "Chủ thể bản sao"
    book.copy_worksheet(book["_about"]).title = "_about bản sao"
    old = "Sản phẩm - Quy cách đóng gói"
    book[old].title = "Quy cách"
    for one in book.defined_names.values():  # as spreadsheet programs do by themselves
        one.attr_text = one.attr_text.replace(f"'{old}'", "'Quy cách'")
    book.move_sheet("Sản phẩm", offset=-3)
    book.save(out)
    return out


def test_sorted_inserted_removed_renamed_and_copied_comes_in_by_name(
    dak_ha, province, tmp_path, resaved
):
    ids = [subject(dak_ha, f"HTX số {n}", charter_capital=n) for n in range(5)]
    entries.save(dak_ha, "product", None, {"name": "Cà phê bột", "subject": ids[0]})
    original = sent(dak_ha, tmp_path)
    swap.merge(province, [original])
    path = resaved(worked_on(original, tmp_path / "sửa.xlsx"))
    before = state(province)
    (file,) = swap.merge(province, [path]).files
    assert (file.refused, file.refused_rows) == (None, [])
    assert file.extra_columns == [("subject", "Cột tự thêm")]
    (new,) = [edit for edit in file.edits if edit.what == "added"]
    assert {(edit.what, edit.id, edit.field): edit.after for edit in file.edits} == {
        ("changed", ids[3], "note"): "gọi lại",  # the first that is left
        ("changed", ids[2], "Cột tự thêm"): "ghi thêm",
        ("added", new.id, ""): {"name": "HTX chèn thêm"},
        ("deleted", ids[4], ""): 1,
    }
    (gone,) = [edit for edit in file.edits if edit.what == "deleted"]
    assert gone.before == "HTX số 4"
    assert state(province) == before  # all of it waits
    swap.merge(province, [path], edits="take")
    assert got(province, ids[3]).get("note") == "gọi lại"
    assert got(province, ids[4]) is not None
