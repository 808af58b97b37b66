"""The page that takes lists made elsewhere: look, correct, import, give back what did not go in."""

from __future__ import annotations

import pytest
from hands import put
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QPushButton, QTableView

from ocop_desktop.actions import lists, undo


@pytest.fixture
def opened(window, qtbot, tmp_path):
    file = tmp_path / "danh sach.csv"
    file.write_text(
        "TT,Tên chủ thể,Máy bàn,Ngày thành lập\n"
        "1,HTX Sao Mai,0905000111,2020\n2,HTX Hai,0905000222,chưa rõ\n",
        encoding="utf-8",
    )
    window.go("settings")
    window.findChild(QPushButton, "settings.import").click()
    page = window.front()
    page.choose.click()
    dialog = page.findChild(QFileDialog, "file_dialog")
    dialog.filesSelected.emit([str(file)])
    dialog.close()
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    return page


def fates(page):
    model = page.findChild(QTableView, "import.rows").model()
    return {model.index(n, 0).data(): model.index(n, 2).data() for n in range(model.rowCount())}


def test_a_chosen_list_is_shown_row_by_row_and_nothing_is_written(opened, window):
    assert fates(opened) == {"3": "✕ chưa nhập được", "2": "+ mới"}
    assert "2 dòng: 1 mới, 1 chưa nhập được" in opened.findChild(QLabel, "import.told").text()
    assert lists.count(window.desk.data, "subject") == 3


def test_a_column_is_corrected_and_the_list_goes_in_as_one_step(opened, window, qtbot):
    box = opened.findChild(QComboBox, "import.column.Máy bàn")
    assert box.currentData() == ""
    box.setCurrentIndex(box.findData("subject.phone"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    window.findChild(QPushButton, "command.import").click()
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    found = {one.get("name"): one for one in lists.entries(window.desk.data, "subject")}
    assert found["HTX Sao Mai"].get("phone") == "0905000111"
    assert "HTX Hai" not in found
    assert not window.findChild(QPushButton, "command.import").isEnabled()
    assert undo.next_undo(window.desk.data).verb == "import"


def test_rows_that_did_not_go_in_are_given_back(opened, window, qtbot, tmp_path):
    opened.findChild(QPushButton, "import.rejects").click()
    dialog = opened.findChild(QFileDialog, "file_dialog")
    dialog.filesSelected.emit([str(tmp_path / "tra.xlsx")])
    dialog.close()
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    assert (tmp_path / "tra.xlsx").is_file()


def test_what_is_no_list_is_said(opened, window, qtbot, tmp_path):
    (tmp_path / "hong.xlsx").write_bytes(b"PK\x03\x04 torn")
    said = []
    window.desk.troubled.connect(said.append)
    opened.open(tmp_path / "hong.xlsx")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy and bool(said))
    assert "Không đọc được hong.xlsx" in said[0]
    assert not opened.apply.isEnabled()


def rest(window, qtbot):
    qtbot.wait(1)
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=30_000)
    qtbot.wait(1)


def test_an_import_that_was_taken_back_says_so_and_may_be_done_again(opened, window, qtbot):
    told, go = opened.findChild(QLabel, "import.told"), opened.apply
    go.click()
    rest(window, qtbot)
    assert told.text().startswith("Đã nhập. ")
    assert not go.isEnabled()
    window.verbs.undo()
    rest(window, qtbot)
    assert told.text().startswith("Lần nhập trước đã được hoàn tác")
    go.click()
    rest(window, qtbot)
    assert told.text().startswith("Đã nhập. ")


def test_rows_are_looked_at_again_where_records_changed_meanwhile(opened, window, qtbot):
    window.go("subject")
    put(window.desk.data, "subject", {"name": "HTX Sao Mai", "phone": "0905000111"})
    assert fates(opened)["2"] == "+ mới"
    window.findChild(QPushButton, "settings.import").click()
    rest(window, qtbot)
    assert fates(opened)["2"] == "✎ sửa"
