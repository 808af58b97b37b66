"""Offices and the province exchange real data files: nothing lost, nothing twice."""

from __future__ import annotations

from sqlalchemy import select

from ocop_desktop.actions import entries, history, lists, questions, swap
from ocop_desktop.schema.stamps import conflicts
from ocop_desktop.store.records import load_rows
from ocop_desktop.store.tables import OpenConflict
from tests.exchange.offices import fates, got, ids, sent, state, subject

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
    assert {one.verb for one in history.changes(province, id)} == {"merge"}
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
    assert {one.revision for one in history.changes(province, ids(province, "subject")[0])} == {1}


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
    values = [(one.field, one.before) for one in history.changes(province, id)]
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
    (pair,) = questions.open_questions(province)
    assert [pair.left, pair.right] == sorted([one, two])
    assert (pair.kind, pair.sign) == ("subject", "tax_code")


def test_ranks_follow_from_what_arrived(dak_ha, province, tmp_path):
    id = subject(dak_ha)
    product = entries.save(dak_ha, "product", None, {"name": "Cà phê", "subject": id}).id
    swap.merge(province, [sent(dak_ha, tmp_path)])
    fields = {"product": product, "stars": 4, "issued_on": "2025-03-05", "level": "province"}
    entries.save(dak_ha, "recognition", None, fields)
    swap.merge(province, [sent(dak_ha, tmp_path)])
    assert got(province, product, "product").get("current_stars") == 4
    assert got(province, product, "product").values == got(dak_ha, product, "product").values
