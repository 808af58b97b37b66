"""Every kind of value: what is shown can be read, in text and in cells of any shape."""

import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from strategies import CASES, LOOK, OPTIONS

from ocop_desktop.schema import TYPES, Rejected
from ocop_desktop.schema.choice_types import Choice, Many, Place
from ocop_desktop.schema.number_types import Date, Decimal, Money, Stars, Whole, Year, YesNo
from ocop_desktop.schema.text_types import (
    Barcode,
    CitizenId,
    LongText,
    Phone,
    TaxCode,
    Text,
)

KINDS = sorted(TYPES)
PLAIN = [kind for kind in KINDS if kind not in ("file", "files")]  # a file shows its name alone
EVERY = st.sampled_from(KINDS).flatmap(lambda k: CASES[k][1].map(lambda value: (k, value)))


def test_every_kind_has_its_case():
    assert set(CASES) == set(TYPES)


@given(EVERY)
def test_what_is_shown_can_be_read(case):
    kind, value = case
    made = CASES[kind][0]
    if kind in PLAIN:
        assert made.read(made.show(value, LOOK), LOOK) == value


@given(EVERY)
def test_what_stands_in_a_cell_can_be_read(case):
    kind, value = case
    made = CASES[kind][0]
    assert made.from_cell(made.to_cell(value), LOOK) == value


@given(EVERY)
def test_a_value_is_accepted_as_it_is_kept(case):
    kind, value = case
    assert CASES[kind][0].accept(value, LOOK) == value


@given(EVERY)
def test_a_cell_as_a_spreadsheet_saves_it_again(case):
    """Whole numbers come back as floats, dates with a time of day, breaks as CRLF."""
    kind, value = case
    made = CASES[kind][0]
    cell = made.to_cell(value)
    if isinstance(cell, int):
        cell = float(cell)
    elif isinstance(cell, date):
        cell = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001
    elif isinstance(cell, str):
        cell = cell.replace("\n", "\r\n")
    assert made.from_cell(cell, LOOK) == value


@given(EVERY)
def test_a_value_fits_the_longest_it_says(case):
    kind, value = case
    made = CASES[kind][0]
    cell = made.to_cell(value)
    assert len(str(cell)) <= max(made.longest, getattr(made, "max", None) or 0)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("blank", ["", "   ", None])
def test_a_blank_is_none(kind, blank):
    made = CASES[kind][0]
    assert made.from_cell(blank, LOOK) is None
    assert made.read(blank or "", LOOK) is None
    assert made.show(None, LOOK) == ""
    assert made.to_cell(None) is None


@pytest.mark.parametrize("kind", [k for k in KINDS if k not in ("text", "long_text")])
def test_nonsense_is_refused_in_words(kind):
    with pytest.raises(Rejected) as refused:
        CASES[kind][0].read("??? vô nghĩa", LOOK)
    assert len(refused.value.text) > 10


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("5/3/24", "2024-03-05"),
        ("05.03.2024", "2024-03-05"),
        ("050324", "2024-03-05"),
        ("05032024", "2024-03-05"),
        ("5-3-1998", "1998-03-05"),
        ("3/2024", "2024-03"),
        ("2024", "2024"),
        ("2024-03-05", "2024-03-05"),
        ("29/2/2024", "2024-02-29"),
        ("1/1/39", "2039-01-01"),
        ("1/1/40", "1940-01-01"),
        ("032024", "2024-03"),
        ("5-3-24", "2024-03-05"),
        ("5.3.24", "2024-03-05"),
        ("1/1/70", "1970-01-01"),
    ],
)
def test_dates_as_people_type_them(typed, kept):
    assert Date().read(typed) == kept


@pytest.mark.parametrize("typed", ["29/2/2023", "32/1/2024", "13/13/2024", "5/3", "1/1/1500"])
def test_days_that_never_were(typed):
    with pytest.raises(Rejected):
        Date().read(typed)


def test_a_day_number_of_a_spreadsheet_is_a_date():
    assert Date().from_cell(45356) == "2024-03-05"
    assert Date().from_cell(45356.0) == "2024-03-05"
    assert Date().from_cell(2024) == "2024"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1.250.000", 1_250_000),
        ("1250000", 1_250_000),
        ("1,250,000", 1_250_000),
        ("12tr", 12_000_000),
        ("1,5 tỷ", 1_500_000_000),
        ("500k", 500_000),
        ("12 triệu đồng", 12_000_000),
        ("1.250.000 đ", 1_250_000),
        ("1.234", 1234),
    ],
)
def test_money_as_people_type_it(typed, kept):
    assert Money().read(typed) == kept


@pytest.mark.parametrize("typed", ["1,5", "12 mớ", "-5", "1.25.00"])
def test_money_that_is_none(typed):
    with pytest.raises(Rejected):
        Money().read(typed)


def test_a_decimal_is_exact_and_written_with_a_comma():
    made = Decimal(unit="kg")
    assert made.read("1.234,50") == "1234.5"
    assert made.read("0,1") == "0.1"
    assert made.read("12,5 kg") == "12.5"
    assert made.show("1234.5") == "1.234,5"
    assert made.from_cell(0.1 + 0.2) == "0.3"
    assert made.accept("1.234") == "1.234"


def test_numbers_keep_to_their_bounds():
    with pytest.raises(Rejected, match="trở xuống"):
        Whole(max=12).read("13")
    with pytest.raises(Rejected, match="trở lên"):
        Year().read("1800")
    with pytest.raises(Rejected, match="số nguyên"):
        Whole().read("1,5")
    with pytest.raises(Rejected, match="15 chữ số"):
        Money().read("9" * 16)


@pytest.mark.parametrize("typed", ["4", "4 sao", "4 Sao", "★★★★", "****", 4, 4.0])
def test_four_stars(typed):
    assert Stars().from_cell(typed) == 4


@pytest.mark.parametrize(
    ("typed", "kept"), [("x", True), ("có", True), ("=TRUE()", True), (True, True), ("k", False)]
)
def test_yes_and_no(typed, kept):
    assert YesNo().from_cell(typed) is kept


def test_text_is_composed_and_trimmed():
    assert Text().read("  Cà phê\u00a0 Đăk Hà  ".replace("à", "a\u0300")) == "Cà phê Đăk Hà"
    assert Text().read("Ðăk") == "Đăk"  # an eth from an old keyboard
    assert LongText().read("một \r\nhai\r\n") == "một\nhai"


def test_too_long_a_text_is_refused_not_cut():
    with pytest.raises(Rejected, match="rút gọn"):
        Text(max=10).read("a" * 11)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+84 905 123 456", "0905123456"),
        ("84905123456", "0905123456"),
        ("905123456", "0905123456"),
        ("0260 3862345", "02603862345"),
        ("0905123456/0987654321", "0905123456 / 0987654321"),
        (905123456.0, "0905123456"),
    ],
)
def test_telephone_numbers(typed, kept):
    assert Phone().from_cell(typed) == kept
    assert Phone().warn(kept) is None


def test_a_doubtful_number_is_kept_with_a_warning():
    assert Phone().warn("01671234567")
    assert TaxCode().warn("0100109107")
    assert TaxCode().warn("0100109106") is None
    assert TaxCode().warn("062085001234") is None
    assert CitizenId().warn("962085001234")
    assert Barcode().warn("8936012345671")
    assert Barcode().warn("4006381333931") is None


def test_a_number_that_lost_its_zero_in_a_spreadsheet():
    assert TaxCode().from_cell(100109106.0) == "0100109106"
    assert CitizenId().from_cell(62085001234) == "062085001234"


def test_a_choice_is_read_by_code_label_and_former_label():
    made = Choice(OPTIONS)
    assert {made.read(word) for word in ("hop_tac_xa", "HỢP TÁC XÃ", "hop tac xa", "htx")} == {
        "hop_tac_xa"
    }
    assert [option.code for option in made.offered("2026-11-15")] == ["hop_tac_xa", "to_hop_tac"]
    assert made.show("ho") == "Hộ sản xuất có đăng ký kinh doanh"


def test_many_keep_the_order_of_the_list():
    assert Many(OPTIONS).read("Tổ hợp tác; HTX") == ["hop_tac_xa", "to_hop_tac"]


def test_a_place_code_that_lost_its_zeros():
    class Few:
        def title(self, kind, key):
            return "Phường Ba Đình" if key == "00004" else ""

        def find(self, kind, text):
            return []

    assert Place().from_cell(4.0, Few()) == "00004"
