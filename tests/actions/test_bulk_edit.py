"""One field of many records: seen first, changed at once, taken back at once."""

import pytest

from ocop_desktop.actions import bulk_edit, entries, lists, undo
from ocop_desktop.actions.bulk_edit import ADD, CLEAR, DROP, SET, Change
from ocop_desktop.messages import Cancelled


@pytest.fixture
def subjects(office):
    return [
        entries.save(
            office, "subject", None, {"name": f"HTX {n}", "commune": "23500", "status": status}
        ).id
        for n, status in enumerate(["active", "active", "paused", "dissolved"])
    ]


def test_each_record_is_shown_before_and_after_and_nothing_is_written(office, subjects):
    change = Change("status", SET, "active")
    rows = bulk_edit.preview(office, "subject", subjects, change)
    assert [row.id for row in rows] == subjects
    assert [row.changed for row in rows] == [False, False, True, True]
    assert {row.after for row in rows} == {rows[0].before}
    assert entries.get(office, "subject", subjects[2]).get("status") == "paused"


def test_all_are_changed_at_once_and_one_undo_takes_all_back(office, subjects):
    done = bulk_edit.apply(office, "subject", subjects, Change("status", SET, "active"))
    assert done.changed == 2
    assert {e.get("status") for e in lists.entries(office, "subject")} == {"active"}
    assert entries.get(office, "subject", subjects[0]).revision == 1  # as it was: not touched
    undone = undo.undo(office)
    assert undone.verb == "bulk"
    assert entries.get(office, "subject", subjects[3]).get("status") == "dissolved"


def test_a_value_can_be_cleared_and_an_error_that_follows_is_told(office, subjects):
    rows = bulk_edit.preview(office, "subject", subjects, Change("commune", CLEAR))
    assert all([problem.code for problem in row.errors] == ["required"] for row in rows)
    assert bulk_edit.apply(office, "subject", subjects, Change("commune", CLEAR)).changed == 4
    assert entries.get(office, "subject", subjects[0]).get("commune") is None


def test_errors_that_were_there_before_are_not_told_as_new(office):
    id = entries.save(office, "subject", None, {"name": "Không xã"}).id
    rows = bulk_edit.preview(office, "subject", [id], Change("address_line", SET, "Thôn 1"))
    assert rows[0].errors == ()


def test_one_of_several_values_is_added_or_dropped(office, subjects):
    products = [
        entries.save(office, "product", None, {"name": "A", "subject": subjects[0]}).id,
        entries.save(office, "product", None, {"name": "B", "subject": subjects[0]}).id,
    ]
    months = list(office.forms["product"].field("season").type.labels)
    assert entries.save(office, "product", products[1], {"season": months[:2]}).saved
    change = Change("season", ADD, months[4])
    rows = bulk_edit.preview(office, "product", products, change)
    assert [row.changed for row in rows] == [True, True]
    bulk_edit.apply(office, "product", products, change)
    held = [entries.get(office, "product", id).get("season") for id in products]
    assert held == [[months[4]], [months[0], months[1], months[4]]]
    bulk_edit.apply(office, "product", products, Change("season", DROP, months[4]))
    assert entries.get(office, "product", products[0]).get("season") is None


def test_work_that_is_stopped_leaves_nothing_behind(office, subjects):
    def stop(done, total, what):
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        bulk_edit.apply(office, "subject", subjects, Change("status", SET, "active"), stop)
    assert entries.get(office, "subject", subjects[2]).get("status") == "paused"


@pytest.mark.parametrize("kind", ["subject", "product", "recognition", "support", "outlet"])
def test_computed_fields_names_and_identity_numbers_are_not_offered(office, kind):
    form = office.forms[kind]
    names = {field.name for field in bulk_edit.offered(form)}
    assert names
    assert not any(form.field(name).computed or form.field(name).sensitive for name in names)
    assert not names & {"name", "tax_code", "reg_no", "product_code", "former_code"}
    assert not any(form.field(name).type.kind in ("citizen_id", "barcode") for name in names)
