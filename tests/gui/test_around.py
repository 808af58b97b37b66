"""The side "Liên quan": every kind has it, rows open, and Alt+← comes back to where one was."""

import pytest
from hands import ALT, click, part, press, put
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ocop_desktop.gui.around_tiles import lines
from ocop_desktop.gui.around_view import AroundView
from ocop_desktop.gui.small import ShortLabel


@pytest.fixture
def owner(filled):
    """A subject with two products and seven ranks of the first."""
    from ocop_desktop.actions import lists

    subject = lists.entries(filled, "subject", typed="Thế Hệ Mới")[0].id
    product = lists.entries(filled, "product", where={"subject": subject})[0].id
    for year in range(2019, 2026):
        put(
            filled,
            "recognition",
            {"product": product, "stars": 3, "level": "province", "issued_on": f"{year}-03-02"},
        )
    return subject


def side(window, kind, id):
    """Open a record and its side."""
    window.open_record(kind, id)
    click_tab(window, "around")
    return part(window, "around", AroundView)


def click_tab(window, name):
    from PySide6.QtWidgets import QToolButton

    QTest.mouseClick(part(window, f"side.{name}", QToolButton), Qt.MouseButton.LeftButton)


def row_of(view, kind):
    return next(row for row in view.rows if row.one.kind == kind)


def test_a_subject_shows_its_figures_and_what_stands_around_it(window, owner):
    view = side(window, "subject", owner)
    shown = {label.text() for label in view.findChildren(ShortLabel)}
    assert "sản phẩm còn hiệu lực" in shown
    assert {row.one.kind for row in view.rows} == {"product", "recognition"}
    assert len([row for row in view.rows if row.one.kind == "recognition"]) == 5


def test_enter_opens_a_row_and_alt_left_comes_back_to_it(window, owner):
    view = side(window, "subject", owner)
    row = row_of(view, "product")
    product = row.one.id
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert (window.view.page.kind, window.view.page.draft.id) == ("product", product)
    assert window.view.page.tabs.lit == "fields"

    press(window, Qt.Key.Key_Left, ALT)
    page = window.view.page
    assert (page.kind, page.draft.id, page.tabs.lit) == ("subject", owner, "around")
    focused = window.focusWidget()
    assert (focused.one.kind, focused.one.id) == ("product", product)


def test_one_comes_back_over_several_records(window, owner):
    view = side(window, "subject", owner)
    QTest.keyClick(row_of(view, "product"), Qt.Key.Key_Return)
    click_tab(window, "around")
    QTest.keyClick(row_of(view, "recognition"), Qt.Key.Key_Return)
    assert window.view.page.kind == "recognition"
    press(window, Qt.Key.Key_Left, ALT)
    assert window.view.page.kind == "product"
    press(window, Qt.Key.Key_Left, ALT)
    assert (window.view.page.kind, window.view.page.draft.id) == ("subject", owner)


def test_the_arrows_go_from_row_to_row(window, owner):
    view = side(window, "subject", owner)
    view.rows[0].setFocus()
    QTest.keyClick(view.rows[0], Qt.Key.Key_Down)
    assert window.focusWidget() is view.rows[1]
    QTest.keyClick(view.rows[1], Qt.Key.Key_Up)
    assert window.focusWidget() is view.rows[0]


def test_all_of_a_kind_are_listed_and_the_list_says_around_what(window, owner):
    side(window, "subject", owner)
    click(window, "around.all.recognition")
    assert window.view.list.kind == "recognition"
    assert window.view.list.model.rowCount() == 7
    assert window.view.list.around.id == owner
    press(window, Qt.Key.Key_Left, ALT)
    assert (window.view.page.kind, window.view.page.tabs.lit) == ("subject", "around")


def test_the_whole_list_is_one_click_away(window, owner, filled):
    put(filled, "recognition", {"product": None, "stars": 4})
    side(window, "subject", owner)
    click(window, "around.all.recognition")
    click(window, "list.whole")
    assert window.view.list.around is None
    assert window.view.list.model.rowCount() == 8


def test_a_new_record_from_here_names_the_record(window, owner):
    side(window, "subject", owner)
    click(window, "around.new.product")
    draft = window.view.page.draft
    assert (draft.form.kind, draft.is_new, draft.get("subject")) == ("product", True, owner)
    assert window.view.page.body.boxes["subject"].editor.input.text()


def test_going_elsewhere_forgets_the_way_back(window, owner):
    view = side(window, "subject", owner)
    QTest.keyClick(row_of(view, "product"), Qt.Key.Key_Return)
    window.go("course")
    window.go("recognition")
    press(window, Qt.Key.Key_Left, ALT)
    assert window.view.list.kind == "recognition"


def test_what_is_saved_elsewhere_is_seen_here(window, owner, filled):
    view = side(window, "subject", owner)
    put(filled, "support", {"subject": owner, "project": "Máy sấy"})
    assert "support" in {row.one.kind for row in view.rows}


def test_every_row_has_a_name_for_who_does_not_see_it(window, owner):
    view = side(window, "subject", owner)
    for row in view.rows:
        assert row.one.title in row.accessibleName()
        assert row.accessibleDescription().startswith("Bấm Enter")


def test_every_kind_of_record_has_the_side(window, filled):
    for kind, form in filled.forms.top.items():
        if kind in ("subject", "product"):
            continue
        named = {f.name: "Mẫu" for f in form.fields if f.type.kind == "text" and not f.computed}
        view = side(window, kind, put(filled, kind, named))
        assert view.isVisible(), kind


def test_figures_are_told_in_words():
    from ocop_desktop.actions.around import SubjectFigures

    stars = {"5": 0, "potential_5": 1, "4": 2, "3": 0}
    told = lines(SubjectFigures(5, stars, 12, 610_000_000, 1_250_000, None))
    assert told == [
        (
            "3/5",
            "sản phẩm còn hiệu lực",
            "1 sản phẩm tiềm năng 5 sao · 2 sản phẩm 4 sao",
        ),
        ("12", "lượt tập huấn", "mỗi lớp tính một lượt"),
        ("1,25 triệu", "đã giải ngân hỗ trợ", "đã duyệt 610 triệu"),
    ]
    nothing = lines(SubjectFigures(0, dict.fromkeys(stars, 0), 0, None, None, None))
    assert [line[0] for line in nothing] == ["0/0", "0", "–"]
