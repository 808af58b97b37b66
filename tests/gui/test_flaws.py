"""Errors and warnings in the window: beside the field as one types, in tables, answered with a key."""

import pytest
from hands import CTRL, click, part, press, put, type_into, type_keys
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton

from ocop_desktop.actions import entries
from ocop_desktop.schema.remarks import REMARKS

COOP = {
    "name": "HTX Thử",
    "kind": "hop_tac_xa",
    "commune": "23500",
    "rep_name": "Y Mai",
    "reg_no": "36A7",
    "status": "active",
}


def said(window, name):
    label = window.findChild(QLabel, f"{name}.message")
    return label.text() if label is not None and label.isVisibleTo(window) else ""


def seen(window, name):
    button = window.findChild(QPushButton, name)
    return button is not None and button.isVisibleTo(window)


def settled(window):
    window.view.page.watch.ask()


@pytest.fixture
def show(make_window, office):
    """Opens a record just saved in the window."""

    def open_(kind, fields, tables=None):
        id = put(office, kind, fields, tables)
        window = make_window(office)
        window.open_record(kind, id)
        return window, id

    return open_


def kept(window, kind, id):
    return entries.get(window.desk.data, kind, id)


def test_a_warning_is_said_once_its_field_is_left_before_anything_is_saved(show, qtbot):
    window, id = show("subject", COOP | {"members": 10})
    editor = type_into(window, "subject.members_women", "12")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "nhiều hơn" in said(window, "subject.members_women"))
    assert said(window, "subject.members_women").startswith("⚠")
    assert "members_women" not in kept(window, "subject", id).values
    type_into(window, "subject.members_women", "9")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not said(window, "subject.members_women"))


def test_a_warning_is_confirmed_with_a_key_kept_with_a_name_and_asks_again_when_changed(show):
    window, id = show("subject", COOP | {"members": 10, "members_women": 12})
    assert seen(window, "subject.members_women.confirm")
    part(window, "subject.members_women").setFocus()
    press(window, Qt.Key.Key_F6)
    assert "đúng rồi" in said(window, "subject.members_women")
    assert "Y Mẫu" in said(window, "subject.members_women")
    assert not seen(window, "subject.members_women.confirm")
    click(window, "command.save")
    (remark,) = kept(window, "subject", id).get(REMARKS)
    assert remark.startswith("members_women:parts_above_whole:")
    assert window.view.page.heading.problem_button.isHidden()
    editor = type_into(window, "subject.members_women", "13")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settled(window)
    assert said(window, "subject.members_women").startswith("⚠")


def test_undo_takes_a_confirmation_back(show):
    window, id = show("subject", COOP | {"members": 10, "members_women": 12})
    click(window, "subject.members_women.confirm")
    click(window, "command.save")
    click(window, "command.undo")
    assert REMARKS not in kept(window, "subject", id).values
    assert seen(window, "subject.members_women.confirm")


def test_a_reason_for_a_blank_is_picked_with_keys_and_can_be_dropped(show):
    blank = {name: value for name, value in COOP.items() if name != "reg_no"}
    window, id = show("subject", blank)
    assert "Chưa có" in said(window, "subject.reg_no")
    assert "1 mục cần điền" in window.view.page.heading.problem_button.text()
    part(window, "subject.reg_no").setFocus()
    press(window, Qt.Key.Key_F6)
    menu = window.findChild(QMenu, "reasons")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(menu, key)
    assert "Để trống vì không áp dụng" in said(window, "subject.reg_no")
    assert "(Y Mẫu, " in said(window, "subject.reg_no")
    assert window.view.page.heading.problem_button.isHidden()
    click(window, "command.save")
    (remark,) = kept(window, "subject", id).get(REMARKS)
    assert remark.startswith("reg_no:blank = not_applicable | Y Mẫu | ")
    click(window, "subject.reg_no.drop_reason")
    assert "Chưa có" in said(window, "subject.reg_no")


def test_a_new_record_is_not_greeted_with_everything_that_is_blank(make_window, office):
    window = make_window(office)
    window.go("subject")
    window.verbs.new_record()
    settled(window)
    assert "Chưa có" not in said(window, "subject.rep_name")
    assert "cần điền" in window.view.page.heading.problem_button.text()
    press(window, Qt.Key.Key_F8)
    assert "Chưa có" in said(window, "subject.rep_name")


def test_f8_goes_round_through_fields_and_rows_as_they_stand_and_back(show):
    items = [
        {"name": "Máy rang", "quantity": "2", "unit_price": 5000000, "amount": 9000000},
        {"serial": "A"},
    ]
    window, _ = show(
        "support",
        {
            "state": "requested",
            "kind": "machine",
            "decision_on": "2024-05-02",
            "delivered_on": "2024",
        },
        {
            "items": items,
            "sources": [{"source": "central", "approved": 1000000, "disbursed": 2000000}],
        },
    )
    body = window.view.page.body
    expected = ["subject", "programme", "total", "sources.0.disbursed"]
    expected += ["items.0.amount", "items.1.name"]
    window.view.page.body.boxes["kind"].editor.input.setFocus()

    def walk(*modifier):
        found = []
        for _ in expected:
            press(window, Qt.Key.Key_F8, *modifier)
            found.append(body.here(window.view.page.focusWidget()))
        return found

    forth = walk()
    assert sorted(forth) == sorted(expected)
    assert forth == [*expected[1:], expected[0]]
    back = walk(Qt.KeyboardModifier.ShiftModifier)
    assert back == [*reversed(forth[:-1]), forth[-1]]


def test_a_table_marks_its_cells_says_what_is_wrong_and_counts_in_its_heading(show):
    items = [
        {"name": "Máy rang", "quantity": "2", "unit_price": 5000000, "amount": 9000000},
        {"serial": "A"},
    ]
    window, id = show("support", {"state": "requested", "kind": "machine"}, {"items": items})
    grid = window.view.page.body.grids["items"]
    window.view.page.go_to("items.0.amount")
    index = grid.view.currentIndex()
    assert index.data(Qt.ItemDataRole.BackgroundRole) is not None
    assert "Số lượng nhân đơn giá" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "⚠" in grid.model.headerData(0, Qt.Orientation.Vertical)
    assert "✕" in grid.model.headerData(1, Qt.Orientation.Vertical)
    texts = [label.text() for label in grid.findChildren(QLabel) if label.isVisibleTo(window)]
    assert any("1 lỗi" in text and "1 cảnh báo" in text for text in texts)
    assert any(text.startswith("⚠ Số lượng nhân") for text in texts)
    press(window, Qt.Key.Key_F6)
    assert "⚠" not in grid.model.headerData(0, Qt.Orientation.Vertical)
    click(window, "command.save")
    (remark,) = kept(window, "support", id).get(REMARKS)
    assert remark.startswith("items.amount:amount_differs:")


def test_the_same_machine_in_another_grant_is_said_as_it_is_typed(show, office):
    first = put(
        office, "support", {"project": "Một"}, {"items": [{"name": "Máy", "serial": "SN-2001"}]}
    )
    window, _ = show("support", {"project": "Hai"}, {"items": [{"name": "Máy"}]})
    grid = window.view.page.body.grids["items"]
    window.view.page.go_to("items.0.serial")
    QTest.keyClick(grid.view, Qt.Key.Key_F2)
    editor = grid.view.focusWidget()
    type_keys(editor, "sn 2001")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settled(window)
    assert "đã có trong hỗ trợ" in grid.model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole)
    window.alike.ask()
    window.view.page.go_to("items.0.serial")
    said = [one.text() for one in grid.findChildren(QLabel) if one.isVisibleTo(window)]
    assert len([text for text in said if text.startswith("⚠")]) == 1  # one thing is said once
    assert seen(window, "support.items.open_other")
    press(window, Qt.Key.Key_F7)
    assert window.view.page.draft.id == first


def test_all_problems_are_listed_and_a_line_goes_to_its_field(show):
    window, _ = show(
        "subject", COOP | {"members": 10, "members_women": 12, "tax_code": "0100109107"}
    )
    press(window, Qt.Key.Key_F8, CTRL)
    menu = window.findChild(QMenu, "problems")
    lines = {one.data(): one for one in menu.actions() if one.data()}
    assert set(lines) == {"tax_code", "members_women"}
    lines["members_women"].trigger()
    menu.close()
    assert window.view.page.focusWidget() is part(window, "subject.members_women")
    area = window.view.page._bodies["subject"][1]
    box = window.view.page.body.boxes["members_women"]
    assert area.viewport().rect().contains(box.mapTo(area.viewport(), box.rect().center()))


def test_nothing_to_answer_is_said_so(show):
    window, _ = show("subject", COOP)
    part(window, "subject.name").setFocus()
    press(window, Qt.Key.Key_F6)
    assert "không có gì" in window.status.text.text()
    press(window, Qt.Key.Key_F8)
    assert "Không còn chỗ nào" in window.status.text.text()
    assert QApplication.activePopupWidget() is None


# ---- errors stop a final paper


def print_mau_01(window, id):
    window.open_record("product", id)
    press(window, Qt.Key.Key_P, CTRL)
    menu = part(window, "print_menu", QMenu)
    action = next(a for a in menu.actions() if a.objectName() == "print.mau-01")
    menu.close()
    action.trigger()


def test_a_final_paper_is_not_printed_over_errors_but_a_draft_is(make_window, office, qtbot):
    subject = put(office, "subject", {name: v for name, v in COOP.items() if name != "rep_name"})
    fields = {"name": "Chè", "subject": subject, "criteria_set": "set_12"}
    id = put(office, "product", fields | {"ocop_status": "potential"})
    window = make_window(office)
    print_mau_01(window, id)
    stop = part(window, "print_stop")
    assert any("Họ tên người đại diện" in one.text() for one in stop.findChildren(QLabel))
    click(stop, "print_stop.fix")
    assert window.view.page.draft.id == subject
    assert window.view.page.focusWidget() is part(window, "subject.rep_name")
    print_mau_01(window, id)
    click(part(window, "print_stop"), "print_stop.draft")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    printed = list((office.path.parent / "In ra").glob("*.pdf"))
    assert len(printed) == 1


# ---- the meter


def test_the_meter_says_what_a_dossier_lacks_and_leads_there(make_window, office, qtbot):
    subject = put(office, "subject", COOP)
    fields = {"name": "Chè", "subject": subject, "criteria_set": "set_12"}
    product = put(office, "product", fields | {"ocop_status": "potential"})
    given = {"product": product, "kind": "first", "year": "2026", "regulation": "qd26_2026"}
    dossier = put(office, "dossier", given | {"state": "draft", "received_on": "2026-09-01"})
    window = make_window(office)
    window.open_record("product", product)
    button = part(window, "meter", QPushButton)
    qtbot.waitUntil(button.isVisible)
    assert button.text().startswith("Hồ sơ: còn thiếu ")
    before = int(button.text().split()[4])
    button.click()
    menu = part(window, "meter.menu", QMenu)
    lines = {one.data(): one for one in menu.actions() if one.data()}
    lines["letter_no"].trigger()
    menu.close()
    assert window.view.page.draft.id == dossier
    assert window.view.page.focusWidget() is part(window, "dossier.letter_no")
    type_into(window, "dossier.letter_no", "45")
    type_into(window, "dossier.letter_on", "14/9/2026")
    click(window, "command.save")
    qtbot.waitUntil(lambda: f"còn thiếu {before - 1} mục" in button.text())


def test_a_paper_that_is_lacking_is_begun_with_what_is_known(make_window, office, qtbot):
    product = put(office, "product", {"name": "Chè"})
    window = make_window(office)
    window.open_record("product", product)
    button = part(window, "meter", QPushButton)
    qtbot.waitUntil(button.isVisible)
    button.click()
    menu = part(window, "meter.menu", QMenu)
    next(one for one in menu.actions() if one.data() == "business_registration").trigger()
    menu.close()
    draft = window.view.page.draft
    assert draft.form.kind == "evidence"
    assert draft.is_new
    assert (draft.get("product"), draft.get("paper")) == (product, "business_registration")


def test_records_without_a_dossier_have_no_meter(show):
    window, _ = show("subject", COOP)
    QTest.qWait(300)
    assert part(window, "meter", QPushButton).isHidden()
