"""The decisions and their scoring sets as they are kept under `resources/regulations/`."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from ocop_desktop.messages import Trouble
from ocop_desktop.paths import forms_dir, resources_dir
from ocop_desktop.regulations import CriteriaSet, Criterion, Regulations

LAW = Regulations.load(resources_dir() / "regulations")
SETS = [(code, number) for code in ("qd26_2026", "qd148_2023") for number in range(1, 27)]
WRONG_IN_THE_SOURCE = {
    ("qd148_2023", 11): 97,
    ("qd148_2023", 12): 97,
    ("qd148_2023", 13): 98,
}


def best(criterion: Criterion) -> int:
    """The most points a criterion can give."""
    if criterion.cases:
        return max(map(best, criterion.cases))
    if criterion.criteria:
        return sum(map(best, criterion.criteria))
    return 1 if criterion.yes_no else max(option.points for option in criterion.options)


@pytest.mark.parametrize(("code", "number"), SETS)
def test_parts_are_40_25_35_and_the_best_boxes_reach_the_total(code: str, number: int) -> None:
    made = LAW.set(code, number)
    assert [part.max for part in made.parts] == [40, 25, 35]
    assert [part.code for part in made.parts] == ["A", "B", "C"]
    reached = sum(best(group) for part in made.parts for group in part.groups)
    missing = 1 if (code, number) == ("qd148_2023", 7) else 0  # 6d, see its notes
    assert reached == WRONG_IN_THE_SOURCE.get((code, number), 100) - missing
    assert made.sum_of_criteria in (None, WRONG_IN_THE_SOURCE.get((code, number), 100))


@pytest.mark.parametrize(("code", "number"), SETS)
def test_keys_are_unique_and_every_criterion_can_be_scored(code: str, number: int) -> None:
    made = LAW.set(code, number)
    keys = [criterion.key for criterion in made.walk()]
    assert len(keys) == len(set(keys))
    assert all(made.criterion(key).key == key for key in keys)
    for criterion in made.walk():
        assert criterion.is_scored or criterion.criteria or criterion.cases
    assert list(made.oddities()) == []


@pytest.mark.parametrize(("code", "number"), SETS)
def test_every_star_rank_has_its_marks(code: str, number: int) -> None:
    marks = {
        mark
        for criterion in LAW.set(code, number).walk()
        for mark in (criterion.min_star, *(option.min_star for option in criterion.options))
    }
    missing_in_the_source = (
        {"qd26_2026": {5}, "qd148_2023": {3, 5}}[code] if number == 26 else set()
    )
    assert {3, 4, 5} - marks == missing_in_the_source


def test_group_maxima_are_those_of_the_decision() -> None:
    def maxima(number: int) -> list[list[int]]:
        return [[group.max for group in part.groups] for part in LAW.set("qd26_2026", number).parts]

    for number in (1, 3, 4):
        assert maxima(number) == [[18, 10, 12], [13, 12], [12, 3, 5, 5, 5, 2, 3]]
    for number in (2, *range(6, 14)):
        assert maxima(number) == [[18, 10, 12], [13, 12], [15, 5, 5, 5, 2, 3]]
    assert maxima(5) == [[16, 12, 12], [13, 12], [15, 5, 5, 5, 2, 3]]
    for number in range(14, 18):
        assert maxima(number) == [[17, 11, 12], [13, 12], [15, 5, 5, 5, 5]]
    assert maxima(26)[:2] == [[14, 12, 14], [17, 8]]
    assert len(maxima(26)[2]) == 12


def test_wording_of_the_coffee_set() -> None:
    made = LAW.set("qd26_2026", "set_13")
    assert made.name == "Sản phẩm cà phê, ca cao"
    first = made.criterion("1.1")
    assert (first.title, first.max) == ("Nguồn nguyên liệu", 3)
    assert first.options[1].text == (
        "Sử dụng nguyên liệu có nguồn gốc trong tỉnh từ 50% đến dưới 75%"
    )
    assert (first.options[1].points, first.options[1].min_star) == (2, 3)
    assert first.notes == (
        "Ghi chú: Bị loại nếu sử dụng toàn bộ nguyên liệu nhập khẩu hoặc không rõ nguồn gốc",
    )
    assert made.criterion("2.4").yes_no
    assert made.criterion("6.1.1").title == "Tạp chất lạ"
    assert [c.key for c in made.criterion("6.1").criteria] == [f"6.1.{i}" for i in range(1, 6)]
    assert made.classification is not None
    assert made.classification.group == "6. Cà phê, ca cao"
    assert "Giả mạo hồ sơ" in made.disqualified_when[0]


def test_two_cases_of_the_tourism_set() -> None:
    made = LAW.set("qd26_2026", 26)
    assert {group.key for group in made.walk() if group.cases} == {"8", "9", "15"}
    cases = made.criterion("8").cases
    assert [case.key for case in cases] == ["8a", "8b"]
    assert [case.no for case in cases] == ["", ""]
    assert cases[0].title == "Trường hợp 1: Dịch vụ du lịch do cộng đồng cung cấp"
    assert made.disqualified_when == ()
    assert [c.key for c in LAW.set("qd148_2023", 26).criterion("8").cases] == ["8a", "8b"]


def test_doubts_of_the_transcription_are_kept() -> None:
    assert "doubtful" in LAW.set("qd26_2026", 7).transcription_notes[1]
    assert LAW.set("qd148_2023", 11).transcription_notes
    raw = (resources_dir() / "regulations/qd26-2026/sets/13.toml").read_text(encoding="utf-8")
    assert "# Source: Quyết định 26/2026/QĐ-TTg" in raw


def test_numbers_printed_twice_get_keys_of_their_own() -> None:
    made = LAW.set("qd148_2023", 13)
    assert [c.key for c in made.walk() if c.no == "6a"] == [f"6a.{i}" for i in range(1, 6)]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-05-22", "qd26_2026"),
        ("2027", "qd26_2026"),
        ("2026-05-21", "qd148_2023"),
        ("2023-02-24", "qd148_2023"),
        ("2023-02-23", None),
        ("2019", None),
    ],
)
def test_the_decision_follows_from_the_day(day: str, code: str | None) -> None:
    decision = LAW.decision_on(day)
    assert (decision and decision.code) == code


def test_star_bands_and_limits_of_the_decision_in_force() -> None:
    decision = LAW.decision("qd26-2026")
    assert decision is LAW.decision("qd26_2026")
    assert [(b.stars, b.least) for b in decision.bands] == [
        (5, 90),
        (4, 70),
        (3, 50),
        (2, 30),
        (1, 0),
    ]
    limits = decision.limits
    assert (limits.valid_months, limits.regrade_opens_days, limits.regrade_closes_days) == (
        36,
        180,
        120,
    )
    assert limits.commune_working_days == 15
    assert decision.band(5).level == "central"
    assert [(r.level, r.proposed_by) for r in decision.rounds][:2] == [
        ("province", "04-30"),
        ("province", "10-30"),
    ]
    with pytest.raises(KeyError):
        decision.band(6)


def test_three_stars_were_given_by_the_district_until_july_2025() -> None:
    band = LAW.decision("qd148_2023").band(3)
    assert band.level_on("2025-07-05") == "district"
    assert band.level_on("2025-07-06") == "province"
    assert LAW.decision("qd26_2026").band(3).level_on("2026-06-01") == "province"


def test_the_check_list_has_fifteen_papers_in_order() -> None:
    papers = LAW.decision("qd26_2026").papers
    assert len(papers) == 15
    assert papers[0].label == "Giấy đăng ký kinh doanh"
    assert papers[0].requirement == "Bản sao"
    assert papers[1].where_required
    assert papers[-1].code == "awards"
    assert LAW.decision("qd26_2026").paper("story") is papers[9]
    assert LAW.decision("qd26_2026").paper("photo") is None


def test_what_was_not_read_of_the_former_decision_is_not_stated() -> None:
    decision = LAW.decision("qd148_2023")
    assert not decision.verified
    assert decision.papers == decision.dossiers == decision.rounds == ()
    assert decision.limits.commune_working_days is None


def choices(name: str) -> dict[str, str]:
    raw = tomllib.loads((forms_dir() / f"lists/{name}.toml").read_text(encoding="utf-8"))
    return {choice["code"]: choice["label"] for choice in raw["choice"]}


def test_codes_agree_with_the_lists_of_the_forms() -> None:
    decision = LAW.decision("qd26_2026")
    papers, kinds, levels = choices("paper"), choices("grading_kind"), choices("grade_level")
    assert [(paper.code, paper.label) for paper in decision.papers] == list(papers.items())[:15]
    assert {kind.code: kind.label for kind in decision.dossiers} == kinds
    assert {band.level for band in decision.bands} <= set(levels)
    assert set(LAW.codes) <= set(choices("regulation"))
    for code in LAW.codes:
        assert [f"set_{one.number:02d}" for one in LAW.sets(code)] == list(choices("criteria_set"))


@pytest.mark.parametrize("code", ["", "..", "../x", "qd1048_2019", "QD26"])
def test_an_unknown_decision_is_refused(code: str) -> None:
    with pytest.raises(Trouble) as trouble:
        LAW.decision(code)
    assert trouble.value.code == "no_such_regulation"


@pytest.mark.parametrize("number", [0, 27, "set_27", "x", "-1", "１"])
def test_an_unknown_set_is_refused(number: int | str) -> None:
    with pytest.raises(Trouble) as trouble:
        LAW.set("qd26_2026", number)
    assert trouble.value.code == "no_such_set"
    assert str(trouble.value)


DECISION = (resources_dir() / "regulations/qd26-2026/decision.toml").read_text(encoding="utf-8")
COFFEE = (resources_dir() / "regulations/qd26-2026/sets/13.toml").read_text(encoding="utf-8")


def law_with(folder: Path, decision: str = DECISION, coffee: str = COFFEE) -> Regulations:
    (folder / "qd26-2026/sets").mkdir(parents=True)
    (folder / "qd26-2026/decision.toml").write_text(decision, encoding="utf-8")
    (folder / "qd26-2026/sets/13.toml").write_text(coffee, encoding="utf-8")
    return Regulations.load(folder)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('number = 13\nname = "Sản', 'number = 12\nname = "Sản', "bộ số 12"),
        ("total = 100", 'total = "100"', "total: giá trị không hợp lệ"),
        ("total = 100", "total = 99", "không bằng 99"),
        ("total = 100\n", "", "thiếu mục “total”"),
        ("total = 100", "total = 100\ncolour = 1", "không có mục “colour”"),
        ('no = "1.2"', 'no = "1.1"', "mã tiêu chí 1.1 trùng"),
        ("{ points = 3, text", "{ points = 4, text", "1.1: điểm của các mức"),
        ("min_star = 3, text", "min_star = 6, text", "1.1: dấu sao"),
        ("max = 3\nnotes", "max = 3\nyes_no = true\nnotes", "đúng một cách cho điểm"),
        ("[[part]]", "[[part", "line"),
        ("max = 18", "max = 17", "1: tổng điểm không bằng 17 mà là 18"),
        ('no = "1.3"\ntitle = "Gia', 'no = "1.3"\ntitel = "Gia', "criterion[1.3]"),
        ("{ points = 3, text", "{ points = -3, text", "1.1: điểm của các mức"),
        ('needs = "5.1"', 'needs = "5.3"', "5.2: phụ thuộc tiêu chí 5.3"),
        ('needs = "5.1"', 'needs = "9.9"', "5.2: phụ thuộc tiêu chí 9.9"),
        ("max = 1\nyes_no", "max = 1\nmin_star = 2\nyes_no", "2.4: dấu sao"),
        ("points = 0, text", "points = 0, min_star = 3, text", "1.2: dấu sao đặt ở mức 0"),
        ("total = 100", 'total = 100\nknown_wrong = ["C"]', "C: ghi là không khớp"),
        ("total = 100", "total = 100\nsum_of_criteria = 99", "không bằng 99"),
        ("total = 100", "total = 100\nmost_points = 99", "không bằng 99"),
    ],
)
def test_a_broken_set_is_refused_with_its_reason(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    law = law_with(tmp_path, coffee=COFFEE.replace(old, new, 1))
    with pytest.raises(Trouble) as trouble:
        law.set("qd26_2026", 13)
    assert trouble.value.code == "regulation_broken"
    assert reason in str(trouble.value)
    assert "13.toml" in str(trouble.value)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("least = 0", "least = 5", "khung điểm"),
        ("stars = 1", "stars = 2", "hạng sao"),
        ('code = "promotion"', 'code = "market"', "mã market trùng"),
        ("valid_months = 36", "", "limits: thiếu mục “valid_months”"),
        ("verified = true", "verified = 1", "verified"),
        ("no_samples_for_sets = [26]", "no_samples_for_sets = 26", "danh sách"),
        ("[limits]", "limits = 3\n[limit]", "limit"),
    ],
)
def test_a_broken_decision_is_refused_with_its_reason(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    law = law_with(tmp_path, decision=DECISION.replace(old, new, 1))
    with pytest.raises(Trouble) as trouble:
        law.decision("qd26_2026")
    assert trouble.value.code == "regulation_broken"
    assert reason in str(trouble.value)
    assert "qd26-2026/decision.toml" in str(trouble.value)


def test_a_set_that_does_not_add_up_is_refused_unless_it_says_so() -> None:
    file = resources_dir() / "regulations/qd148-2023/sets/11.toml"
    assert LAW.set("qd148_2023", 11).known_wrong == ("C",)
    made = replace(LAW.set("qd148_2023", 11), known_wrong=())
    assert "C: tổng điểm không bằng 35 mà là 32" in list(made.oddities())
    assert "transcription incomplete" in file.read_text(encoding="utf-8")


def test_a_broken_file_leaves_the_others_in_use(tmp_path: Path) -> None:
    law_with(tmp_path, coffee=COFFEE.replace("{ points = 3, text", "{ points = 4, text", 1))
    (tmp_path / "qd9-2030").mkdir()
    (tmp_path / "qd9-2030/decision.toml").write_text("code = 1", encoding="utf-8")
    law = Regulations.load(tmp_path)
    assert law.codes == ("qd26_2026",)
    assert law.decision_on("2031-01-01") is law.decision("qd26_2026")
    told = [str(fault) for fault in law.faults()]
    assert len(told) == 2
    assert "sets/13.toml" in told[0]
    assert "tiêu chí 1.1" in told[0]
    assert "qd9-2030/decision.toml" in told[1]
    assert LAW.faults() == []


def test_one_more_decree_is_one_more_folder(tmp_path: Path) -> None:
    law_with(tmp_path)
    newer = DECISION.replace('"qd26_2026"', '"qd9_2030"').replace("2026-05-22", "2030-01-01")
    (tmp_path / "qd9-2030").mkdir()
    (tmp_path / "qd9-2030/decision.toml").write_text(newer, encoding="utf-8")
    law = Regulations.load(tmp_path)
    assert law.codes == ("qd9_2030", "qd26_2026")
    assert law.decision_on("2030-02-01") is law.decision("qd9_2030")
    assert isinstance(law.set("qd26_2026", 13), CriteriaSet)
