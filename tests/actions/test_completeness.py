"""Whether a dossier is complete, and what an incomplete one may still do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ocop_desktop.actions import completeness, dossier_steps, entries, law, papers
from ocop_desktop.actions.completeness_rules import needs_of
from ocop_desktop.messages import Trouble
from tests.actions import dossiers
from tests.documents import reading

FIRST = ["mau-01", "mau-02", "mau-03", "letter", "samples"]


@pytest.fixture
def make(office: Any, tmp_path: Path) -> Callable[..., str]:
    """Makes a whole dossier; what is given differs."""

    def made(registered: bool = True, set_: str = "set_13", **more: Any) -> str:
        owner = dossiers.subject(office)
        product = dossiers.product(office, owner, criteria_set=set_)
        if registered:
            dossiers.attach(office, tmp_path, owner, "business_registration", "subject")
        return dossiers.dossier(office, product, **more)

    return made


def codes(found: tuple[completeness.Finding, ...]) -> list[str]:
    return [one.code for one in found]


def test_a_whole_dossier_has_no_error(office: Any, make: Callable[..., str]) -> None:
    found = completeness.check(office, make())
    assert found.errors == ()
    assert [one.code for one in found.findings][:5] == FIRST
    assert len(found.findings) == 5 + 15
    assert found.remark == ""
    assert [(one.code, one.state) for one in found.warnings] == [
        ("production_conditions", completeness.PERHAPS)
    ]
    assert len(found.optional) == 15 - 2
    assert all(one.basis for one in found.findings)


@pytest.mark.parametrize(
    ("gone", "code", "told"),
    [
        ({"business_plan": None}, "mau-02", "“Kế hoạch sản xuất, kinh doanh”"),
        ({"view_idea": None}, "mau-03", "“Nguồn gốc ý tưởng sản phẩm”"),
        ({"letter_no": None, "letter_on": None}, "letter", "“Số văn bản đề nghị”"),
        ({"samples": "3"}, "samples", "có 03, cần 05"),
        ({"kind": "upgrade"}, "changes", "“Thay đổi so với lần công nhận trước”"),
    ],
)
def test_what_is_missing_is_named_by_its_fields(
    office: Any, make: Callable[..., str], gone: dict[str, Any], code: str, told: str
) -> None:
    found = completeness.check(office, make(**gone))
    assert codes(found.errors) == [code]
    assert told in found.errors[0].said
    assert found.errors[0].basis


def test_a_re_grading_asks_for_a_test_report_too(office: Any, make: Callable[..., str]) -> None:
    found = completeness.check(office, make(kind="regrade", changes="Bao bì mới"))
    assert codes(found.errors) == ["test_report"]


def test_a_service_brings_no_samples(office: Any, make: Callable[..., str]) -> None:
    found = completeness.check(
        office, make(set_="set_26", samples="0", kind="regrade", changes="x")
    )
    assert found.errors == ()


def test_the_subjects_own_report_stands_for_the_form(
    office: Any, make: Callable[..., str], tmp_path: Path
) -> None:
    from ocop_desktop.actions import files

    own = tmp_path / "own.pdf"
    own.write_bytes(b"%PDF-1.4")
    id = make(history=None, business_plan=None, own_report=files.keep(office, own))
    assert completeness.check(office, id).errors == ()


def test_a_business_must_be_registered(office: Any, make: Callable[..., str]) -> None:
    assert codes(completeness.check(office, make(registered=False)).errors) == [
        "business_registration"
    ]


def test_a_paper_is_out_of_date_until_a_newer_one_is_there(
    office: Any, make: Callable[..., str], tmp_path: Path
) -> None:
    id = make()
    product = str(entries.get(office, "dossier", id).get("product"))
    dossiers.attach(office, tmp_path, product, "test_report", expires="1/1/2020")
    (error,) = completeness.check(office, id).errors
    assert (error.code, error.state) == ("test_report", completeness.OUTDATED)
    assert "đã hết hạn ngày 01/01/2020" in error.said
    dossiers.attach(office, tmp_path, product, "test_report", expires="1/1/2099")
    assert completeness.check(office, id).errors == ()


def test_a_decision_that_was_not_read_stops_nothing_and_says_so(
    office: Any, make: Callable[..., str]
) -> None:
    found = completeness.check(office, make(regulation="qd148_2023", registered=False))
    assert found.errors == ()
    assert "Chưa đối chiếu" in found.remark


def test_of_a_decision_that_was_not_read_no_paper_is_called_optional(
    office: Any, make: Callable[..., str]
) -> None:
    found = completeness.check(office, make(regulation="qd148_2023"))
    assert found.findings
    assert {one.state for one in found.findings} <= {completeness.THERE, completeness.PERHAPS}


def test_a_paper_of_which_only_the_number_is_known_is_told(
    office: Any, make: Callable[..., str]
) -> None:
    id = make()
    product = entries.get(office, "dossier", id).get("product")
    dossiers.save(office, "evidence", paper="awards", product=product, number="7")
    (one,) = [one for one in completeness.check(office, id).findings if one.code == "awards"]
    assert (one.state, one.level) == (completeness.UNSCANNED, "warning")
    assert one.said.endswith("(chưa có tệp quét)")


def test_screen_and_paper_say_the_same_of_every_line(
    office: Any, make: Callable[..., str], tmp_path: Path
) -> None:
    from ocop_desktop.actions import dossier_board

    id = make(samples="3")
    product = str(entries.get(office, "dossier", id).get("product"))
    dossiers.attach(office, tmp_path, product, "test_report", expires="1/1/2020")
    found = completeness.check(office, id).findings
    shown = dossier_board.board(office, id).lines
    assert {one.state for one in found} == set(completeness.STATES) - {completeness.UNSCANNED}
    for finding, line in zip(found, shown, strict=True):
        assert completeness.STATES[finding.state] in line.said


def test_nobody_is_asked_for_what_is_optional(office: Any, make: Callable[..., str]) -> None:
    id = make(samples="3")
    dossier_steps.ask_for_more(office, id)
    (asked,) = entries.get(office, "dossier", id).rows("requests")
    assert str(asked.get("content")).count(";") == 1
    assert "Giải thưởng" not in str(asked.get("content"))


def test_every_field_the_law_asks_for_is_a_field_of_a_form(office: Any) -> None:
    decision = law.the_regulations().decision("qd26_2026")
    needs = needs_of(decision)
    assert needs
    for need in needs.needs:
        for path in (*need.fields, *need.tables, *([need.instead] if need.instead else [])):
            kind, _, name = path.partition(".")
            form = office.forms[kind]
            assert name in form.by_name or name in [table.name for table in form.tables], path
        assert not need.paper or decision.paper(need.paper)
        assert set(need.kinds) <= {one.code for one in decision.dossiers}


# ---- the way through the office


def test_a_whole_dossier_is_marked_as_sent(office: Any, make: Callable[..., str]) -> None:
    id = make()
    assert dossier_steps.send(office, id, "2026-09-20").saved
    entry = entries.get(office, "dossier", id)
    assert (entry.get("state"), entry.get("forwarded_on")) == ("forwarded", "2026-09-20")


def test_an_incomplete_dossier_is_not_marked_as_sent_but_printed(
    office: Any, make: Callable[..., str], tmp_path: Path
) -> None:
    id = make(letter_no=None)
    with pytest.raises(Trouble, match="Số văn bản đề nghị") as refused:
        dossier_steps.send(office, id)
    assert refused.value.code == "dossier_incomplete"
    assert entries.get(office, "dossier", id).get("state") != "forwarded"
    assert papers.print_document(office, "dossier", id, tmp_path / "d.pdf").is_file()


def test_steps_write_their_days(office: Any, make: Callable[..., str]) -> None:
    id = make(letter_no=None, received_on=None)
    dossier_steps.receive(office, id, "2026-09-02")
    dossier_steps.ask_for_more(office, id, due="2026-09-10")
    dossier_steps.ask_for_more(office, id, "Bổ sung ảnh")
    asked = entries.get(office, "dossier", id).rows("requests")
    assert "Số văn bản đề nghị" in str(asked[0].get("content"))
    assert asked[1].get("content") == "Bổ sung ảnh"
    assert entries.get(office, "dossier", id).get("state") == "incomplete"
    dossier_steps.complete(office, id, "2026-09-08")
    entry = entries.get(office, "dossier", id)
    assert {row.get("answered_on") for row in entry.rows("requests")} == {"2026-09-08"}
    assert (entry.get("received_on"), entry.get("complete_on")) == ("2026-09-02", "2026-09-08")
    assert entry.get("due_on")


def test_nothing_is_asked_where_nothing_is_missing(
    office: Any, make: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = completeness.Completeness("26/2026/QĐ-TTg", ())
    monkeypatch.setattr(completeness, "check", lambda data, id: whole)
    with pytest.raises(Trouble) as refused:
        dossier_steps.ask_for_more(office, make())
    assert refused.value.code == "nothing_missing"


def test_the_check_is_printed(office: Any, make: Callable[..., str], tmp_path: Path) -> None:
    text = reading.text_of(
        papers.print_document(office, "completeness", make(samples="3"), tmp_path / "c.pdf")
    )
    assert "Giải thưởng của sản phẩm, bình chọn" in text
    assert text.count("Không bắt buộc") == 13
    assert text.count("Chưa có nếu thuộc diện phải có") == 1
    assert "còn 01 nội dung phải bổ sung trước khi trình, 01 nội dung cần xem lại" in text
    for words in ("PHIẾU KIỂM TRA", "Cà phê bột", "có 03, cần 05 sản phẩm", "26/2026/QĐ-TTg"):
        assert words in text
