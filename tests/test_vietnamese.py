"""Vietnamese text: cleaning, folding, sorting, names, numbers and dates."""

import random
import unicodedata
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop import vietnamese as vn

any_text = st.text()
vietnamese = st.text(st.sampled_from(vn.ALPHABET + vn.MARKED + vn.ALPHABET.upper() + " '’-12"))
texts = any_text | vietnamese


def shuffled(words: list[str]) -> list[str]:
    return random.Random(5).sample(words, len(words))


def test_there_are_134_letters_beyond_ascii() -> None:
    assert len(set(vn.MARKED)) == len(vn.MARKED) == 134
    assert unicodedata.is_normalized("NFC", vn.MARKED)


@given(texts)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert vn.nfc(vn.nfc(text)) == vn.nfc(text)
    assert vn.nfc_lines(vn.nfc_lines(text)) == vn.nfc_lines(text)


@given(texts)
def test_clean_text_can_be_stored_anywhere(text: str) -> None:
    clean = vn.nfc(text)
    clean.encode("utf-8")
    assert "\0" not in clean
    assert unicodedata.is_normalized("NFC", clean)


@given(vietnamese)
def test_both_spellings_of_unicode_become_one(text: str) -> None:
    split = unicodedata.normalize("NFD", text)
    assert vn.nfc(split) == vn.nfc(text)
    assert vn.fold(split) == vn.fold(text)
    assert vn.sort_key(vn.nfc(split)) == vn.sort_key(vn.nfc(text))


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  Đắk \u00a0 Hà\u200b ", "Đắk Hà"),
        ("\u00d0ắk Hà", "Đắk Hà"),
        ("xã \u00f0ó", "xã đó"),
        ("một\r\nhai\tba", "một hai ba"),
        ("", ""),
    ],
)
def test_one_line_is_cleaned(typed: str, clean: str) -> None:
    assert vn.nfc(typed) == clean


def test_lines_and_indents_of_long_text_are_kept() -> None:
    assert vn.nfc_lines("\n một \r\n  hai\u00a0ba  \r\n\r\nbốn\n ") == "một\n  hai ba\n\nbốn"


def test_soft_hyphens_stay_because_tcvn3_writes_ư_with_them() -> None:
    assert vn.nfc("Ch\u00ad") == "Ch\u00ad"


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert vn.fold(vn.fold(text)) == vn.fold(text)


@given(texts)
def test_a_folded_text_does_not_depend_on_cleaning(text: str) -> None:
    assert vn.fold(vn.nfc(text)) == vn.fold(text)


@given(vietnamese)
def test_folded_vietnamese_is_small_and_without_marks(text: str) -> None:
    folded = vn.fold(text)
    assert folded.isascii()
    assert folded == folded.lower()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đắk Hà", "dak ha"),
        ("Cà phê  bột “Đăk Mar”", 'ca phe bot "dak mar"'),
        ("Ia H’ Drai – Kon Tum", "ia h' drai - kon tum"),
        ("TRƯỜNG THUỶ", "truong thuy"),
        ("Muối ớt 茶 ü", "muoi ot 茶 u"),
    ],
)
def test_text_is_folded(text: str, folded: str) -> None:
    assert vn.fold(text) == folded


IN_ORDER = [
    *("", "12 con", "2", "a", "A", "à", "ả", "ã", "á", "ạ", "A Lưới", "Anh Sơn", "ăn", "âm"),
    *("ba", "Bà", "cá", "da", "đa", "Đắk Hà", "Đăk Hà".replace("ă", "ằ") + " 2"),
    *("ê", "ích", "ò", "ô", "ơ", "u", "ư", "y", "z", "茶"),
]


def test_words_come_in_the_order_of_dictionaries() -> None:
    words = ["la", "là", "lả", "lã", "lá", "lạ", "lan", "làn", "lăn", "lân", "Lê", "lề"]
    assert sorted(shuffled(words), key=vn.sort_key) == words
    assert sorted(shuffled(IN_ORDER[:14]), key=vn.sort_key) == IN_ORDER[:14]
    assert sorted(shuffled(IN_ORDER[-10:]), key=vn.sort_key) == IN_ORDER[-10:]


def test_tones_and_case_count_only_among_equal_letters() -> None:
    words = ["hoa", "Hoa", "hòa", "Hòa", "hoa an", "hòa an", "hoa bình", "hóa bình", "hoàn"]
    assert sorted(shuffled(words), key=vn.sort_key) == words


def test_numbers_in_titles_come_by_size() -> None:
    words = ["Đội 007 A", "Tổ 2", "Tổ 03", "Tổ 11", "Tổ 11 Đăk", "Tổ 100", "Tổ 12345678901", "Tổ A"]
    assert sorted(shuffled(words), key=vn.title_key) == words
    assert vn.title_key("Tổ 03") == vn.title_key("Tổ 3")


@given(st.integers(0, 10**60), st.integers(0, 10**60))
def test_two_numbers_in_titles_stand_as_they_count(one: int, other: int) -> None:
    keys = [vn.title_key(f"Tổ {number} Đăk") for number in (one, other)]
    assert (keys[0] < keys[1]) == (one < other)
    assert (keys[0] == keys[1]) == (one == other)


@given(st.text(alphabet="aăâđ Ơ-/").map(vn.nfc))
def test_a_title_without_numbers_stands_where_its_words_do(text: str) -> None:
    assert vn.title_key(text) == vn.sort_key(text)


@given(st.lists(texts.map(vn.nfc)))
def test_the_plain_key_sorts_as_the_full_key_even_by_bytes(words: list[str]) -> None:
    by_key = sorted(words, key=vn.vi_key)
    assert sorted(words, key=vn.sort_key) == by_key
    assert sorted(words, key=lambda word: vn.sort_key(word).encode()) == by_key


@given(st.lists(vietnamese.map(vn.nfc), unique=True))
def test_different_vietnamese_words_have_different_keys(words: list[str]) -> None:
    keys = sorted(map(vn.sort_key, words))
    assert all(first < second for first, second in pairwise(keys))


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Hoà Khoẻ Thuý Uỷ", "Hòa Khỏe Thúy Ủy"),
        ("quý hoàn Huỳnh khuỷu toán", "quý hoàn Huỳnh khuỷu toán"),
        ("HOÀ", "HÒA"),
    ],
)
def test_tones_are_placed_the_same_way(text: str, same: str) -> None:
    assert vn.same_tone_place(text) == same
    assert vn.same_tone_place(same) == same


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Nguyễn Thị Kim  Phượng", ("Nguyễn", "Thị Kim", "Phượng")),
        ("A Thủi", ("A", "", "Thủi")),
        ("Blưm", ("", "", "Blưm")),
        ("", ("", "", "")),
    ],
)
def test_names_are_split(full: str, parts: tuple[str, str, str]) -> None:
    assert vn.split_name(full) == parts


def test_persons_are_sorted_by_given_name() -> None:
    names = ["Trần Văn An", "Lê Bình", "Nguyễn Thị Bình", "Y Blưm", "Blưn"]
    assert sorted(shuffled(names), key=vn.name_key) == names


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (105, "một trăm linh năm"),
        (111, "một trăm mười một"),
        (1_005, "một nghìn không trăm linh năm"),
        (2_024, "hai nghìn không trăm hai mươi bốn"),
        (1_000_418, "một triệu bốn trăm mười tám"),
        (7_000_580_000_000_000, "bảy triệu năm trăm tám mươi tỷ"),
        (7_580_000_000_000, "bảy nghìn năm trăm tám mươi tỷ"),
        (1_000_000_005, "một tỷ không trăm linh năm"),
        (-12, "âm mười hai"),
    ],
)
def test_numbers_are_said(number: int, words: str) -> None:
    assert vn.in_words(number) == words


def said_number(words: str) -> int:
    """The number that the words say: the way back, written without looking at the way there."""
    digits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
    odd = {"mốt": 1, "lăm": 5, "mười": 10}
    total = group = pending = 0
    for word in words.split():
        if word in digits or word in odd:
            group, pending = group + pending, digits.index(word) if word in digits else odd[word]
        elif word in ("mươi", "trăm"):
            group, pending = group + pending * (10 if word == "mươi" else 100), 0
        elif word in ("nghìn", "triệu"):
            total += (group + pending) * (1000 if word == "nghìn" else 10**6)
            group = pending = 0
        elif word == "tỷ":
            total, group, pending = (total + group + pending) * 10**9, 0, 0
    return total + group + pending


@given(st.integers(0, 10**15))
def test_the_words_say_the_number(number: int) -> None:
    words = vn.in_words(number)
    billions, _, rest = words.rpartition(" tỷ")
    assert (said_number(billions) * 10**9 if billions else 0) + said_number(rest) == number
    assert "  " not in words


def test_money_is_written_as_in_documents() -> None:
    assert vn.money(1_234_567) == "1.234.567 đ"
    assert vn.money(-5) == "-5 đ"
    assert vn.money_words(1_250_000) == "Một triệu hai trăm năm mươi nghìn đồng"
    assert vn.capital("") == ""


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2024, 3, 5), "ngày 05 tháng 3 năm 2024"),
        (date(2024, 2, 15), "ngày 15 tháng 02 năm 2024"),
        ("2026-11-30", "ngày 30 tháng 11 năm 2026"),
        ("2024-01", "tháng 01 năm 2024"),
        ("2024", "năm 2024"),
    ],
)
def test_dates_follow_decree_30(day: date | str, text: str) -> None:
    assert vn.date_long(day) == text
