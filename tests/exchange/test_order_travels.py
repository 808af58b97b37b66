"""The order of a table's rows and the end of a conflict travel and are kept like any write."""

from sqlalchemy import select

from ocop_desktop.actions import checks, entries, health, swap
from ocop_desktop.schema.remarks import REMARKS, Said, with_reason
from ocop_desktop.store.tables import OpenConflict


def names(data, id):
    return [row.get("full_name") for row in entries.get(data, "subject", id).rows("persons")]


def test_a_new_order_of_rows_reaches_the_province(make_office, tmp_path):
    office, province = make_office(), make_office("province", "51", role="province")
    people = {"persons": [{"full_name": name} for name in ("Một", "Hai", "Ba")]}
    id = entries.save(office, "subject", None, {"name": "HTX (mẫu)"}, people).id
    swap.export(office, tmp_path / "first.xlsx")
    swap.merge(province, [tmp_path / "first.xlsx"])
    rows = entries.get(office, "subject", id).rows("persons")
    turned = {"persons": [{"id": row.id} for row in reversed(rows)]}
    entries.save(office, "subject", id, {}, turned)
    swap.export(office, tmp_path / "second.xlsx")
    swap.merge(province, [tmp_path / "second.xlsx"])
    assert names(province, id) == names(office, id) == ["Ba", "Hai", "Một"]


def test_an_ordinary_save_ends_a_conflict(make_office, tmp_path):
    office, province = make_office(), make_office("province", "51", role="province")
    id = entries.save(office, "subject", None, {"name": "HTX (mẫu)"}).id
    for number, (at_office, at_province) in enumerate([("", ""), ("Tên A", "Tên B")]):
        if at_office:
            entries.save(office, "subject", id, {"name": at_office})
            entries.save(province, "subject", id, {"name": at_province})
        swap.export(office, tmp_path / f"{number}.xlsx")
        swap.merge(province, [tmp_path / f"{number}.xlsx"])
    with province.read() as connection:
        assert connection.scalars(select(OpenConflict.field)).all() == ["name"]
    entries.save(province, "subject", id, {"name": "Tên C"})
    with province.read() as connection:
        assert connection.scalars(select(OpenConflict.field)).all() == []


def test_a_scan_that_stayed_at_the_office_is_no_fault_of_the_province(make_office, tmp_path):
    office, province = make_office(), make_office("province", "51", role="province")
    subject = entries.save(office, "subject", None, {"name": "HTX (mẫu)"}).id
    scan = "0" * 64 + "/giấy.pdf"
    given = {"subject": subject, "paper": "business_registration", "file": scan}
    assert entries.save(office, "evidence", None, given).saved
    swap.export(office, tmp_path / "send.xlsx")
    swap.merge(province, [tmp_path / "send.xlsx"])
    assert [fault.code for fault in health.check(office)] == ["lost_file"]
    assert health.check(province) == []


def test_a_reason_for_a_blank_in_a_row_reaches_the_province_with_its_row(make_office, tmp_path):
    office, province = make_office(), make_office("province", "51", role="province")
    people = {"persons": [{"birth_year": 1970}, {"full_name": "Hai"}, {"birth_year": 1990}]}
    id = entries.save(office, "subject", None, {"name": "HTX (mẫu)"}, people).id
    first = entries.get(office, "subject", id).rows("persons")[0].id
    said = Said("Y Mẫu", "2026-09-20T08:30:00+07:00", "not_known")
    remarks = with_reason(None, f"persons.{first}.full_name", said)
    entries.save(office, "subject", id, {REMARKS: remarks})
    assert blanks(office, id) == ["persons.2.full_name"]
    swap.export(office, tmp_path / "first.xlsx")
    swap.merge(province, [tmp_path / "first.xlsx"])
    assert blanks(province, id) == ["persons.2.full_name"]
    rows = entries.get(office, "subject", id).rows("persons")
    turned = {"persons": [{"id": row.id} for row in reversed(rows)]}
    entries.save(office, "subject", id, {}, turned)
    swap.export(office, tmp_path / "second.xlsx")
    swap.merge(province, [tmp_path / "second.xlsx"])
    assert blanks(province, id) == ["persons.0.full_name"]


def blanks(data, id):
    found = checks.of_entry(data, entries.get(data, "subject", id))
    return [one.field for one in found if one.code == "required" and "." in one.field]
