"""The same work in a file and on a server leaves the same, and gives the same answers."""

from __future__ import annotations

from datetime import UTC, datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings, strategies
from sqlalchemy import delete

from ocop_desktop.actions import (
    due,
    entries,
    figures,
    flaws,
    health,
    history,
    lists,
    merge_write,
    questions,
    samples,
    start,
    swap,
    undo,
)
from ocop_desktop.messages import Trouble
from ocop_desktop.store import moving
from ocop_desktop.store import records as records_of
from ocop_desktop.store.clock import fixed_clock, seeded_ids
from ocop_desktop.vietnamese import ALPHABET, MARKED, nfc, title_key

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TYPED = (
    *("h", "htx", "dak", "Đắk Hà", "sâm", "ca phe", "nguyen thi", "090", "0905 1", "12", "3456"),
    *("cà phê bột", "cong ty tnhh", "a b", "xyz không có", "2024", "62-615", "đ"),
)


_LOOSE = {
    "history": {"number"},
    "search_row": {"number", "folded"},
    "installation": {"public_key"},
    "exchanged": {"digest"},
}
_OWN = ("files", "officer", "signing_key")  # settings


_LETTERS = f"{ALPHABET}{ALPHABET.upper()}{MARKED} 0123456789.,-/()'\\%éüñçÅ°茶"
_NAMES = strategies.text(alphabet=_LETTERS, max_size=30).map(nfc)


@pytest.fixture
def sorter(both):
    """A connection to a server's database."""
    with both[1].read() as connection:
        yield connection


def rows(data):
    """Every row of every table, whatever their order.

    Left out: keys, where the files are, how words are parted, and what tells records apart that
    were written together or are called the same.
    """
    found = {}
    with data.read() as connection:
        for table in moving.tables():
            some = [dict(row) for row in connection.execute(moving._all(table)).mappings()]
            if table.name == "setting":
                some = [row for row in some if not row["name"].startswith(_OWN)]
            loose = _LOOSE.get(table.name, set())
            kept = ({n: v for n, v in row.items() if n not in loose} for row in some)
            found[table.name] = sorted(map(repr, kept))
    return found


def begin(where, name, unit="615", **options):
    """Data whose ids and times are the same wherever they are made."""
    given = {"clock": fixed_clock(NOON), "new_id": seeded_ids(name), "officer": "Y Mẫu"}
    return start.new(where, unit, **given, **options)


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """What two offices send, the first of them twice."""
    folder, made = tmp_path_factory.mktemp("sent"), []
    for name, unit, seed in (("a", "615", 1), ("b", "610", 2)):
        with begin(folder / f"{name}.ocop", name, unit) as office:
            samples.fill(office, subjects=5, seed=seed)
            made.append(folder / f"{name}-1.xlsx")
            swap.export(office, made[-1])
            first = lists.entries(office, "subject", limit=1)[0].id
            entries.save(office, "subject", first, {"phone": "0905123456", "name": "HTX Mới"})
            entries.remove(office, "product", [lists.entries(office, "product", limit=1)[0].id])
            made.append(folder / f"{name}-2.xlsx")
            swap.export(office, made[-1])
    return made


@pytest.fixture
def both(server, tmp_path):
    """A file and a server's database, and what is done to either is done to the other."""
    place = server.database()
    here = begin(tmp_path / "tinh.ocop", "p", "51", role="province")
    there = begin(place, "p", "51", role="province", files=tmp_path / "chung")
    yield here, there
    here.close()
    there.close()
    server.drop(place)


def same(both, ask):
    here, there = map(ask, both)
    assert here == there
    return here


def test_the_same_work_leaves_the_same_rows(both, books):
    for data in both:
        samples.fill(data, subjects=4, seed=9)
        swap.merge(data, books[:1])
        one = lists.entries(data, "subject", limit=1)[0].id
        entries.save(data, "subject", one, {"name": "HTX Đã Sửa Ở Tỉnh", "phone": "0905999999"})
        swap.merge(data, books)
        undo.undo(data)
        undo.redo(data)
    assert same(both, rows)["history"]
    same(both, lambda data: sorted(map(repr, health.check(data))))


def test_the_same_files_give_the_same_reports_of_merging(both, books):
    for files in (books[:1], books[1:2], books, books):
        report = same(both, lambda data, files=files: told(swap.merge(data, files)))
        assert report["applied"]
    preview = same(both, lambda data: told(swap.merge(data, books, preview=True)))
    assert not preview["applied"]


def told(report):
    shown = report.as_json()
    shown.pop("backup", None)
    return shown


def test_the_same_records_give_the_same_answers(both, books, tmp_path):
    for data in both:
        swap.merge(data, books)
        flaws.check_all(data, lambda *_: None)
    forms = [form for form in both[0].forms.values() if form.kind in both[0].forms.searched]
    for form in forms:
        for typed in TYPED:
            same(both, lambda data, f=form, t=typed: found(data, f.kind, typed=t))
        for field in form.fields:
            for down in (False, True):
                order = {"sort": field.name, "descending": down}
                same(both, lambda data, f=form, o=order: found(data, f.kind, **o))
    for typed in TYPED:
        same(both, lambda data, t=typed: lists.find_anywhere(data, t))
    assert same(both, lambda data: figures.report(data, on="2026-11-20").as_json())["figures"]
    assert same(both, lambda data: due.due(data, "2026-11-20"))
    same(both, lambda data: questions.open_questions(data))
    assert same(both, flaws.groups)
    assert same(both, lambda data: history.changes(data, lists.entries(data, "subject")[0].id))
    assert same(both, lambda data: sheets(data, tmp_path / f"{data.served}.xlsx", swap.consolidate))
    assert same(both, lambda data: sheets(data, tmp_path / f"{data.served}2.xlsx", swap.export))


def found(data, kind, **asked):
    return lists.ids_of(data, lists.keys(data, kind, **asked))


def sheets(data, out, write):
    """The rows of every sheet; a sheet's order is that in which its store keeps them."""
    write(data, out)
    book = openpyxl.load_workbook(out, read_only=True)
    return {
        sheet.title: sorted(repr([c.value for c in row]) for row in sheet)
        for sheet in book
        if sheet.title[0] != "_"  # keys, signatures, and digests in the order of rows
    }


@given(strategies.lists(_NAMES, min_size=1, max_size=40))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_server_sorts_texts_as_a_file_does(sorter, names):
    found = sorter.exec_driver_sql(
        "SELECT vi_sort(one) FROM unnest(CAST(%s AS text[])) WITH ORDINALITY AS t(one, n) ORDER BY n",
        (names,),
    ).scalars()
    assert list(found) == [title_key(name) for name in names]


@pytest.mark.parametrize("place", [0, 1])
def test_a_record_that_a_merge_lost_undoes_all_of_it(both, books, place, monkeypatch):
    data, put = both[place], merge_write.insert_many

    def losing(data, work, form, records, *more):
        put(data, work, form, records, *more)
        if form.kind == "product":
            table = records_of.table_of("product")
            work.connection.execute(delete(table).where(table.c.id == records[-1].id))

    monkeypatch.setattr(merge_write, "insert_many", losing)
    with pytest.raises(Trouble) as told:
        swap.merge(data, books[:1])
    assert told.value.code == "merge_counts_differ"
    assert lists.count(data, "subject") == 0
    monkeypatch.undo()
    assert swap.merge(data, books).applied  # one product comes removed the second time
    assert swap.merge(data, books).applied
