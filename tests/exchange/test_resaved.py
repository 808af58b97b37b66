"""Workbooks that LibreOffice opened and saved again come back with nothing changed."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ocop_desktop.exchange.layout import REMOVED, STAMPS
from ocop_desktop.schema.stamps import conflicts, first, merged, written
from tests.exchange.books import VALUES, an_id, book, changed, read, thing

pytestmark = pytest.mark.libreoffice


def test_every_kind_of_value_survives(tmp_path, resaved):
    things: list = []

    @given(st.lists(VALUES, min_size=40, max_size=40))
    @settings(
        max_examples=1,
        phases=[Phase.generate],
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def make(values):
        things[:] = values

    make()
    things += [
        {"f_text": "=1+1", "f_long_text": "dòng 1\ndòng 2\n\n  thụt"},
        {"f_text": "_x0041_ & <b> “x” 'y'", "f_date": "1899-12-31", "f_money": 999_999_999_999_999},
        {"f_text": "0123", "f_decimal": "0.000000000000001", "f_date": "1900-03-01"},
        {"f_text": "'0123", "f_decimal": "123456789012.345", "f_date": "2024-02"},
        {"f_text": "TRUE", "f_yes_no": False, "f_whole": 0, "f_decimal": "0"},
        {"f_text": "05/03/2024", "f_phone": "0905123456 / 0987654321"},
    ]
    path = tmp_path / "x.xlsx"
    book(path, [thing(n, one) for n, one in enumerate(things)], [(900, 1, "Nắp"), (901, 1, "Đáy")])
    found, refused, opened = read(resaved(path))
    assert refused == []
    assert opened.missing == []
    assert opened.extra_columns == []
    assert [found[an_id(n)].values for n in range(len(things))] == things
    assert {id: row.edits for id, row in found.items() if row.edits or row.added} == {}
    assert found[an_id(901)].parent_id == an_id(1)


def test_conflicts_and_removed_rows_survive(tmp_path, resaved):
    mine = ({"f_text": "a"}, written(first("x"), ["f_text"], "a"))
    theirs = ({"f_text": "b"}, written(first("x"), ["f_text"], "b"))
    values, stamps, _ = merged(*mine, *theirs)
    gone = json.dumps(written(first("x"), [REMOVED], "x"))
    path = tmp_path / "x.xlsx"
    book(path, [thing(1, values, stamps=json.dumps(stamps)), thing(2, stamps=gone, removed=True)])
    found, _, _ = read(resaved(path))
    assert conflicts(found[an_id(1)].stamps) == {"f_text": ["b", "a"]}
    assert found[an_id(2)].stamps == json.loads(gone)
    assert STAMPS not in found[an_id(1)].values


def test_an_edit_made_before_it_was_saved_again_is_still_named(tmp_path, resaved):
    path = tmp_path / "x.xlsx"
    book(path, [thing(n, f_money=n, f_yes_no=True) for n in range(5)])

    def edit(page, columns):
        page.cell(4, columns["f_yes_no"]).value = False
        page.cell(5, columns["f_date"]).value = "5/3/2024"
        page.delete_rows(7)

    changed(path, edit)
    found, refused, opened = read(resaved(path))
    assert refused == []
    edits = {id: row.edits for id, row in found.items() if row.edits}
    assert edits == {an_id(1): {"f_yes_no": False}, an_id(2): {"f_date": "2024-03-05"}}
    assert [gone.many for gone in opened.missing] == [1]


def test_a_second_save_changes_nothing_either(tmp_path, resaved):
    path = tmp_path / "x.xlsx"
    book(path, [thing(n, f_money=n) for n in range(3)])
    once = resaved(path)
    again = tmp_path / "again.xlsx"
    once.rename(again)
    found, refused, _ = read(resaved(again))
    assert (len(found), refused) == (3, [])
    assert not any(row.edits for row in found.values())
