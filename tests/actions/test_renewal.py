"""The next dossier of a product begins with the last one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ocop_desktop.actions import completeness, entries, renewal
from ocop_desktop.messages import Trouble
from tests.actions import dossiers


@pytest.fixture
def product(office: Any) -> str:
    """A coffee of a co-operative."""
    return dossiers.product(office, dossiers.subject(office))


def test_a_new_dossier_takes_over_what_stays_and_leaves_what_belongs_to_one(
    office: Any, product: str
) -> None:
    last = dossiers.dossier(office, product, receipt_no="01", forwarded_on="2026-09-20")
    made = renewal.begin(office, product, "upgrade", 2027)
    assert made.saved
    new = entries.get(office, "dossier", made.id)
    assert made.id != last
    assert new.get("history") == "Thành lập năm 2015."
    assert new.get("view_idea") == "Truyền thống."
    assert [row.get("criterion") for row in new.rows("self_scores")] == ["1.1", "2.1"]
    assert (new.get("kind"), new.get("year"), new.get("state")) == ("upgrade", 2027, "draft")
    for name in ("receipt_no", "received_on", "report_no", "letter_no", "forwarded_on"):
        assert new.get(name) is None
    assert entries.get(office, "dossier", last).get("receipt_no") == "01"


def test_what_changed_since_is_written_down(office: Any, product: str) -> None:
    dossiers.dossier(office, product)
    subject = str(entries.get(office, "product", product).get("subject"))
    entries.save(office, "subject", subject, {"rep_name": "A Mới"})
    entries.save(office, "product", product, {"shelf_life": "12 tháng"})
    entries.save(office, "product", product, {"shelf_life": "18 tháng"})
    entries.save(office, "product", product, {"storage": "Nơi khô"})
    entries.save(office, "product", product, {"storage": None})
    told = [one.said for one in renewal.outlook(office, product).changes]
    assert told == [
        "Hạn sử dụng: (trống) → 18 tháng",
        "Họ tên người đại diện pháp luật: Nguyễn Thị Sáu Nhung → A Mới",
    ]
    new = entries.get(office, "dossier", renewal.begin(office, product, "upgrade").id)
    assert new.get("changes") == "\n".join(told)


def test_papers_hold_run_out_or_are_out_of_date(office: Any, product: str, tmp_path: Path) -> None:
    dossiers.dossier(office, product)
    for paper, expires in (
        ("story", ""),
        ("test_report", "2026-08-31"),
        ("quality_system", "2027-02-28"),
        ("production_conditions", "2027-03-02"),
    ):
        facts = {"expires": expires} if expires else {}
        dossiers.attach(office, tmp_path, product, paper, **facts)
    found = {one.paper: one.state for one in renewal.outlook(office, product, "2026-09-01").papers}
    assert found == {
        "story": completeness.THERE,
        "test_report": completeness.OUTDATED,
        "quality_system": renewal.RUNS_OUT,
        "production_conditions": completeness.THERE,
    }


@pytest.mark.parametrize(
    ("day", "last"), [("2026-09-01", "2027-03-01"), ("2026-01-15", "2026-07-15")]
)
def test_half_a_year_is_reckoned_over_the_turn_of_the_year(
    office: Any, product: str, tmp_path: Path, day: str, last: str
) -> None:
    dossiers.attach(office, tmp_path, product, "story", expires=last)
    (paper,) = renewal.outlook(office, product, day).papers
    assert paper.state == renewal.RUNS_OUT


def test_the_next_star_is_told_from_the_last_sheet_or_the_subjects_own_points(
    office: Any, product: str
) -> None:
    dossiers.dossier(office, product)
    own = renewal.outlook(office, product).next_star
    assert own is not None
    assert own.stars == 3
    assert own.points_missing == 50 - 5
    marks = [{"criterion": "1.1", "picked": 1}]
    dossiers.save(
        office,
        "assessment",
        {"marks": marks},
        product=product,
        regulation="qd26_2026",
        scored_on="2026-09-01",
        scorer_kind="office",
    )
    sheet = renewal.outlook(office, product).next_star
    assert sheet is not None
    assert sheet.points_missing == 49


def test_a_product_without_a_dossier_begins_with_none(office: Any, product: str) -> None:
    with pytest.raises(Trouble) as refused:
        renewal.begin(office, product, "upgrade")
    assert refused.value.code == "nothing_to_renew"
    found = renewal.outlook(office, product)
    assert (found.last, found.changes, found.next_star) == (None, (), None)
