"""Several rows of a list, one field, seen first, changed at once, taken back at once."""

from hands import CTRL, click, part, pick, press, titles, type_into
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ocop_desktop.actions import entries, lists
from ocop_desktop.gui.bulk_dialog import BulkDialog
from ocop_desktop.gui.plain_table import PlainTable

SHIFT = Qt.KeyboardModifier.ShiftModifier


def choose_all(window, kind):
    window.go(kind)
    table = window.view.list.table
    table.setFocus()
    press(table, Qt.Key.Key_A, CTRL)


def opened(window):
    press(window, Qt.Key.Key_E, CTRL | SHIFT)
    return window.findChild(BulkDialog)


def shown(dialog):
    table = dialog.findChild(PlainTable)
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def values(window, kind, name):
    return [entry.get(name) for entry in lists.entries(window.desk.data, kind)]


def test_chosen_rows_get_one_value_after_a_look_and_one_undo_takes_it_back(window):
    choose_all(window, "product")
    assert part(window, "chosen.edit", QPushButton).isVisible()
    dialog = opened(window)
    pick(dialog, "bulk.field", "san pham la")
    pick(dialog, "bulk.value", "ngoài OCOP")
    rows = shown(dialog)
    assert sorted(row[0] for row in rows) == sorted(titles(window))
    assert {row[2] for row in rows} == {rows[0][2]}
    before = values(window, "product", "ocop_status")
    assert before == ["potential"] * 5 or before == [None] * 5  # nothing written yet
    click(dialog, "bulk.go")
    after = values(window, "product", "ocop_status")
    assert len(set(after)) == 1
    assert after != before
    assert "Đã sửa “Sản phẩm là” của 5 sản phẩm" in window.status.text.text()
    QTest.mouseClick(window.status.offer, Qt.MouseButton.LeftButton)
    assert values(window, "product", "ocop_status") == before


def test_records_that_are_so_already_stand_apart_and_stay_as_they_are(window):
    data = window.desk.data
    first = lists.entries(data, "product")[0].id
    entries.save(data, "product", first, {"shelf_life": "12 tháng"})
    revision = entries.get(data, "product", first).revision
    choose_all(window, "product")
    dialog = opened(window)
    pick(dialog, "bulk.field", "han su dung")
    value = type_into(dialog, "bulk.value", "12 tháng")
    press(value, Qt.Key.Key_Return)
    assert len(shown(dialog)) == 4
    assert "1 đã đúng như vậy" in part(dialog, "bulk.said").text()
    click(dialog, "bulk.go")
    assert set(values(window, "product", "shelf_life")) == {"12 tháng"}
    assert entries.get(data, "product", first).revision == revision


def test_a_value_that_cannot_be_read_is_said_and_nothing_can_be_written(window):
    choose_all(window, "product")
    dialog = opened(window)
    pick(dialog, "bulk.field", "cong suat toi da")
    value = type_into(dialog, "bulk.value", "nhiều")
    press(value, Qt.Key.Key_Return)
    assert part(dialog, "bulk.said").text().startswith("✕")
    assert not part(dialog, "bulk.go", QPushButton).isEnabled()


def test_clearing_a_field_that_must_be_filled_shows_the_errors_first(window):
    choose_all(window, "product")
    dialog = opened(window)
    pick(dialog, "bulk.field", "chu the")
    part(dialog, "bulk.how.clear").click()
    rows = shown(dialog)
    assert all("Chủ thể" in row[3] for row in rows)
    assert "5 sẽ có lỗi" in part(dialog, "bulk.said").text()
    dialog.reject()
    assert None not in values(window, "product", "subject")


def test_one_of_several_values_is_added(window):
    choose_all(window, "product")
    dialog = opened(window)
    pick(dialog, "bulk.field", "thang co hang")
    part(dialog, "bulk.how.add").click()
    pick(dialog, "bulk.value", "tháng 10")
    click(dialog, "bulk.go")
    assert values(window, "product", "season") == [["m10"]] * 5


def test_hundreds_are_changed_by_the_road_of_long_work(make_window, filled, qtbot):
    subject = lists.entries(filled, "subject")[0].id
    given = [(None, {"name": f"P{number}", "subject": subject}, {}) for number in range(400)]
    entries.save_many(filled, "product", given)
    window = make_window(filled)
    choose_all(window, "product")
    assert len(window.view.list.selected_ids()) == 405
    dialog = opened(window)
    pick(dialog, "bulk.field", "bao quan")
    value = type_into(dialog, "bulk.value", "Nơi khô ráo")
    press(value, Qt.Key.Key_Return)
    go = part(dialog, "bulk.go", QPushButton)
    qtbot.waitUntil(go.isEnabled, timeout=20_000)
    click(dialog, "bulk.go")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=20_000)
    qtbot.waitUntil(lambda: "405 sản phẩm" in window.status.text.text())
    assert set(values(window, "product", "storage")) == {"Nơi khô ráo"}


def test_one_row_alone_shows_no_bar_and_none_asks_to_choose(window):
    window.go("product")
    assert not window.view.list.chosen_bar.isVisible()
    window.go("support")
    press(window, Qt.Key.Key_E, CTRL | SHIFT)
    assert "chọn các dòng" in window.status.text.text()
    assert window.findChild(BulkDialog) is None
