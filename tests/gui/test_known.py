"""Persons that a subject knows already, in a list of who came: offered, filled in, added in one go."""

from grid_hands import ENTER, at, editor_of, names, paste, said, type_cell
from hands import CTRL, part, put, type_keys
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget


def test_a_name_is_offered_from_the_persons_of_the_subject(window, grid):
    paste(grid, "\t\tHTX Đăk Ui")
    at(grid, 0, 0)
    type_keys(grid.view, "t")
    editor = editor_of(grid)
    type_keys(editor, "hu")
    assert [one.title for one in editor._model.found] == ["Y Thu Hà"]
    assert "1978" in editor._model.found[0].note
    QTest.keyClick(editor._list, Qt.Key.Key_Down)
    QTest.keyClick(editor._list, ENTER)
    row = grid.model.rows[0]
    assert row.get("full_name") == "Y Thu Hà"
    assert (row.get("birth_year"), row.get("gender")) == (1978, "female")
    assert row.get("job") == "Giám đốc"
    assert row.get("person")


def test_a_new_name_is_taken_as_typed_though_it_begins_like_a_known_one(grid):
    paste(grid, "\t\tHTX Đăk Ui")
    at(grid, 0, 0)
    type_cell(grid, "Y Thu", ENTER)
    row = grid.model.rows[0]
    assert row.get("full_name") == "Y Thu"
    assert row.get("person") is None


def test_a_known_name_typed_in_full_is_that_person(grid):
    paste(grid, "\t\tHTX Đăk Ui")
    at(grid, 0, 0)
    type_keys(grid.view, "a")
    editor = editor_of(grid)
    type_keys(editor, " dua")
    QTest.keyClick(editor._list, ENTER)
    row = grid.model.rows[0]
    assert row.get("full_name") == "A Dưa"
    assert row.get("phone") == "0905123456"


def test_another_name_lets_go_of_the_person(grid):
    test_a_known_name_typed_in_full_is_that_person(grid)
    at(grid, 0, 0)
    type_cell(grid, "A Khác", ENTER)
    assert grid.model.rows[0].get("person") is None


def test_all_persons_of_a_subject_are_added_in_one_go(window, grid):
    part(window, "attendance.add_known").click()
    dialog = part(window, "known")
    type_keys(dialog.owner, "dak ui")
    QTest.keyClick(dialog.owner._list, ENTER)
    rows = part(dialog, "known.rows", QListWidget)
    assert rows.count() == 3
    QTest.keyClick(rows, Qt.Key.Key_A, CTRL)
    assert dialog.add_button.text() == "Thêm 3 người"
    QTest.keyClick(rows, ENTER)
    assert names(grid) == ["A Dưa", "Y Blưn", "Y Thu Hà"]
    assert all(row.get("person") and row.get("subject") for row in grid.model.rows)
    assert "Đã thêm 3 người" in said(window)
    QTest.keyClick(grid.view, Qt.Key.Key_Z, CTRL)
    assert names(grid) == []


def test_who_is_in_the_table_already_is_not_offered_again(window, grid):
    test_a_known_name_typed_in_full_is_that_person(grid)
    part(window, "attendance.add_known").click()
    rows = part(part(window, "known"), "known.rows", QListWidget)
    shown = [rows.item(n).text() for n in range(rows.count())]
    assert len(shown) == 2
    assert not any(text.startswith("A Dưa") for text in shown)


def test_a_subject_without_persons_is_said(window, grid):
    put(window.desk.data, "subject", {"name": "Hộ Trống"})
    part(window, "attendance.add_known").click()
    dialog = part(window, "known")
    type_keys(dialog.owner, "ho trong")
    QTest.keyClick(dialog.owner._list, ENTER)
    dialog.accept()
    assert dialog.isVisible()
    assert names(grid) == []
