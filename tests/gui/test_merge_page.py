"""The three steps of a merge, with keys, on real workbooks: chosen, looked into, done; edits."""

from __future__ import annotations

import pytest
from hands import click, part, put
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from ocop_desktop.actions import entries, lists, pending_edits, swap, undo
from ocop_desktop.exchange.workbook_read import open_book
from ocop_desktop.gui.preview_window import PreviewWindow
from tests.exchange import conftest as libreoffice
from tests.exchange.offices import change

profile, resaved = libreoffice.profile, libreoffice.resaved

LONG = "Hợp tác xã Nông nghiệp, Dịch vụ, Thương mại và Du lịch cộng đồng Thế Hệ Mới Đăk Mar Kon Tum"


@pytest.fixture
def province(make_office):
    return make_office("tinh", "51", role="province")


@pytest.fixture
def window(make_window, province):
    return make_window(province)


@pytest.fixture
def page(window):
    window.go("merge")
    return window.front()


@pytest.fixture
def sent(filled, tmp_path):
    """A workbook that was merged, and a later one, edited by hand: two cells and a row."""
    put(filled, "subject", {"name": LONG, "phone": "0905123456"})
    first, second = tmp_path / "lần một.xlsx", tmp_path / "lần hai.xlsx"
    swap.export(filled, first)
    id = lists.find(filled, "subject", "Công bằng")[0].key
    entries.save(filled, "subject", id, {"phone": "0905000111"})
    swap.export(filled, second)

    def edit(sheet, columns):
        names = {sheet.cell(n, columns["name"]).value: n for n in range(3, sheet.max_row + 1)}
        sheet.cell(names[LONG], columns["phone"], "0905777777")
        sheet.cell(names["Hộ Sáu Nhung"], columns["phone"], "0905888888")
        sheet.cell(sheet.max_row + 1, columns["name"], "Thêm tay")

    change(second, "Chủ thể", edit)
    return first, second


def rest(window, qtbot):
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=30_000)
    qtbot.wait(1)


def keys(widget, *pressed):
    for key in pressed:
        QTest.keyClick(widget, key)
        QApplication.processEvents()


def cells(table):
    model = table.model()
    rows = range(model.rowCount())
    return [[model.index(n, c).data() for c in range(model.columnCount())] for n in rows]


def looked(window, page, qtbot, *files):
    page.take(files)
    rest(window, qtbot)
    keys(page.files.on, Qt.Key.Key_Space)
    rest(window, qtbot)


def phone(data, name):
    return entries.get(data, "subject", lists.find(data, "subject", name)[0].key).get("phone")


def test_files_are_listed_refused_ones_named_and_removed(window, page, sent, tmp_path, qtbot):
    (tmp_path / "hỏng.xlsx").write_bytes(b"PK no workbook")
    page.take([tmp_path])
    rest(window, qtbot)
    shown = cells(page.files.table)
    assert [row[0] for row in shown] == ["hỏng.xlsx", "lần hai.xlsx", "lần một.xlsx"]
    assert shown[0][6] == "✕ không nhận"
    assert shown[1][1:3] == ["Huyện Đắk Hà", "Y Mẫu"]
    assert "đọc được" in shown[1][6], "the file before it stands beside it"
    assert "xin nơi gửi" in part(page, "merge.why", QLabel).text()
    assert part(page, "merge.count", QLabel).text() == "3 tệp, 1 không nhận"
    keys(page.files.table, Qt.Key.Key_Delete)
    assert [row[0] for row in cells(page.files.table)] == ["lần hai.xlsx", "lần một.xlsx"]
    page.take([tmp_path])  # what is there already does not come twice
    rest(window, qtbot)
    assert len(cells(page.files.table)) == 3


def test_a_folder_may_be_dropped(window, page, sent, tmp_path, qtbot):
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    rest(window, qtbot)
    assert len(cells(page.files.table)) == 2


def test_keys_lead_from_counts_to_records_to_fields_and_back(window, page, province, sent, qtbot):
    swap.merge(province, [sent[0]])
    looked(window, page, qtbot, sent[1])
    table = page.look.counts_table
    assert window.focusWidget() is table
    headings = [table.model().headerData(n, Qt.Orientation.Horizontal) for n in range(4)]
    assert headings == ["Mẫu", "Đọc", "Mới", "Thay đổi"]
    here = table.currentIndex()
    assert (here.siblingAtColumn(0).data(), here.data()) == ("Chủ thể", "1")
    keys(table, Qt.Key.Key_Return)
    tree = page.look.rows.tree
    group = tree.model().index(0, 0)
    assert "HTX Công bằng Pô Kô" in group.data()
    fields = [tree.model().index(0, n, group).data() for n in range(4)]
    assert fields == ["Điện thoại", "(trống)", "0905 000 111", "0905 000 111"]
    assert "Chủ thể · thay đổi · 1 dòng" in page.look.rows.title.text()
    keys(tree, Qt.Key.Key_Escape)
    assert window.focusWidget() is table
    assert phone(province, "Công bằng") is None, "nothing is written by looking"
    table.go_to(0, 3)
    keys(table, Qt.Key.Key_Return)  # the sum leads to the first form that has any
    assert table.currentIndex().row() == 1


def test_edits_are_decided_in_the_preview_and_the_rest_waits(
    window, page, province, sent, tmp_path, qtbot
):
    swap.merge(province, [sent[0]])
    looked(window, page, qtbot, sent[1])
    page.look.show_tab("edits")
    table = page.look.edits.table
    shown = cells(table)
    assert [row[6] for row in shown] == ["… để chờ"] * 3
    (long,) = [n for n, row in enumerate(shown) if row[2] == LONG]
    assert shown[long][3:6] == ["Điện thoại", "0905 123 456", "0905 777 777"]
    assert shown[long][1].startswith("Chủ thể!")
    table.go_to(long)
    keys(table, Qt.Key.Key_Space)
    assert table.currentIndex().siblingAtColumn(6).data() == "✓ nhận"
    (added,) = [n for n, row in enumerate(shown) if row[2] == "Thêm tay"]
    table.go_to(added)
    click(page, "command.edit_refuse")
    assert "nhận 1 · không nhận 1 · để chờ 1" in part(page, "edits.note", QLabel).text()
    click(page, "command.merge")
    rest(window, qtbot)
    assert phone(province, "Thế Hệ Mới Đăk Mar Kon Tum") == "0905777777"
    assert phone(province, "Sáu Nhung") is None
    assert lists.find(province, "subject", "Thêm tay") == []
    assert pending_edits.count(province) == 1
    part(page, "merge.next.edits").opened.emit()
    assert window.front() is window._pages["edits"]


def test_a_column_of_all_files_is_taken_at_once(window, page, province, sent, qtbot):
    looked(window, page, qtbot, sent[1])
    page.look.show_tab("edits")
    panel = page.look.edits
    shown = cells(panel.table)
    panel.table.go_to(next(n for n, row in enumerate(shown) if row[3] == "Điện thoại"))
    panel.scope.setCurrentIndex(panel.scope.findData("column"))
    click(page, "command.edit_take")
    assert sorted(row[6] for row in cells(panel.table)) == ["… để chờ", "✓ nhận", "✓ nhận"]


def test_what_was_merged_is_told_printed_and_undone(window, page, province, sent, tmp_path, qtbot):
    looked(window, page, qtbot, sent[0])
    click(page, "command.merge")
    rest(window, qtbot)
    words = " ".join(label.text() for label in page.done.findChildren(QLabel))
    assert "Đã gộp 1 tệp" in words
    assert lists.count(province, "subject") == 4
    assert list((tmp_path / "Biên nhận").glob("*.xlsx"))
    click(page, "command.print_receipt")
    rest(window, qtbot)
    shown = window.findChild(PreviewWindow)
    assert next(shown.document.find("BIÊN NHẬN DỮ LIỆU OCOP"), None)
    shown.close()
    click(page, "command.send_receipts")
    dialog = part(page, "file_dialog")
    folder = tmp_path / "trả"
    folder.mkdir()
    dialog.filesSelected.emit([str(folder)])
    dialog.close()
    rest(window, qtbot)
    (answer,) = folder.iterdir()
    assert answer.name.startswith("OCOP-tra-loi-")
    about = open_book(answer, province.forms, province.look).about
    assert (about.addressee, about.forms["subject"].rows) == ("615", 4)
    click(page, "command.undo_merge")
    rest(window, qtbot)
    assert lists.count(province, "subject") == 0
    assert undo.next_redo(province).verb == "merge"


def test_what_changed_here_meanwhile_is_looked_at_again(window, page, province, sent, qtbot):
    swap.merge(province, [sent[0]])
    looked(window, page, qtbot, sent[1])
    page.look.show_tab("edits")
    page.look.edits.table.go_to(0)
    keys(page.look.edits.table, Qt.Key.Key_Space)
    id = lists.find(province, "subject", "Công bằng")[0].key
    entries.save(province, "subject", id, {"phone": "0905999999"})
    QApplication.processEvents()
    click(page, "command.merge")
    rest(window, qtbot)
    assert phone(province, "Công bằng") == "0905999999"
    assert "Mời xem lại" in window.status.text.text()
    assert "1 xung đột" in part(page, "merge.sum", QLabel).text()
    assert page.look.edits.model.words(0, 6) == "✓ nhận", "what was chosen stays chosen"
    click(page, "command.merge")
    rest(window, qtbot)
    assert page.done.isVisible()


def test_a_cancelled_merge_leaves_nothing(window, page, province, sent, qtbot, monkeypatch):
    looked(window, page, qtbot, sent[0])
    real = swap.merge

    def slow(*args, progress, **more):
        def told(done, total, what):
            window.desk.tasks._running.cancel()
            progress(done, total, what)

        return real(*args, progress=told, **more)

    monkeypatch.setattr("ocop_desktop.gui.merge_page.swap.merge", slow)
    click(page, "command.merge")
    rest(window, qtbot)
    assert lists.count(province, "subject") == 0
    assert part(page, "command.merge", QPushButton).isEnabled(), "the preview stands as it was"
    assert not list((province.path.parent / f"{province.path.name}-files").rglob("*gop*"))


def test_what_waits_is_on_todays_page_taken_and_undone(make_window, province, sent, qtbot):
    swap.merge(province, list(sent))
    window = make_window(province)
    today = window._pages["today"]
    qtbot.waitUntil(lambda: today._edits.isVisible())
    line = part(today, "today.edits")
    QTest.keyClick(line, Qt.Key.Key_Return)
    page = window.front()
    assert page is window._pages["edits"]
    table = page.panel.table
    (row,) = [n for n, one in enumerate(cells(table)) if one[2] == "Hộ Sáu Nhung"]
    table.go_to(row)
    click(page, "command.edit_take")
    assert phone(province, "Sáu Nhung") == "0905888888"
    assert len(cells(table)) == 2
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert phone(province, "Sáu Nhung") is None
    assert len(cells(table)) == 3
    table.selectAll()
    click(page, "command.edit_refuse")
    assert pending_edits.count(province) == 0
    assert window.status.offer.isVisible()
    window.status.offer.click()
    assert pending_edits.count(province) == 3


@pytest.mark.libreoffice
def test_a_file_saved_again_by_libreoffice_shows_the_same_edits(
    window, page, province, sent, resaved, qtbot
):
    swap.merge(province, [sent[0]])
    looked(window, page, qtbot, resaved(sent[1]))
    page.look.show_tab("edits")
    shown = {row[2]: row[5] for row in cells(page.look.edits.table)}
    assert shown[LONG] == "0905 777 777"
    assert set(shown) == {LONG, "Hộ Sáu Nhung", "Thêm tay"}


def test_an_office_looks_first_at_what_the_province_sends(
    make_window, make_office, filled, province, tmp_path, qtbot
):
    out, back = tmp_path / "gửi.xlsx", tmp_path / "tỉnh gửi lại.xlsx"
    swap.export(filled, out)
    swap.merge(province, [out])
    id = lists.find(province, "subject", "Sáu Nhung")[0].key
    entries.save(province, "subject", id, {"phone": "0905222333"})
    swap.export(province, back)
    window = make_window(filled)
    window.go("exchange")
    exchange = window.front()
    click(exchange, "command.receive")
    dialog = part(exchange, "file_dialog")
    dialog.filesSelected.emit([str(back)])
    dialog.close()
    rest(window, qtbot)
    page = window.front()
    assert page is window._pages["merge"]
    assert window.navigation.buttons["exchange"].isChecked()
    keys(page.files.on, Qt.Key.Key_Space)
    rest(window, qtbot)
    assert phone(filled, "Sáu Nhung") is None
    click(page, "command.merge")
    rest(window, qtbot)
    assert phone(filled, "Sáu Nhung") == "0905222333"
    part(page, "merge.next.others").opened.emit()
    assert window.front() is window._pages["others"]


def test_two_hundred_files_keep_the_window_alive(window, page, sent, tmp_path, qtbot):
    many = tmp_path / "nhiều"
    many.mkdir()
    content = sent[0].read_bytes()
    for number in range(200):
        (many / f"sổ {number:03}.xlsx").write_bytes(content)
    page.take([many])
    heard = []
    window.desk.tasks._running.progressed.connect(lambda *told: heard.append(told))
    rest(window, qtbot)
    assert len(cells(page.files.table)) == 200
    assert heard, "it says how far it is"
    page.files.clear()
    page.take([many])
    window.desk.tasks._running.cancel()
    rest(window, qtbot)
    assert cells(page.files.table) == []


def test_a_merge_that_was_taken_back_says_so_and_what_can_be_done_next(
    window, page, province, sent, qtbot
):
    looked(window, page, qtbot, sent[0])
    keys(page.look.on, Qt.Key.Key_Space)
    rest(window, qtbot)
    assert titles(page.done)[0] == "Đã gộp 1 tệp"
    page.done.first.clearFocus()
    window.verbs.turning.undo_chosen(undo.next_undo(province).id, 1)
    rest(window, qtbot)
    assert window.focusWidget() is page.done.first, "long work takes the keyboard away meanwhile"
    assert titles(page.done) == ["Đã hoàn tác lần gộp này", "Từng tệp, lúc gộp"]
    assert any("không còn đúng" in one.text() for one in page.done.findChildren(QLabel))
    shown = [one.objectName() for one in page.done.findChildren(QPushButton)]
    assert shown == ["command.redo_merge", "command.see_history", "command.merge_more"]
    click(page, "command.redo_merge")
    rest(window, qtbot)
    assert titles(page.done)[0] == "Đã gộp 1 tệp"
    window.go("history")
    window.verbs.turning.undo_chosen(undo.next_undo(province).id, 1)
    put(province, "subject", {"name": "HTX mới"})  # something new: there is no redo any more
    window.go("merge")
    rest(window, qtbot)
    assert page.done.findChild(QPushButton, "command.redo_merge") is None
    assert any("Xem bản ghi đã xoá" in one.text() for one in page.done.findChildren(QLabel))
    click(page, "command.see_history")
    assert window.front() is not page


def test_a_merge_that_brought_nothing_has_nothing_to_take_back(window, page, province, sent, qtbot):
    swap.merge(province, [sent[0]])
    looked(window, page, qtbot, sent[0])
    keys(page.look.on, Qt.Key.Key_Space)
    rest(window, qtbot)
    assert not page.done.findChild(QPushButton, "command.undo_merge").isEnabled()


def titles(step):
    return [one.text() for one in step.findChildren(QLabel, "card-title")]
