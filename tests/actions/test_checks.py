"""What a save says of a record looks at the other records of the data file too."""

import pytest

from ocop_desktop.actions import alike, checks, entries, questions
from ocop_desktop.actions.facts import Facts
from ocop_desktop.actions.machines import Machines
from ocop_desktop.store import records

COMMUNE = "23500"


def save(data, kind, tables=None, /, **fields):
    made = entries.save(data, kind, None, fields, tables)
    assert made.saved, made.rejected
    return made


def grant(data, serial, **more):
    items = [{"name": "Máy rang", "serial": serial}]
    return save(data, "support", {"items": items}, project=f"Đề án {serial}", **more)


def codes(found):
    return {(one.field, one.code) for one in found}


TWICE = ("items.0.serial", "serial_granted_twice")


def test_the_same_machine_in_two_grants_is_noticed_on_saving(office):
    first = grant(office, "SN-01 / 2024")
    assert TWICE not in codes(first.problems)
    second = grant(office, "sn01/2024")
    assert TWICE in codes(second.problems)
    (said,) = [one.text for one in second.warnings if one.code == TWICE[1]]
    assert "Đề án SN-01 / 2024" in said
    held = entries.get(office, "support", first.id)
    assert TWICE in codes(checks.of_entry(office, held))


def test_a_grant_or_a_machine_that_was_removed_does_not_count(office):
    first = grant(office, "SN1234")
    entries.remove(office, "support", [first.id])
    assert TWICE not in codes(grant(office, "SN1234").problems)


def test_a_machine_is_no_double_of_itself_when_its_grant_is_saved_again(office):
    one = grant(office, "SN1234")
    again = entries.save(office, "support", one.id, {"contract_no": "02"})
    assert TWICE not in codes(again.problems)


@pytest.mark.parametrize("many", [False, True])
def test_papers_of_the_product_and_of_its_subject_are_asked(office, many):
    subject = save(office, "subject", name="HTX A", kind="hop_tac_xa", commune=COMMUNE).id
    product = save(office, "product", name="Chè", subject=subject, criteria_set="set_12").id
    save(office, "evidence", paper="test_report", product=product, expires_on="2026-01-31")
    save(office, "evidence", paper="business_registration", subject=subject, expires_on="2025")
    made = save(
        office, "dossier", product=product, kind="first", year=2026, received_on="2026-06-01"
    )
    entry = entries.get(office, "dossier", made.id)
    with office.read() as connection:
        facts = Facts(office, connection)
        if many:
            facts.ahead("dossier", [entry])
        form = office.forms["dossier"]
        found = checks.problems(form, entry.values, entry.tables, facts.outside, entry.id)
    (said,) = [one.text for one in found if one.code == "papers_out_of_date"]
    assert "Phiếu kết quả kiểm nghiệm" in said or "kiểm" in said
    assert "đến 2025" in said
    assert "đến 31/01/2026" in said


def test_a_guild_may_not_apply_for_anything_but_tourism(office):
    subject = save(office, "subject", name="Hội dệt", kind="hoi_hiep_hoi", commune=COMMUNE).id
    silk = save(office, "product", name="Thổ cẩm", subject=subject, criteria_set="set_18").id
    made = save(office, "dossier", product=silk, kind="first", year=2026, received_on="2026-06-01")
    assert ("product", "only_for_tourism") in codes(made.errors)


def test_a_serial_number_reads_the_same_however_it_is_written(office):
    first = grant(office, "sn 12-3./4")
    with office.read() as connection:
        found = Machines(office, connection)
        assert [one["parent"] for one in found.like("SN1234")] == [first.id]
        assert found.like("SN1235") == []


def test_words_in_place_of_a_serial_number_are_no_number(office):
    grant(office, "chưa có")
    assert TWICE not in codes(grant(office, "chưa có").problems)
    grant(office, "0000")
    assert TWICE not in codes(grant(office, "0000").problems)


def test_many_grants_and_one_are_told_the_same_of_their_machines(office):
    ids = [grant(office, serial).id for serial in ("HS-2001", "hs 2001", "HS-2002", "00715A")]
    ids.append(grant(office, "715-a").id)
    one = {id: of_kept(office, id) for id in ids}
    with office.read() as connection:
        facts = Facts(office, connection)
        held = records.load_entries(connection, office.forms, "support", ids)
        facts.ahead("support", held.values())
        many = {
            id: codes(
                checks.problems(office.forms["support"], e.values, e.tables, facts.outside, id)
            )
            for id, e in held.items()
        }
        assert facts.machines.sharing([ids[0]]) == {ids[0], ids[1]}
        assert facts.machines.sharing([ids[2]]) == {ids[2]}
    assert many == one
    assert [TWICE in one[id] for id in ids] == [True, True, False, True, True]


def of_kept(data, id):
    return codes(checks.of_entry(data, entries.get(data, "support", id)))


def test_two_grants_of_one_machine_are_told_by_the_rule_alone(office):
    first, second = grant(office, "HS-2001"), grant(office, "hs 2001")
    (said,) = [one for one in second.problems if one.code == TWICE[1]]
    assert said.other == f"support {first.id}"
    assert alike.find_saved(office, "support", [second.id]) == [[]]
    assert questions.open_questions(office) == []


def test_every_sign_that_names_a_rule_names_one_that_can_speak(office):
    grant(office, "HS-2001")
    spoken = {one.code for one in grant(office, "HS-2001").problems}
    forms = [form for top in office.forms.values() for form in top.within()]
    assert {sign.rule for form in forms for sign in form.alike if sign.rule} <= spoken
