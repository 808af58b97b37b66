"""Data moved as a whole through the window: begun with, parted, handed over and taken over."""

from __future__ import annotations

import pytest
from hands import click, part
from PySide6.QtWidgets import QFileDialog, QLineEdit, QTableWidget

from ocop_desktop.actions import lists, start
from tests.exchange.offices import subject


def chosen(window, path):
    """Answer the file dialog that is open."""
    dialog = next(one for one in window.findChildren(QFileDialog) if one.isVisible())
    dialog.filesSelected.emit([str(path)])
    dialog.close()


def rest(window, qtbot):
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)


@pytest.fixture
def province(make_office, make_window):
    data = make_office("tinh", "51", role="province")
    subject(data, "HTX Nông nghiệp dịch vụ Thế Hệ Mới Đăk Mar")
    return make_window(data)


@pytest.fixture
def district(make_office, make_window):
    data = make_office("dakha", "615")
    subject(data, "HTX Đăk Mar")
    subject(data, "HTX chưa rõ xã", commune=None)
    return make_window(data)


def test_a_province_writes_workbooks_to_begin_with(province, qtbot, tmp_path):
    province.go("moves")
    click(province, "moves.start")
    chosen(province, tmp_path)
    rest(province, qtbot)
    (book,) = tmp_path.glob("OCOP-khoi-dau-*.xlsx")
    table = part(province, "moves.made")
    assert isinstance(table, QTableWidget)
    assert (table.item(0, 0).text(), table.item(0, 1).text()) == ("Xã Đăk Hà", book.name)


def test_a_district_is_parted(district, qtbot, tmp_path):
    district.go("moves")
    click(district, "moves.split")
    chosen(district, tmp_path / "xã")
    rest(district, qtbot)
    made = sorted(one.name for one in (tmp_path / "xã").glob("*.ocop"))
    assert len(made) == 2
    assert any("con-lai" in name for name in made)


def test_everything_is_handed_over_and_taken_over(district, qtbot, tmp_path):
    district.go("moves")
    field = part(district, "moves.to")
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "Y Nguoi Nhan")
    click(district, "moves.hand")
    chosen(district, tmp_path / "bàn giao.zip")
    rest(district, qtbot)
    assert (tmp_path / "bàn giao.pdf").is_file()
    district.go("settings")
    wanted = []
    district.other_wanted.connect(wanted.append)
    click(district, "command.take_over")
    chosen(district, tmp_path / "bàn giao.zip")
    chosen(district, tmp_path / "mới.ocop")
    assert wanted == [tmp_path / "mới.ocop"]
    with start.open_data(wanted[0]) as data:
        assert lists.count(data, "subject") == 2
