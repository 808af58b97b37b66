"""The window asks for what a sealed or changed workbook needs, and shows whose keys are known."""

from __future__ import annotations

from dataclasses import replace
from zipfile import ZipFile

import pytest
from hands import click, part, type_into
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLabel

from ocop_desktop.actions import entries, files, installations, lists, swap
from ocop_desktop.exchange.sealing import OLE
from ocop_desktop.exchange.signing import fingerprint, new_signer
from ocop_desktop.store import keyring

PASSWORD = "Đắk Hà 2026"


@pytest.fixture
def province(make_office):
    return make_office("tinh", "51", role="province")


@pytest.fixture
def at_province(make_window, province):
    return make_window(province)


def dialog(name):
    QApplication.processEvents()
    (found,) = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, QDialog) and one.objectName() == name and one.isVisible()
    ]
    return found


def rest(qtbot, window):
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    QApplication.processEvents()


def test_a_sealed_book_is_opened_by_typing_its_password(at_province, filled, tmp_path, qtbot):
    file = tmp_path / "kín.xlsx"
    swap.export(filled, file, password=PASSWORD)
    at_province.go("merge")
    page = at_province.front()
    page.take([file])
    rest(qtbot, at_province)
    click(page, "command.unlock_book")
    asked = dialog("password")
    type_into(asked, "password.line", "sai bét")
    QTest.keyClick(asked, Qt.Key.Key_Return)
    rest(qtbot, at_province)
    click(page, "command.unlock_book")
    asked = dialog("password")
    type_into(asked, "password.line", PASSWORD)
    click(asked, "password.open")
    rest(qtbot, at_province)
    assert not part(page, "command.unlock_book").isVisible()
    click(page, "command.preview")
    rest(qtbot, at_province)
    click(page, "command.merge")
    rest(qtbot, at_province)
    assert lists.count(at_province.desk.data, "subject") == 3


def test_a_changed_key_is_accepted_only_after_a_call(
    at_province, filled, province, tmp_path, qtbot
):
    file = tmp_path / "a.xlsx"
    swap.export(filled, file)
    swap.merge(province, [file])
    signer = new_signer()
    kept = keyring.find(filled.installation)
    keyring.keep(replace(kept, private=signer.private.hex(), public=signer.public))
    swap.export(filled, file)
    at_province.go("merge")
    page = at_province.front()
    page.take([file])
    rest(qtbot, at_province)
    click(page, "command.unlock_book")
    asked = dialog("key")
    shown = {label.text() for label in asked.findChildren(QLabel)}
    assert {fingerprint(kept.public), fingerprint(signer.public)} <= shown
    assert not asked.run.isEnabled()
    QTest.keyClick(asked.called, Qt.Key.Key_Space)
    click(asked, "key.accept")
    rest(qtbot, at_province)
    click(page, "command.preview")
    rest(qtbot, at_province)
    click(page, "command.merge")
    rest(qtbot, at_province)
    one = next(o for o in installations.known(province) if o.id == filled.installation)
    assert (one.fingerprint, one.state) == (fingerprint(signer.public), "checked")


def test_a_unit_of_another_province_is_taken_after_a_yes(
    at_province, make_office, province, tmp_path, qtbot
):
    away = make_office("hn", "001")
    entries.save(away, "subject", None, {"name": "HTX Hồ Tây"})
    file = tmp_path / "hn.xlsx"
    swap.export(away, file)
    at_province.go("merge")
    page = at_province.front()
    page.take([file])
    rest(qtbot, at_province)
    assert page.files.model.words(0, 6) == "✕ của tỉnh khác"
    said = part(page, "merge.why", QLabel).text()
    assert "Quận Ba Đình (mã 001), thuộc Thành phố Hà Nội, không phải Tỉnh Quảng Ngãi" in said
    assert not part(page, "command.preview").isEnabled()
    click(page, "command.unlock_book")
    click(dialog("unit"), "unit.accept")
    rest(qtbot, at_province)
    assert page.files.model.words(0, 6) == "✓ đọc được"
    for command in ("command.preview", "command.merge"):
        click(page, command)
        rest(qtbot, at_province)
    assert lists.find(province, "subject", "HTX Hồ Tây")


def test_an_office_sends_a_sealed_book(window, tmp_path, qtbot):
    window.go("exchange")
    page = window.front()
    box = part(page, "export.sealed", QCheckBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    type_into(page, "export.password", "ngắn")
    click(page, "command.export")
    assert "ít nhất" in window.status.text.text()
    type_into(page, "export.password", PASSWORD)
    type_into(page, "export.password_again", PASSWORD + "x")
    click(page, "command.export")
    assert "không giống nhau" in window.status.text.text()
    type_into(page, "export.password_again", PASSWORD)
    click(page, "command.export")
    chooser = window.findChild(QDialog, "file_dialog")
    chooser.filesSelected.emit([str(tmp_path / "a.xlsx")])
    chooser.close()
    rest(qtbot, window)
    assert (tmp_path / "a.xlsx").read_bytes()[:4] == OLE
    assert page.sealing.first.text() == ""


def test_an_office_sends_its_scans_in_a_zip(window, tmp_path, qtbot):
    data = window.desk.data
    (owner, *_) = (found.key for found in lists.find(data, "subject", "the he moi"))
    scan = tmp_path / "giấy.pdf"
    scan.write_bytes(b"%PDF-1.4 a scan")
    assert files.attach(data, "subject", owner, scan, paper="business_registration").saved
    window.go("exchange")
    page = window.front()
    box = part(page, "export.scans", QCheckBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    click(page, "command.export")
    chooser = window.findChild(QDialog, "file_dialog")
    assert chooser.selectedFiles()[0].endswith(".zip")
    chooser.filesSelected.emit([str(tmp_path / "a.zip")])
    chooser.close()
    rest(qtbot, window)
    said = {label.text() for label in page.findChildren(QLabel)}
    assert "Gửi kèm 1 tệp; tỉnh đã có 0 tệp." in said
    with ZipFile(tmp_path / "a.zip") as zipped:
        assert sorted(name[:6] for name in zipped.namelist()) == ["a.xlsx", "scans/"]


def test_the_page_shows_the_own_key_and_lets_others_be_compared_and_forgotten(
    at_province, filled, province, tmp_path, qtbot
):
    file = tmp_path / "a.xlsx"
    swap.export(filled, file)
    swap.merge(province, [file])
    at_province.go("settings")
    click(at_province.front(), "settings.installations")
    page = at_province.front()
    assert page.own.text() == installations.own_fingerprint(province)
    click(page, "installations.copy")
    assert QGuiApplication.clipboard().text() == page.own.text()
    said = [page.table.item(0, column).text() for column in range(7)]
    assert said[2] == installations.own_fingerprint(filled)
    assert said[3] == "⚠ chưa đối chiếu"
    assert not page.accept_key.isEnabled()
    page.table.setFocus()
    page.table.selectRow(0)
    click(page, "installations.accept")
    assert page.table.item(0, 3).text() == "✓ đã đối chiếu"
    page.table.selectRow(0)
    assert not page.accept_key.isEnabled()
    click(page, "installations.forget")
    assert (page.table.item(0, 2).text(), page.table.item(0, 3).text()) == (
        "–",
        "○ chưa có chữ ký",
    )


def test_before_anything_came_the_page_says_so(at_province):
    at_province.go("installations")
    said = {label.text() for label in at_province.front().findChildren(QLabel)}
    assert "Chưa nhận tệp của bản cài đặt nào." in said
