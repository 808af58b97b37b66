"""Sheets as records: points filled in, a council, comparing, another decision."""

import pytest

from ocop_desktop.actions import entries, health, law, scoring, undo
from ocop_desktop.messages import Trouble


@pytest.fixture
def product(office):
    owner = entries.save(office, "subject", None, {"name": "HTX Sáu Nhung (mẫu)"}).id
    given = {"name": "Cà phê bột (mẫu)", "subject": owner, "criteria_set": "set_13"}
    return entries.save(office, "product", None, given).id


def sheet(office, product, picks, **fields):
    given = {"product": product, "regulation": "qd26_2026", **fields}
    saved = scoring.save_sheet(office, None, given, picks)
    assert saved.saved, saved.rejected
    return saved.id


def result(office, id):
    entry = entries.get(office, "assessment", id)
    names = ("part_a", "part_b", "part_c", "total", "rank_by_score", "rank_by_minimums", "rank")
    return [entry.get(name) for name in names]


def points(office, id):
    rows = entries.get(office, "assessment", id).rows("marks")
    return {row.get("criterion"): row.get("points") for row in rows}


def test_points_and_ranks_are_filled_on_save(office, product):
    id = sheet(office, product, {"1.1": 2, "4.1": 4, "8": 2})
    assert points(office, id) == {"1.1": 2, "4.1": 5, "8": 4}
    assert result(office, id) == [2, 5, 4, 11, 1, 2, 1]
    assert entries.get(office, "assessment", id).get("criteria_set") == "set_13"


def test_saving_other_picks_keeps_the_rows_and_their_ids(office, product):
    id = sheet(office, product, {"1.1": 2, "4.1": 4})
    before = {
        row.get("criterion"): row.id for row in entries.get(office, "assessment", id).rows("marks")
    }
    remarks = {"4.1": {"remark": "Có hợp đồng", "page_no": "12"}}
    assert scoring.save_sheet(office, id, {}, {"1.1": 3}, remarks).saved
    after = entries.get(office, "assessment", id)
    assert {row.get("criterion"): row.id for row in after.rows("marks")} == before
    assert scoring.picks_of(after) == {"1.1": 3}
    assert points(office, id) == {"1.1": 3, "4.1": 0}
    assert result(office, id)[3] == 3
    assert undo.undo(office) is not None
    assert points(office, id) == {"1.1": 2, "4.1": 5}
    assert result(office, id)[3] == 7


def test_another_set_or_decision_counts_everything_anew(office, product):
    id = sheet(office, product, {"1.1": 2, "5.1": 1, "5.2": 3})
    assert points(office, id)["5.2"] == 0, "no story yet"
    entries.save(office, "assessment", id, {"criteria_set": "set_26"})
    assert points(office, id) == {"1.1": 3, "5.1": 1, "5.2": 0}, "two boxes"
    row = entries.get(office, "assessment", id).rows("marks")[0]
    more = {"assessment": id, "criterion": "1.2", "picked": 3}
    assert entries.save(office, "assessment.mark", None, more).saved
    assert result(office, id)[3] == 9
    entries.remove(office, "assessment.mark", [row.id])
    assert result(office, id)[3] == 6


def test_half_known_truth_is_saved_and_told(office, product):
    saved = scoring.save_sheet(
        office, None, {"product": product, "regulation": "qd26_2026"}, {"77": 1, "1.1": 9}
    )
    assert saved.saved
    assert {"no_such_criterion", "no_such_box"} <= {one.code for one in saved.errors}


def test_the_decision_of_the_day_counts(office, product):
    saved = scoring.save_sheet(
        office, None, {"product": product, "scored_on": "2025-06-01"}, {"1a": 1}
    )
    assert entries.get(office, "assessment", saved.id).get("regulation") == "qd148_2023"


def test_an_office_may_read_the_marks_otherwise(office, product):
    best = {place[0].key: len(place[0].options) or 1 for place in places()}
    id = sheet(office, product, best | {"2.2": 2})
    assert result(office, id)[5:] == [2, 2]
    office.keep_settings({law.CUMULATIVE: False})
    entries.save(office, "assessment", id, {"opinion": "Xem lại"})
    assert result(office, id)[5:] == [5, 5]
    assert scoring.evaluate("qd26_2026", 13, best | {"2.2": 2}, data=office).score.rank == 5
    assert scoring.evaluate("qd26_2026", 13, best | {"2.2": 2}).score.rank == 2


def places():
    from ocop_desktop.regulations.scoring import places as all_places

    return all_places(scoring.sheet("qd26_2026", 13))


def test_a_council_of_three(office, product):
    given = {"year": 2026, "round_no": 1, "products": [product]}
    round = entries.save(office, "round", None, given).id
    for name, picks in (("A", {"1.1": 1, "4.1": 4}), ("B", {"1.1": 2}), ("C", {"1.1": 2})):
        sheet(office, product, picks, round=round, scorer_kind="member", scorer_name=name)
    sheet(office, product, {"1.1": 3}, round=round, scorer_kind="advisor")
    found = scoring.council_of(office, round, product)
    assert found is not None
    assert (found.totals, found.text, found.spread) == ((6, 2, 2), "3.33", 4)
    assert [one.criterion for one in found.differences] == ["4.1", "1.1"]
    assert scoring.council_of(office, round, "nobody") is None
    assert len(scoring.sheets_of(office, product, round)) == 4


def test_two_sheets_are_compared(office, product):
    before = sheet(office, product, {"1.1": 1, "4.1": 4}, scored_on="2026-06-01")
    now = sheet(office, product, {"1.1": 3, "2.4": 1, "4.1": 4}, scored_on="2026-09-01")
    found = scoring.compared(office, before, now)
    assert [(one.criterion, one.before, one.now) for one in found] == [
        ("1.1", 1, 3),
        ("2.4", None, 1),
    ]
    assert found[0].title == "Nguồn nguyên liệu"


def test_another_decision_is_a_new_sheet_with_what_is_worded_alike(office, product):
    old = sheet(office, product, {"1.1": 2, "4.2": 3}, scored_on="2026-06-01")
    new = scoring.under_another(office, old, "qd148_2023")
    entry = entries.get(office, "assessment", new.id)
    assert (entry.get("regulation"), entry.get("product")) == ("qd148_2023", product)
    made = scoring.sheet("qd148_2023", 13)
    for key, picked in scoring.picks_of(entry).items():
        assert made.criterion(key).options[picked - 1].text
    assert result(office, old)[3] == 5, "the old sheet stays as it was"
    assert len(scoring.sheets_of(office, product)) == 2


def test_evidence_is_found_by_criterion(office, product):
    owner = entries.get(office, "product", product).get("subject")
    for fields in (
        {"product": product, "subject": owner, "criteria": "1.1, 3.5"},
        {"subject": owner, "criteria": "3.5"},
        {"subject": owner},
    ):
        entries.save(office, "evidence", None, {"paper": "awards", **fields})
    found = scoring.evidence_by_criterion(office, product)
    assert {key: len(papers) for key, papers in found.items()} == {"1.1": 1, "3.5": 2}


def test_unknown_sets_and_boxes_are_troubles():
    for words, code in (
        (("qd9", 13, {}), "no_such_regulation"),
        (("qd26_2026", 27, {}), "no_such_set"),
        (("qd26_2026", 13, {"x": 1}), "no_such_criterion"),
        (("qd26_2026", 13, {"1.1": 7}), "no_such_box"),
    ):
        with pytest.raises(Trouble) as trouble:
            scoring.evaluate(*words)
        assert trouble.value.code == code


def test_a_broken_file_is_told_and_the_rest_goes_on(office, product, tmp_path, monkeypatch):
    import shutil

    from ocop_desktop import paths

    own = tmp_path / "resources"
    shutil.copytree(paths.resources_dir() / "regulations", own / "regulations")
    shutil.copytree(paths.resources_dir() / "calendar", own / "calendar")
    broken = own / "regulations/qd26-2026/sets/13.toml"
    broken.write_text(broken.read_text("utf-8").replace("max = 18", "max = 17", 1), "utf-8")
    (own / "calendar/public-holidays.toml").write_text("x = 1", "utf-8")
    monkeypatch.setenv("OCOP_RESOURCES", str(own))
    assert [one.facts["file"] for one in law.faults()] == [
        "qd26-2026/sets/13.toml",
        "calendar/public-holidays.toml",
    ]
    told = [one.text for one in health.check(office)]
    assert any("tiêu chí" not in text and "1: tổng điểm không bằng 17" in text for text in told)
    saved = scoring.save_sheet(
        office, None, {"product": product, "regulation": "qd26_2026"}, {"1.1": 1}
    )
    assert saved.saved
    assert result(office, saved.id)[3] is None
    assert scoring.evaluate("qd148_2023", 13, {"1a": 1}).score.total > 0
    assert entries.save(
        office, "dossier", None, {"product": product, "received_on": "2026-06-01"}
    ).saved


def test_a_new_decree_is_only_a_folder(tmp_path, monkeypatch):
    import shutil

    from ocop_desktop import paths

    own = tmp_path / "resources"
    shutil.copytree(paths.resources_dir() / "regulations", own / "regulations")
    new = own / "regulations/qd9-2030"
    shutil.copytree(own / "regulations/qd26-2026", new)
    text = (new / "decision.toml").read_text("utf-8").replace('"qd26_2026"', '"qd9_2030"')
    text = text.replace("2026-05-22", "2030-01-01").replace("least = 50", "least = 40")
    (new / "decision.toml").write_text(text, "utf-8")
    monkeypatch.setenv("OCOP_RESOURCES", str(own))
    found = law.the_regulations().decision_on("2030-06-01")
    assert found is not None
    assert (found.code, found.stars_of(45)) == ("qd9_2030", 3)
    assert scoring.evaluate("qd9_2030", 13, {"1.1": 2}).score.total == 2
    assert law.faults()[:1] == [] or "calendar" in str(law.faults()[0])
