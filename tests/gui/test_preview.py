"""The preview: pages by keys, words found, pages sent to paper (here: into a file)."""

import pypdfium2
import pytest
from hands import CTRL, part, press, put, type_into
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ocop_desktop.actions import papers
from ocop_desktop.gui import paper_out, preview_window
from ocop_desktop.messages import Trouble


@pytest.fixture
def preview(window, filled, tmp_path):
    product = put(filled, "product", {"name": "Cà phê (mẫu)", "criteria_set": "set_13"})
    file = papers.print_document(filled, "mau-02", product, tmp_path / "mau-02.pdf")
    made = preview_window.show(window, file)
    yield made
    made.close()


def test_the_pages_are_turned_by_keys(preview):
    assert len(preview.document) > 3
    preview.view.setFocus()
    QTest.keyClick(preview.view, Qt.Key.Key_PageDown)
    QTest.keyClick(preview.view, Qt.Key.Key_PageDown)
    assert part(preview, "preview.number").text() == "3"
    QTest.keyClick(preview.view, Qt.Key.Key_Home)
    assert part(preview, "preview.number").text() == "1"
    QTest.keyClick(type_into(preview, "preview.number", "2"), Qt.Key.Key_Return)
    assert preview.view.front == 1


def test_a_size_is_chosen_and_the_page_stays(preview):
    preview.view.go(2)
    before = preview.view.zoom
    press(preview, Qt.Key.Key_Minus, CTRL)
    assert preview.view.zoom < before
    assert preview.view.front == 2
    QTest.keyClick(preview.view, Qt.Key.Key_W)
    assert preview.view.zoom == pytest.approx(before)


def test_words_are_found_one_after_another(preview, qtbot):
    type_into(preview, "preview.find", "chu the")
    qtbot.waitUntil(lambda: "/" in preview.found.text())
    count = int(preview.found.text().split(" / ")[1])
    assert count > 2
    press(preview, Qt.Key.Key_F3)
    assert preview.found.text() == f"2 / {count}"
    type_into(preview, "preview.find", "không có chữ này")
    qtbot.waitUntil(lambda: preview.found.text() == "không có")


def test_some_pages_go_to_paper(preview, tmp_path, qtbot):
    out = tmp_path / "giay.pdf"
    type_into(preview, "preview.range", "2-3")
    preview.print_pages(to_file=out)
    qtbot.waitUntil(lambda: "Đã gửi 2 trang" in preview.message.text())
    printed = pypdfium2.PdfDocument(str(out))
    assert len(printed) == 2
    assert printed.get_page_size(0) == pytest.approx((595, 842), abs=1.5)
    # what is on paper is what was shown
    shown = pypdfium2.PdfDocument(str(preview.document.file))
    pairs = zip(_grey(printed[0]), _grey(shown[1]), strict=True)
    assert sum(abs(one - other) for one, other in pairs) < 4 * 60 * 85
    assert min(_grey(printed[0])) < 200, "something is on the paper"
    printed.close()
    shown.close()


def _grey(page):
    """The page as 60 by 85 shades."""
    bitmap = page.render(scale=2)
    shades = bitmap.to_pil().convert("L").resize((60, 85)).tobytes()
    bitmap.close()
    return shades


def test_pages_that_are_not_there_are_named(preview, tmp_path):
    type_into(preview, "preview.range", "99")
    preview.print_pages(to_file=tmp_path / "x.pdf")
    assert "99" in preview.message.text()
    assert not (tmp_path / "x.pdf").exists()


def test_a_printer_that_is_gone_is_said():
    with pytest.raises(Trouble, match="máy in"):
        paper_out.printer_of("không có", two_sided=False)


def test_printing_a_record_shows_it(window, filled, qtbot):
    from ocop_desktop.gui.printing import PrintMenu

    window.open_list("product")
    window.view.list.table.selectRow(0)
    menu = PrintMenu(window)
    action = next(a for a in menu.actions() if a.objectName() == "print.blank")
    action.trigger()
    qtbot.waitUntil(lambda: window.findChild(preview_window.PreviewWindow) is not None)
    shown = window.findChild(preview_window.PreviewWindow)
    assert len(shown.document) >= 1
    shown.close()
