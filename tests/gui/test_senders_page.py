"""The page that says who has not sent yet."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTableWidget

from ocop_desktop.actions import swap
from tests.exchange.offices import sent, subject


@pytest.fixture
def opened(make_office, make_window, qtbot, tmp_path):
    """The page at a province that one of its former districts has sent to."""
    dak_ha, province = make_office("dakha", "615"), make_office("tinh", "51", role="province")
    subject(dak_ha, "HTX Nông nghiệp dịch vụ Thế Hệ Mới Đăk Mar")
    swap.merge(province, [sent(dak_ha, tmp_path, period="Quý III năm 2026")])
    window = make_window(province)
    window.go("senders")
    qtbot.waitUntil(lambda: bool(rows(window)))
    return window


def rows(window):
    table = window.findChild(QTableWidget, "senders.table")
    if table is None or window.desk.tasks.busy:
        return {}
    return {table.item(n, 0).text(): table.item(n, 1).text() for n in range(table.rowCount())}


def choose(window, qtbot, name, text):
    box = window.findChild(QComboBox, name)
    place = next(n for n in range(box.count()) if text in box.itemText(n))
    box.setCurrentIndex(place)
    box.activated.emit(place)
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)


def test_the_page_lists_every_unit_whoever_is_missing_first(opened):
    found = rows(opened)
    assert found["Huyện Đắk Hà"] == "Đã gửi"
    assert found["Huyện Sa Thầy"] == "Chưa gửi"
    assert list(found.values())[-1] == "Đã gửi"
    told = " ".join(label.text() for label in opened.findChildren(QLabel))
    assert f"{len(found) - 1} chưa gửi · 1 đã gửi" in told


def test_another_period_and_other_units_are_asked_for(opened, qtbot):
    choose(opened, qtbot, "senders.level", "Xã, phường")
    qtbot.waitUntil(lambda: "Xã Đăk Hà" in rows(opened))
    assert rows(opened)["Xã Đăk Hà"] == "Có trong tệp khác: Huyện Đắk Hà"
    choose(opened, qtbot, "senders.period", "Quý III năm 2026")
    assert rows(opened)["Huyện Đắk Hà"] == "Đã gửi"


def test_the_reminder_is_copied_to_be_pasted(opened):
    opened.findChild(QPushButton, "senders.copy").click()
    text = QGuiApplication.clipboard().text()
    assert "Huyện Sa Thầy" in text
    assert "Huyện Đắk Hà" not in text
