"""A merge is done as a whole or not at all, and says what it did."""

from __future__ import annotations

import json

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from ocop_desktop.actions import lists, swap, undo
from ocop_desktop.messages import Cancelled, Trouble
from ocop_desktop.store.tables import Exchanged
from tests.exchange.offices import change, fates, got, sent, state, subject

# -- all or nothing -------------------------------------------------------------------------------


def test_a_preview_writes_nothing(dak_ha, province, tmp_path):
    subject(dak_ha)
    report = swap.merge(province, [sent(dak_ha, tmp_path)], preview=True)
    assert not report.applied
    assert fates(report) == {"new": 1}
    assert lists.count(province, "subject") == 0
    with province.read() as connection:
        assert connection.execute(select(Exchanged)).all() == []
    assert not list(province.files_dir.glob("backups/*"))


def test_a_bad_file_does_not_keep_the_others_out(dak_ha, dak_to, province, tmp_path):
    subject(dak_ha)
    subject(dak_to, "Tổ hợp tác Ngọc Hồi")
    bad = sent(dak_to, tmp_path)
    change(bad, "Chủ thể", lambda page, columns: page.cell(3, columns["_id"], "x" * 36))
    report = swap.merge(province, [bad, sent(dak_ha, tmp_path), tmp_path / "missing.xlsx"])
    codes = [file.refused and file.refused["code"] for file in report.files]
    assert codes == ["workbook_disagrees", None, "workbook_missing"]
    assert report.files[0].forms == {}
    assert report.applied
    assert lists.count(province, "subject") == 1
    assert len(list(province.files_dir.glob("backups/*.ocop"))) == 1


def test_no_readable_file_changes_nothing(province, tmp_path):
    (tmp_path / "x.xlsx").write_text("x")
    report = swap.merge(province, [tmp_path / "x.xlsx"])
    assert not report.applied
    assert report.files[0].refused["code"] == "workbook_broken"
    assert not list(province.files_dir.glob("backups/*"))


def test_cancelling_leaves_nothing(dak_ha, province, tmp_path):
    subject(dak_ha)

    def stop(done, total, what):
        raise Cancelled

    with pytest.raises(Cancelled):
        swap.merge(province, [sent(dak_ha, tmp_path)], progress=stop)
    assert lists.count(province, "subject") == 0
    assert not list(province.files_dir.glob("backups/*"))
    with pytest.raises(Cancelled):
        swap.export(dak_ha, tmp_path / "stopped.xlsx", progress=stop)
    assert not (tmp_path / "stopped.xlsx").exists()
    assert dak_ha.settings["sent_number"] == 1


def test_counts_are_verified_before_all_is_kept(dak_ha, province, tmp_path, monkeypatch):
    from ocop_desktop.actions import merge_write

    subject(dak_ha)
    monkeypatch.setattr(merge_write, "insert_many", lambda *given: None)
    with pytest.raises(Trouble) as trouble:
        swap.merge(province, [sent(dak_ha, tmp_path)])
    assert trouble.value.code == "merge_counts_differ"
    assert lists.count(province, "subject") == 0


def test_a_merge_can_be_undone(dak_ha, province, tmp_path):
    id = subject(dak_ha)
    swap.merge(province, [sent(dak_ha, tmp_path)])
    undone = undo.undo(province)
    assert undone.verb == "merge"
    assert got(province, id).removed
    assert lists.count(province, "subject") == 0


# -- what is told ---------------------------------------------------------------------------------


def test_running_numbers_and_gaps_are_told(dak_ha, province, tmp_path):
    subject(dak_ha)
    files = [sent(dak_ha, tmp_path, period=f"Quý {n}") for n in (1, 2, 3)]
    reports = [swap.merge(province, [files[n]]) for n in (0, 2, 1)]
    assert [report.files[0].gap for report in reports] == [False, True, False]
    assert [report.files[0].about.number for report in reports] == [1, 3, 2]
    assert reports[0].files[0].about.period == "Quý 1"
    with province.read() as connection:
        rows = connection.execute(select(Exchanged.direction, Exchanged.running_number)).all()
    assert sorted(tuple(row) for row in rows) == [("received", n) for n in (1, 2, 3)]


def test_the_report_is_json_word_for_word(dak_ha, province, tmp_path):
    subject(dak_ha)
    report = swap.merge(province, [sent(dak_ha, tmp_path)]).as_json()
    assert set(report) == {"files", "applied"}
    wanted = {"file", "sender", "refused", "forms", "refused_rows", "edits", "conflicts", "gap"}
    (file,) = report["files"]
    assert wanted <= set(file)
    assert (file["file"], file["refused"], file["gap"]) == ("dakha-1.xlsx", None, False)
    fates = [
        "read",
        "new",
        "same",
        "changed",
        "merged",
        "conflict",
        "older",
        "duplicate",
        "refused",
    ]
    assert list(file["forms"]["subject"]) == fates
    assert json.loads(json.dumps(report)) == report


def test_edits_wait_or_are_taken(dak_ha, province, tmp_path):
    id = subject(dak_ha, phone="0905123456")
    swap.merge(province, [sent(dak_ha, tmp_path)])
    file = sent(dak_ha, tmp_path)
    change(file, "Chủ thể", lambda page, columns: page.cell(3, columns["phone"], "0905777777"))
    report = swap.merge(province, [file])
    (edit,) = report.as_json()["files"][0]["edits"]
    assert (edit["field"], edit["before"], edit["after"]) == ("phone", "0905123456", "0905777777")
    assert (edit["row"], edit["state"]) == (3, "pending")
    assert got(province, id).get("phone") == "0905123456"
    swap.merge(province, [file], edits="take")
    assert got(province, id).get("phone") == "0905777777"
    before = state(province)
    swap.merge(province, [file], edits="take")
    assert state(province) == before
    swap.merge(dak_ha, [sent(province, tmp_path)])
    assert got(dak_ha, id).get("phone") == "0905777777"


def test_an_added_row_taken_is_a_record_of_the_province(dak_ha, province, tmp_path):
    subject(dak_ha)
    file = sent(dak_ha, tmp_path)
    change(file, "Chủ thể", lambda page, columns: page.cell(4, columns["name"], "Thêm tay"))
    report = swap.merge(province, [file])
    assert fates(report) == {"new": 1}
    assert [edit.what for edit in report.files[0].edits] == ["added"]
    assert lists.count(province, "subject") == 1
    swap.merge(province, [file], edits="take")
    swap.merge(province, [file], edits="take")
    assert lists.count(province, "subject") == 2
    (added,) = lists.find(province, "subject", "them tay")
    assert got(province, added.key).origin == province.installation


def test_the_receipt_holds_refused_rows_to_correct(dak_ha, province, tmp_path):
    subject(dak_ha)
    subject(dak_ha, "HTX hai", phone="0905123456")
    file = sent(dak_ha, tmp_path)

    def spoil(page, columns):
        page.cell(3, columns["founded_on"]).value = "hôm kia"
        page.cell(4, columns["phone"]).value = "0905000000"

    change(file, "Chủ thể", spoil)
    receipt = tmp_path / "biên nhận.xlsx"
    report = swap.merge(province, [file], receipt=receipt)
    (row,) = report.as_json()["files"][0]["refused_rows"]
    assert (row["row"], row["column"], row["code"]) == (3, "Ngày thành lập", "unreadable")
    book = load_workbook(receipt)
    assert book.sheetnames[:2] == ["Biên nhận", "Sửa tay trong tệp"]
    page = book[book.sheetnames[-1]]
    assert page["A3"].value == 3
    assert "hôm kia" in page["B3"].value
    assert "name" in [cell.value for cell in page[1]]


def test_the_period_and_the_state_are_in_the_file(dak_ha, tmp_path):
    subject(dak_ha)
    report = swap.export(dak_ha, tmp_path / "x.xlsx", period="6 tháng 2026")
    assert (report.number, report.period, report.rows["subject"]) == (1, "6 tháng 2026", 1)
    page = load_workbook(tmp_path / "x.xlsx")["_about"]
    text = " ".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value)
    assert "6 tháng 2026" in text
    assert dak_ha.settings["exported_at"]
    assert list(tmp_path.glob(".*")) == []


def test_an_answer_of_a_newer_form_is_carried_through(dak_ha, dak_to, province, tmp_path):
    id = subject(dak_ha)
    with dak_ha.work("save") as work:
        work.connection.exec_driver_sql(
            "UPDATE subject SET answers = json_set(answers, '$.later', json('[\"a\"]'))"
        )
    swap.merge(province, [sent(dak_ha, tmp_path)])
    swap.merge(dak_to, [sent(province, tmp_path)])
    assert got(dak_to, id).values["later"] == ["a"]
