"""Counts and sums are held against `_about` before anything is kept; gaps are told by number."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.actions import merge_files, running_numbers, swap
from ocop_desktop.exchange import workbook_write
from ocop_desktop.messages import Trouble
from tests.exchange.books import book, changed, read, thing
from tests.exchange.offices import sent, subject
from tests.exchange.test_keys import dump


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.xlsx"


@pytest.fixture
def miscounted(monkeypatch):
    """A program that writes other counts or sums than its rows have, and signs them."""

    def write(**wrong):
        plain = workbook_write._facts

        def facts(layout, rows, title):
            found = plain(layout, rows, title)
            if layout.form.kind != "thing":
                return found
            return replace(found, **{name: change(found) for name, change in wrong.items()})

        monkeypatch.setattr(workbook_write, "_facts", facts)

    return write


ROWS = [
    thing(1, f_money=1_000_000, f_decimal="1.5"),
    thing(2, f_money=2_500_000),
    thing(3, f_money=7, removed=True),
]


def code_of(path):
    with pytest.raises(Trouble) as caught:
        read(path)
    return caught.value.code


def test_sums_that_fit_are_taken(path):
    facts = book(path, ROWS).forms["thing"]
    assert (facts.sums["f_money"], facts.removed_sums["f_money"]) == ("3500000", "7")
    assert len(read(path)[0]) == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"sums": lambda f: {**f.sums, "f_money": "3500001"}},
        {"sums": lambda f: {**f.sums, "f_decimal": "1.4"}},
        {"sums": lambda f: {**f.sums, "f_money": "nhiều"}},
        {"removed_sums": lambda f: {**f.removed_sums, "f_money": "8"}},
        {"removed_sums": lambda f: {}},
        {"removed": lambda f: 2},
        {"rows": lambda f: 2},
    ],
)
def test_counts_or_sums_that_do_not_fit_refuse_the_file(path, miscounted, wrong):
    miscounted(**wrong)
    book(path, ROWS)
    assert code_of(path) == "workbook_disagrees"


def test_where_somebody_edited_a_row_sums_prove_nothing(path, miscounted):
    miscounted(sums=lambda f: {**f.sums, "f_money": "1"})
    book(path, ROWS)

    def edit(page, columns):
        page.cell(3, columns["f_text"]).value = "Sửa"

    changed(path, edit)
    assert len(read(path)[0]) == 3


def test_sums_fit_after_another_program_saved_the_file(path, resaved):
    rows = [thing(n, f_money=n * 1_000_001, f_decimal=str(Decimal(n) / 8)) for n in range(1, 30)]
    book(path, rows)
    found, refused, _ = read(resaved(path))
    assert (len(found), refused) == (29, [])


# -- running numbers ------------------------------------------------------------------------------


def test_which_files_are_missing_is_told_by_number(dak_ha, province, tmp_path):
    subject(dak_ha)
    files = [sent(dak_ha, tmp_path) for _ in range(7)]
    report = swap.merge(province, [files[0], files[6], files[3]])
    assert [file.lacking for file in report.files] == [[], [(2, 3), (5, 6)], [(2, 3)]]
    assert "chưa nhận tệp số 2–3, 5–6" in report.as_text()
    assert report.files[1].as_json()["gap"] is True
    assert swap.merge(province, [files[4]], preview=True).files[0].lacking == [(2, 3)]
    (file,) = swap.merge(province, [files[2]]).files
    assert file.lacking == [(2, 2)]
    assert swap.merge(province, files).files[6].lacking == []


def test_files_of_one_merge_fill_each_others_gaps_in_any_order(dak_ha, province, tmp_path):
    files = [sent(dak_ha, tmp_path) for _ in range(3)]
    assert not any(file.gap for file in swap.merge(province, files[::-1]).files)


def test_offered_files_fill_each_others_gaps_before_they_are_merged(dak_ha, province, tmp_path):
    files = [sent(dak_ha, tmp_path) for _ in range(5)]
    offered = merge_files.inspect(province, [files[4], files[1], files[0]])
    assert [one.state for one in offered] == ["gap", "ready", "ready"]
    assert offered[0].text.startswith("Chưa nhận tệp số 3–4.")
    assert running_numbers.without([(2, 4), (6, 1 << 30)], [3, 7, 5]) == [
        (2, 2),
        (4, 4),
        (6, 6),
        (8, 1 << 30),
    ]


def test_a_number_that_another_file_had_is_told(dak_ha, province, tmp_path):
    subject(dak_ha)
    swap.merge(province, [sent(dak_ha, tmp_path)])
    subject(dak_ha, "HTX khác")
    dak_ha.keep_settings({"sent_number": 0, "taken_number": None})  # as put back from a copy
    again = tmp_path / "again"
    again.mkdir()
    (file,) = swap.merge(province, [sent(dak_ha, again)]).files
    assert file.number_used
    assert "cùng số" in swap.merge(province, [again / "dakha-1.xlsx"], preview=True).as_text()


@given(st.sets(st.integers(-3, 60)), st.integers(1, 10**15))
def test_ranges_are_the_numbers_that_lack(come, last):
    ranges = running_numbers.gaps([*come, last], last)
    lacking = {n for a, b in ranges for n in range(a, min(b, 100) + 1)}
    assert lacking == {n for n in range(1, min(last, 101)) if n not in come}
    assert all(a <= b for a, b in ranges)


def test_a_file_that_does_not_add_up_changes_nothing(dak_ha, province, tmp_path, monkeypatch):
    subject(dak_ha)
    plain = workbook_write._facts
    monkeypatch.setattr(workbook_write, "_facts", lambda *given: replace(plain(*given), removed=1))
    file = sent(dak_ha, tmp_path)
    before = dump(province)
    assert swap.merge(province, [file]).files[0].refused["code"] == "workbook_disagrees"
    assert dump(province) == before
