"""A workbook vouches for what it says: whatever a program reads of it is signed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ocop_desktop.exchange import about, signing
from ocop_desktop.exchange.about import About
from ocop_desktop.messages import Trouble
from ocop_desktop.vietnamese import nfc
from tests.exchange.books import (
    SIGNER,
    about_says,
    an_id,
    book,
    changed,
    read,
    thing,
    unsigned,
)

FACTS = About(
    unit="23500",
    unit_name="Xã Đăk Hà",
    installation="office01",
    officer="Y  Hà _x0041_ & <b>\n",
    period="6 tháng",
    number=7,
    previous=6,
    when="2026-11-24T08:00:00+07:00",
    program="0.1",
    installations={"office01": {"unit": "23500", "officer": "Y “Hà”"}},
    different=["subject a b"],
    received={"tinh": 3},
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "Đăk Hà.xlsx"


def code_of(path):
    with pytest.raises(Trouble) as caught:
        read(path)
    return caught.value.code


def test_a_signed_workbook_is_read_and_says_whose_key_it_is(path):
    book(path, [thing(1)], facts=FACTS)
    _, _, opened = read(path)
    assert opened.is_signed
    assert opened.about.public_key == SIGNER.public


def test_a_workbook_saved_again_still_fits_its_signature(path, resaved):
    book(path, [thing(n) for n in range(1, 9)], facts=FACTS)
    found, refused, opened = read(resaved(path))
    assert (len(found), refused, opened.is_signed) == (8, [], True)


def test_the_named_cells_are_what_is_signed(path):
    facts = book(path, [thing(1)], facts=replace(FACTS, officer="Y Hà"))
    opened = load_workbook(path)
    cells = {}
    for name, defined in opened.defined_names.items():
        if name.startswith("about_"):
            title, _, cell = defined.attr_text.partition("!")
            cells[name] = opened[title.strip("'")][cell.replace("$", "")].value or ""
    assert signing.message(cells) == signing.message(about.named(facts))
    assert SIGNER.private.hex() not in str(cells)


SIGNED = [
    *sorted(
        name.removeprefix("about_") for name in about.names([], FACTS) if name != signing.SIGNATURE
    ),
    *("rows_thing", "removed_thing", "facts_thing", "rows_thing__part"),
]  # a fact that is added later is tried too


@pytest.mark.parametrize("fact", SIGNED)
def test_a_fact_that_was_changed_is_refused(path, fact):
    book(path, [thing(1)], facts=FACTS)
    says = about.named(FACTS).get(f"about_{fact}", "")
    about_says(path, f"about_{fact}", OTHER.get(fact, f"{says}1"))
    assert code_of(path) == "signature_wrong"


OTHER = {
    "format": "1",
    "number": "8",
    "installations": "{}",
    "different": "[]",
    "received": "{}",
    "parts": "{}",
    "public_key": signing.new_signer().public,
    "rows_thing": "2",
    "removed_thing": "1",
    "facts_thing": '{"kind":"thing","version":3,"range":"form_thing","columns":["f_text"],'
    '"left_out":[],"sums":{},"removed_sums":{}}',
    "rows_thing__part": "1",
}


def test_a_signature_of_another_key_or_none_is_refused(path):
    book(path, [thing(1)], facts=FACTS)
    about_says(path, "about_signature", "")
    assert code_of(path) == "workbook_unsigned"
    for text in ("x", "AAAA", "é"):
        about_says(path, "about_signature", text)
        assert code_of(path) == "signature_wrong"


def test_a_workbook_of_the_format_without_signatures_is_read(path):
    book(path, [thing(1)], facts=FACTS)
    unsigned(path)
    found, _, opened = read(path)
    assert list(found) == [an_id(1)]
    assert not opened.is_signed


def test_a_cell_that_a_person_edits_leaves_the_signature_as_it_is(path):
    book(path, [thing(1), thing(2)], facts=FACTS)

    def edit(page, columns):
        page.cell(3, columns["f_text"]).value = "Sửa tay"

    changed(path, edit)
    found, refused, opened = read(path)
    assert refused == []
    assert found[an_id(1)].edits == {"f_text": "Sửa tay"}
    assert opened.is_signed


# -- rows that were taken out ---------------------------------------------------------------------


def test_rows_that_are_left_are_vouched_for_when_others_were_taken_out(path):
    book(path, [thing(n) for n in range(1, 40)], facts=FACTS)
    changed(path, lambda page, columns: page.delete_rows(5, 3))
    found, refused, opened = read(path)
    assert (len(found), refused) == (36, [])
    assert [gone.many for gone in opened.missing] == [3]


def test_a_row_in_place_of_one_that_was_taken_out_is_refused(path, tmp_path):
    """Whoever takes a row out cannot put a row of his own making in."""
    book(path, [thing(n) for n in range(1, 6)], facts=FACTS)
    forged = tmp_path / "forged.xlsx"
    book(forged, [thing(9, f_text="Giả mạo")], facts=FACTS)
    copied = [cell.value for cell in load_workbook(forged)["Vật"][3]]

    def swap(page, columns):
        page.delete_rows(4, 2)
        for number, value in enumerate(copied, 1):
            page.cell(3, number).value = value

    changed(path, swap)
    assert code_of(path) == "workbook_disagrees"


@pytest.mark.parametrize("sheet", ["_digests", "_rows", "_files", "_alternatives"])
def test_a_hidden_sheet_that_was_changed_or_taken_out_is_refused(path, sheet):
    def alter(page, columns):
        page.cell(1, 1).value = "AAAAAAAAAAA="

    book(path, [thing(n) for n in range(1, 6)], facts=FACTS)
    changed(path, lambda page, columns: page.delete_rows(4))
    changed(path, alter, sheet)
    assert code_of(path) == "workbook_disagrees"
    opened = load_workbook(path)
    del opened[sheet]
    opened.save(path)
    assert code_of(path) == "workbook_incomplete"


# -- keys -----------------------------------------------------------------------------------------


def test_a_fingerprint_is_four_groups_of_four_digits_and_every_key_has_its_own():
    prints = {signing.fingerprint(signing.new_signer().public) for _ in range(50)}
    assert len(prints) == 50
    assert all(re.fullmatch(r"\d{4}( \d{4}){3}", one) for one in prints)
    one = prints.pop()
    assert signing.same_fingerprint(one.replace(" ", "-"), [one])
    assert not signing.same_fingerprint(one, prints)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.dictionaries(st.sampled_from(["about_a", "about_b", "about_c"]), TEXTS), TEXTS)
def test_another_text_is_another_message_and_blanks_do_not_count(cells, text):
    other = {**cells, "about_b": text}
    before, now = cells.get("about_b"), " ".join(nfc(text).split())
    same = before is not None and " ".join(nfc(before).split()) == now
    assert (signing.message(cells) == signing.message(other)) == same
    spaced = {name: f" {value}\n" for name, value in cells.items()}
    assert signing.message(cells) == signing.message(spaced)
