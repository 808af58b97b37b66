"""The list: lazy, searched, sorted and filtered; Qt's own tester watches the models."""

import pytest
from hands import part, press, put, titles, type_into, type_keys
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from ocop_desktop.gui.list_model import PAGE, ListModel, Query
from ocop_desktop.gui.navigation import rooms_for


@pytest.fixture
def desk(app, filled):
    from ocop_desktop.gui.desk import Desk

    made = Desk(filled)
    yield made
    made.release()


def test_qt_finds_nothing_wrong_with_the_model(desk, qtbot):
    model = ListModel(desk)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.ask(Query("product"))
    model.ask(Query("subject", typed="htx"))
    model.ask(Query("product", sort="subject", descending=True))
    assert model.rowCount() == 5


def test_only_the_pages_looked_at_are_read(desk, monkeypatch):
    for number in range(3 * PAGE):
        put(desk.data, "outlet", {"name": f"Điểm {number:04}"})
    from ocop_desktop.actions import lists

    asked = []
    real = lists.rows
    monkeypatch.setattr(
        lists,
        "rows",
        lambda data, kind, keys, columns: (
            asked.append(len(keys)) or real(data, kind, keys, columns)
        ),
    )
    model = ListModel(desk)
    model.ask(Query("outlet"))
    assert model.rowCount() == 3 * PAGE
    assert not asked
    assert model.index(2 * PAGE + 1, 0).data() == f"Điểm {2 * PAGE + 1:04}"
    model.index(2 * PAGE + 2, 0).data()
    assert asked == [PAGE]


def test_the_search_leaves_marks_out(window, qtbot):
    window.go("product")
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = part(window, "search")
    assert search.hasFocus()
    type_keys(search, "mat ong")
    qtbot.waitUntil(lambda: titles(window) == ["Mật ong rừng"])
    search.clear()
    type_keys(search, "Rượu")
    qtbot.waitUntil(lambda: titles(window) == ["Rượu sim"])


def test_enter_in_the_search_goes_into_the_list(window):
    window.go("product")
    search = type_into(window, "search", "tra")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert titles(window) == ["Trà gừng"]
    assert window.view.list.table.hasFocus()


def test_a_list_is_sorted_the_vietnamese_way_and_back(window):
    window.go("product")
    assert titles(window) == sorted(titles(window), key=lambda name: "CMMRT".index(name[0]))
    header = window.view.list.table.horizontalHeader()
    header.sectionClicked.emit(0)
    header.sectionClicked.emit(0)
    assert titles(window)[0] == "Trà gừng"
    assert titles(window)[-1] == "Cà phê bột nguyên chất"


def test_a_filter_asks_for_one_value_and_is_dropped_again(window):
    window.go("product")
    window.view.list.filter_button.click()
    subject = type_into(window, "filter.subject", "po ko")
    QTest.keyClick(subject._list, Qt.Key.Key_Return)
    assert len(titles(window)) == 2
    assert window.view.list.filter_button.text() == "Lọc · 1"
    window.view.list.show_everything()
    assert len(titles(window)) == 5


def test_an_empty_list_says_what_to_do(window):
    window.go("support")
    card = window.view.list
    assert card._empty.isVisible()
    assert "Ctrl+N" in card._empty_text.text()
    QTest.mouseClick(card._empty_button, Qt.MouseButton.LeftButton)
    assert window.view.page.draft.is_new


def test_a_search_without_answer_offers_to_drop_it(window, qtbot):
    window.go("product")
    type_into(window, "search", "không có đâu")
    qtbot.waitUntil(lambda: not titles(window))
    QTest.mouseClick(window.view.list._empty_button, Qt.MouseButton.LeftButton)
    assert len(titles(window)) == 5


def test_qt_finds_nothing_wrong_with_the_grid(window):
    window.go("product")
    model = window.view.page.body.grids["packs"].model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.paste(model.index(0, 0), "Túi\t250\nHộp\t500")
    model.remove([0])
    assert [row.get("packaging") for row in model.rows] == ["Hộp"]


def test_the_province_merges_and_an_office_sends(window):
    forms = window.desk.data.forms
    office = {room.name for room in rooms_for("office", forms)}
    province = {room.name for room in rooms_for("province", forms)}
    assert office - province == {"exchange"}
    assert province - office == {"senders"}
    assert rooms_for("province", forms)[0].name == "merge"


def test_the_palette_finds_records_and_commands(window, qtbot):
    from ocop_desktop.gui.palette import Palette

    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(Palette)
    type_keys(palette.line, "mang kho")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.view.page.kind == "product")
    assert window.view.page.draft.get("name") == "Măng khô"
    window.verbs.palette_open()
    palette = window.findChildren(Palette)[-1]
    type_keys(palette.line, "cai dat")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.in_records())
