"""Finding, as an officer does it: keys, filters as chips, columns, headings, named views, copies."""

import subprocess
import sys
import unicodedata

import pytest
from hands import ALT, CTRL, NONE, click, part, press, put, titles, type_into, type_keys
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from ocop_desktop.actions import views
from ocop_desktop.gui import view_menu
from ocop_desktop.gui.list_model import HEADING, PAGE, ListModel, Query
from ocop_desktop.gui.list_out import write_workbook
from ocop_desktop.gui.list_shape import ListShapes

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def card(window):
    window.go("product")
    return window.view.list


def find(card, qtbot, keys):
    """Type into the search box and wait for the answer."""
    card.search.setFocus()
    card.search.selectAll()
    type_keys(card.search, keys)
    qtbot.waitUntil(lambda: card.model.query.typed == card.search.text())


# ---- the search box


@pytest.mark.parametrize(
    "keys",
    # what UniKey sends: the letters so far, backspaces, the letters with their marks
    ["maa\b\bâ\bật", "Ma\bâ\bật ong", "mật", "mat", unicodedata.normalize("NFD", "mật o")],
)
def test_unikey_may_type_into_the_search_box(window, card, qtbot, keys):
    find(card, qtbot, keys)
    assert titles(window) == ["Mật ong rừng"]


def test_down_goes_into_the_list_and_letters_go_back_to_the_box(window, card, qtbot):
    find(card, qtbot, "r")
    QTest.keyClick(card.search, Qt.Key.Key_Down)
    assert card.table.hasFocus()
    assert card.current_id()
    type_keys(card.table, "u")
    assert card.search.hasFocus()
    assert card.search.text() == "ru"
    qtbot.waitUntil(lambda: titles(window) == ["Rượu sim", "Mật ong rừng"])


def test_esc_drops_the_words_and_then_the_filters(window, card, qtbot):
    card.filters.add("subject", None)
    find(card, qtbot, "mang")
    assert titles(window) == []
    QTest.keyClick(card.search, Qt.Key.Key_Escape)
    assert card.search.text() == ""
    qtbot.waitUntil(lambda: card.model.query.typed == "")
    assert card.model.query.where
    QTest.keyClick(card.search, Qt.Key.Key_Escape)
    assert len(titles(window)) == 5


def test_what_was_found_is_marked(card, qtbot):
    plain = card.table.grab().toImage()
    find(card, qtbot, "mat")
    gold = card.palette()
    assert gold is not None
    from ocop_desktop.gui import theme

    wanted = theme.now().colour("gold-soft").rgb()
    image = card.table.viewport().grab().toImage()
    points = [image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(5, 30)]
    assert wanted in points
    assert wanted not in [plain.pixel(x, 45) for x in range(0, plain.width(), 2)]


def test_a_long_search_shows_its_first_page_and_then_all_of_it(window, qtbot):
    for number in range(3 * PAGE):
        put(window.desk.data, "outlet", {"name": f"Điểm {number:04}"})
    model = ListModel(window.desk)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.ask(Query("outlet", typed="diem"))
    assert model.rowCount() == PAGE
    assert not model.is_counted
    with qtbot.waitSignal(model.counted):
        pass
    assert model.count == 3 * PAGE
    assert model.index(2 * PAGE + 1, 0).data() == f"Điểm {2 * PAGE + 1:04}"


# ---- filters


def test_filters_are_chips_that_go_one_by_one_or_all_at_once(window, card, qtbot):
    card.filter_button.click()
    for name in ("po ko", "the he moi"):
        editor = type_into(window, "filter.subject", name)
        QTest.keyClick(editor._list, Qt.Key.Key_Return)
    assert len(titles(window)) == 5
    assert next(chip.text() for chip in card.chips.chips()) == "Chủ thể: HTX Công bằng Pô Kô"
    click(window, "chip.subject.0")
    assert len(titles(window)) == 3
    chip = part(window, "chip.subject.0", QPushButton)
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert len(titles(window)) == 5
    assert card.chips.isHidden()
    card.filters.add("subject", None)
    assert titles(window) == []
    press(window, Qt.Key.Key_F, CTRL | SHIFT)
    assert len(titles(window)) == 5


def test_any_field_is_a_condition(window, card):
    put(window.desk.data, "product", {"name": "Bột nghệ", "capacity": "12.5"})
    card.filter_button.click()
    field = part(window, "filter.any.field", QComboBox)
    field.setCurrentIndex(field.findData("capacity"))
    type_into(window, "filter.any.from", "10")
    QTest.keyClick(type_into(window, "filter.any.to", "20"), Qt.Key.Key_Return)
    assert titles(window) == ["Bột nghệ"]
    assert "10 – 20" in card.chips.chips()[0].text()
    assert field.currentIndex() == 0
    click(window, "chip.capacity.0")
    field.setCurrentIndex(field.findData("capacity"))
    way = part(window, "filter.any.way", QComboBox)
    way.setCurrentIndex(way.findText("chưa ghi"))
    click(window, "filter.any.add")
    assert len(titles(window)) == 5


def test_what_cannot_be_read_is_said_and_filters_nothing(window, card, qtbot):
    card.filter_button.click()
    field = part(window, "filter.any.field", QComboBox)
    field.setCurrentIndex(field.findData("capacity"))
    with qtbot.waitSignal(window.desk.said):
        QTest.keyClick(type_into(window, "filter.any.from", "mười"), Qt.Key.Key_Return)
    assert len(titles(window)) == 5


# ---- columns, headings, totals


def test_columns_are_chosen_moved_and_remembered(window, card):
    chooser = dropped(card)
    row = next(n for n in range(chooser.list.count()) if label(chooser, n) == "Mã số sản phẩm")
    chooser.list.setCurrentRow(row)
    QTest.keyClick(chooser.list, Qt.Key.Key_Space)
    assert card.model.columns[-1] == "product_code"
    for _ in range(row):
        QTest.keyClick(chooser.list, Qt.Key.Key_Up, CTRL)
    assert card.model.columns[0] == "product_code"
    kept = ListShapes(window.preferences).columns(window.desk.form("product"))
    assert kept == card.model.columns
    window.go("subject")
    window.go("product")
    assert card.model.columns == kept
    click(chooser, "columns.usual")
    assert card.model.columns == window.desk.form("product").columns


def dropped(card):
    """The chooser of columns as the button drops it."""
    card.tools.columns_button.click()
    return card.tools._chooser


def label(chooser, number):
    return chooser.list.item(number).text()


def test_a_dragged_column_stays_where_it_was_put(card):
    card.choose_columns(("name", "subject", "product_code"))
    header = card.table.horizontalHeader()
    header.moveSection(2, 0)
    assert card.model.columns == ("product_code", "name", "subject")
    assert [header.visualIndex(n) for n in range(3)] == [0, 1, 2]


def test_rows_stand_under_headings_that_the_arrows_step_over(window, card):
    QAbstractItemModelTester(card.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    card.group_by("subject")
    headings = [row for row in range(card.model.rowCount()) if card.model.heading_at(row)]
    assert len(headings) == 2
    assert (
        card.model.index(0, 0).data(HEADING).count
        + card.model.index(headings[1], 0).data(HEADING).count
        == 5
    )
    assert card.model.count == 5
    card.take_focus()
    card.table.selectRow(headings[1] - 1)
    QTest.keyClick(card.table, Qt.Key.Key_Down)
    assert card.table.currentIndex().row() == headings[1] + 1
    press(window, Qt.Key.Key_Up, ALT)
    assert card.table.currentIndex().row() == headings[1] - 1
    card.group_by(None)
    assert len(titles(window)) == 5


def test_totals_follow_what_is_shown(window, qtbot):
    for number, spent in enumerate((1_500_000, 2_000_000)):
        put(window.desk.data, "event", {"name": f"Hội chợ {number}", "spent": spent})
    window.go("product")
    window.view.show_kind("event")
    words = part(window, "totals.words")
    qtbot.waitUntil(lambda: "3.500.000" in words.text())
    find(window.view.list, qtbot, "1")
    qtbot.waitUntil(lambda: words.text().startswith("1 bản ghi") and "2.000.000" in words.text())


# ---- views


def test_a_view_keeps_its_name_filters_columns_and_order(window, card):
    card.filters.add("subject", window.desk.find("subject", "po ko")[0].key)
    card.choose_columns(("name", "product_code"))
    view_menu.keep(window.desk, card.model.query, "  Của   Pô Kô ")
    kept = views.views(window.desk.data, "product")
    assert [view.name for view in kept] == ["Của Pô Kô"]
    card.show_everything()
    card.choose_columns(())
    card.tools.fill_menu()
    next(a for a in card.tools.menu.actions() if a.objectName() == "view.Của Pô Kô").trigger()
    assert len(titles(window)) == 2
    assert card.model.columns == ("name", "product_code")
    assert len(card.chips.chips()) == 1
    card.tools.fill_menu()
    view_menu._drop(window.desk, "product", "Của Pô Kô")
    assert views.views(window.desk.data, "product") == []


def test_a_list_begins_with_the_view_that_was_chosen(make_window, filled):
    first = make_window(filled)
    first.go("product")
    query = Query("product", typed="mat")
    view_menu.keep(first.desk, query, "Mật")
    first.view.list.shapes.keep_first_view("product", "Mật")
    second = make_window(filled)
    second.preferences.lists = first.preferences.lists
    second.go("product")
    assert titles(second) == ["Mật ong rừng"]
    assert second.view.list.search.text() == "mat"


# ---- copies


def test_ctrl_c_copies_rows_as_they_are_shown(window, card):
    subject = window.desk.find("subject", "sau nhung")[0].key
    put(window.desk.data, "product", {"name": "A", "subject": subject, "product_code": "0012"})
    card.choose_columns(("product_code", "name"))
    card.take_focus()
    card.table.selectAll()
    QTest.keyClick(card.table, Qt.Key.Key_C, CTRL)
    carried = QGuiApplication.clipboard().mimeData()
    lines = carried.text().split("\r\n")
    assert lines[0] == "Mã số sản phẩm\tTên sản phẩm"
    assert lines[1] == "0012\tA"
    assert len(lines) == 7
    assert "mso-number-format:'\\@'\">0012<" in carried.html()


def test_a_list_becomes_a_workbook_of_what_is_seen(window, card, qtbot, tmp_path):
    from openpyxl import load_workbook

    put(window.desk.data, "event", {"name": "=1+1", "starts_on": "2026-03-05", "spent": 1_500_000})
    put(window.desk.data, "event", {"name": "Hội chợ", "starts_on": "2026-04"})
    window.view.show_kind("event")
    card.choose_columns(("starts_on", "name", "spent"))
    file = tmp_path / "Sự kiện.xlsx"
    told = []
    write_workbook(card.table, window.desk, lambda *words: told.append(words[0]), file)
    qtbot.waitUntil(lambda: bool(told))
    sheet = load_workbook(file).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [one.strftime("%Y-%m-%d") if hasattr(one, "year") else one for one in rows[1]] == [
        "2026-03-05",
        "=1+1",
        1_500_000,
    ]
    assert sheet["B2"].data_type == "s"
    assert rows[2] == ("04/2026", "Hội chợ", None)
    assert "2 dòng" in told[0]
    assert not file.with_name(file.name + ".part").exists()


def test_headings_go_along_into_the_workbook(window, card, qtbot, tmp_path):
    from openpyxl import load_workbook

    card.choose_columns(("name", "ocop_status"))
    card.group_by("subject")
    told = []
    write_workbook(
        card.table, window.desk, lambda *words: told.append(words[0]), tmp_path / "a.xlsx"
    )
    qtbot.waitUntil(lambda: bool(told))
    column = [
        row[0] for row in load_workbook(tmp_path / "a.xlsx").active.iter_rows(values_only=True)
    ]
    assert column[1] == "HTX Công bằng Pô Kô (2)"
    assert len(column) == 1 + 2 + 5


def test_nothing_is_copied_where_nothing_is_chosen(card):
    QGuiApplication.clipboard().setText("trước")
    card.table.clearSelection()
    card.table.setFocus()
    QTest.keyClick(card.table, Qt.Key.Key_C, NONE | CTRL)
    assert QGuiApplication.clipboard().text() == "trước"


def test_the_program_ends_well_with_a_copy_on_the_clipboard():
    code = (
        "from PySide6.QtWidgets import QApplication\n"
        "from ocop_desktop.gui.list_out import carrier\n"
        "app = QApplication([])\n"
        "carried = carrier()\n"
        "carried.setHtml('<b>Mật ong</b>')\n"
        "app.clipboard().setMimeData(carried)\n"
        "assert app.clipboard().mimeData().formats() == ['text/html']\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
