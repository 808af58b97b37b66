"""What comes from a spreadsheet by the clipboard: cells, headings, columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.gui.paste import Headed, cells, is_counting, told

COLUMNS = (
    Headed("product", ("Sản phẩm", "Tên sản phẩm")),
    Headed("subject", ("Chủ thể", "Tên chủ thể", "Đơn vị sản xuất")),
    Headed("stars", ("Hạng sao", "Số sao", "Kết quả phân hạng")),
    Headed("score", ("Tổng điểm", "Điểm")),
    Headed("certificate_no", ("Số giấy chứng nhận",)),
)


def test_cells_are_parted_by_tabs_and_lines():
    assert cells("Mật ong\t4\r\nRượu sim\t3\r\n") == [["Mật ong", "4"], ["Rượu sim", "3"]]


def test_a_cell_with_a_line_break_stays_one_cell():
    assert cells('"Mật ong\nrừng"\t4\nRượu\t3') == [["Mật ong rừng", "4"], ["Rượu", "3"]]


def test_quotes_inside_a_cell_are_kept():
    assert cells('"Trà ""Cụ Rùa"""\t3') == [['Trà "Cụ Rùa"', "3"]]


def test_a_lone_quote_sign_swallows_nothing():
    assert cells('Ống 3"\t4\nRượu sim\t3') == [['Ống 3"', "4"], ["Rượu sim", "3"]]


def test_empty_lines_at_the_end_are_left_out_and_inside_are_kept():
    assert cells("a\n\nb\n\t\n\n") == [["a"], [""], ["b"]]
    assert cells("") == []


texts = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=9)


@given(st.lists(st.lists(texts, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_a_spreadsheet_quotes_is_read_back(rows):
    from ocop_desktop.vietnamese import nfc

    quoted = ["\t".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    assert cells("\n".join(quoted)) == [[nfc(cell) for cell in row] for row in rows]


@pytest.mark.parametrize(
    "line",
    [
        ["Tên sản phẩm", "Tên chủ thể", "Hạng sao", "Tổng điểm"],
        ["TÊN SẢN PHẨM", "CHỦ THỂ", "SỐ SAO", "ĐIỂM"],
        ["ten san pham", "chu the", "hang sao", "tong diem (100)"],
    ],
)
def test_headings_are_known_with_or_without_marks(line):
    assert told(line, COLUMNS).columns == ("product", "subject", "stars", "score")


def test_a_number_column_before_them_belongs_nowhere():
    found = told(["STT", "Tên sản phẩm", "Hạng sao"], COLUMNS)
    assert found.columns == ("", "product", "stars")
    assert found.unknown == ()


def test_headings_nobody_knows_are_named():
    found = told(["Tên sản phẩm", "Hạng sao", "Ghi chú"], COLUMNS)
    assert found.unknown == ("Ghi chú",)


def test_a_line_of_values_is_no_line_of_headings():
    assert told(["Mật ong rừng", "HTX Đăk Mar", "4"], COLUMNS) is None
    assert told(["Mật ong rừng", "HTX Đăk Mar"], COLUMNS) is None
    assert told(["", ""], COLUMNS) is None


def test_no_column_is_told_twice():
    found = told(["Sản phẩm", "Tên sản phẩm", "Hạng sao"], COLUMNS)
    assert sorted(name for name in found.columns if name) == ["product", "stars"]


def test_a_column_that_counts_is_seen():
    assert is_counting(["1", "2", "3"])
    assert is_counting(["1.", "2."])
    assert not is_counting(["4", "3", "4"])
    assert not is_counting(["1"])
