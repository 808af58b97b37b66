"""A year's exchange by keys and clicks: change, send, take in what the province changed, undo."""

from pathlib import Path
from typing import Any

import pytest
from hands import CTRL, click, part, press, put
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ocop_desktop.actions import entries, start, swap


@pytest.fixture
def both(tmp_path: Path) -> Any:
    """Real files of an office and its province, with the same three subjects."""
    office = start.new(tmp_path / "dakha.ocop", "615", officer="Y Mẫu")
    province = start.new(tmp_path / "tinh.ocop", "51", role="province", officer="Bà Tỉnh")
    ids = [put(office, "subject", {"name": name, "commune": "23500"}) for name in "ABC"]
    swap.export(office, tmp_path / "o1.xlsx")
    swap.merge(province, [tmp_path / "o1.xlsx"])
    yield office, province, ids
    office.close()
    province.close()


def choose(window: Any, path: Path) -> None:
    dialog = part(window, "file_dialog", QFileDialog)
    dialog.filesSelected.emit([str(path)])
    dialog.close()
    dialog.setObjectName("answered")


def phone(data: Any, id: str) -> Any:
    return entries.get(data, "subject", id).get("phone")


def test_what_the_province_changed_is_seen_brought_back_undone_and_done_again(
    both: Any, program: Any, tmp_path: Path, qtbot: Any
) -> None:
    office, province, (a, b, c) = both
    for number, id in enumerate((a, b, c)):
        entries.save(office, "subject", id, {"phone": f"090511111{number}"})
    swap.export(office, tmp_path / "o2.xlsx")
    swap.merge(province, [tmp_path / "o2.xlsx"])
    entries.save(province, "subject", a, {"phone": "0905999990"})
    entries.save(province, "subject", b, {"name": "B (tên theo quyết định)"})
    swap.export(province, tmp_path / "t1.xlsx")
    office.close()

    program.open(office.path)
    window = program.window
    qtbot.waitUntil(lambda: window.isActiveWindow())
    data = window.desk.data
    window.go("exchange")
    click(window, "command.receive")
    choose(window, tmp_path / "t1.xlsx")
    page = window.front()
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=30_000)
    press(page.files.on, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=30_000)
    click(page, "command.merge")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=30_000)
    part(page, "merge.next.others").opened.emit()

    panel = window._pages["others"].panel
    (heading,) = panel.model.groups
    assert {(line.title, line.after) for line in heading.lines} == {
        ("A", "0905 999 990"),
        ("B (tên theo quyết định)", "B (tên theo quyết định)"),
    }
    parent = panel.model.index(0, 0)
    row = next(n for n, line in enumerate(heading.lines) if line.field == "phone")
    panel.tree.setCurrentIndex(panel.model.index(row, 0, parent))
    click(panel, "command.bring_back")
    assert phone(data, a) == "0905111110"
    window.activateWindow()  # offscreen, nobody gives the keyboard back after a dialog
    qtbot.waitUntil(lambda: window.isActiveWindow())
    press(window, Qt.Key.Key_Z, CTRL)
    assert phone(data, a) == "0905999990"
    press(window, Qt.Key.Key_Y, CTRL)
    assert phone(data, a) == "0905111110"
    assert entries.get(data, "subject", b).get("name") == "B (tên theo quyết định)"

    swap.export(data, tmp_path / "o3.xlsx")
    swap.merge(province, [tmp_path / "o3.xlsx"])
    assert phone(province, a) == "0905111110"
