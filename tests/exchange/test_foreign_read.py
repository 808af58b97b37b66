"""Lists made elsewhere are read as they come: merged cells, old fonts, old bytes, hostile files."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from ocop_desktop.exchange import foreign_read, foreign_table, legacy
from ocop_desktop.messages import Trouble

KNOWN = {"Tên chủ thể", "Xã", "Điện thoại", "Lần 1 / Sao", "Lần 1 / Năm", "Sao", "Năm", "Tên"}


def knows(text: str) -> bool:
    return text in KNOWN


def code_of(path: Path) -> str:
    with pytest.raises(Trouble) as caught:
        foreign_read.read(path)
    assert str(caught.value)
    return caught.value.code


def test_merged_cells_are_filled_down(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (["Tên chủ thể", "Xã"], ["HTX Một", "Mar"], [None, "Ui"], [None, "Hring"]):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    book.save(tmp_path / "a.xlsx")
    (grid,) = foreign_read.read(tmp_path / "a.xlsx")
    assert [row[0] for row in grid.cells[1:]] == ["HTX Một"] * 3


def test_fonts_of_old_encodings_are_read_cell_by_cell_and_run_by_run(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["A1"].font = "Hîp t¸c x·", Font(name=".VnTime")
    sheet["B1"], sheet["B1"].font = "Coâng ty", Font(name="VNI-Times")
    sheet["C1"] = CellRichText("Tên ", TextBlock(InlineFont(rFont=".VnTime"), "r\u00ad\u00eeu"))
    sheet["D1"] = "Rượu"
    sheet["E1"], sheet["E1"].font = "xã", Font(name=".VnTimeH")
    sheet["E1"] = "x·"
    book.save(tmp_path / "a.xlsx")
    (grid,) = foreign_read.read(tmp_path / "a.xlsx")
    assert grid.cells[0] == ["Hợp tác xã", "Công ty", "Tên rượu", "Rượu", "XÃ"]
    assert [(one.column, one.before) for one in grid.turned][:2] == [
        (0, "Hîp t¸c x·"),
        (1, "Coâng ty"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_a_text_file_of_any_unicode_or_windows_is_read(tmp_path: Path, encoding: str) -> None:
    import unicodedata

    text = "Tên chủ thể;Xã\nHợp tác xã nông nghiệp;Đăk Mar\n"
    if encoding == "cp1258":  # it writes most tones as letters of their own
        parted = unicodedata.normalize("NFD", text)
        for whole in ("ê", "â", "ô", "ă", "ơ", "ư"):
            parted = parted.replace(unicodedata.normalize("NFD", whole), whole)
        for tone in "\u0323\u0309\u0303\u0300\u0301":  # the mark below was sorted first
            for hat in "\u0302\u0306\u031b":
                parted = parted.replace(tone + hat, hat + tone)
        for whole in ("ê", "â", "ô", "ă", "ơ", "ư"):
            parted = parted.replace(unicodedata.normalize("NFD", whole), whole)
        text = parted
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    (grid,) = foreign_read.read(tmp_path / "a.csv")
    assert grid.cells == [["Tên chủ thể", "Xã"], ["Hợp tác xã nông nghiệp", "Đăk Mar"]]


@pytest.mark.parametrize("encoding", [legacy.TCVN3, legacy.VNI])
def test_a_text_file_of_an_old_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    from tests.exchange.test_legacy import written

    plain = "tên chủ thể,xã\nhợp tác xã rượu sâm dây,đăk mar\n"
    (tmp_path / "a.csv").write_bytes(written(plain, encoding).encode("latin-1"))
    (grid,) = foreign_read.read(tmp_path / "a.csv")
    assert grid.cells == [["tên chủ thể", "xã"], ["hợp tác xã rượu sâm dây", "đăk mar"]]
    assert grid.encoding == encoding


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice")
def test_an_xls_of_old_text_is_read_without_its_fonts(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    font = Font(name=".VnTime")
    for row in (["Tªn chñ thÓ", "X·"], ["Hîp t¸c x· r\u00ad\u00eeu", "§¨k Mar"], [None, "§¨k Ui"]):
        sheet.append(row)
    for row in sheet.iter_rows():
        for cell in row:
            cell.font = font
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "a.xlsx")
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    words = ["soffice", home, "--headless", "--convert-to", "xls", "a.xlsx"]
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    (grid,) = foreign_read.read(tmp_path / "a.xls")
    assert grid.encoding == legacy.TCVN3
    assert grid.cells == [
        ["Tên chủ thể", "Xã"],
        ["Hợp tác xã rượu", "Đăk Mar"],
        ["Hợp tác xã rượu", "Đăk Ui"],
    ]


def test_a_heading_of_two_rows_a_title_totals_and_blanks_are_known(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["DANH SÁCH CHỦ THỂ NĂM 2024"])
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append(["TT", "Tên chủ thể", "Lần 1", None])
    sheet.append([None, None, "Sao", "Năm"])
    sheet.append([1, 2, 3, 4])
    for name in ("A3:A4", "B3:B4", "C3:D3"):
        sheet.merge_cells(name)
    sheet.append(["I", "Huyện Đăk Hà"])
    sheet.append([1, "HTX Một", 3, 2024])
    sheet.append([])
    sheet.append([None, "Cộng", 1, None])
    sheet.append(["TT", "Tên chủ thể", "Sao", "Năm"])
    sheet.append([2, "HTX Hai", 4, 2023])
    sheet.append(["Tổng cộng:", None, 2])
    book.save(tmp_path / "a.xlsx")
    (grid,) = foreign_read.read(tmp_path / "a.xlsx")
    table = foreign_table.find(grid, knows)
    texts = [one.text for one in table.headings]
    assert texts == ["TT", "Tên chủ thể", "Lần 1 / Sao", "Lần 1 / Năm"]
    assert (table.lines[0].number, table.lines[0].at(1)) == (7, "HTX Một")
    assert table.lines[-1].cells[1] == "HTX Hai"
    assert (table.skipped["blank"], table.skipped["totals"]) == (1, 2)


def test_a_heading_of_two_rows_is_known_without_merged_cells(tmp_path: Path) -> None:
    text = "TT,Tên chủ thể,Lần 1,\n,,Sao,Năm\n1,HTX Một,4,2024\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    (grid,) = foreign_read.read(tmp_path / "a.csv")
    table = foreign_table.find(grid, knows)
    assert [h.text for h in table.headings][1:] == ["Tên chủ thể", "Lần 1 / Sao", "Lần 1 / Năm"]
    assert len(table.lines) == 1


def test_broken_formulas_are_blank_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Tên chủ thể,Xã\n#REF!,Đăk Mar\n", encoding="utf-8")
    (grid,) = foreign_read.read(tmp_path / "a.csv")
    assert (grid.cells[1], grid.errors) == ([None, "Đăk Mar"], 1)


def test_what_is_no_list_is_refused_in_words(tmp_path: Path) -> None:
    assert code_of(tmp_path / "missing.xlsx") == "list_missing"
    hostile = {
        "empty.xlsx": (b"", "list_empty"),
        "empty.csv": (b"", "list_empty"),
        "picture.csv": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "list_unreadable"),
        "torn.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "list_unreadable"),
        "torn.xlsx": (b"PK\x03\x04" + b"\x01" * 400, "list_unreadable"),
        "half.csv": (b"\xff\xfea", "list_unreadable"),
    }
    for name, (content, code) in hostile.items():
        (tmp_path / name).write_bytes(content)
        assert code_of(tmp_path / name) == code, name
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as zipped:
        zipped.writestr("hello.txt", "no workbook")
    assert code_of(tmp_path / "other.xlsx") == "list_unreadable"


def test_a_cell_at_the_far_corner_does_not_fill_the_memory(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "Tên", "xa"
    book.save(tmp_path / "far.xlsx")
    assert code_of(tmp_path / "far.xlsx") == "list_too_large"


def test_a_hundred_thousand_blank_rows_are_counted(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["Tên chủ thể", "Xã"])
    for _ in range(100_000):
        sheet.append([])
    sheet.append(["HTX Cuối", "Đăk Mar"])
    book.save(tmp_path / "long.xlsx")
    (grid,) = foreign_read.read(tmp_path / "long.xlsx")
    table = foreign_table.find(grid, knows)
    assert table.skipped["blank"] == 100_000
    assert [line.number for line in table.lines] == [100_002]
