"""Real products are told as published: thirty of them, with their source, and nothing made up."""

import pytest

from ocop_desktop.samples import published
from ocop_desktop.store.clock import seeded_ids

DISTRICTS = ["608", "610", "611", "612", "613", "614", "615", "616", "617", "618"]


@pytest.fixture(scope="module")
def told(places):
    return list(published("51", places, seeded_ids(1)))


def of(samples, kind):
    return [sample.fields for sample in samples if sample.kind == kind]


def test_samples_fit_the_forms(checking, forms, places, told):
    assert list(checking.faults(forms, places, told)) == []


def test_there_are_thirty_products_each_with_its_source(told):
    products = of(told, "product")
    assert len(products) == 30
    assert all("Nguồn: " in one["note"] and "Nguồn ghi: " in one["note"] for one in products)


def test_districts_share_them_out(places, told):
    parts = [of(published(unit, places, seeded_ids(1)), "product") for unit in DISTRICTS]
    names = [one["name"] for part in parts for one in part]
    assert sorted(names) == sorted(one["name"] for one in of(told, "product"))


def test_ranks_stand_only_where_the_source_gives_them(told):
    ranks = of(told, "recognition")
    assert sorted(one.get("stars", 0) for one in ranks) == [0, 3, 3, 4, 4, 4, 4, 4, 4]
    assert [one["score"] for one in ranks if "score" in one] == ["91.75"]
    assert all(len(one.get("issued_on", "2020")) == 4 for one in ranks)
    assert not any("decision_no" in one or "expires_on" in one for one in ranks)


def test_a_subject_the_source_does_not_name_is_left_blank(told):
    nameless = [one["name"] for one in of(told, "product") if "subject" not in one]
    assert nameless == ["Cà phê rang xay DAKMARK", "Cà phê sữa dừa", "Trà gạo lứt", "Măng khô"]


def test_one_subject_of_several_products_is_told_once(told):
    names = [one["name"] for one in of(told, "subject")]
    assert len(names) == len(set(names))
    assert "HTX Nông nghiệp Đồng Tiến" in names


def test_the_same_ids_give_the_same_records(places):
    assert list(published("615", places, seeded_ids(3))) == list(
        published("615", places, seeded_ids(3))
    )


def test_other_offices_have_none(places):
    assert list(published("001", places, seeded_ids(1))) == []
