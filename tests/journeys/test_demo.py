"""The demo: the whole job in one command, the same data for the same seed."""

import json

import openpyxl
import pypdfium2
import pytest

from ocop_desktop import cli
from ocop_desktop.actions import health, lists, start


def played(folder, seed):
    words = ["demo", str(folder), "--seed", str(seed), "--offices", "2", "--subjects", "2"]
    assert cli.main(words) == 0
    return folder


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return played(tmp_path_factory.mktemp("demo") / "first", 7)


def content(path):
    """Every record of a data file, times and stamps apart."""
    with start.open_data(path, write=False) as data:
        return {
            kind: [
                (entry.id, entry.parent_id, entry.position, entry.removed, dict(entry.values))
                for entry in lists.entries(data, kind)
            ]
            for kind in data.forms
        }


def only(folder, pattern):
    found = sorted(folder.glob(pattern))
    assert found, pattern
    return found


def test_every_form_has_a_record(demo):
    for path in only(demo, "offices/*.ocop"):
        kinds = content(path)
        assert [kind for kind, entries in kinds.items() if not entries and "." not in kind] == []


def test_the_province_has_what_the_offices_have(demo):
    """Every record, value for value; what is sensitive stays at the office."""
    (province,) = only(demo, "province/*.ocop")
    merged = content(province)
    sent = [content(path) for path in only(demo, "offices/*.ocop")]
    forms = start.the_forms()
    for kind, entries in merged.items():
        sensitive = {field.name for field in forms[kind].fields if field.sensitive}
        wanted = {one[0]: one for office in sent for one in office[kind]}
        assert {one[0] for one in entries} == set(wanted)
        for id, parent, position, removed, values in entries:
            _, *rest, told = wanted[id]
            assert [parent, position, removed] == rest
            assert values == {n: v for n, v in told.items() if n not in sensitive}


def test_all_data_files_are_sound(demo):
    for path in only(demo, "offices/*.ocop"):
        with start.open_data(path) as data:
            assert health.check(data) == []


def test_dossiers_are_real_pages(demo):
    for path in only(demo, "papers/*/dossier*.pdf"):
        with pypdfium2.PdfDocument(path) as pdf:
            assert len(pdf) > 10
            assert "HỒ SƠ" in pdf[0].get_textpage().get_text_range()


def test_receipt_report_and_consolidated_workbook(demo):
    receipt = json.loads((demo / "province" / "bien-nhan.json").read_text(encoding="utf-8"))
    assert receipt["applied"]
    for file in receipt["files"]:
        assert file["refused"] is None
        for counts in file["forms"].values():
            assert counts["read"] == sum(v for name, v in counts.items() if name != "read")
    report = json.loads((demo / "province" / "bao-cao.json").read_text(encoding="utf-8"))
    assert report["on"] == "2026-11-15"
    assert len(report["figures"]) > 15
    book = openpyxl.load_workbook(demo / "province" / "tong-hop.xlsx", read_only=True)
    assert "PTNT_OCOP" in book.sheetnames


def test_the_same_seed_gives_the_same_data(demo, tmp_path):
    again = played(tmp_path / "again", 7)
    for pattern in ("offices/*.ocop", "province/*.ocop"):
        for one, other in zip(only(demo, pattern), only(again, pattern), strict=True):
            assert content(one) == content(other)


def test_another_seed_gives_other_data(demo, tmp_path):
    other = played(tmp_path / "other", 8)
    one = content(only(demo, "offices/*.ocop")[0])
    assert one["subject"] != content(only(other, "offices/*.ocop")[0])["subject"]


def test_a_folder_in_use_is_left_alone(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("của tôi", encoding="utf-8")
    assert cli.main(["demo", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("folder_not_empty: ")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
