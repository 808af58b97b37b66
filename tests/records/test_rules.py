"""Each rule speaks when it must, in Vietnamese, of a field of the form, and is silent otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.records import plain_rules, rules
from ocop_desktop.schema.text_types import born, is_female

DAY = "2026-05-10"
CASES = {
    # kind, values, tables, field, code, level
    "paper ends before it starts": (
        "evidence",
        {"issued_on": DAY, "expires_on": DAY, "file": "f"},
        {},
        ("expires_on", "ends_before_start", "error"),
    ),
    "paper without a file": ("evidence", {}, {}, ("file", "no_file", "warning")),
    "rank ends on its first day": (
        "recognition",
        {"issued_on": DAY, "expires_on": DAY, "expires_reason": "so in"},
        {},
        ("expires_on", "ends_before_start", "error"),
    ),
    "rank of another length": (
        "recognition",
        {"issued_on": "2024-02-29", "expires_on": "2027-03-01"},
        {},
        ("expires_on", "not_36_months", "warning"),
    ),
    "rank ended before it began": (
        "recognition",
        {"issued_on": DAY, "end_on": "2026-04"},
        {},
        ("end_on", "ends_before_start", "error"),
    ),
    "two stars have no certificate": (
        "recognition",
        {"stars": 2},
        {},
        ("stars", "below_three_stars", "warning"),
    ),
    "five stars are the ministry's": (
        "recognition",
        {"stars": 5, "level": "province"},
        {},
        ("stars", "five_stars_below_ministry", "warning"),
    ),
    "certificate handed before the decision": (
        "recognition",
        {"issued_on": DAY, "handed_on": "2026-05-09"},
        {},
        ("handed_on", "dates_out_of_order", "error"),
    ),
    "citizen number of another year": (
        "subject",
        {"rep_citizen_id": "062185001234", "rep_birth": "1986"},
        {},
        ("rep_birth", "birth_differs", "warning"),
    ),
    "citizen number of another sex": (
        "subject",
        {"rep_citizen_id": "062185001234", "rep_gender": "male"},
        {},
        ("rep_gender", "gender_differs", "warning"),
    ),
    "more women than members": (
        "subject",
        {"members": 10, "members_women": 11},
        {},
        ("members_women", "parts_above_whole", "warning"),
    ),
    "one person twice": (
        "subject",
        {},
        {"persons": [{"full_name": "Y Mai"}, {"full_name": "y mai"}]},
        ("persons.1.full_name", "row_twice", "warning"),
    ),
    "materials do not add up": (
        "product",
        {},
        {"materials": [{"share": "60"}, {"share": "30.5"}]},
        ("materials", "shares_differ", "warning"),
    ),
    "revenue by place above revenue": (
        "year_figures",
        {"revenue": 100, "rev_in": 60, "rev_out": 41},
        {},
        ("rev_in", "parts_above_whole", "warning"),
    ),
    "dossier forwarded before it came": (
        "dossier",
        {"received_on": DAY, "forwarded_on": "2026-05-01"},
        {},
        ("forwarded_on", "dates_out_of_order", "error"),
    ),
    "course ends before it starts": (
        "course",
        {"starts_on": DAY, "ends_on": "2026-05-09"},
        {},
        ("ends_on", "dates_out_of_order", "error"),
    ),
    "course paid from other sums": (
        "course",
        {"spent": 30},
        {"sources": [{"spent": 10}, {"spent": 15}]},
        ("spent", "sources_differ", "warning"),
    ),
    "course with a list and totals": (
        "course",
        {"totals_only": True},
        {"attendances": [{"full_name": "A"}]},
        ("totals_only", "list_and_totals", "warning"),
    ),
    "tick for a session that was not held": (
        "course",
        {"session_count": 2},
        {"attendances": [{"present": ["s1", "s3"]}]},
        ("attendances.0.present", "no_such_session", "warning"),
    ),
    "an owner of no subject": (
        "attendance",
        {"role": "owner"},
        {},
        ("subject", "no_subject", "warning"),
    ),
    "an official of a subject": (
        "attendance",
        {"role": "commune_official", "subject": "x"},
        {},
        ("role", "official_of_subject", "warning"),
    ),
    "items and money differ": (
        "support",
        {},
        {
            "items": [{"amount": 100}, {"quantity": "2", "unit_price": 20}],
            "sources": [{"approved": 120}],
        },
        ("total", "items_differ", "warning"),
    ),
    "state and own share are not the total": (
        "support",
        {"total": 100, "state_total": 60, "own_total": 30},
        {},
        ("total", "total_differs", "error"),
    ),
    "one machine twice in a grant": (
        "support",
        {},
        {"items": [{"serial": "SN 12"}, {"serial": "sn 12"}]},
        ("items.1.serial", "row_twice", "warning"),
    ),
    "a session on another day than the course": (
        "course",
        {"starts_on": DAY, "ends_on": "2026-05-11"},
        {"sessions": [{"held_on": DAY}, {"held_on": "2026-05-12"}]},
        ("sessions.1.held_on", "outside_course", "error"),
    ),
    "a session before a course of one day": (
        "course",
        {"starts_on": DAY},
        {"sessions": [{"held_on": "2026-05-09"}]},
        ("sessions.0.held_on", "outside_course", "error"),
    ),
    "a certificate before the course ended": (
        "course",
        {"starts_on": DAY, "ends_on": "2026-05-11"},
        {"attendances": [{"cert_on": DAY, "cert_no": "1", "present": ["s1"]}]},
        ("attendances.0.cert_on", "certificate_before_end", "error"),
    ),
    "a certificate for nobody's presence": (
        "course",
        {},
        {"attendances": [{"full_name": "A", "cert_no": "1"}]},
        ("attendances.0.cert_no", "certificate_without_presence", "warning"),
    ),
    "one session twice": (
        "course",
        {},
        {"sessions": [{"session": "s1"}, {"session": "s1"}]},
        ("sessions.1.session", "row_twice", "warning"),
    ),
    "a set that holds itself": (
        "product",
        {"id": "p1", "set_members": ["p1", "p2"]},
        {},
        ("set_members", "set_of_itself", "error"),
    ),
    "handed over on no day": (
        "support",
        {"state": "handed_over"},
        {},
        ("handed_over_on", "state_without_date", "warning"),
    ),
    "grant settled before it was approved": (
        "support",
        {"decision_on": DAY, "settled_on": "2026-05-09"},
        {},
        ("settled_on", "dates_out_of_order", "warning"),
    ),
    "amount is not price times number": (
        "support_item",
        {"quantity": "2", "unit_price": 20, "amount": 41},
        {},
        ("amount", "amount_differs", "warning"),
    ),
    "more paid out than approved": (
        "support.source",
        {"approved": 10, "disbursed": 11},
        {},
        ("disbursed", "parts_above_whole", "warning"),
    ),
    "a criterion marked twice": (
        "assessment",
        {},
        {"marks": [{"criterion": "1.1"}, {"criterion": "1.2"}, {"criterion": "1.1"}]},
        ("marks.2.criterion", "row_twice", "warning"),
    ),
}


def told(forms, kind, values, tables=None):
    return [
        (one.field, one.code, one.level) for one in rules.check(forms[kind], values, tables or {})
    ]


@pytest.mark.parametrize("case", CASES)
def test_a_rule_speaks(forms, case):
    kind, values, tables, expected = CASES[case]
    assert told(forms, kind, values, tables) == [expected]


@pytest.mark.parametrize("case", CASES)
def test_what_a_rule_says_is_a_vietnamese_sentence_without_a_name_of_the_machine(forms, case):
    kind, values, tables, _ = CASES[case]
    (problem,) = rules.check(forms[kind], values, tables)
    assert problem.text.lstrip("“")[0].isupper()
    assert problem.text.endswith(".")
    assert any(letter in problem.text for letter in "ăâđêôơưàáảãạếệấ")
    assert "_" not in problem.text


def test_a_blank_record_breaks_no_rule(forms):
    for kind in forms:
        if kind != "evidence":
            assert told(forms, kind, {}) == []


@pytest.mark.parametrize(
    ("kind", "values", "tables"),
    [
        ("recognition", {"issued_on": "2024-02-29", "expires_on": "2027-02-28"}, {}),
        (
            "recognition",
            {"issued_on": "2024-02-29", "expires_on": "2027-12-31", "expires_reason": "QĐ in"},
            {},
        ),
        ("recognition", {"issued_on": "2024", "end_on": "2024-05-01"}, {}),
        ("recognition", {"stars": 5, "level": "central"}, {}),
        (
            "subject",
            {"rep_citizen_id": "062185001234", "rep_birth": "1985-03", "rep_gender": "female"},
            {},
        ),
        ("subject", {"rep_citizen_id": "233123456", "rep_birth": "1999"}, {}),
        ("product", {}, {"materials": [{"share": "99.5"}, {"share": "0.5"}]}),
        ("product", {}, {"materials": [{"name": "Gừng"}]}),
        ("product", {}, {"packs": [{"packaging": "Túi"}, {"packaging": "Hộp"}]}),
        ("course", {"starts_on": DAY, "ends_on": DAY}, {}),
        ("course", {"spent": 25}, {"sources": [{"spent": 10}, {"spent": 15}]}),
        ("attendance", {"role": "other"}, {}),
        ("course", {"starts_on": DAY}, {"sessions": [{"held_on": DAY}, {"held_on": "2026-05"}]}),
        ("course", {}, {"attendances": [{"cert_no": "1", "present": ["s1"]}]}),
        ("support", {"total": 90, "state_total": 60, "own_total": 30}, {}),
        ("support", {}, {"items": [{"amount": 100}]}),
        ("support", {"state": "requested"}, {}),
    ],
)
def test_what_is_right_is_left_alone(forms, kind, values, tables):
    assert told(forms, kind, values, tables) == []


@given(st.from_regex(r"0[0-9]{2}[0-3][0-9]{8}", fullmatch=True))
def test_a_citizen_number_agrees_with_what_it_says(forms, number):
    values = {
        "rep_citizen_id": number,
        "rep_birth": str(born(number)),
        "rep_gender": "female" if is_female(number) else "male",
    }
    assert told(forms, "subject", values) == []


def _named(rows):
    for kind, lines in rows.items():
        for line in lines:
            for name in line:
                yield from ((kind, one) for one in ([name] if isinstance(name, str) else name))


@pytest.mark.parametrize("table", ["IN_ORDER", "USUALLY_IN_ORDER", "PARTS"])
def test_plain_rules_name_fields_that_exist(forms, table):
    for kind, name in _named(getattr(plain_rules, table)):
        assert name in forms[kind].by_name, (kind, name)


def test_rules_about_rows_name_tables_and_fields_that_exist(forms):
    for kind, lines in plain_rules.ONCE.items():
        for table, names in lines:
            row = forms[kind].table(table)
            assert set(names) <= set(row.by_name), (kind, table)


def test_rules_are_kept_for_forms_that_exist(forms):
    assert set(rules.RULES) <= set(forms)


def test_every_step_of_a_grant_has_its_date(forms):
    support = forms["support"]
    steps = {option.code for option in support.field("state").type.options} - {"requested"}
    assert set(rules.DONE_ON) == steps
    assert set(rules.DONE_ON.values()) <= set(support.by_name)


def test_officials_are_codes_of_the_list(forms):
    codes = {option.code for option in forms["attendance"].field("role").type.options}
    assert codes >= rules.OFFICIALS
