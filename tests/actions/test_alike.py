"""The same twice is noticed: subjects, products, courses, events, grants and machines."""

from __future__ import annotations

import pytest

from ocop_desktop.actions import alike, entries, questions, undo
from ocop_desktop.schema import Entry

COMMUNE, OTHER_COMMUNE = "23500", "23515"


def put(data, kind, tables=None, id=None, **fields):
    saved = entries.save(data, kind, id, fields, tables or {})
    assert saved.saved, saved.rejected
    return saved.id


def signs(likes):
    return [(like.id, like.sign) for like in likes]


@pytest.fixture
def coop(office):
    return put(
        office,
        "subject",
        name="HTX Nông nghiệp Đăk Mar",
        commune=COMMUNE,
        tax_code="6100123456",
        contact_phone="0905 123 456 / 0260 3862 123",
    )


def test_a_subject_is_noticed_by_its_phone(office, coop):
    (like,) = alike.find(office, "subject", {"phone": "0905123456"})
    assert (like.id, like.owner, like.sign, like.field) == (coop, coop, "phone", "phone")
    assert (like.title, like.label) == ("HTX Nông nghiệp Đăk Mar", "trùng số điện thoại")
    assert like.note.startswith("Xã")
    assert like.removed_on == ""


def test_a_changed_record_is_known_by_its_new_values_only(office, coop):
    put(office, "subject", id=coop, contact_phone="0987654321")
    assert alike.find(office, "subject", {"phone": "0905123456"}) == []
    assert signs(alike.find(office, "subject", {"phone": "+84 987 654 321"})) == [(coop, "phone")]


def test_nobody_is_like_himself(office, coop):
    values = entries.get(office, "subject", coop).values
    assert alike.find(office, "subject", values, id=coop) == []


def test_a_removed_record_is_told_with_its_day(office, coop):
    entries.remove(office, "subject", [coop])
    (like,) = alike.find(office, "subject", {"phone": "0905123456"})
    assert like.removed_on == office.today()


def test_a_product_is_known_by_name_within_its_subject(office, coop):
    one = put(office, "product", name="Cà phê bột Đăk Hà", subject=coop)
    like = {"name": "CÀ PHÊ BỘT  đắk hà", "subject": coop}
    assert signs(alike.find(office, "product", like)) == [(one, "name")]
    assert alike.find(office, "product", like | {"subject": "0" * 8 + coop[8:]}) == []
    coded = put(office, "product", name="Trà", product_code="51-23500-3-2026")
    found = alike.find(office, "product", {"former_code": "51 23500 03 2026"})
    assert found == []  # 03 is not 3 in the middle of a code
    found = alike.find(office, "product", {"former_code": "51.23500.3.2026"})
    assert signs(found) == [(coded, "product_code")]


def test_a_barcode_names_the_product_of_the_pack(office, coop):
    pack = {"packaging": "Túi", "gtin": "8931234567890"}
    one = put(office, "product", {"packs": [pack]}, name="Cà phê", subject=coop)
    typed = {"packs": [Entry("product.pack", "", {"gtin": "8931234567890"})]}
    (like,) = alike.find(office, "product", {"name": "Khác"}, tables=typed)
    assert (like.kind, like.owner_kind, like.owner) == ("product.pack", "product", one)
    assert (like.field, like.title) == ("packs.0.gtin", "Cà phê")
    entry = entries.get(office, "product", one)
    assert alike.find(office, "product", entry.values, id=one, tables=entry.tables) == []


def test_a_course_is_known_by_name_and_day_unless_in_another_commune(office):
    course = {"name": "Tập huấn ghi nhãn hàng hoá", "starts_on": "2026-05-20"}
    one = put(office, "course", commune=COMMUNE, **course)
    assert signs(alike.find(office, "course", course)) == [(one, "name")]
    assert alike.find(office, "course", course | {"commune": OTHER_COMMUNE}) == []
    assert alike.find(office, "course", course | {"starts_on": "2026-05-21"}) == []


def test_an_event_is_known_by_name_and_day(office):
    event = {"name": "Hội chợ OCOP Tây Nguyên", "starts_on": "2026-09-02"}
    one = put(office, "event", **event)
    assert signs(alike.find(office, "event", event)) == [(one, "name")]


def grant(office, coop, total, serial, **fields):
    tables = {
        "sources": [{"source": "district", "approved": total}],
        "items": [{"name": "Máy sấy", "serial": serial}],
    }
    return put(office, "support", tables, subject=coop, decision_on="2026-03-05", **fields)


def test_a_grant_is_known_by_subject_year_and_amount(office, coop):
    one = grant(office, coop, 300_000_000, "SN-0001")
    typed = {"subject": coop, "decision_on": "2026-11-30", "total": 300_000_000}
    assert signs(alike.find(office, "support", typed)) == [(one, "grant")]
    assert alike.find(office, "support", typed | {"decision_on": "2025-11-30"}) == []
    entries.save(office, "support", one, {"decision_no": "12/QĐ-UBND"})
    assert alike.find(office, "support", typed | {"decision_no": "15/QĐ-UBND"}) == []


def test_an_amount_that_changed_is_known_as_it_is_now(office, coop):
    one = grant(office, coop, 300_000_000, "SN-0001")
    (source,) = entries.get(office, "support", one).rows("sources")
    entries.save(office, "support.source", source.id, {"approved": 400_000_000})
    typed = {"subject": coop, "decision_on": "2026", "total": 300_000_000}
    assert alike.find(office, "support", typed) == []
    assert signs(alike.find(office, "support", typed | {"total": 400_000_000})) == [(one, "grant")]


def test_rows_of_two_products_are_found_by_their_number(office, coop):
    packs = {"packs": [{"packaging": "Túi", "gtin": "8935001234562"}]}
    ids = [put(office, "product", packs, name=name, subject=coop) for name in ("Chè", "Mật")]
    (mine,), (theirs,) = (entries.get(office, "product", id).rows("packs") for id in ids)
    with office.read() as connection:
        asked = [alike.Asked(mine.values, mine.id, ids[0])]
        ((like,),) = alike.find_in(office, connection, "product.pack", asked)
    assert (like.id, like.owner_kind, like.owner) == (theirs.id, "product", ids[1])


def test_many_are_answered_in_their_order(office, coop):
    many = [{"name": "Khác"}, {"tax_code": "6100123456"}, {}]
    assert [signs(found) for found in alike.find_many(office, "subject", many)] == [
        [],
        [(coop, "tax_code")],
        [],
    ]


def test_a_former_commune_is_the_one_it_became(office):
    former = next(
        key for key in office.places.former_communes_of("615") if office.places.successors(key)
    )
    now = office.places.successors(former)[0]
    one = put(office, "subject", name="Tổ hợp tác Măng", commune=former)
    found = alike.find(office, "subject", {"name": "THT Măng", "commune": now})
    assert signs(found) == [(one, "name")]


def test_what_everybody_shares_tells_nobody_apart(office):
    for number in range(alike_crowd() + 1):
        put(office, "subject", name=f"Hộ {number}", phone="0260 3862 123")
    assert alike.find(office, "subject", {"phone": "0260 3862 123"}) == []


def alike_crowd():
    from ocop_desktop.store.alike import CROWD

    return CROWD


def test_who_shares_most_is_told_first_with_all_that_is_shared(office, coop):
    values = dict(entries.get(office, "subject", coop).values)
    put(office, "subject", name="A", phone="0905123456")
    first, second = alike.find(office, "subject", values | {"name": "Đăk Mar HTX NN"})
    assert (first.id, first.sign) == (coop, "tax_code")
    assert first.label == "trùng mã số thuế, trùng số điện thoại, trùng tên, cùng xã"
    assert (first.field, first.also) == ("tax_code", ("contact_phone", "name"))
    assert second.label == "trùng số điện thoại"


# ---- questions


def test_a_question_is_open_until_it_is_answered(office, coop):
    other = put(office, "subject", name="Đại lý", phone="0905123456")
    (pair,) = questions.open_questions(office)
    assert {pair.left, pair.right} == {coop, other}
    questions.answer(office, "subject", other, coop, sign="phone")
    questions.answer(office, "subject", coop, other, sign="phone")
    assert questions.open_questions(office) == []
    values = entries.get(office, "subject", other).values
    assert alike.find(office, "subject", values, id=other) == []
    assert signs(alike.find(office, "subject", {"phone": "0905123456"})) != []
    questions.reopen(office, coop, other)
    assert questions.open_questions(office, "subject") == [pair]


def test_nobody_is_asked_about_what_was_removed(office, coop):
    other = put(office, "subject", name="Đại lý", phone="0905123456")
    entries.remove(office, "subject", [other])
    assert questions.open_questions(office) == []
    entries.restore(office, "subject", [other])
    assert len(questions.open_questions(office)) == 1


def test_packs_of_two_products_are_a_question_about_the_products(office, coop):
    packs = {"packs": [{"packaging": "Túi", "gtin": "8935001234562"}]}
    one, other = (put(office, "product", packs, name=name, subject=coop) for name in ("Chè", "Mật"))
    (pair,) = questions.open_questions(office)
    assert (pair.kind, pair.owner_kind) == ("product.pack", "product")
    assert {pair.left_owner, pair.right_owner} == {one, other}
    entries.remove(office, "product", [one])
    assert questions.open_questions(office) == []


def test_undoing_takes_a_likeness_back(office, coop):
    other = put(office, "subject", name="Đại lý", phone="0987654321")
    put(office, "subject", id=other, phone="0905123456")
    assert len(questions.open_questions(office)) == 1
    undo.undo(office)
    assert questions.open_questions(office) == []


def test_an_index_made_by_other_signs_is_made_anew(office, coop):
    from ocop_desktop.actions import start
    from ocop_desktop.store.alike import SETTING

    put(office, "subject", name="Đại lý", phone="0905123456")
    with office.work("test") as work:
        work.connection.exec_driver_sql("DELETE FROM alike_key")
    office.keep_settings({SETTING: "of old"})
    assert questions.open_questions(office) == []
    office.close()
    with start.open_data(office.where) as again:
        assert len(questions.open_questions(again)) == 1
