"""Rules that ask other records speak when they must, of a field of the form, and are silent else."""

from types import MappingProxyType

import pytest

from ocop_desktop.actions.law import only_law
from ocop_desktop.records import rules
from ocop_desktop.records.around_rules import AROUND_RULES, NEIGHBOURS
from ocop_desktop.records.outside import Outside

LAW = only_law().law
DAY = "2026-09-10"
HERE = MappingProxyType(
    {
        "coop": {"kind": "hop_tac_xa", "name": "HTX A"},
        "union": {"kind": "lien_hiep_hop_tac_xa"},
        "person": {"kind": "ca_nhan"},
        "guild": {"kind": "hoi_hiep_hoi"},
        "tea": {"subject": "coop", "criteria_set": "set_13"},
        "stay": {"subject": "guild", "criteria_set": "set_26"},
        "silk": {"subject": "guild", "criteria_set": "set_18"},
        "pot": {"subject": "person", "criteria_set": "set_18"},
        "wine": {"subject": "union", "criteria_set": "set_11"},
        "gone": {"subject": "coop", "stopped_on": "2026-01"},
        "rank": {"product": "tea", "issued_on": "2024-05-02", "stars": 4},
        "sitting": {"level": "province", "met_on": "2026-08-30"},
        "file": {"product": "tea"},
    }
)
PAPERS = {
    "tea": [
        {"paper": "a", "expires_on": "2026-05-01"},
        {"paper": "b", "expires_on": "2026-05-01"},
        {"paper": "b", "expires_on": "2027-05-01"},
        {"paper": "c"},
    ]
}
ASKED = Outside(
    law=LAW,
    linked=lambda kind, id: HERE.get(id, {}),
    ranks_of=lambda product: [HERE["rank"] | {"id": "rank"}] if product == "tea" else [],
    papers_of=lambda product: PAPERS.get(product, []),
    machines_like=lambda serial: (
        [{"id": "m", "parent": "g1", "serial": "SN-1"}]
        if serial.upper().replace(" ", "").replace("-", "") == "SN1"
        else []
    ),
    title=lambda kind, id: {"coop": "HTX A", "g1": "HTX A – Máy rang", "a": "Giấy A"}.get(id, ""),
    today=DAY,
)
APPLIES = {"kind": "first", "regulation": "qd26_2026", "year": 2026}
CASES = {
    "a product of another subject": (
        "evidence",
        {"subject": "person", "product": "tea", "file": "f"},
        ("product", "product_of_another", "warning"),
    ),
    "products of another subject": (
        "inspection",
        {"subject": "person", "products": ["pot", "tea"]},
        ("products", "product_of_another", "warning"),
    ),
    "one person applies": (
        "dossier",
        APPLIES | {"product": "pot"},
        ("product", "may_not_apply", "error"),
    ),
    "a guild applies for silk": (
        "dossier",
        APPLIES | {"product": "silk"},
        ("product", "only_for_tourism", "error"),
    ),
    "a union of co-operatives applies": (
        "dossier",
        APPLIES | {"product": "wine"},
        ("product", "may_not_apply", "warning"),
    ),
    "an idea of a person is registered": (
        "registration",
        {"subject": "person", "year": 2027},
        ("product", "may_not_apply", "error"),
    ),
    "silk of a guild on its way": (
        "product",
        {"subject": "guild", "criteria_set": "set_18", "ocop_status": "potential"},
        ("criteria_set", "only_for_tourism", "warning"),
    ),
    "tea as a case of tourism": (
        "product",
        {"subject": "coop", "criteria_set": "set_13", "tourism_kind": "community"},
        ("tourism_kind", "not_tourism", "warning"),
    ),
    "the first time though ranked before": (
        "dossier",
        APPLIES | {"product": "tea", "signed_on": "2026-04-01"},
        ("kind", "not_the_first_time", "warning"),
    ),
    "an upgrade of nothing": (
        "dossier",
        APPLIES | {"kind": "upgrade", "product": "stay"},
        ("kind", "no_rank_before", "warning"),
    ),
    "papers that had run out": (
        "dossier",
        APPLIES | {"kind": "regrade", "product": "tea", "received_on": DAY},
        ("received_on", "papers_out_of_date", "warning"),
    ),
    "received in another year": (
        "dossier",
        APPLIES | {"product": "stay", "received_on": "2027-01-05"},
        ("year", "year_differs", "warning"),
    ),
    "the rank before is another product's": (
        "recognition",
        {"product": "pot", "previous": "rank"},
        ("previous", "previous_of_another", "error"),
    ),
    "the rank before comes later": (
        "recognition",
        {"product": "tea", "previous": "rank", "issued_on": "2024-05-02"},
        ("previous", "previous_not_before", "error"),
    ),
    "an upgrade that does not rise": (
        "recognition",
        {"product": "tea", "previous": "rank", "kind": "upgrade", "stars": 4},
        ("stars", "upgrade_without_rise", "warning"),
    ),
    "a rank of another level than its sitting": (
        "recognition",
        {"round": "sitting", "level": "central"},
        ("level", "round_of_another_level", "warning"),
    ),
    "a rank before its sitting": (
        "recognition",
        {"round": "sitting", "level": "province", "issued_on": "2026-08-29"},
        ("issued_on", "before_the_sitting", "warning"),
    ),
    "a sheet of another dossier": (
        "assessment",
        {"product": "stay", "dossier": "file"},
        ("dossier", "dossier_of_another", "error"),
    ),
    "a sheet of another set": (
        "assessment",
        {"product": "tea", "criteria_set": "set_12"},
        ("criteria_set", "set_differs", "warning"),
    ),
    "sold after it was given up": (
        "listing",
        {"product": "gone", "state": "selling"},
        ("state", "sold_after_stop", "warning"),
    ),
}


def told(forms, kind, values, tables=None):
    found = rules.check(forms[kind], values, tables or {}, ASKED)
    return [(one.field, one.code, one.level) for one in found]


@pytest.mark.parametrize("case", CASES)
def test_a_rule_speaks_in_a_vietnamese_sentence(forms, case):
    kind, values, expected = CASES[case]
    (problem,) = rules.check(forms[kind], values, {}, ASKED)
    assert (problem.field, problem.code, problem.level) == expected
    assert problem.field in forms[kind].by_name
    assert problem.text.endswith(".")
    assert "hãy" in problem.text.lower()
    assert "_" not in problem.text


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("evidence", {"subject": "coop", "product": "tea", "file": "f"}),
        ("evidence", {"subject": "coop", "product": "unknown", "file": "f"}),
        ("dossier", APPLIES | {"product": "stay"}),
        ("dossier", APPLIES | {"product": "pot", "regulation": "qd148_2023", "year": 2024}),
        ("dossier", APPLIES | {"product": "tea", "year": 2024, "received_on": "2024-01-08"}),
        ("dossier", APPLIES | {"kind": "upgrade", "product": "tea", "received_on": "2026-04-30"}),
        ("registration", {"subject": "person", "year": 2024}),
        ("product", {"subject": "guild", "criteria_set": "set_26", "tourism_kind": "community"}),
        ("product", {"subject": "guild", "criteria_set": "set_18", "ocop_status": "outside"}),
        ("recognition", {"product": "tea", "previous": "rank", "kind": "upgrade", "stars": 5,
                         "level": "central"}),
        ("listing", {"product": "gone", "state": "removed"}),
    ],
)  # fmt: skip
def test_what_is_right_is_left_alone(forms, kind, values):
    assert told(forms, kind, values) == []


def test_a_machine_is_granted_once_however_its_number_is_written(forms):
    items = {"items": [{"serial": "other"}, {"serial": "sn 1"}]}
    expected = [("items.1.serial", "serial_granted_twice", "warning")]
    assert told(forms, "support", {"id": "g2"}, items) == expected
    assert told(forms, "support", {"id": "g1"}, items) == []


def test_who_may_apply_is_told_by_codes_of_the_list(forms):
    codes = {option.code for option in forms["subject"].field("kind").type.options}
    for code in ("qd26_2026", "qd148_2023"):
        assert {one.code for one in LAW.decision(code).applicants} <= codes


def test_rules_and_neighbours_name_forms_and_links_that_exist(forms):
    assert set(AROUND_RULES) <= set(forms.top)
    for kind, linking in NEIGHBOURS.items():
        for other, name in linking:
            assert forms[other].field(name).type.of == kind
            assert forms[other].field(name).stored == "column"
