"""The board of a dossier: its steps and days, its lines with scans; scans filed and taken off."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent))
import dossiers

from ocop_desktop.actions import attaching, dossier_board, entries, lists, undo
from ocop_desktop.messages import Trouble
from ocop_desktop.schema.dates import show


@pytest.fixture
def made(office):
    dossiers.unit(office)
    subject = dossiers.subject(office)
    product = dossiers.product(office, subject)
    dossier = dossiers.dossier(office, product)
    return office, subject, product, dossier


@pytest.fixture
def scans(tmp_path):
    paths = []
    for number in range(2):
        path = tmp_path / f"quet{number}.png"
        Image.new("L", (40, 30), 100 + number).save(path)
        paths.append(path)
    return paths


def line(office, id, code):
    found = dossier_board.board(office, id).lines
    return next(one for one in found if code in (one.code, one.paper))


def test_the_lines_stand_in_the_order_of_the_decision_forms_first(made):
    office, _, product, dossier = made
    lines = dossier_board.board(office, dossier).lines
    assert [one.code for one in lines[:3]] == ["mau-01", "mau-02", "mau-03"]
    assert lines == dossier_board.board(office, product).lines, "a product's is its latest one"
    assert line(office, dossier, "business_registration").said == "✕ Thiếu"
    assert line(office, dossier, "awards").said == "– Không bắt buộc"


def test_scans_are_filed_in_one_unit_and_taken_back_in_one(made, scans):
    office, _, product, dossier = made
    saved = attaching.attach(office, product, "test_report", scans)
    assert all(one.saved for one in saved)
    assert line(office, dossier, "test_report").said == "✓ Có 2 tệp"
    undo.undo(office)
    assert lists.entries(office, "evidence") == []


def test_a_paper_of_the_premises_serves_every_product_of_the_subject(made, scans):
    office, subject, product, _ = made
    attaching.attach(office, product, "business_registration", scans[:1])
    other = dossiers.product(office, subject, name="Mật ong")
    found = line(office, other, "business_registration")
    assert found.state == "there"
    assert "dùng chung của chủ thể" in found.pieces[0].about


def test_a_paper_out_of_date_says_since_when(made, scans):
    office, _, product, dossier = made
    (saved,) = attaching.attach(office, product, "test_report", scans[:1])
    entries.save(office, "evidence", saved.id, {"expires_on": "2026-01-05"})
    found = line(office, dossier, "test_report")
    assert (found.said, found.stops) == ("⚠ Hết hạn 05/01/2026", True)


def test_a_signed_scan_is_evidence_of_the_owner_of_what_was_printed(made, scans):
    office, subject, product, dossier = made
    (saved,) = attaching.attach_signed(office, "dossier", dossier, "Mẫu số 01", scans[:1])
    held = entries.get(office, "evidence", saved.id)
    assert held.get("paper") == attaching.SIGNED
    assert (held.get("subject"), held.get("product")) == (subject, product)
    assert (held.get("name"), held.get("pages")) == ("Mẫu số 01", 1)
    nobody = dossiers.save(office, "support")
    with pytest.raises(Trouble, match="chưa gắn được"):
        attaching.attach_signed(office, "support", nobody, "Biên bản", scans[:1])


def test_the_steps_carry_their_days_and_the_clock_counts_working_days(made):
    office, _, _, dossier = made
    day = office.today()
    entries.save(office, "dossier", dossier, {"state": "complete", "complete_on": day})
    board = dossier_board.board(office, dossier)
    assert [(one.name, one.on) for one in board.steps if one.on] == [
        ("received", "01/09/2026"),
        ("complete", show(day)),
    ]
    assert [one.name for one in board.steps if one.now] == ["complete"]
    due = str(entries.get(office, "dossier", dossier).get("due_on"))
    assert (board.clock, board.late) == (f"còn 15 ngày làm việc, đến {show(due)}", False)


@pytest.mark.parametrize(
    ("today", "due", "left"),
    [
        ("2026-09-18", "2026-09-21", 1),  # Friday to Monday
        ("2026-09-21", "2026-09-21", 0),
        ("2026-09-21", "2026-09-18", -1),
        ("2026-09-19", "2026-09-25", 5),
    ],
)
def test_working_days_leave_weekends_out(today, due, left):
    assert dossier_board.working_days_left(today, due) == left


def test_scans_that_came_at_once_stand_in_the_order_of_their_names(made, tmp_path):
    office, _, product, dossier = made
    files = [tmp_path / f"trang {number}.png" for number in (10, 2, 1, 11, 3)]
    for number, file in enumerate(files):
        Image.new("L", (30, 40), 40 * number).save(file)
    attaching.attach(office, product, "awards", files)
    shown = [one.title for one in line(office, dossier, "awards").pieces]
    assert shown == [f"trang {number}.png" for number in (1, 2, 3, 10, 11)]
