"""Rows that somebody took out of a workbook are named: whose, which row; nothing is removed for it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ocop_desktop.actions import entries, merge_preview, merge_told, swap
from ocop_desktop.exchange import row_list
from tests.exchange.fuzz.corpus import parts_of
from tests.exchange.fuzz.facts import Facts, key_of
from tests.exchange.laws.by_hand import edited
from tests.exchange.offices import got, sent, subject

PEOPLE = {"persons": [{"full_name": "Y Hà"}, {"full_name": "A Thui"}]}


@pytest.fixture
def ids(dak_ha):
    """Five subjects of an office, the second with two people."""
    return [
        subject(dak_ha, f"HTX số {n}", tables=PEOPLE if n == 1 else None, tax_code=f"610012345{n}")
        for n in range(5)
    ]


@pytest.fixture
def first(dak_ha, ids, tmp_path):
    return sent(dak_ha, tmp_path)


def without(source, kind, *places):
    """A copy without the rows at these places (0: the first of the data)."""

    def take_out(page):
        for place in sorted(places, reverse=True):
            page.rows.pop(place + 2)

    target = source.with_name(f"bớt {source.name}")
    edited(source, target, kind, take_out)
    return target


def rows_of(path, title):
    """The ids in a sheet by the number of their row."""
    page = load_workbook(path)[title]
    place = next(cell.column for cell in page[1] if cell.value == "_id")
    return {page.cell(n, place).value: n for n in range(3, page.max_row + 1)}


def gone(report, kind="subject", file=0):
    return [e for e in report.files[file].edits if e.what == "deleted" and e.kind == kind]


def test_records_held_here_are_named_with_the_row_they_stood_in(
    dak_ha, ids, first, province, tmp_path
):
    swap.merge(province, [first])
    new = subject(dak_ha, "HTX mới")  # has never been here
    path = sent(dak_ha, tmp_path)
    rows, before = rows_of(path, "Chủ thể"), got(province, ids[1])
    lost = [rows[id] - 3 for id in (ids[1], ids[4], new)]
    report = swap.merge(province, [without(path, "subject", *lost)])
    found = {edit.row: (edit.id, edit.before, edit.known) for edit in gone(report)}
    assert found == {
        rows[ids[1]]: (ids[1], "HTX số 1", True),
        rows[ids[4]]: (ids[4], "HTX số 4", True),
        rows[new]: ("", None, False),
    }
    assert got(province, ids[1]) == before
    (said,) = [one.text for one in merge_told.told(report, province.forms) if "bớt" in one.text]
    assert said.startswith("Chủ thể: 3 dòng đã bị bớt khỏi tệp (")
    assert f"HTX số 1, dòng {rows[ids[1]]}" in said
    assert f"chưa từng đến đây, dòng {rows[new]}" in said
    assert said.endswith("Ở đây không xoá gì.")
    assert "; 3 dòng bị bớt" in report.as_text()


def test_a_row_of_a_table_is_named_by_its_record_and_place(first, province):
    swap.merge(province, [first])
    report = swap.merge(province, [without(first, "person", 1)])
    (edit,) = gone(report, "person")
    assert edit.before == "HTX số 1 · Thành viên, lao động 2"
    assert edit.row == 4


def test_preview_and_receipt_show_every_row_that_was_taken_out(first, ids, province, tmp_path):
    swap.merge(province, [first])
    rows = rows_of(first, "Chủ thể")
    path, receipt = without(first, "subject", rows[ids[2]] - 3), tmp_path / "biên nhận.xlsx"
    preview = merge_preview.look_into(province, [path], tmp_path / "xem.sqlite")
    (line,) = preview.edits()
    assert (line.place, line.title) == (f"dòng {rows[ids[2]]} · Chủ thể", "HTX số 2")
    assert (line.before, line.after) == ("đang có, giữ nguyên", "đã bị bớt khỏi tệp")
    assert line.settled
    assert preview.edits_chosen() == {"ask": 0, "take": 0, "refuse": 0}
    preview.choose([line.key], "take")  # there is nothing to choose
    assert preview.choices().by_key == {}
    preview.close()
    report = swap.merge(province, [path], receipt=receipt)
    page = load_workbook(receipt)["Sửa tay trong tệp"]
    told = [cell.value or "" for cell in page[2]]
    assert told[1:4] == ["Chủ thể", f"dòng {rows[ids[2]]}", "bớt dòng"]
    assert told[5:] == ["HTX số 2", "đã bị bớt khỏi tệp", "chỉ báo: ở nơi nhận không xoá gì"]
    (said,) = report.as_json()["files"][0]["edits"]
    assert (said["id"], said["row"], said["before"]) == (ids[2], rows[ids[2]], "HTX số 2")
    assert said["state"] == "told"


def old(path, data, tmp_path):
    """The workbook as programs wrote it that did not list the rows."""
    facts = Facts(parts_of(path))
    parts = json.loads(facts.text("about_parts"))
    del parts[row_list.ROWS]
    facts.put("about_parts", json.dumps(parts))
    facts.sign(key_of(data))
    return facts.write(tmp_path / f"cũ {path.name}")


def test_of_a_workbook_that_lists_nothing_those_are_told_that_may_be_meant(
    dak_ha, dak_to, ids, first, province, tmp_path
):
    subject(dak_to, "HTX của huyện khác")
    swap.merge(province, [first, sent(dak_to, tmp_path)])
    rows = rows_of(first, "Chủ thể")
    path = without(old(first, dak_ha, tmp_path), "subject", rows[ids[3]] - 3)
    report = swap.merge(province, [path])
    (edit,) = gone(report)
    assert (edit.row, edit.after, edit.before) == (0, 1, "có thể là: HTX số 3")
    (said,) = [one.text for one in merge_told.told(report, province.forms) if "bớt" in one.text]
    assert "1 dòng đã bị bớt khỏi tệp (có thể là: HTX số 3)" in said


def test_counts_that_are_signed_and_wrong_are_no_rows_taken_out(dak_ha, first, province, tmp_path):
    facts = Facts(parts_of(first))
    facts.put("about_rows_subject", "6")
    facts.sign(key_of(dak_ha))
    (file,) = swap.merge(province, [facts.write(tmp_path / "giả.xlsx")]).files
    assert file.refused["code"] == "workbook_disagrees"
    assert "_rows" in file.refused["text"]


def test_thousands_are_named_and_beyond_that_counted(first, province, monkeypatch, ids):
    monkeypatch.setattr("ocop_desktop.actions.gone_rows._MOST_NAMED", 2)
    swap.merge(province, [first])
    report = swap.merge(province, [without(first, "subject", 0, 1, 2)])
    assert [(bool(edit.id), edit.after) for edit in gone(report)] == [
        (True, 1),
        (True, 1),
        (False, 1),
    ]
    (said,) = [one.text for one in merge_told.told(report, province.forms) if "bớt" in one.text]
    assert said.startswith("Chủ thể: 3 dòng")


def test_a_row_that_was_taken_out_and_typed_in_again_is_both(first, ids, province):
    swap.merge(province, [first])

    def retype(page):
        page.rows.pop(2)
        page.add(name="HTX gõ lại")

    path = first.with_name("gõ lại.xlsx")
    edited(first, path, "subject", retype)
    report = swap.merge(province, [path])
    assert [edit.what for edit in report.files[0].edits] == ["added", "deleted"]
    assert len(gone(report)) == 1


def test_entries_made_here_are_never_taken_for_rows_that_are_missing(first, province):
    swap.merge(province, [first])
    entries.save(province, "subject", None, {"name": "HTX của tỉnh"})
    report = swap.merge(province, [first])
    assert report.files[0].edits == []


# -- the list itself


IDS = st.lists(st.uuids().map(str), unique=True, max_size=30)


@given(IDS, st.data())
def test_exactly_the_rows_that_are_not_left_are_found(ids, data):
    left = set(data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else [])
    listed = row_list.read(row_list.lines({"a": row_list.tails(ids)})).get("a", b"")
    assert row_list.gone(listed, left, len(ids)) == [
        (number, id[-12:]) for number, id in enumerate(ids, 3) if id not in left
    ]


@given(IDS, st.uuids().map(str), st.integers(0, 40))
def test_a_list_that_does_not_fit_its_rows_is_refused(ids, other, rows):
    listed = row_list.tails(ids)
    if rows != len(ids):
        with pytest.raises(ValueError, match="rows"):
            row_list.gone(listed, ids, rows)
    if other not in ids:
        with pytest.raises(ValueError, match="rows"):
            row_list.gone(listed, {*ids, other}, len(ids) + 1)


def test_a_long_list_fits_into_cells():
    content = bytes(range(250)) * 240
    lines = row_list.lines({"a": content, "b": b"", "c": content[:6]})
    assert [kind for kind, _ in lines] == ["a", "a", "a", "a", "c"]
    assert max(len(piece) for _, piece in lines) < 32_767
    assert row_list.read(lines) == {"a": content, "c": content[:6]}
