"""Joins travel like any other write: every machine ends alike, whatever the order of the files."""

from __future__ import annotations

import random
from contextlib import suppress
from itertools import permutations

import pytest
from sqlalchemy import select

from ocop_desktop.actions import entries, joining, lists, settling, swap, undo
from ocop_desktop.actions.joining import join, unjoin
from ocop_desktop.messages import Trouble
from ocop_desktop.schema.stamps import REMOVED, cell
from ocop_desktop.store.records import table_of
from ocop_desktop.store.tables import Joined, JoinedLink
from tests.exchange.offices import sent, subject


def product(data, owner, name="Cà phê"):
    saved = entries.save(data, "product", None, {"name": name, "subject": owner})
    assert saved.saved, saved.rejected
    return saved.id


def shown(data):
    """Everything a reader sees of subjects and products, and what is kept behind it."""
    found = {}
    with data.read() as connection:
        for kind in ("subject", "product", "person"):
            table = table_of(kind)
            for row in connection.execute(select(table)).mappings():
                named = {n: row[n] for n in ("name", "subject", "parent_id") if n in row}
                values = {**row["answers"], **{n: row[n] for n in row if n not in ("stamps",)}}
                names = {*data.forms[kind].by_name, REMOVED} - {"subject"}
                cells = {name: cell(values, row["stamps"], name) for name in names}
                found[row["id"]] = (named, row["removed"], cells)
        for model in (Joined, JoinedLink):
            table = model.__table__
            rows = connection.execute(select(table).order_by(*table.primary_key.columns))
            found[model.__tablename__] = [tuple(row) for row in rows]
    return found


def listed(data, kind="subject"):
    return {one.id for one in lists.entries(data, kind)}


@pytest.fixture
def offices(make_office):
    return [make_office(name, unit) for name, unit in (("a", "615"), ("b", "616"), ("c", "617"))]


@pytest.fixture
def province(make_office):
    return make_office("province", "51", role="province")


def test_a_join_comes_with_the_file_and_goes_with_the_next(offices, province, tmp_path):
    office = offices[0]
    keep, other = subject(office, "HTX Một"), subject(office, "Hộ Hai")
    made = product(office, other)
    join(office, keep, other)
    swap.merge(province, [sent(office, tmp_path)])
    assert listed(province) == {keep}
    assert entries.get(province, "product", made).get("subject") == keep
    assert shown(province) == shown(office)
    unjoin(office, other)
    swap.merge(province, [sent(office, tmp_path)])
    assert listed(province) == {keep, other}
    assert shown(province) == shown(office)


def test_a_join_that_comes_and_goes_within_one_merge_leaves_nothing(offices, province, tmp_path):
    office = offices[0]
    keep, other = subject(office, "HTX Một"), subject(office, "Hộ Hai")
    join(office, keep, other)
    first = sent(office, tmp_path)
    unjoin(office, other)
    swap.merge(province, [first, sent(office, tmp_path)])
    assert listed(province) == {keep, other}
    assert shown(province) == shown(office)


def test_who_is_joined_and_then_removed_elsewhere_is_counted_once(offices, province, tmp_path):
    office, second = offices[:2]
    keep, other = subject(office, "HTX Một"), subject(office, "Hộ Hai")
    swap.merge(second, [sent(office, tmp_path)])
    join(office, keep, other)
    entries.remove(second, "subject", [other])
    for _ in range(2):
        swap.merge(province, [sent(office, tmp_path), sent(second, tmp_path)])
        swap.merge(second, [sent(province, tmp_path)])
        settling.resolve(second, [settling.Choice("subject", other, REMOVED, True)])
    assert listed(province) == {keep}
    assert shown(province) == shown(second)


def test_what_the_province_joins_of_two_offices_comes_back_to_both(offices, province, tmp_path):
    one, other = offices[:2]
    keep, lose = subject(one, "HTX Một"), subject(other, "HTX Mot")
    made = product(other, lose)
    swap.merge(province, [sent(one, tmp_path), sent(other, tmp_path)])
    join(province, keep, lose)
    back = sent(province, tmp_path)
    for office in (one, other):
        swap.merge(office, [back])
        assert listed(office) == {keep}
        assert entries.get(office, "product", made).get("subject") == keep
        assert shown(office) == shown(province)


def test_a_new_child_of_the_other_is_seen_with_the_one_kept(offices, province, tmp_path):
    office = offices[0]
    keep, other = subject(office, "HTX Một"), subject(office, "Hộ Hai")
    swap.merge(province, [sent(office, tmp_path)])
    join(province, keep, other)
    late = product(office, other, "Chè")
    people = {"persons": [{"full_name": "Y Lan"}]}
    subject(office, id=other, tables=people)
    swap.merge(province, [sent(office, tmp_path)])
    assert entries.get(province, "product", late).get("subject") == keep
    assert len(entries.get(province, "subject", keep).rows("persons")) == 1
    swap.merge(office, [sent(province, tmp_path)])
    assert shown(office) == shown(province)


def test_opposite_joins_of_two_offices_end_the_same_in_any_order(offices, make_office, tmp_path):
    one, other = offices[:2]
    a, b = subject(one, "HTX Một"), subject(one, "Hộ Hai")
    of_a, of_b = product(one, a, "Chè"), product(one, b, "Mật ong")
    swap.merge(other, [sent(one, tmp_path)])
    join(one, a, b)
    join(other, b, a)
    files = [sent(one, tmp_path), sent(other, tmp_path)]
    ends = []
    for number, order in enumerate(permutations(files)):
        data = make_office(f"end-{number}", "51", role="province")
        for file in order:
            swap.merge(data, [file])
        ends.append(shown(data))
        assert listed(data) == {min(a, b)}
        owners = {entries.get(data, "product", id).get("subject") for id in (of_a, of_b)}
        assert owners == {min(a, b)}
    assert ends[0] == ends[1]


def test_a_join_into_a_record_removed_elsewhere_waits(offices, tmp_path):
    one, other = offices[:2]
    keep, lose = subject(one, "HTX Một"), subject(one, "Hộ Hai")
    made = product(one, lose)
    swap.merge(other, [sent(one, tmp_path)])
    join(one, keep, lose)
    entries.remove(other, "subject", [keep])
    swap.merge(one, [sent(other, tmp_path)])
    assert listed(one) == {lose}
    assert entries.get(one, "product", made).get("subject") == lose
    swap.merge(other, [sent(one, tmp_path)])
    assert shown(one) == shown(other)


def test_a_merge_with_a_join_is_undone_exactly(offices, province, tmp_path):
    office = offices[0]
    keep, other = subject(office, "HTX Một"), subject(office, "Hộ Hai")
    made = product(office, other)
    swap.merge(province, [sent(office, tmp_path)])
    join(office, keep, other)
    swap.merge(province, [sent(office, tmp_path)])
    assert listed(province) == {keep}
    undo.undo(province)
    assert listed(province) == {keep, other}
    assert entries.get(province, "product", made).get("subject") == other


def test_a_preview_of_a_join_changes_nothing(offices, province, tmp_path):
    office = offices[0]
    keep, other = subject(office, "HTX Một"), subject(office, "Hộ Hai")
    product(office, other)
    swap.merge(province, [sent(office, tmp_path)])
    before = shown(province)
    join(office, keep, other)
    report = swap.merge(province, [sent(office, tmp_path)], preview=True)
    assert report.files[0].forms["subject"]["changed"] == 1
    assert shown(province) == before


@pytest.mark.parametrize("seed", range(4))
def test_random_joins_and_splits_end_alike_everywhere(seed, make_office, tmp_path):
    chance = random.Random(f"joins {seed}")
    offices = [make_office(f"{name}{seed}", unit) for name, unit in (("a", "615"), ("b", "616"))]
    ids = [subject(offices[0], f"HTX {n}") for n in range(5)]
    for n in range(6):
        product(offices[0], chance.choice(ids), f"SP {n}")
    swap.merge(offices[1], [sent(offices[0], tmp_path)])
    for _ in range(14):
        data = chance.choice(offices)
        act(data, chance, ids)
        if chance.random() < 0.3:
            swap.merge(chance.choice(offices), [sent(data, tmp_path)])
    for _ in range(2):
        for data, to in (offices, offices[::-1]):
            swap.merge(to, [sent(data, tmp_path)])
    assert shown(offices[0]) == shown(offices[1])
    fresh = make_office(f"fresh{seed}", "51", role="province")
    swap.merge(fresh, [sent(offices[1], tmp_path)])
    assert shown(fresh) == shown(offices[1])


def act(data, chance, ids):
    there = sorted(listed(data))
    what = chance.choice(["join", "join", "split", "remove", "restore", "point", "undo"])
    if what == "join" and len(there) > 1:
        join(data, *chance.sample(there, 2))
    elif what == "split":
        joined = [id for id in ids if entries.get(data, "subject", id).get("same_as")]
        if joined:
            with suppress(Trouble):  # a removed record is restored first
                unjoin(data, chance.choice(joined))
    elif what == "remove" and there:
        entries.remove(data, "subject", [chance.choice(there)])
    elif what == "restore":
        entries.restore(data, "subject", [chance.choice(ids)])
    elif what == "point" and there and (left := listed(data, "product")):
        made = chance.choice(sorted(left))
        entries.save(data, "product", made, {"subject": chance.choice(there)})
    elif what == "undo":
        undo.undo(data)


def test_the_consolidated_workbook_lists_only_the_one_kept(offices, province, tmp_path):
    from openpyxl import load_workbook

    office = offices[0]
    keep, other = subject(office, "HTX Một"), subject(office, "Hộ Hai")
    product(office, other)
    join(office, keep, other)
    swap.merge(province, [sent(office, tmp_path)])
    out = tmp_path / "all.xlsx"
    swap.consolidate(province, out)
    book = load_workbook(out)
    names = {row[0] for page in book for row in page.iter_rows(values_only=True) if row}
    cells = {cell for page in book for row in page.iter_rows(values_only=True) for cell in row}
    assert names
    assert "HTX Một" in cells
    assert "Hộ Hai" not in cells
    assert joining.stands_for(province, keep) == [other]
