"""An officer's first days, by keys and clicks: from the first start to the province's merge."""

from pathlib import Path

from hands import ALT, CTRL, click, enter, part, pick, press, titles, type_into, type_keys
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu

from ocop_desktop.actions import entries, lists, start
from ocop_desktop.gui.preview_window import PreviewWindow

PEOPLE = [f"Y Học Viên {number:02}" for number in range(1, 31)]
MACHINES = (("Máy rang cà phê", "85tr"), ("Máy xay công nghiệp", "42.500.000"), ("Máy hút", "9tr"))


def wait(window, qtbot):
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=30_000)
    qtbot.wait(1)


def choose(parent, path: Path):
    """Answer the file dialog that has just opened."""
    dialog = part(parent, "file_dialog", QFileDialog)
    dialog.filesSelected.emit([str(path)])
    dialog.close()
    dialog.setObjectName("answered")


def start_new(program, qtbot, unit: str, officer: str):
    """The first start: unit, name, create."""
    program.first_start()
    pick(program.window, "start.unit", unit)
    type_into(program.window, "start.officer", officer)
    click(program.window, "command.create")
    return in_front(program, qtbot)


def in_front(program, qtbot):
    """The program's window, once it has the keyboard."""
    qtbot.waitUntil(lambda: program.window.isActiveWindow())
    program.window.resize(1366, 768)  # the screen that tests have is smaller
    return program.window


def new(window, kind: str):
    """Go to a list and begin a record."""
    window.open_list(kind)
    press(window, Qt.Key.Key_N, CTRL)


def save(window):
    window.status.say("")
    press(window, Qt.Key.Key_S, CTRL)
    assert "Đã lưu" in window.status.text.text(), window.status.text.text()


def enter_subject(window):
    new(window, "subject")
    enter(window, "subject.name", "HTX Nông nghiệp Đăk Ui")
    pick(window, "subject.kind", "hop tac xa")
    enter(window, "subject.phone", "0905 123 456")
    pick(window, "subject.commune", "dak ui")
    enter(window, "subject.rep_name", "Y Thị Thu")
    save(window)


def enter_product(window, name: str):
    new(window, "product")
    enter(window, "product.name", name)
    pick(window, "product.subject", "dak ui")
    save(window)


def enter_course(window):
    """A course with thirty attendees: names pasted, presence ticked with the space bar."""
    new(window, "course")
    enter(window, "course.name", "Tập huấn câu chuyện sản phẩm")
    enter(window, "course.starts_on", "5/3/2026")
    enter(window, "course.session_count", "2")
    grid = window.view.page.body.grids["attendances"]
    QGuiApplication.clipboard().setText("\n".join(PEOPLE))
    grid.view.setFocus()
    grid.view.setCurrentIndex(grid.model.index(0, 0))
    QTest.keyClick(grid.view, Qt.Key.Key_V, CTRL)
    ticks = [number for number, column in enumerate(grid.model.columns) if column.code]
    for row in range(len(PEOPLE)):
        grid.view.setCurrentIndex(grid.model.index(row, ticks[0]))
        QTest.keyClick(grid.view, Qt.Key.Key_Space)
    save(window)


def enter_grant(window):
    """A grant with three machines, typed cell by cell."""
    new(window, "support")
    pick(window, "support.subject", "dak ui")
    pick(window, "support.kind", "may moc")
    grid = window.view.page.body.grids["items"]
    columns = [column.field.name for column in grid.model.columns]
    for row, (name, price) in enumerate(MACHINES):
        for field, text in (("name", name), ("quantity", "1")):
            cell = grid.model.index(row, columns.index(field))
            grid.view.setFocus()
            grid.view.setCurrentIndex(cell)
            grid.view.edit(cell)
            editor = grid.view.indexWidget(cell) or grid.view.focusWidget()
            type_keys(editor, text)
            QTest.keyClick(editor, Qt.Key.Key_Return)
        grid.view.setCurrentIndex(grid.model.index(row, 0))
        if not grid._detail.isChecked():
            grid._detail.click()
        enter(window, "support_item.unit_price", price)
    save(window)


def the_first_day(program, qtbot) -> Path:
    """A file, a subject, two products, a course, a grant; then the window is closed."""
    window = start_new(program, qtbot, "huyen dak ha", "Y Mẫu")
    enter_subject(window)
    enter_product(window, "Cà phê bột Đăk Ui")
    enter_product(window, "Mật ong rừng Đăk Ui")
    enter_course(window)
    enter_grant(window)
    path = window.desk.data.path
    window.close()
    program.window = None
    return path


def see_that_all_is_there(window):
    data = window.desk.data
    assert lists.count(data, "product") == 2
    window.open_list("course")
    course = entries.get(data, "course", window.view.page.draft.id)
    assert [row.get("full_name") for row in course.rows("attendances")] == PEOPLE
    assert all(row.get("present") == ["s1"] for row in course.rows("attendances"))
    window.open_list("support")
    grant = entries.get(data, "support", window.view.page.draft.id)
    prices = [item.get("unit_price") for item in grant.rows("items")]
    assert prices == [85_000_000, 42_500_000, 9_000_000]


def find_correct_and_undo(window, qtbot):
    """Found by typing without marks; the correction is taken back with Ctrl+Z."""
    data = window.desk.data
    window.open_list("product")
    press(window, Qt.Key.Key_F, CTRL)
    type_keys(part(window, "search"), "mat ong")
    qtbot.waitUntil(lambda: titles(window) == ["Mật ong rừng Đăk Ui"])
    QTest.keyClick(part(window, "search"), Qt.Key.Key_Return)
    enter(window, "product.name", "Mật ong hoa cà phê")
    save(window)
    id = window.view.page.draft.id
    assert entries.get(data, "product", id).get("name") == "Mật ong hoa cà phê"
    window.view.list.table.setFocus()
    press(window, Qt.Key.Key_Z, CTRL)
    assert entries.get(data, "product", id).get("name") == "Mật ong rừng Đăk Ui"
    assert part(window, "product.name").text() == "Mật ong rừng Đăk Ui"


def print_the_attendance_sheet(window, qtbot, viewer):
    window.open_list("course")
    press(window, Qt.Key.Key_P, CTRL)
    menu = part(window, "print_menu", QMenu)
    (sheet,) = [a for a in menu.actions() if a.objectName() == "print.attendance-sheet"]
    menu.close()
    sheet.trigger()
    wait(window, qtbot)
    shown = window.findChild(PreviewWindow)
    assert shown.document.file.is_file()
    assert len(shown.document) >= 1
    assert viewer == []
    shown.close()


def send(window, qtbot, book: Path):
    window.go("exchange")
    type_into(window, "export.period", "6 tháng đầu năm 2026")
    click(window, "command.export")
    choose(window._pages["exchange"], book)
    wait(window, qtbot)
    assert book.is_file()


def look_and_merge(window, qtbot, book: Path):
    """Nothing is written before it was looked at."""
    window.go("merge")
    click(window, "command.choose_books")
    choose(window._pages["merge"], book)
    wait(window, qtbot)
    press(window._pages["merge"].files.on, Qt.Key.Key_Space)
    wait(window, qtbot)
    assert lists.count(window.desk.data, "product") == 0
    click(window, "command.merge")
    wait(window, qtbot)
    window.open_list("product")
    assert titles(window) == ["Cà phê bột Đăk Ui", "Mật ong rừng Đăk Ui"]


def test_from_the_first_start_to_the_merge_at_the_province(program, qtbot, tmp_path, viewer):
    path = the_first_day(program, qtbot)
    program.open(program.preferences.recent_data()[0])
    window = in_front(program, qtbot)
    assert window.desk.data.path == path
    see_that_all_is_there(window)
    find_correct_and_undo(window, qtbot)
    print_the_attendance_sheet(window, qtbot, viewer)
    book = tmp_path / "gửi tỉnh.xlsx"
    send(window, qtbot, book)
    window.close()
    program.window = None
    window = start_new(program, qtbot, "tinh quang ngai", "Lê Thị Tổng Hợp")
    look_and_merge(window, qtbot, book)
    window.go("report")
    wait(window, qtbot)
    report = window._pages["report"]
    assert dict(report._made.figures)["training_courses"] == 1


def test_nothing_typed_is_lost_when_the_window_is_closed(program, qtbot):
    window = start_new(program, qtbot, "huyen dak ha", "Y Mẫu")
    path = window.desk.data.path
    new(window, "subject")
    type_into(window, "subject.name", "Tổ hợp tác Ngọc Linh")
    window.close()
    program.window = None
    with start.open_data(path, write=False) as data:
        assert lists.count(data, "subject") == 1


def test_a_window_with_something_unreadable_does_not_close(program, qtbot):
    window = start_new(program, qtbot, "huyen dak ha", "Y Mẫu")
    new(window, "subject")
    type_into(window, "subject.founded_on", "hôm qua")
    assert not window.close()
    assert part(window, "subject.founded_on").text() == "hôm qua"
    window.actions_["discard"].trigger()
    assert window.close()
    program.window = None


def test_previous_and_next_by_keys(program, qtbot):
    window = start_new(program, qtbot, "huyen dak ha", "Y Mẫu")
    enter_subject(window)
    for name in ("Cà phê", "Mật ong", "Rượu cần"):
        enter_product(window, name)
    assert window.view.page.draft.get("name") == "Rượu cần"
    press(window, Qt.Key.Key_Up, ALT)
    assert window.view.page.draft.get("name") == "Mật ong"
    press(window, Qt.Key.Key_Up, ALT)
    press(window, Qt.Key.Key_Up, ALT)
    assert window.view.page.draft.get("name") == "Cà phê"
    press(window, Qt.Key.Key_Down, ALT)
    assert window.view.page.draft.get("name") == "Mật ong"
