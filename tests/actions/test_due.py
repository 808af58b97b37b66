"""What is due on a day: windows, limits, rounds, papers; and that a clock changes nothing kept."""

from datetime import datetime, timedelta, timezone

import pytest

from ocop_desktop.actions import due, entries, start
from ocop_desktop.messages import Trouble
from ocop_desktop.store.clock import fixed_clock

NOON = datetime(2026, 11, 15, 12, 0, tzinfo=timezone(timedelta(hours=7)))


@pytest.fixture
def office(make_office):
    return make_office(clock=fixed_clock(NOON))


@pytest.fixture
def product(office):
    owner = entries.save(office, "subject", None, {"name": "HTX Sáu Nhung (mẫu)"}).id
    given = {"name": "Cà phê bột (mẫu)", "subject": owner, "criteria_set": "set_13"}
    return entries.save(office, "product", None, given).id


def add(office, form, tables=None, /, **fields):
    saved = entries.save(office, form, None, fields, tables)
    assert saved.saved, saved.rejected
    return saved.id


def found(office, on, *kinds):
    """{kind: (date, state)} of what is due, of some kinds."""
    return {
        one.kind: (one.date, one.state)
        for one in due.due(office, on)
        if one.kind in kinds or not kinds
    }


RANK = ("regrade_opens", "regrade_closes", "expires", "grace")


def test_the_window_to_ask_again_opens_180_and_closes_120_days_before_the_end(office, product):
    rank = add(office, "recognition", product=product, stars=3, issued_on="2024-06-30")
    assert entries.get(office, "recognition", rank).get("expires_on") == "2027-06-30"
    assert found(office, "2026-11-15", *RANK) == {
        "regrade_opens": ("2027-01-01", "later"),
        "regrade_closes": ("2027-03-02", "later"),
        "expires": ("2027-06-30", "later"),
    }
    assert found(office, "2026-12-02", *RANK)["regrade_opens"] == ("2027-01-01", "soon")
    assert found(office, "2027-01-01", *RANK) == {
        "regrade_closes": ("2027-03-02", "soon"),
        "expires": ("2027-06-30", "later"),
    }
    assert found(office, "2027-03-02", *RANK)["regrade_closes"][1] == "soon"
    assert found(office, "2027-03-03", *RANK)["regrade_closes"][1] == "overdue"
    assert found(office, "2027-06-29", *RANK)["expires"][1] == "soon"
    assert found(office, "2027-06-30", *RANK)["expires"][1] == "overdue", "no longer on that day"


def test_whoever_has_asked_again_is_not_told_of_the_window(office, product):
    add(office, "recognition", product=product, stars=3, issued_on="2024-06-30")
    asked = add(office, "dossier", product=product, kind="regrade", received_on="2027-01-20")
    assert set(found(office, "2027-02-01", *RANK)) == {"expires"}
    entries.save(office, "dossier", asked, {"state": "withdrawn"})
    assert set(found(office, "2027-02-01", *RANK)) == {"regrade_closes", "expires"}


def test_only_the_last_rank_of_a_product_still_made_is_told(office, product):
    add(office, "recognition", product=product, stars=4, issued_on="2021-06-30")
    last = add(office, "recognition", product=product, stars=3, issued_on="2024-06-30")
    assert {one.record for one in due.due(office) if one.kind in RANK} == {last}
    entries.save(office, "recognition", last, {"end_reason": "withdrawn", "end_on": "2026-01-01"})
    assert found(office, None, *RANK) == {}
    entries.save(office, "recognition", last, {"end_reason": None, "end_on": None})
    assert set(found(office, None, "expires")) == {"expires"}
    entries.save(office, "product", product, {"stopped_on": "2026-10-01"})
    assert found(office, None, *RANK) == {}


def test_a_rank_whose_window_lay_before_the_decision_is_kept_until_the_result(office, product):
    add(office, "recognition", product=product, stars=3, issued_on="2023-08-01")
    assert found(office, "2026-06-01", *RANK) == {
        "expires": ("2026-08-01", "later"),
        "grace": ("2027-01-28", "later"),
    }


def test_a_rank_of_a_month_has_an_end_and_no_window(office, product):
    add(office, "recognition", product=product, stars=3, issued_on="2024-06")
    assert found(office, "2027-05-20", *RANK) == {"expires": ("2027-06", "soon")}


def test_a_dossier_is_answered_in_fifteen_working_days(office, product):
    id = add(office, "dossier", product=product, received_on="2026-11-02", state="received")
    assert found(office, "2026-11-15", "answer") == {"answer": ("2026-11-23", "soon")}
    assert found(office, "2026-11-24", "answer") == {"answer": ("2026-11-23", "overdue")}
    entries.save(office, "dossier", id, {"forwarded_on": "2026-11-20", "state": "forwarded"})
    assert found(office, "2026-11-24", "answer") == {}


def test_what_an_owner_was_asked_for_is_due(office, product):
    rows = [
        {"asked_on": "2026-11-03", "content": "Phiếu kiểm nghiệm", "due_on": "2026-11-18"},
        {
            "asked_on": "2026-11-03",
            "content": "Nhãn",
            "due_on": "2026-11-10",
            "answered_on": "2026-11-09",
        },
    ]
    add(office, "dossier", {"requests": rows}, product=product, state="incomplete")
    assert found(office, None, "completion") == {"completion": ("2026-11-18", "soon")}


def test_dossiers_lodged_before_the_decision_have_their_own_limit(office, product):
    add(office, "dossier", product=product, received_on="2026-05-04", kind="first")
    add(office, "dossier", product=product, received_on="2026-05-04", kind="regrade")
    days = [one.date for one in due.due(office, "2026-06-01") if one.kind == "transition"]
    assert days == ["2026-06-21", "2026-07-21"]


def test_rounds_of_the_coming_year(office, product, make_office):
    add(office, "dossier", product=product, received_on="2026-11-02")
    rounds = [one for one in due.due(office, "2026-11-15") if one.kind == "round"]
    assert [one.date for one in rounds] == ["2027-04-30", "2027-10-30"]
    assert "còn 1 hồ sơ chưa trình" in rounds[0].title
    assert [one.date for one in due.due(office, "2027-04-30") if one.kind == "round"] == [
        "2027-04-30",
        "2027-10-30",
    ]
    province = make_office("province", "51", role="province")
    assert [one.date for one in due.due(province, "2026-11-15")] == ["2027-01-30", "2027-07-30"]
    assert found(office, "2025-01-01", "round") == {}, "the former decision's rounds were not read"


def test_papers_that_run_out_and_have_no_later_one(office, product):
    paper = {"paper": "test_report", "product": product}
    old = add(office, "evidence", **paper, expires_on="2026-11-20")
    assert found(office, None, "evidence") == {"evidence": ("2026-11-20", "soon")}
    new = add(office, "evidence", **paper, expires_on="2027-11-20")
    (left,) = [one for one in due.due(office) if one.kind == "evidence"]
    assert (left.record, left.form, left.state) == (new, "evidence", "later")
    assert "Cà phê bột" in left.title
    assert left.record != old


def test_marks_tests_remedies(office, product):
    marks = [
        {"name": "Sáu Nhung", "kind": "ordinary", "state": "filed", "expires_on": "2026-12-01"}
    ]
    entries.save(office, "product", product, {"test_cycle_months": 6}, {"marks": marks})
    add(office, "evidence", paper="test_report", product=product, issued_on="2026-06-01")
    add(office, "inspection", checked_on="2026-10-01", remedy_by="2026-10-20")
    assert found(office, None, "mark", "test", "remedy") == {
        "mark": ("2026-12-01", "soon"),
        "test": ("2026-12-01", "soon"),
        "remedy": ("2026-10-20", "overdue"),
    }


def test_the_earliest_comes_first_and_the_far_ones_can_be_left_out(office, product):
    add(office, "recognition", product=product, stars=3, issued_on="2024-06-30")
    everything = due.due(office, "2026-11-15")
    days = [one.date for one in everything]
    assert days == sorted(days)
    near = due.due(office, "2026-11-15", within=60)
    assert [one.date for one in near] == ["2027-01-01"]
    assert set(near[0].as_json()) == {"date", "kind", "record", "title", "state"}


def test_removed_records_are_not_due(office, product):
    rank = add(office, "recognition", product=product, stars=3, issued_on="2024-06-30")
    entries.remove(office, "recognition", [rank])
    assert found(office, None, *RANK) == {}


def test_a_day_that_is_none_is_refused(office):
    with pytest.raises(Trouble) as trouble:
        due.due(office, "mai")
    assert trouble.value.code == "not_a_day"
    assert due.due(office, "15/11/2026") == due.due(office, "2026-11-15")


def test_doubtful_holidays_are_told(office):
    told = due.doubts(office, "2026-11-15")
    assert any("24/11/2026" in text and "ngày làm việc" in text for text in told)
    assert any("04/02/2027" in text and "ngày nghỉ" in text for text in told)


# ---- a clock set back or forward


@pytest.mark.parametrize("year", [1999, 2022, 2026, 2041])
def test_a_wrong_clock_loses_and_changes_nothing(make_office, year):
    right = make_office("right", clock=fixed_clock(NOON))
    owner = entries.save(right, "subject", None, {"name": "HTX (mẫu)"}).id
    product = add(right, "product", name="Chè", subject=owner, criteria_set="set_11")
    rank = add(right, "recognition", product=product, stars=4, issued_on="2024-06-30")
    dossier = add(right, "dossier", product=product, received_on="2026-11-02")
    kept = [("product", product), ("recognition", rank), ("dossier", dossier)]
    before = {id: entries.get(right, kind, id).values for kind, id in kept}
    seen = due.due(right, "2026-11-15")
    path = right.where
    right.close()

    wrong = start.open_data(path, clock=fixed_clock(NOON.replace(year=year)))
    assert {id: entries.get(wrong, kind, id).values for kind, id in kept} == before
    assert due.due(wrong, "2026-11-15") == seen
    due.due(wrong)
    entries.save(wrong, "recognition", rank, {"note": "Đồng hồ sai"})
    after = entries.get(wrong, "recognition", rank).values
    assert dict(after) == {**before[rank], "note": "Đồng hồ sai"}
    assert entries.get(wrong, "product", product).values == before[product]
    wrong.close()

    again = start.open_data(path, clock=fixed_clock(NOON))
    assert due.due(again, "2026-11-15") == seen
    again.close()


# ---- the calendar file


def events(text):
    unfolded = text.replace("\r\n ", "")
    assert unfolded.startswith("BEGIN:VCALENDAR\r\n")
    assert unfolded.endswith("END:VCALENDAR\r\n")
    return [part.split("\r\n") for part in unfolded.split("BEGIN:VEVENT\r\n")[1:]]


def test_a_calendar_file_for_the_phone(office, product, tmp_path):
    entries.save(office, "product", product, {"name": "Cà phê; loại 1, \\ đặc biệt " + "ấ" * 60})
    add(office, "recognition", product=product, stars=3, issued_on="2024-06-30")
    file = tmp_path / "hạn.ics"
    due.write_ics(office, due.due(office), file)
    raw = file.read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    made = events(raw.decode())
    assert len(made) == 5
    first = made[0]
    assert "DTSTART;VALUE=DATE:20270101" in first
    assert "DTEND;VALUE=DATE:20270102" in first
    assert "DTSTAMP:20261115T050000Z" in first
    assert any("Cà phê\\; loại 1\\, \\\\ đặc biệt" in line for line in first)
    uids = [line for event in made for line in event if line.startswith("UID:")]
    assert len(set(uids)) == 5
    due.write_ics(office, due.due(office), file)
    assert file.read_bytes() == raw, "written again it is the same"
    assert list(tmp_path.glob("*.part")) == []


def test_a_calendar_file_needs_its_suffix(office, tmp_path):
    with pytest.raises(Trouble) as trouble:
        due.write_ics(office, [], tmp_path / "x.txt")
    assert trouble.value.code == "calendar_kind_unknown"
    with pytest.raises(Trouble):
        due.write_ics(office, [], tmp_path / "none" / "x.ics")
