"""Pages of their own: today, exchange, merge, report, settings, printing."""

from pathlib import Path

import pytest
from hands import click, part, put, titles, type_into
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QPushButton

from ocop_desktop.actions import entries
from ocop_desktop.gui.plain_table import PlainTable, said
from ocop_desktop.gui.preview_window import PreviewWindow


class Viewer(QObject):
    """Stands for the system's viewer: notes what it was asked to open."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot("QUrl")
    def show_url(self, url):
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def viewer(app):
    made = Viewer()
    QDesktopServices.setUrlHandler("file", made, "show_url")
    yield made
    QDesktopServices.unsetUrlHandler("file")


def choose(window, page, path):
    """Answer the file dialog that the page has just opened."""
    dialog = part(page, "file_dialog", QFileDialog)
    dialog.filesSelected.emit([str(path)])
    dialog.close()
    dialog.setObjectName("answered")


def wait(window, qtbot):
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=20_000)
    qtbot.wait(1)


def words_of(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_today_counts_and_names_what_runs_out(make_window, filled, qtbot):
    from ocop_desktop.actions import lists

    key = lists.keys(filled, "product")[0]
    product = lists.rows(filled, "product", [key], ("name",))[0].id
    year = int(filled.today()[:4])
    put(
        filled,
        "recognition",
        {"product": product, "stars": 4, "issued_on": f"01/01/{year - 2}", "kind": "Lần đầu"},
    )
    window = make_window(filled)
    page = window._pages["today"]
    qtbot.waitUntil(lambda: page._tiles["subject"].number.text() == "3")
    assert page._tiles["product"].number.text() == "5"
    QTest.mouseClick(page._tiles["product"], Qt.MouseButton.LeftButton)
    assert len(titles(window)) == 5


def test_an_office_exports_and_is_told_what_was_sent(window, tmp_path, qtbot, viewer):
    window.go("exchange")
    page = window._pages["exchange"]
    click(window, "command.export")
    out = tmp_path / "gửi tỉnh.xlsx"
    choose(window, page, out)
    wait(window, qtbot)
    assert out.is_file()
    assert "số 1" in window.status.text.text()
    assert "Gửi tỉnh lần cuối" in words_of(window.status)
    table = page._result.findChild(PlainTable)
    rows = {table.item(n, 0).text(): table.item(n, 1).text() for n in range(table.rowCount())}
    assert rows["Sản phẩm"] == "5"


def test_an_export_that_cannot_be_written_is_told(window, tmp_path, qtbot):
    window.go("exchange")
    click(window, "command.export")
    folder = tmp_path / "là thư mục.xlsx"
    folder.mkdir()
    choose(window, window._pages["exchange"], folder)
    wait(window, qtbot)
    box = part(window, "trouble")
    assert "Không ghi được" in box.text()
    box.close()


def test_the_province_looks_first_and_then_merges(
    make_window, make_office, filled, tmp_path, qtbot, viewer
):
    from ocop_desktop.actions import lists, swap

    book = tmp_path / "đắk hà.xlsx"
    swap.export(filled, book)
    province = make_office("province", "51", role="province")
    window = make_window(province)
    window.go("merge")
    page = window._pages["merge"]
    click(window, "command.choose_books")
    choose(window, page, book)
    wait(window, qtbot)
    click(window, "command.preview")
    wait(window, qtbot)
    assert lists.count(province, "product") == 0
    assert "Chưa ghi gì" in words_of(page)
    click(window, "command.merge")
    wait(window, qtbot)
    assert lists.count(province, "product") == 5
    assert "Đã gộp" in window.status.text.text()
    assert list((tmp_path / "Biên nhận").glob("*.xlsx"))
    window.go("product")
    assert "Mật ong rừng" in titles(window)


def test_a_foreign_book_is_refused_and_the_data_stays(make_window, make_office, tmp_path, qtbot):
    province = make_office("province", "51", role="province")
    strange = tmp_path / "lạ.xlsx"
    strange.write_bytes(b"PK strange")
    window = make_window(province)
    window.go("merge")
    page = window._pages["merge"]
    page.take([strange])
    wait(window, qtbot)
    assert "không nhận" in page.files.model.words(0, 6)
    assert not part(window, "command.preview", QPushButton).isEnabled()


def test_the_report_is_shown_and_written(window, tmp_path, qtbot):
    window.go("report")
    wait(window, qtbot)
    page = window._pages["report"]
    assert "Số liệu OCOP Huyện Đắk Hà" in words_of(page)
    click(window, "command.write_report")
    out = tmp_path / "báo cáo.xlsx"
    choose(window, page, out)
    wait(window, qtbot)
    assert out.is_file()


def test_a_day_that_cannot_be_read_is_told(window, qtbot):
    window.go("report")
    wait(window, qtbot)
    part(window, "report.from").setText("hôm kia")
    click(window, "command.report")
    wait(window, qtbot)
    box = part(window, "trouble")
    assert "hôm kia" in box.text()
    box.close()


def test_a_paper_is_printed_and_opened(make_window, filled, qtbot, viewer):
    course = put(filled, "course", {"name": "Lớp thử", "starts_on": "5/3/2026"})
    window = make_window(filled)
    window.open_record("course", course)
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    menu = part(window, "print_menu", QMenu)
    names = {action.objectName() for action in menu.actions()}
    assert {"print.attendance-sheet", "print.blank"} <= names
    action = next(a for a in menu.actions() if a.objectName() == "print.attendance-sheet")
    menu.close()
    action.trigger()
    wait(window, qtbot)
    shown = window.findChild(PreviewWindow)
    assert shown.document.file.read_bytes().startswith(b"%PDF")
    assert "Đã ghi" in window.status.text.text()
    assert viewer.opened == [], "the program shows it itself"
    shown.close()


def test_the_settings_change_the_look_and_open_the_unit(window):
    from ocop_desktop.gui import theme

    window.go("settings")
    QTest.mouseClick(part(window, "settings.dark"), Qt.MouseButton.LeftButton)
    assert theme.current().mode == "dark"
    QTest.mouseClick(part(window, "settings.light"), Qt.MouseButton.LeftButton)
    click(window, "settings.unit")
    assert window.view.page.kind == "unit"
    assert window.navigation.buttons["settings"].isChecked()


def test_long_work_is_shown_and_can_be_stopped(window, qtbot):
    import threading

    go = threading.Event()

    def work(progress):
        while not go.wait(0.005):
            progress(1, 3, "sổ thứ nhất")

    window.desk.run("Đang gộp", work, lambda _: None)
    qtbot.waitUntil(window.progress.stop.isVisible)
    assert window.progress._title.text() == "Đang gộp"
    click(window, "command.cancel")
    wait(window, qtbot)
    assert not window.progress.isVisible()


def test_nothing_is_asked_of_the_data_while_work_runs(window, qtbot):
    import threading

    window.go("product")
    go = threading.Event()
    window.desk.run("Đang gộp", lambda _: go.wait(5), lambda _: None)
    assert window.desk.attempt(lambda: 1) is None
    assert "đang bận" in window.status.text.text()
    window.go("subject")
    window.actions_["new"].trigger()
    assert window.view.page.kind == "product"
    assert not window.view.page.draft.is_new
    go.set()
    wait(window, qtbot)
    assert window.desk.attempt(lambda: 1) == 1


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "–"), (1234, "1.234"), (33.33, "33,33"), (2.0, "2"), ("tên", "tên"), (0, "0")],
)
def test_figures_as_people_write_them(value, words):
    assert said(value) == words


def test_screens_are_drawn(app, filled, tmp_path):
    from ocop_desktop.gui import screenshots

    drawn = screenshots.draw_all(filled, tmp_path / "hình")
    names = {path.name for path in drawn}
    assert {"product-light-1366.png", "today-dark-1920.png", "start-light.png"} <= names
    assert all(path.stat().st_size > 5_000 for path in drawn)
    from ocop_desktop.actions import lists

    assert lists.count(filled, "product") == 5  # the file is still open


def test_money_may_be_typed_in_millions(window):
    window.open_list("course")
    window.verbs.new_record()
    type_into(window, "course.name", "Lớp thử")
    type_into(window, "course.spent", "12tr")
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    id = window.view.page.draft.id
    window.go("settings")
    QTest.mouseClick(part(window, "settings.millions"), Qt.MouseButton.LeftButton)
    window.go("course")
    window.view.open(id)
    assert part(window, "course.spent").text() == "12"
    type_into(window, "course.spent", "1.850")
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    kept = entries.get(window.desk.data, "course", id)
    assert kept.get("spent") == 1_850_000_000
    assert window.preferences.millions
