"""Forms of a former decision are said to be uncompared wherever they are printed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import dossiers

from ocop_desktop.actions.paper_doubts import FORMS, WHOLE, doubt
from ocop_desktop.documents import layout


@pytest.fixture
def made(office):
    dossiers.unit(office)
    product = dossiers.product(office, dossiers.subject(office))
    return office, product


def former(office, product):
    return dossiers.dossier(office, product, regulation="qd148_2023")


@pytest.mark.parametrize("document", [*FORMS, *WHOLE])
def test_nothing_is_doubtful_of_the_decision_in_force(made, document):
    office, product = made
    dossier = dossiers.dossier(office, product)
    assert doubt(office, document, [dossier, product]) == ""
    assert doubt(office, document, []) == ""


def test_a_form_that_was_copied_is_said_to_be_uncompared(made):
    office, product = made
    told = doubt(office, "mau-01", [former(office, product)])
    assert told == "Mẫu của Quyết định 148/QĐ-TTg chưa đối chiếu với bản ký"
    assert "Chưa đối chiếu" in layout.load("mau-01-148").note


@pytest.mark.parametrize("document", ["mau-02", "mau-03"])
def test_a_form_that_is_not_known_is_said_to_be_that_of_today(made, document):
    office, product = made
    told = doubt(office, document, [former(office, product)])
    assert told.startswith("Chưa có mẫu của Quyết định 148/QĐ-TTg; in theo")
    assert "26/2026/QĐ-TTg" in told


@pytest.mark.parametrize("document", WHOLE)
def test_a_whole_dossier_says_both(made, document):
    office, product = made
    former(office, product)
    told = doubt(office, document, [product])
    assert "chưa đối chiếu với bản ký" in told
    assert "in theo Quyết định 26/2026/QĐ-TTg" in told


def test_scoring_sheets_say_it_by_set_and_by_record(made):
    office, product = made
    sheet = dossiers.save(office, "assessment", product=product, regulation="qd148_2023")
    for named in ("qd148_2023/set_13", sheet):
        assert "chưa đối chiếu" in doubt(office, "scoring-sheet", [named])
    assert doubt(office, "scoring-sheet", ["qd26_2026/set_13"]) == ""
    assert doubt(office, "scoring-sheet", ["set_13"]) == ""


def test_lists_and_letters_are_the_office_s_own(made):
    office, product = made
    assert doubt(office, "check-sheet", [former(office, product)]) == ""
