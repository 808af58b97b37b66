"""Exchange workbooks of every format that was ever written are still merged; never edit them.

`exchange-1.xlsx`: a subject with two persons, its product and rank, a removed subject, and one
open conflict.
"""

from pathlib import Path

import pytest

from ocop_desktop.actions import entries, lists, swap
from ocop_desktop.schema.stamps import conflicts

FILES = sorted(Path(__file__).parent.glob("exchange-*.xlsx"))


@pytest.fixture
def province(make_office):
    return make_office("tinh", "51", role="province")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_old_workbook_is_merged_whole(path, province):
    (file,) = swap.merge(province, [path]).files
    assert (file.refused, file.refused_rows, file.edits) == (None, [], [])
    assert file.total("new") == file.total("read") > 0
    again = swap.merge(province, [path]).files[0]
    assert again.total("same") == again.total("read")


def test_format_1_brings_what_was_entered(province):
    swap.merge(province, [Path(__file__).parent / "exchange-1.xlsx"])
    (found,) = lists.find(province, "subject", "dak mar")
    entry = entries.get(province, "subject", found.key)
    assert entry.get("note") == "dòng 1\ndòng 2 & <ba>"
    assert (entry.get("founded_on"), entry.get("rep_minority")) == ("2019", True)
    assert [row.get("full_name") for row in entry.rows("persons")] == ["Y Hà", "A Brao"]
    assert set(conflicts(entry.stamps)["phone"]) == {"0905111111", "0905222222"}
    (product,) = lists.find(province, "product", "ca phe")
    assert entries.get(province, "product", product.key).get("current_stars") == 3
    (rank,) = lists.entries(province, "recognition")
    assert rank.get("decision_no") == "=1+1"
    assert lists.count(province, "subject") == 1
