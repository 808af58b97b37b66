"""Bộ hồ sơ in the window: scans by drop, keys and clipboard, steps, binding, the next dossier."""

import sys
from pathlib import Path

import pytest
from hands import CTRL, click, part
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest

sys.path.insert(0, str(Path(__file__).parent.parent / "actions"))
import dossiers

from ocop_desktop.actions import entries, lists
from ocop_desktop.gui.printing import print_paper


@pytest.fixture
def made(make_window, office):
    dossiers.unit(office)
    product = dossiers.product(office, dossiers.subject(office))
    dossier = dossiers.dossier(office, product)
    window = make_window(office)
    window.open_record("dossier", dossier)
    window.view.page.show_side("dossier")
    return window, window.view.page._sides["dossier"], dossier


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "quét.png"
    Image.new("RGB", (300, 400), (200, 190, 170)).save(path)
    return path


def at(side, code):
    side.list.setFocus()
    side.list.go(code)
    return side.list.current()[0]


def drop(side, code, paths):
    side.list.go(code)
    row = side.list.currentItem()
    side.list.scrollToItem(row)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(side.list.visualItemRect(row).center()),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    side.list.dropEvent(event)


def papers(window):
    return [one.get("paper") for one in lists.entries(window.desk.data, "evidence")]


def test_a_file_dropped_on_a_line_is_filed_there_and_can_be_taken_back(made, scan):
    window, side, _ = made
    drop(side, "test_report", [scan])
    assert papers(window) == ["test_report"]
    assert at(side, "test_report").said == "✓ Có 1 tệp"
    window.verbs.undo()
    assert papers(window) == []
    assert at(side, "test_report").state != "there"


def test_a_picture_is_pasted_and_delete_takes_it_off(made, qtbot):
    window, side, _ = made
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    QGuiApplication.clipboard().setImage(image)
    at(side, "awards")
    QTest.keyClick(side.list, Qt.Key.Key_V, CTRL)
    assert papers(window) == ["awards"]
    at(side, "awards")
    QTest.keyClick(side.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not side.look.image.pixmap().isNull())
    QTest.keyClick(side.list, Qt.Key.Key_Delete)
    assert papers(window) == []
    window.verbs.undo()
    assert papers(window) == ["awards"]


def test_enter_opens_the_scan_s_record_or_the_field_that_is_blank(made, scan):
    window, side, dossier = made
    entries.save(window.desk.data, "dossier", dossier, {"report_no": None})
    assert at(side, "mau-03").said == "✕ Thiếu"
    QTest.keyClick(side.list, Qt.Key.Key_Return)
    assert window.focusWidget().objectName() == "dossier.report_no"
    window.view.page.show_side("dossier")
    drop(side, "awards", [scan])
    at(side, "awards")
    QTest.keyClick(side.list, Qt.Key.Key_Return)
    assert window.view.page.kind == "evidence"


def test_a_scan_on_a_printed_form_is_its_signed_copy(made, scan):
    window, side, dossier = made
    drop(side, "mau-01", [scan])
    assert papers(window) == ["signed_form"]
    drop(side, "mau-02", [scan])
    assert str(entries.get(window.desk.data, "dossier", dossier).get("own_report")).endswith(
        "quét.png"
    )


def test_the_steps_go_on_and_sending_is_stopped_until_nothing_lacks(made, scan):
    window, side, dossier = made
    data = window.desk.data
    click(side, "dossier.complete")
    held = entries.get(data, "dossier", dossier)
    assert (held.get("state"), held.get("complete_on")) == ("complete", data.today())
    assert side.way.clock.text().startswith("còn 15 ngày làm việc")
    click(side, "dossier.send")
    assert entries.get(data, "dossier", dossier).get("state") == "complete"
    menu = part(window, "meter.menu")
    assert any("Giấy đăng ký kinh doanh" in one.text() for one in menu.actions())
    menu.close()
    drop(side, "business_registration", [scan])
    click(side, "dossier.send")
    assert entries.get(data, "dossier", dossier).get("forwarded_on") == data.today()
    window.verbs.undo()
    assert entries.get(data, "dossier", dossier).get("state") == "complete"


def test_a_look_at_the_bound_dossier_leaves_nothing_beside_the_data(made, qtbot):
    window, side, _ = made
    before = sorted(window.desk.data.path.parent.iterdir())
    click(side, "dossier.preview")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=20000)
    shown = part(window, "preview")
    assert len(shown.document) > 5
    assert any(list(shown.document.find("BẢN NHÁP")))
    shown.close()
    assert sorted(window.desk.data.path.parent.iterdir()) == before


def test_forms_of_a_former_decision_are_said_to_be_uncompared(made, qtbot):
    window, side, dossier = made
    entries.save(window.desk.data, "dossier", dossier, {"regulation": "qd148_2023"})
    side.show_record("dossier", dossier)
    assert "Chưa đối chiếu" in side.way.title.text()
    click(side, "dossier.preview")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=20000)
    shown = part(window, "preview")
    assert "chưa đối chiếu với bản ký" in shown.message.text()
    shown.close()
    print_paper(window, "mau-02", "Mẫu số 02", dossier, "Cà phê")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=20000)
    shown = part(window, "preview")
    assert "Chưa có mẫu của Quyết định 148/QĐ-TTg" in shown.message.text()
    shown.close()


def test_printing_in_parts_and_on_from_a_page(made, qtbot):
    window, side, _ = made
    side.out.parts()
    most = part(window, "parts.most")
    assert most.lineEdit().width() > most.width() / 2, "the number can be read"
    most.setValue(10)
    click(part(window, "parts"), "parts.split")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=20000)
    files = [one.name for one in window.desk.data.path.parent.rglob("*.pdf")]
    assert "sign-list.pdf" in files
    assert any(one.startswith("tap-1-tren-") for one in files)
    side.out.preview("3-")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=20000)
    shown = part(window, "preview")
    assert shown.range.text() == "3-"
    shown.close()


def test_the_next_dossier_begins_with_the_last_one(made, scan):
    window, side, dossier = made
    data = window.desk.data
    drop(side, "awards", [scan])
    product = str(entries.get(data, "dossier", dossier).get("product"))
    entries.save(data, "product", product, {"name": "Cà phê bột rang mộc"})
    side.out.next_one()
    asked = part(window, "renewal")
    said = " ".join(one.text() for one in asked.findChildren(type(side.way.clock)))
    assert "Cà phê bột → Cà phê bột rang mộc" in said
    assert "✓ còn hiệu lực" in said
    click(asked, "renewal.begin")
    shown = window.view.page.draft
    assert (shown.form.kind, shown.get("kind")) == ("dossier", "upgrade")
    assert shown.id != dossier
    assert shown.get("history") == "Thành lập năm 2015."
