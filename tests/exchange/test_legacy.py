"""TCVN3 and VNI text becomes Unicode, by its font or by a careful guess."""

from __future__ import annotations

import json
import unicodedata

import pytest

from ocop_desktop.exchange import legacy
from ocop_desktop.paths import resources_dir
from ocop_desktop.vietnamese import MARKED

TABLES = json.loads((resources_dir() / legacy.FILE).read_text(encoding="utf-8"))


def written(text: str, encoding: str) -> str:
    """A text as a typist of the old encoding left it."""
    back: dict[str, str] = {}
    for key, letter in TABLES["tcvn3" if encoding == legacy.TCVN3 else "vni"].items():
        back.setdefault(letter, key)
    return "".join(back.get(letter, letter) for letter in text)


def test_the_letter_u_horn_is_a_soft_hyphen_in_tcvn3() -> None:
    assert legacy.by_font("R\u00ad\u00eeu", ".VnTime") == "Rượu"
    assert legacy.by_font("H\u00eep t\u00b8c x\u00b7", ".VnTime") == "Hợp tác xã"


def test_a_font_of_capitals_shows_capitals() -> None:
    assert legacy.by_font("hîp t¸c x·", ".VnTimeH") == "HỢP TÁC XÃ"


def test_a_font_of_unicode_is_left_alone() -> None:
    assert legacy.by_font("Hợp tác xã", "Times New Roman") == "Hợp tác xã"
    assert legacy.encoding_of("Calibri") == ""


@pytest.mark.parametrize("encoding", [legacy.TCVN3, legacy.VNI])
def test_every_small_letter_comes_back(encoding: str) -> None:
    small = [letter for letter in MARKED if letter == letter.lower()]
    assert len(small) == 67
    assert [legacy.decoded(written(one, encoding), encoding) for one in small] == small


def test_every_capital_comes_back_from_vni() -> None:
    assert [legacy.decoded(written(one, legacy.VNI), legacy.VNI) for one in MARKED] == list(MARKED)


@pytest.mark.parametrize("word", ["Nghiễm", "khuya", "Đăk", "Plông", "giếng", "quý", "rượu", "Ơi"])
def test_syllables_are_known(word: str) -> None:
    assert legacy.is_syllable(word)
    assert legacy.is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ["t¸c", "nghieäp", "®", "Coâng", "hîp", "bữá"])
def test_what_is_no_syllable_is_told(word: str) -> None:
    assert not legacy.is_syllable(word)


SENTENCES = [
    "hợp tác xã nông nghiệp",
    "rượu sâm dây ngọc linh",
    "xã đăk mar",
    "thôn 5",
    "tổ hợp tác",
]


@pytest.mark.parametrize("encoding", [legacy.TCVN3, legacy.VNI])
def test_a_sheet_of_old_text_is_guessed(encoding: str) -> None:
    texts = [written(one, encoding) for one in SENTENCES]
    assert legacy.guess(texts) == encoding
    assert [legacy.reader(encoding)(one) for one in texts] == SENTENCES


def test_unicode_is_never_taken_for_an_old_encoding() -> None:
    texts = [*SENTENCES, "Trà", "Sâm dây OCOP®", "Màu café", "·", "Ê Đê", "Õ", "Cà phê"]
    assert legacy.guess(texts) == ""
    read = legacy.reader(legacy.guess(texts))
    assert [read(one) for one in texts] == texts
