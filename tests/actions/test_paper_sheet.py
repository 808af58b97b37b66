"""Scoring sheets: every set of every decision, word for word, blank and as it was ticked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ocop_desktop.actions import bundles, entries, law, paper_sheet, papers
from ocop_desktop.documents import blocks as b
from ocop_desktop.documents.lines import lines, text_of
from ocop_desktop.messages import Trouble
from ocop_desktop.regulations.sets import Criterion
from tests.documents import reading

SETS = [(code, n) for code in ("qd26_2026", "qd148_2023") for n in range(1, 27)]


def sheet_of(office: Any, code: str, number: int) -> b.Document:
    (tree,) = paper_sheet.blank_trees(office, code, f"set_{number:02d}")
    return bundles.compose_document("scoring-sheet", tree)


def table_of(document: b.Document) -> b.Table:
    return next(block for block in document.blocks if isinstance(block, b.Table))


def words_of(criterion: Criterion) -> list[str]:
    """Every text of a criterion that must stand on the sheet."""
    told = [part for part in criterion.title.split("\n") if part]
    boxes = [f"{o.text}{'*' * (o.min_star or 0)}" for o in criterion.options]
    below = [*criterion.criteria, *criterion.cases]
    inner = [text for one in below for text in words_of(one)]
    return [*told, *criterion.notes, *boxes, *inner]


@pytest.mark.parametrize(("code", "number"), SETS)
def test_a_sheet_has_every_word_of_its_set_in_its_order(
    office: Any, code: str, number: int
) -> None:
    made = law.the_regulations().set(code, str(number))
    rows = table_of(sheet_of(office, code, number)).rows
    said = [text_of(row.cells[0]).replace("\u00a0", " ") for row in rows]
    titles = [group.title.split("\n")[0] for part in made.parts for group in part.groups]
    at = -1
    for part in made.parts:
        assert any(part.title in line for line in said)
    for title in titles:
        at = next(n for n in range(at + 1, len(said)) if title in said[n])
    whole = "\n".join(said)
    for group in (group for part in made.parts for group in part.groups):
        for text in words_of(group):
            assert text in whole
    boxes = sum(len(c.options) or c.yes_no for c in made.scored)
    assert whole.count("[ ]") == boxes
    assert text_of(rows[-1].cells[0]) == "TỔNG CỘNG"
    assert text_of(rows[-1].cells[1]) == str(made.total)


@pytest.mark.parametrize(("code", "number"), [*SETS[:26], *SETS[26::8]])
def test_every_word_of_a_set_is_in_the_finished_file(
    office: Any, code: str, number: int, draw: Callable[..., Path]
) -> None:
    made = law.the_regulations().set(code, str(number))
    text = _bare(reading.text_of(draw(sheet_of(office, code, number))))
    for group in (group for part in made.parts for group in part.groups):
        for words in words_of(group):
            assert _bare(words) in text


def _bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("code", "number"), [("qd26_2026", 13), ("qd148_2023", 1)])
def test_points_stand_beside_their_boxes(office: Any, code: str, number: int) -> None:
    made = law.the_regulations().set(code, str(number))
    rows = table_of(sheet_of(office, code, number)).rows
    given = [text_of(r.cells[1]) for r in rows if text_of(r.cells[0]).startswith("[ ]")]
    assert given == [str(o.points) for c in made.scored for o in c.options]


def test_the_head_and_the_foot_are_those_of_the_decision(office: Any) -> None:
    said = lines(sheet_of(office, "qd26_2026", 13).blocks)
    for line in (
        "13. Bộ sản phẩm: Sản phẩm cà phê, ca cao",
        "(Sản phẩm: Thực phẩm. Nhóm: Cà phê, Ca cao)",
        "Tên sản phẩm: …",
        "Mã số sản phẩm: ...(T)... - ...(X)... - ...(STT)... - 20........",
        "Tên chủ thể sản xuất: …",
        "Các tiêu chí | Thang điểm",
        "Ý kiến của người đánh giá:",
        "Người đánh giá",
        "(Ký và ghi rõ họ tên)",
    ):
        assert line in said
    assert sum(line.startswith("Hồ sơ bị loại khi: Giả mạo hồ sơ") for line in said) == 1
    assert sum(line.startswith("Ghi chú: Dấu sao là yêu cầu tối thiểu") for line in said) == 1


def test_a_sheet_of_the_former_decision_says_so_and_that_it_was_not_compared(office: Any) -> None:
    said = lines(sheet_of(office, "qd148_2023", 1).blocks)
    assert "T: Mã tỉnh - H: Mã huyện - X: Mã xã - STT: Số thứ tự sản phẩm - Năm đánh giá." in said
    from ocop_desktop.documents import layout

    assert "Chưa đối chiếu" in layout.load("scoring-sheet-148").note


def test_two_cases_stand_under_each_other_as_a_and_b(office: Any) -> None:
    rows = table_of(sheet_of(office, "qd26_2026", 26)).rows
    said = [text_of(row.cells[0]) for row in rows]
    at = said.index("8. Đáp ứng điều kiện kinh doanh dịch vụ")
    assert said[at + 1] == "Lựa chọn một trong hai trường hợp sau:"
    assert said[at + 2] == "a. Trường hợp 1: Dịch vụ du lịch do cộng đồng cung cấp"
    assert said[at + 5] == "b. Trường hợp 2: Điểm dịch vụ du lịch"


@pytest.fixture
def assessment(office: Any) -> str:
    """A sheet that was ticked: 1.1 in its second box, 2.4 with yes."""

    def save(kind: str, fields: dict[str, Any], tables: dict[str, Any] | None = None) -> str:
        made = entries.save(office, kind, None, fields, tables)
        assert made.saved, made.rejected
        return made.id

    subject = save("subject", {"name": "HTX Sáu Nhung", "commune": "23500", "phone": "0905123456"})
    product = save("product", {"name": "Cà phê bột", "subject": subject, "criteria_set": "set_13"})
    marks = [{"criterion": "1.1", "picked": 2}, {"criterion": "2.4", "picked": 1}]
    fields = {"product": product, "scorer_name": "Y Chấm", "scored_on": "5/9/2026"}
    return save("assessment", {**fields, "opinion": "Nên làm lại nhãn."}, {"marks": marks})


def test_a_filled_sheet_is_ticked_where_the_scorer_ticked(
    office: Any, assessment: str, tmp_path: Path
) -> None:
    tree = paper_sheet.sheet_tree(office, "assessment", assessment)
    said = lines(bundles.compose_document("scoring-sheet", tree).blocks)
    ticked = [line.replace("\u00a0", " ") for line in said if "[x]" in line]
    assert len(ticked) == 2
    assert ticked[0].startswith("[x] Sử dụng nguyên liệu có nguồn gốc trong tỉnh từ 50% đến dưới")
    assert ticked[1].startswith("2.4. Ghi nhãn hàng hóa có sử dụng song ngữ")
    assert "Tên sản phẩm: Cà phê bột" in said
    assert "Mã số sản phẩm: 51 - 23500 - ........ - 20......" in said
    assert "Nên làm lại nhãn." in said
    assert "Y Chấm" in said


def test_a_sheet_is_printed_of_a_product_too(office: Any, assessment: str, tmp_path: Path) -> None:
    product = str(entries.get(office, "assessment", assessment).get("product"))
    out = papers.print_document(office, "scoring-sheet", product, tmp_path / "s.pdf")
    text = reading.text_of(out)
    assert "13. Bộ sản phẩm: Sản phẩm cà phê, ca cao" in text
    assert "Y Chấm" in text


def test_a_product_without_a_set_has_no_sheet(office: Any, tmp_path: Path) -> None:
    saved = entries.save(office, "product", None, {"name": "Rượu ghè"})
    with pytest.raises(Trouble) as refused:
        papers.print_document(office, "scoring-sheet", saved.id, tmp_path / "s.pdf")
    assert refused.value.code == "no_criteria_set"


@pytest.mark.parametrize("named", ["set_26", "qd148_2023/set_26"])
def test_an_empty_sheet_of_one_set_is_printed_by_its_name(
    office: Any, named: str, tmp_path: Path
) -> None:
    out = papers.print_document(office, "scoring-sheet", named, tmp_path / "s.pdf")
    assert "26. Bộ sản phẩm: Dịch vụ du lịch cộng đồng" in reading.text_of(out)


@pytest.mark.parametrize("named", ["set_99", "nothing"])
def test_a_sheet_of_no_set_is_refused(office: Any, named: str, tmp_path: Path) -> None:
    with pytest.raises(Trouble) as refused:
        papers.print_document(office, "scoring-sheet", named, tmp_path / "s.pdf")
    assert refused.value.code == "wrong_record"


def test_no_title_of_a_criterion_is_the_last_row_of_a_page(
    office: Any, draw: Callable[..., Path]
) -> None:
    document = sheet_of(office, "qd26_2026", 6)
    titles = {
        text_of(row.cells[0]).split("\n")[0][:30] for row in table_of(document).rows if row.keep
    }
    for page in reading.read(draw(document)):
        last = max(page.lines, key=lambda line: -line.bottom)
        assert not any(last.text.startswith(title) for title in titles)


@pytest.fixture
def draw(tmp_path: Path) -> Callable[[b.Document], Path]:
    """Draws a document into a file."""
    from ocop_desktop.documents.ink.draw import draw as ink

    def drawn(document: b.Document) -> Path:
        file = tmp_path / "drawn.pdf"
        ink(document, file)
        return file

    return drawn
