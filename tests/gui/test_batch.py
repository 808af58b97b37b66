"""One decision with many rows, as an officer enters it: typed, pasted, ticked, filled down, saved."""

import pytest
from hands import CTRL, click, enter, part, pick, press, put, type_keys
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from ocop_desktop.actions import entries, lists

NAMES = [f"Sản phẩm số {number:02}" for number in range(30)]


@pytest.fixture
def products(filled):
    subject = lists.entries(filled, "subject")[0].id
    given = [("product", None, {"name": name, "subject": subject}, {}) for name in NAMES]
    return [saved.id for saved in entries.save_several(filled, given)]


@pytest.fixture
def window(make_window, filled):
    return make_window(filled)


def copy(text):
    QGuiApplication.clipboard().setText(text)


def sheet(window):
    return window.front().sheet


def opened(window, name="recognition"):
    window.go("batch")
    window.front().open(name)
    return sheet(window)


def decision(window, number="152/QĐ-UBND", day="20/03/2026"):
    enter(window, "batch.recognition.decision_no", number)
    enter(window, "batch.recognition.issued_on", day)


def paste(one):
    grid = one.grid
    grid.view.setFocus()
    grid.view.setCurrentIndex(grid.model.index(grid.model.rowCount() - 1, 0))
    press(grid.view, Qt.Key.Key_V, CTRL)


def fates(one):
    last = len(one.grid.model.columns) - 1
    return [one.grid.model.index(n, last).data() for n in range(len(one.state.rows))]


def count(window, kind):
    return lists.count(window.desk.data, kind)


# ---- pasting


def test_thirty_recognitions_of_one_decision_are_pasted_and_saved_at_once(products, window, qtbot):
    one = opened(window)
    decision(window)
    lines = [f"{n + 1}\t{name.upper()}\t{3 + n % 2}\t{70 + n},5" for n, name in enumerate(NAMES)]
    copy("STT\tTên sản phẩm\tSố sao\tTổng điểm\n" + "\n".join(lines))
    paste(one)
    assert [row.get("product") for row in one.state.rows] == products
    assert fates(one) == ["Mới"] * 30
    assert "30 dòng" in part(one, "batch.sums").text()
    assert "4 sao: 15" in part(one, "batch.sums").text()
    press(window, Qt.Key.Key_S, CTRL)
    assert count(window, "recognition") == 30
    assert "30 mới" in window.status.text.text()
    found = lists.entries(window.desk.data, "recognition")
    assert {entry.get("decision_no") for entry in found} == {"152/QĐ-UBND"}
    assert one.state.rows == []
    QTest.mouseClick(window.status.offer, Qt.MouseButton.LeftButton)
    assert count(window, "recognition") == 0
    assert len(one.state.rows) == 30  # what was typed is back
    assert fates(one) == ["Mới"] * 30


def test_what_is_there_already_is_updated_and_not_doubled(products, window):
    one = opened(window)
    decision(window)
    copy("Tên sản phẩm\tSố sao\n" + "\n".join(f"{name}\t3" for name in NAMES[:3]))
    paste(one)
    click(one, "batch.save")
    copy(
        "Tên sản phẩm\tSố sao\n" + "\n".join(f"{name}\t{n + 2}" for n, name in enumerate(NAMES[:4]))
    )
    paste(one)
    assert fates(one) == ["Cập nhật ⚠ 1", "Đã có", "Cập nhật", "Mới ⚠ 1"]
    click(one, "batch.save")
    assert count(window, "recognition") == 4


def test_an_unreadable_cell_is_named_and_nothing_is_saved(products, window):
    one = opened(window)
    decision(window)
    copy("Tên sản phẩm\tSố sao\n" + f"{NAMES[0]}\t3\n{NAMES[1]}\tbảy sao")
    paste(one)
    assert fates(one) == ["Mới", "✕ Cần sửa"]
    press(window, Qt.Key.Key_S, CTRL)
    assert count(window, "recognition") == 0
    assert "Dòng 2" in window.status.text.text()
    assert (one.grid.view.currentIndex().row(), one.grid.view.currentIndex().column()) == (1, 3)


def test_a_decision_without_its_number_is_asked_for_it(products, window):
    one = opened(window)
    copy(f"Tên sản phẩm\tSố sao\n{NAMES[0]}\t3")
    paste(one)
    click(one, "batch.save")
    assert count(window, "recognition") == 0
    assert "Số quyết định" in window.status.text.text()
    assert part(window, "batch.recognition.decision_no").hasFocus()


def test_names_not_found_stay_and_are_made_with_the_rows(products, window, qtbot):
    one = opened(window)
    decision(window)
    before = count(window, "product"), count(window, "subject")
    copy(
        "Tên sản phẩm\tTên chủ thể\tSố sao\n"
        f"{NAMES[0]}\t\t3\nNấm lim xanh\tHTX Nấm Tu Mơ Rông\t4\nNấm linh chi\tHTX nấm Tu Mơ Rông\t3"
    )
    paste(one)
    assert fates(one) == ["Mới", "✕ Cần sửa", "✕ Cần sửa"]
    assert "Chưa tìm thấy" in one.state.rows[1].unread["product"].reason
    click(one, "batch.make")
    qtbot.waitUntil(lambda: fates(one) == ["Mới", "Mới", "Mới"])
    assert (count(window, "product"), count(window, "subject")) == before  # not yet
    assert one.grid.model.index(1, 0).data() == "Nấm lim xanh · mới"
    click(one, "batch.save")
    assert (count(window, "product"), count(window, "subject")) == (before[0] + 2, before[1] + 1)
    window.verbs.undo()
    assert (count(window, "product"), count(window, "subject")) == before


def test_a_product_of_another_subject_is_not_taken_silently(window, filled):
    one = opened(window)
    decision(window)
    copy("Tên sản phẩm\tTên chủ thể\tSố sao\nRượu sim\tHTX Lạ\t3")
    paste(one)
    assert one.state.rows[0].get("product") is None
    assert "ở chỗ khác" in one.state.rows[0].unread["product"].reason


def test_a_doubtful_paste_is_shown_before_it_goes_in(products, window):
    from ocop_desktop.gui.paste_dialog import PasteDialog

    one = opened(window)
    decision(window)
    copy(f"Tên sản phẩm\tSố sao\tMàu sắc\n{NAMES[0]}\t3\tđỏ")
    paste(one)
    dialog = one.findChild(PasteDialog)
    assert one.state.rows == []
    assert [box.currentData() for box in dialog.boxes] == ["product", "stars", ""]
    click(dialog, "paste.go")
    assert [row.get("stars") for row in one.state.rows] == [3]


def test_columns_without_headings_follow_each_other(products, window):
    one = opened(window, "year_subjects")
    names = [entry.get("name") for entry in lists.entries(window.desk.data, "subject")]
    enter(window, "batch.year_subjects.year", "2025")
    copy("\n".join(f"{n + 1}\t{name}\t{(n + 1) * 1000000}" for n, name in enumerate(names)))
    paste(one)
    assert [row.get("revenue") for row in one.state.rows] == [1000000, 2000000, 3000000]
    assert "Doanh thu: 6.000.000" in part(one, "batch.sums").text()
    click(one, "batch.save")
    assert count(window, "year_figures") == 3


def test_an_empty_clipboard_is_said(window, filled):
    one = opened(window)
    copy("")
    click(one, "batch.paste")
    assert "chưa có gì để dán" in window.status.text.text()
    assert one.state.rows == []


# ---- typing, filling down


def test_a_row_is_typed_and_a_chosen_block_is_filled_down(products, window):
    one = opened(window)
    decision(window)
    copy("Tên sản phẩm\n" + "\n".join(NAMES[:4]))
    paste(one)
    view, model = one.grid.view, one.grid.model
    stars = next(n for n, column in enumerate(model.columns) if column.field.name == "stars")
    one.state.rows[0].put("stars", 4)
    view.setCurrentIndex(model.index(0, stars))
    for _ in range(2):
        press(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(view, Qt.Key.Key_Apostrophe, CTRL)
    assert [row.get("stars") for row in one.state.rows] == [4, 4, 4, None]


def test_a_product_is_typed_into_a_cell_and_picked(products, window):
    one = opened(window)
    decision(window)
    view, model = one.grid.view, one.grid.model
    view.setFocus()
    view.setCurrentIndex(model.index(0, 0))
    press(view, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    type_keys(editor, "so 07")
    QTest.keyClick(editor._list, Qt.Key.Key_Return)
    assert [row.get("product") for row in one.state.rows] == [products[7]]
    assert one.state.rows[0].get("product__subject")


def test_a_step_in_the_grid_is_taken_back_before_anything_is_saved(products, window):
    one = opened(window)
    decision(window)
    copy("Tên sản phẩm\n" + "\n".join(NAMES[:4]))
    paste(one)
    one.grid.go_to(1, "product")
    click(one, "batch.drop")
    assert len(one.state.rows) == 3
    one.grid.view.setFocus()
    press(one.grid.view, Qt.Key.Key_Z, CTRL)
    assert [row.get("product") for row in one.state.rows] == products[:4]
    press(one.grid.view, Qt.Key.Key_Z, CTRL)
    assert one.state.rows == []
    press(one.grid.view, Qt.Key.Key_Y, CTRL)
    assert len(one.state.rows) == 4


# ---- ticking


@pytest.fixture
def outlet(filled):
    return put(filled, "outlet", {"name": "Cửa hàng OCOP Măng Đen"})


def test_twenty_products_are_ticked_for_an_outlet_and_some_unticked_later(products, window, outlet):
    one = opened(window, "listing_by_outlet")
    pick(window, "batch.listing_by_outlet.outlet", "mang den")
    search = part(one, "candidates.search")
    search.setFocus()
    type_keys(search, "san pham so")
    press(search, Qt.Key.Key_Return)
    view = part(one, "candidates")
    assert view.hasFocus()
    for _ in range(20):
        press(view, Qt.Key.Key_Space)
        press(view, Qt.Key.Key_Down)
    assert [row.get("product") for row in one.state.rows] == products[:20]
    press(window, Qt.Key.Key_S, CTRL)
    assert count(window, "listing") == 20
    assert {entry.get("state") for entry in lists.entries(window.desk.data, "listing")} == {
        "selling"
    }
    assert fates(one) == ["Đã có"] * 20  # they stay, ticked
    assert set(one.candidates.model.ticked) == set(products[:20])
    view.setCurrentIndex(one.candidates.model.index(0))
    press(view, Qt.Key.Key_Space)
    assert len(one.state.rows) == 19
    assert part(one, "batch.day").isVisible()
    enter(one, "batch.day", "30/06/2026")
    click(one, "batch.save")
    assert count(window, "listing") == 20
    gone = [e for e in lists.entries(window.desk.data, "listing") if e.get("state") == "gone"]
    assert [(e.get("product"), e.get("ends_on")) for e in gone] == [(products[0], "2026-06-30")]
    assert len(one.state.rows) == 19


def test_what_is_shown_follows_what_is_done_elsewhere(products, window, outlet):
    data = window.desk.data
    for product in products[:3]:
        put(data, "listing", {"product": product, "outlet": outlet, "state": "selling"})
    one = opened(window, "listing_by_outlet")
    pick(window, "batch.listing_by_outlet.outlet", "mang den")
    one._turn([products[0]], False)
    assert [row.get("product") for row in one.state.rows] == products[1:3]
    window.verbs.undo()  # takes the third listing away
    assert [row.get("product") for row in one.state.rows] == products[1:2]
    assert [row.get("product") for row in one.state.dropped] == products[:1]


def test_a_day_that_cannot_be_read_closes_nothing(products, window, outlet):
    put(window.desk.data, "listing", {"product": products[0], "outlet": outlet, "state": "selling"})
    one = opened(window, "listing_by_outlet")
    pick(window, "batch.listing_by_outlet.outlet", "mang den")
    one._turn([products[0]], False)
    assert part(one, "batch.day").text()  # today, unless another day is typed
    enter(one, "batch.day", "31/02/2026")
    click(one, "batch.save")
    assert "Chưa ghi gì" in window.status.text.text()
    assert [e.get("state") for e in lists.entries(window.desk.data, "listing")] == ["selling"]


def test_from_an_outlet_one_goes_to_its_products(products, window, outlet):
    put(window.desk.data, "listing", {"product": products[3], "outlet": outlet, "state": "selling"})
    window.open_record("outlet", outlet)
    press(window, Qt.Key.Key_B, CTRL | Qt.KeyboardModifier.ShiftModifier)
    one = sheet(window)
    assert one.batch.name == "listing_by_outlet"
    assert one.state.owner.get("outlet") == outlet
    assert [row.get("product") for row in one.state.rows] == [products[3]]
    assert (
        entries.get(window.desk.data, "outlet", outlet).get("name")
        in part(window, "batch.listing_by_outlet.outlet").text()
    )


def test_the_list_of_recognitions_has_a_button_for_whole_decisions(window):
    window.go("recognition")
    click(window, "command.batch")
    assert sheet(window).batch.name == "recognition"
    window.go("subject")
    assert not window.view.list.batch_button.isVisible()


# ---- nothing is lost


def test_rows_not_saved_wait_while_one_is_elsewhere_and_after_the_program_was_closed(
    make_window, filled, products
):
    window = make_window(filled)
    one = opened(window)
    decision(window)
    copy(f"Tên sản phẩm\tSố sao\n{NAMES[0]}\t3\nKhông có đâu\tsáu")
    paste(one)
    window.go("product")
    window.go("batch")
    assert len(sheet(window).state.rows) == 2
    tab = part(window, "batch.tab.recognition")
    assert tab.text() == "Công nhận · 2"
    assert window.leave()
    again = make_window(filled)
    again.go("batch")
    one = sheet(again)
    assert one.state.owner.get("decision_no") == "152/QĐ-UBND"
    assert [row.get("product") for row in one.state.rows] == [products[0], None]
    assert one.state.rows[1].unread["product"].text == "Không có đâu"
    one.grid.model.remove([0, 1])
    one.look_again()
    assert again.leave()
    third = make_window(filled)
    third.go("batch")
    assert sheet(third).state.rows == []


def test_qt_finds_nothing_wrong_with_the_rows(products, window):
    one = opened(window)
    QAbstractItemModelTester(one.grid.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    copy("Tên sản phẩm\tSố sao\n" + "\n".join(f"{name}\t3" for name in NAMES[:5]))
    paste(one)
    one.grid.model.remove([1, 3])
    assert [row.get("product") for row in one.state.rows] == [products[n] for n in (0, 2, 4)]
