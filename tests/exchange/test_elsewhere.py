"""Files of units in another province are asked about once; what is no file is told from one."""

from __future__ import annotations

import pytest

from ocop_desktop.actions import lists, merge_files, swap
from ocop_desktop.actions.merge_files import Keys
from tests.exchange.fuzz.child import dumped
from tests.exchange.offices import sent, subject


@pytest.fixture
def away(make_office, tmp_path):
    """The workbook of a district of Hà Nội."""
    office = make_office("ba đình", "001")
    subject(office, "HTX Hồ Tây", commune="00004")
    return sent(office, tmp_path)


def test_a_file_of_another_province_is_refused_with_both_names_until_accepted(
    away, dak_ha, province, tmp_path
):
    subject(dak_ha)
    mine, before = sent(dak_ha, tmp_path), dumped(province)
    assert swap.merge(province, [away]).files[0].refused["code"] == "unit_elsewhere"
    assert dumped(province) == before
    report = swap.merge(province, [away, mine])
    text = report.files[0].refused["text"]
    for words in (away.name, "Quận Ba Đình (mã 001)", "Thành phố Hà Nội", "Tỉnh Quảng Ngãi"):
        assert words in text
    assert "Hãy hỏi lại nơi gửi" in text
    assert report.files[1].refused is None
    assert lists.count(province, "subject") == 1
    assert swap.merge(province, [away], accept_keys=["001"]).files[0].refused is None
    assert lists.count(province, "subject") == 2
    assert swap.merge(province, [away]).files[0].refused is None  # not asked again


def test_the_list_of_files_asks_whether_the_unit_belongs(away, province):
    (asked,) = merge_files.inspect(province, [away])
    assert (asked.state, asked.readable) == ("elsewhere", False)
    (taken,) = merge_files.inspect(province, [away], keys=Keys(accepted={"001"}))
    assert taken.state == "ready"


def test_units_of_the_same_province_exchange_whatever_their_level(
    make_office, dak_ha, dak_to, province, tmp_path
):
    commune = make_office("xã", "23500")
    files = [sent(one, tmp_path) for one in (dak_ha, dak_to, commune, province)]
    for here in (dak_ha, commune, province):
        assert not any(file.refused for file in swap.merge(here, files).files)


def test_a_folder_that_is_called_like_a_workbook_is_no_file(dak_ha, province, tmp_path):
    folder = tmp_path / "gửi" / "huyện.xlsx"
    folder.mkdir(parents=True)
    inside = sent(dak_ha, tmp_path).rename(folder / "trong.xlsx")
    assert merge_files.workbooks_in([tmp_path / "gửi"]) == [inside.resolve()]
    refused = swap.merge(province, [folder]).files[0].refused
    assert refused["code"] == "workbook_folder"
    assert "huyện.xlsx không phải là một tệp" in refused["text"]


def test_a_file_that_is_not_yet_written_to_its_end_is_refused_and_taken_when_it_is(
    dak_ha, province, tmp_path
):
    subject(dak_ha)
    whole = sent(dak_ha, tmp_path).read_bytes()
    path = tmp_path / "đang chép.xlsx"
    for part in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:part])
        refused = swap.merge(province, [path]).files[0].refused
        assert refused["code"] == "workbook_broken", part
        assert "xuất và gửi lại" in refused["text"]
    path.write_bytes(whole)
    assert swap.merge(province, [path]).applied
