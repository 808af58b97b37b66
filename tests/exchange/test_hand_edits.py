"""Changes by hand in workbooks: each taken, refused or left waiting by itself, and kept."""

from __future__ import annotations

import json

import pytest

from ocop_desktop import cli
from ocop_desktop.actions import entries, lists, pending_edits, swap, undo
from ocop_desktop.actions.edit_lines import NOT_IN_FILE
from ocop_desktop.actions.hand_edits import Choices
from ocop_desktop.messages import Trouble
from ocop_desktop.schema.stamps import conflicts
from tests.exchange.offices import change, got, ids, sent, state, subject


def put(**cells):
    """Types over cells of the first row."""
    return lambda page, columns: [page.cell(3, columns[n], v) for n, v in cells.items()]


@pytest.fixture
def edited(dak_ha, province, tmp_path):
    """A file whose phone and e-mail somebody changed; the province has the record already."""
    id = subject(dak_ha, phone="0905123456", email="a@b.vn")
    swap.merge(province, [sent(dak_ha, tmp_path)])
    file = sent(dak_ha, tmp_path)
    change(file, "Chủ thể", put(phone="0905777777", email="moi@b.vn"))
    return id, file


def keys(report, file=0):
    return {one.field: one.chosen.key for one in report.files[file].edits}


def waiting(data):
    return {one.field: one for one in pending_edits.lines(data)}


def test_each_edit_is_decided_by_itself(edited, province):
    id, file = edited
    looked = swap.merge(province, [file], preview=True)
    chosen = {keys(looked)["phone"]: "take", keys(looked)["email"]: "refuse"}
    report = swap.merge(province, [file], edits=Choices(by_key=chosen))
    states = {one.field: one.chosen.state for one in report.files[0].edits}
    assert states == {"phone": "taken", "email": "refused"}
    assert got(province, id).get("phone") == "0905777777"
    assert got(province, id).get("email") == "a@b.vn"
    assert pending_edits.count(province) == 0
    for _ in range(2):  # decided once is not asked again, nor written over what came later
        subject(province, id=id, phone="0905888888")
        again = swap.merge(province, [file], edits="take")
        assert all(one.chosen.settled for one in again.files[0].edits)
        assert got(province, id).get("phone") == "0905888888"
        assert got(province, id).get("email") == "a@b.vn"


def test_an_edit_that_waits_is_kept_and_named_cell_by_cell(edited, province):
    id, file = edited
    report = swap.merge(province, [file])
    (phone,) = [one for one in report.as_json()["files"][0]["edits"] if one["field"] == "phone"]
    assert (phone["sheet"], phone["state"], phone["settled"]) == ("Chủ thể", "pending", False)
    found = waiting(province)
    assert set(found) == {"phone", "email"}
    one = found["phone"]
    assert (one.before, one.after, one.label) == ("0905 123 456", "0905 777 777", "Điện thoại")
    assert one.cell == phone["cell"]
    assert one.cell.endswith("3")
    assert (one.title, one.file, one.unit) == ("HTX Đăk Mar", file.name, "Huyện Đắk Hà")
    assert one.key == keys(report)["phone"]
    subject(province, id=id, phone="0905999999")
    assert waiting(province)["phone"].before == "0905 999 999", "as it is here now"


def test_it_is_taken_later_without_the_file_and_undone(edited, province, dak_ha, tmp_path):
    id, file = edited
    key = keys(swap.merge(province, [file]))["phone"]
    file.unlink()
    assert pending_edits.take(province, [key]).done == 1
    assert got(province, id).get("phone") == "0905777777"
    assert set(waiting(province)) == {"email"}
    undo.undo(province)
    assert got(province, id).get("phone") == "0905123456"
    assert set(waiting(province)) == {"email", "phone"}
    undo.redo(province)
    assert got(province, id).get("phone") == "0905777777"
    assert set(waiting(province)) == {"email"}
    swap.merge(dak_ha, [sent(province, tmp_path)])
    assert got(dak_ha, id).get("phone") == "0905777777"


def test_taking_has_seen_what_the_sender_had_written(dak_ha, province, tmp_path):
    id = subject(dak_ha, phone="0905123456")
    swap.merge(province, [sent(dak_ha, tmp_path)])
    subject(dak_ha, id=id, phone="0905222222")
    file = sent(dak_ha, tmp_path)
    change(file, "Chủ thể", put(phone="0905777777"))
    pending_edits.take(province, [*keys(swap.merge(province, [file])).values()])
    swap.merge(province, [sent(dak_ha, tmp_path)])  # with 0905222222, which the editor saw
    assert got(province, id).get("phone") == "0905777777"
    with province.read() as connection:
        from ocop_desktop.store.records import load_rows

        assert conflicts(load_rows(connection, "subject", [id])[id]["stamps"]) == {}


def test_refused_ones_do_not_come_again_and_can_be_put_back(edited, province):
    _, file = edited
    key = keys(swap.merge(province, [file]))["phone"]
    before = state(province)
    assert pending_edits.refuse(province, [key]).done == 1
    swap.merge(province, [file])
    assert set(waiting(province)) == {"email"}
    assert pending_edits.put_back(province, [key]).done == 1
    assert set(waiting(province)) == {"email", "phone"}
    assert state(province) == before


def test_a_newer_file_takes_the_place_of_what_waits(edited, province, dak_ha, dak_to, tmp_path):
    _, file = edited
    swap.merge(province, [file])
    subject(dak_to, "Cơ sở khác")
    swap.merge(province, [sent(dak_to, tmp_path)])
    assert pending_edits.count(province) == 2, "somebody else's file changes nothing"
    report = swap.merge(province, [sent(dak_ha, tmp_path)])
    assert report.files[0].superseded == 2
    assert pending_edits.count(province) == 0
    swap.merge(province, [file])
    assert pending_edits.count(province) == 0


def test_a_later_merge_that_took_them_is_undone_and_they_wait_again(edited, province):
    id, file = edited
    swap.merge(province, [file])
    swap.merge(province, [file], edits="take")
    assert got(province, id).get("phone") == "0905777777"
    undo.undo(province)
    assert got(province, id).get("phone") == "0905123456"
    assert set(waiting(province)) == {"email", "phone"}


def test_what_waits_again_gives_way_to_a_newer_file_too(edited, province, dak_ha, tmp_path):
    _, file = edited
    pending_edits.take(province, [keys(swap.merge(province, [file]))["phone"]])
    undo.undo(province)
    assert swap.merge(province, [sent(dak_ha, tmp_path)]).files[0].superseded == 2
    assert pending_edits.count(province) == 0


def test_edits_of_a_merge_that_was_undone_do_not_wait(dak_ha, province, tmp_path):
    subject(dak_ha, phone="0905123456")
    file = sent(dak_ha, tmp_path)
    change(file, "Chủ thể", put(phone="0905777777"))
    key = keys(swap.merge(province, [file]))["phone"]
    undo.undo(province)
    assert pending_edits.count(province) == 0
    with pytest.raises(Trouble, match="mã"):
        pending_edits.take(province, [key])
    undo.redo(province)
    assert pending_edits.count(province) == 1


def test_a_row_added_by_hand_waits_with_its_values(dak_ha, province, tmp_path):
    subject(dak_ha)
    file = sent(dak_ha, tmp_path)
    change(file, "Chủ thể", lambda page, columns: page.cell(4, columns["name"], "Thêm tay"))
    swap.merge(province, [file])
    (one,) = pending_edits.lines(province)
    assert (one.what, one.before, one.title) == ("added", NOT_IN_FILE, "Thêm tay")
    assert "Thêm tay" in one.after
    assert lists.count(province, "subject") == 1
    pending_edits.take(province, [one.key])
    assert lists.count(province, "subject") == 2
    assert pending_edits.count(province) == 0
    undo.undo(province)
    assert lists.count(province, "subject") == 1
    assert pending_edits.count(province) == 1


def test_what_cannot_be_taken_says_why_and_waits(edited, province):
    id, file = edited
    found = keys(swap.merge(province, [file]))
    entries.remove(province, "subject", [id])
    report = pending_edits.take(province, [*found.values()])
    assert report.done == 0
    assert len(report.hindered) == 2
    assert "đã xoá" in report.hindered[0][1]
    assert pending_edits.count(province) == 2
    entries.restore(province, "subject", [id])
    assert pending_edits.take(province, [*found.values()]).done == 2


def test_many_are_chosen_by_file_or_by_column(dak_ha, dak_to, province, tmp_path):
    for office in (dak_ha, dak_to):
        subject(office, f"HTX {office.unit}", phone="0905123456", email="a@b.vn")
    files = [sent(office, tmp_path) for office in (dak_ha, dak_to)]
    for file in files:
        change(file, "Chủ thể", put(phone="0905777777", email="m@b.vn"))
    report = swap.merge(province, files)
    key = keys(report)["phone"]
    of_file = pending_edits.keys_like(province, key, by="file")
    of_column = pending_edits.keys_like(province, key, by="column")
    assert set(of_file) == set(keys(report).values())
    assert set(of_column) == {key, keys(report, 1)["phone"]}
    assert pending_edits.take(province, of_column).done == 2
    phones = {got(province, id).get("phone") for id in ids(province, "subject")}
    assert phones == {"0905777777"}


@pytest.mark.libreoffice
def test_edits_in_a_file_that_libreoffice_saved_again_are_the_same(edited, province, resaved):
    id, file = edited
    found = keys(swap.merge(province, [file], preview=True))
    again = resaved(file)
    report = swap.merge(province, [again], edits=Choices(by_key={found["phone"]: "take"}))
    assert keys(report) == found
    assert got(province, id).get("phone") == "0905777777"
    assert set(waiting(province)) == {"email"}


def test_the_command_line_names_takes_and_refuses(edited, province, capsys):
    id, file = edited
    swap.merge(province, [file])
    province.close()
    path = str(province.path)
    assert cli.main(["edits", path, "--json"]) == 0
    found = {one["field"]: one for one in json.loads(capsys.readouterr().out)}
    assert found["phone"]["after"] == "0905 777 777"
    assert cli.main(["edits", path, "--take", found["phone"]["key"]]) == 0
    assert cli.main(["edits", path, "--refuse", found["email"]["key"], "--json"]) == 0
    said = capsys.readouterr()
    assert said.out.endswith("[]\n")
    assert cli.main(["show", path, "subject", id, "--json"]) == 0
    fields = json.loads(capsys.readouterr().out)["fields"]
    assert (fields["phone"], fields["email"]) == ("0905777777", "a@b.vn")
    assert cli.main(["edits", path, "--take", "khong-co"]) == 1
    assert capsys.readouterr().err.startswith("no_such_edit: ")
