"""Rules that hold by the decision a record follows: terms, who gives which rank, boxes of a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ocop_desktop.messages import Trouble
from ocop_desktop.records import grade
from ocop_desktop.records.amounts import Valued, exact
from ocop_desktop.records.outside import Outside
from ocop_desktop.regulations.deadlines import expires_on
from ocop_desktop.regulations.scoring import box_count, check_picks, places
from ocop_desktop.schema import Problem, Value
from ocop_desktop.schema.dates import show

Values = Mapping[str, Value]
Tables = Mapping[str, Sequence[Valued]]
LawRule = Callable[[Values, Tables, Outside], Iterator[Problem]]

_LEVELS = {"district": "huyện", "province": "tỉnh", "central": "trung ương"}


def _warning(field: str, code: str, text: str) -> Problem:
    return Problem(field, code, text, "warning")


def _rank_of_another_length(values: Values, tables: Tables, outside: Outside) -> Iterator[Problem]:
    issued, expires = values.get("issued_on"), values.get("expires_on")
    if not issued or not expires or values.get("expires_reason"):
        return
    months = grade.valid_months(values, outside)
    usual = expires_on(str(issued), months)
    if str(expires) != usual:
        text = (
            f"Hạng {months} tháng là đến {show(usual)}. Nếu quyết định in ngày khác, hãy ghi lý do."
        )
        yield _warning("expires_on", "not_36_months", text)


def _rank_of_its_level(values: Values, tables: Tables, outside: Outside) -> Iterator[Problem]:
    decision, stars = outside.decision(values.get("regulation")), values.get("stars")
    issued, level = values.get("issued_on"), values.get("level")
    if decision is None or stars not in (3, 4) or not issued or not level:
        return
    by_law = decision.band(int(str(stars))).level_on(str(issued))
    if level != by_law and not values.get("potential_five"):
        text = (
            f"Theo {decision.number}, hạng {stars} sao vào ngày này do cấp {_LEVELS[by_law]} công"
            " nhận. Hãy xem lại cấp hoặc quy định áp dụng."
        )
        yield _warning("level", "level_differs", text)


def _potential_five_has_points(
    values: Values, tables: Tables, outside: Outside
) -> Iterator[Problem]:
    points = exact(values.get("score"))
    if values.get("potential_five") and points is not None and points < grade.FIVE_STARS:
        text = f"Tiềm năng 5 sao cần từ {grade.FIVE_STARS} điểm. Hãy xem lại điểm hoặc bỏ dấu."
        yield _warning("potential_five", "potential_below_90", text)


def _boxes_are_there(values: Values, tables: Tables, outside: Outside) -> Iterator[Problem]:
    made = outside.sheet(values.get("regulation"), values.get("criteria_set"))
    if made is None:
        return
    for number, row in enumerate(tables.get("marks", ())):
        criterion = row.get("criterion")
        if criterion:
            picked = row.get("picked")
            try:
                check_picks(made, {str(criterion): picked or 1})
            except Trouble as trouble:
                field = "picked" if trouble.code == "no_such_box" else "criterion"
                yield Problem(f"marks.{number}.{field}", trouble.code, str(trouble))


def _one_case_is_chosen(values: Values, tables: Tables, outside: Outside) -> Iterator[Problem]:
    made = outside.sheet(values.get("regulation"), values.get("criteria_set"))
    picks = grade.picks_of(tables.get("marks", ()))
    for place in places(made) if made else ():
        both = [case.key for case in place if 0 < picks.get(case.key, 0) <= box_count(case)]
        if len(both) > 1:
            text = str(Trouble("two_cases_picked", first=both[0], second=both[1]))
            yield Problem("marks", "two_cases_picked", text)


LAW_RULES: dict[str, tuple[LawRule, ...]] = {
    "recognition": (_rank_of_another_length, _rank_of_its_level, _potential_five_has_points),
    "assessment": (_boxes_are_there, _one_case_is_chosen),
}
