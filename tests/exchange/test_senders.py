"""Who has sent for a period, who has not, and what the province tells them."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from ocop_desktop.actions import senders, swap, undo
from tests.exchange.offices import sent, subject


def by_title(data, **given):
    return {one.title: one for one in senders.senders(data, **given)}


def test_every_commune_is_expected_where_nobody_sent(province):
    found = senders.senders(province)
    assert len(found) == 96
    assert {one.state for one in found} == {"missing"}


def test_who_sent_is_told_with_file_and_records(dak_ha, province, tmp_path):
    subject(dak_ha, "HTX Đăk Mar")
    swap.merge(province, [sent(dak_ha, tmp_path, period="Quý III")])
    found = by_title(province)
    assert len(found) == len(province.places.districts_of("51"))
    one = found["Huyện Đắk Hà"]
    assert (one.state, one.number, one.period, one.records) == ("sent", 1, "Quý III", 1)
    assert one.line()[1] == "Đã gửi"
    assert found["Huyện Sa Thầy"].state == "missing"
    assert senders.senders(province)[0].state == "missing"


def test_a_commune_is_covered_by_its_former_district(dak_ha, province, tmp_path):
    swap.merge(province, [sent(dak_ha, tmp_path)])
    one = by_title(province, level="commune")["Xã Đăk Hà"]
    assert (one.state, one.through) == ("covered", "Huyện Đắk Hà")
    assert one.line()[1] == "Có trong tệp khác: Huyện Đắk Hà"


def test_a_file_counts_for_the_period_it_came_in_or_is_labelled_with(dak_ha, province, tmp_path):
    swap.merge(province, [sent(dak_ha, tmp_path, period="6 tháng đầu năm")])
    today = province.today()
    assert by_title(province, since=today)["Huyện Đắk Hà"].state == "sent"
    assert by_title(province, since="2999-01-01")["Huyện Đắk Hà"].state == "missing"
    assert by_title(province, period="6 THÁNG  đầu năm")["Huyện Đắk Hà"].state == "sent"
    late = by_title(province, period="Cả năm")["Huyện Đắk Hà"]
    assert (late.state, late.number) == ("missing", 1)
    assert senders.periods(province) == ["6 tháng đầu năm"]


def test_numbers_that_never_came_are_named(dak_ha, province, tmp_path):
    books = [sent(dak_ha, tmp_path) for _ in range(4)]
    swap.merge(province, [books[1], books[3]])
    assert by_title(province)["Huyện Đắk Hà"].gaps == (1, 3)


def test_a_merge_taken_back_is_not_sent(dak_ha, province, tmp_path):
    subject(dak_ha, "HTX Đăk Mar")
    swap.merge(province, [sent(dak_ha, tmp_path)])
    undo.undo(province)
    assert by_title(province, level="district")["Huyện Đắk Hà"].state == "missing"


def test_open_conflicts_are_counted_for_the_unit_of_the_record(dak_ha, province, tmp_path):
    one = subject(dak_ha, "HTX Đăk Mar")
    swap.merge(province, [sent(dak_ha, tmp_path)])
    subject(province, id=one, rep_name="Y Một")
    subject(dak_ha, id=one, rep_name="Y Hai")
    swap.merge(province, [sent(dak_ha, tmp_path)])
    assert by_title(province)["Huyện Đắk Hà"].conflicts == 1


def test_the_reminder_names_who_is_missing_and_no_one_else(dak_ha, province, tmp_path):
    swap.merge(province, [sent(dak_ha, tmp_path)])
    found = senders.senders(province)
    text = senders.reminder(province, found, since="2026-01-01")
    assert "Huyện Sa Thầy" in text
    assert "Huyện Đắk Hà" not in text
    assert "từ ngày 01/01/2026" in text
    assert "{" not in text
    everyone = [one for one in found if one.state == "sent"]
    assert "tất cả các đơn vị đã gửi" in senders.reminder(province, everyone, period="Quý III")


def test_the_list_goes_into_a_workbook(dak_ha, province, tmp_path):
    swap.merge(province, [sent(dak_ha, tmp_path)])
    out = tmp_path / "ai chưa gửi.xlsx"
    senders.workbook(senders.senders(province), out)
    rows = list(load_workbook(out)["Ai chưa gửi"].values)
    assert rows[0] == senders.HEADINGS
    assert next(row for row in rows if row[0] == "Huyện Đắk Hà")[1] == "Đã gửi"


@pytest.mark.parametrize("level", list(senders.LEVELS))
def test_every_choice_of_units_holds_whoever_sent(dak_ha, province, tmp_path, level):
    swap.merge(province, [sent(dak_ha, tmp_path)])
    assert by_title(province, level=level)["Huyện Đắk Hà"].state == "sent"
