"""Drafts: kept while one types, given back after a kill, never mixed, never applied unseen."""

import pytest
from drafting import new_product, recover, rows, text, waiting
from hands import click, part, press, titles, type_into, type_keys
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from sqlalchemy import event

from ocop_desktop.actions import backups, entries, kept_drafts, lists, start

FIRST = "Cà phê bột nguyên chất"


pytestmark = pytest.mark.usefixtures("quick")

# ---- while one types


def test_what_is_typed_is_kept_by_itself_and_the_field_is_not_touched(window, qtbot):
    new_product(window, "Chè Shan tuyế")
    qtbot.waitUntil(lambda: waiting(window) == ["Chè Shan tuyế"], timeout=5000)
    (kept,) = kept_drafts.listed(window.desk.data)
    assert kept.snapshot.content["pending"] == [[[], "name", "Chè Shan tuyế"]]
    type_keys(part(window, "product.name"), "t")
    assert text(window, "product.name") == "Chè Shan tuyết"
    assert lists.count(window.desk.data, "product") == 5
    qtbot.waitUntil(lambda: "Bản nháp lưu lúc" in window.status.draft.text())
    qtbot.waitUntil(lambda: waiting(window) == ["Chè Shan tuyết"], timeout=5000)


def test_a_save_ends_the_draft_even_while_it_is_being_written(window, wait):
    window.go("product")
    type_into(window, "product.name", "Tên mới")
    wait(window)
    window.desk.keeper.typed(window.view.page.drafts.snapshot)
    window.desk.keeper.flush()  # a write is on its way
    click(window, "command.save")
    window.desk.keeper.finish()
    assert waiting(window) == []
    assert window.status.draft.isHidden()


def test_leaving_saves_and_ends_the_draft(window, wait):
    window.go("product")
    type_into(window, "product.name", "Tên mới")
    wait(window)
    window.go("subject")
    window.desk.keeper.finish()
    assert waiting(window) == []


def test_what_cannot_be_saved_stays_a_draft(window, wait):
    window.go("product")
    type_into(window, "product.declaration_on", "32/13/2024")
    wait(window)
    window.go("subject")
    window.desk.keeper.finish()
    assert waiting(window) == [FIRST]


def test_a_window_is_closed_with_a_draft_that_cannot_be_saved(window, make_window):
    path = window.desk.data.path
    window.go("product")
    type_into(window, "product.declaration_on", "32/13/2024")
    assert not window.close()
    assert "giữ lại làm bản nháp" in window.status.text.text()
    click(window, "status.offer")
    assert not window.isVisible()
    with start.open_data(path) as data:
        again = make_window(data)
        assert rows(again) == [FIRST]
        recover(again, FIRST)
        assert text(again, "product.declaration_on") == "32/13/2024"


def test_typing_something_and_taking_it_back_leaves_no_draft(window, wait, qtbot):
    window.go("product")
    type_into(window, "product.name", "Khác")
    wait(window)
    type_into(window, "product.name", FIRST)
    press(part(window, "product.name"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: waiting(window) == [], timeout=5000)


@pytest.fixture
def disk(window):
    """Says how many pages the file may have from now on, on every connection."""
    engine, most = window.desk.data.engine, [0]

    def limit(connection, *_):
        if most[0]:
            connection.execute(f"PRAGMA max_page_count = {most[0]}")

    event.listen(engine, "checkout", limit)
    yield lambda pages: most.__setitem__(0, pages)
    event.remove(engine, "checkout", limit)


def test_a_full_disk_is_told_once_and_typing_goes_on(window, wait, qtbot, disk):
    new_product(window, "Mật ong")
    wait(window)
    failed = []
    window.desk.keeper.failed.connect(failed.append)
    disk(1)  # SQLite takes it as "no more than there are"
    part(window, "product.description").setPlainText("Mật ong rừng " * 2000)
    qtbot.waitUntil(lambda: failed != [], timeout=5000)
    type_keys(part(window, "product.description"), "thật")
    QTest.qWait(250)
    assert len(failed) == 1
    assert "Chưa giữ được bản nháp. Ổ đĩa đã đầy" in window.status.text.text()
    disk(100_000)
    type_keys(part(window, "product.description"), "!")
    draft = window.view.page.drafts.shown_id
    qtbot.waitUntil(lambda: "thật!" in str(kept_drafts.get(window.desk.data, draft)), timeout=5000)


def test_dropping_changes_keeps_them_among_the_discarded(window, wait):
    new_product(window, "Bỏ nhầm")
    wait(window)
    window.actions_["discard"].trigger()
    assert waiting(window) == []
    assert [d.snapshot.title for d in kept_drafts.discarded(window.desk.data)] == ["Bỏ nhầm"]
    click(window, "status.offer")
    wait(window)
    assert (waiting(window), text(window, "product.name")) == (["Bỏ nhầm"], "Bỏ nhầm")


# ---- after a kill


def test_after_a_kill_the_first_page_lists_drafts_by_name_form_and_time(window, wait, kill):
    new_product(window, "Chè Shan tuyết")
    wait(window)
    again = kill(window)
    assert again.focusWidget().objectName() == "draft.recover"
    assert rows(again) == ["Chè Shan tuyết"]
    (kept,) = kept_drafts.listed(again.desk.data)
    words = " ".join(label.text() for label in part(again, f"draft.{kept.id}").findChildren(QLabel))
    assert "Sản phẩm" in words
    assert kept.at[11:19] in words
    assert lists.count(again.desk.data, "product") == 5


def test_a_new_record_comes_back_as_it_stood_and_nothing_is_written(window, wait, kill):
    new_product(window, "Chè Shan")
    type_into(window, "product.description", "Dòng 1, đang gõ d")
    type_into(window, "product.declaration_on", "32/13/2024")
    wait(window)
    again = kill(window)
    recover(again, "Chè Shan")
    assert text(again, "product.name") == "Chè Shan"
    assert part(again, "product.description").toPlainText() == "Dòng 1, đang gõ d"
    assert part(again, "product.declaration_on").hasFocus()
    assert part(again, "product.declaration_on").selectedText() == ""  # a key types on, not over
    assert text(again, "product.declaration_on") == "32/13/2024"
    assert again.view.page.notice.isVisible()
    assert lists.count(again.desk.data, "product") == 5
    type_into(again, "product.declaration_on", "3/2024")
    click(again, "command.save")
    assert "Chè Shan" in titles(again)
    again.desk.keeper.finish()
    assert waiting(again) == []
    assert not again.view.page.notice.isVisible()


def test_rows_and_the_cell_being_typed_in_come_back(window, wait, kill):
    window.go("product")
    id = window.view.page.draft.id
    packs = [{"packaging": "Túi"}, {"packaging": "Hộp"}, {"packaging": "Chai"}]
    entries.save(window.desk.data, "product", id, {}, {"packs": packs})
    grid = window.view.page.body.grids["packs"]
    grid.view.setCurrentIndex(grid.model.index(1, 0))
    grid.drop()
    grid.view.setCurrentIndex(grid.model.index(0, 0))
    grid.view.edit(grid.model.index(0, 0))
    type_keys(grid.view.focusWidget(), "Túi giấy")
    QTest.keyClick(grid.view.focusWidget(), Qt.Key.Key_Return)
    grid.add()
    type_keys(grid.view.focusWidget(), "Lọ thuỷ ti")
    wait(window)
    again = kill(window)
    recover(again, FIRST)
    shown = again.view.page.body.grids["packs"].model
    names = [shown.row_at(row).get("packaging") for row in range(shown.rowCount() - 1)]
    assert names == ["Túi giấy", "Chai", "Lọ thuỷ ti"]
    kept = entries.get(again.desk.data, "product", id)
    assert [row.get("packaging") for row in kept.rows("packs")] == ["Túi", "Hộp", "Chai"]
    click(again, "command.save")
    kept = entries.get(again.desk.data, "product", id)
    assert [row.get("packaging") for row in kept.rows("packs")] == names


def test_a_row_added_by_others_meanwhile_stays(window, wait, kill):
    window.go("product")
    id = window.view.page.draft.id
    entries.save(window.desk.data, "product", id, {}, {"packs": [{"packaging": "Túi"}]})
    grid = window.view.page.body.grids["packs"]
    grid.add()
    type_keys(grid.view.focusWidget(), "Lọ")
    QTest.keyClick(grid.view.focusWidget(), Qt.Key.Key_Return)
    wait(window)
    again = kill(window)
    (row,) = entries.get(again.desk.data, "product", id).rows("packs")
    rows_ = [{"id": row.id, "packaging": "Túi"}, {"packaging": "Thêm sau"}]
    entries.save(again.desk.data, "product", id, {}, {"packs": rows_})
    recover(again, FIRST)
    click(again, "command.save")
    names = [r.get("packaging") for r in entries.get(again.desk.data, "product", id).rows("packs")]
    assert names == ["Túi", "Thêm sau", "Lọ"]


def test_a_draft_put_off_stays_listed_and_is_less_loud(window, wait, kill):
    new_product(window, "Chè Shan")
    wait(window)
    again = kill(window)
    assert rows(again) == ["Chè Shan"]
    click(again, "draft.later")
    QTest.qWait(1)
    later = [b for b in again.findChildren(QPushButton, "draft.later") if b.isVisible()]
    assert (rows(again), later) == (["Chè Shan"], [])


def test_a_discarded_draft_is_taken_back_from_the_list_of_30_days(window, wait, kill):
    new_product(window, "Chè Shan")
    wait(window)
    again = kill(window)
    rows(again)
    click(again, "draft.discard")
    assert "còn lấy lại được trong 30 ngày" in again.status.text.text()
    assert rows(again) == []
    later = kill(again)
    assert rows(later) == []
    click(later, "drafts.discarded")
    click(later, "draft.take_back")
    assert rows(later) == ["Chè Shan"]


# ---- the copy of the file, told on the same page


def test_the_file_is_copied_at_once_from_the_first_page(window, qtbot):
    qtbot.waitUntil(lambda: "Chưa sao lưu lần nào" in _words(part(window, "pages")))
    click(window, "backup.now")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    assert "Đã sao lưu vào" in window.status.text.text()
    assert backups.last(window.desk.data) is not None
    qtbot.waitUntil(lambda: "Sao lưu lần cuối lúc" in _words(part(window, "pages")))
    assert any("Sao lưu: " in label.text() for label in window.status.findChildren(QLabel))


def _words(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())
