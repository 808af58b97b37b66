"""The attendance grid by keys: paste from Excel, tick, copy down, take back, known persons."""

from grid_hands import at, editor_of, names, paste, said, type_cell
from hands import CTRL, part, press, type_keys
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ocop_desktop.actions import entries

SHIFT = Qt.KeyboardModifier.ShiftModifier
ENTER, ESC, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space
HEADED = "TT\tHọ tên\tNăm sinh\tNam\tNữ\tDTTS\tSĐT\tBuổi 1\tBuổi 2\tGhi chú\n"


def line(number):
    woman = number % 2
    marks = "\tx" if woman else "x\t"
    return f"{number}\tY Học Viên {number:02}\t{1970 + number}\t{marks}\tx\t90512{number:04}\tx\t\t"


# ---- pasting


def test_thirty_rows_with_headings_go_where_their_headings_say(window, grid):
    paste(grid, HEADED + "\n".join(line(number) for number in range(1, 31)))
    rows = grid.model.rows
    assert len(rows) == 30
    assert rows[0].get("full_name") == "Y Học Viên 01"
    assert rows[0].get("birth_year") == 1971
    assert [row.get("gender") for row in rows[:2]] == ["female", "male"]
    assert rows[0].get("minority") is True
    assert rows[0].get("phone") == "0905120001"
    assert rows[0].get("present") == ["s1"]
    assert not list(window.view.page.draft.problems())
    assert "Đã dán 30 dòng." in said(window)
    assert "số 0 ở đầu 30 số điện thoại" in said(window)
    assert "Không nhập cột “Ghi chú”" in said(window)


def test_rows_without_headings_go_column_by_column_and_counting_is_left_out(window, grid):
    lines = [f"{n}\tY {n}\tNữ\tHTX Công bằng Pô Kô\tCán bộ xã\tx\tx" for n in range(1, 4)]
    paste(grid, "\n".join(lines))
    assert names(grid) == ["Y 1", "Y 2", "Y 3"]
    row = grid.model.rows[2]
    assert window.desk.look.title("subject", row.get("subject")) == "HTX Công bằng Pô Kô"
    assert row.get("role") == "commune_official"
    assert (row.get("gender"), row.get("minority"), row.get("present")) == ("female", True, ["s1"])


def test_cells_that_cannot_be_read_stay_with_their_reason(window, grid):
    head = "Họ và tên\tNăm sinh\tGiới tính\tSố điện thoại\tBuổi 1\tBuổi 2\n"
    paste(
        grid,
        head + "Y Một\tkhông rõ\tnữ\tgọi sau\tx\t\nY Hai\t12/5/1975\tNam\t0905123456\tmuộn\tx\n",
    )
    first, second = grid.model.rows
    assert first.unread["birth_year"].text == "không rõ"
    assert first.unread["phone"].text == "gọi sau"
    assert second.get("birth_year") == 1975
    assert second.unread["present"].text == "muộn"
    assert second.get("present") == ["s2"]
    assert "3 ô chưa đọc được" in said(window)
    assert "1 ngày sinh: chỉ giữ năm" in said(window)
    press(window, Qt.Key.Key_S, CTRL)
    assert "Chưa lưu" in said(window)
    assert len(grid.model.rows) == 2


def test_a_cell_outside_the_columns_can_be_mended_below_the_grid(window, grid):
    paste(grid, "Họ và tên\tSĐT\nY Một\tgọi sau\n")
    window.view.page.body.focus_on("attendances.0.phone")
    phone = part(window, "attendance.phone")
    assert phone.isVisible()
    assert phone.text() == "gọi sau"
    assert window.view.page.focusWidget() is phone


def test_a_letter_n_on_the_clipboard_is_no_day(window):
    window.go("product")
    model = window.view.page.body.grids["awards"].model
    day = [column.field.name for column in model.columns].index("awarded_on")
    model.paste(model.index(0, day), "n")
    assert model.rows[0].unread["awarded_on"].text == "n"


def test_lines_pasted_while_a_cell_is_open_are_rows_all_the_same(grid):
    type_keys(grid.view, "Y")
    QGuiApplication.clipboard().setText("Y Một\nY Hai\n")
    QTest.keyClick(editor_of(grid), Qt.Key.Key_V, CTRL)
    assert names(grid) == ["Y Một", "Y Hai"]


def test_blank_lines_make_no_rows(grid):
    paste(grid, "Y Một\n\n\nY Hai\n\n")
    assert names(grid) == ["Y Một", "Y Hai"]


def test_what_lies_beyond_the_columns_is_said(window, grid):
    at(grid, 0, "present.s1")
    paste(grid, "x\tx\tthừa\nx\t\tthừa nữa")
    assert "2 ô nằm ngoài các cột" in said(window)


def test_a_column_copied_can_be_pasted(grid):
    paste(grid, "Y Một\tNữ\tHTX Đăk Ui\tCán bộ xã\nY Hai\tNam\tHTX Đăk Ui\tCán bộ xã")
    grid.view.selectAll()
    QTest.keyClick(grid.view, Qt.Key.Key_C, CTRL)
    before = [dict(row.values) for row in grid.model.rows]
    at(grid, 2, 0)
    QTest.keyClick(grid.view, Qt.Key.Key_V, CTRL)
    after = [dict(row.values) for row in grid.model.rows]
    assert [{**one, "minority": None} for one in after[2:]] == [
        {**one, "minority": None} for one in before
    ]


# ---- ticking, clearing, copying down


def block(grid, first, last):
    """Choose a block of cells, the last one current."""
    model = grid.view.selectionModel()
    grid.view.setFocus()
    grid.view.setCurrentIndex(grid.model.index(*first))
    from PySide6.QtCore import QItemSelection

    chosen = QItemSelection(grid.model.index(*first), grid.model.index(*last))
    model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def test_space_ticks_a_whole_block_and_again_takes_it_off(grid):
    paste(grid, "\n".join(f"Y {n}" for n in range(30)))
    ticks = [n for n, column in enumerate(grid.model.columns) if column.code]
    at(grid, 0, ticks[0])
    QTest.keyClick(grid.view, Qt.Key.Key_Right, SHIFT)
    for _ in range(29):
        QTest.keyClick(grid.view, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(grid.view, SPACE)
    assert all(row.get("present") == ["s1", "s2"] for row in grid.model.rows)
    QTest.keyClick(grid.view, SPACE)
    assert all(row.get("present") is None for row in grid.model.rows)
    QTest.keyClick(grid.view, Qt.Key.Key_Z, CTRL)
    assert all(row.get("present") == ["s1", "s2"] for row in grid.model.rows)


def test_a_block_with_some_ticks_becomes_all_ticked(grid):
    paste(grid, "Y Một\nY Hai")
    QTest.keyClick(at(grid, 0, "present.s1") and grid.view, SPACE)
    column = grid.view.currentIndex().column()
    block(grid, (0, column), (1, column))
    QTest.keyClick(grid.view, SPACE)
    assert [row.get("present") for row in grid.model.rows] == [["s1"], ["s1"]]


def test_delete_empties_cells(grid):
    paste(grid, "Y Một\tNữ\tHTX Đăk Ui\tCán bộ xã")
    block(grid, (0, 1), (0, 2))
    QTest.keyClick(grid.view, Qt.Key.Key_Delete)
    row = grid.model.rows[0]
    assert row.get("full_name") == "Y Một"
    assert row.get("subject") is row.get("gender") is None


def test_a_key_copies_the_cell_above_and_a_block_its_first_row(grid):
    paste(grid, "Y Một\tNữ\t\tCán bộ xã\nY Hai\t\t\tKhác\nY Ba\t\t\tChủ thể")
    role = at(grid, 1, "role").column()
    QTest.keyClick(grid.view, Qt.Key.Key_Apostrophe, CTRL)
    assert grid.model.rows[1].get("role") == "commune_official"
    block(grid, (0, 1), (2, role))
    QTest.keyClick(grid.view, Qt.Key.Key_Apostrophe, CTRL)
    assert [row.get("role") for row in grid.model.rows] == ["commune_official"] * 3
    assert [row.get("gender") for row in grid.model.rows] == ["female"] * 3


# ---- rows and steps


def test_rows_are_put_in_and_taken_out_and_every_step_is_taken_back(window, grid):
    paste(grid, "Y Một\nY Hai\nY Ba")
    at(grid, 1, 0)
    QTest.keyClick(grid.view, Qt.Key.Key_Insert)
    assert names(grid) == ["Y Một", None, "Y Hai", "Y Ba"]
    type_cell(grid, "Y Giữa", ENTER, CTRL)
    QTest.keyClick(editor_of(grid), ESC)
    at(grid, 3, 0)
    QTest.keyClick(grid.view, Qt.Key.Key_Delete, CTRL)
    assert names(grid) == ["Y Một", "Y Giữa", "Y Hai"]
    at(grid, 0, 0)
    QTest.keyClick(grid.view, Qt.Key.Key_Z, CTRL)
    assert names(grid) == ["Y Một", "Y Giữa", "Y Hai", "Y Ba"]
    for _ in range(3):
        QTest.keyClick(grid.view, Qt.Key.Key_Z, CTRL)
    assert names(grid) == []
    assert window.view.page.draft.is_new  # nothing saved was undone
    for _ in range(4):
        QTest.keyClick(grid.view, Qt.Key.Key_Y, CTRL)
    assert names(grid) == ["Y Một", "Y Giữa", "Y Hai"]
    press(window, Qt.Key.Key_S, CTRL)
    kept = entries.get(window.desk.data, "course", window.view.page.draft.id)
    assert [row.get("full_name") for row in kept.rows("attendances")] == [
        "Y Một",
        "Y Giữa",
        "Y Hai",
    ]


def test_a_row_only_begun_is_not_saved(window, grid):
    paste(grid, "Y Một\nY Hai")
    at(grid, 1, 0)
    QTest.keyClick(grid.view, Qt.Key.Key_Insert)
    press(window, Qt.Key.Key_S, CTRL)
    kept = entries.get(window.desk.data, "course", window.view.page.draft.id)
    assert [row.get("full_name") for row in kept.rows("attendances")] == ["Y Một", "Y Hai"]


def test_esc_in_a_cell_loses_nothing(window, grid):
    paste(grid, "Y Một")
    at(grid, 0, 0)
    type_cell(grid, "Nhầm", ESC)
    assert names(grid) == ["Y Một"]
    assert "Ctrl+Y" in said(window)
    QTest.keyClick(grid.view, Qt.Key.Key_Y, CTRL)
    assert names(grid) == ["Nhầm"]


# ---- going about


def test_enter_types_through_a_row_and_out_of_the_table(window, grid):
    body = window.view.page.body
    type_cell(grid, "Y Một")
    assert grid.view.currentIndex().column() == 1
    while grid.view.currentIndex().row() == 0:
        QTest.keyClick(editor_of(grid), ENTER)
    assert grid.view.currentIndex().column() == 0
    assert names(grid) == ["Y Một"]
    QTest.keyClick(editor_of(grid), ENTER)  # nothing typed into the empty row
    stops = body.stops()
    assert QApplication.focusWidget() is stops[stops.index(grid.view) + 1]
    assert names(grid) == ["Y Một"]


def test_control_enter_begins_the_next_row(grid):
    for name in ("Y Một", "Y Hai", "Y Ba"):
        if grid.model.rows:
            type_keys(editor_of(grid), name)
            QTest.keyClick(editor_of(grid), ENTER, CTRL)
        else:
            type_cell(grid, name, ENTER, CTRL)
    assert names(grid) == ["Y Một", "Y Hai", "Y Ba"]
    assert grid.view.currentIndex().row() == 3


def test_shift_enter_goes_back_and_out_before_the_first_cell(window, grid):
    paste(grid, "Y Một\tNữ")
    at(grid, 0, 1)
    QTest.keyClick(grid.view, ENTER, SHIFT)
    assert grid.view.currentIndex().column() == 0
    QTest.keyClick(grid.view, ENTER, SHIFT)
    stops = window.view.page.body.stops()
    assert QApplication.focusWidget() is stops[stops.index(grid.view) - 1]


def test_tab_leaves_from_the_empty_row(grid):
    paste(grid, "Y Một")
    at(grid, 1, 0)
    QTest.keyClick(grid.view, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not grid.view


def test_f4_drops_the_list_of_a_cell(grid):
    paste(grid, "Y Một")
    at(grid, 0, "role")
    QTest.keyClick(grid.view, Qt.Key.Key_F4)
    assert editor_of(grid)._list.isVisible()
    assert editor_of(grid)._list.model().rowCount() == 6


# ---- UniKey and input methods in cells


def test_unikey_types_into_a_cell(grid):
    type_cell(grid, "Y Thi\b\bhị DDa\b\b\bĐăk")
    assert names(grid) == ["Y Thị Đăk"]


def test_an_input_method_composes_in_a_cell(grid):
    event = QInputMethodEvent("Đ", [])
    QApplication.sendEvent(grid.view, event)
    editor = editor_of(grid)
    event = QInputMethodEvent()
    event.setCommitString("Đăk")
    QApplication.sendEvent(editor, event)
    QTest.keyClick(editor, ENTER)
    assert names(grid) == ["Đăk"]
