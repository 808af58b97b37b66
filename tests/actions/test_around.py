"""What stands around a record: found from the links of the forms, counted, the newest first."""

from pathlib import Path

import pytest

from ocop_desktop.actions import around, entries, lists
from ocop_desktop.actions.around import Spot
from ocop_desktop.messages import Trouble
from ocop_desktop.schema.loader import load_forms
from ocop_desktop.schema.roads import BESIDE, OWNER, links_of, roads_from

FORMS = load_forms(Path(__file__).resolve().parents[2] / "forms")
LINKS = [(form, field) for form in FORMS.values() for field in links_of(form)]


def put(data, kind, fields, tables=None):
    saved = entries.save(data, kind, None, fields, tables)
    assert saved.saved, saved.rejected
    return saved.id


def top(form):
    while form.parent is not None:
        form = FORMS[form.parent]
    return form.kind


@pytest.fixture
def village(office):
    """A subject with a product and what has become of it, and another subject beside."""
    made = {"subject": put(office, "subject", {"name": "HTX Công bằng Pô Kô"})}
    made["other"] = put(office, "subject", {"name": "Hộ Sáu Nhung"})
    made["product"] = put(office, "product", {"name": "Cà phê bột", "subject": made["subject"]})
    product, subject = {"product": made["product"]}, {"subject": made["subject"]}
    made["outlet"] = put(office, "outlet", {"name": "Cửa hàng OCOP Măng Đen"})
    made["listing"] = put(office, "listing", product | {"outlet": made["outlet"]})
    made["old"] = put(
        office,
        "recognition",
        product | {"stars": 3, "issued_on": "2021-03-02", "level": "province"},
    )
    made["new"] = put(
        office,
        "recognition",
        product | {"stars": 4, "issued_on": "2025-03-02", "level": "province"},
    )
    made["dossier"] = put(office, "dossier", product | {"year": 2025})
    made["course"] = put(
        office,
        "course",
        {"name": "Kỹ năng bán hàng", "starts_on": "2026-04-01"},
        {"attendances": [{"full_name": "Y Bình", "present": ["s1"], **subject}]},
    )
    made["event"] = put(office, "event", {"name": "Hội chợ"}, {"products": [product]})
    made["support"] = put(
        office,
        "support",
        {"products": [made["product"]], "state": "disbursed", "disbursed_on": "2025-05-05"}
        | subject,
        {
            "sources": [
                {"source": "central", "approved": 300_000_000, "disbursed": 200_000_000},
                {"source": "own_cash", "approved": 50_000_000},
            ]
        },
    )
    return made


def groups(data, kind, id):
    found = around.neighbours(data, kind, id)
    return {(one.kind, one.beside): [each.id for each in one.found] for one in found.groups}


@pytest.mark.parametrize(
    ("form", "field"), LINKS, ids=[f"{form.kind}.{field.name}" for form, field in LINKS]
)
def test_every_link_of_every_form_is_a_road_both_ways(form, field):
    target = top(FORMS[field.type.of])
    there = {road.to for road in roads_from(FORMS, top(form), {})}
    back = {road.to for road in roads_from(FORMS, target, {})}
    assert target in there
    assert top(form) in back


def test_a_subject_shows_all_that_belongs_to_it_and_to_its_products(office, village):
    found = groups(office, "subject", village["subject"])
    assert found == {
        ("product", False): [village["product"]],
        ("course", False): [village["course"]],
        ("support", False): [village["support"]],
        ("recognition", False): [village["new"], village["old"]],
        ("dossier", False): [village["dossier"]],
        ("listing", False): [village["listing"]],
        ("outlet", False): [village["outlet"]],
        ("event", False): [village["event"]],
    }
    assert around.neighbours(office, "subject", village["other"]).groups == ()


def test_a_rank_shows_whose_it_is_and_what_else_stands_around_the_product(office, village):
    found = around.neighbours(office, "recognition", village["new"])
    assert [(one.role, one.title) for one in found.owners] == [
        ("Sản phẩm", "Cà phê bột"),
        ("Chủ thể", "HTX Công bằng Pô Kô"),
    ]
    assert groups(office, "recognition", village["new"])[("recognition", True)] == [village["old"]]
    assert all(group.beside for group in found.groups)


def test_titles_do_not_repeat_what_one_looks_from(office, village):
    found = around.neighbours(office, "product", village["product"])
    titles = {one.kind: [each.title for each in one.found] for one in found.groups}
    assert titles["recognition"] == ["Cấp tỉnh", "Cấp tỉnh"]  # its stars are drawn beside it
    assert titles["dossier"] == ["2025"]
    assert titles["listing"] == ["Cửa hàng OCOP Măng Đen"]


def test_an_outlet_shows_the_products_sold_there(office, village):
    found = groups(office, "outlet", village["outlet"])
    assert found[("product", False)] == [village["product"]]


def test_what_is_removed_is_not_there_nor_what_only_it_leads_to(office, village):
    entries.remove(office, "listing", [village["listing"]])
    found = groups(office, "subject", village["subject"])
    assert ("listing", False) not in found
    assert ("outlet", False) not in found


def test_the_newest_are_given_the_others_counted(office, village):
    for year in range(2010, 2020):
        put(office, "registration", {"subject": village["subject"], "year": year})
    group = next(
        one
        for one in around.neighbours(office, "subject", village["subject"], first=3).groups
        if one.kind == "registration"
    )
    assert (group.count, [one.values["year"] for one in group.found]) == (10, [2019, 2018, 2017])


@pytest.mark.parametrize("kind", ["subject", "product", "new", "outlet", "support", "course"])
def test_a_list_looks_around_a_record_and_finds_what_is_counted(office, village, kind):
    id, kind = village[kind], {"new": "recognition"}.get(kind, kind)
    for group in around.neighbours(office, kind, id, first=99).groups:
        keys = lists.keys(office, group.kind, around=Spot(kind, id, group.beside))
        listed = lists.rows(office, group.kind, keys, FORMS[group.kind].columns)
        assert {row.id for row in listed} == {one.id for one in group.found}
        assert len(keys) == group.count


def test_a_new_record_from_here_names_the_record_and_whom_it_belongs_to(office, village):
    new = around.neighbours(office, "product", village["product"]).new
    assert new["recognition"] == {"product": village["product"]}
    assert new["support"] == {"subject": village["subject"], "products": [village["product"]]}
    for kind, values in new.items():
        assert put(office, kind, values)


def test_the_figures_of_a_subject_are_those_of_the_report(office, village):
    figures = around.figures(office, "subject", village["subject"])
    assert (figures.products, figures.in_force, figures.by_stars["4"]) == (1, 1, 1)
    assert (figures.turns, figures.approved, figures.disbursed, figures.own) == (
        1,
        300_000_000,
        200_000_000,
        50_000_000,
    )
    nothing = around.figures(office, "subject", village["other"])
    assert (nothing.products, nothing.in_force, nothing.turns, nothing.disbursed) == (0, 0, 0, None)
    assert around.figures(office, "product", village["product"]) is None


def test_a_record_that_is_not_there_is_said(office):
    with pytest.raises(Trouble):
        around.neighbours(office, "subject", office.new_id())


def test_only_what_carries_nothing_of_its_own_looks_beside_it(office):
    blank = {field.name: "x" for field in FORMS["subject"].fields}
    assert {road.near for road in roads_from(FORMS, "subject", blank)}.isdisjoint({BESIDE, OWNER})
