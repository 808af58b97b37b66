"""Widgets for values: what is typed is kept, tidied when left, and never rewritten meanwhile."""

from types import SimpleNamespace

import pytest
from hands import type_keys
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.field_box import FieldBox
from ocop_desktop.gui.widgets import WIDGETS, editor_for
from ocop_desktop.schema import TYPES, Field, Found, Habits
from ocop_desktop.schema.choice_types import Choice, Many, Option
from ocop_desktop.schema.form import Form, Section

OPTIONS = (
    Option("a", "Hợp tác xã"),
    Option("b", "Hộ kinh doanh"),
    Option("c", "Doanh nghiệp"),
    Option("old", "Loại cũ", retired="2020-01-01"),
)
IDS = {"11111111-1111-1111-1111-111111111111": "HTX Đăk Mar"}
IDS["22222222-2222-2222-2222-222222222222"] = "Hộ Sáu Nhung"
VALUES = {
    "text": "Cà phê Đắk Hà",
    "long_text": "Dòng một\nDòng hai",
    "phone": "0905123456",
    "email": "a@b.vn",
    "tax_code": "0100109106",
    "citizen_id": "001099000001",
    "barcode": "8936012345671",
    "whole": 12,
    "money": 1250000,
    "decimal": "12.5",
    "year": 2024,
    "date": "2024-03",
    "stars": 4,
    "yes_no": False,
    "choice": "b",
    "many": ["a", "c"],
    "place": "23500",
    "link": next(iter(IDS)),
    "links": sorted(IDS),
    "file": "a" * 64 + "/giấy.pdf",
    "files": ["a" * 64 + "/một.pdf", "b" * 64 + "/hai.jpg"],
    "notes": ["tax_code:blank = other | Y Mẫu | 2026-11-15T08:00:00+07:00 | chờ cấp"],
}


class Look:
    """Knows two subjects and one commune."""

    def title(self, kind, key):
        return "Xã Đăk Hà" if kind == "commune" else IDS.get(key, "")

    def find(self, kind, text):
        if kind == "commune":
            return [Found("23500", "Xã Đăk Hà", "Huyện Đắk Hà (cũ)")]
        folded = text.lower()
        return [Found(id, title) for id, title in IDS.items() if folded in title.lower()]


CONTEXT = SimpleNamespace(
    look=Look(),
    today=lambda: "2026-11-15",
    habits=Habits("2026-11-15"),
    find=Look().find,
    places=SimpleNamespace(
        offered=lambda level, text, day, within="": Look().find(level, text),
        renewed=lambda key, day: [],
    ),
    attach=lambda paths: ["c" * 64 + f"/{path.name}" for path in paths],
    open_file=lambda value: None,
)


def field_of(kind, **more):
    cls = TYPES[kind]
    if kind in ("choice", "many"):
        type_ = cls(options=OPTIONS)
    elif kind in ("link", "links"):
        type_ = cls(of="subject")
    else:
        type_ = cls()
    return Field("thing", "Thứ này", type_, **more)


@pytest.fixture
def make_box(app, qtbot):
    def make(kind, value=None, **more):
        field = field_of(kind, **more)
        form = Form("x", "X", "X", 1, "{thing}", ("thing",), (), (Section("s", "S", (field,)),))
        draft = Draft(form, values={"thing": value})
        box = FieldBox("x", field, CONTEXT, None)
        qtbot.addWidget(box)
        box.show_draft(draft)
        box.resize(320, 80)
        box.show()
        qtbot.waitExposed(box)
        box.editor.input.setFocus()
        return box, draft

    return make


@pytest.mark.parametrize("kind", sorted(WIDGETS))
def test_what_is_shown_can_be_read_back(kind, app, qtbot):
    editor = editor_for(field_of(kind), CONTEXT)
    qtbot.addWidget(editor)
    editor.set_value(VALUES[kind])
    assert editor.read() == VALUES[kind]
    assert editor.shown_text()
    editor.set_value(None)
    assert editor.read() is None


@pytest.mark.parametrize("kind", sorted(WIDGETS))
def test_every_editor_can_be_locked_and_marked(kind, app, qtbot):
    editor = editor_for(field_of(kind), CONTEXT)
    qtbot.addWidget(editor)
    editor.set_locked(True)
    editor.set_state("error")
    editor.set_locked(False)
    editor.set_state("")


def test_a_line_is_tidied_only_when_it_is_left(make_box):
    box, draft = make_box("money")
    type_keys(box.editor, "12tr")
    assert box.editor.text() == "12tr"
    assert draft.get("thing") is None
    QTest.keyClick(box.editor, Qt.Key.Key_Return)
    assert box.editor.text() == "12.000.000"
    assert draft.get("thing") == 12_000_000
    assert box.message.text() == "= 12 triệu đồng"


def test_what_cannot_be_read_stays_with_its_reason(make_box):
    box, draft = make_box("date")
    type_keys(box.editor, "31/02/2024")
    QTest.keyClick(box.editor, Qt.Key.Key_Return)
    assert box.editor.text() == "31/02/2024"
    assert "không phải là ngày" in box.message.text()
    assert draft.unread["thing"].text == "31/02/2024"
    assert draft.dirty
    box.editor.clear()
    type_keys(box.editor, "28022024")
    QTest.keyClick(box.editor, Qt.Key.Key_Return)
    assert draft.get("thing") == "2024-02-28"
    assert not draft.unread


def test_a_doubtful_value_is_kept_and_warned_of(make_box):
    box, draft = make_box("barcode")
    type_keys(box.editor, "8936012345671")
    QTest.keyClick(box.editor, Qt.Key.Key_Return)
    assert draft.get("thing") == "8936012345671"
    assert "Chữ số kiểm tra" in box.message.text()


def test_unikey_may_take_back_and_type_again(make_box):
    """UniKey sends Backspace and the marked letter; nothing may come between."""
    box, draft = make_box("text")
    type_keys(box.editor, "Ca\bà phe\bê")
    assert box.editor.text() == "Cà phê"
    QTest.keyClick(box.editor, Qt.Key.Key_Return)
    assert draft.get("thing") == "Cà phê"


@pytest.mark.parametrize("kind", ["text", "choice", "link", "place"])
def test_unikey_types_into_fields_with_lists_too(make_box, kind):
    box, _ = make_box(kind)
    type_keys(box.editor, "Ho\bộ Sau")
    assert box.editor.text() == "Hộ Sau"


def test_an_input_method_may_compose(make_box):
    box, draft = make_box("text")
    QApplication.sendEvent(box.editor, QInputMethodEvent("việ", []))
    event = QInputMethodEvent()
    event.setCommitString("việt")
    QApplication.sendEvent(box.editor, event)
    QTest.keyClick(box.editor, Qt.Key.Key_Return)
    assert draft.get("thing") == "việt"


def test_a_choice_is_picked_by_typing_without_marks(make_box):
    box, draft = make_box("choice")
    type_keys(box.editor, "hop tac")
    popup = box.editor._list
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert box.editor.text() == "Hợp tác xã"
    assert draft.get("thing") == "a"


def test_a_choice_offers_nothing_retired_but_keeps_it(make_box):
    box, draft = make_box("choice", "old")
    assert box.editor.text() == "Loại cũ"
    assert [found.key for found in box.editor.offered("")] == ["a", "b", "c"]
    assert draft.get("thing") == "old"


def test_the_arrow_and_f4_drop_the_whole_list(make_box):
    box, _ = make_box("choice", "b")
    QTest.keyClick(box.editor, Qt.Key.Key_F4)
    assert box.editor._list.isVisible()
    assert box.editor._list.model().rowCount() == 3
    assert box.editor._list.currentIndex().row() == 1


def test_a_link_that_could_be_several_says_so(make_box):
    box, draft = make_box("link")
    type_keys(box.editor, "h")
    box.editor._list.hide()
    QTest.keyClick(box.editor, Qt.Key.Key_Return)
    assert "có thể là" in box.message.text()
    assert box.editor.text() == "h"
    assert draft.unread


def test_emptying_a_link_clears_it(make_box):
    box, draft = make_box("link", next(iter(IDS)))
    assert box.editor.text() == "HTX Đăk Mar"
    box.editor.selectAll()
    QTest.keyClick(box.editor, Qt.Key.Key_Delete)
    QTest.keyClick(box.editor, Qt.Key.Key_Return)
    assert draft.get("thing") is None


def test_yes_and_no_by_key_and_click(make_box):
    box, draft = make_box("yes_no")
    QTest.keyClick(box.editor, Qt.Key.Key_C)
    assert draft.get("thing") is True
    QTest.keyClick(box.editor, Qt.Key.Key_K)
    assert draft.get("thing") is False
    QTest.keyClick(box.editor, Qt.Key.Key_Delete)
    assert draft.get("thing") is None
    QTest.mouseClick(box.editor, Qt.MouseButton.LeftButton, pos=box.editor.rect().center() / 2)
    assert draft.get("thing") is True


def test_stars_by_key_and_click(make_box):
    box, draft = make_box("stars")
    QTest.keyClick(box.editor, Qt.Key.Key_4)
    assert draft.get("thing") == 4
    QTest.keyClick(box.editor, Qt.Key.Key_Left)
    assert draft.get("thing") == 3
    QTest.mouseClick(box.editor, Qt.MouseButton.LeftButton, pos=box.editor._centre(5).toPoint())
    assert draft.get("thing") == 5
    assert box.editor.accessibleDescription() == "5 sao"


def test_many_are_ticked_in_a_dropped_list(make_box):
    box, draft = make_box("many", ["c", "old"])
    QTest.keyClick(box.editor, Qt.Key.Key_Space)
    ticks = box.editor._ticks
    assert next(ticks.item(n).text() for n in range(ticks.count())) == "Hợp tác xã"
    QTest.keyClick(ticks, Qt.Key.Key_Space)
    assert draft.get("thing") == ["a", "c", "old"]
    assert box.editor.text() == "Hợp tác xã; Doanh nghiệp; Loại cũ"
    ticks.close()


def test_several_links_become_chips(make_box):
    box, draft = make_box("links")
    first, second = sorted(IDS)
    type_keys(box.editor.input, "Đăk")
    QTest.keyClick(box.editor.input._list, Qt.Key.Key_Return)
    assert draft.get("thing") == [first]
    type_keys(box.editor.input, "Sáu")
    QTest.keyClick(box.editor.input._list, Qt.Key.Key_Return)
    assert draft.get("thing") == [first, second]
    box.editor._drop(first)
    assert draft.get("thing") == [second]


def test_files_are_kept_and_shown_by_name(make_box, tmp_path):
    box, draft = make_box("files")
    box.editor.add([tmp_path / "một.pdf", tmp_path / "hai.jpg"])
    assert draft.get("thing") == ["c" * 64 + "/một.pdf", "c" * 64 + "/hai.jpg"]
    assert box.editor.shown_text() == "một.pdf; hai.jpg"


def test_tab_leaves_a_long_text_and_enter_does_not(make_box):
    box, draft = make_box("long_text")
    type_keys(box.editor, "Một")
    QTest.keyClick(box.editor, Qt.Key.Key_Return)
    type_keys(box.editor, "Hai")
    QApplication.sendEvent(box.editor, QFocusEvent(QEvent.Type.FocusOut))
    assert draft.get("thing") == "Một\nHai"


def test_computed_fields_are_read_only(make_box):
    box, draft = make_box("text", "sẵn", computed=True)
    type_keys(box.editor, "khác")
    assert box.editor.text() == "sẵn"
    assert not draft.dirty


def test_choice_types_are_what_the_fields_hold():
    assert isinstance(field_of("choice").type, Choice)
    assert isinstance(field_of("many").type, Many)


def test_a_sum_may_be_typed_in_millions(make_box, monkeypatch):
    monkeypatch.setattr(CONTEXT, "habits", Habits("2026-11-15", millions=True))
    box, draft = make_box("money", 610_000_000)
    assert box.editor.text() == "610"
    assert box.message.text() == "= 610.000.000 đồng"
    box.editor.selectAll()
    type_keys(box.editor, "12,5")
    QTest.keyClick(box.editor, Qt.Key.Key_Return)
    assert draft.get("thing") == 12_500_000
    assert box.editor.text() == "12,5"
    assert box.message.text() == "= 12.500.000 đồng"


def test_n_is_today(make_box):
    box, draft = make_box("date")
    type_keys(box.editor, "n")
    assert box.editor.text() == "n"
    QTest.keyClick(box.editor, Qt.Key.Key_Return)
    assert draft.get("thing") == "2026-11-15"
    assert box.editor.text() == "15/11/2026"


def test_a_sum_too_small_is_asked_about(make_box):
    box, draft = make_box("money")
    type_keys(box.editor, "12")
    QTest.keyClick(box.editor, Qt.Key.Key_Return)
    assert draft.get("thing") == 12
    assert "gõ 12tr" in box.message.text()
