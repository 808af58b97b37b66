"""The meter of a dossier: what it lacks, each thing once and with its place."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import dossiers

from ocop_desktop.actions import completeness, entries
from ocop_desktop.actions.meter import meter


@pytest.fixture
def made(office, tmp_path):
    dossiers.unit(office)
    subject = dossiers.subject(office)
    product = dossiers.product(office, subject)
    dossier = dossiers.dossier(office, product)
    dossiers.attach(office, tmp_path, subject, "business_registration", "subject")
    return office, subject, product, dossier


def test_a_whole_dossier_lacks_nothing_seen_from_either_side(made):
    office, subject, product, dossier = made
    assert meter(office, "dossier", dossier).lacks == ()
    assert meter(office, "product", product).lacks == ()
    assert meter(office, "product", product).dossier == dossier
    assert meter(office, "subject", subject) is None


def test_what_is_missing_is_named_once_with_the_field_it_belongs_to(made):
    office, subject, product, dossier = made
    entries.save(office, "subject", subject, {"rep_name": None})
    entries.save(office, "dossier", dossier, {"history": None, "state": None})
    found = {(one.kind, one.id, one.field) for one in meter(office, "product", product).lacks}
    assert found == {
        ("subject", subject, "rep_name"),
        ("dossier", dossier, "history"),
        ("dossier", dossier, "state"),
    }


def test_a_product_without_a_dossier_says_where_to_begin(office):
    product = dossiers.product(office, dossiers.subject(office))
    found = meter(office, "product", product)
    assert found.dossier == ""
    assert ("dossier", "") in {(one.kind, one.id) for one in found.lacks}
    assert ("evidence", "business_registration") in {(one.kind, one.field) for one in found.lacks}


def test_a_stated_reason_stands_in_for_the_blank_and_is_told(made):
    office, _, product, dossier = made
    entries.save(office, "dossier", dossier, {"view_idea": None})
    assert [one.field for one in meter(office, "product", product).lacks] == ["view_idea"]
    remark = "view_idea:blank = other | Y Mẫu | 2026-09-20T08:30:00+07:00 | ý tưởng có từ lâu"
    entries.save(office, "dossier", dossier, {"remarks": [remark]})
    assert meter(office, "product", product).lacks == ()
    notes = [one.note for one in completeness.check(office, dossier).findings]
    assert any("ý tưởng có từ lâu" in note for note in notes)
