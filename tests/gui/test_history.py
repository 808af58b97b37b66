"""The history by keys and clicks: look, bring back, take back, do again, see what others changed."""

from pathlib import Path
from typing import Any

import pytest
from hands import ALT, CTRL, click, part, press, type_into
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from ocop_desktop.actions import entries, history, lists, swap, undo
from ocop_desktop.actions.history import Wanted
from ocop_desktop.gui.changes_model import GROUP

SHIFT = Qt.KeyboardModifier.ShiftModifier


def subject_of(data: Any) -> str:
    return lists.entries(data, "subject", typed="po ko")[0].id


@pytest.fixture
def changed(window: Any) -> Any:
    """A window whose subject Pô Kô was changed twice."""
    data = window.desk.data
    id = subject_of(data)
    entries.save(data, "subject", id, {"phone": "0905111111"})
    entries.save(data, "subject", id, {"phone": "0905222222", "founded_on": "3/2015"})
    window.go("history")
    return window


def tree(window: Any) -> Any:
    return window._pages[window._room].panel.tree


def rows(window: Any) -> list[tuple[str, list[tuple[str, ...]]]]:
    """What stands in the tree: each group, and below it its cells."""
    model = tree(window).changes
    found = []
    for row in range(model.rowCount()):
        group = model.index(row, 0)
        below = [
            tuple(str(model.index(n, c, group).data() or "") for c in range(model.columnCount()))
            for n in range(model.rowCount(group))
        ]
        found.append((group.data(GROUP).title, below))
    return found


def go_to(window: Any, field: str) -> None:
    """Walk down with the arrow until a change of the field is chosen."""
    view = tree(window)
    view.setFocus()
    press(view, Qt.Key.Key_Home)
    for _ in range(30):
        line = view.changes.line(view.currentIndex())
        if line is not None and line.field == field:
            return
        press(view, Qt.Key.Key_Down)
    raise AssertionError(field)


def test_the_tree_keeps_qts_promises(changed: Any) -> None:
    model = tree(changed).changes
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, changed
    )
    model.fetchMore(QModelIndex())
    assert tester.model() is model


def test_the_last_thing_done_stands_on_top(changed: Any) -> None:
    title, below = rows(changed)[0]
    assert title == "Lưu"
    assert below == [
        ("HTX Công bằng Pô Kô", "Điện thoại", "0905 111 111", "0905 222 222"),
        ("HTX Công bằng Pô Kô", "Ngày thành lập", "(trống)", "03/2015"),
    ]


def test_a_value_is_brought_back_by_keys_and_ctrl_z_takes_that_back(
    changed: Any, qtbot: Any
) -> None:
    data = changed.desk.data
    id = subject_of(data)
    go_to(changed, "phone")
    press(tree(changed), Qt.Key.Key_L, ALT)  # the button goes down for a moment
    qtbot.waitUntil(lambda: "Đã lấy lại" in changed.status.text.text())
    assert entries.get(data, "subject", id).get("phone") == "0905111111"
    assert rows(changed)[0][0] == "Lấy lại giá trị"
    press(changed, Qt.Key.Key_Z, CTRL)
    assert entries.get(data, "subject", id).get("phone") == "0905222222"
    press(changed, Qt.Key.Key_Y, CTRL)
    assert entries.get(data, "subject", id).get("phone") == "0905111111"
    press(changed, Qt.Key.Key_Z, CTRL)
    press(changed, Qt.Key.Key_Z, CTRL | SHIFT)
    assert entries.get(data, "subject", id).get("phone") == "0905111111"


def test_an_action_in_the_way_is_named(changed: Any) -> None:
    data = changed.desk.data
    view = tree(changed)
    older = view.changes.index(1, 0)
    view.setCurrentIndex(older)
    click(changed, "command.undo_chosen")
    box = changed.findChild(object, "trouble")
    assert "Điện thoại" in box.text()
    box.close()
    assert entries.get(data, "subject", subject_of(data)).get("phone") == "0905222222"


def test_an_older_action_is_taken_back_and_offered_again(changed: Any) -> None:
    data = changed.desk.data
    other = lists.entries(data, "product", typed="sim")[0].id
    entries.save(data, "product", other, {"name": "Rượu sim Măng Đen"})
    view = tree(changed)
    view.setCurrentIndex(view.changes.index(1, 0))
    click(changed, "command.undo_chosen")
    assert entries.get(data, "subject", subject_of(data)).get("phone") == "0905111111"
    assert "đã hoàn tác" in str(view.changes.groups[2].chips)
    click(changed, "status.offer")
    assert entries.get(data, "subject", subject_of(data)).get("phone") == "0905222222"


def test_enter_opens_the_record_at_the_field(changed: Any) -> None:
    go_to(changed, "phone")
    press(tree(changed), Qt.Key.Key_Return)
    assert changed.view.page.draft.id == subject_of(changed.desk.data)
    assert changed.focusWidget().objectName() == "subject.phone"


def test_the_filters_narrow_it(changed: Any, qtbot: Any) -> None:
    box = part(changed, "history.kind", QComboBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_End)
    while box.currentData() != "product":
        QTest.keyClick(box, Qt.Key.Key_Up)
    assert len(rows(changed)) == 5
    QTest.keyClick(box, Qt.Key.Key_Home)
    type_into(changed, "history.typed", "0905111111")  # an old value, nowhere in the records
    qtbot.waitUntil(lambda: len(rows(changed)) == 2)
    type_into(changed, "history.typed", "không có")
    qtbot.waitUntil(lambda: rows(changed) == [])


def test_a_record_has_its_own_history_beside_its_fields(window: Any) -> None:
    data = window.desk.data
    id = subject_of(data)
    entries.save(data, "subject", id, {}, {"persons": [{"full_name": "Y Một"}]})
    entries.save(data, "subject", id, {"phone": "0905111111"})
    window.open_record("subject", id)
    click_tool(window, "side.history")
    panel = window.view.page._sides["history"].panel
    assert [len(one.lines) for one in panel.model.groups] == [1, 1, 1]
    panel.tree.setCurrentIndex(panel.model.index(0, 0, panel.model.index(0, 0)))
    click(panel, "command.open_change")
    assert window.focusWidget().objectName() == "subject.phone"


def click_tool(window: Any, name: str) -> None:
    QTest.mouseClick(part(window, name), Qt.MouseButton.LeftButton)


def test_a_merge_is_not_taken_back_by_ctrl_z_alone(
    make_window: Any, make_office: Any, filled: Any, tmp_path: Path
) -> None:
    province = make_office("tinh", "51", role="province")
    swap.export(filled, tmp_path / "a.xlsx")
    swap.merge(province, [tmp_path / "a.xlsx"])
    window = make_window(province)
    press(window, Qt.Key.Key_Z, CTRL)
    assert lists.count(province, "product") == 5
    assert "nơi khác" in window.status.text.text()
    click(window, "status.offer")
    assert lists.count(province, "product") == 0
    click(window, "status.offer")
    assert lists.count(province, "product") == 5


@pytest.fixture
def told(make_window: Any, make_office: Any, filled: Any, tmp_path: Path) -> Any:
    """An office that took in what its province changed: two fields of a subject."""
    province = make_office("tinh", "51", role="province")
    swap.export(filled, tmp_path / "a.xlsx")
    swap.merge(province, [tmp_path / "a.xlsx"])
    id = subject_of(filled)
    entries.save(province, "subject", id, {"phone": "0905777777", "name": "HTX Pô Kô (sửa)"})
    swap.export(province, tmp_path / "b.xlsx")
    swap.merge(filled, [tmp_path / "b.xlsx"])
    return make_window(filled)


def test_what_the_province_changed_is_said_listed_and_looked_at(told: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: part(told, "today.others").isVisible())
    assert part(told, "today.others").text().startswith("Tỉnh đã sửa 2 ô")
    assert told.navigation.buttons["exchange"].text().endswith("· 2")
    click(told, "command.others")
    ((title, below),) = rows(told)
    assert title.endswith("sửa 2 ô")
    assert {cells[1:] for cells in below} == {
        ("Tên chủ thể", "HTX Công bằng Pô Kô", "HTX Pô Kô (sửa)"),
        ("Điện thoại", "(trống)", "0905 777 777"),
    }
    press(tree(told), Qt.Key.Key_X, ALT)
    qtbot.waitUntil(lambda: told.navigation.buttons["exchange"].text() == "Trao đổi với tỉnh")
    assert len(rows(told)) == 1
    told.go("today")
    qtbot.waitUntil(lambda: not part(told, "today.others").isVisible())


def test_one_of_them_is_brought_back(told: Any) -> None:
    data = told.desk.data
    id = lists.entries(data, "subject", typed="po ko")[0].id
    told.go("others")
    go_to(told, "name")
    click(told, "command.bring_back")
    entry = entries.get(data, "subject", id)
    assert (entry.get("name"), entry.get("phone")) == ("HTX Công bằng Pô Kô", "0905777777")
    assert len(rows(told)[0][1]) == 2
    assert history.page(data, Wanted())[0].verb == "bring_back"
    undo.undo(data)
    assert entries.get(data, "subject", id).get("name") == "HTX Pô Kô (sửa)"


def test_buttons_say_what_can_be_done(changed: Any) -> None:
    view = tree(changed)
    view.setCurrentIndex(view.changes.index(0, 0))
    states = {
        name: changed._pages["history"].findChild(QPushButton, f"command.{name}").isEnabled()
        for name in ("bring_back", "undo_chosen", "open_change")
    }
    assert states == {"bring_back": False, "undo_chosen": True, "open_change": False}


def test_today_says_what_was_sent_and_what_the_province_has(told: Any, qtbot: Any) -> None:
    from PySide6.QtWidgets import QLabel

    def words() -> str:
        return " ".join(label.text() for label in told._pages["today"].findChildren(QLabel))

    qtbot.waitUntil(lambda: "Gửi tỉnh lần cuối hôm nay" in words())
    assert "Nhận tệp lần cuối hôm nay" in words()
    assert "Tỉnh đã nhận đến tệp số 1, là tệp mới nhất." in words()
