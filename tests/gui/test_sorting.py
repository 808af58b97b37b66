"""The sorting desk in the window: dropped, pasted, watched; one key files a scan."""

import pytest
from hands import part, pick, put
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest

from ocop_desktop.actions import lists, sorting


@pytest.fixture
def photos(tmp_path):
    made = []
    for number in range(3):
        path = tmp_path / f"z412{number}.jpg"
        Image.new("RGB", (400, 300), (40 * number, 90, 120)).save(path)
        made.append(path)
    return made


@pytest.fixture
def page(make_window, office):
    owner = put(office, "subject", {"name": "HTX Sáu Nhung (mẫu)"})
    put(office, "product", {"name": "Cà phê bột (mẫu)", "subject": owner})
    window = make_window(office)
    window.go("sorting")
    return window.front()


def drop(page, paths, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    qtbot.waitUntil(lambda: not page._desk.tasks.busy)


def papers(page):
    return [one.get("paper") for one in lists.entries(page._desk.data, "evidence")]


def test_dropped_photos_are_filed_with_one_key_each(page, photos, qtbot):
    drop(page, photos, qtbot)
    assert page.list.count() == 3
    pick(page.window(), "sorting.product", "ca phe bot")
    assert page.keys.draft.get("subject"), "the owner comes with the product"
    page.list.setFocus()
    page.list.setCurrentRow(0)
    QTest.keyClick(page.list, Qt.Key.Key_1)
    QTest.keyClick(page.list, Qt.Key.Key_2)
    assert set(papers(page)) == {"business_registration", "production_conditions"}
    assert page.list.count() == 1
    assert page.keys.draft.get("product"), "whose papers they are stays"
    first = part(page, "sorting.papers").item(0)
    assert "✓ 1" in first.text()


def test_without_an_owner_it_is_asked_and_nothing_is_filed(page, photos, qtbot):
    drop(page, photos[:1], qtbot)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_1)
    assert papers(page) == []
    assert "Chọn sản phẩm" in page.keys.boxes["product"].message.text()


def test_several_chosen_become_one_paper_and_come_back(page, photos, qtbot):
    drop(page, photos, qtbot)
    pick(page.window(), "sorting.product", "ca phe bot")
    page.list.setFocus()
    page.list.selectAll()
    QTest.keyClick(page.list, Qt.Key.Key_3)
    assert papers(page) == ["material_origin"]
    assert page.list.count() == 0
    page._undo(
        list(sorting._seen(page._desk.data))
        and [f"{page._desk.data.settings[sorting.SEEN][0]}/z.jpg"]
    )
    assert papers(page) == []
    assert page.list.count() == 1


def test_a_picture_is_pasted(page, qtbot):
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    QGuiApplication.clipboard().setImage(image)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.list.count() == 1


def test_what_the_scanner_writes_is_taken_by_itself(page, photos, qtbot, tmp_path):
    folder = tmp_path / "may-quet"
    folder.mkdir()
    page._window.preferences.scan_folder = str(folder)
    page._watch(folder)
    photos[0].rename(folder / "scan001.jpg")
    page._look.setInterval(10)
    qtbot.waitUntil(lambda: page.list.count() == 1)
    assert (folder / "scan001.jpg").exists(), "nothing there is changed"
    page._look_in_folder()
    qtbot.waitUntil(lambda: not page._desk.tasks.busy)
    assert page.list.count() == 1


def test_delete_takes_off_and_gives_back(page, photos, qtbot):
    drop(page, photos, qtbot)
    page.list.setFocus()
    page.list.setCurrentRow(1)
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert page.list.count() == 2
    page._put_back([f"{page._desk.data.settings[sorting.SEEN][0]}/z4121.jpg"])
    assert page.list.count() == 3
