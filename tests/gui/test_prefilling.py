"""Tables of a new record that begin with rows: the check list of a visit follows its purpose."""

import pytest
from hands import CTRL, pick, press, put, type_into
from PySide6.QtCore import Qt

from ocop_desktop.actions import entries, lists


@pytest.fixture
def visit(window):
    window.open_list("inspection")
    window.verbs.new_record()
    return window


def items(window):
    return [row.get("item") for row in window.view.page.draft.rows("checks") if not row.removed]


def test_the_check_list_follows_the_purpose(visit):
    assert items(visit) == [], "nothing is laid out before anything is said"
    pick(visit, "inspection.purpose", "đột xuất")
    assert items(visit) == ["producing", "food_safety", "label", "stars_logo", "batch", "trace"]
    pick(visit, "inspection.purpose", "thiết bị")
    assert items(visit) == ["producing", "equipment"]
    results = [row.get("result") for row in visit.view.page.draft.rows("checks")]
    assert results == [None, None], "nothing was found yet"


def test_what_a_person_touched_stays(visit):
    pick(visit, "inspection.purpose", "thiết bị")
    grid = visit.view.page.body.grids["checks"]
    grid.model.remove([0])
    pick(visit, "inspection.purpose", "đột xuất")
    assert items(visit) == ["equipment"]


def test_the_rows_are_saved_with_the_visit(visit, filled):
    subject = lists.entries(filled, "subject")[0]
    pick(visit, "inspection.purpose", "thiết bị")
    type_into(visit, "inspection.checked_on", "5/3/2026")
    pick(visit, "inspection.subject", str(subject.get("name")))
    press(visit, Qt.Key.Key_S, CTRL)
    kept = entries.get(filled, "inspection", visit.view.page.draft.id)
    assert [row.get("item") for row in kept.rows("checks")] == ["producing", "equipment"]
    pick(visit, "inspection.purpose", "đột xuất")
    assert items(visit) == ["producing", "equipment"], "a kept record keeps its rows"


def test_a_new_visit_left_untouched_is_no_record(visit, filled):
    visit.go("subject")
    assert lists.entries(filled, "inspection") == []


def test_no_form_but_new_ones_lays_out_rows(window, filled):
    id = put(filled, "inspection", {"purpose": "sudden", "checked_on": "2026-03-05"})
    window.open_record("inspection", id)
    pick(window, "inspection.purpose", "thiết bị")
    assert items(window) == []
