"""The scoring screen: the sheet as printed, ticked with keys, what it comes to beside it."""

import pytest
from hands import CTRL, part, press, put, type_into, type_keys
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ocop_desktop.actions import entries, lists, scoring
from ocop_desktop.gui.sheet_model import BEFORE, LINE, TICKED, UNMET


@pytest.fixture
def product(office):
    owner = put(office, "subject", {"name": "HTX Sáu Nhung (mẫu)"})
    given = {"name": "Cà phê bột (mẫu)", "subject": owner, "criteria_set": "set_13"}
    return put(office, "product", given)


@pytest.fixture
def window(make_window, office, product):
    made = make_window(office)
    made.open_record("product", product)
    made.view.page.show_side("scoring")
    return made


def side(window):
    return window.view.page._sides["scoring"]


def sheets(office):
    return [
        entries.get(office, "assessment", one.id) for one in lists.entries(office, "assessment")
    ]


def test_number_keys_tick_and_go_on_and_ctrl_s_keeps(window, office):
    view = part(window, "scoring.sheet")
    view.setFocus()
    for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
        QTest.keyClick(view, key)
    assert side(window).model.current == "1.4"
    assert side(window).panel.total.text() == "7 / 100 điểm"
    press(window, Qt.Key.Key_S, CTRL)
    (kept,) = sheets(office)
    assert scoring.picks_of(kept) == {"1.1": 2, "1.2": 3, "1.3": 4}
    assert (kept.get("total"), kept.get("scorer_kind"), kept.get("scorer_name")) == (
        7,
        "office",
        "Y Mẫu",
    )


def test_a_tick_is_taken_back_and_moved(window):
    view, model = part(window, "scoring.sheet"), side(window).model
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_2)
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_3)
    assert model.picks == {"1.1": 3}
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_0)
    assert model.picks == {}
    QTest.keyClick(view, Qt.Key.Key_9)
    assert model.picks == {}, "there is no ninth box"


def test_a_click_ticks_the_box_under_it(window):
    view, model = part(window, "scoring.sheet"), side(window).model
    row = next(n for n, line in enumerate(model.lines) if (line.key, line.box) == ("1.1", 2))
    place = view.visualRect(model.index(row)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert model.index(row).data(TICKED)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not model.index(row).data(TICKED)


def test_leaving_the_sheet_keeps_it(window, office):
    view = part(window, "scoring.sheet")
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_2)
    window.go("subject")
    assert [scoring.picks_of(one) for one in sheets(office)] == [{"1.1": 2}]


def test_an_untouched_sheet_leaves_no_record(window, office):
    window.view.page.show_side("fields")
    window.go("subject")
    assert sheets(office) == []


def test_remark_and_page_are_kept_with_their_criterion(window, office):
    view = part(window, "scoring.sheet")
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_2)
    QTest.keyClick(view, Qt.Key.Key_Up)
    type_into(window, "scoring.remark", "Có hợp đồng với 12 hộ")
    type_into(window, "scoring.page_no", "34")
    press(window, Qt.Key.Key_S, CTRL)
    (row,) = sheets(office)[0].rows("marks")
    assert (row.get("criterion"), row.get("remark"), row.get("page_no")) == (
        "1.1",
        "Có hợp đồng với 12 hộ",
        "34",
    )
    assert part(window, "scoring.remark").text() == "Có hợp đồng với 12 hộ"


def test_two_cases_exclude_each_other(make_window, office):
    given = {"name": "Du lịch làng (mẫu)", "criteria_set": "set_26"}
    product = put(office, "product", given)
    window = make_window(office)
    window.open_record("product", product)
    window.view.page.show_side("scoring")
    model = side(window).model
    cases = next(one.cases for one in model.made.walk() if one.cases)
    model.tick(cases[0].key, 1)
    model.tick(cases[1].key, 1)
    assert model.picks == {cases[1].key: 1}


def test_what_the_next_star_needs_leads_to_its_criterion(window):
    view = part(window, "scoring.sheet")
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_1)
    side(window).panel.wanted.emit("4.2")
    assert side(window).model.current == "4.2"
    assert view.visualRect(model_row(window, "4.2")).isValid()


def model_row(window, key):
    model = side(window).model
    return model.index(model.row_of(key))


def test_criteria_below_a_mark_say_so(window):
    model = side(window).model
    for criterion in model.made.scored:
        model.tick(criterion.key, max(1, len(criterion.options)))
    model.tick("1.1", 1)
    assert side(window).panel.rank.text() == "Hạng đạt được: 2 sao"
    assert model_row(window, "1.1").data(UNMET) == 3


def test_another_sheet_stands_beside(window, office, product):
    given = {"product": product, "regulation": "qd26_2026", "scorer_kind": "subject"}
    scoring.save_sheet(office, None, given | {"criteria_set": "set_13"}, {"1.1": 3})
    window.view.page.show_side("scoring")
    side(window)._new("office")
    box = part(window, "scoring.other")
    box.setCurrentIndex(1)
    assert model_row(window, "1.1").data(BEFORE) == 3
    box.setCurrentIndex(0)
    assert model_row(window, "1.1").data(BEFORE) is None


def test_members_of_the_round_are_offered_until_they_have_scored(window, office, product):
    members = [{"full_name": "Ông A", "came": True}, {"full_name": "Bà B", "came": True}]
    given = {"year": 2026, "round_no": 1, "products": [product]}
    round = entries.save(office, "round", None, given, {"members": members}).id
    window.view.page.show_side("scoring")
    assert side(window)._board.members == ("Ông A", "Bà B")
    side(window)._new("member", "Ông A")
    type_keys(part(window, "scoring.sheet"), "2")
    press(window, Qt.Key.Key_S, CTRL)
    (kept,) = sheets(office)
    assert (kept.get("scorer_name"), kept.get("round")) == ("Ông A", round)
    assert side(window)._board.members == ("Bà B",)


def test_a_product_without_a_set_says_what_to_do(make_window, office):
    product = put(office, "product", {"name": "Chưa có bộ (mẫu)"})
    window = make_window(office)
    window.open_record("product", product)
    window.view.page.show_side("scoring")
    assert not part(window, "scoring.sheet").isVisible()
    assert "bộ tiêu chí" in side(window)._help.text()


def test_lines_speak_for_those_who_do_not_see(window):
    model = side(window).model
    row = next(n for n, line in enumerate(model.lines) if line.box == 2)
    spoken = model.index(row).data(int(Qt.ItemDataRole.AccessibleTextRole))
    line = model.index(row).data(LINE)
    assert spoken == f"Mức 2: {line.text}, {line.points} điểm, chưa chọn"


def test_a_council_is_seen_at_a_glance(make_window, office, product):
    members = [{"full_name": "Ông A"}, {"full_name": "Bà B"}]
    given = {"year": 2026, "round_no": 1, "products": [product]}
    round = entries.save(office, "round", None, given, {"members": members}).id
    law = {"product": product, "regulation": "qd26_2026", "criteria_set": "set_13"}
    one = {"round": round, "scorer_kind": "member", "scorer_name": "Ông A"}
    sheet = scoring.save_sheet(office, None, law | one, {"1.1": 3, "4.1": 4}).id
    window = make_window(office)
    window.open_record("round", round)
    window.view.page.show_side("council")
    board = part(window, "council.board")
    assert cells(board) == ["Cà phê bột (mẫu)", "8", "0", "1 sao", "8", "–"]
    scoring.save_sheet(office, None, law | one | {"scorer_name": "Bà B"}, {"1.1": 1})
    window.view.page.show_side("council")
    assert cells(board)[1:] == ["4,5", "7", "1 sao", "8", "1"]
    board.setFocus()
    board.setCurrentCell(0, 4)
    QTest.keyClick(board, Qt.Key.Key_Return)
    assert (window.view.page.kind, window.view.page.draft.id) == ("assessment", sheet)


def cells(board):
    return [board.item(0, column).text() for column in range(board.columnCount())]


def test_ticks_not_saved_survive_the_end_of_the_program(make_window, office, product, qtbot):
    first = make_window(office)
    first.open_record("product", product)
    first.view.page.show_side("scoring")
    view = part(first, "scoring.sheet")
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_2)
    QTest.keyClick(view, Qt.Key.Key_Up)
    type_into(first, "scoring.remark", "Xem lại hợp đồng")
    side(first)._keep()
    # the program ends here without a word: nothing was saved
    assert sheets(office) == []
    again = make_window(office)
    again.open_record("product", product)
    again.view.page.show_side("scoring")
    assert side(again).model.picks == {"1.1": 2}
    side(again).view.go("1.1")
    assert part(again, "scoring.remark").text() == "Xem lại hợp đồng"
    assert sheets(office) == [], "it is not applied by itself"
    press(again, Qt.Key.Key_S, CTRL)
    (kept,) = sheets(office)
    assert scoring.picks_of(kept) == {"1.1": 2}
    third = make_window(office)
    third.open_record("product", product)
    third.view.page.show_side("scoring")
    assert not side(third)._dirty, "what was saved is kept no more"
