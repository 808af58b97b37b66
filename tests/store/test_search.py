"""Any record is found by whatever is shown of it, whichever way it is typed; nothing else is."""

import sqlite3
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from ocop_desktop.actions import entries, lists, start
from ocop_desktop.messages import Trouble
from ocop_desktop.store import positions, reindex, search
from ocop_desktop.store.search_words import BEGINS, index_words, question
from ocop_desktop.store.tables import SearchRow
from ocop_desktop.vietnamese import fold, sort_key

SYLLABLES = (
    "Đắk Đăk Dak Hà hòa hoà Hoa thuý Thủy cà phê mật ong rừng gạo nếp nghiêng Ia H'Drai "
    "Kon Plông chè Ẩm Ăn An Ánh xã 123 A&B Pô-Kô"
).split()
names = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=6).map(" ".join)
digits = st.text("0123456789", min_size=3, max_size=13)


@pytest.fixture(scope="module")
def index():
    """A full-text index of the same kind as the data file's."""
    file = sqlite3.connect(":memory:")
    file.execute("CREATE TABLE search_row (number INTEGER PRIMARY KEY, folded TEXT)")
    for statement in search.FTS_DDL:
        file.execute(statement)
    yield file
    file.close()


def finds(index, title, shown, typed):
    """Whether a record is found, by each tier of what was typed."""
    asked = question(typed)
    index.execute("DELETE FROM search_row")
    words = index_words(title, f"{title}\n{shown}")
    index.execute("INSERT INTO search_row VALUES (1, ?)", (words,))
    checked = not asked.digits or any(all(d in f" {words}" for d in way) for way in asked.digits)
    sql = "SELECT count(*) FROM search_fts WHERE search_fts MATCH ?"
    return [checked and bool(index.execute(sql, (tier,)).fetchone()[0]) for tier in asked.tiers]


@given(names, names, st.data())
def test_found_by_any_beginning_of_any_words_with_and_without_marks(index, title, shown, data):
    words = data.draw(st.lists(st.sampled_from(f"{title} {shown}".split()), min_size=1, max_size=3))
    typed = " ".join(word[: data.draw(st.integers(1, len(word)))] for word in words)
    if question(typed) is not None:
        assert finds(index, title, shown, typed)[-1]
        assert finds(index, title, shown, fold(typed))[-1]
        assert finds(index, title, shown, typed.upper())[-1]


@given(names, names)
def test_what_begins_the_title_as_it_is_written_comes_first(index, title, other):
    if question(title) is not None:
        assert all(finds(index, title, other, title))


@given(digits, st.data())
def test_found_by_any_part_of_a_number(index, number, data):
    first = data.draw(st.integers(0, len(number) - 3))
    last = data.draw(st.integers(first + 3, len(number)))
    assert finds(index, "Mật ong", f"số {number}/QĐ-UBND", number[first:last])[-1]


@given(digits, digits)
def test_not_found_by_what_is_no_part_of_a_number(index, number, typed):
    found = finds(index, "Mật ong", number, typed)[-1]
    assert found == (typed in number or (typed[:2] == "84" and "0" + typed[2:] in number))


@pytest.mark.parametrize(
    "typed",
    "0912345678,0912 345 678,0912.345.678,0912-345-678,+84912345678,84912345678,"
    "+84 912 345 678,(+84) 912,0912 34,0912.3,345678,0084912".split(","),
)
@pytest.mark.parametrize("kept", ["0912 345 678\n0912345678", "0912.345.678"])
def test_a_phone_number_is_found_however_it_is_typed(index, typed, kept):
    assert finds(index, "Hộ Sáu Nhung", kept, typed)[-1]


@pytest.mark.parametrize("typed", ["09 234", "34 09", "091 56", "123 4"])
def test_not_found_by_groups_that_are_no_parts_of_it(index, typed):
    assert not finds(index, "Mật ong", "0918 7123", typed)[-1]


@pytest.mark.parametrize("typed", ["51-23500-3-2026", "23500", "512350", "51.23500", "3500-3"])
def test_a_code_is_found_with_and_without_its_hyphens(index, typed):
    assert finds(index, "Mật ong", "51-23500-3-2026", typed)[-1]


@pytest.mark.parametrize("typed", ["ǀmat", "", "  -- ", '"', BEGINS])
def test_signs_are_no_words(index, typed):
    asked = question(typed)
    assert asked is None or all(sign not in tier for tier in asked.tiers[-1:] for sign in BEGINS)


# ---- in a data file


def found(data, kind, typed, **how):
    keys = list(lists.keys(data, kind, typed=typed, **how))
    column = data.forms[kind].title_fields[0].name
    return [row.texts[0] for row in lists.rows(data, kind, keys, [column])]


def put(data, kind, **fields):
    saved = entries.save(data, kind, None, fields)
    assert saved.saved, saved.rejected
    return saved.id


@pytest.fixture
def many(office):
    for name in ("Rau Đăk", "Dak Ui", "Đắk Hà", "Đăk Mar", "Rừng Đắk", "Đá"):
        put(office, "subject", name=name)
    return office


def test_exact_before_folded_then_beginnings_then_the_vietnamese_order(many):
    order = ["Dak Ui", "Đắk Hà", "Đăk Mar", "Rau Đăk", "Rừng Đắk"]
    assert found(many, "subject", "dak") == sorted(order[:3], key=sort_key) + order[3:]
    assert found(many, "subject", "đắk") == ["Đắk Hà", "Rừng Đắk", "Dak Ui", "Đăk Mar", "Rau Đăk"]
    assert [hit.title for hit in lists.find(many, "subject", "đăk")][:2] == ["Đăk Mar", "Rau Đăk"]


def test_everywhere_in_one_order_and_of_every_kind(many):
    put(many, "product", name="Đắk Lan")
    titles = [hit.title for hit in lists.find_anywhere(many, "đắk")]
    assert titles[:3] == ["Đắk Hà", "Đắk Lan", "Rừng Đắk"]


def test_never_one_of_another_kind_nor_a_removed_one(many):
    put(many, "product", name="Đắk Lan")
    assert "Đắk Lan" not in found(many, "subject", "dak")
    gone = lists.find(many, "subject", "đắk hà")[0].key
    entries.remove(many, "subject", [gone])
    assert "Đắk Hà" not in found(many, "subject", "dak")
    assert found(many, "subject", "dak", removed=True) == ["Đắk Hà"]
    entries.restore(many, "subject", [gone])
    assert "Đắk Hà" in found(many, "subject", "dak")


def test_a_product_is_found_by_its_maker_and_by_the_makers_new_name(many):
    maker = lists.find(many, "subject", "rung dak")[0].key
    put(many, "product", name="Măng khô", subject=maker)
    assert found(many, "product", "rung") == ["Măng khô"]
    entries.save(many, "subject", maker, {"name": "Hộ Y Nhung"})
    assert found(many, "product", "nhung") == ["Măng khô"]
    assert found(many, "product", "rung") == []


def test_a_product_in_an_inspection_is_found_by_its_new_name(many):
    product = put(many, "product", name="Măng khô")
    put(many, "inspection", checked_on="2026-01-05", products=[product])
    entries.save(many, "product", product, {"name": "Măng tươi"})
    hits = lists.find_anywhere(many, "mang tuoi")
    assert {hit.kind for hit in hits} == {"product", "inspection"}


# ---- numbers that sort


def in_order(data, kind="subject", removed=False):
    query = select(SearchRow.title, SearchRow.sort_key).where(
        SearchRow.kind == kind, SearchRow.removed.is_(removed)
    )
    with data.read() as connection:
        rows = connection.execute(query.order_by(SearchRow.number)).all()
        if not data.served:
            checks = text("INSERT INTO search_fts (search_fts, rank) VALUES ('integrity-check', 1)")
            connection.execute(checks)
    assert [row.sort_key for row in rows] == sorted(row.sort_key for row in rows)
    return [row.title for row in rows]


@pytest.mark.parametrize("way", ["up", "down", "about"])
def test_numbers_sort_as_titles_however_records_come(office, monkeypatch, way):
    monkeypatch.setattr(positions, "STEP", 4)
    monkeypatch.setattr(positions, "_ROOMY", 8)
    titles = [f"Hợp tác xã {n:03}" for n in range(60)]
    if way == "down":
        titles.reverse()
    if way == "about":
        Random(5).shuffle(titles)
    for title in titles:
        put(office, "subject", name=title)
    assert in_order(office) == sorted(titles)


@settings(max_examples=40)
@given(
    st.lists(st.lists(names, min_size=1, max_size=12), min_size=1, max_size=5), st.integers(1, 5)
)
def test_numbers_sort_as_titles_in_bulk_too(groups, step):
    from sqlalchemy import create_engine

    engine = create_engine("sqlite://")
    kept, positions.STEP = positions.STEP, step
    try:
        with engine.begin() as connection:
            SearchRow.__table__.create(connection)
            for number, group in enumerate(groups):
                keys = sorted(map(sort_key, group))
                for n, place in enumerate(positions.places(connection, "subject", keys)):
                    row = {"number": place, "kind": "subject", "id": f"{number} {n}"}
                    row |= {"removed": False, "title": "", "sort_key": keys[n], "folded": ""}
                    connection.execute(SearchRow.__table__.insert(), row)
            query = select(SearchRow.sort_key).order_by(SearchRow.number)
            kept_keys = list(connection.scalars(query))
    finally:
        positions.STEP = kept
    assert kept_keys == sorted(kept_keys)
    assert len(kept_keys) == sum(map(len, groups))


def test_no_two_kinds_share_a_band():
    bands = {positions.band(kind) for kind in start.the_forms()}
    assert len(bands) == len(start.the_forms())
    assert max(positions.band(kind, removed=True) for kind in start.the_forms()) < 2**63 - 2**42


# ---- files of another day


@pytest.mark.file_only("it is spoilt by plain sqlite3")
def test_a_file_that_was_indexed_otherwise_is_indexed_at_opening(many, monkeypatch):
    path = many.path
    put(many, "product", name="Măng khô", subject=lists.find(many, "subject", "rung dak")[0].key)
    many.close()
    file = sqlite3.connect(path)
    file.execute("UPDATE search_row SET folded = 'x', title = 'x', number = -number")
    file.execute("DELETE FROM setting WHERE name = 'search'")
    file.commit()
    file.close()
    with start.open_data(path) as data:
        assert reindex.is_indexed(data)
        assert found(data, "subject", "đắk")[0] == "Đắk Hà"
        assert found(data, "product", "rung") == ["Măng khô"]
        in_order(data)
        assert put(data, "subject", name="Đắk Choong")
        assert found(data, "subject", "đắk")[:2] == ["Đắk Choong", "Đắk Hà"]


def test_an_unreadable_question_is_no_trouble(many):
    for typed in ('"', "*", "NEAR(", "a OR", "folded:", "^", "(", "\x00", "''", "ǀ", "一", "𝒂"):
        try:
            found(many, "subject", typed)
        except Trouble:  # pragma: no cover
            pytest.fail(typed)
