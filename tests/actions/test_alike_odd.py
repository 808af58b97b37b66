"""Likeness over hostile and odd data: crowds, blanks, lost zeros, names that differ by a number."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import event

from ocop_desktop.actions import alike, entries, questions, swap
from ocop_desktop.store.alike import CROWD, hashes
from tests.exchange.offices import change, sent

HERE = "23500"


def put_all(data, kind, rows):
    saved = entries.save_many(data, kind, [(None, row, {}) for row in rows])
    assert all(one.saved for one in saved)
    return [one.id for one in saved]


def statements(data, work):
    """How many statements a piece of work sends to the file."""
    sent_now = []

    def count(conn, cursor, statement, *rest):
        sent_now.append(statement)

    event.listen(data.engine, "before_cursor_execute", count)
    try:
        work()
    finally:
        event.remove(data.engine, "before_cursor_execute", count)
    return len(sent_now)


def test_many_subjects_that_begin_alike_are_not_alike(office):
    names = [f"Hợp tác xã nông nghiệp dịch vụ Đăk Hà số {n}" for n in range(1, 301)]
    put_all(office, "subject", [{"name": name, "commune": HERE} for name in names])
    assert questions.open_questions(office) == []
    assert alike.find(office, "subject", {"name": names[0][:-2], "commune": HERE}) == []
    (one,) = alike.find(office, "subject", {"name": f"HTX NNDV Đăk Hà số 0{7}", "commune": HERE})
    assert one.title == names[6]


@pytest.mark.parametrize("count", [1, 40, 400])
def test_a_grid_asks_the_file_as_often_for_many_as_for_few(office, count):
    put_all(office, "subject", [{"name": f"Hộ {n}", "commune": HERE} for n in range(30)])
    rows = [{"name": f"HKD {n}", "commune": HERE, "phone": f"09{n:08}"} for n in range(count)]
    assert statements(office, lambda: alike.find_many(office, "subject", rows)) <= 20


def test_numbers_alone_never_make_two_names_one_but_a_second_sign_does(office):
    first = {"name": "Tổ hợp tác số 1", "commune": HERE, "phone": "0905123456"}
    second = {"name": "Tổ hợp tác số 2", "commune": HERE}
    put_all(office, "subject", [first, second])
    assert questions.open_questions(office) == []
    ids = put_all(office, "subject", [second | {"name": "THT 2", "contact_phone": "905 123 456"}])
    (pair,) = questions.open_questions(office)
    assert pair.sign == "phone"
    assert set(ids) < {pair.left, pair.right}


def test_blank_and_nameless_records_are_like_nothing(office):
    blanks = [{}, {"name": "…"}, {"commune": HERE}, {"name": "—", "commune": HERE}]
    put_all(office, "subject", blanks * 2)
    put_all(office, "course", [{"name": "Tập huấn"}] * 2)
    put_all(office, "support", [{"decision_on": "2026"}] * 2)
    assert questions.open_questions(office) == []


def test_what_a_crowd_shares_is_no_sign_and_is_one_again_when_it_shrinks(office):
    rows = [{"name": f"Hộ {n}", "phone": "0260 3862 123"} for n in range(CROWD + 1)]
    ids = put_all(office, "subject", rows)
    assert questions.open_questions(office) == []
    entries.save(office, "subject", ids[0], {"phone": "0905123456"})
    assert len(questions.open_questions(office)) == CROWD * (CROWD - 1) // 2
    assert len(questions.open_questions(office, limit=5)) == 5


def test_zeros_that_excel_lost_do_not_make_another(office):
    put_all(office, "subject", [{"name": "A", "tax_code": "0100123456", "phone": "0905123456"}])
    for typed in ({"tax_code": "100123456"}, {"contact_zalo": "905123456"}):
        read, _ = entries.check(office, "subject", typed)
        assert read == {}
        assert len(alike.find(office, "subject", typed)) == 1


def random_history(offices, seed):
    """A few subjects, products and removals in each of some offices."""
    mixed = random.Random(seed)
    for _ in range(14):
        data = mixed.choice(offices)
        name = mixed.choice(["HTX Đăk Mar", "Hợp tác xã Đắk Mar", "THT Măng", "Hộ Y Hà"])
        row = {"name": name, "commune": mixed.choice([HERE, "23515"])}
        row["phone"] = mixed.choice([None, "0905123456", "0905999999"])
        (id,) = put_all(data, "subject", [row])
        put_all(data, "product", [{"name": "Cà phê bột", "subject": id}] * mixed.choice([0, 1, 2]))
        if mixed.random() < 0.2:
            entries.remove(data, "subject", [id])
    return mixed


@pytest.mark.parametrize("seed", range(3))
def test_any_order_of_files_leaves_the_same_questions(make_office, tmp_path, seed):
    offices = [make_office(f"office{n}", unit) for n, unit in enumerate(["615", "612", "614"])]
    mixed = random_history(offices, seed)
    files = [sent(data, tmp_path) for data in offices]
    first = put_all(offices[0], "subject", [{"name": "Muộn", "phone": "0905123456"}])
    entries.remove(offices[0], "subject", first)
    files += [sent(data, tmp_path) for data in offices[:2]]
    found = []
    for number in range(2):
        mixed.shuffle(files)
        end = make_office(f"tinh{number}", "51", role="province")
        for file in files:
            swap.merge(end, [file])
        found.append(questions.open_questions(end))
    assert found[0] == found[1]
    assert {pair.kind for pair in found[0]} == {"subject", "product"}


def test_the_index_is_what_the_records_say_after_a_merge(make_office, tmp_path):
    office, end = make_office("a", "615"), make_office("tinh", "51", role="province")
    (id,) = put_all(
        office, "subject", [{"name": "HTX Đăk Mar", "commune": HERE, "phone": "0905123456"}]
    )
    swap.merge(end, [sent(office, tmp_path)])
    entries.save(office, "subject", id, {"phone": "0905999999"})
    file = sent(office, tmp_path)
    change(file, "Chủ thể", lambda page, at: page.cell(3, at["name"], "HTX Đăk Hring"))
    swap.merge(end, [file], edits="take")
    form, values = end.forms["subject"], entries.get(end, "subject", id).values
    with end.read() as connection:
        kept = connection.exec_driver_sql("SELECT key FROM alike_key WHERE kind = 'subject'")
        assert {row[0] for row in kept} == set(hashes(form, values, end.places))
    assert values["name"] == "HTX Đăk Hring"


def test_an_answer_of_an_office_is_one_at_the_province(make_office, tmp_path):
    office, end = make_office("a", "615"), make_office("tinh", "51", role="province")
    one, other = put_all(office, "subject", [{"name": n, "phone": "0905123456"} for n in "AB"])
    swap.merge(end, [sent(office, tmp_path)])
    assert len(questions.open_questions(end)) == 1
    questions.answer(office, "subject", other, one)
    swap.merge(end, [sent(office, tmp_path)])
    assert questions.open_questions(end) == []
    swap.merge(end, [sent(office, tmp_path)])
    with end.read() as connection:
        assert questions.told(connection) == [f"subject {' '.join(sorted([one, other]))}"]


def test_answers_that_cannot_be_read_are_left(office):
    with office.work("test") as work:
        questions.take(work.connection, ["", "subject x y", 3, None, {"a": 1}])
        questions.take(work.connection, 5)
        assert questions.told(work.connection) == []
