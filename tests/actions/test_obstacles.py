"""Errors stop a final paper: it is printed as a draft, and a dossier is not marked as sent."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest

sys.path.insert(0, str(Path(__file__).parent))
import dossiers

from ocop_desktop.actions import bundles, dossier_steps, entries, obstacles, papers
from ocop_desktop.messages import Trouble


@pytest.fixture
def made(office, tmp_path):
    dossiers.unit(office)
    subject = dossiers.subject(office)
    product = dossiers.product(office, subject)
    dossier = dossiers.dossier(office, product)
    dossiers.attach(office, tmp_path, subject, "business_registration", "subject")
    return office, subject, product, dossier


def is_draft(file):
    """The mark is drawn with a shade that nothing else uses."""
    with pikepdf.open(file) as pdf:
        return ["/OcopShade" in page.obj["/Resources"].get("/ExtGState", {}) for page in pdf.pages]


def test_a_paper_of_sound_records_is_final(made, tmp_path):
    office, _, product, dossier = made
    for id in (product, dossier):
        assert obstacles.of_document(office, "mau-01", [id]) == []
        out = papers.print_document(office, "mau-01", id, tmp_path / "a.pdf")
        assert not any(is_draft(out))


@pytest.mark.parametrize("document", ["mau-01", "mau-03"])
def test_a_paper_of_a_record_with_an_error_is_a_draft_on_every_page(made, tmp_path, document):
    office, subject, _, dossier = made
    entries.save(office, "subject", subject, {"rep_name": None})
    (one,) = obstacles.of_document(office, document, [dossier])
    assert (one.kind, one.id, one.problem.field) == ("subject", subject, "rep_name")
    out = papers.print_document(office, document, dossier, tmp_path / "a.pdf")
    assert all(is_draft(out))


def test_a_file_for_word_is_a_draft_on_every_page_too(made, tmp_path):
    office, subject, _, dossier = made
    final = papers.print_document(office, "mau-03", dossier, tmp_path / "final.docx")
    assert "BẢN NHÁP" not in headers(final)
    entries.save(office, "subject", subject, {"rep_name": None})
    out = papers.print_document(office, "mau-03", dossier, tmp_path / "draft.docx")
    assert headers(out).count("BẢN NHÁP") == 2, "the first page has a header of its own"
    assert headers(out).count("PAGE") == 1, "the number stays"


def headers(file):
    with zipfile.ZipFile(file) as parts:
        named = [name for name in parts.namelist() if name.startswith("word/header")]
        return "".join(parts.read(name).decode() for name in named)


def test_lists_and_working_papers_are_printed_as_they_are(made, tmp_path):
    office, subject, _, dossier = made
    entries.save(office, "subject", subject, {"rep_name": None})
    assert obstacles.of_document(office, "check-sheet", [dossier]) == []
    out = papers.print_document(office, "check-sheet", dossier, tmp_path / "a.pdf")
    assert not any(is_draft(out))


def test_a_stated_reason_for_the_blank_makes_it_final_again(made, tmp_path):
    office, subject, _, dossier = made
    remark = "rep_name:blank = not_given | Y Mẫu | 2026-09-20T08:30:00+07:00"
    entries.save(office, "subject", subject, {"rep_name": None, "remarks": [remark]})
    assert obstacles.of_document(office, "mau-01", [dossier]) == []


def test_a_bound_dossier_of_a_record_with_an_error_is_a_draft(made):
    office, subject, _, dossier = made
    assert not bundles.bundle(office, dossier).draft
    entries.save(office, "subject", subject, {"status": None})
    assert bundles.bundle(office, dossier).draft


def test_a_bound_dossier_that_lacks_a_paper_has_the_mark_on_every_page(office, tmp_path):
    dossiers.unit(office)
    subject = dossiers.subject(office)
    dossier = dossiers.dossier(office, dossiers.product(office, subject))
    lacking = papers.print_document(office, "dossier", dossier, tmp_path / "a.pdf")
    assert all(is_draft(lacking))
    dossiers.attach(office, tmp_path, subject, "business_registration", "subject")
    whole = papers.print_document(office, "dossier", dossier, tmp_path / "b.pdf")
    assert not any(is_draft(whole))


def test_a_dossier_is_not_sent_while_its_records_have_errors(made):
    office, _, product, dossier = made
    entries.save(office, "product", product, {"criteria_set": None})
    with pytest.raises(Trouble) as trouble:
        dossier_steps.send(office, dossier)
    assert "Bộ tiêu chí" in str(trouble.value)
    assert str(trouble.value).startswith("Chưa đánh dấu đã gửi")
