"""Two products over the years, with simulated clocks and the figures checked at each step."""

from types import SimpleNamespace

from ocop_desktop.actions import health, numbers, ranks, scoring
from tests.actions.years import STARS, WINDOW, Years, lowered

LAW = "qd26_2026"


def test_a_product_from_registration_to_an_upgrade_in_five_years(make_office):
    years, it = Years(make_office("commune", "23500")), SimpleNamespace()
    registered(years, it)
    answered_in_time(years, it)
    recognised(years, it)
    warned(years, it)
    graded_again(years, it)
    upgraded(years, it)
    looked_back_upon(years, it)


def registered(years, it):
    years.on("2027-01-15")
    who = {"name": "HTX Sáu Nhung (mẫu)", "kind": "hop_tac_xa", "commune": "23500"}
    who |= {"phone": "0905123456", "address_line": "Thôn 1", "reg_no": "40A8000123"}
    owner = years.add("subject", **who, rep_name="Y Mẫu")
    made = {"name": "Cà phê bột (mẫu)", "subject": owner, "criteria_set": "set_13"}
    it.product = years.add("product", **made, ocop_status="potential")
    wish = {"year": 2027, "kind": "first", "target_stars": 3, "outcome": "pending"}
    years.add("registration", subject=owner, product=it.product, **wish)
    assert years.count("products_registered", "products_in_force") == [1, None]


def answered_in_time(years, it):
    years.on("2027-03-01")
    it.dossier = years.dossier(it.product, "first", "2027-03-01")
    assert years.get("dossier", it.dossier).get("regulation") == LAW
    assert years.due("answer") == [("answer", "2027-03-22", "soon")]
    assert ("round", "2027-04-30", "later") in years.due("round")
    trial = {"product": it.product, "dossier": it.dossier, "scorer_kind": "office"}
    picks = {"1.1": 2, "4.1": 2}
    sheet = scoring.save_sheet(years.data, None, trial | {"scored_on": "2027-03-02"}, picks).id
    assert years.get("assessment", sheet).get("rank") == 1
    advice = scoring.evaluate(LAW, "set_13", picks).next_star
    assert (advice.stars, advice.points_missing) == (3, 46)
    years.on("2027-03-19")
    years.change("dossier", it.dossier, state="forwarded", forwarded_on="2027-03-19")
    assert years.due("answer") == []


def recognised(years, it):
    years.on("2027-06-20")
    three = lowered(LAW, 13, 62)
    sheets = [three, three, lowered(LAW, 13, 65)]
    it.round, council = years.council(it.product, "2027-06-20", sheets)
    assert (council.rank, council.rank_by_minimums) == (3, 3)
    assert years.count("products_in_force") == [None]
    years.on("2027-06-25")
    code = numbers.next_code(years.data, it.product, 2027)
    years.change("product", it.product, product_code=code)
    more = {"round": it.round, "score": council.text}
    it.first = years.rank(it.product, "first", 3, "2027-06-25", **more)
    ended = {"state": "closed", "outcome": "three", "outcome_on": "2027-06-25"}
    years.change("dossier", it.dossier, **ended)
    held = years.get("product", it.product)
    assert (held.get("ocop_status"), held.get("product_code")) == ("ocop", "51-23500-1-2027")
    assert (held.get("current_stars"), held.get("current_until")) == (3, "2030-06-25")
    assert years.count(*STARS, "products_new", since="2027-01-01") == [1, 0, 1, 1]
    years.on("2027-06-24")
    assert years.count(*STARS) == [0, 0, 0], "not yet on the day before"


def warned(years, it):
    years.on("2029-12-01")
    assert years.due(*WINDOW) == [
        ("regrade_opens", "2029-12-27", "soon"),
        ("regrade_closes", "2030-02-25", "later"),
        ("expires", "2030-06-25", "later"),
    ]
    years.on("2030-01-10")
    assert ("regrade_closes", "2030-02-25", "soon") in years.due(*WINDOW)
    reminder = {"reminded_on": "2030-01-10", "how": "phone", "answer": "regrade"}
    years.change("recognition", it.first, {"reminders": [reminder]})


def graded_again(years, it):
    years.on("2030-02-01")
    again = years.dossier(it.product, "regrade", "2030-02-01")
    assert years.due("answer", *WINDOW) == [
        ("answer", "2030-02-27", "soon"),  # Tết of 2030 lies between
        ("expires", "2030-06-25", "later"),
    ]
    years.on("2030-06-10")
    years.change("dossier", again, state="closed", forwarded_on="2030-02-15")
    it.second = years.rank(it.product, "regrade", 3, "2030-06-10", score="66.5")
    assert years.get("recognition", it.second).get("previous") == it.first
    counted = years.count(*STARS, "products_new", "products_regraded", since="2030-01-01")
    assert counted == [1, 0, 1, 0, 1]
    years.on("2030-06-25")
    assert years.count(*STARS) == [1, 0, 1], "the old rank has run out, the new one holds"


def upgraded(years, it):
    years.on("2031-11-30")
    four = lowered(LAW, 13, 78)
    sitting, council = years.council(it.product, "2031-11-30", [four, four, four])
    assert (council.rank, council.spread, council.differences) == (4, 0, ())
    first = scoring.sheets_of(years.data, it.product, it.round)[0]
    last = scoring.sheets_of(years.data, it.product, sitting)[0]
    apart = scoring.compared(years.data, first.id, last.id)
    gained = sum((one.now or 0) - (one.before or 0) for one in apart)
    assert gained == last.get("total") - first.get("total") > 0
    years.on("2031-12-20")
    more = {"score": council.text, "round": sitting}
    it.third = years.rank(it.product, "upgrade", 4, "2031-12-20", **more)
    assert years.count(*STARS, "products_upgraded", since="2031-01-01") == [1, 1, 0, 1]


def looked_back_upon(years, it):
    years.on("2032-01-15")
    chain = ranks.chain(years.data, it.product)
    assert [(one.id, one.stars, one.step, one.state) for one in chain] == [
        (it.first, 3, "first", "followed"),
        (it.second, 3, "same", "followed"),
        (it.third, 4, "up", "in_force"),
    ]
    assert years.count(*STARS) == [1, 1, 0]
    assert ("expires", "2034-12-20", "later") in years.due("expires")
    on = {"2028-01-01": 3, "2030-06-20": 3, "2031-12-19": 3, "2031-12-20": 4, "2034-12-20": None}
    for day, stars in on.items():
        held = ranks.in_force(years.data, it.product, day)
        assert (held and held.stars) == stars, day
    assert health.check(years.data) == []


# ---- a district under the decision of 2023, until its product comes under that of 2026


def test_a_product_of_a_district_under_the_former_decision(make_office):
    years, it = Years(make_office("district", "615", era="2024")), SimpleNamespace()
    scored_by_the_district(years, it)
    given_three_stars_by_the_district(years, it)
    given_four_stars_by_the_province(years, it)
    met_by_a_new_decision(years, it)
    scored_anew_under_it(years, it)
    given_fewer_stars_and_then_none(years, it)


def scored_by_the_district(years, it):
    years.on("2023-03-10")
    it.commune = years.data.places.former_communes_of("615")[0]
    who = {"name": "Tổ hợp tác Y Ví Dụ (mẫu)", "kind": "to_hop_tac", "commune": it.commune}
    who |= {"phone": "0905123457", "address_line": "Thôn 2", "rep_name": "Y Ví Dụ"}
    made = {"name": "Rượu ghè (mẫu)", "criteria_set": "set_14", "ocop_status": "potential"}
    it.product = years.add("product", subject=years.add("subject", **who), **made)
    it.dossier = years.dossier(it.product, "first", "2023-03-10", state="received")
    assert years.get("dossier", it.dossier).get("regulation") == "qd148_2023"
    assert years.due("answer", "round") == [], "its limits were not read, so none is told"
    sheet = {"product": it.product, "dossier": it.dossier, "scorer_kind": "council"}
    picks = lowered("qd148_2023", 14, 55)
    it.sheet = scoring.save_sheet(years.data, None, sheet, picks).id
    assert years.get("assessment", it.sheet).get("rank") == 3


def given_three_stars_by_the_district(years, it):
    years.on("2023-06-30")
    code = numbers.next_code(years.data, it.product, 2023)
    assert code == f"62-615-{it.commune.removeprefix('2024:')}-1-2023"
    years.change("product", it.product, former_code=code)
    it.first = years.rank(it.product, "first", 3, "2023-06-30", level="district", score="55")
    assert years.get("recognition", it.first).get("regulation") == "qd148_2023"
    assert years.count(*STARS, "products_district_rank") == [0, 0, 0, 1]
    assert ranks.in_force(years.data, it.product) is None
    assert ranks.in_force(years.data, it.product, district=True).stars == 3


def given_four_stars_by_the_province(years, it):
    years.on("2024-12-20")
    it.second = years.rank(it.product, "upgrade", 4, "2024-12-20", score="74.25")
    assert years.count(*STARS, "products_district_rank") == [1, 1, 0, 0]
    assert years.due(*WINDOW) == [
        ("regrade_opens", "2027-06-23", "later"),
        ("regrade_closes", "2027-08-22", "later"),
        ("expires", "2027-12-20", "later"),
    ], "it ends under the decision of 2026, whose window counts"


def met_by_a_new_decision(years, it):
    years.on("2026-06-01")
    assert years.count(*STARS) == [1, 1, 0], "ranks given before stay until their end"
    assert years.due("transition") == [("transition", "2026-07-21", "later")]
    years.change("dossier", it.dossier, state="closed", outcome="three", outcome_on="2023-06-30")
    assert years.due("transition") == []


def scored_anew_under_it(years, it):
    years.on("2027-07-01")
    new = years.get("assessment", scoring.under_another(years.data, it.sheet, LAW).id)
    assert (new.get("regulation"), new.get("criteria_set")) == (LAW, "set_14")
    assert years.get("assessment", it.sheet).get("rank") == 3, "the old sheet stays"
    sent = {"state": "forwarded", "forwarded_on": "2027-07-09"}
    years.dossier(it.product, "regrade", "2027-07-01", **sent)
    assert [kind for kind, _, _ in years.due(*WINDOW)] == ["expires"]


def given_fewer_stars_and_then_none(years, it):
    years.on("2027-12-10")
    third = years.rank(it.product, "regrade", 3, "2027-12-10", score="61")
    entry = years.get("recognition", third)
    assert (entry.get("regulation"), entry.get("previous")) == (LAW, it.second)
    assert years.count(*STARS, "products_regraded", since="2027-01-01") == [1, 0, 1, 1]
    steps = [(one.level, one.step) for one in ranks.chain(years.data, it.product)]
    assert steps == [("district", "first"), ("province", "up"), ("province", "down")]
    years.on("2028-03-01")
    gone = {"end_reason": "withdrawn", "end_on": "2028-03-01", "end_decision": "77/QĐ-UBND"}
    years.change("recognition", third, **gone)
    assert years.count(*STARS) == [0, 0, 0]
    assert years.due(*WINDOW) == []
    assert years.get("product", it.product).get("current_until") == "2028-03-01"
    assert health.check(years.data) == []
