"""What one unit alone is sent: to begin with, and as the answer to its file."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from ocop_desktop.actions import entries, for_units, swap
from ocop_desktop.exchange.workbook_read import open_book
from tests.exchange.offices import fates, got, ids, sent, subject

DAK_HA, OTHER = "23500", "23377"  # two communes of today in different former districts


def put(data, kind, **fields):
    saved = entries.save(data, kind, None, fields)
    assert saved.saved, saved.rejected
    return saved.id


@pytest.fixture
def other(province):
    """A commune of today outside Đắk Hà."""
    return province.places.communes_of("612")[0]


@pytest.fixture
def filled(province, other):
    """A province with subjects of two communes, and what hangs on them."""
    here, there = (subject(province, f"HTX {c}", commune=c) for c in (DAK_HA, other))
    made = {}
    for name, owner in (("here", here), ("there", there)):
        product = put(
            province, "product", name=f"Cà phê {name}", subject=owner, criteria_set="set_13"
        )
        rank = {"product": product, "stars": 3, "issued_on": "2025-03-05", "decision_no": "1/QĐ"}
        made[name] = (owner, product, put(province, "recognition", **rank))
    return made


def test_every_unit_with_records_gets_a_workbook_of_its_own(province, filled, tmp_path, other):
    found = for_units.start_files(province, tmp_path / "đi", level="commune")
    assert {one.unit for one in found} == {DAK_HA, other}
    assert all(one.path.is_file() for one in found)
    about = open_book(found[0].path, province.forms, province.look).about
    assert about.addressee == found[0].unit
    assert (about.number, about.forms["subject"].rows) == (0, 1)


def test_a_unit_begins_with_its_records_under_the_same_ids(province, filled, make_office, tmp_path):
    found = for_units.start_files(province, tmp_path, level="commune")
    book = next(one.path for one in found if one.unit == DAK_HA)
    commune = make_office("xa", DAK_HA)
    report = swap.merge(commune, [book])
    assert report.applied
    assert not report.files[0].gap
    assert ids(commune, "subject") == [filled["here"][0]]
    assert ids(commune, "product") == [filled["here"][1]]
    assert ids(commune, "recognition") == [filled["here"][2]]
    back = swap.merge(province, [sent(commune, tmp_path)])
    assert fates(back) == {"same": 1}
    assert fates(back, "product") == {"same": 1}


def test_what_is_meant_for_another_unit_is_refused(province, filled, make_office, tmp_path, other):
    found = for_units.start_files(province, tmp_path, level="commune")
    book = next(one.path for one in found if one.unit == other)
    report = swap.merge(make_office("xa", DAK_HA), [book])
    assert not report.applied
    assert report.files[0].refused["code"] == "workbook_for_another"


def test_the_answer_says_what_arrived_and_brings_what_the_province_added(
    dak_ha, province, tmp_path
):
    one = subject(dak_ha, "HTX Đăk Mar")
    product = put(dak_ha, "product", name="Cà phê", subject=one, criteria_set="set_13")
    report = swap.merge(province, [sent(dak_ha, tmp_path)])
    subject(province, "HTX nơi khác", commune=province.places.communes_of("612")[0])
    entries.save(province, "subject", one, {"rep_name": "Y Tỉnh"})
    put(
        province,
        "recognition",
        product=product,
        stars=4,
        issued_on="2026-01-05",
        decision_no="9/QĐ",
    )
    out = tmp_path / "trả lời.xlsx"
    for_units.answer(province, "615", out, report=report)
    page = load_workbook(out)["Biên nhận"]
    told = [[cell.value for cell in row][:4] for row in page.iter_rows(min_row=2)]
    assert ["dakha-1.xlsx", "Huyện Đắk Hà", 1, "Chủ thể"] in told
    taken = swap.merge(dak_ha, [out])
    assert taken.applied
    assert got(dak_ha, one).get("rep_name") == "Y Tỉnh"
    assert len(ids(dak_ha, "recognition")) == 1
    assert ids(dak_ha, "subject") == [one]
    assert taken.files[0].about.received == {dak_ha.installation: 1}


def test_a_course_goes_where_its_people_come_from_with_their_rows(province, other, tmp_path):
    here, there = (subject(province, f"HTX {c}", commune=c) for c in (DAK_HA, other))
    rows = {"attendances": [{"full_name": f"Y {s[:4]}", "subject": s} for s in (here, there)]}
    saved = entries.save(province, "course", None, {"name": "Lớp OCOP", "commune": DAK_HA}, rows)
    assert saved.saved, saved.rejected
    found = {one.unit: one.path for one in for_units.start_files(province, tmp_path)}
    forms = {
        unit: open_book(path, province.forms, province.look).about.forms
        for unit, path in found.items()
    }
    assert (forms[DAK_HA]["course"].rows, forms[DAK_HA]["attendance"].rows) == (1, 2)
    assert (forms[other]["course"].rows, forms[other]["attendance"].rows) == (1, 1)
