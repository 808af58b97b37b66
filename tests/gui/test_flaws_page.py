"""Records with errors and warnings: counted on today's page, listed, answered in groups."""

import pytest
from hands import click, part, put
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ocop_desktop.actions import entries, flaws
from ocop_desktop.schema.remarks import REMARKS

SHARES = "flaws.product.shares_differ.materials"


@pytest.fixture
def odd(office):
    """Three products whose shares do not add up, one product that is all right but for blanks."""
    ids = []
    for number in range(3):
        rows = [{"name": "Lá", "share": str(60 + number), "source": "commune"}]
        ids.append(put(office, "product", {"name": f"Chè {number}"}, {"materials": rows}))
    put(office, "product", {"name": "Rượu"})
    return ids


def enter(window, name):
    QTest.keyClick(part(window, name), Qt.Key.Key_Return)


def waited(qtbot, window, name):
    """Today's page looks a moment after it was painted."""
    qtbot.waitUntil(lambda: window.findChild(QWidget, name) is not None)


def test_today_counts_them_by_form_and_opens_their_page(make_window, office, odd, qtbot):
    window = make_window(office)
    waited(qtbot, window, "today.flaws.product")
    line = part(window, "today.flaws.product")
    assert "✕ 4 có lỗi" in line.accessibleName()
    assert "3 bản ghi có cảnh báo" in line.accessibleName()
    enter(window, "today.flaws.product")
    qtbot.waitUntil(lambda: any(w.isVisible() for w in window.findChildren(QWidget, SHARES)))


def test_nothing_is_shown_where_nothing_is_wrong(make_window, office):
    window = make_window(office)
    assert window.findChild(QLabel, "today.flaws.product") is None
    window.go("flaws")
    texts = [label.text() for label in window.front().findChildren(QLabel)]
    assert any("Không còn bản ghi nào" in text for text in texts)


def test_a_group_lists_its_records_and_a_line_opens_the_record_at_the_field(
    make_window, office, odd
):
    window = make_window(office)
    window.go("flaws")
    enter(window, SHARES)
    box = part(window, SHARES).parentWidget()
    lines = [
        one for one in box.findChildren(type(part(window, SHARES))) if "Chè" in one.accessibleName()
    ]
    assert len(lines) == 3
    QTest.keyClick(lines[1], Qt.Key.Key_Return)
    assert window.view.page.draft.id == odd[1]


def test_a_group_is_confirmed_at_once_and_taken_back_at_once(make_window, office, odd, qtbot):
    window = make_window(office)
    window.go("flaws")
    enter(window, SHARES)
    click(window, f"{SHARES}.confirm")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    qtbot.waitUntil(lambda: "3 bản ghi" in window.status.text.text())
    assert (
        window.findChild(QPushButton, f"{SHARES}.confirm") is None
        or not part(window, f"{SHARES}.confirm", QPushButton).isVisible()
    )
    for id in odd:
        assert entries.get(office, "product", id).get(REMARKS)
    click(window, "status.offer")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    flaws.catch_up(office)
    assert {one.records for one in flaws.groups(office) if one.code == "shares_differ"} == {3}


def test_after_very_many_changes_the_check_is_offered_and_not_waited_for(
    make_window, office, odd, monkeypatch, qtbot
):
    from ocop_desktop.gui import flaw_check

    monkeypatch.setattr(flaw_check, "AT_ONCE", 2)
    window = make_window(office)
    waited(qtbot, window, "command.check_flaws")
    click(window, "command.check_flaws")
    waited(qtbot, window, "today.flaws.product")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    assert "4 có lỗi" in part(window, "today.flaws.product").accessibleName()


def test_before_sending_one_is_told_what_is_wrong(make_window, office, odd):
    window = make_window(office)
    window.go("exchange")
    lines = window.front().findChildren(QWidget, "today.flaws.product")
    assert ["4 có lỗi" in one.accessibleName() for one in lines] == [True]
    texts = [label.text() for label in window.front().findChildren(QLabel)]
    assert any("vẫn gửi được" in text for text in texts)
