"""Scans of every kind through the window: dropped, chosen, pasted, watched; then bound and looked at."""

import shutil
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hands import CTRL, click, part, pick, put
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

sys.path.insert(0, str(Path(__file__).parent.parent / "actions"))
import dossiers

from ocop_desktop.actions import entries, lists

HEIC = Path(__file__).parent.parent / "documents" / "photo.heic"
PAGES = {"tiff": 3, "rotated": 1, "a3": 1, "locked": 1}
READABLE = ("heic", "tiff", "huge", "rotated", "a3", "locked", "wrong-extension")
BROKEN = ("half-jpeg", "zero", "rubbish")


@pytest.fixture(scope="module")
def scans(tmp_path_factory):
    """One file of each kind, by its kind."""
    folder = tmp_path_factory.mktemp("scans")
    made = {}

    def at(kind, name):
        made[kind] = folder / name
        return made[kind]

    shutil.copy(HEIC, at("heic", "ảnh điện thoại.heic"))
    frames = [Image.new("L", (827, 1169), shade) for shade in (10, 120, 200)]
    frames[0].save(at("tiff", "hợp đồng.tiff"), save_all=True, append_images=frames[1:])
    red = Image.new("RGB", (9000, 6500), "white")
    red.paste((255, 0, 0), (0, 0, 3000, 2100))
    red.save(at("huge", "rất to.jpg"), quality=60)
    sheet(at("rotated", "quét ngang.pdf"), (842, 595), 90)
    sheet(at("a3", "bản vẽ A3.pdf"), (842, 1191))
    sheet(at("locked", "có khoá.pdf"), (595, 842))
    with pikepdf.open(made["locked"], allow_overwriting_input=True) as pdf:
        pdf.save(made["locked"], encryption=pikepdf.Encryption(user="", owner="x"))
    Image.effect_noise((800, 800), 90).save(at("whole-jpeg", "lành.jpg"), quality=95)
    at("half-jpeg", "tải dở.jpg").write_bytes(made.pop("whole-jpeg").read_bytes()[:9000])
    at("zero", "rỗng.pdf").write_bytes(b"")
    at("rubbish", "hỏng.pdf").write_bytes(b"%PDF-1.4 rubbish")
    shutil.copy(made["a3"], at("wrong-extension", "thật ra là pdf.png"))
    return made


def sheet(file, size, turned=0):
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=size)
        page.contents_add(b"1 0 0 rg 0 %d 200 280 re f" % (size[1] - 280))
        page.Rotate = turned
        pdf.save(file)


@pytest.fixture
def made(make_window, office, tmp_path):
    dossiers.unit(office)
    owner = dossiers.subject(office)
    dossiers.attach(office, tmp_path, owner, "business_registration", "subject")
    dossier = dossiers.dossier(office, dossiers.product(office, owner))
    window = make_window(office)
    window.open_record("dossier", dossier)
    window.view.page.show_side("dossier")
    return window, window.view.page._sides["dossier"]


def drop(side, code, paths):
    side.list.go(code)
    row = side.list.currentItem()
    side.list.scrollToItem(row)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    spot = QPointF(side.list.visualItemRect(row).center())
    act, left, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier
    side.list.dropEvent(QDropEvent(spot, act, data, left, keys.NoModifier))


def filed(window):
    found = lists.entries(window.desk.data, "evidence", where={"paper": "awards"})
    return {str(one.get("file")).partition("/")[2]: one.get("pages") for one in found}


def pictures(file):
    with pypdfium2.PdfDocument(file) as pdf:
        return [page.render(scale=0.5).to_pil().convert("RGB") for page in pdf]


def test_every_kind_is_dropped_and_filed_with_its_pages(made, scans):
    window, side = made
    drop(side, "awards", list(scans.values()))
    found = filed(window)
    assert set(found) == {path.name for path in scans.values()}
    for kind, count in PAGES.items():
        assert found[scans[kind].name] == count
    for kind in BROKEN[1:]:
        assert not found[scans[kind].name], "pages that cannot be counted are not made up"


def test_bound_they_are_upright_a4_or_a_marked_divider(made, scans, qtbot):
    window, side = made
    drop(side, "awards", list(scans.values()))
    click(side, "dossier.bind")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=60_000)
    part(window, "preview").close()
    (bound,) = window.desk.data.path.parent.rglob("Bộ hồ sơ*.pdf")
    with pypdfium2.PdfDocument(bound) as pdf:
        said = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
        sizes = {tuple(sorted(map(round, page.get_size()))) for page in pdf}
    assert sizes == {(595, 842)}
    for kind in BROKEN:
        (divider,) = [text for text in said[2:] if scans[kind].name in text]
        assert "KHÔNG ĐỌC ĐƯỢC BẢN QUÉT" in divider
    assert sum("KHÔNG ĐỌC ĐƯỢC" in text for text in said) == len(BROKEN)
    reds = [image for image in pictures(bound) if red_share(image) > 0.005]
    assert len(reds) == 6, "HEIC, huge, rotated, A3, locked, wrong extension"
    assert all(above(image) for image in reds), "turned as their makers turned them"
    assert bound.stat().st_size < 4_000_000, "the huge one is made smaller"
    with pikepdf.open(bound) as pdf:
        widths = [int(i.Width) for page in pdf.pages for i in page.get_images().values()]
    assert max(widths) <= 3508


def red_share(image):
    small = image.resize((60, 60))
    return sum(r > 180 and g < 90 and b < 90 for r, g, b in small.get_flattened_data()) / 3600


def above(image):
    """Whether the red corner lies on the upper half: a sheet turned by 90 has it at the right."""
    wide, high = image.size
    upper = image.crop((0, 0, wide, high // 2))
    return red_share(upper) > red_share(image.crop((0, high // 2, wide, high)))


def test_they_are_chosen_in_the_dialog(made, scans, qtbot):
    window, side = made
    side.list.setFocus()
    side.list.go("awards")
    QTest.keyClick(side.list, Qt.Key.Key_Insert)
    dialog = part(window, "file_dialog", QFileDialog)
    assert "*.heic" in dialog.nameFilters()[0]
    assert "*.tiff" in dialog.nameFilters()[0]
    dialog.filesSelected.emit([str(scans["heic"]), str(scans["tiff"])])
    dialog.reject()
    assert filed(window)[scans["tiff"].name] == 3
    assert scans["heic"].name in filed(window)


def test_they_are_pasted_and_looked_at(made, scans, qtbot):
    window, side = made
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(scans[kind])) for kind in ("heic", "tiff")])
    QGuiApplication.clipboard().setMimeData(data)
    side.list.setFocus()
    side.list.go("awards")
    QTest.keyClick(side.list, Qt.Key.Key_V, CTRL)
    assert len(filed(window)) == 2
    for kind in ("heic", "tiff"):
        go_to_piece(side, scans[kind].name)
        qtbot.waitUntil(lambda name=scans[kind].name: side.look.name.text().startswith(name))
        qtbot.waitUntil(lambda: not side.look.image.pixmap().isNull())
    assert side.look.name.text().endswith("3 trang, đang xem trang 1")


def go_to_piece(side, name):
    from ocop_desktop.gui.dossier_list import PIECE

    for row in range(side.list.count()):
        piece = side.list.item(row).data(PIECE)
        if piece is not None and piece.file.endswith(name):
            side.list.setCurrentRow(row)
            return
    raise AssertionError(name)


def test_a_pdf_is_shown_page_by_page_at_the_right(made, scans, qtbot):
    _, side = made
    drop(side, "awards", [scans["a3"], scans["zero"], scans["locked"]])
    for kind in ("a3", "locked"):
        go_to_piece(side, scans[kind].name)
        qtbot.waitUntil(lambda name=scans[kind].name: side.look.name.text() == name)
        assert side.look.stack.currentWidget() is side.look.pages
        QTest.qWait(50)
        shown = side.look.pages.grab().toImage()
        colours = {
            shown.pixelColor(x, y).name()
            for x in range(0, shown.width(), 7)
            for y in range(0, shown.height(), 7)
        }
        assert "#ff0000" in colours
    go_to_piece(side, scans["zero"].name)
    qtbot.waitUntil(lambda: side.look.name.text() == scans["zero"].name)
    assert side.look.stack.currentWidget() is side.look.image
    assert "Không xem được" in side.look.image.text()


def test_the_watched_folder_takes_photos_and_sheets_of_many_pages(
    make_window, office, scans, qtbot, tmp_path
):
    owner = put(office, "subject", {"name": "HTX Sáu Nhung (mẫu)"})
    put(office, "product", {"name": "Cà phê bột (mẫu)", "subject": owner})
    window = make_window(office)
    window.go("sorting")
    page = window.front()
    folder = tmp_path / "may-quet"
    folder.mkdir()
    page._window.preferences.scan_folder = str(folder)
    page._watch(folder)
    page._look.setInterval(10)
    for kind in ("heic", "tiff"):
        shutil.copy(scans[kind], folder)
    qtbot.waitUntil(lambda: page.list.count() == 2, timeout=10_000)
    qtbot.waitUntil(lambda: not page._desk.tasks.busy)
    pick(window, "sorting.product", "ca phe bot")
    page.list.setFocus()
    page.list.selectAll()
    QTest.keyClick(page.list, Qt.Key.Key_3)
    (one,) = lists.entries(office, "evidence")
    assert entries.get(office, "evidence", one.id).get("pages") == 1 + 3
