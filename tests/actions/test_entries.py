"""Saving, removing, restoring, undoing: what is kept, what is refused, what is remembered."""

import pytest

from ocop_desktop.actions import entries, history, lists, undo
from ocop_desktop.messages import Trouble

SUBJECT = {
    "name": "HTX Nông nghiệp Đăk Mar (mẫu)",
    "kind": "Hợp tác xã",
    "commune": "23500",
    "contact_phone": "+84 905 123 456",
}


@pytest.fixture
def subject(office):
    return entries.save(office, "subject", None, SUBJECT).id


def persons(*names):
    return {"persons": [{"full_name": name} for name in names]}


def test_texts_become_values(office, subject):
    entry = entries.get(office, "subject", subject)
    assert entry.get("kind") == "hop_tac_xa"
    assert entry.get("contact_phone") == "0905123456"
    assert entry.get("former_district") == "615"
    assert (entry.revision, entry.origin) == (1, office.installation)


def test_only_what_is_given_changes(office, subject):
    saved = entries.save(office, "subject", subject, {"name": "Tên mới"})
    entry = entries.get(office, "subject", subject)
    assert (saved.revision, entry.get("name"), entry.get("commune")) == (2, "Tên mới", "23500")


def test_saving_the_same_again_is_no_change(office, subject):
    assert entries.save(office, "subject", subject, SUBJECT).revision == 1
    assert len({one.revision for one in history.changes(office, subject)}) == 1


def test_an_unreadable_value_stops_the_whole_save(office, subject):
    saved = entries.save(office, "subject", subject, {"name": "Khác", "tax_code": "12 mớ"})
    assert not saved.saved
    assert set(saved.rejected) == {"tax_code"}
    assert entries.get(office, "subject", subject).get("name") == SUBJECT["name"]


def test_one_refused_record_refuses_all(office):
    given = [(None, {"name": "Tốt"}, {}), (None, {"name": "Xấu", "founded_on": "hôm kia"}, {})]
    results = entries.save_many(office, "subject", given)
    assert [bool(one.rejected) for one in results] == [False, True]
    assert lists.count(office, "subject") == 0


def test_an_unknown_field_is_named(office):
    saved = entries.save(office, "subject", None, {"name": "A", "nmae": "B"})
    assert "nmae" in saved.rejected


def test_half_known_truth_is_kept_and_said(office):
    saved = entries.save(office, "subject", None, {"name": "Chưa đủ"})
    assert saved.saved
    assert "kind" in {problem.field for problem in saved.errors}


def test_rows_are_records_of_their_own(office, subject):
    entries.save(office, "subject", subject, {}, persons("Y Một", "A Hai"))
    rows = entries.get(office, "subject", subject).rows("persons")
    assert [row.get("full_name") for row in rows] == ["Y Một", "A Hai"]
    assert rows[0].parent_id == subject
    again = [{"id": rows[1].id}, {"id": rows[0].id, "full_name": "Y Mốt"}, {"full_name": "Ba"}]
    entries.save(office, "subject", subject, {}, {"persons": again})
    names = [r.get("full_name") for r in entries.get(office, "subject", subject).rows("persons")]
    assert names == ["A Hai", "Y Mốt", "Ba"]


def test_a_row_is_removed_and_comes_back(office, subject):
    entries.save(office, "subject", subject, {}, persons("Y Một"))
    row = entries.get(office, "subject", subject).rows("persons")[0]
    entries.save(office, "subject", subject, {}, {"persons": [{"id": row.id, "removed": True}]})
    assert entries.get(office, "subject", subject).rows("persons") == ()
    undo.undo(office)
    assert len(entries.get(office, "subject", subject).rows("persons")) == 1


def test_a_bad_value_in_a_row_says_where(office, subject):
    rows = {"persons": [{"full_name": "Tốt"}, {"full_name": "Xấu", "birth_year": "xưa"}]}
    saved = entries.save(office, "subject", subject, {}, rows)
    assert set(saved.rejected) == {"persons.1.birth_year"}


def test_a_row_may_be_saved_by_itself(office, subject):
    saved = entries.save(office, "person", None, {"full_name": "Y Riêng", "subject": subject})
    assert saved.saved
    assert entries.get(office, "subject", subject).rows("persons")[0].id == saved.id
    assert not entries.save(office, "person", None, {"full_name": "Của ai"}).saved


def test_links_are_found_by_typing_without_marks(office, subject):
    saved = entries.save(office, "product", None, {"name": "Cà phê", "subject": "dak mar"})
    assert entries.get(office, "product", saved.id).get("subject") == subject


def test_an_ambiguous_link_asks(office, subject):
    entries.save(office, "subject", None, SUBJECT | {"name": "HTX Nông nghiệp Đăk Mar 2"})
    saved = entries.save(office, "product", None, {"name": "Cà phê", "subject": "dak mar"})
    assert "có thể là" in saved.rejected["subject"]


def test_somebody_else_changed_it_meanwhile(office, subject):
    entries.save(office, "subject", subject, {"name": "Một"}, base_revision=1)
    with pytest.raises(Trouble) as trouble:
        entries.save(office, "subject", subject, {"name": "Hai"}, base_revision=1)
    assert trouble.value.code == "changed_meanwhile"


def test_removed_is_a_mark_that_can_be_taken_off(office, subject):
    entries.remove(office, "subject", [subject])
    assert lists.count(office, "subject") == 0
    assert entries.get(office, "subject", subject).removed
    entries.restore(office, "subject", [subject])
    assert lists.count(office, "subject") == 1


def test_removing_what_is_not_there_changes_nothing(office, subject):
    with pytest.raises(Trouble):
        entries.remove(office, "subject", [subject, office.new_id()])
    assert lists.count(office, "subject") == 1


def test_undo_goes_back_step_by_step(office, subject):
    entries.save(office, "subject", subject, {"name": "Hai"})
    entries.save(office, "subject", subject, {"name": "Ba"})
    entries.remove(office, "subject", [subject])
    seen = []
    while undone := undo.undo(office):
        entry = entries.get(office, "subject", subject)
        seen.append((undone.verb, entry.get("name"), entry.removed))
    assert seen == [
        ("remove", "Ba", False),
        ("save", "Hai", False),
        ("save", SUBJECT["name"], False),
        ("save", SUBJECT["name"], True),
    ]


def test_history_tells_before_and_after(office, subject):
    entries.save(office, "subject", subject, {"name": "Hai"})
    last = history.changes(office, subject)[0]
    assert (last.field, last.before, last.after) == ("name", SUBJECT["name"], "Hai")
    assert last.by == "Y Mẫu"


def test_a_write_is_stamped_by_this_installation(office, subject):
    entries.save(office, "subject", subject, {"name": "Hai"})
    stamps = entries.get(office, "subject", subject).stamps
    assert stamps["seen"] == {office.installation: 2}
    assert stamps["f"]["name"]["s"] == [2, office.installation]


def test_a_rank_lasts_36_months_and_the_product_holds_it(office, subject):
    product = entries.save(office, "product", None, {"name": "Chè", "subject": subject}).id
    given = {"product": product, "stars": "4 sao", "issued_on": "29/2/2024", "level": "province"}
    rank = entries.save(office, "recognition", None, given).id
    assert entries.get(office, "recognition", rank).get("expires_on") == "2027-02-28"
    held = entries.get(office, "product", product)
    assert (held.get("current_stars"), held.get("current_until")) == (4, "2027-02-28")
    entries.remove(office, "recognition", [rank])
    assert entries.get(office, "product", product).get("current_stars") is None


def test_a_grants_sums_follow_its_rows(office, subject):
    sources = [
        {"source": "province", "approved": "195tr"},
        {"source": "own_cash", "approved": "415tr"},
    ]
    grant = {"subject": subject, "project": "Máy rang (mẫu)"}
    saved = entries.save(office, "support", None, grant, {"sources": sources})
    assert saved.rejected == {}
    entry = entries.get(office, "support", saved.id)
    assert (entry.get("total"), entry.get("own_total")) == (610_000_000, 415_000_000)
    more = {"support": saved.id, "source": "central", "approved": 5}
    assert entries.save(office, "support.source", None, more).saved
    assert entries.get(office, "support", saved.id).get("state_total") == 195_000_005
    undo.undo(office)
    assert entries.get(office, "support", saved.id).get("state_total") == 195_000_000


def test_a_new_page_carries_over_and_has_defaults(office, subject):
    carried = [f.name for f in office.forms["subject"].fields if f.carried]
    page = entries.blank(office, "subject")
    assert "commune" in carried
    assert page.get("commune") == "23500"
    assert page.get("name") is None


def test_whoever_listens_is_told_what_changed(office):
    told = []
    office.changed.append(told.append)
    entries.save(office, "subject", None, SUBJECT, persons("Y Một"))
    assert told == [frozenset({"subject", "person"})]


@pytest.mark.file_only("SQLite changes JSON in its own words")
def test_answers_of_a_newer_form_are_carried_through(office, subject):
    """A field this program does not know stays in the record when it is saved here."""
    from sqlalchemy import text

    with office.work("test") as work:
        work.connection.execute(
            text("UPDATE subject SET answers = json_set(answers, '$.from_tomorrow', 'giữ')")
        )
    entries.save(office, "subject", subject, {"name": "Hai", "address_line": "Thôn 1"})
    entry = entries.get(office, "subject", subject)
    assert (entry.get("from_tomorrow"), entry.get("address_line")) == ("giữ", "Thôn 1")
