"""Offices and the province exchange real data files: nothing lost, nothing twice, all or nothing."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from ocop_desktop.actions import entries, lists, swap, undo
from ocop_desktop.messages import Cancelled, Trouble
from ocop_desktop.schema.stamps import conflicts
from ocop_desktop.store.records import load_rows, table_of
from ocop_desktop.store.tables import Exchanged, OpenConflict, Question

KINDS = ("subject", "person", "product", "recognition", "support", "support_item")


@pytest.fixture
def dak_ha(make_office):
    return make_office("dakha", "615")


@pytest.fixture
def dak_to(make_office):
    return make_office("dakto", "612")


@pytest.fixture
def province(make_office):
    return make_office("tinh", "51", role="province")


def subject(data, name="HTX Đăk Mar", id=None, tables=None, **fields):
    given = {"name": name, "commune": "23500", **fields} if id is None else fields
    saved = entries.save(data, "subject", id, given, tables or {})
    assert saved.saved, saved.rejected
    return saved.id


def sent(data, tmp_path, **more):
    number = int(str(data.settings.get("sent_number") or 0)) + 1
    out = tmp_path / f"{data.path.stem}-{number}.xlsx"
    swap.export(data, out, **more)
    return out


def got(data, id, kind="subject"):
    return entries.get(data, kind, id)


def fates(report, kind="subject", file=0):
    counts = report.files[file].forms.get(kind, {})
    return {name: count for name, count in counts.items() if count and name != "read"}


def state(data):
    """Everything that counts of every record."""
    found = {}
    for kind in KINDS:
        with data.read() as connection:
            rows = load_rows(connection, kind, ids(data, kind))
        for id, row in rows.items():
            found[kind, id] = (got(data, id, kind).values, row["removed"], row["stamps"])
    return found


def ids(data, kind):
    with data.read() as connection:
        return list(connection.scalars(select(table_of(kind).c.id)))


def change(path, title, edit):
    book = load_workbook(path)
    page = book[title]
    edit(page, {page.cell(1, n).value: n for n in range(1, page.max_column + 1)})
    book.save(path)


# -- there and back -------------------------------------------------------------------------------


def test_records_arrive_with_their_tables_history_and_search(dak_ha, province, tmp_path):
    id = subject(
        dak_ha,
        tables={"persons": [{"full_name": "Y Hà"}, {"full_name": "A Brao"}]},
        tax_code="6100123456",
        rep_minority=True,
    )
    product = entries.save(dak_ha, "product", None, {"name": "Cà phê Đăk Mar", "subject": id}).id
    report = swap.merge(province, [sent(dak_ha, tmp_path)])
    assert report.applied
    entry = got(province, id)
    assert entry.values == got(dak_ha, id).values
    assert [row.get("full_name") for row in entry.rows("persons")] == ["Y Hà", "A Brao"]
    assert entry.origin == dak_ha.installation
    assert [hit.key for hit in lists.find(province, "subject", "dak mar")] == [id]
    assert [hit.key for hit in lists.find(province, "product", "ca phe")] == [product]
    assert {one.verb for one in undo.history(province, id)} == {"merge"}
    assert province.look.title("subject", id) == "HTX Đăk Mar"


def test_the_same_file_twice_changes_nothing(dak_ha, province, tmp_path):
    subject(dak_ha, tables={"persons": [{"full_name": "Y Hà"}]})
    file = sent(dak_ha, tmp_path)
    swap.merge(province, [file])
    before = state(province)
    report = swap.merge(province, [file])
    assert fates(report) == {"same": 1}
    assert fates(report, "person") == {"same": 1}
    assert state(province) == before
    assert {one.revision for one in undo.history(province, ids(province, "subject")[0])} == {1}


def test_two_laptops_and_the_province_agree_in_any_order(
    dak_ha, dak_to, province, make_office, tmp_path
):
    id = subject(dak_ha, phone="0905123456")
    swap.merge(dak_to, [sent(dak_ha, tmp_path)])
    subject(dak_ha, id=id, phone="0905111111")
    subject(dak_to, id=id, email="a@b.vn")
    subject(dak_to, "Tổ hợp tác Ngọc Hồi")
    files = [sent(dak_ha, tmp_path), sent(dak_to, tmp_path)]
    other = make_office("tinh2", "51", role="province")
    swap.merge(province, files)
    for file in reversed(files):
        swap.merge(other, [file])
    assert state(province) == state(other)
    assert got(province, id).values["phone"] == "0905111111"
    assert got(province, id).values["email"] == "a@b.vn"
    swap.merge(dak_ha, [sent(province, tmp_path)])
    swap.merge(dak_to, [tmp_path / "tinh-1.xlsx"])
    assert state(dak_ha) == state(dak_to) == state(province)


def test_each_fate_is_counted(dak_ha, province, tmp_path):
    one, two, three = (subject(dak_ha, f"Chủ thể số {n}", commune=None) for n in (1, 2, 3))
    swap.merge(province, [sent(dak_ha, tmp_path)])
    subject(dak_ha, id=one, phone="0905111111")
    subject(province, id=one, phone="0905222222")
    subject(dak_ha, id=two, phone="0905333333")
    subject(province, id=three, note="ghi ở tỉnh")
    report = swap.merge(province, [sent(dak_ha, tmp_path)])
    assert fates(report) == {"conflict": 1, "changed": 1, "older": 1}
    counts = report.files[0].forms["subject"]
    assert counts["read"] == sum(count for name, count in counts.items() if name != "read")
    (found,) = report.files[0].conflicts
    assert (found["id"], found["field"]) == (one, "phone")
    assert set(found["values"]) == {"0905111111", "0905222222"}
    with province.read() as connection:
        rows = connection.execute(select(OpenConflict.record_id, OpenConflict.field)).all()
        stored = load_rows(connection, "subject", [one])[one]["stamps"]
    assert [tuple(row) for row in rows] == [(one, "phone")]
    assert set(conflicts(stored)["phone"]) == {"0905111111", "0905222222"}


def test_a_conflict_settled_at_the_office_is_settled_at_the_province(dak_ha, province, tmp_path):
    id = subject(dak_ha)
    swap.merge(province, [sent(dak_ha, tmp_path)])
    subject(dak_ha, id=id, phone="0905111111")
    subject(province, id=id, phone="0905222222")
    swap.merge(province, [sent(dak_ha, tmp_path)])
    swap.merge(dak_ha, [sent(province, tmp_path)])
    assert got(dak_ha, id).values == got(province, id).values
    subject(dak_ha, id=id, phone="0905444444")
    swap.merge(province, [sent(dak_ha, tmp_path)])
    assert got(province, id).values["phone"] == "0905444444"
    with province.read() as connection:
        assert connection.execute(select(OpenConflict)).all() == []
    values = [(one.field, one.before) for one in undo.history(province, id)]
    assert any(field == "_conflict.phone" for field, _ in values)


def test_a_removal_travels_and_can_be_taken_back(dak_ha, province, tmp_path):
    id = subject(dak_ha)
    swap.merge(province, [sent(dak_ha, tmp_path)])
    entries.remove(dak_ha, "subject", [id])
    report = swap.merge(province, [sent(dak_ha, tmp_path)])
    assert fates(report) == {"changed": 1}
    assert got(province, id).removed
    assert lists.count(province, "subject") == 0
    entries.restore(dak_ha, "subject", [id])
    swap.merge(province, [sent(dak_ha, tmp_path)])
    assert not got(province, id).removed


def test_sensitive_fields_travel_only_when_asked(dak_ha, province, tmp_path):
    id = subject(dak_ha, rep_citizen_id="062190000001", phone="0905123456")
    swap.merge(province, [sent(dak_ha, tmp_path)])
    assert got(province, id).get("rep_citizen_id") is None
    subject(province, id=id, note="ghi ở tỉnh")
    swap.merge(dak_ha, [sent(province, tmp_path)])
    assert got(dak_ha, id).get("rep_citizen_id") == "062190000001"
    swap.merge(province, [sent(dak_ha, tmp_path, sensitive=True)])
    assert got(province, id).get("rep_citizen_id") == "062190000001"
    assert got(province, id).get("note") == "ghi ở tỉnh"


def test_somebody_we_know_raises_a_question(dak_ha, dak_to, province, tmp_path):
    one = subject(dak_ha, "HTX Cà phê Đăk Mar", tax_code="6100123456")
    two = subject(dak_to, "Hợp tác xã khác", tax_code="6100123456")
    report = swap.merge(province, [sent(dak_ha, tmp_path), sent(dak_to, tmp_path)])
    assert fates(report, file=1) == {"duplicate": 1}
    assert lists.count(province, "subject") == 2
    with province.read() as connection:
        (row,) = connection.execute(select(Question.__table__))
    assert {row.left_id, row.right_id} == {one, two}
    assert (row.reason, row.state) == ("tax_code", "open")


def test_ranks_follow_from_what_arrived(dak_ha, province, tmp_path):
    id = subject(dak_ha)
    product = entries.save(dak_ha, "product", None, {"name": "Cà phê", "subject": id}).id
    swap.merge(province, [sent(dak_ha, tmp_path)])
    fields = {"product": product, "stars": 4, "issued_on": "2025-03-05", "level": "province"}
    entries.save(dak_ha, "recognition", None, fields)
    swap.merge(province, [sent(dak_ha, tmp_path)])
    assert got(province, product, "product").get("current_stars") == 4
    assert got(province, product, "product").values == got(dak_ha, product, "product").values


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


# -- consolidated ---------------------------------------------------------------------------------


def test_the_consolidated_workbook_has_every_office(dak_ha, dak_to, province, tmp_path):
    one = subject(
        dak_ha, "HTX Đăk Mar", kind="hop_tac_xa", rep_name="Y Hà", contact_phone="0905123456"
    )
    subject(dak_to, "Tổ hợp tác Ngọc Hồi", commune=None)
    product = entries.save(
        dak_ha, "product", None, {"name": "Cà phê bột", "subject": one, "criteria_set": "set_13"}
    ).id
    for day, stars, number in (("2022-06-01", 3, "11/QĐ"), ("2025-03-05", 4, "22/QĐ")):
        fields = {"product": product, "stars": stars, "issued_on": day, "decision_no": number}
        entries.save(dak_ha, "recognition", None, fields)
    money = {"product": product, "year": 2025, "period": "year", "revenue": 1_234_500_000}
    entries.save(dak_ha, "year_figures", None, money)
    swap.merge(province, [sent(dak_ha, tmp_path), sent(dak_to, tmp_path)])
    out = tmp_path / "tổng hợp.xlsx"
    swap.consolidate(province, out)
    book = load_workbook(out)
    assert book.sheetnames[:4] == ["Sổ sản phẩm OCOP", "Tổng hợp", "Theo đơn vị", "PTNT_OCOP"]
    register = [cell.value for cell in book["Sổ sản phẩm OCOP"][2]]
    assert register[:3] == [1, "Cà phê bột", "13. Cà phê, ca cao"] or register[1] == "Cà phê bột"
    assert register[4:5] == ["HTX Đăk Mar"]
    assert register[11:16] == [3, "01/06/2022", 2022, "11/QĐ", None]
    assert register[16:20] == [4, "05/03/2025", 2025, "22/QĐ"]
    national = [cell.value for cell in book["PTNT_OCOP"][2]]
    assert national[4:8] == ["Cà phê bột", "4*", "HTX Đăk Mar", 1234.5]
    page = book["Chủ thể"]
    assert page["A2"].value == "Đơn vị"
    assert {page["A3"].value, page["A4"].value} == {"Huyện Đắk Hà", "Huyện Đắk Tô"}
    report = swap.merge(dak_ha, [out])
    assert report.files[0].refused["code"] == "workbook_foreign"


def test_sheets_stand_after_those_they_link_to(province):
    from ocop_desktop.exchange.layout import in_order

    order = [form.kind for form in in_order(province.forms)]
    assert order[0] == "unit"
    for before, after in pairwise(("subject", "product", "recognition")):
        assert order.index(before) < order.index(after)
