"""What the decisions lay down for records."""

import pytest

from ocop_desktop.paths import resources_dir
from ocop_desktop.records import rules
from ocop_desktop.records.outside import Outside
from ocop_desktop.regulations import Regulations, WorkCalendar

LAW = Regulations.load(resources_dir() / "regulations")
OFFICE = WorkCalendar.load(resources_dir() / "calendar/public-holidays.toml")
ASKED = Outside(law=LAW, working_days_after=OFFICE.after)


def derived(kind, values, asked=ASKED, **tables):
    return rules.derive(kind, values, tables, asked)


def told(forms, kind, values, **tables):
    found = rules.check(forms[kind], values, tables, ASKED)
    return {one.code: one.field for one in found}


@pytest.mark.parametrize(
    ("kind", "values", "code"),
    [
        ("recognition", {"issued_on": "2026-05-21"}, "qd148_2023"),
        ("recognition", {"issued_on": "2026-05-22"}, "qd26_2026"),
        ("recognition", {"issued_on": "2026-06-01", "regulation": "qd148_2023"}, "qd148_2023"),
        ("recognition", {"issued_on": "2019-06-01"}, None),
        ("recognition", {}, None),
        ("round", {"met_on": "2025-12-19", "year": 2027}, "qd148_2023"),
        ("round", {"year": 2026}, "qd26_2026"),
        ("dossier", {"received_on": "2026-04-01", "year": 2026}, "qd148_2023"),
        ("dossier", {"year": 2026}, "qd26_2026"),
        ("assessment", {"scored_on": "2024-06"}, "qd148_2023"),
    ],
)
def test_the_decision_follows_from_the_day_unless_it_was_typed(kind, values, code):
    assert derived(kind, values)["regulation"] == code


def test_a_sheet_follows_the_decision_of_its_dossier():
    linked = {"d": {"regulation": "qd148_2023"}, "p": {"criteria_set": "set_13"}}
    asked = Outside(law=LAW, linked=lambda kind, id: linked.get(id, {}))
    sheet = {"scored_on": "2026-07-01", "dossier": "d", "product": "p"}
    found = derived("assessment", sheet, asked, marks=[{"criterion": "1a", "picked": 1}])
    assert (found["regulation"], found["criteria_set"]) == ("qd148_2023", "set_13")
    assert found["total"] is not None


def test_fifteen_working_days_are_those_of_the_decision():
    day = {"complete_on": "2026-08-14"}
    assert derived("dossier", day)["due_on"] == "2026-09-08", "22/8 worked, 31/8 to 2/9 off"
    assert derived("dossier", {"complete_on": "2026-08"})["due_on"] is None
    former = {"complete_on": "2025-08-14"}
    assert derived("dossier", former)["due_on"] is None, "its limits were not read"


def test_ninety_points_of_the_province_are_a_potential_five():
    province = {"level": "province", "score": "90"}
    assert derived("recognition", province)["potential_five"] is True
    assert derived("recognition", province | {"score": "89.99"})["potential_five"] is None
    assert derived("recognition", {"level": "central", "score": "91"})["potential_five"] is None


def test_an_upgrade_follows_the_rank_before_it():
    ranks = [
        {"id": id, "issued_on": day}
        for id, day in (("a", "2021-01-01"), ("b", "2024-01-01"), ("c", "2027-01-01"))
    ]
    asked = Outside(law=LAW, ranks_of=lambda product: ranks)
    given = {"product": "p", "issued_on": "2026-06-01", "kind": "upgrade"}
    assert derived("recognition", given, asked)["previous"] == "b"
    assert derived("recognition", given | {"kind": "first"}, asked)["previous"] is None
    assert derived("recognition", given | {"issued_on": "2021-01-01"}, asked)["previous"] is None


MARKS = [
    {"criterion": "1.1", "picked": 2},
    {"criterion": "2.4", "picked": 1},
    {"criterion": "1.2"},
    {"criterion": "77", "picked": 1},
]
SHEET = {"regulation": "qd26_2026", "criteria_set": "set_13"}


def test_a_sheet_is_counted():
    found = derived("assessment", SHEET, marks=MARKS)
    assert (found["total"], found["part_a"], found["part_b"], found["part_c"]) == (3, 3, 0, 0)
    assert (found["rank_by_score"], found["rank_by_minimums"], found["rank"]) == (1, 2, 1)
    rows = rules.derive_rows("assessment", SHEET, {"marks": MARKS}, ASKED)["marks"]
    assert [row["points"] for row in rows] == [2, 1, 0, None]


def test_a_sheet_that_is_out_has_no_rank():
    found = derived("assessment", SHEET | {"eliminated": "Giả mạo hồ sơ"}, marks=MARKS)
    assert (found["rank"], found["rank_by_score"], found["total"]) == (None, 1, 3)


def test_a_sheet_without_a_known_set_is_not_counted():
    for unknown in ({"criteria_set": "set_13"}, {"regulation": "qd1048_2019"} | SHEET, {}):
        sheet = unknown | {"regulation": "qd1048_2019"}
        assert derived("assessment", sheet, marks=MARKS)["total"] is None
        assert rules.derive_rows("assessment", sheet, {"marks": MARKS[:1]}, ASKED)["marks"] == [
            {"points": None}
        ]


def test_boxes_that_are_not_there_are_told(forms):
    rows = [{"criterion": "77", "picked": 1}, {"criterion": "1.1", "picked": 9}, *MARKS[:1]]
    found = told(forms, "assessment", SHEET, marks=rows)
    assert found["no_such_criterion"] == "marks.0.criterion"
    assert found["no_such_box"] == "marks.1.picked"
    both = [{"criterion": "8a", "picked": 1}, {"criterion": "8b", "picked": 1}]
    tourism = SHEET | {"criteria_set": "set_26"}
    assert "two_cases_picked" in told(forms, "assessment", tourism, marks=both)


def test_who_gives_which_rank_is_told_by_the_decision(forms):
    rank = {"stars": 3, "issued_on": "2024-12-20", "regulation": "qd148_2023", "level": "province"}
    assert told(forms, "recognition", rank)["level_differs"] == "level"
    for fits in ({"level": "district"}, {"issued_on": "2025-07-06"}, {"stars": 2}):
        assert "level_differs" not in told(forms, "recognition", rank | fits)


def test_a_potential_five_below_ninety_points_is_odd(forms):
    rank = {"potential_five": True, "score": "89.9", "level": "province"}
    assert told(forms, "recognition", rank)["potential_below_90"] == "potential_five"
    assert "potential_below_90" not in told(forms, "recognition", rank | {"score": "90"})
