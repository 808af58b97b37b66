"""Whatever became of the record after a kill, exactly the right draft is offered (ODK's matrix)."""

import shutil
from pathlib import Path

import pytest
from drafting import new_product, recover, rows, text, told, waiting
from hands import click, part, press, titles, type_into, type_keys
from PySide6.QtCore import Qt

from ocop_desktop.actions import entries, kept_drafts, lists, undo

FIRST = "Cà phê bột nguyên chất"


# ---- the matrix of T3: exactly the right draft is offered, whatever became of its record


def other_form(window):
    """Another form is open when the draft is looked for."""
    window.go("subject")


def deleted_record(window):
    id = next(iter(kept_drafts.listed(window.desk.data))).snapshot.record_id
    entries.remove(window.desk.data, "product", [id])


def changed_record(window):
    id = next(iter(kept_drafts.listed(window.desk.data))).snapshot.record_id
    entries.save(window.desk.data, "product", id, {"name": "Người khác đổi", "shelf_life": "1 năm"})


def same_form(window):
    window.go("product")


CASES = {
    same_form: "",
    other_form: "",
    deleted_record: "Bản ghi đã bị xoá",
    changed_record: "“Tên sản phẩm”: trong tệp nay là “Người khác đổi”",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_the_right_draft_is_recovered(window, wait, kill, case):
    window.go("product")
    id = window.view.page.draft.id
    type_into(window, "product.name", "Cà phê gõ dở")
    wait(window)
    again = kill(window)
    case(again)
    before = entries.get(again.desk.data, "product", id)
    recover(again, "Cà phê gõ dở")
    assert again.view.page.draft.id == id
    assert text(again, "product.name") == "Cà phê gõ dở"
    assert CASES[case] in told(again)
    assert entries.get(again.desk.data, "product", id) == before  # nothing is applied unseen
    click(again, "command.save")
    kept = entries.get(again.desk.data, "product", id)
    assert kept.get("name") == "Cà phê gõ dở"
    assert kept.get("shelf_life") == before.get("shelf_life")  # what others changed stays
    again.desk.keeper.finish()
    assert waiting(again) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_the_right_draft_is_discarded(window, wait, kill, case):
    window.go("product")
    id = window.view.page.draft.id
    type_into(window, "product.name", "Cà phê gõ dở")
    wait(window)
    again = kill(window)
    case(again)
    before = entries.get(again.desk.data, "product", id)
    assert rows(again) == ["Cà phê gõ dở"]
    click(again, "draft.discard")
    assert rows(again) == []
    assert entries.get(again.desk.data, "product", id) == before
    click(again, "status.offer")
    assert rows(again) == ["Cà phê gõ dở"]


def test_two_drafts_of_the_same_form_never_mix(window, wait, kill):
    new_product(window, "Trà một")
    wait(window)
    second = kill(window)
    new_product(second, "Trà hai")
    type_into(second, "product.shelf_life", "12 tháng")
    wait(second)
    third = kill(second)
    assert sorted(rows(third)) == ["Trà hai", "Trà một"]
    recover(third, "Trà một")
    assert text(third, "product.name") == "Trà một"
    assert text(third, "product.shelf_life") == ""
    click(third, "command.save")
    assert rows(third) == ["Trà hai"]
    recover(third, "Trà hai")
    assert text(third, "product.shelf_life") == "12 tháng"
    assert third.view.page.draft.is_new


def test_a_draft_goes_on_under_its_own_name_after_it_was_recovered(window, wait, kill):
    new_product(window, "Trà một")
    wait(window)
    again = kill(window)
    recover(again, "Trà một")
    type_keys(part(again, "product.name"), " hai")
    wait(again)
    third = kill(again)
    assert rows(third) == ["Trà một hai"]


def test_a_record_that_is_not_in_the_file_comes_back_as_a_new_one(window, wait, kill):
    window.go("product")
    type_into(window, "product.name", "Cà phê gõ dở")
    wait(window)
    again = kill(window)
    with again.desk.data.beside() as connection:
        connection.exec_driver_sql("UPDATE kept_draft SET record_id = 'khong-co'")
    recover(again, "Cà phê gõ dở")
    assert "không còn trong tệp" in told(again)
    click(again, "command.save")
    assert "Cà phê gõ dở" in titles(again)
    assert lists.count(again.desk.data, "product") == 6


@pytest.fixture
def newer_forms(tmp_path, monkeypatch, root):
    """From now on the program has a newer form of products: one question less, one more."""

    def change():
        folder = tmp_path / "forms"
        shutil.copytree(root / "forms", folder)
        file = folder / "product.toml"
        lines = file.read_text(encoding="utf-8").replace("version = 1\n", "version = 2\n", 1)
        kept = [line for line in lines.split("\n") if 'name = "storage"' not in line]
        at = next(n for n, line in enumerate(kept) if 'name = "shelf_life"' in line)
        kept.insert(at, '  { name = "colour", label = "Màu sắc", type = "text" },')
        file.write_text("\n".join(kept), encoding="utf-8")
        monkeypatch.setenv("OCOP_FORMS", str(folder))

    return change


def test_a_newer_form_keeps_and_shows_the_answers_it_no_longer_asks(
    window, wait, kill, newer_forms
):
    new_product(window, "Trà")
    type_into(window, "product.storage", "Nơi khô ráo")
    press(part(window, "product.storage"), Qt.Key.Key_Return)
    type_into(window, "product.shelf_life", "12 thá")
    wait(window)
    newer_forms()
    again = kill(window)
    (kept,) = kept_drafts.listed(again.desk.data)
    assert kept.snapshot.form_version == 1
    recover(again, "Trà")
    assert text(again, "product.colour") == ""
    assert text(again, "product.shelf_life") == "12 thá"
    assert "mẫu nhập bản 1, nay là bản 2" in told(again)
    assert "“Điều kiện bảo quản”: Nơi khô ráo" in told(again)
    wait(again)
    third = kill(again)  # killed once more, the old answer is still there
    recover(third, "Trà")
    assert "“Điều kiện bảo quản”: Nơi khô ráo" in told(third)
    click(third, "command.save")
    kept = entries.get(third.desk.data, "product", third.view.page.draft.id)
    assert (kept.get("storage"), kept.get("name")) == ("Nơi khô ráo", "Trà")


def test_a_draft_of_a_newer_form_is_discarded_and_taken_back(window, wait, kill, newer_forms):
    new_product(window, "Trà")
    wait(window)
    newer_forms()
    again = kill(window)
    assert rows(again) == ["Trà"]
    click(again, "draft.discard")
    assert rows(again) == []
    click(again, "status.offer")
    assert rows(again) == ["Trà"]


def test_undo_does_not_reach_drafts(window, wait, kill):
    new_product(window, "Trà")
    wait(window)
    again = kill(window)
    undo.undo(again.desk.data)
    assert rows(again) == ["Trà"]


def test_the_file_of_a_killed_program_is_whole(window, wait, kill):
    new_product(window, "Trà")
    wait(window)
    again = kill(window)
    with again.desk.data.read() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert Path(again.desk.data.path).is_file()
