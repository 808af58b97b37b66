"""A record's page: typed with keys, saved, left, discarded, taken back; nothing typed is lost."""

import pytest
from hands import click, part, pick, titles, type_into, type_keys
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from ocop_desktop.actions import entries, lists


def count(window, kind):
    return lists.count(window.desk.data, kind)


def test_a_product_is_entered_with_keys(window):
    window.go("product")
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    type_into(window, "product.name", "Chè Shan tuyết")
    pick(window, "product.subject", "po ko")
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "Chè Shan tuyết" in titles(window)
    draft = window.view.page.draft
    assert draft.id
    kept = entries.get(window.desk.data, "product", draft.id)
    assert kept.get("name") == "Chè Shan tuyết"
    assert window.desk.look.title("subject", kept.get("subject")) == "HTX Công bằng Pô Kô"
    assert "Đã lưu" in window.status.text.text()
    assert window.view.list.current_id() == draft.id


def test_enter_goes_to_the_next_field_and_back(window):
    window.go("product")
    window.view.enter()
    name = part(window, "product.name")
    assert name.hasFocus()
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert part(window, "product.subject").hasFocus()
    QTest.keyClick(
        part(window, "product.subject"), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier
    )
    assert name.hasFocus()


def test_an_unreadable_value_stops_the_save_and_stays(window):
    window.go("product")
    window.view.enter()
    before = count(window, "product")
    type_into(window, "product.declaration_on", "32/13/2024")
    click(window, "command.save")
    assert part(window, "product.declaration_on").text() == "32/13/2024"
    assert "không phải là ngày" in part(window, "product.declaration_on.message", QLabel).text()
    assert "Chưa lưu" in window.status.text.text()
    shown = window.view.page.draft.id
    window.view.list.step(1)  # cannot be left before it is read or dropped
    assert window.view.page.draft.id == shown
    assert window.view.list.current_id() == shown
    window.go("subject")
    assert window.view.page.kind == "product"
    type_into(window, "product.declaration_on", "3/2024")
    window.go("subject")
    assert window.view.page.kind == "subject"
    assert entries.get(window.desk.data, "product", shown).get("declaration_on") == "2024-03"
    assert count(window, "product") == before


def test_leaving_a_record_keeps_what_was_typed(window):
    window.go("product")
    first = window.view.page.draft.id
    type_into(window, "product.name", "Cà phê đổi tên")
    QTest.keyClick(window, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert window.view.page.draft.id != first
    assert entries.get(window.desk.data, "product", first).get("name") == "Cà phê đổi tên"


def test_discarded_changes_can_be_taken_back(window):
    window.go("product")
    type_into(window, "product.name", "Nhầm")
    window.actions_["discard"].trigger()
    assert part(window, "product.name").text() == "Cà phê bột nguyên chất"
    click(window, "status.offer")
    assert part(window, "product.name").text() == "Nhầm"
    click(window, "command.save")
    assert "Nhầm" in titles(window)


def test_undo_takes_back_the_last_save(window):
    window.go("product")
    id = window.view.page.draft.id
    type_into(window, "product.name", "Tên khác")
    click(window, "command.save")
    click(window, "command.undo")
    assert entries.get(window.desk.data, "product", id).get("name") == "Cà phê bột nguyên chất"
    assert part(window, "product.name").text() == "Cà phê bột nguyên chất"
    assert "hoàn tác" in window.status.text.text().lower()


def test_removed_records_can_be_seen_and_restored(window):
    window.go("product")
    id = window.view.page.draft.id
    window.view.list.table.setFocus()
    QTest.keyClick(window.view.list.table, Qt.Key.Key_Delete)
    assert "Cà phê bột nguyên chất" not in titles(window)
    click(window, "command.filter")
    QTest.mouseClick(part(window, "filter.removed"), Qt.MouseButton.LeftButton)
    assert titles(window) == ["Cà phê bột nguyên chất"]
    window.view.list.table.selectRow(0)
    assert window.view.page.draft.removed
    window.actions_["restore"].trigger()
    assert not entries.get(window.desk.data, "product", id).removed
    assert "Cà phê bột nguyên chất" in titles(window)


def test_a_removal_is_undone_from_the_status_line(window):
    window.go("product")
    window.actions_["remove"].trigger()
    assert count(window, "product") == 4
    click(window, "status.offer")
    assert count(window, "product") == 5


def test_fields_come_and_go_as_their_conditions_say(window):
    window.go("course")
    window.verbs.new_record()
    assert (
        part(window, "course.t_people").isHidden()
        or not part(window, "course.t_people").isVisible()
    )
    yes_no = part(window, "course.totals_only")
    yes_no.setFocus()
    QTest.keyClick(yes_no, Qt.Key.Key_C)
    assert part(window, "course.t_people").isVisible()
    QTest.keyClick(yes_no, Qt.Key.Key_K)
    assert not part(window, "course.t_people").isVisible()


def test_missing_fields_are_counted_and_found(window):
    window.go("product")
    button = window.view.page.heading.problem_button
    assert "cần điền" in button.text()
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert window.view.page.focusWidget().objectName().startswith("product.")


def test_a_new_record_that_was_not_touched_is_not_kept(window):
    window.go("product")
    window.verbs.new_record()
    window.go("subject")
    assert count(window, "product") == 5


def test_a_copy_has_the_same_answers(window):
    window.go("product")
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert part(window, "product.name").text() == "Cà phê bột nguyên chất"
    click(window, "command.save")
    assert titles(window).count("Cà phê bột nguyên chất") == 2


def test_rows_of_a_table_are_typed_into_the_grid(window):
    window.go("product")
    grid = window.view.page.body.grids["packs"]
    grid.add()
    view = grid.view
    for text in ("Túi", "250", "", "8936012345678"):
        editor = view.indexWidget(view.currentIndex()) or view.focusWidget()
        type_keys(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
    click(window, "command.save")
    kept = entries.get(window.desk.data, "product", window.view.page.draft.id)
    (pack,) = kept.rows("packs")
    assert (pack.get("packaging"), pack.get("size")) == ("Túi", "250")
    assert pack.get("gtin") == "8936012345678"


def test_an_unreadable_cell_stays_and_stops_the_save(window):
    window.go("product")
    model = window.view.page.body.grids["packs"].model
    model.paste(model.index(0, 0), "Hộp\tnhiều lắm\n")
    click(window, "command.save")
    assert model.index(0, 1).data() == "nhiều lắm"
    assert "không phải là số" in model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "Chưa lưu" in window.status.text.text()
    model.paste(model.index(0, 1), "500")
    click(window, "command.save")
    kept = entries.get(window.desk.data, "product", window.view.page.draft.id)
    assert kept.rows("packs")[0].get("size") == "500"


def test_rows_can_be_pasted_from_a_spreadsheet_and_dropped(window, qapp):
    window.go("course")
    window.verbs.new_record()
    type_into(window, "course.name", "Lớp thử")
    grid = window.view.page.body.grids["attendances"]
    names = [f"Người thứ {number}" for number in range(1, 31)]
    qapp.clipboard().setText("\n".join(names))
    grid.view.setFocus()
    grid.view.setCurrentIndex(grid.model.index(0, 0))
    QTest.keyClick(grid.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(grid.model.rows) == 30
    grid.view.clearSelection()
    grid.view.selectRow(4)
    QTest.keyClick(grid.view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    click(window, "command.save")
    kept = entries.get(window.desk.data, "course", window.view.page.draft.id)
    assert [row.get("full_name") for row in kept.rows("attendances")] == names[:4] + names[5:]


def test_sessions_are_ticked_with_the_space_bar(window):
    window.go("course")
    window.verbs.new_record()
    type_into(window, "course.name", "Lớp thử")
    type_into(window, "course.session_count", "3")
    grid = window.view.page.body.grids["attendances"]
    QTest.keyClick(part(window, "course.session_count"), Qt.Key.Key_Return)
    model = grid.model
    model.paste(model.index(0, 0), "Y Thu")
    ticks = [n for n, column in enumerate(model.columns) if column.code]
    assert len(ticks) == 3
    for number in (ticks[0], ticks[2]):
        grid.view.setFocus()
        grid.view.setCurrentIndex(model.index(0, number))
        QTest.keyClick(grid.view, Qt.Key.Key_Space)
    assert model.row_at(0).get("present") == ["s1", "s3"]


def test_the_whole_row_opens_below_the_grid(window):
    window.go("product")
    grid = window.view.page.body.grids["packs"]
    grid.model.paste(grid.model.index(0, 0), "Túi\t250")
    grid.view.setCurrentIndex(grid.model.index(0, 0))
    grid._detail.click()
    price = part(window, "product.pack.wholesale_price")
    assert price.isVisible()
    price.setFocus()
    type_keys(price, "90k")
    click(window, "command.save")
    kept = entries.get(window.desk.data, "product", window.view.page.draft.id)
    assert kept.rows("packs")[0].get("wholesale_price") == 90_000


@pytest.mark.parametrize("width", [1000, 1366, 1920])
def test_list_and_page_stand_as_there_is_room(make_window, filled, width):
    window = make_window(filled, width)
    window.go("product")
    both = window.view.list.isVisible() and window.view.page.isVisible()
    assert both == (width >= 1200)
    window.view.list.table.selectRow(1)
    window.view.enter()
    assert window.view.page.isVisible()
    assert window.view.list.isVisible() == (width >= 1200)
    window.view.back()
    assert window.view.list.isVisible()


def test_every_form_can_be_opened_new_and_saved_blank(window):
    from ocop_desktop.gui.navigation import room_of

    for kind in window.desk.data.forms.top:
        try:
            room_of(kind)
        except StopIteration:
            continue
        window.open_list(kind)
        window.verbs.new_record()
        for box in window.view.page.body.boxes.values():
            assert box.editor.input.accessibleName()
        click(window, "command.save")
        assert window.view.page.draft.id, kind
