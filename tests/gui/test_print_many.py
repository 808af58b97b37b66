"""Papers of many records at once: of chosen rows, of a round, notices; the signed scan back."""

import sys
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from hands import CTRL, click, part, press, put
from PIL import Image
from PySide6.QtCore import Qt

sys.path.insert(0, str(Path(__file__).parent.parent / "actions"))
import dossiers

from ocop_desktop.actions import lists
from ocop_desktop.gui import print_many, printing
from ocop_desktop.gui.preview_window import PreviewWindow


@pytest.fixture
def window(make_window, office):
    dossiers.unit(office)
    subject = dossiers.subject(office)
    round_id = put(office, "round", {"round_no": 1, "year": 2026})
    for name in ("Cà phê bột", "Mật ong", "Rượu ghè"):
        dossiers.dossier(office, dossiers.product(office, subject, name=name), round=round_id)
    return make_window(office)


def wait(window, qtbot):
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=20000)


def written(window, ending=".pdf"):
    return sorted(window.desk.data.path.parent.rglob(f"*{ending}"))


def test_a_paper_of_the_chosen_rows_is_a_file_for_each_in_a_folder(window, qtbot):
    window.open_list("dossier")
    table = window.view.list.table
    table.setFocus()
    press(table, Qt.Key.Key_A, CTRL)
    click(window, "chosen.print")
    menu = part(window, "print_many")
    next(one for one in menu.actions() if one.objectName() == "print_many.mau-01").trigger()
    menu.close()
    wait(window, qtbot)
    assert len(written(window)) == 3
    assert len({one.parent for one in written(window)}) == 1


def test_the_dossiers_of_a_round_are_printed_from_its_menu(window, qtbot):
    (round_,) = lists.entries(window.desk.data, "round")
    window.open_record("round", round_.id)
    menu = printing.PrintMenu(window)
    inner = part(menu, "print.round")
    next(one for one in inner.actions() if one.objectName() == "print.round.mau-01").trigger()
    wait(window, qtbot)
    assert len(written(window)) == 3


def test_stopping_keeps_what_is_finished_and_leaves_no_half_file(window, qtbot):
    ids = [one.id for one in lists.entries(window.desk.data, "dossier")]
    print_many.print_many(window, "dossier", "Hồ sơ", ids)
    task = window.desk.tasks._running
    task.progressed.connect(lambda done, total, what: task.cancel() if done == 1 else None)
    wait(window, qtbot)
    files = written(window)
    assert len(files) == 1, "the second was stopped, the third not begun"
    assert not list(window.desk.data.path.parent.rglob("*.part*"))
    assert len(pypdfium2.PdfDocument(str(files[0]))) > 3


def test_notices_to_all_whose_rank_runs_out_are_one_file_with_the_list(window, qtbot):
    data = window.desk.data
    soon = date.fromisoformat(data.today()) + timedelta(days=60)  # 36 months after the decision
    issued = soon.replace(year=soon.year - 3, day=min(soon.day, 28)).isoformat()
    for product in lists.entries(data, "product")[:2]:
        put(data, "recognition", {"product": product.id, "stars": 3, "issued_on": issued})
    window.go("calendar")
    wait(window, qtbot)
    click(window, "calendar.notices")
    wait(window, qtbot)
    (file,) = written(window)
    assert len(pypdfium2.PdfDocument(str(file))) >= 3, "two notices and the list to sign"
    part(window, "preview", PreviewWindow).close()


def test_notices_asked_for_right_after_a_change_wait_for_the_look_at_the_calendar(window, qtbot):
    window.go("calendar")
    wait(window, qtbot)
    data, told = window.desk.data, []
    window.desk.said.connect(lambda text, tone: told.append(text))
    put(data, "subject", {"name": "HTX Mới"})
    window.front().refresh()
    assert window.desk.tasks.busy
    click(window, "calendar.notices")
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["Không có sản phẩm nào đang trong thời gian cần thông báo."]


def test_what_is_asked_for_during_long_work_is_refused_at_last(window, qtbot, monkeypatch):
    from threading import Event

    from ocop_desktop.gui import desk

    monkeypatch.setattr(desk, "_SOON_MS", 1)
    go_on, told = Event(), []
    window.desk.said.connect(lambda text, tone: told.append(text))
    window.desk.run("Việc dài", lambda _: go_on.wait(20), lambda _: None)
    try:
        print_many.print_notices(window)
        qtbot.waitUntil(lambda: bool(told))
        assert "bận" in told[0]
    finally:
        go_on.set()
        wait(window, qtbot)


def test_a_signed_scan_comes_back_from_the_menu_of_what_was_printed(window, tmp_path):
    data = window.desk.data
    dossier = lists.entries(data, "dossier")[0]
    window.open_record("dossier", dossier.id)
    menu = printing.PrintMenu(window)
    names = [one.objectName() for one in part(menu, "print.signed").actions()]
    assert "signed.mau-01" in names
    assert "signed.dossier" not in names
    scan = tmp_path / "ky.png"
    Image.new("L", (40, 40), 99).save(scan)
    printing.attach_signed(window, "dossier", dossier.id, "Bản đã ký: Mẫu số 01", [scan])
    (held,) = lists.entries(data, "evidence")
    assert (held.get("paper"), held.get("name")) == ("signed_form", "Bản đã ký: Mẫu số 01")
    window.verbs.undo()
    assert lists.entries(data, "evidence") == []
