"""Made-up records fit the forms, hold to the rules, are marked, and come again."""

from collections import Counter

import pytest

from ocop_desktop.places import places as places_module

UNITS = ["615", "23500", "2024:23509", "51", "2024:62", "618"]


@pytest.mark.parametrize("unit", UNITS)
def test_samples_fit_the_forms(checking, forms, places, made, unit):
    assert list(checking.faults(forms, places, made(unit=unit))) == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_samples_break_no_rule(checking, forms, made, seed):
    assert set(checking.problems(forms, made(seed, 40))) <= {
        ("evidence", "file", "no_file", "warning")
    }


def test_the_same_seed_gives_the_same_records(made):
    assert made(5) == made(5)
    assert made(5) != made(6)


def test_another_office_has_other_records(made):
    names = [
        {sample.fields["name"] for sample in made(unit=unit) if sample.kind == "subject"}
        for unit in ("615", "617")
    ]
    assert not names[0] & names[1]


def test_numbers_that_tell_subjects_apart_are_all_different(made):
    subjects = [
        sample
        for unit in ("615", "616", "617")
        for sample in made(unit=unit, count=100, with_law=False)
        if sample.kind == "subject"
    ]
    for name in ("name", "tax_code", "rep_citizen_id", "contact_phone", "phone", "email"):
        values = [one.fields[name] for one in subjects if name in one.fields]
        assert len(values) == len(set(values)), name


def test_every_form_has_a_record_from_the_first_subject_on(forms, made):
    assert {sample.kind for sample in made(count=1)} == set(forms.top)


def test_every_table_has_a_row_in_a_common_office(checking, forms, made):
    kinds = {form.kind for form, _, _ in checking.all_rows(forms, made(count=60))}
    assert kinds == set(forms)


def test_as_many_subjects_as_asked_for(made):
    assert Counter(sample.kind for sample in made(count=7))["subject"] == 7
    assert Counter(sample.kind for sample in made(count=0))["subject"] == 0


def test_ids_are_never_used_twice(checking, forms, made):
    ids = [id for some in checking.ids_of(forms, made()).values() for id in some]
    assert len(ids) == len(set(ids))


def test_made_up_names_say_so(made):
    for sample in made():
        if sample.kind in ("subject", "product", "course", "event", "outlet"):
            assert sample.fields["name"].endswith("(mẫu)")


def test_subjects_live_in_communes_of_today_with_the_former_district_beside(places, made):
    for sample in made(unit="617"):
        if sample.kind == "subject":
            assert sample.fields["commune"] in places.communes_of("617")
            assert sample.fields["former_district"] == "617"
            assert not places_module.is_former(sample.fields["commune"])


def test_dossiers_follow_the_law_of_today_and_older_ranks_the_one_before(made):
    some = made(count=60)
    laws = {
        kind: {one.fields["regulation"] for one in some if one.kind == kind}
        for kind in ("dossier", "recognition")
    }
    assert laws["dossier"] == {"qd26_2026"}
    assert "qd148_2023" in laws["recognition"]


def test_scoring_sheets_tick_boxes_that_are_there(made, regulations):
    for sample in made(count=40):
        if sample.kind == "assessment":
            sheet = regulations.set("qd26_2026", sample.fields["criteria_set"])
            boxes = {one.key: len(one.options) or 1 for one in sheet.scored}
            for row in sample.tables["marks"]:
                assert 1 <= row["picked"] <= boxes[row["criterion"]]


def test_without_the_law_there_are_no_scoring_sheets(made):
    assert "assessment" not in {sample.kind for sample in made(with_law=False)}
