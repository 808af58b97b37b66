"""What a new record takes over: from the record before, or from the one it is like."""

import pytest
from hands import CTRL, click, part, pick, press, type_into, type_keys
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from ocop_desktop.actions import entries, lists

DEL, ENTER = Qt.Key.Key_Delete, Qt.Key.Key_Return


def new(window, kind):
    window.open_list(kind)
    press(window, Qt.Key.Key_N, CTRL)
    QApplication.processEvents()


def message(window, name):
    return part(window, f"{name}.message", QLabel)


@pytest.fixture
def second(window):
    """A new subject, begun after one of Đăk Ui was saved."""
    new(window, "subject")
    type_into(window, "subject.name", "Hộ Y Blưn")
    pick(window, "subject.commune", "dak ui")
    press(window, Qt.Key.Key_S, CTRL)
    press(window, Qt.Key.Key_N, CTRL)
    window.activateWindow()  # what closes a popup does on a screen
    QApplication.processEvents()
    return window.view.page.draft


def test_the_commune_is_carried_over_and_seen_to_be(window, second):
    commune = part(window, "subject.commune")
    assert commune.text().startswith("Xã Đắk Ui") or "Ui" in commune.text()
    assert commune.property("state") == "carried"
    assert message(window, "subject.commune").text() == "↩ Giữ từ bản ghi trước (Delete để xoá)"
    assert "Giữ từ bản ghi trước" in commune.accessibleDescription()
    assert second.carried == {"commune"}


def test_a_default_is_not_called_carried(window, second):
    assert second.get("kind") == "hop_tac_xa"
    assert part(window, "subject.kind").property("state") != "carried"


def test_carried_answers_do_not_count_as_typed(window, second):
    before = lists.count(window.desk.data, "subject")
    assert not window.view.page.dirty
    window.go("product")
    assert lists.count(window.desk.data, "subject") == before


def test_one_key_clears_what_was_carried(window, second):
    commune = part(window, "subject.commune")
    part(window, "subject.name").setFocus()
    commune.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(commune, DEL)
    assert commune.text() == ""
    assert commune.property("state") != "carried"
    QTest.keyClick(commune, ENTER)
    assert second.get("commune") is None


def test_enter_keeps_what_was_carried_and_it_is_saved(window, second):
    type_into(window, "subject.name", "Hộ A Dưa")
    press(window, Qt.Key.Key_S, CTRL)
    kept = entries.get(window.desk.data, "subject", window.view.page.draft.id)
    assert kept.get("commune") == second.get("commune") is not None
    assert part(window, "subject.commune").property("state") != "carried"


def test_esc_brings_the_mark_back_too(window, second):
    commune = part(window, "subject.commune")
    commune.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(commune, DEL)
    QTest.keyClick(commune, Qt.Key.Key_Escape)
    assert second.carried == {"commune"}
    assert commune.property("state") == "carried"


def test_nothing_is_carried_from_an_earlier_day(make_window, filled):
    """A file that was opened anew has no record before."""
    filled.last_made.clear()
    window = make_window(filled)
    new(window, "product")
    assert window.view.page.draft.carried == set()


def test_nothing_is_carried_from_a_record_that_was_removed(window, second):
    data = window.desk.data
    entries.remove(data, "subject", [data.last_made["subject"]])
    assert entries.blank(data, "subject").get("commune") is None


def test_a_row_carries_from_the_row_above(window):
    new(window, "course")
    grid = window.view.page.body.grids["attendances"]
    subject = lists.find(window.desk.data, "subject", "po ko")[0].key
    grid.model.paste(grid.model.index(0, 0), "Y Một\t\tHTX Công bằng Pô Kô")
    assert grid.model.row_at(0).get("subject") == subject
    grid.model.paste(grid.model.index(1, 0), "Y Hai")
    assert grid.model.row_at(1).get("subject") == subject
    assert grid.model.row_at(1).carried == {"subject"}
    tip = grid.model.index(1, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert "Giữ từ dòng trên" in tip


def full_product(window):
    """A product with numbers of its own."""
    data = window.desk.data
    fields = {
        "name": "Cà phê bột 250 g",
        "subject": lists.find(data, "subject", "po ko")[0].key,
        "product_code": "51-23500-3-2026",
        "declaration_kind": "self",
        "declaration_no": "01/CB/2026",
        "shelf_life": "12 tháng",
        "test_cycle_months": 12,
    }
    saved = entries.save(data, "product", None, fields)
    assert saved.saved, saved.rejected
    window.go("product")
    window.view.open(saved.id)
    return saved.id


def test_a_record_like_this_one_leaves_out_its_own_numbers(window):
    id = full_product(window)
    press(window, Qt.Key.Key_D, CTRL)
    QApplication.processEvents()
    draft = window.view.page.draft
    assert draft.is_new
    assert draft.get("shelf_life") == "12 tháng"
    assert draft.get("test_cycle_months") == 12
    assert draft.get("product_code") is draft.get("declaration_no") is None
    said = window.status.text.text()
    assert "Mã số sản phẩm" in said
    assert "Số bản công bố" in said
    assert part(window, "product.name").hasFocus()
    assert part(window, "product.name").selectedText() == "Cà phê bột 250 g"
    type_keys(part(window, "product.name"), "Cà phê bột 500 g")
    click(window, "command.save")
    kept = entries.get(window.desk.data, "product", window.view.page.draft.id)
    assert kept.get("name") == "Cà phê bột 500 g"
    assert kept.get("shelf_life") == "12 tháng"
    assert window.view.page.draft.id != id


def test_a_copy_nobody_changed_is_not_kept(window):
    full_product(window)
    before = lists.count(window.desk.data, "product")
    press(window, Qt.Key.Key_D, CTRL)
    window.go("subject")
    assert lists.count(window.desk.data, "product") == before


@pytest.mark.parametrize(
    ("kind", "own", "shared"),
    [
        ("subject", {"tax_code", "reg_no", "rep_citizen_id", "bank_account"}, {"commune", "kind"}),
        ("product", {"product_code", "former_code", "declaration_no", "photos"}, {"subject"}),
        ("recognition", {"certificate_no"}, {"decision_no", "issued_on", "level"}),
        ("evidence", {"number"}, {"subject", "issuer"}),
        ("dossier", {"receipt_no"}, {"year", "round"}),
        ("support", {"contract_no"}, {"decision_no", "programme"}),
    ],
)
def test_what_belongs_to_one_record_alone(filled, kind, own, shared):
    names = filled.forms[kind].unique_names
    assert own <= names
    assert not shared & names
