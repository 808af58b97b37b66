"""The quick way of reading cells says what the careful way says, or nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.exchange.canon import codes_of, encoded, text_of
from ocop_desktop.exchange.readers import ODD, careful, quick
from tests.schema.strategies import CASES, LOOK


def seen(cell):
    """A cell as calamine gives it."""
    if cell is None:
        return ""
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


@pytest.mark.parametrize("kind", [k for k, (t, _) in CASES.items() if not t.by_id])
@given(data=st.data())
def test_what_was_written_is_read_quickly_and_rightly(kind, data):
    type, values = CASES[kind]
    written = data.draw(st.lists(st.none() | values, max_size=6))
    cells = [seen(type.to_cell(value)) for value in written]
    found, texts = quick(type)(cells)
    assert found == written
    assert texts == [text_of(value) for value in written]
    assert [careful(type, cell, LOOK) for cell in cells] == written


@pytest.mark.parametrize("kind", ["place", "link", "links"])
@given(data=st.data())
def test_ids_are_read_quickly_and_rightly(kind, data):
    type, values = CASES[kind]
    written = data.draw(st.lists(st.none() | values, max_size=6))
    cells = [" ".join(v) if isinstance(v, list) else v or "" for v in written]
    assert quick(type)(cells)[0] == written
    assert [careful(type, cell, LOOK) for cell in cells] == written


ANY = st.one_of(
    st.text(max_size=12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(2100, 1, 1)),
    st.sampled_from(["Có", "Không", "HTX", "2024", "3/2024", "5/3/2024", "a@b.vn", "1.250.000"]),
)


@pytest.mark.parametrize("kind", list(CASES))
@given(cell=ANY)
def test_the_quick_way_never_raises_and_marks_what_it_does_not_know(kind, cell):
    (value,), (text,) = quick(CASES[kind][0])([cell])
    if text == ODD:
        return
    assert text == text_of(value)


def test_answers_unknown_here_are_json():
    values, texts = quick(None)(['["a"]', "true", "", "{bad"])
    assert values == [["a"], True, None, None]
    assert texts[3] == ODD


@given(st.lists(st.text(max_size=20), max_size=30))
def test_texts_are_encoded_one_by_one_whatever_they_hold(texts):
    assert [part.decode("utf-8", "surrogatepass") for part in encoded(texts)] == texts
    assert len(codes_of(encoded(texts))) == len(texts)


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_code_is_three_characters_and_of_the_text_alone(one, other):
    codes = codes_of(encoded([one, other, one]))
    assert all(len(code) == 3 for code in codes)
    assert codes[0] == codes[2]
