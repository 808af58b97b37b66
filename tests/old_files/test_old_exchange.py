"""Exchange workbooks of every format that was ever written are still merged; never edit them.

`exchange-1.xlsx`: a subject with two persons, its product and rank, a removed subject, and one
open conflict. `exchange-2.xlsx`: the same signed, and a paper with a scan; `exchange-2.zip`: with
the scan beside it.
"""

from pathlib import Path

import pytest

from ocop_desktop.actions import entries, lists, swap
from ocop_desktop.schema.stamps import conflicts

FOLDER = Path(__file__).parent
FILES = sorted(path for path in FOLDER.iterdir() if path.name.startswith("exchange-"))


@pytest.fixture
def province(make_office):
    return make_office("tinh", "51", role="province")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_old_workbook_is_merged_whole(path, province):
    (file,) = swap.merge(province, [path]).files
    assert (file.refused, file.refused_rows, file.edits) == (None, [], [])
    assert file.total("new") == file.total("read") > 0
    again = swap.merge(province, [path]).files[0]
    assert again.total("same") == again.total("read")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_format_brings_what_was_entered(path, province):
    swap.merge(province, [path])
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


def test_format_1_has_no_signature_and_format_2_has(province):
    states = [swap.merge(province, [path], preview=True).files[0].trusted.state for path in FILES]
    assert states == ["unsigned", "first", "first"]


def test_format_2_brings_its_scan(province):
    (file,) = swap.merge(province, [FOLDER / "exchange-2.zip"]).files
    assert (file.scans.come, file.scans.missing) == (1, 0)
    (content,) = (scan.read_bytes() for scan in province.files_dir.glob("evidence/*/*"))
    assert content == b"%PDF-1.4 a scan"
